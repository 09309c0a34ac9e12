//! A hash for each column of a table, which depends on its values and on how many of them are in each row group: not on how a file encodes them.
//!
//! The hash of a column in a whole table is the hash over those in its row groups, so that a row group that is taken from a cache brings its hashes with it.
//! The definition stands in docs/dataset.md, and `tests/readers/column_hashes.py` follows it in another language.

use std::collections::BTreeMap;

use arrow::array::{Array, ArrayRef, AsArray, PrimitiveArray, RecordBatch};
use arrow::datatypes::{ArrowPrimitiveType, DataType, Date32Type, Float64Type, Int32Type, Int64Type};

use super::JoinedHash;
use super::pieces::{WordPieces, push_part, push_short};

/// Stands before a value.
const VALUE: u8 = 1;
/// Stands for null.
const NULL: u8 = 0;
/// What stands before a value, and eight bytes of a number.
const LONGEST_HEAD: usize = 9;

/// The values of some rows, column by column, as the bytes that are hashed.
#[derive(Debug, Default)]
pub struct ColumnBytes {
    columns: Vec<Vec<u8>>,
}

/// The hash of the values of each column in one row group.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ColumnDigests {
    digests: Vec<blake3::Hash>,
}

/// The digests of a row group whose rows come piece by piece.
#[derive(Default)]
pub struct GrowingDigests {
    columns: Vec<blake3::Hasher>,
}

/// The hashes of a table's columns as its row groups go by.
#[derive(Default)]
pub struct ColumnHashes {
    columns: Vec<JoinedHash>,
}

impl ColumnBytes {
    /// The bytes of a batch.
    pub fn of(batch: &RecordBatch) -> ColumnBytes {
        let bytes_of = |column: &ArrayRef| {
            let mut bytes = Vec::new();
            push_values(&mut bytes, column.as_ref());
            bytes
        };
        ColumnBytes { columns: batch.columns().iter().map(bytes_of).collect() }
    }
}

impl ColumnDigests {
    /// The digests of a row group that is one batch.
    pub fn of(batch: &RecordBatch) -> ColumnDigests {
        let mut bytes = Vec::new();
        let digest = |column: &ArrayRef| {
            bytes.clear();
            push_values(&mut bytes, column.as_ref());
            blake3::hash(&bytes)
        };
        ColumnDigests { digests: batch.columns().iter().map(digest).collect() }
    }

    /// For the cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.digests.iter().flat_map(|digest| *digest.as_bytes()).collect()
    }

    /// What [`ColumnDigests::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> ColumnDigests {
        ColumnDigests { digests: bytes.as_chunks().0.iter().map(|digest| blake3::Hash::from_bytes(*digest)).collect() }
    }
}

impl GrowingDigests {
    /// Adds further rows of the same row group.
    pub fn add(&mut self, rows: &ColumnBytes) {
        self.columns.resize_with(self.columns.len().max(rows.columns.len()), blake3::Hasher::new);
        self.columns.iter_mut().zip(&rows.columns).for_each(|(hash, bytes)| _ = hash.update(bytes));
    }

    /// The digests of all rows that were added.
    pub fn finish(self) -> ColumnDigests {
        ColumnDigests { digests: self.columns.iter().map(blake3::Hasher::finalize).collect() }
    }
}

impl ColumnHashes {
    /// Adds the next row group of the table.
    pub fn add(&mut self, row_group: &ColumnDigests) {
        self.columns.resize_with(self.columns.len().max(row_group.digests.len()), JoinedHash::default);
        self.columns.iter_mut().zip(&row_group.digests).for_each(|(column, digest)| column.add(*digest));
    }

    /// The hash of each of the columns named, which are those of the row groups in their order.
    pub fn finish(mut self, names: impl Iterator<Item = String>) -> BTreeMap<String, String> {
        let names: Vec<String> = names.collect();
        self.columns.resize_with(names.len(), JoinedHash::default);
        names.into_iter().zip(self.columns).map(|(name, column)| (name, column.finish().to_hex().to_string())).collect()
    }
}

/// Appends the bytes of all values of a column.
fn push_values(bytes: &mut Vec<u8>, column: &dyn Array) {
    match column.data_type() {
        DataType::Utf8 => {
            let strings = column.as_string::<i32>();
            let (offsets, text) = (strings.value_offsets(), strings.value_data());
            bytes.reserve(text.len());
            push_rows(bytes, column, |bytes, row| {
                let part = offsets[row] as usize..offsets[row + 1] as usize;
                push_number(bytes, (part.len() as u64).to_le_bytes());
                push_part(bytes, text, part);
            });
        }
        DataType::Dictionary(_, _) => {
            let dictionary = column.as_dictionary::<Int32Type>();
            let (keys, words) = (dictionary.keys(), WordPieces::new(dictionary.values().as_string(), push_string));
            push_rows(bytes, keys, |bytes, row| words.push_to(bytes, keys.value(row)));
        }
        DataType::Boolean => {
            let values = column.as_boolean();
            push_rows(bytes, column, |bytes, row| bytes.extend_from_slice(&[VALUE, u8::from(values.value(row))]));
        }
        DataType::Int32 => push_numbers(bytes, column.as_primitive::<Int32Type>(), |value| i64::from(value).to_le_bytes()),
        DataType::Int64 => push_numbers(bytes, column.as_primitive::<Int64Type>(), i64::to_le_bytes),
        DataType::Date32 => push_numbers(bytes, column.as_primitive::<Date32Type>(), |days| i64::from(days).to_le_bytes()),
        DataType::Float64 => push_numbers(bytes, column.as_primitive::<Float64Type>(), f64::to_le_bytes),
        other => panic!("no table has a column of {other}"),
    }
}

fn push_numbers<T: ArrowPrimitiveType>(bytes: &mut Vec<u8>, column: &PrimitiveArray<T>, bytes_of: impl Fn(T::Native) -> [u8; 8]) {
    let values = column.values();
    push_rows(bytes, column, |bytes, row| push_number(bytes, bytes_of(values[row])));
}

/// Goes through all rows, `push` appending the bytes of those that have a value.
fn push_rows(bytes: &mut Vec<u8>, column: &dyn Array, push: impl Fn(&mut Vec<u8>, usize)) {
    bytes.reserve(LONGEST_HEAD * (column.len() + 1));
    let nulls = column.nulls();
    for row in 0..column.len() {
        if nulls.is_some_and(|nulls| nulls.is_null(row)) { bytes.push(NULL) } else { push(bytes, row) }
    }
}

fn push_string(bytes: &mut Vec<u8>, words: &str) {
    push_number(bytes, (words.len() as u64).to_le_bytes());
    bytes.extend_from_slice(words.as_bytes());
}

#[inline]
fn push_number(bytes: &mut Vec<u8>, number: [u8; 8]) {
    let [a, b, c, d, e, f, g, h] = number;
    push_short(bytes, &[VALUE, a, b, c, d, e, f, g, h, 0, 0, 0, 0, 0, 0, 0], LONGEST_HEAD);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray};

    use super::*;

    /// The hashes of a table whose row groups come in these pieces.
    fn hashes(row_groups: &[Vec<RecordBatch>]) -> BTreeMap<String, String> {
        let mut hashes = ColumnHashes::default();
        for pieces in row_groups {
            let mut digests = GrowingDigests::default();
            pieces.iter().for_each(|piece| digests.add(&ColumnBytes::of(piece)));
            hashes.add(&digests.finish());
        }
        let names = row_groups[0][0].schema();
        hashes.finish(names.fields().iter().map(|field| field.name().clone()))
    }

    fn hash_of(column: impl Array + 'static) -> String {
        let batch = RecordBatch::try_from_iter_with_nullable([("a", Arc::new(column) as ArrayRef, true)]).expect("one column");
        hashes(&[vec![batch]])["a"].clone()
    }

    #[test]
    fn the_bytes_are_those_of_the_definition() {
        let column = StringArray::from(vec![Some("añ"), None, Some("")]);
        let wanted = b"\x01\x03\0\0\0\0\0\0\0a\xc3\xb1\x00\x01\0\0\0\0\0\0\0\0";
        let bytes_of = |column: ArrayRef| {
            let batch = RecordBatch::try_from_iter_with_nullable([("a", column, true)]).expect("one column");
            ColumnBytes::of(&batch).columns.remove(0)
        };
        assert_eq!(bytes_of(Arc::new(column.clone())), wanted);
        assert_eq!(bytes_of(Arc::new(Int32Array::from(vec![Some(-2), None]))), b"\x01\xfe\xff\xff\xff\xff\xff\xff\xff\x00");
        assert_eq!(hash_of(column), blake3::hash(wanted).to_hex().to_string());
    }

    #[test]
    fn neither_the_cut_into_batches_nor_the_encoding_shows() {
        let words = vec![Some("b"), None, Some("b"), Some("a"), Some("")];
        let columns: [(&str, ArrayRef, bool); 2] = [
            ("word", Arc::new(StringArray::from(words.clone())), true),
            ("number", Arc::new(Float64Array::from(vec![Some(0.1), None, Some(-0.0), Some(1e300), Some(3.0)])), true),
        ];
        let whole = RecordBatch::try_from_iter_with_nullable(columns).expect("two columns");
        let parts: Vec<_> = (0..5).map(|row| whole.slice(row, 1)).chain([whole.slice(0, 0)]).collect();
        assert_eq!(hashes(&[vec![whole.clone()]]), hashes(&[parts]));
        let dictionary: DictionaryArray<Int32Type> = words.iter().copied().collect();
        assert_eq!(hash_of(dictionary), hash_of(StringArray::from(words)));
        assert_eq!(hash_of(Int32Array::from(vec![7])), hash_of(Int64Array::from(vec![7])));
    }

    #[test]
    fn digests_come_back_from_their_bytes() {
        let column = |words: [&str; 2]| Arc::new(StringArray::from(words.to_vec())) as ArrayRef;
        let columns = [("a", column(["pier", "quay"])), ("b", column(["mole", ""]))];
        let digests = ColumnDigests::of(&RecordBatch::try_from_iter(columns).expect("two columns"));
        assert!(ColumnDigests::from_bytes(&digests.to_bytes()) == digests && digests.digests.len() == 2);
    }

    #[test]
    fn values_that_look_alike_are_told_apart() {
        let told = |words: Vec<Option<&str>>| hash_of(StringArray::from(words));
        assert_ne!(told(vec![None]), told(vec![Some("")]));
        assert_ne!(told(vec![Some("ab"), Some("c")]), told(vec![Some("a"), Some("bc")]));
        assert_ne!(told(vec![Some("a"), Some("b")]), told(vec![Some("b"), Some("a")]));
        assert_ne!(told(vec![Some("a")]), told(vec![Some("a"), None]));
    }
}
