//! Parquet: one row group a partition, encoded by any thread, appended in order.
//!
//! The bytes depend on the rows, the schema and the dataset's provenance alone: fixed properties, one batch a row group.
//!
//! No column is declared as sorted: rows come in the order of the input, whose ids need not be sorted.

use std::io::Write;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::Provenance;
use crate::schema::{ArrowType, TableSchema};
use crate::tables::arrow_schema;

/// Level at which writing costs little beside the stages; it is part of the bytes.
const ZSTD_LEVEL: i32 = 1;

/// A Parquet file that is being written.
pub(super) struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
}

/// Encodes batches of one table, apart from the file they go into.
pub(super) struct ParquetEncoder {
    factory: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file and gives the encoder of its row groups.
    pub(super) fn begin(output: W, table: &TableSchema, provenance: &Provenance) -> Result<(ParquetFile<W>, ParquetEncoder)> {
        let schema = Arc::new(arrow_schema(table));
        let properties = properties_of(table, provenance)?;
        let parquet_schema = ArrowSchemaConverter::new().with_coerce_types(properties.coerce_types()).convert(&schema)?;
        let mut writer = SerializedFileWriter::new(output, parquet_schema.root_schema_ptr(), properties)?;
        // The schema of Arrow is kept beside Parquet's own, so that dictionaries come back as dictionaries.
        writer.append_key_value_metadata(KeyValue::new("ARROW:schema".to_string(), parquet::arrow::encode_arrow_schema(&schema)));
        let factory = ArrowRowGroupWriterFactory::new(&writer, schema.clone());
        Ok((ParquetFile { writer }, ParquetEncoder { factory, schema }))
    }

    /// Appends a row group.
    pub(super) fn append(&mut self, columns: Vec<ArrowColumnChunk>) -> Result<()> {
        let mut row_group = self.writer.next_row_group()?;
        for column in columns {
            column.append_to_row_group(&mut row_group)?;
        }
        row_group.close()?;
        Ok(())
    }

    /// Writes the footer.
    pub(super) fn finish(self) -> Result<W> {
        self.writer.into_inner()
    }
}

impl ParquetEncoder {
    /// The columns of one row group.
    pub(super) fn encode(&self, batch: &RecordBatch) -> Result<Vec<ArrowColumnChunk>> {
        let mut writers = self.factory.create_column_writers(0)?;
        let mut writer = writers.iter_mut();
        for (field, array) in self.schema.fields().iter().zip(batch.columns()) {
            for leaf in compute_leaves(field, array)? {
                if let Some(writer) = writer.next() {
                    writer.write(&leaf)?;
                }
            }
        }
        writers.into_iter().map(|writer| writer.close()).collect()
    }
}

fn properties_of(table: &TableSchema, provenance: &Provenance) -> Result<WriterPropertiesPtr> {
    let mut properties = WriterProperties::builder()
        // To look every value up in a dictionary costs more than zstd needs to find the repetitions. Enumerations have one all the same:
        // readers get them back as such.
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        // `name version number` is the form that readers of other languages parse.
        .set_created_by(provenance.tool.replacen(' ', " version ", 1))
        .set_max_row_group_row_count(None)
        .set_key_value_metadata(Some(key_values(table, provenance)));
    for field in table.fields.iter().filter(|field| field.arrow == ArrowType::Dictionary) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(field.name.as_str()), true);
    }
    Ok(Arc::new(properties.build()))
}

/// What a lone file tells of itself: DuckDB and polars show this, but not the schema of Arrow.
fn key_values(table: &TableSchema, provenance: &Provenance) -> Vec<KeyValue> {
    let pairs = [
        ("columnist.schema", table.id()),
        ("columnist.schema_sha256", table.sha256.clone()),
        ("columnist.dataset", provenance.dataset.clone()),
        ("columnist.tool", provenance.tool.clone()),
    ];
    pairs.into_iter().map(|(key, value)| KeyValue::new(key.to_string(), value)).collect()
}
