//! All shards of a dataset as one: their units in the order of the input, their rows partition by partition.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::{cast, interleave_record_batch};
use arrow::datatypes::{DataType, Schema};

use super::check::{check_files, sorted_shards};
use super::index::{ShardUnit, read_index};
use crate::dataset::manifest::{Manifest, TableRecord};
use crate::dataset::stored::{StoredDataset, TableFile};
use crate::duplicates::Fingerprint;
use crate::error::{Error, Result};
use crate::plan::Part;
use crate::schema::{TableSchema, Version, released};
use crate::tables::{TableDefinition, arrow_schema, table_named};
use crate::write::FileFormat;

/// All shards of one dataset, opened.
pub struct ShardSet {
    pub part: Part,
    /// Of the whole, still without tables.
    pub manifest: Manifest,
    pub tables: Vec<&'static TableDefinition>,
    /// The versions that the tables are written in.
    pub schemas: Vec<&'static TableSchema>,
    /// By shard, then by table.
    files: Vec<Vec<TableFile>>,
    /// By partition, then by position.
    partitions: Vec<Vec<UnitOfWhole>>,
    pub articles: Vec<(String, Fingerprint)>,
}

/// A unit of the whole, and where its rows stand.
#[derive(Debug)]
struct UnitOfWhole {
    shard: usize,
    /// In each table of the shard.
    rows: Vec<Range<u64>>,
}

impl ShardSet {
    /// Opens the shards in these folders, given in any order.
    ///
    /// # Errors
    /// Folders that are not all the shards of one dataset, or not as they were written.
    pub fn open(folders: &[PathBuf]) -> Result<ShardSet> {
        let shards = sorted_shards(folders)?;
        let (_, part, first) = &shards[0];
        let (tables, schemas) = tables_of(first)?;
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let mut set = ShardSet {
            part: part.clone(),
            manifest: first.of_whole(),
            files: Vec::new(),
            partitions: Vec::new(),
            articles: Vec::new(),
            tables: tables.clone(),
            schemas,
        };
        let mut units = Units::new();
        for (shard, (folder, _, manifest)) in shards.iter().enumerate() {
            check_files(folder, manifest)?;
            let dataset = StoredDataset::open(folder)?;
            let files =
                tables.iter().map(|table| dataset.table(table, FileFormat::Parquet).map_err(|cause| unreadable(table, &cause)));
            let files = files.collect::<Result<Vec<_>>>()?;
            add_units(shard, read_index(folder, &names)?, &files, &mut units)?;
            set.files.push(files);
        }
        set.order(units)?;
        Ok(set)
    }

    /// Number of partitions of the whole.
    pub fn partitions(&self) -> usize {
        self.partitions.len()
    }

    /// The rows of one partition of the whole, one batch a table: equal to what a run without shards makes there.
    ///
    /// # Errors
    /// Where a shard cannot be read.
    pub fn batches(&self, partition: usize) -> Result<Vec<RecordBatch>> {
        let units = &self.partitions[partition];
        (0..self.tables.len())
            .map(|table| self.batch(table, units).map_err(|cause| unreadable(self.tables[table], &cause)))
            .collect()
    }

    fn batch(&self, table: usize, units: &[UnitOfWhole]) -> std::result::Result<RecordBatch, String> {
        let schema = arrow_schema(self.schemas[table]);
        let mut ranges: BTreeMap<usize, Vec<Range<u64>>> = BTreeMap::new();
        for unit in units.iter().filter(|unit| !unit.rows[table].is_empty()) {
            ranges.entry(unit.shard).or_default().push(unit.rows[table].clone());
        }
        let mut batches = Vec::new();
        let mut first_rows = BTreeMap::new();
        for (shard, ranges) in &ranges {
            first_rows.insert(*shard, (batches.len(), ranges[0].start));
            batches.push(self.files[*shard][table].read(ranges)?.batch);
        }
        // The rows of a partition follow each other in the table of a shard.
        let place = |unit: &UnitOfWhole| {
            let (batch, first) = first_rows.get(&unit.shard).copied().unwrap_or_default();
            unit.rows[table].clone().map(move |row| (batch, (row - first) as usize))
        };
        let places: Vec<(usize, usize)> = units.iter().flat_map(place).collect();
        if places.is_empty() {
            return Ok(RecordBatch::new_empty(Arc::new(schema)));
        }
        let batches: Vec<&RecordBatch> = batches.iter().collect();
        let rows = interleave_record_batch(&batches, &places).map_err(|cause| cause.to_string())?;
        as_built(&rows, schema).map_err(|cause| cause.to_string())
    }

    /// Takes the units in the order of the input, and sees that none is missing.
    fn order(&mut self, units: Units) -> Result<()> {
        for ((partition, position), (unit, article)) in units {
            if partition as usize == self.partitions.len() {
                self.partitions.push(Vec::new());
            }
            let is_next = self.partitions.len() == partition as usize + 1;
            match self.partitions.last_mut() {
                Some(units) if is_next && units.len() == position as usize => units.push(unit),
                _ => return Err(do_not_fit(format!("unit {position} of partition {partition} has no place"))),
            }
            self.articles.extend(article);
        }
        Ok(())
    }
}

/// By partition and position.
type Units = BTreeMap<(u32, u32), (UnitOfWhole, Option<(String, Fingerprint)>)>;

/// Adds the units of a shard, and sees that its tables have their rows and no others.
fn add_units(shard: usize, index: Vec<ShardUnit>, files: &[TableFile], units: &mut Units) -> Result<()> {
    // So the rows of a partition follow each other in the shard's tables, in the order of its units.
    if !index.is_sorted_by(|a, b| (a.partition, a.position) < (b.partition, b.position)) {
        return Err(do_not_fit(format!("the units of shard {} are not in the order of the input", shard + 1)));
    }
    let mut next_row = vec![0_u64; files.len()];
    for unit in index {
        let mut rows = Vec::new();
        for (next, &count) in next_row.iter_mut().zip(&unit.rows) {
            rows.push(*next..*next + u64::from(count));
            *next += u64::from(count);
        }
        if units.insert((unit.partition, unit.position), (UnitOfWhole { shard, rows }, unit.article)).is_some() {
            return Err(do_not_fit(format!("two have unit {} of partition {}", unit.position, unit.partition)));
        }
    }
    for (file, rows) in files.iter().zip(next_row) {
        // Duplicates are found anew over all articles.
        if file.table.name != "duplicates" && file.rows() != rows {
            return Err(do_not_fit(format!("{} has {} rows and its index tells of {rows}", file.path(), file.rows())));
        }
    }
    Ok(())
}

/// The tables of a shard and the schemas that they are written in.
fn tables_of(manifest: &Manifest) -> Result<(Vec<&'static TableDefinition>, Vec<&'static TableSchema>)> {
    let known = |id: &str| {
        let (name, version) = id.split_once('@')?;
        Some((table_named(name)?, released().schema(name, Version::parse(version)?)?))
    };
    let table = |record: &TableRecord| {
        known(&record.schema).ok_or_else(|| {
            Error::refused(format!("this program does not write {}", record.schema), "merge with the program that made the shards")
        })
    };
    manifest.tables.iter().map(table).collect()
}

/// Rows as a run builds them: in the types of the schema, an enumeration with the values that these rows have.
fn as_built(rows: &RecordBatch, schema: Schema) -> std::result::Result<RecordBatch, arrow::error::ArrowError> {
    let built = |(column, field): (&arrow::array::ArrayRef, &Arc<arrow::datatypes::Field>)| match field.data_type() {
        DataType::Dictionary(_, value) => cast(&cast(column, value)?, field.data_type()),
        _ => Ok(column.clone()),
    };
    let columns = rows.columns().iter().zip(schema.fields()).map(built).collect::<std::result::Result<_, _>>()?;
    RecordBatch::try_new(Arc::new(schema), columns)
}

fn unreadable(table: &TableDefinition, cause: &str) -> Error {
    Error::refused(format!("cannot read the table {} of a shard: {cause}", table.name), "run the shard again with `--force`")
}

fn do_not_fit(why: String) -> Error {
    Error::refused(format!("the shards do not fit together: {why}"), "run them again with `--force`")
}
