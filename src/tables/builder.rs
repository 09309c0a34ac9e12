//! Rows into a record batch, each cell checked against the table's schema.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field as ArrowField, Schema};

use super::column::{Cell, Column};
use crate::schema::{ArrowType, Field, TableSchema};
use crate::text::{CodePointIndex, Span};

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

impl TableBuilder {
    /// An empty batch of this table.
    pub fn new(schema: &'static TableSchema) -> TableBuilder {
        let columns = schema.fields.iter().map(|field| Column::new(field.arrow, field.is_nullable())).collect();
        TableBuilder { schema, columns, next: 0, rows: 0 }
    }

    /// Writes the next cell of the row. After the last column the row is complete.
    #[inline]
    pub fn cell(&mut self, name: &str, value: impl Cell) -> &mut TableBuilder {
        // Every table is filled in the tests, which are built with this check; it would cost a tenth of a run.
        debug_assert_eq!(self.schema.fields[self.next].name, name, "next column of {}", self.schema.name);
        let column = &mut self.columns[self.next];
        if value.is_null() && !column.is_nullable {
            self.refuse(name, "is never null");
        }
        if !value.append_to(column) {
            self.refuse(name, "is of another type");
        }
        self.next += 1;
        if self.next == self.columns.len() {
            self.next = 0;
            self.rows += 1;
        }
        self
    }

    #[cold]
    fn refuse(&self, name: &str, why: &str) -> ! {
        panic!("{}.{name} {why}", self.schema.name)
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

/// The Arrow type of columns that a schema declares so.
pub fn arrow_type(kind: ArrowType) -> DataType {
    match kind {
        ArrowType::Utf8 => DataType::Utf8,
        ArrowType::Dictionary => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        ArrowType::Int32 => DataType::Int32,
        ArrowType::Int64 => DataType::Int64,
        ArrowType::Float64 => DataType::Float64,
        ArrowType::Boolean => DataType::Boolean,
        ArrowType::Date32 => DataType::Date32,
    }
}

fn arrow_field(field: &Field) -> ArrowField {
    let metadata = [("PARQUET:field_id".to_string(), field.field_id.to_string())];
    ArrowField::new(&field.name, arrow_type(field.arrow), field.is_nullable())
        .with_metadata(std::collections::HashMap::from(metadata))
}
