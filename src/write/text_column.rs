//! A column of a batch told as text, as CSV and JSON write it: `true`/`false`, ISO 8601 dates, shortest exact numbers.

use std::io::Write;

use arrow::array::{Array, AsArray, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::{ToSpan, civil::Date};

/// A column whose values can be told as text.
pub(super) struct TextColumn<'a> {
    nulls: Option<&'a NullBuffer>,
    values: Values<'a>,
}

enum Values<'a> {
    Utf8(&'a StringArray),
    Dictionary(&'a DictionaryArray<Int32Type>, &'a StringArray),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
    Float64(&'a Float64Array),
    Boolean(&'a BooleanArray),
    Date32(&'a Date32Array),
}

/// A value as text.
pub(super) enum Told<'a> {
    /// The column's own words, which may hold anything.
    Words(&'a str),
    /// Digits, letters and signs that were written to the buffer.
    Written,
}

impl<'a> TextColumn<'a> {
    pub(super) fn new(array: &'a dyn Array) -> TextColumn<'a> {
        let values = match array.data_type() {
            DataType::Utf8 => Values::Utf8(array.as_string()),
            DataType::Dictionary(_, _) => {
                let keys = array.as_dictionary::<Int32Type>();
                Values::Dictionary(keys, keys.values().as_string())
            }
            DataType::Int32 => Values::Int32(array.as_primitive()),
            DataType::Int64 => Values::Int64(array.as_primitive::<Int64Type>()),
            DataType::Float64 => Values::Float64(array.as_primitive::<Float64Type>()),
            DataType::Boolean => Values::Boolean(array.as_boolean()),
            DataType::Date32 => Values::Date32(array.as_primitive::<Date32Type>()),
            other => panic!("no table has a column of {other}"),
        };
        TextColumn { nulls: array.nulls(), values }
    }

    /// Whether the row has no value.
    pub(super) fn is_null(&self, row: usize) -> bool {
        self.nulls.is_some_and(|nulls| nulls.is_null(row))
    }

    /// Gives the value of a row, or writes it behind what `bytes` hold; writes nothing for null.
    pub(super) fn tell(&self, row: usize, bytes: &mut Vec<u8>) -> Told<'a> {
        if self.is_null(row) {
            return Told::Written;
        }
        match self.values {
            Values::Utf8(array) => return Told::Words(array.value(row)),
            Values::Dictionary(keys, values) => return Told::Words(values.value(keys.keys().value(row) as usize)),
            Values::Int32(array) => bytes.extend_from_slice(itoa::Buffer::new().format(array.value(row)).as_bytes()),
            Values::Int64(array) => bytes.extend_from_slice(itoa::Buffer::new().format(array.value(row)).as_bytes()),
            Values::Boolean(array) => bytes.extend_from_slice(if array.value(row) { b"true" } else { b"false" }),
            Values::Float64(array) => write_display(bytes, array.value(row)),
            Values::Date32(array) => write_display(bytes, Date::constant(1970, 1, 1).saturating_add(array.value(row).days())),
        }
        Told::Written
    }
}

/// Writing to memory cannot fail.
fn write_display(bytes: &mut Vec<u8>, value: impl std::fmt::Display) {
    write!(bytes, "{value}").expect("a value is written to memory");
}
