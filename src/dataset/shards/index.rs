//! `shard.parquet`: one row per unit of a shard, in the order of the input.
//!
//! A unit is an article, or a problem of a reader. Columns: `partition` of the whole run and `position` in it, both from 0 (the problems
//! of a partition stand before its articles); `article_id` and `fingerprint`, by which duplicates are found over all shards (null for a problem, and where the table
//! `duplicates` is not written); and for each table `rows_<table>`, how many rows of it the unit has.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BinaryArray, RecordBatch, StringArray, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, UInt32Type};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::duplicates::Fingerprint;
use crate::error::{Error, Result};

/// The index of a shard, relative to its folder.
pub const INDEX_FILE: &str = "shard.parquet";
/// Columns before those of the tables.
const OWN_COLUMNS: usize = 4;

/// An article of a shard, or a problem of a reader.
#[derive(Debug, Clone, PartialEq)]
pub struct ShardUnit {
    pub partition: u32,
    pub position: u32,
    /// What is needed to compare an article with all others.
    pub article: Option<(String, Fingerprint)>,
    /// Rows in each table of the plan.
    pub rows: Vec<u32>,
}

/// The index of these units as a file; `tables` are the names of the plan's tables.
///
/// # Errors
/// Where Parquet refuses them.
pub fn index_bytes(units: &[ShardUnit], tables: &[&str]) -> Result<Vec<u8>> {
    let refused = |cause: &dyn std::fmt::Display| {
        Error::refused(format!("cannot make {INDEX_FILE}: {cause}"), "this is a defect of the program: please report it")
    };
    let batch = batch_of(units, tables).map_err(|cause| refused(&cause))?;
    let zstd = ZstdLevel::try_new(1).map_err(|cause| refused(&cause))?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(zstd)).set_dictionary_enabled(false).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).map_err(|cause| refused(&cause))?;
    writer.write(&batch).and_then(|()| writer.into_inner()).map_err(|cause| refused(&cause))
}

fn batch_of(units: &[ShardUnit], tables: &[&str]) -> std::result::Result<RecordBatch, arrow::error::ArrowError> {
    let numbers =
        |number: &dyn Fn(&ShardUnit) -> u32| -> ArrayRef { Arc::new(UInt32Array::from_iter_values(units.iter().map(number))) };
    let ids = units.iter().map(|unit| unit.article.as_ref().map(|(id, _)| id.as_str()));
    let fingerprints = units.iter().map(|unit| unit.article.as_ref().map(|(_, fingerprint)| fingerprint.to_bytes()));
    let mut columns: Vec<ArrayRef> = vec![
        numbers(&|unit| unit.partition),
        numbers(&|unit| unit.position),
        Arc::new(ids.collect::<StringArray>()),
        Arc::new(fingerprints.collect::<BinaryArray>()),
    ];
    columns.extend((0..tables.len()).map(|table| numbers(&|unit| unit.rows[table])));
    RecordBatch::try_new(Arc::new(index_schema(tables)), columns)
}

fn index_schema(tables: &[&str]) -> Schema {
    let mut fields = vec![
        Field::new("partition", DataType::UInt32, false),
        Field::new("position", DataType::UInt32, false),
        Field::new("article_id", DataType::Utf8, true),
        Field::new("fingerprint", DataType::Binary, true),
    ];
    debug_assert_eq!(fields.len(), OWN_COLUMNS);
    fields.extend(tables.iter().map(|table| Field::new(format!("rows_{table}"), DataType::UInt32, false)));
    Schema::new(fields)
}

/// Reads the index of the shard in `folder`.
///
/// # Errors
/// A file that is missing or is no index of these tables.
pub(super) fn read_index(folder: &Path, tables: &[&str]) -> Result<Vec<ShardUnit>> {
    let path = folder.join(INDEX_FILE);
    let file = std::fs::File::open(&path).map_err(|cause| Error::file("read", &path, cause))?;
    let refused = |cause: String| {
        Error::refused(format!("{} is no index of a shard: {cause}", path.display()), "run the shard again with `--force`")
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| refused(cause.to_string()))?;
    if builder.schema().fields() != index_schema(tables).fields() {
        return Err(refused("it has other columns".to_string()));
    }
    let mut units = Vec::new();
    for batch in builder.build().map_err(|cause| refused(cause.to_string()))? {
        add_units(&batch.map_err(|cause| refused(cause.to_string()))?, &mut units);
    }
    Ok(units)
}

/// The columns are those of [`index_schema`].
fn add_units(batch: &RecordBatch, units: &mut Vec<ShardUnit>) {
    let numbers = |column: usize| batch.column(column).as_primitive::<UInt32Type>();
    let (ids, fingerprints) = (batch.column(2).as_string::<i32>(), batch.column(3).as_binary::<i32>());
    for row in 0..batch.num_rows() {
        let article = (ids.is_valid(row) && fingerprints.is_valid(row))
            .then(|| (ids.value(row).to_string(), Fingerprint::from_bytes(fingerprints.value(row))));
        units.push(ShardUnit {
            partition: numbers(0).value(row),
            position: numbers(1).value(row),
            article,
            rows: (OWN_COLUMNS..batch.num_columns()).map(|column| numbers(column).value(row)).collect(),
        });
    }
}
