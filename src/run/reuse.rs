//! What of a run is there already: pieces in the cache, and the dataset that stands in the output's place.
//!
//! Nothing of either is believed: entries of the cache begin with the hash of their bytes, and what is taken from the dataset must have the hash that the cache
//! tells of it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::Forced;
use super::aside::Aside;
use super::assembly::{AssembledPartition, AssembledTable, Assembly, SealedLines};
use super::keys::{PlanKeys, TableKey, of_records};
use super::rows::TablePart;
use crate::cache::{Buffers, Cache, Key};
use crate::plan::Plan;
use crate::read::LinePlace;
use crate::schema::TableSchema;
use crate::tables::{TableDefinition, arrow_schema};
use crate::write::{CsvOptions, FileFormat, FileStates, PartitionEncoder, Seal};

/// What a run may take instead of making it.
pub(super) struct Reuse<'a> {
    cache: &'a Cache,
    forced: &'a Forced,
    pub(super) keys: PlanKeys,
    csv: CsvOptions,
    standing: Option<Standing>,
}

/// The dataset that stands in the output's place.
struct Standing {
    assembly: Assembly,
    by_records: HashMap<Key, usize>,
    /// By stream and first line.
    by_lines: HashMap<(String, u64), usize>,
    /// For each table of the plan its place among the dataset's; `None` where its rows are others now.
    tables: Vec<Option<usize>>,
    /// Of each of the dataset's tables, where in its CSV the rows of each partition begin.
    csv_starts: Vec<Vec<u64>>,
    /// The CSV of each table of the plan.
    csv_paths: Vec<PathBuf>,
}

impl<'a> Reuse<'a> {
    /// What there is for a plan that writes to `output`, which nobody else writes to.
    pub(super) fn of(plan: &Plan, output: &Path, cache: &'a Cache, forced: &'a Forced) -> Reuse<'a> {
        let keys = PlanKeys::of(plan);
        // Of a shard every part of a partition has a record's position in the whole, which lines alone do not tell.
        let is_wanted = plan.part.is_none() && *forced != Forced::Everything;
        let standing = is_wanted.then(|| Standing::of(plan, output, &keys, cache)).flatten();
        Reuse { cache, forced, keys, csv: plan.csv, standing }
    }

    /// Whether the cache has the rows of a table.
    pub(super) fn has_table(&self, index: usize, records: Key) -> bool {
        self.cache.has(self.keys.tables[index].of_records(records))
    }

    /// The rows of a table from these records.
    pub(super) fn table(&self, index: usize, records: Key, encoder: &PartitionEncoder) -> Option<TablePart> {
        let key = &self.keys.tables[index];
        if self.forced.holds(key.name) {
            return None;
        }
        let entry = self.cache.get(key.of_records(records))?;
        TablePart::from_bytes(&entry, encoder, index, |seal| {
            self.standing.as_ref()?.csv(index, records, seal, self.cache.buffers())
        })
    }

    /// What a partition with these records tells beside its rows.
    pub(super) fn aside(&self, records: Key) -> Option<Aside> {
        if *self.forced == Forced::Everything {
            return None;
        }
        Aside::from_bytes(&self.cache.get(of_records(self.keys.aside, records))?.bytes)
    }

    pub(super) fn keep_table(&self, index: usize, records: Key, part: &mut TablePart) {
        part.hash = Some(self.cache.put(self.keys.tables[index].of_records(records), &part.to_bytes()));
    }

    pub(super) fn keep_aside(&self, records: Key, aside: &Aside) {
        self.cache.put(of_records(self.keys.aside, records), &aside.to_bytes());
    }

    /// The partition of the standing dataset that was read from lines at this place.
    pub(super) fn partition_at(&self, place: &LinePlace) -> Option<(&AssembledPartition, &SealedLines)> {
        let standing = self.standing.as_ref().filter(|standing| standing.assembly.reading == self.keys.reading)?;
        let (file, first) = place.position();
        let partition = &standing.assembly.partitions[*standing.by_lines.get(&(file.to_string(), first))?];
        partition.lines.as_ref().filter(|lines| lines.place == *place).map(|lines| (partition, lines))
    }

    /// The partitions of the standing dataset; `None` where nobody knows how it was put together.
    pub(super) fn partitions(&self) -> Option<&[AssembledPartition]> {
        self.standing.as_ref().map(|standing| standing.assembly.partitions.as_slice())
    }

    /// How far the hashes of a table's files had come with the partition of this number, where it had what the cache keeps under this hash.
    pub(super) fn states(&self, table: usize, partition: usize, hash: Option<blake3::Hash>) -> Option<FileStates> {
        let standing = self.standing.as_ref()?;
        let part = standing.assembly.partitions.get(partition)?.parts.get(standing.tables[table]?)?;
        (hash.is_some() && part.hash == hash).then(|| FileStates {
            csv: part.states.csv.clone().filter(|_| standing.assembly.csv == self.csv),
            parquet: part.states.parquet.clone(),
        })
    }

    /// Whether the standing dataset has a partition of these records.
    pub(super) fn stands(&self, records: Key) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.by_records.contains_key(&records))
    }

    /// Keeps how the dataset in a folder was put together.
    pub(super) fn keep_assembly(&self, plan: &Plan, dataset: &Path, partitions: Vec<AssembledPartition>) {
        let Some(key) = assembly_key(dataset) else { return };
        let table = |(index, schema): (usize, &&'static TableSchema)| AssembledTable {
            key: self.keys.tables[index].key(),
            csv_start: plan.csv.header(&arrow_schema(schema)).len() as u64,
        };
        let tables = plan.schemas.iter().enumerate().map(table).collect();
        let assembly = Assembly { reading: self.keys.reading, csv: self.csv, tables, partitions };
        self.cache.put(key, &assembly.to_bytes());
    }
}

/// The key of the assembly of the dataset in a folder; `None` where there is none.
fn assembly_key(dataset: &Path) -> Option<Key> {
    std::fs::read(dataset.join("manifest.json")).ok().map(|manifest| Assembly::key(&manifest))
}

impl Standing {
    fn of(plan: &Plan, output: &Path, keys: &PlanKeys, cache: &Cache) -> Option<Standing> {
        let assembly = Assembly::from_bytes(&cache.get(assembly_key(output)?)?.bytes)?;
        let partitions = || assembly.partitions.iter().enumerate();
        let lines = |(number, partition): (usize, &AssembledPartition)| {
            let (file, first) = partition.lines.as_ref()?.place.position();
            Some(((file.to_string(), first), number))
        };
        let place = |key: &TableKey| assembly.tables.iter().position(|table| table.key == key.key());
        let csv_path = |table: &&'static TableDefinition| output.join(FileFormat::Csv.path_of(table.name));
        Some(Standing {
            by_records: partitions().map(|(number, partition)| (partition.records, number)).collect(),
            by_lines: partitions().filter_map(lines).collect(),
            tables: keys.tables.iter().map(place).collect(),
            csv_starts: (0..assembly.tables.len()).map(|table| assembly.csv_starts(table)).collect(),
            csv_paths: plan.tables.iter().map(csv_path).collect(),
            assembly,
        })
    }

    /// The rows of a table from these records as CSV, where they are those of the seal.
    fn csv(&self, table: usize, records: Key, seal: &Seal, buffers: &Buffers) -> Option<Bytes> {
        let start = self.csv_starts[self.tables[table]?][*self.by_records.get(&records)?];
        let mut file = File::open(&self.csv_paths[table]).ok()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let bytes = buffers.read(file.take(seal.length), seal.length as usize).ok()?;
        (Seal::of(&bytes) == *seal).then_some(bytes)
    }
}
