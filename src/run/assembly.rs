//! How a dataset was put together: its partitions in the order of the input, the lines that each was read from, and how much each adds to every CSV.
//!
//! It lies in the cache under the hash of the dataset's manifest. So a run knows what of the dataset that stands in its output's place is still right.

use crate::cache::{Key, KeyBuilder};
use crate::pack::{Packer, Unpacker};
use crate::read::LinePlace;
use crate::write::{CsvOptions, FileStates, HashState, Seal};

/// Goes up when assemblies are written otherwise than before.
const FORM: u64 = 1;

/// How a dataset was put together.
pub(super) struct Assembly {
    /// Of how articles were read.
    pub(super) reading: Key,
    /// How its CSV was written.
    pub(super) csv: CsvOptions,
    pub(super) tables: Vec<AssembledTable>,
    pub(super) partitions: Vec<AssembledPartition>,
}

/// One of its tables.
pub(super) struct AssembledTable {
    /// Of all that its rows depend on beside the records.
    pub(super) key: Key,
    /// Where its rows begin in the file of CSV.
    pub(super) csv_start: u64,
}

/// One of its partitions.
#[derive(Debug, Clone)]
pub(super) struct AssembledPartition {
    pub(super) records: Key,
    pub(super) articles: u64,
    pub(super) text_bytes: u64,
    /// Where it was read from lines of one stream without any problem.
    pub(super) lines: Option<SealedLines>,
    /// By table.
    pub(super) parts: Vec<AssembledPart>,
}

/// The rows of a partition in one table.
#[derive(Debug, Clone)]
pub(super) struct AssembledPart {
    /// Of all that the cache keeps of it.
    pub(super) hash: Option<blake3::Hash>,
    /// Bytes of CSV.
    pub(super) csv: u64,
    /// How far the hashes of the table's files had come with it.
    pub(super) states: FileStates,
}

/// Lines that a partition was read from.
#[derive(Debug, Clone)]
pub(super) struct SealedLines {
    pub(super) place: LinePlace,
    pub(super) count: u64,
    pub(super) seal: Seal,
}

impl Assembly {
    /// The key of the assembly of the dataset with this manifest.
    pub(super) fn key(manifest: &[u8]) -> Key {
        KeyBuilder::new("assembly").number(FORM).part(manifest).finish()
    }

    /// Where in the CSV of a table the rows of each partition begin.
    pub(super) fn csv_starts(&self, table: usize) -> Vec<u64> {
        let mut end = self.tables[table].csv_start;
        let start = |partition: &AssembledPartition| {
            let start = end;
            end += partition.parts.get(table).map_or(0, |part| part.csv);
            start
        };
        self.partitions.iter().map(start).collect()
    }

    /// For the cache.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.bytes(self.reading.as_bytes()).number(u64::from(self.csv.bom)).number(u64::from(self.csv.excel_safe));
        packer.number(self.tables.len() as u64);
        for table in &self.tables {
            packer.bytes(table.key.as_bytes()).number(table.csv_start);
        }
        packer.number(self.partitions.len() as u64);
        self.partitions.iter().for_each(|partition| partition.pack(&mut packer));
        packer.finish()
    }

    /// What [`Assembly::to_bytes`] wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Assembly> {
        let mut unpacker = Unpacker::new(bytes);
        let reading = key_of(&mut unpacker)?;
        let csv = CsvOptions { bom: unpacker.number()? == 1, excel_safe: unpacker.number()? == 1 };
        let tables = unpacker.list(|one| Some(AssembledTable { key: key_of(one)?, csv_start: one.number()? }))?;
        let partitions = unpacker.list(AssembledPartition::unpack)?;
        Some(Assembly { reading, csv, tables, partitions })
    }
}

impl AssembledPartition {
    fn pack(&self, packer: &mut Packer) {
        packer.bytes(self.records.as_bytes()).number(self.articles).number(self.text_bytes);
        packer.number(u64::from(self.lines.is_some()));
        self.lines.iter().for_each(|lines| lines.pack(packer));
        packer.number(self.parts.len() as u64);
        self.parts.iter().for_each(|part| part.pack(packer));
    }

    fn unpack(unpacker: &mut Unpacker) -> Option<AssembledPartition> {
        let (records, articles, text_bytes) = (key_of(unpacker)?, unpacker.number()?, unpacker.number()?);
        let lines = if unpacker.number()? == 1 { Some(SealedLines::unpack(unpacker)?) } else { None };
        Some(AssembledPartition { records, articles, text_bytes, lines, parts: unpacker.list(AssembledPart::unpack)? })
    }
}

impl AssembledPart {
    fn pack(&self, packer: &mut Packer) {
        let FileStates { parquet, csv } = &self.states;
        packer.optional(self.hash.as_ref().map(|hash| hash.as_bytes().as_slice())).number(self.csv);
        packer.optional(parquet.as_ref().map(HashState::as_bytes)).optional(csv.as_ref().map(HashState::as_bytes));
    }

    fn unpack(unpacker: &mut Unpacker) -> Option<AssembledPart> {
        let hash = unpacker.optional()?.and_then(|hash| blake3::Hash::from_slice(hash).ok());
        let csv_bytes = unpacker.number()?;
        let (parquet, csv) = (unpacker.optional()?.map(HashState::from_bytes), unpacker.optional()?.map(HashState::from_bytes));
        Some(AssembledPart { hash, csv: csv_bytes, states: FileStates { parquet, csv } })
    }
}

impl SealedLines {
    fn pack(&self, packer: &mut Packer) {
        let (file, stem, encoding, first) = self.place.parts();
        packer.bytes(file.as_bytes()).optional(stem.map(str::as_bytes)).optional(encoding.map(str::as_bytes));
        packer.number(first).number(self.count).number(self.seal.length).bytes(self.seal.hash.as_bytes());
    }

    fn unpack(unpacker: &mut Unpacker) -> Option<SealedLines> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        let file = unpacker.text()?;
        let (stem, encoding) = (unpacker.optional()?.and_then(text), unpacker.optional()?.and_then(text));
        let (first, count) = (unpacker.number()?, unpacker.number()?);
        let seal = Seal { length: unpacker.number()?, hash: blake3::Hash::from_slice(unpacker.bytes()?).ok()? };
        Some(SealedLines { place: LinePlace::of_parts(file, stem, encoding, first), count, seal })
    }
}

fn key_of(unpacker: &mut Unpacker) -> Option<Key> {
    Some(Key::from_bytes(unpacker.bytes()?.try_into().ok()?))
}
