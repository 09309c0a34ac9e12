//! Rows encoded, on their way into files or into the cache.

use arrow::array::RecordBatch;
use bytes::Bytes;

use super::dataset_writer::table_error;
use super::parquet::ParquetEncoder;
use super::{ColumnDigests, FileStates, csv_bytes, excel_safe_csv_bytes};
use crate::error::Result;
use crate::pack::{Packer, Unpacker};
use crate::schema::TableSchema;
use crate::tables::TableSummary;

/// Goes up when the same rows are encoded otherwise than before, so that nothing of the older form is taken from a cache. A test below tells.
pub const ENCODING: u64 = 3;

/// Turns batches into the bytes that a [`super::DatasetWriter`] appends. Any number of threads may share it.
pub struct PartitionEncoder {
    tables: Vec<(&'static TableSchema, ParquetEncoder)>,
    /// Whether anybody wants row groups of Parquet.
    makes_row_groups: bool,
    csv: CsvWanted,
}

/// Which rows as CSV go into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CsvWanted {
    No,
    Plain,
    ExcelSafe,
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
    pub(super) parquet: Option<Bytes>,
    /// What a file of CSV gets; `None` where nobody wants it.
    pub(super) csv: Option<Bytes>,
    /// Of the rows as plain CSV.
    pub(super) seal: Seal,
    pub(super) columns: ColumnDigests,
    /// What the values of the columns are, packed.
    pub(super) summary: Bytes,
    /// How far the hashes of the files come with it, where that is known.
    pub(super) known: FileStates,
}

/// What bytes must be that are taken from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    pub length: u64,
    pub hash: blake3::Hash,
}

impl Default for Seal {
    fn default() -> Seal {
        Seal::of(&[])
    }
}

impl Seal {
    /// The seal of these bytes.
    pub fn of(bytes: &[u8]) -> Seal {
        Seal { length: bytes.len() as u64, hash: blake3::hash(bytes) }
    }
}

impl PartitionEncoder {
    pub(super) fn new(tables: Vec<(&'static TableSchema, ParquetEncoder)>, writes_parquet: bool, csv: CsvWanted) -> Self {
        PartitionEncoder { tables, makes_row_groups: writes_parquet, csv }
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
        let row_group = is_wanted.then(|| encoder.encode(batch).map(Bytes::from)).transpose();
        let plain = csv_bytes(batch, false);
        Ok(EncodedTable {
            rows: batch.num_rows() as u64,
            parquet: row_group.map_err(|cause| table_error(schema, cause))?,
            seal: Seal::of(&plain),
            csv: self.wanted_csv(plain, batch),
            columns: ColumnDigests::of(batch),
            summary: Bytes::from(TableSummary::of(batch).to_bytes()),
            known: FileStates::default(),
        })
    }

    fn wanted_csv(&self, plain: Vec<u8>, batch: &RecordBatch) -> Option<Bytes> {
        match self.csv {
            CsvWanted::No => None,
            CsvWanted::Plain => Some(Bytes::from(plain)),
            CsvWanted::ExcelSafe => Some(Bytes::from(excel_safe_csv_bytes(batch))),
        }
    }

    /// What [`EncodedTable::to_bytes`] kept of a table. Its rows as CSV come from whoever has `stored` them, given their seal; where nobody has, or they are
    /// other bytes, the row group is read and encoded again.
    pub fn table_from_bytes(
        &self,
        index: usize,
        bytes: &Bytes,
        stored: impl FnOnce(&Seal) -> Option<Bytes>,
    ) -> Option<EncodedTable> {
        let mut unpacker = Unpacker::new(bytes);
        let (rows, parquet) = (unpacker.number()?, unpacker.optional()?.map(|row_group| bytes.slice_ref(row_group)));
        let seal = Seal { length: unpacker.number()?, hash: blake3::Hash::from_slice(unpacker.bytes()?).ok()? };
        let columns = ColumnDigests::from_bytes(unpacker.bytes()?);
        let summary = bytes.slice_ref(unpacker.bytes()?);
        let csv = match (&parquet, self.csv) {
            (None, _) | (_, CsvWanted::No) => None,
            (Some(row_group), CsvWanted::Plain) => Some(stored(&seal).or_else(|| self.csv_of_row_group(index, row_group))?),
            (Some(row_group), CsvWanted::ExcelSafe) => Some(self.csv_of_row_group(index, row_group)?),
        };
        Some(EncodedTable { rows, parquet, csv, seal, columns, summary, known: FileStates::default() })
    }

    fn csv_of_row_group(&self, index: usize, row_group: &Bytes) -> Option<Bytes> {
        let batch = self.tables[index].1.decode(row_group).ok()?;
        self.wanted_csv(csv_bytes(&batch, false), &batch)
    }
}

impl EncodedTable {
    /// What a cache keeps of it: the row group, which holds all rows in the fewest bytes, the seal of the same rows as CSV, and what is told of its columns.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Seal { length, hash } = self.seal;
        let mut packer = Packer::default();
        packer.number(self.rows).optional(self.parquet.as_deref()).number(length).bytes(hash.as_bytes());
        packer.bytes(&self.columns.to_bytes()).bytes(&self.summary);
        packer.finish()
    }

    /// The same where the hashes of the files are known to come so far with it.
    pub fn with_known(self, known: FileStates) -> EncodedTable {
        EncodedTable { known, ..self }
    }

    /// How many bytes of CSV it adds to a file.
    pub fn csv_length(&self) -> u64 {
        self.csv.as_ref().map_or(0, |csv| csv.len() as u64)
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
        let encoder = PartitionEncoder::new(vec![(schema, parquet)], false, CsvWanted::ExcelSafe).for_cache();
        let table = encoder.encode_table(0, &builder.finish()).expect("it is encoded");
        (encoder, table)
    }

    #[test]
    fn rows_come_back_from_the_cache_as_they_were_encoded() {
        let (encoder, one) = encoded();
        let bytes = Bytes::from(one.to_bytes());
        let again = encoder.table_from_bytes(0, &bytes, |_| None).expect("it can be read");
        assert_eq!((again.rows, &again.parquet, &again.csv, again.seal), (3, &one.parquet, &one.csv, one.seal));
        assert!(again.columns == one.columns && again.to_bytes() == bytes);
        assert!((0..bytes.len()).all(|length| encoder.table_from_bytes(0, &bytes.slice(..length), |_| None).is_none()));
    }

    /// Another hash means that caches hold row groups that a run would no longer make: [`ENCODING`] goes up with it.
    #[test]
    fn the_encoding_is_the_one_of_its_number() {
        let hash = blake3::hash(&encoded().1.to_bytes());
        assert_eq!((ENCODING, hash.to_hex()[..16].to_string()), (3, "206e94f6822fb501".to_string()));
    }
}
