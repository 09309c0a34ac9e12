//! Parquet: one row group a partition, encoded by any thread, appended in order.
//!
//! The bytes depend on the rows, the schema and the dataset's provenance alone: fixed properties, one batch a row group. An encoded row
//! group is a Parquet file of its own, so that it can be kept and appended to any file of the same schema.
//!
//! What the footer will say of the row groups waits in a file of its own: a few hundred bytes for each column of each of them would be
//! the one thing that grows with the corpus.
//!
//! No column is declared as sorted: rows come in the order of the input, whose ids need not be sorted.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{
    ColumnChunkMetaData, KeyValue, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, SchemaDescriptor};
use tempfile::SpooledTempFile;

use super::Provenance;
use crate::schema::{ArrowType, TableSchema};
use crate::tables::arrow_schema;
use crate::thrift::{footer_parts, integer_bytes, struct_list_head};

/// Level at which writing costs little beside the stages; it is part of the bytes.
const ZSTD_LEVEL: i32 = 1;
/// What a Parquet file begins and ends with.
const MAGIC: &[u8] = b"PAR1";
/// Behind the footer: its length in four bytes, and the magic.
const TAIL: usize = 8;
/// A footer waits in memory up to this size.
const FOOTER_IN_MEMORY: usize = 1 << 18;

/// A Parquet file that is being written.
pub(super) struct ParquetFile<W: Write> {
    output: W,
    /// Bytes written so far.
    length: u64,
    /// The footer of the file without any rows.
    footer: Vec<u8>,
    rows: i64,
    row_groups: u64,
    /// What the footer will say of the row groups, as it will stand there.
    waiting: SpooledTempFile,
}

/// Encodes batches of one table, apart from the file they go into.
pub(super) struct ParquetEncoder {
    /// Each column has a factory of its own, so that a column is done before the next one begins: the context of zstd, which is the larger
    /// part of a column's memory, is then the same memory for all of them.
    columns: Vec<ArrowRowGroupWriterFactory>,
    schema: SchemaRef,
    parquet_schema: SchemaDescriptor,
    properties: WriterPropertiesPtr,
}

impl<W: Write> ParquetFile<W> {
    /// Begins a file, what waits for its footer being kept in `folder` once it is long.
    pub(super) fn begin(mut output: W, folder: &Path, table: &TableSchema, provenance: &Provenance) -> Result<ParquetFile<W>> {
        let schema = arrow_schema(table);
        let properties =
            Arc::new(properties_of(table, provenance)?.set_key_value_metadata(Some(key_values(table, provenance))).build());
        let mut empty = SerializedFileWriter::new(Vec::new(), parquet_schema(&schema)?.root_schema_ptr(), properties)?;
        // The schema of Arrow is kept beside Parquet's own, so that dictionaries come back as dictionaries.
        empty.append_key_value_metadata(KeyValue::new("ARROW:schema".to_string(), parquet::arrow::encode_arrow_schema(&schema)));
        let footer = footer_of(&empty.into_inner()?)?.to_vec();
        output.write_all(MAGIC)?;
        let waiting = tempfile::spooled_tempfile_in(FOOTER_IN_MEMORY, folder);
        Ok(ParquetFile { output, length: MAGIC.len() as u64, footer, rows: 0, row_groups: 0, waiting })
    }

    pub(super) fn output(&self) -> &W {
        &self.output
    }

    /// Appends a row group, given as the encoder made it, whose pages `write` writes.
    pub(super) fn append(&mut self, row_group: &[u8], write: impl FnOnce(&mut W, &[u8]) -> std::io::Result<()>) -> Result<()> {
        let metadata = ParquetMetaDataReader::decode_metadata(footer_of(row_group)?)?;
        let group = metadata.row_groups().first().ok_or_else(no_row_group)?;
        let rows = group.num_rows();
        let pages = row_group.get(MAGIC.len()..MAGIC.len() + group.compressed_size() as usize).ok_or_else(no_row_group)?;
        let moved = moved(group, self.length as i64 - MAGIC.len() as i64, self.row_groups)?;
        write(&mut self.output, pages)?;
        let mut alone = Vec::new();
        let metadata = ParquetMetaData::new(metadata.file_metadata().clone(), vec![moved]);
        ParquetMetaDataWriter::new(&mut alone, &metadata).finish()?;
        let footer = footer_of(&alone)?;
        self.waiting.write_all(&footer[footer_parts(footer)?.elements])?;
        self.length += pages.len() as u64;
        self.rows += rows;
        self.row_groups += 1;
        Ok(())
    }

    /// Writes the footer.
    pub(super) fn finish(mut self) -> Result<W> {
        let parts = footer_parts(&self.footer)?;
        let rows = integer_bytes(self.rows);
        let head = struct_list_head(self.row_groups);
        let waiting = self.waiting.stream_position()?;
        let fixed = [&self.footer[..parts.num_rows.start], &rows, &self.footer[parts.num_rows.end..parts.row_groups.start], &head];
        let rest = &self.footer[parts.row_groups.end..];
        let length = fixed.iter().map(|part| part.len() as u64).sum::<u64>() + waiting + rest.len() as u64;
        let length = u32::try_from(length).map_err(|_| ParquetError::General("the footer has more than 4 GB".to_string()))?;
        fixed.iter().try_for_each(|part| self.output.write_all(part))?;
        self.waiting.seek(SeekFrom::Start(0))?;
        std::io::copy(&mut self.waiting.take(waiting), &mut self.output)?;
        self.output.write_all(rest)?;
        self.output.write_all(&length.to_le_bytes())?;
        self.output.write_all(MAGIC)?;
        Ok(self.output)
    }
}

impl ParquetEncoder {
    /// The encoder of a table's row groups.
    pub(super) fn new(table: &TableSchema, provenance: &Provenance) -> Result<ParquetEncoder> {
        let schema = Arc::new(arrow_schema(table));
        let properties = Arc::new(properties_of(table, provenance)?.build());
        let columns =
            (0..schema.fields().len()).map(|column| column_factory(&schema, column, &properties)).collect::<Result<_>>()?;
        let parquet_schema = parquet_schema(&schema)?;
        Ok(ParquetEncoder { columns, schema, parquet_schema, properties })
    }

    /// A Parquet file whose one row group is this batch.
    pub(super) fn encode(&self, batch: &RecordBatch) -> Result<Vec<u8>> {
        let mut file = SerializedFileWriter::new(Vec::new(), self.parquet_schema.root_schema_ptr(), self.properties.clone())?;
        let mut row_group = file.next_row_group()?;
        for ((column, field), array) in self.columns.iter().zip(self.schema.fields()).zip(batch.columns()) {
            for (mut writer, leaf) in column.create_column_writers(0)?.into_iter().zip(compute_leaves(field, array)?) {
                writer.write(&leaf)?;
                writer.close()?.append_to_row_group(&mut row_group)?;
            }
        }
        row_group.close()?;
        file.into_inner()
    }

    /// The batch of a row group that was encoded for this table.
    pub(super) fn decode(&self, row_group: &Bytes) -> Result<RecordBatch> {
        let options = ArrowReaderOptions::new().with_schema(self.schema.clone());
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(row_group.clone(), options)?;
        let rows = usize::try_from(builder.metadata().file_metadata().num_rows()).map_err(|_| no_row_group())?;
        builder.with_batch_size(rows).build()?.next().ok_or_else(no_row_group)?.map_err(ParquetError::from)
    }
}

/// The factory of one column of a table.
fn column_factory(schema: &SchemaRef, column: usize, properties: &WriterPropertiesPtr) -> Result<ArrowRowGroupWriterFactory> {
    let alone = Arc::new(schema.project(&[column])?);
    let file = SerializedFileWriter::new(Vec::new(), parquet_schema(&alone)?.root_schema_ptr(), properties.clone())?;
    Ok(ArrowRowGroupWriterFactory::new(&file, alone))
}

/// A row group `by` bytes further on in a file, as the one of that number.
fn moved(group: &RowGroupMetaData, by: i64, number: u64) -> Result<RowGroupMetaData> {
    let columns = group.columns().iter().map(|column| moved_column(column, by)).collect::<Result<Vec<_>>>()?;
    let number = i32::try_from(number).map_err(|_| ParquetError::General("there are too many row groups".to_string()))?;
    let moved = group.clone().into_builder().set_column_metadata(columns).set_ordinal(number);
    moved.set_file_offset(group.file_offset().unwrap_or_default() + by).build()
}

fn moved_column(column: &ColumnChunkMetaData, by: i64) -> Result<ColumnChunkMetaData> {
    let builder = column.clone().into_builder().set_data_page_offset(column.data_page_offset() + by);
    builder.set_dictionary_page_offset(column.dictionary_page_offset().map(|offset| offset + by)).build()
}

/// The footer of a whole Parquet file.
fn footer_of(file: &[u8]) -> Result<&[u8]> {
    let (rest, tail) = file.split_last_chunk::<TAIL>().ok_or_else(no_row_group)?;
    let [a, b, c, d, ..] = *tail;
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    rest.len().checked_sub(length).map(|start| &rest[start..]).ok_or_else(no_row_group)
}

fn no_row_group() -> ParquetError {
    ParquetError::General("it is no Parquet file of one row group".to_string())
}

fn parquet_schema(schema: &arrow::datatypes::Schema) -> Result<SchemaDescriptor> {
    ArrowSchemaConverter::new().convert(schema)
}

fn properties_of(table: &TableSchema, provenance: &Provenance) -> Result<WriterPropertiesBuilder> {
    let mut properties = WriterProperties::builder()
        // To look every value up in a dictionary costs more than zstd needs to find the repetitions. Enumerations have one all the same:
        // readers get them back as such.
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        // `name version number` is the form that readers of other languages parse.
        .set_created_by(provenance.tool.replacen(' ', " version ", 1))
        // Row groups are small: nobody looks for a page in them.
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(None);
    for field in table.fields.iter().filter(|field| field.arrow == ArrowType::Dictionary) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(field.name.as_str()), true);
    }
    Ok(properties)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::released;
    use arrow::array::{ArrayRef, DictionaryArray, Float64Array, StringArray};
    use arrow::datatypes::{DataType, Int32Type};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn file_of(row_groups: usize) -> (Vec<u8>, Vec<RecordBatch>) {
        let table = released().pinned("duplicates", "1.0").expect("the first version of the table");
        let provenance = Provenance { dataset: "press@1".to_string(), tool: "columnist 0.0.0 (test)".to_string() };
        let encoder = ParquetEncoder::new(table, &provenance).expect("the schema can be written");
        let folder = std::env::temp_dir();
        let mut file = ParquetFile::begin(Vec::new(), &folder, table, &provenance).expect("a file begins");
        let batches: Vec<RecordBatch> = (0..row_groups).map(|number| batch(&encoder.schema, number)).collect();
        for batch in &batches {
            let row_group = encoder.encode(batch).expect("a row group is encoded");
            file.append(&row_group, |bytes, pages| bytes.write_all(pages)).expect("a row group is appended");
        }
        (file.finish().expect("the footer is written"), batches)
    }

    fn batch(schema: &SchemaRef, number: usize) -> RecordBatch {
        let rows = number % 3 + 1;
        let column = |data_type: &DataType| -> ArrayRef {
            match data_type {
                DataType::Float64 => Arc::new(Float64Array::from(vec![number as f64; rows])),
                DataType::Dictionary(..) => Arc::new(DictionaryArray::<Int32Type>::from_iter(vec!["exact"; rows])),
                _ => Arc::new(StringArray::from(vec![format!("article {number}"); rows])),
            }
        };
        let columns = schema.fields().iter().map(|field| column(field.data_type())).collect();
        RecordBatch::try_new(schema.clone(), columns).expect("the columns fit")
    }

    /// Lists of up to fourteen elements have a head of another form than longer ones.
    #[test]
    fn row_groups_come_back_whatever_their_number() {
        for row_groups in [0, 1, 14, 15, 300] {
            let (bytes, batches) = file_of(row_groups);
            let mut file = tempfile::tempfile().expect("a file for a while");
            file.write_all(&bytes).expect("it can be written");
            let reader = SerializedFileReader::new(file).expect("the file can be read");
            let metadata = reader.metadata();
            let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
            assert_eq!((metadata.num_row_groups(), metadata.file_metadata().num_rows()), (row_groups, rows as i64));
            let keys: Vec<&str> =
                metadata.file_metadata().key_value_metadata().into_iter().flatten().map(|pair| pair.key.as_str()).collect();
            assert!(keys.contains(&"columnist.schema") && keys.contains(&"ARROW:schema"), "{keys:?}");
            for (number, batch) in batches.iter().enumerate() {
                let group = reader.get_row_group(number).expect("the row group is there");
                assert_eq!(group.metadata().ordinal(), Some(number as i32));
                let first = group.get_row_iter(None).expect("rows can be read").next().expect("a row").expect("the row is whole");
                assert!(first.to_string().contains(&format!("article {number}\"")), "{first}");
                assert_eq!(group.metadata().num_rows(), batch.num_rows() as i64);
            }
        }
    }
}
