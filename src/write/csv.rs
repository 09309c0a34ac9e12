//! A batch as CSV: UTF-8, RFC 4180 with LF line ends, `true`/`false`, ISO 8601 dates, null as the empty field.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int32Type, Int64Type};
use jiff::{ToSpan, civil::Date};

/// The rows as CSV, with or without a header line.
pub fn csv_bytes(batch: &RecordBatch, with_header: bool) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let columns: Vec<_> = batch.columns().iter().map(|column| TextColumn::new(column.as_ref())).collect();
    // Writing to memory cannot fail, and every record has as many fields as there are columns.
    let mut record = csv::ByteRecord::new();
    if with_header {
        batch.schema_ref().fields().iter().for_each(|field| record.push_field(field.name().as_bytes()));
        writer.write_byte_record(&record).expect("a header is written to memory");
    }
    let mut field = String::new();
    for row in 0..batch.num_rows() {
        record.clear();
        for column in &columns {
            field.clear();
            record.push_field(column.text(row, &mut field).as_bytes());
        }
        writer.write_byte_record(&record).expect("a row is written to memory");
    }
    writer.into_inner().expect("memory is flushed")
}

/// A column whose values can be told as text.
enum TextColumn<'a> {
    Utf8(&'a arrow::array::StringArray),
    Dictionary(&'a arrow::array::DictionaryArray<Int32Type>, &'a arrow::array::StringArray),
    Int32(&'a arrow::array::Int32Array),
    Int64(&'a arrow::array::Int64Array),
    Float64(&'a arrow::array::Float64Array),
    Boolean(&'a arrow::array::BooleanArray),
    Date32(&'a arrow::array::Date32Array),
}

impl<'a> TextColumn<'a> {
    fn new(array: &'a dyn Array) -> TextColumn<'a> {
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

    /// The value of a row; `buffer` is room for those that are not text already.
    fn text<'b>(&self, row: usize, buffer: &'b mut String) -> &'b str
    where
        'a: 'b,
    {
        use std::fmt::Write;
        if self.array().is_null(row) {
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
