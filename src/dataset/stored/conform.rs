//! Columns of any file brought to the types of the schema; cells that cannot be brought there are flaws.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray,
    StringDictionaryBuilder, new_null_array,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Int32Type, Schema};
use arrow::util::display::array_value_to_string;
use jiff::civil::Date;

use crate::schema::{ArrowType, TableSchema};
use crate::tables::{arrow_schema, days_since_epoch};

/// Rows of a table in the types of its schema, whatever file they come from. Any cell may be null here.
pub struct Piece {
    /// The columns that were asked for, in schema order; a column that the file lacks is all null.
    pub batch: RecordBatch,
    /// Number of each row in its file, from 0.
    pub rows: Vec<u64>,
    /// Cells whose value is not of the column's type. They are null in the batch.
    pub flaws: Vec<Flaw>,
}

/// A cell that holds a value of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Row in the batch.
    pub row: usize,
    pub column: String,
    pub message: String,
}

impl Piece {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&ArrayRef> {
        self.batch.column_by_name(name)
    }

    /// A column of strings.
    pub fn strings(&self, name: &str) -> Option<&StringArray> {
        self.column(name).and_then(|column| column.as_string_opt())
    }

    /// A column of 32-bit integers.
    pub fn integers(&self, name: &str) -> Option<&Int32Array> {
        self.column(name).and_then(|column| column.as_primitive_opt::<Int32Type>())
    }
}

/// Brings `batch` to the types that `schema` gives these columns.
pub(super) fn conform(batch: &RecordBatch, rows: Vec<u64>, schema: &TableSchema, columns: &[&str]) -> Result<Piece, String> {
    let mut flaws = Vec::new();
    let (mut fields, mut arrays) = (Vec::new(), Vec::new());
    for (field, wanted) in schema.fields.iter().zip(arrow_schema(schema).fields()) {
        if !columns.contains(&field.name.as_str()) {
            continue;
        }
        let array = match batch.column_by_name(&field.name) {
            None => new_null_array(wanted.data_type(), batch.num_rows()),
            Some(array) if array.data_type() == wanted.data_type() => array.clone(),
            Some(array) => converted(array, field.arrow, wanted, &mut flaws)?,
        };
        fields.push(Field::new(&field.name, wanted.data_type().clone(), true));
        arrays.push(array);
    }
    let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options);
    Ok(Piece { batch: batch.map_err(|cause| cause.to_string())?, rows, flaws })
}

fn converted(array: &ArrayRef, kind: ArrowType, wanted: &Field, flaws: &mut Vec<Flaw>) -> Result<ArrayRef, String> {
    let is_text =
        matches!(array.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _));
    let converted = if is_text {
        let text = cast(array, &DataType::Utf8).map_err(|cause| cause.to_string())?;
        parsed(text.as_string(), kind, wanted.name(), flaws)
    } else {
        // What does not fit becomes null, and is told apart from what was null before.
        cast(array, wanted.data_type()).unwrap_or_else(|_| new_null_array(wanted.data_type(), array.len()))
    };
    if !is_text && converted.null_count() > array.null_count() {
        for row in (0..array.len()).filter(|&row| array.is_valid(row) && converted.is_null(row)) {
            let value = array_value_to_string(array, row).unwrap_or_default();
            flaws.push(flaw(row, wanted.name(), &value, kind));
        }
    }
    Ok(converted)
}

/// Cells of a text file as values.
fn parsed(text: &StringArray, kind: ArrowType, column: &str, flaws: &mut Vec<Flaw>) -> ArrayRef {
    match kind {
        ArrowType::Utf8 => Arc::new(text.clone()),
        ArrowType::Dictionary => {
            let mut builder = StringDictionaryBuilder::<Int32Type>::new();
            text.iter().for_each(|value| builder.append_option(value));
            Arc::new(builder.finish())
        }
        ArrowType::Int32 => Arc::new(Int32Array::from(each(text, kind, column, flaws, plain_number::<i32>))),
        ArrowType::Int64 => Arc::new(Int64Array::from(each(text, kind, column, flaws, plain_number::<i64>))),
        ArrowType::Float64 => Arc::new(Float64Array::from(each(text, kind, column, flaws, |value| value.parse().ok()))),
        ArrowType::Boolean => {
            let truth = |value: &str| match value {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            };
            Arc::new(BooleanArray::from(each(text, kind, column, flaws, truth)))
        }
        ArrowType::Date32 => Arc::new(Date32Array::from(each(text, kind, column, flaws, iso_day))),
    }
}

fn each<T>(
    text: &StringArray,
    kind: ArrowType,
    column: &str,
    flaws: &mut Vec<Flaw>,
    parse: impl Fn(&str) -> Option<T>,
) -> Vec<Option<T>> {
    let mut cell = |(row, value): (usize, Option<&str>)| {
        let value = value?;
        let parsed = parse(value);
        if parsed.is_none() {
            flaws.push(flaw(row, column, value, kind));
        }
        parsed
    };
    text.iter().enumerate().map(&mut cell).collect()
}

/// An integer as it is written: `+5` and `007` are what a spreadsheet makes of something else.
fn plain_number<T: FromStr + Display>(value: &str) -> Option<T> {
    value.parse::<T>().ok().filter(|number| number.to_string() == value)
}

fn iso_day(value: &str) -> Option<i32> {
    let day: Date = value.parse().ok()?;
    (day.to_string() == value).then(|| days_since_epoch(day))
}

fn flaw(row: usize, column: &str, value: &str, kind: ArrowType) -> Flaw {
    let wanted = match kind {
        ArrowType::Utf8 | ArrowType::Dictionary => "a string",
        ArrowType::Int32 => "an integer of 32 bits",
        ArrowType::Int64 => "an integer",
        ArrowType::Float64 => "a number",
        ArrowType::Boolean => "`true` or `false`",
        ArrowType::Date32 => "a date as 2025-03-17",
    };
    let shown: String = value.chars().take(40).collect();
    Flaw { row, column: column.to_string(), message: format!("`{shown}` is not {wanted}") }
}
