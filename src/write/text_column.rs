//! A column of a batch told as text, as CSV and JSON write it: `true`/`false`, ISO 8601 dates, shortest exact numbers.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::{ToSpan, civil::Date};

/// A column whose values can be told as text.
pub(super) enum TextColumn<'a> {
    Utf8(&'a arrow::array::StringArray),
    Dictionary(&'a arrow::array::DictionaryArray<Int32Type>, &'a arrow::array::StringArray),
    Int32(&'a arrow::array::Int32Array),
    Int64(&'a arrow::array::Int64Array),
    Float64(&'a arrow::array::Float64Array),
    Boolean(&'a arrow::array::BooleanArray),
    Date32(&'a arrow::array::Date32Array),
}

impl<'a> TextColumn<'a> {
    pub(super) fn new(array: &'a dyn Array) -> TextColumn<'a> {
        match array.data_type() {
            DataType::Utf8 => TextColumn::Utf8(array.as_string()),
            DataType::Dictionary(_, _) => {
                let keys = array.as_dictionary::<Int32Type>();
                TextColumn::Dictionary(keys, keys.values().as_string())
            }
            DataType::Int32 => TextColumn::Int32(array.as_primitive()),
            DataType::Int64 => TextColumn::Int64(array.as_primitive::<Int64Type>()),
            DataType::Float64 => TextColumn::Float64(array.as_primitive::<Float64Type>()),
            DataType::Boolean => TextColumn::Boolean(array.as_boolean()),
            DataType::Date32 => TextColumn::Date32(array.as_primitive::<Date32Type>()),
            other => panic!("no table has a column of {other}"),
        }
    }

    fn array(&self) -> &dyn Array {
        match self {
            TextColumn::Utf8(array) => array,
            TextColumn::Dictionary(array, _) => array,
            TextColumn::Int32(array) => array,
            TextColumn::Int64(array) => array,
            TextColumn::Float64(array) => array,
            TextColumn::Boolean(array) => array,
            TextColumn::Date32(array) => array,
        }
    }

    /// Whether the row has no value.
    pub(super) fn is_null(&self, row: usize) -> bool {
        self.array().is_null(row)
    }

    /// The value of a row, empty for null; `buffer` is room for those that are not text already.
    pub(super) fn text<'b>(&self, row: usize, buffer: &'b mut String) -> &'b str
    where
        'a: 'b,
    {
        use std::fmt::Write;
        if self.is_null(row) {
            return "";
        }
        let written = match self {
            TextColumn::Utf8(array) => return array.value(row),
            TextColumn::Dictionary(keys, values) => return values.value(keys.keys().value(row) as usize),
            TextColumn::Int32(array) => write!(buffer, "{}", array.value(row)),
            TextColumn::Int64(array) => write!(buffer, "{}", array.value(row)),
            TextColumn::Float64(array) => write!(buffer, "{}", array.value(row)),
            TextColumn::Boolean(array) => write!(buffer, "{}", array.value(row)),
            TextColumn::Date32(array) => write!(buffer, "{}", Date::constant(1970, 1, 1).saturating_add(array.value(row).days())),
        };
        written.expect("a string takes what is written to it");
        buffer
    }
}
