//! Columns that grow by a cell at a time, and the values that go into them.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, DictionaryArray, Float64Builder, Int32Builder, Int64Builder, StringBuilder,
};
use arrow::datatypes::Int32Type;
use jiff::civil::Date;

use crate::schema::ArrowType;

/// Rows for which a column has room before it grows: most tables of a partition have as many.
const ROWS: usize = 4096;

/// A column on its way into a batch.
pub enum Column {
    Utf8(StringBuilder),
    Dictionary(DictionaryBuilder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Float64(Float64Builder),
    Boolean(BooleanBuilder),
    Date32(Date32Builder),
}

impl Column {
    pub(super) fn new(kind: ArrowType) -> Column {
        match kind {
            ArrowType::Utf8 => Column::Utf8(StringBuilder::with_capacity(ROWS, ROWS * 16)),
            ArrowType::Dictionary => Column::Dictionary(DictionaryBuilder::default()),
            ArrowType::Int32 => Column::Int32(Int32Builder::with_capacity(ROWS)),
            ArrowType::Int64 => Column::Int64(Int64Builder::new()),
            ArrowType::Float64 => Column::Float64(Float64Builder::new()),
            ArrowType::Boolean => Column::Boolean(BooleanBuilder::new()),
            ArrowType::Date32 => Column::Date32(Date32Builder::new()),
        }
    }

    fn append_null(&mut self) {
        match self {
            Column::Utf8(column) => column.append_null(),
            Column::Dictionary(column) => column.keys.append_null(),
            Column::Int32(column) => column.append_null(),
            Column::Int64(column) => column.append_null(),
            Column::Float64(column) => column.append_null(),
            Column::Boolean(column) => column.append_null(),
            Column::Date32(column) => column.append_null(),
        }
    }

    pub(super) fn finish(self) -> ArrayRef {
        match self {
            Column::Utf8(mut column) => Arc::new(column.finish()),
            Column::Dictionary(column) => Arc::new(column.finish()),
            Column::Int32(mut column) => Arc::new(column.finish()),
            Column::Int64(mut column) => Arc::new(column.finish()),
            Column::Float64(mut column) => Arc::new(column.finish()),
            Column::Boolean(mut column) => Arc::new(column.finish()),
            Column::Date32(mut column) => Arc::new(column.finish()),
        }
    }
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
        match column {
            Column::Utf8(column) => column.append_value(self),
            Column::Dictionary(column) => column.append(self),
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
        match column {
            Column::Int32(column) => column.append_value(i32::try_from(self).unwrap_or(i32::MAX)),
            Column::Int64(column) => column.append_value(self),
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
        let Column::Float64(column) = column else { return false };
        column.append_value(self);
        true
    }
}

impl Cell for bool {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        let Column::Boolean(column) = column else { return false };
        column.append_value(self);
        true
    }
}

impl Cell for Date {
    #[inline]
    fn append_to(self, column: &mut Column) -> bool {
        let Column::Date32(column) = column else { return false };
        column.append_value(days_since_epoch(self));
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

/// Words of which a column has a few, numbered in the order in which they come.
#[derive(Default)]
pub struct DictionaryBuilder {
    keys: Int32Builder,
    values: Vec<String>,
    /// The number of each word, once there are too many to look at them one by one.
    numbers: HashMap<String, i32>,
}

/// Up to this many words are found faster by their lengths and letters than by a hash.
const FEW: usize = 24;

impl DictionaryBuilder {
    fn append(&mut self, word: &str) {
        let number = self.number_of(word).unwrap_or_else(|| self.add(word));
        self.keys.append_value(number);
    }

    fn number_of(&self, word: &str) -> Option<i32> {
        if self.values.len() <= FEW {
            return self.values.iter().position(|value| value == word).map(|number| number as i32);
        }
        self.numbers.get(word).copied()
    }

    fn add(&mut self, word: &str) -> i32 {
        let number = self.values.len() as i32;
        self.values.push(word.to_string());
        self.numbers.insert(word.to_string(), number);
        number
    }

    fn finish(mut self) -> DictionaryArray<Int32Type> {
        let values = arrow::array::StringArray::from_iter_values(self.values);
        DictionaryArray::new(self.keys.finish(), Arc::new(values))
    }
}
