//! Rows of Arrow record batches as records: what Parquet and Arrow IPC files hold.

use arrow::array::{Array, AsArray, RecordBatch, downcast_dictionary_array};
use arrow::datatypes::{DataType, Int64Type, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};

use super::decode::decode_as;
use super::fields::Fields;
use super::output::{Item, Output, Reading, Stop};
use super::record::Record;
use super::stream::{Names, Stream};
use super::{LegacyGuess, ReadOptions};
use crate::annotation::Severity;

/// The rows of one file, counted from 1.
pub(super) struct ArrowRows {
    names: Names,
    number: u64,
    /// What columns of bytes are in that are no UTF-8.
    guess: LegacyGuess,
}

impl ArrowRows {
    pub(super) fn new(stream: &Stream, options: &ReadOptions) -> ArrowRows {
        ArrowRows { names: Names::of(stream, options), number: 0, guess: LegacyGuess::default() }
    }

    /// Says so where columns have one name.
    pub(super) fn tell_repeated(&self, schema: &Schema, options: &ReadOptions, output: &mut Output) -> Reading {
        Fields::tell_repeated(&self.names.file, &names_of(schema), options, output)
    }

    /// Reads the rows of the next batch. A row has no bytes of its own: its hash is that of its text.
    pub(super) fn read(&mut self, batch: &RecordBatch, options: &ReadOptions, output: &mut Output) -> Reading {
        let limit = options.limits.record_bytes;
        for row in 0..batch.num_rows() {
            self.number += 1;
            let (source, name) = (self.names.source(self.number), format!("row {}", self.number));
            let mut cells = Cells { options, guess: &self.guess, room: limit, doubts: Vec::new(), encoding: None };
            let object = cells.object_at(batch, row);
            let text = object.as_ref().and_then(|object| Fields::new(object, options).text()).unwrap_or_default();
            let record = Record::new(&source, &name, None, text.as_bytes(), options);
            let mut record = record.encoded_as(cells.encoding.as_deref(), &self.guess);
            for (code, message) in &cells.doubts {
                record.problem(code, Severity::Warning, None, message);
            }
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
        let which = if rows > 1 { format!("rows {first} to {} are", self.number) } else { format!("row {first} is") };
        let message = format!("{which} lost: {message}");
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

/// How the cells of a row are read.
struct Cells<'a> {
    options: &'a ReadOptions,
    guess: &'a LegacyGuess,
    /// How long the texts of the row may still be.
    room: u64,
    /// What is doubtful about the encoding of cells of bytes, and what the first such cell is in that is no UTF-8.
    doubts: Vec<(&'static str, String)>,
    encoding: Option<String>,
}

impl Cells<'_> {
    /// A row as JSON; `None` where its texts are longer together than there is room.
    fn object_at(&mut self, batch: &RecordBatch, row: usize) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            let (name, value) = self.named_value(field.name(), column.as_ref(), row)?;
            object.entry(name).or_insert(value);
        }
        Some(object)
    }

    /// A cell with the name of its column or field, which what is doubtful about it tells.
    fn named_value(&mut self, name: &str, array: &dyn Array, row: usize) -> Option<(String, Value)> {
        let doubts_before = self.doubts.len();
        let value = self.value_at(array, row)?;
        for (_, message) in &mut self.doubts[doubts_before..] {
            *message = format!("`{name}`: {message}");
        }
        Some((name.to_string(), value))
    }

    /// A cell as JSON: lists and structs as such, texts as they are, all else as it is written. `None` where the room does not suffice: a short
    /// list of views can mean any number of bytes.
    fn value_at(&mut self, array: &dyn Array, row: usize) -> Option<Value> {
        if array.is_null(row) {
            return Some(Value::Null);
        }
        match array.data_type() {
            DataType::Utf8 => self.text(array.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => self.text(array.as_string::<i64>().value(row)),
            DataType::Utf8View => self.text(array.as_string_view().value(row)),
            DataType::Binary => self.bytes(array.as_binary::<i32>().value(row)),
            DataType::LargeBinary => self.bytes(array.as_binary::<i64>().value(row)),
            DataType::BinaryView => self.bytes(array.as_binary_view().value(row)),
            DataType::List(_) => self.list(array.as_list::<i32>().value(row).as_ref()),
            DataType::LargeList(_) => self.list(array.as_list::<i64>().value(row).as_ref()),
            DataType::FixedSizeList(..) => self.list(array.as_fixed_size_list().value(row).as_ref()),
            DataType::ListView(_) => self.list(array.as_list_view::<i32>().value(row).as_ref()),
            DataType::LargeListView(_) => self.list(array.as_list_view::<i64>().value(row).as_ref()),
            DataType::Struct(fields) => {
                let columns = fields.iter().zip(array.as_struct().columns());
                let cells = columns.map(|(field, column)| self.named_value(field.name(), column.as_ref(), row));
                cells.collect::<Option<_>>().map(Value::Object)
            }
            DataType::Dictionary(..) => downcast_dictionary_array!(
                array => array.key(row).map_or(Some(Value::Null), |key| self.value_at(array.values().as_ref(), key)),
                _ => Some(Value::Null)
            ),
            _ => self.text(&written(array, row)),
        }
    }

    fn list(&mut self, items: &dyn Array) -> Option<Value> {
        (0..items.len()).map(|index| self.value_at(items, index)).collect::<Option<_>>().map(Value::Array)
    }

    fn text(&mut self, text: &str) -> Option<Value> {
        // An empty text takes room as well, as there may be any number of them.
        self.room = self.room.checked_sub(text.len() as u64 + 1)?;
        Some(Value::from(text))
    }

    /// Bytes are read as those of a text file are.
    fn bytes(&mut self, bytes: &[u8]) -> Option<Value> {
        self.room = self.room.checked_sub(bytes.len() as u64 + 1)?;
        let decoded = decode_as(bytes, self.options.encoding.as_deref(), self.guess);
        if decoded.encoding != "utf-8" {
            self.encoding.get_or_insert(decoded.encoding);
        }
        self.doubts.extend(decoded.problems.into_iter().map(|problem| (problem.code, problem.message)));
        Some(Value::from(decoded.text.into_owned()))
    }
}

/// A number, a date or a time stamp as text. A time stamp in a zone that is known by name counts in UTC, since a table of zones would be
/// another one on each machine.
fn written(array: &dyn Array, row: usize) -> String {
    let in_utc = match array.data_type() {
        DataType::Timestamp(unit, Some(zone)) if !zone.starts_with(['+', '-']) => {
            arrow::compute::cast(&array.slice(row, 1), &DataType::Timestamp(*unit, None)).ok()
        }
        _ => None,
    };
    let (array, row) = in_utc.as_ref().map_or((array, row), |one| (one.as_ref(), 0));
    let formatter = ArrayFormatter::try_new(array, &FormatOptions::default());
    formatter.ok().and_then(|formatter| formatter.value(row).try_to_string().ok()).unwrap_or_else(|| unwritten(array, row))
}

/// What a cell holds that cannot be written, such as a day in a year that no calendar has: a date that is told and cannot be read.
fn unwritten(array: &dyn Array, row: usize) -> String {
    let number = arrow::compute::cast(&array.slice(row, 1), &DataType::Int64).ok();
    let number = number.and_then(|one| one.as_primitive_opt::<Int64Type>().map(|one| one.value(0).to_string()));
    format!("{} {}", array.data_type(), number.unwrap_or_default()).trim_end().to_string()
}
