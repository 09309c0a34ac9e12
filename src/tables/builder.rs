//! Rows into a record batch, each cell checked against the table's schema.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder, RecordBatch, StringBuilder,
    StringDictionaryBuilder,
};
use arrow::datatypes::{DataType, Field as ArrowField, Int32Type, Schema};
use jiff::civil::Date;

use crate::schema::{ArrowType, Field, TableSchema};
use crate::text::{CodePointIndex, Span};

/// A value on its way into a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Null,
    Text(&'a str),
    Integer(i64),
    Number(f64),
    Truth(bool),
    Date(Date),
}

/// Builds batches of one table.
///
/// A row is written by naming its columns in schema order. A cell of another name or type than the schema's next column is a defect of
/// the program and panics. The name is checked in builds with debug assertions, which the tests are.
pub struct TableBuilder {
    schema: &'static TableSchema,
    columns: Vec<Column>,
    /// Column that the next cell goes into.
    next: usize,
    rows: usize,
}

/// Rows for which a builder has room before it grows: most tables of a partition have as many.
const ROWS: usize = 4096;

enum Column {
    Utf8(StringBuilder),
    Dictionary(StringDictionaryBuilder<Int32Type>),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Float64(Float64Builder),
    Boolean(BooleanBuilder),
    Date32(Date32Builder),
}

impl TableBuilder {
    /// An empty batch of this table.
    pub fn new(schema: &'static TableSchema) -> TableBuilder {
        let columns = schema.fields.iter().map(|field| Column::new(field.arrow)).collect();
        TableBuilder { schema, columns, next: 0, rows: 0 }
    }

    /// Writes the next cell of the row. After the last column the row is complete.
    pub fn cell<'a>(&mut self, name: &str, value: impl Into<Cell<'a>>) -> &mut TableBuilder {
        let field = &self.schema.fields[self.next];
        // Every table is filled in the tests, which are built with this check; it would cost a tenth of a run.
        debug_assert_eq!(field.name, name, "next column of {}", self.schema.name);
        let value = value.into();
        assert!(!matches!(value, Cell::Null) || field.is_nullable(), "{}.{name} is never null", self.schema.name);
        self.columns[self.next].append(field, value);
        self.next += 1;
        if self.next == self.columns.len() {
            self.next = 0;
            self.rows += 1;
        }
        self
    }

    /// Writes the four span columns, in code points and in bytes.
    pub fn span(&mut self, span: Span, code_points: &CodePointIndex) -> &mut TableBuilder {
        self.cell("char_start", code_points.code_points_before(span.start))
            .cell("char_end", code_points.code_points_before(span.end))
            .cell("byte_start", span.start)
            .cell("byte_end", span.end)
    }

    /// Number of complete rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no complete row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The rows as a batch.
    pub fn finish(self) -> RecordBatch {
        assert_eq!(self.next, 0, "the last row of {} is complete", self.schema.name);
        let arrays = self.columns.into_iter().map(Column::finish).collect();
        RecordBatch::try_new(Arc::new(arrow_schema(self.schema)), arrays).expect("columns are built from the schema")
    }
}

/// The Arrow schema of a table: types, nullability, and what the schema file says of each column as metadata.
pub fn arrow_schema(schema: &TableSchema) -> Schema {
    let fields: Vec<ArrowField> = schema.fields.iter().map(arrow_field).collect();
    let metadata = [("columnist.schema".to_string(), schema.id())];
    Schema::new_with_metadata(fields, std::collections::HashMap::from(metadata))
}

fn arrow_field(field: &Field) -> ArrowField {
    let kind = match field.arrow {
        ArrowType::Utf8 => DataType::Utf8,
        ArrowType::Dictionary => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        ArrowType::Int32 => DataType::Int32,
        ArrowType::Int64 => DataType::Int64,
        ArrowType::Float64 => DataType::Float64,
        ArrowType::Boolean => DataType::Boolean,
        ArrowType::Date32 => DataType::Date32,
    };
    let metadata = [("PARQUET:field_id".to_string(), field.field_id.to_string())];
    ArrowField::new(&field.name, kind, field.is_nullable()).with_metadata(std::collections::HashMap::from(metadata))
}

impl Column {
    fn new(kind: ArrowType) -> Column {
        match kind {
            ArrowType::Utf8 => Column::Utf8(StringBuilder::with_capacity(ROWS, ROWS * 16)),
            ArrowType::Dictionary => Column::Dictionary(StringDictionaryBuilder::new()),
            ArrowType::Int32 => Column::Int32(Int32Builder::with_capacity(ROWS)),
            ArrowType::Int64 => Column::Int64(Int64Builder::new()),
            ArrowType::Float64 => Column::Float64(Float64Builder::new()),
            ArrowType::Boolean => Column::Boolean(BooleanBuilder::new()),
            ArrowType::Date32 => Column::Date32(Date32Builder::new()),
        }
    }

    fn append(&mut self, field: &Field, cell: Cell) {
        match (self, cell) {
            (Column::Utf8(column), Cell::Text(text)) => column.append_value(text),
            (Column::Utf8(column), Cell::Null) => column.append_null(),
            (Column::Dictionary(column), Cell::Text(text)) => column.append_value(text),
            (Column::Dictionary(column), Cell::Null) => column.append_null(),
            (Column::Int32(column), Cell::Integer(value)) => column.append_value(i32::try_from(value).unwrap_or(i32::MAX)),
            (Column::Int32(column), Cell::Null) => column.append_null(),
            (Column::Int64(column), Cell::Integer(value)) => column.append_value(value),
            (Column::Int64(column), Cell::Null) => column.append_null(),
            (Column::Float64(column), Cell::Number(value)) => column.append_value(value),
            (Column::Float64(column), Cell::Null) => column.append_null(),
            (Column::Boolean(column), Cell::Truth(value)) => column.append_value(value),
            (Column::Boolean(column), Cell::Null) => column.append_null(),
            (Column::Date32(column), Cell::Date(date)) => column.append_value(days_since_epoch(date)),
            (Column::Date32(column), Cell::Null) => column.append_null(),
            (_, cell) => panic!("column {} is {:?} and cannot hold {cell:?}", field.name, field.arrow),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Column::Utf8(mut column) => Arc::new(column.finish()),
            Column::Dictionary(mut column) => Arc::new(column.finish()),
            Column::Int32(mut column) => Arc::new(column.finish()),
            Column::Int64(mut column) => Arc::new(column.finish()),
            Column::Float64(mut column) => Arc::new(column.finish()),
            Column::Boolean(mut column) => Arc::new(column.finish()),
            Column::Date32(mut column) => Arc::new(column.finish()),
        }
    }
}

/// A day as Arrow counts it.
pub fn days_since_epoch(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl From<u32> for Cell<'_> {
    fn from(value: u32) -> Self {
        Cell::Integer(i64::from(value))
    }
}

impl From<usize> for Cell<'_> {
    fn from(value: usize) -> Self {
        Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Cell<'_> {
    fn from(value: u64) -> Self {
        Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell<'_> {
    fn from(value: f64) -> Self {
        Cell::Number(value)
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Cell::Truth(value)
    }
}

impl From<Date> for Cell<'_> {
    fn from(value: Date) -> Self {
        Cell::Date(value)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Cell<'a> {
        value.map_or(Cell::Null, Into::into)
    }
}
