//! Columns that grow by a cell at a time, and the values that go into them.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, BooleanBufferBuilder, DictionaryArray, PrimitiveArray, StringArray};
use arrow::buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{ArrowPrimitiveType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::civil::Date;

use super::word_numbers::WordNumbers;
use crate::schema::ArrowType;

/// Rows for which a column has room before it grows: most tables of a partition have as many.
const ROWS: usize = 4096;

/// A column on its way into a batch.
pub struct Column {
    pub(super) is_nullable: bool,
    values: Values,
    /// The rows that have no value, in their order. In place of a value they have one that nobody reads.
    nulls: Vec<u32>,
}

/// The values of all rows so far.
enum Values {
    /// The words of all rows behind each other, and where those of each row end.
    Utf8 {
        words: Vec<u8>,
        ends: Vec<i32>,
    },
    /// The number of each row's word.
    Dictionary {
        words: WordNumbers<String>,
        numbers: Vec<i32>,
    },
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Float64(Vec<f64>),
    Boolean(Vec<bool>),
    /// Days as Arrow counts them.
    Date32(Vec<i32>),
}

impl Column {
    pub(super) fn new(kind: ArrowType, is_nullable: bool) -> Column {
        let values = match kind {
            ArrowType::Utf8 => {
                let mut ends = Vec::with_capacity(ROWS + 1);
                ends.push(0);
                Values::Utf8 { words: Vec::with_capacity(ROWS * 16), ends }
            }
            ArrowType::Dictionary => Values::Dictionary { words: WordNumbers::new(), numbers: Vec::new() },
            ArrowType::Int32 => Values::Int32(Vec::with_capacity(ROWS)),
            ArrowType::Int64 => Values::Int64(Vec::new()),
            ArrowType::Float64 => Values::Float64(Vec::new()),
            ArrowType::Boolean => Values::Boolean(Vec::new()),
            ArrowType::Date32 => Values::Date32(Vec::new()),
        };
        Column { is_nullable, values, nulls: Vec::new() }
    }

    #[inline]
    fn append_null(&mut self) {
        let row = match &mut self.values {
            Values::Utf8 { words, ends } => append(ends, words.len() as i32) - 1,
            Values::Dictionary { numbers, .. } => append(numbers, 0),
            Values::Int32(values) | Values::Date32(values) => append(values, 0),
            Values::Int64(values) => append(values, 0),
            Values::Float64(values) => append(values, 0.0),
            Values::Boolean(values) => append(values, false),
        };
        self.nulls.push(row as u32);
    }

    pub(super) fn finish(self) -> ArrayRef {
        let nulls = |rows: usize| nulls_at(&self.nulls, rows);
        match self.values {
            Values::Utf8 { words, ends } => {
                let nulls = nulls(ends.len() - 1);
                Arc::new(StringArray::new(OffsetBuffer::new(ends.into()), Buffer::from_vec(words), nulls))
            }
            Values::Dictionary { words, numbers } => {
                let nulls = nulls(numbers.len());
                let words = StringArray::from_iter_values(words.into_words());
                Arc::new(DictionaryArray::new(PrimitiveArray::<Int32Type>::new(numbers.into(), nulls), Arc::new(words)))
            }
            Values::Boolean(values) => {
                let nulls = nulls(values.len());
                Arc::new(BooleanArray::new(values.into(), nulls))
            }
            Values::Int32(values) => numbers::<Int32Type>(values, nulls),
            Values::Int64(values) => numbers::<Int64Type>(values, nulls),
            Values::Float64(values) => numbers::<Float64Type>(values, nulls),
            Values::Date32(values) => numbers::<Date32Type>(values, nulls),
        }
    }
}

/// Appends a value and gives its index.
#[inline]
fn append<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    values.len() - 1
}

fn numbers<T: ArrowPrimitiveType>(values: Vec<T::Native>, nulls: impl Fn(usize) -> Option<NullBuffer>) -> ArrayRef {
    let nulls = nulls(values.len());
    Arc::new(PrimitiveArray::<T>::new(ScalarBuffer::from(values), nulls))
}

/// A bit for each of so many rows, unset for those listed; `None` where all have a value.
fn nulls_at(nulls: &[u32], rows: usize) -> Option<NullBuffer> {
    if nulls.is_empty() {
        return None;
    }
    let mut bits = BooleanBufferBuilder::new(rows);
    bits.append_n(rows, true);
    nulls.iter().for_each(|row| bits.set_bit(*row as usize, false));
    Some(NullBuffer::new(bits.finish()))
}

/// A value on its way into a table. Which column it fits is known where a row is written, so that a cell costs one comparison.
pub trait Cell {
    /// Whether there is no value.
    fn is_null(&self) -> bool {
        false
    }

    /// Appends the value; `false` where the column is of another type.
    fn append_to(self, column: &mut Column) -> bool;
}

impl Cell for &str {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        match &mut column.values {
            Values::Utf8 { words, ends } => {
                words.extend_from_slice(self.as_bytes());
                ends.push(i32::try_from(words.len()).expect("a partition has less than 2 GB of text"));
            }
            Values::Dictionary { words, numbers } => numbers.push(words.number_of(self, || self.to_string()) as i32),
            _ => return false,
        }
        true
    }
}

impl Cell for &String {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        self.as_str().append_to(column)
    }
}

impl Cell for i64 {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        match &mut column.values {
            Values::Int32(values) => values.push(i32::try_from(self).unwrap_or(i32::MAX)),
            Values::Int64(values) => values.push(self),
            _ => return false,
        }
        true
    }
}

impl Cell for u32 {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        i64::from(self).append_to(column)
    }
}

impl Cell for usize {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        i64::try_from(self).unwrap_or(i64::MAX).append_to(column)
    }
}

impl Cell for u64 {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        i64::try_from(self).unwrap_or(i64::MAX).append_to(column)
    }
}

impl Cell for f64 {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        let Values::Float64(values) = &mut column.values else { return false };
        values.push(self);
        true
    }
}

impl Cell for bool {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        let Values::Boolean(values) = &mut column.values else { return false };
        values.push(self);
        true
    }
}

impl Cell for Date {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        let Values::Date32(values) = &mut column.values else { return false };
        values.push(days_since_epoch(self));
        true
    }
}

impl<T: Cell> Cell for Option<T> {
    #[inline]
    fn is_null(&self) -> bool {
        self.is_none()
    }

    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        match self {
            Some(value) => value.append_to(column),
            None => {
                column.append_null();
                true
            }
        }
    }
}

/// A day as Arrow counts it.
pub fn days_since_epoch(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}
