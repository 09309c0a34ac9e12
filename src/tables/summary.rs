//! What the values of a table are, told in a few numbers a column: taken batch by batch while rows are written, so that nobody has to
//! read a finished table again.
//!
//! The summary of a table is the same however its rows were cut into batches, and needs some kilobytes whatever their number.

mod packed;

use std::collections::BTreeMap;

use arrow::array::{Array, ArrayRef, ArrowNativeTypeOp, AsArray, PrimitiveArray, RecordBatch, StringArray};
use arrow::compute::{max, min};
use arrow::datatypes::{ArrowNumericType, DataType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::word_numbers::WordNumbers;
use crate::pack::{Packer, Unpacker};

/// A column with more values than these is not counted value by value.
const MOST_VALUES: usize = 512;
/// Nor is one with a longer value: it holds text.
const LONGEST_VALUE: usize = 80;
/// So many values are all told; of more, the most frequent ones.
const FEW_VALUES: usize = 40;
const TOLD_OF_MANY: usize = 10;

/// The values of one column of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnSummary {
    /// Rows without a value.
    pub nulls: u64,
    /// The least number or earliest day; of a text, the fewest bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Value>,
    /// The greatest number or latest day; of a text, the most bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greatest: Option<Value>,
    /// How many different values there are; left out where there are too many to be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
    /// Values with their rows: all of them where they are few, else the most frequent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub top: BTreeMap<String, u64>,
}

/// The summary of a table as it grows.
#[derive(Debug, Default)]
pub struct TableSummary {
    /// In the order of the schema; none before the first row.
    columns: Vec<GrowingColumn>,
}

#[derive(Debug)]
struct GrowingColumn {
    nulls: u64,
    values: GrowingValues,
}

#[derive(Debug)]
enum GrowingValues {
    Whole(Option<(i64, i64)>),
    Number(Option<(f64, f64)>),
    Day(Option<(i32, i32)>),
    Text {
        bytes: Option<(usize, usize)>,
        /// `None`: too many, or too long.
        counts: Option<BTreeMap<String, u64>>,
    },
}

impl TableSummary {
    /// The summary of a batch.
    pub fn of(batch: &RecordBatch) -> TableSummary {
        if batch.num_rows() == 0 {
            return TableSummary::default();
        }
        let column = |array: &ArrayRef| GrowingColumn { nulls: array.null_count() as u64, values: GrowingValues::of(array) };
        TableSummary { columns: batch.columns().iter().map(column).collect() }
    }

    /// Adds the summary of further rows of the same table, given as [`TableSummary::to_bytes`] packed it; `None` where it is none.
    pub fn add(&mut self, packed: &[u8]) -> Option<()> {
        let mut unpacker = Unpacker::new(packed);
        if self.columns.is_empty() {
            self.columns = unpacker.list(GrowingColumn::unpack)?;
            return Some(());
        }
        let columns = unpacker.number()? as usize;
        self.columns.iter_mut().take(columns).try_for_each(|column| column.add(&mut unpacker))
    }

    /// All of it as bytes, for the cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.number(self.columns.len() as u64);
        self.columns.iter().for_each(|column| column.pack(&mut packer));
        packer.finish()
    }

    /// One summary for each of the columns named, which are those of the schema; empty ones for a table without rows.
    pub fn finish(self, names: impl Iterator<Item = String>) -> BTreeMap<String, ColumnSummary> {
        let mut columns = self.columns.into_iter();
        names.map(|name| (name, columns.next().map(GrowingColumn::finish).unwrap_or_default())).collect()
    }
}

impl GrowingColumn {
    fn finish(self) -> ColumnSummary {
        let nulls = self.nulls;
        match self.values {
            GrowingValues::Whole(bounds) => bounded(nulls, bounds, Value::from),
            GrowingValues::Number(bounds) => bounded(nulls, bounds, Value::from),
            GrowingValues::Day(bounds) => bounded(nulls, bounds, |days| Value::from(day_text(days))),
            GrowingValues::Text { bytes, counts } => {
                let distinct = counts.as_ref().map(|counts| counts.len() as u64);
                ColumnSummary { distinct, top: most_frequent(counts.unwrap_or_default()), ..bounded(nulls, bytes, Value::from) }
            }
        }
    }
}

impl GrowingValues {
    fn of(array: &ArrayRef) -> GrowingValues {
        match array.data_type() {
            DataType::Int32 => {
                GrowingValues::Whole(bounds_of::<Int32Type>(array.as_primitive()).map(|(a, b)| (i64::from(a), i64::from(b))))
            }
            DataType::Int64 => GrowingValues::Whole(bounds_of::<Int64Type>(array.as_primitive())),
            DataType::Float64 => GrowingValues::Number(bounds_of::<Float64Type>(array.as_primitive())),
            DataType::Date32 => GrowingValues::Day(bounds_of::<Date32Type>(array.as_primitive())),
            DataType::Boolean => {
                let (array, mut counts) = (array.as_boolean(), BTreeMap::new());
                for (value, count) in [("true", array.true_count()), ("false", array.false_count())] {
                    if count > 0 {
                        counts.insert(value.to_string(), count as u64);
                    }
                }
                GrowingValues::Text { bytes: None, counts: Some(counts) }
            }
            DataType::Dictionary(_, _) => GrowingValues::Text { bytes: None, counts: Some(counts_of_keys(array)) },
            _ => of_strings(array.as_string()),
        }
    }
}

fn bounds_of<T: ArrowNumericType>(array: &PrimitiveArray<T>) -> Option<(T::Native, T::Native)>
where
    T::Native: ArrowNativeTypeOp,
{
    min(array).zip(max(array))
}

fn widen<N: PartialOrd>(bounds: &mut Option<(N, N)>, more: Option<(N, N)>) {
    *bounds = match (bounds.take(), more) {
        (Some((least, greatest)), Some((low, high))) => {
            Some((if low < least { low } else { least }, if high > greatest { high } else { greatest }))
        }
        (bounds, more) => bounds.or(more),
    };
}

/// Counts of an enumeration, by key and so without a look at its strings.
fn counts_of_keys(array: &ArrayRef) -> BTreeMap<String, u64> {
    let dictionary = array.as_dictionary::<Int32Type>();
    let values: &StringArray = dictionary.values().as_string();
    let mut counts = vec![0_u64; values.len()];
    for key in dictionary.keys().iter().flatten() {
        if let Some(count) = counts.get_mut(key as usize) {
            *count += 1;
        }
    }
    values.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(v, count)| (v.unwrap_or_default().to_string(), count)).collect()
}

fn of_strings(array: &StringArray) -> GrowingValues {
    let lengths = (0..array.len()).filter(|row| array.is_valid(*row)).map(|row| array.value_length(row) as usize);
    let bytes = lengths.fold(None, |bytes, length| match bytes {
        Some((fewest, most)) => Some((length.min(fewest), length.max(most))),
        None => Some((length, length)),
    });
    let is_short = bytes.is_none_or(|(_, most)| most <= LONGEST_VALUE);
    GrowingValues::Text { bytes, counts: if is_short { counts_of_strings(array) } else { None } }
}

/// Counts of all values; `None` where they are too many.
fn counts_of_strings(array: &StringArray) -> Option<BTreeMap<String, u64>> {
    let (mut values, mut counts) = (WordNumbers::new(), Vec::new());
    for value in array.iter().flatten() {
        let number = values.number_of(value, || value) as usize;
        if number == counts.len() {
            counts.push(0);
        }
        counts[number] += 1;
        if counts.len() > MOST_VALUES {
            return None;
        }
    }
    Some(values.into_words().into_iter().map(str::to_string).zip(counts).collect())
}

fn bounded<N>(nulls: u64, bounds: Option<(N, N)>, tell: impl Fn(N) -> Value) -> ColumnSummary {
    let (least, greatest) = bounds.map(|(least, greatest)| (tell(least), tell(greatest))).unzip();
    ColumnSummary { nulls, least, greatest, ..ColumnSummary::default() }
}

fn most_frequent(counts: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    // Sorted by value before; the sort is stable, so that equal counts keep that order.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if counts.len() > FEW_VALUES {
        counts.truncate(TOLD_OF_MANY);
    }
    counts.into_iter().collect()
}

fn day_text(days_since_1970: i32) -> String {
    Date::constant(1970, 1, 1).saturating_add(days_since_1970.days()).to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use arrow::array::{Date32Array, Int32Array};
    use arrow::datatypes::{Field, Schema};

    fn batch(words: Vec<Option<&str>>, numbers: Vec<Option<i32>>) -> RecordBatch {
        let fields = vec![
            Field::new("word", DataType::Utf8, true),
            Field::new("number", DataType::Int32, true),
            Field::new("day", DataType::Date32, true),
        ];
        let days = Date32Array::from(numbers.clone());
        let columns: Vec<ArrayRef> = vec![Arc::new(StringArray::from(words)), Arc::new(Int32Array::from(numbers)), Arc::new(days)];
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).expect("the columns fit")
    }

    fn summary(batches: &[RecordBatch]) -> BTreeMap<String, ColumnSummary> {
        let mut summary = TableSummary::default();
        batches.iter().for_each(|batch| summary.add(&TableSummary::of(batch).to_bytes()).expect("it is a summary"));
        summary.finish(["word", "number", "day"].into_iter().map(str::to_string))
    }

    #[test]
    fn the_cut_into_batches_does_not_show() {
        let whole = batch(vec![Some("b"), Some("b"), None, Some("a"), Some("b")], vec![Some(3), None, Some(-1), Some(7), None]);
        let parts: Vec<_> = (0..5).map(|row| whole.slice(row, 1)).chain([whole.slice(0, 0)]).collect();
        let told = summary(std::slice::from_ref(&whole));
        assert_eq!(told, summary(&parts));
        assert_eq!(told["word"].nulls, 1);
        assert_eq!(told["word"].distinct, Some(2));
        assert_eq!(told["word"].top, BTreeMap::from([("a".to_string(), 1), ("b".to_string(), 3)]));
        assert_eq!((told["number"].least.clone(), told["number"].greatest.clone()), (Some(Value::from(-1)), Some(Value::from(7))));
        assert_eq!(told["day"].least, Some(Value::from("1969-12-31")));
    }

    #[test]
    fn a_summary_comes_back_from_its_bytes() {
        let batch = batch(vec![Some("b"), None, Some("a")], vec![Some(3), None, Some(-1)]);
        let long = self::batch(vec![Some(&"x".repeat(LONGEST_VALUE + 1))], vec![None]);
        for batch in [batch.clone(), batch.slice(0, 0), long] {
            let bytes = TableSummary::of(&batch).to_bytes();
            let mut again = TableSummary::default();
            again.add(&bytes).expect("it can be read");
            let names = || ["word", "number", "day"].into_iter().map(str::to_string);
            assert_eq!(again.finish(names()), TableSummary::of(&batch).finish(names()));
            assert!((0..bytes.len()).all(|length| TableSummary::default().add(&bytes[..length]).is_none()));
            let mut twice = TableSummary::of(&batch);
            assert!(twice.add(&bytes).is_some());
            assert!((8..bytes.len()).all(|length| TableSummary::of(&batch).add(&bytes[..length]).is_none()));
        }
    }

    #[test]
    fn many_values_and_long_ones_are_not_counted() {
        let names: Vec<String> = (0..=MOST_VALUES).map(|number| format!("n{number}")).collect();
        let many = batch(names.iter().map(|name| Some(name.as_str())).collect(), vec![None; names.len()]);
        let halves = [many.slice(0, 300), many.slice(300, names.len() - 300)];
        assert_eq!(summary(std::slice::from_ref(&many))["word"].distinct, None);
        assert_eq!(summary(&halves)["word"], summary(std::slice::from_ref(&many))["word"]);
        let long = "x".repeat(LONGEST_VALUE + 1);
        let told = &summary(&[batch(vec![Some(&long), Some("y")], vec![None; 2])])["word"];
        assert_eq!((told.distinct, told.least.clone(), told.greatest.clone()), (None, Some(Value::from(1)), Some(Value::from(81))));
        assert!(told.top.is_empty());
    }

    #[test]
    fn a_table_without_rows_has_empty_summaries() {
        assert_eq!(summary(&[])["word"], ColumnSummary::default());
    }
}
