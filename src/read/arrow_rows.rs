//! Rows of Arrow record batches as records: what Parquet and Arrow IPC files hold.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};

use super::ReadOptions;
use super::fields::Fields;
use super::output::{Item, Output, Reading, Stop};
use super::record::Record;
use super::stream::{Names, Stream};
use crate::annotation::Severity;

/// The rows of one file, counted from 1.
pub(super) struct ArrowRows {
    names: Names,
    number: u64,
}

impl ArrowRows {
    pub(super) fn new(stream: &Stream, options: &ReadOptions) -> ArrowRows {
        ArrowRows { names: Names::of(stream, options), number: 0 }
    }

    /// Reads the rows of the next batch. A row has no bytes of its own: its hash is that of its text.
    pub(super) fn read(&mut self, batch: &RecordBatch, options: &ReadOptions, output: &mut Output) -> Reading {
        let limit = options.limits.record_bytes;
        for row in 0..batch.num_rows() {
            self.number += 1;
            let (source, name) = (self.names.source(self.number), format!("row {}", self.number));
            let object = object_at(batch, row, limit);
            let text = object.as_ref().and_then(|object| Fields::new(object, options).text()).unwrap_or_default();
            let mut record = Record::new(&source, &name, None, text.as_bytes(), options);
            match &object {
                Some(object) => record.article_of_fields(&self.names.id(self.number), object),
                None => record.problem("too_long", Severity::Error, None, &format!("it is longer than {limit} bytes")),
            }
            output.record(record.items)?;
        }
        Ok(())
    }

    /// How many rows were read or lost.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Passes over rows that cannot be read: one problem tells which.
    pub(super) fn lose(&mut self, rows: u64, stop: Stop, output: &mut Output) -> Reading {
        let Stop::Refused { code, message } = stop else { return Err(stop) };
        let first = self.number.saturating_add(1);
        self.number = self.number.saturating_add(rows);
        let message = format!("rows {first} to {} are lost: {message}", self.number.max(first));
        output.record(vec![Item::problem(&self.names.source(first), code, Severity::Error, None, message)])
    }
}

/// The names of a table's columns.
fn names_of(schema: &Schema) -> Vec<String> {
    schema.fields().iter().map(|field| field.name().clone()).collect()
}

/// The places of the columns that may be asked for; a refusal where none of them can be the text.
pub(super) fn wanted_columns(schema: &Schema, options: &ReadOptions) -> Result<Vec<usize>, Stop> {
    let names = names_of(schema);
    Fields::check_names(&names, options)?;
    Ok(names.iter().enumerate().filter(|(_, name)| Fields::is_of_use(name, options)).map(|(index, _)| index).collect())
}

/// A row as JSON; `None` where its texts are longer together than `limit`.
fn object_at(batch: &RecordBatch, row: usize, limit: u64) -> Option<Map<String, Value>> {
    let mut room = limit;
    let schema = batch.schema_ref();
    let columns = schema.fields().iter().zip(batch.columns());
    columns.map(|(field, column)| Some((field.name().clone(), value_at(column.as_ref(), row, &mut room)?))).collect()
}

/// A cell as JSON: lists and structs as such, texts as they are, all else as it is written. What cannot be written is null. `None` where
/// `room` does not suffice: a short list of views can mean any number of bytes.
fn value_at(array: &dyn Array, row: usize, room: &mut u64) -> Option<Value> {
    if array.is_null(row) {
        return Some(Value::Null);
    }
    let value = match array.data_type() {
        DataType::Utf8 => text_value(array.as_string::<i32>().value(row).as_bytes(), room)?,
        DataType::LargeUtf8 => text_value(array.as_string::<i64>().value(row).as_bytes(), room)?,
        DataType::Utf8View => text_value(array.as_string_view().value(row).as_bytes(), room)?,
        DataType::Binary => text_value(array.as_binary::<i32>().value(row), room)?,
        DataType::LargeBinary => text_value(array.as_binary::<i64>().value(row), room)?,
        DataType::BinaryView => text_value(array.as_binary_view().value(row), room)?,
        DataType::List(_) => list_value(array.as_list::<i32>().value(row).as_ref(), room)?,
        DataType::LargeList(_) => list_value(array.as_list::<i64>().value(row).as_ref(), room)?,
        DataType::FixedSizeList(..) => list_value(array.as_fixed_size_list().value(row).as_ref(), room)?,
        DataType::ListView(_) => list_value(array.as_list_view::<i32>().value(row).as_ref(), room)?,
        DataType::LargeListView(_) => list_value(array.as_list_view::<i64>().value(row).as_ref(), room)?,
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            let cells =
                fields.iter().zip(columns).map(|(field, column)| Some((field.name().clone(), value_at(column, row, room)?)));
            Value::Object(cells.collect::<Option<_>>()?)
        }
        _ => text_value(written(array, row).unwrap_or_default().as_bytes(), room)?,
    };
    Some(value)
}

fn list_value(items: &dyn Array, room: &mut u64) -> Option<Value> {
    (0..items.len()).map(|index| value_at(items, index, room)).collect::<Option<_>>().map(Value::Array)
}

/// Bytes that are no UTF-8 are no text, and null.
fn text_value(bytes: &[u8], room: &mut u64) -> Option<Value> {
    // An empty text takes room as well, as there may be any number of them.
    *room = room.checked_sub(bytes.len() as u64 + 1)?;
    Some(std::str::from_utf8(bytes).map_or(Value::Null, Value::from))
}

/// A number, a date, a time stamp or an entry of a dictionary as text. A time stamp in a zone that is known by name counts in UTC, since a
/// table of zones would be another one on each machine.
fn written(array: &dyn Array, row: usize) -> Option<String> {
    let in_utc = match array.data_type() {
        DataType::Timestamp(unit, Some(zone)) if !zone.starts_with(['+', '-']) => {
            Some(arrow::compute::cast(&array.slice(row, 1), &DataType::Timestamp(*unit, None)).ok()?)
        }
        _ => None,
    };
    let (array, row) = in_utc.as_ref().map_or((array, row), |one| (one.as_ref(), 0));
    ArrayFormatter::try_new(array, &FormatOptions::default()).ok()?.value(row).try_to_string().ok()
}
