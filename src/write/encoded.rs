//! Rows encoded, on their way into files or into the cache.

use arrow::array::RecordBatch;

use super::dataset_writer::table_error;
use super::parquet::ParquetEncoder;
use super::{ColumnBytes, csv_bytes, excel_safe_csv_bytes};
use crate::error::Result;
use crate::pack::{Packer, Unpacker};
use crate::schema::TableSchema;
use crate::tables::TableSummary;

/// Goes up when the same rows are encoded otherwise than before, so that nothing of the older form is taken from a cache. A test below tells.
pub const ENCODING: u64 = 2;

/// Turns batches into the bytes that a [`super::DatasetWriter`] appends. Any number of threads may share it.
pub struct PartitionEncoder {
    tables: Vec<(&'static TableSchema, ParquetEncoder)>,
    /// Whether anybody wants row groups of Parquet.
    makes_row_groups: bool,
    /// Whether the CSV of the files is another one than that which the rows are hashed by.
    excel_safe: bool,
}

/// One partition of every table, in the order of the writer's tables.
pub struct EncodedPartition {
    pub tables: Vec<EncodedTable>,
}

/// One partition of one table.
#[derive(Debug, Default)]
pub struct EncodedTable {
    pub(super) rows: u64,
    /// A row group, as a file of its own; `None` where there are no rows or nobody wants it.
    pub(super) parquet: Option<Vec<u8>>,
    pub(super) csv: Vec<u8>,
    /// What the file gets in place of `csv`.
    pub(super) safe_csv: Option<Vec<u8>>,
    /// By which the columns are hashed.
    pub(super) columns: ColumnBytes,
    pub(super) summary: TableSummary,
}

impl PartitionEncoder {
    pub(super) fn new(tables: Vec<(&'static TableSchema, ParquetEncoder)>, writes_parquet: bool, excel_safe: bool) -> Self {
        PartitionEncoder { tables, makes_row_groups: writes_parquet, excel_safe }
    }

    /// The same for a run whose tables go into a cache too, which keeps them as row groups whether or not they are written.
    pub fn for_cache(self) -> PartitionEncoder {
        PartitionEncoder { makes_row_groups: true, ..self }
    }

    /// Encodes one batch per table, in the order of the writer's schemas. Each batch is gone before the next one is made.
    ///
    /// # Errors
    /// Where a batch cannot be made, or Parquet refuses it.
    pub fn encode(&self, batches: impl Iterator<Item = Result<RecordBatch>>) -> Result<EncodedPartition> {
        let tables = batches.enumerate().map(|(index, batch)| self.encode_table(index, &batch?));
        Ok(EncodedPartition { tables: tables.collect::<Result<_>>()? })
    }

    /// Encodes a batch of one table, counted in the order of the writer's schemas.
    ///
    /// # Errors
    /// Where Parquet refuses the batch.
    pub fn encode_table(&self, index: usize, batch: &RecordBatch) -> Result<EncodedTable> {
        let (schema, encoder) = &self.tables[index];
        let is_wanted = self.makes_row_groups && batch.num_rows() > 0;
        let row_group = is_wanted.then(|| encoder.encode(batch)).transpose();
        Ok(self.encoded(batch, row_group.map_err(|cause| table_error(schema, cause))?, TableSummary::of(batch)))
    }

    /// What [`EncodedTable::to_bytes`] kept of a table: its row group is read again, and encoded in the other forms.
    pub fn table_from_bytes(&self, index: usize, bytes: &[u8]) -> Option<EncodedTable> {
        let mut unpacker = Unpacker::new(bytes);
        let row_group = unpacker.optional()?.map(<[u8]>::to_vec);
        let summary = TableSummary::from_bytes(unpacker.bytes()?)?;
        let Some(row_group) = row_group else { return Some(EncodedTable { summary, ..EncodedTable::default() }) };
        let batch = self.tables[index].1.decode(&row_group).ok()?;
        Some(self.encoded(&batch, Some(row_group), summary))
    }

    fn encoded(&self, batch: &RecordBatch, parquet: Option<Vec<u8>>, summary: TableSummary) -> EncodedTable {
        EncodedTable {
            rows: batch.num_rows() as u64,
            parquet,
            csv: csv_bytes(batch, false),
            safe_csv: self.excel_safe.then(|| excel_safe_csv_bytes(batch)),
            columns: ColumnBytes::of(batch),
            summary,
        }
    }
}

impl EncodedTable {
    /// What a cache keeps of it: the row group, which holds all rows in the fewest bytes, and what the values of its columns are.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.optional(self.parquet.as_deref()).bytes(&self.summary.to_bytes());
        packer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::released;
    use crate::tables::TableBuilder;
    use crate::write::Provenance;

    fn encoded() -> (PartitionEncoder, EncodedTable) {
        let schema = released().pinned("problems", "1.0").expect("the first version of the table");
        let mut builder = TableBuilder::new(schema);
        for (number, code) in ["too_long", "too_long", "invalid_json"].into_iter().enumerate() {
            builder.cell("source", "press.jsonl").cell("article_id", Some(&format!("a{number}")));
            builder.cell("stage", "read").cell("code", code).cell("severity", "warning");
            builder.cell("byte_start", Some(7_i64)).cell("byte_end", None::<i64>).cell("message", "“=1+1”, she said");
        }
        let provenance = Provenance { dataset: "press".to_string(), tool: "columnist 0.0.0".to_string() };
        let parquet = ParquetEncoder::new(schema, &provenance).expect("the schema can be written");
        let encoder = PartitionEncoder::new(vec![(schema, parquet)], false, true).for_cache();
        let table = encoder.encode_table(0, &builder.finish()).expect("it is encoded");
        (encoder, table)
    }

    #[test]
    fn rows_come_back_from_the_cache_as_they_were_encoded() {
        let (encoder, one) = encoded();
        let bytes = one.to_bytes();
        let again = encoder.table_from_bytes(0, &bytes).expect("it can be read");
        assert_eq!((again.rows, &again.parquet, &again.csv, &again.safe_csv), (3, &one.parquet, &one.csv, &one.safe_csv));
        assert!(again.columns.columns == one.columns.columns && again.to_bytes() == bytes);
        assert!((0..bytes.len()).all(|length| encoder.table_from_bytes(0, &bytes[..length]).is_none()));
    }

    /// Another hash means that caches hold row groups that a run would no longer make: [`ENCODING`] goes up with it.
    #[test]
    fn the_encoding_is_the_one_of_its_number() {
        let hash = blake3::hash(&encoded().1.to_bytes());
        assert_eq!((ENCODING, hash.to_hex()[..16].to_string()), (2, "eddafe59ea2d3114".to_string()));
    }
}
