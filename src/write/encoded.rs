//! Rows encoded, on their way into files or into the cache.

use std::borrow::Cow;

use arrow::array::RecordBatch;

use super::dataset_writer::table_error;
use super::parquet::ParquetEncoder;
use super::{ColumnBytes, csv_bytes, excel_safe_csv_bytes};
use crate::error::Result;
use crate::pack::{Packer, Unpacker};
use crate::schema::TableSchema;
use crate::tables::TableSummary;

/// Goes up when the same rows are encoded otherwise than before, so that nothing of the older form is taken from a cache. A test below tells.
pub const ENCODING: u64 = 1;
/// Level at which CSV is packed for the cache.
const ZSTD_LEVEL: i32 = 1;

/// Turns batches into the bytes that a [`super::DatasetWriter`] appends. Any number of threads may share it.
pub struct PartitionEncoder {
    tables: Vec<(&'static TableSchema, Option<ParquetEncoder>)>,
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
    /// A row group, as a file of its own; `None` where there are no rows or no Parquet is written.
    pub(super) parquet: Option<Vec<u8>>,
    pub(super) csv: Vec<u8>,
    /// What the file gets in place of `csv`.
    pub(super) safe_csv: Option<Vec<u8>>,
    /// By which the columns are hashed.
    pub(super) columns: ColumnBytes,
    pub(super) summary: TableSummary,
}

impl PartitionEncoder {
    pub(super) fn new(tables: Vec<(&'static TableSchema, Option<ParquetEncoder>)>, excel_safe: bool) -> PartitionEncoder {
        PartitionEncoder { tables, excel_safe }
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
        let (schema, parquet) = &self.tables[index];
        let row_group = parquet.as_ref().filter(|_| batch.num_rows() > 0).map(|encoder| encoder.encode(batch));
        Ok(EncodedTable {
            rows: batch.num_rows() as u64,
            parquet: row_group.transpose().map_err(|cause| table_error(schema, cause))?,
            csv: csv_bytes(batch, false),
            safe_csv: self.excel_safe.then(|| excel_safe_csv_bytes(batch)),
            columns: ColumnBytes::of(batch),
            summary: TableSummary::of(batch),
        })
    }
}

impl EncodedTable {
    /// All of it as bytes, for the cache. The columns of Parquet are compressed as it is; CSV is not.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.number(self.rows).optional(self.parquet.as_deref());
        packer.bytes(&compressed(&self.csv));
        packer.optional(self.safe_csv.as_deref().map(compressed).as_deref());
        packer.number(self.columns.columns.len() as u64);
        self.columns.columns.iter().for_each(|column| _ = packer.bytes(&compressed(column)));
        packer.bytes(&self.summary.to_bytes());
        packer.finish()
    }

    /// What [`EncodedTable::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<EncodedTable> {
        let mut unpacker = Unpacker::new(bytes);
        Some(EncodedTable {
            rows: unpacker.number()?,
            parquet: unpacker.optional()?.map(<[u8]>::to_vec),
            csv: decompressed(unpacker.bytes()?)?,
            safe_csv: match unpacker.optional()? {
                Some(bytes) => Some(decompressed(bytes)?),
                None => None,
            },
            columns: ColumnBytes { columns: unpacker.list(|one| decompressed(one.bytes()?))? },
            summary: TableSummary::from_bytes(unpacker.bytes()?)?,
        })
    }
}

/// The length, and the bytes as zstd; as they are where zstd refuses, which it has no reason to.
fn compressed(bytes: &[u8]) -> Vec<u8> {
    let zstd = zstd::bulk::compress(bytes, ZSTD_LEVEL);
    let (length, bytes) = match &zstd {
        Ok(zstd) => (bytes.len() as u64, Cow::Borrowed(&zstd[..])),
        Err(_) => (u64::MAX, Cow::Borrowed(bytes)),
    };
    let mut packer = Packer::default();
    packer.number(length).bytes(&bytes);
    packer.finish()
}

fn decompressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut unpacker = Unpacker::new(bytes);
    let (length, bytes) = (unpacker.number()?, unpacker.bytes()?);
    if length == u64::MAX {
        return Some(bytes.to_vec());
    }
    zstd::bulk::decompress(bytes, usize::try_from(length).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::released;
    use crate::tables::TableBuilder;
    use crate::write::Provenance;

    fn encoded() -> EncodedTable {
        let schema = released().pinned("problems", "1.0").expect("the first version of the table");
        let mut builder = TableBuilder::new(schema);
        for (number, code) in ["too_long", "too_long", "invalid_json"].into_iter().enumerate() {
            builder.cell("source", "press.jsonl").cell("article_id", Some(&format!("a{number}")));
            builder.cell("stage", "read").cell("code", code).cell("severity", "warning");
            builder.cell("byte_start", Some(7_i64)).cell("byte_end", None::<i64>).cell("message", "“=1+1”, she said");
        }
        let provenance = Provenance { dataset: "press".to_string(), tool: "columnist 0.0.0".to_string() };
        let parquet = ParquetEncoder::new(schema, &provenance).expect("the schema can be written");
        PartitionEncoder::new(vec![(schema, Some(parquet))], true).encode_table(0, &builder.finish()).expect("it is encoded")
    }

    #[test]
    fn rows_come_back_from_the_cache_as_they_were_encoded() {
        let (one, bytes) = (encoded(), encoded().to_bytes());
        let again = EncodedTable::from_bytes(&bytes).expect("it can be read");
        assert_eq!((again.rows, &again.parquet, &again.csv, &again.safe_csv), (3, &one.parquet, &one.csv, &one.safe_csv));
        assert!(again.columns.columns == one.columns.columns && again.to_bytes() == bytes);
        assert!((0..bytes.len()).all(|length| EncodedTable::from_bytes(&bytes[..length]).is_none()));
    }

    /// Another hash means that caches hold row groups that a run would no longer make: [`ENCODING`] goes up with it.
    #[test]
    fn the_encoding_is_the_one_of_its_number() {
        let hash = blake3::hash(&encoded().to_bytes());
        assert_eq!((ENCODING, hash.to_hex()[..16].to_string()), (1, "d8e35f32cd8baf83".to_string()));
    }
}
