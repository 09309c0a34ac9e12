//! A column of a batch told as text, as CSV and JSON write it: `true`/`false`, ISO 8601 dates, shortest exact numbers.

use std::io::Write;

use arrow::array::{Array, AsArray, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::{ToSpan, civil::Date};

use super::pieces::push_number;

/// Below this every whole number has a value of its own; from it on the shortest digits may be others than all of them.
const LEAST_ROUNDED: f64 = 9_007_199_254_740_992.0;

/// A column whose values can be told as text.
pub(super) struct TextColumn<'a> {
    nulls: Option<&'a NullBuffer>,
    pub(super) values: Values<'a>,
}

pub(super) enum Values<'a> {
    Utf8(&'a StringArray),
    Dictionary(&'a DictionaryArray<Int32Type>, &'a StringArray),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
    Float64(&'a Float64Array),
    Boolean(&'a BooleanArray),
    Date32(&'a Date32Array),
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

    /// Appends the value of a row as it is; nothing for null.
    #[inline]
    pub(super) fn tell(&self, row: usize, bytes: &mut Vec<u8>) {
        if self.is_null(row) {
            return;
        }
        match self.values {
            Values::Utf8(array) => bytes.extend_from_slice(array.value(row).as_bytes()),
            Values::Dictionary(keys, values) => bytes.extend_from_slice(values.value(keys.keys().value(row) as usize).as_bytes()),
            Values::Int32(array) => push_number(bytes, i64::from(array.value(row))),
            Values::Int64(array) => push_number(bytes, array.value(row)),
            Values::Boolean(array) => bytes.extend_from_slice(if array.value(row) { b"true" } else { b"false" }),
            Values::Float64(array) => push_float(bytes, array.value(row)),
            Values::Date32(array) => write_display(bytes, Date::constant(1970, 1, 1).saturating_add(array.value(row).days())),
        }
    }

    /// The words of a row, which may hold anything; `None` for null and where a column has no words.
    pub(super) fn words(&self, row: usize) -> Option<&'a str> {
        match self.values {
            _ if self.is_null(row) => None,
            Values::Utf8(array) => Some(array.value(row)),
            Values::Dictionary(keys, values) => Some(values.value(keys.keys().value(row) as usize)),
            _ => None,
        }
    }
}

/// Most are whole numbers, which are written as such.
fn push_float(bytes: &mut Vec<u8>, value: f64) {
    let whole = value as i64;
    if whole as f64 == value && value.is_sign_positive() && value < LEAST_ROUNDED {
        push_number(bytes, whole);
    } else {
        write_display(bytes, value);
    }
}

/// Writing to memory cannot fail.
fn write_display(bytes: &mut Vec<u8>, value: impl std::fmt::Display) {
    write!(bytes, "{value}").expect("a value is written to memory");
}
