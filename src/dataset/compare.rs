//! Two datasets side by side: whether their bytes, or at least their rows, are the same.

use std::fs;
use std::path::Path;

use polars::prelude::{
    BooleanChunked, ChunkCompareEq, ChunkFull, Column, DataFrame, DataFrameJoinOps, JoinArgs, JoinType, NamedFrom, PolarsResult,
    Series, SortMultipleOptions,
};

use super::folder::package_paths;
use super::frame::{read_csv, read_parquet};
use crate::error::{Error, Result};
use crate::tables::{TABLES, TableDefinition};

/// How many rows of each kind are shown.
const SAMPLE: usize = 5;
/// Column that tells after a left join which rows had a partner.
const MARK: &str = "__found";
/// What polars writes behind the names of the right frame's columns.
const RIGHT: &str = "__new";

/// How one table differs between two datasets.
#[derive(Debug)]
pub enum Difference {
    /// One of the two has no such file: it is named.
    Missing { path: String, side: Side },
    /// Other bytes, the same rows.
    Bytes { path: String },
    /// Other rows.
    Rows(Box<RowDifference>),
}

/// Which of two datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Old,
    New,
}

/// The rows by which two versions of a table differ, matched by primary key.
#[derive(Debug)]
pub struct RowDifference {
    pub table: &'static str,
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    /// The first rows of each kind.
    pub samples: Vec<(&'static str, DataFrame)>,
}

impl Difference {
    /// Whether rows differ, and not only how they are encoded. The same rows always make the same CSV.
    pub fn is_of_rows(&self) -> bool {
        !matches!(self, Difference::Bytes { path } if !path.ends_with(".csv"))
    }
}

/// Compares the dataset in `old` with the one in `new`, file by file; tables also row by row, in Parquet
/// where both have it, else in CSV.
///
/// # Errors
/// A file that cannot be read.
pub fn compare(old: &Path, new: &Path) -> Result<Vec<Difference>> {
    let mut differences = Vec::new();
    compare_file("manifest.json", old, new, &mut differences)?;
    for path in package_paths() {
        compare_file(&path, old, new, &mut differences)?;
    }
    for table in TABLES {
        let parquet = format!("parquet/{}.parquet", table.name);
        let csv = format!("csv/{}.csv", table.name);
        let has_parquet = old.join(&parquet).exists() && new.join(&parquet).exists();
        compare_table(table, &parquet, read_parquet, old, new, &mut differences)?;
        if has_parquet {
            compare_file(&csv, old, new, &mut differences)?;
        } else {
            compare_table(table, &csv, read_csv, old, new, &mut differences)?;
        }
    }
    Ok(differences)
}

/// Compares the file of a table; where its bytes differ, row by row.
fn compare_table(
    table: &'static TableDefinition,
    path: &str,
    read: fn(&Path) -> Result<DataFrame>,
    old: &Path,
    new: &Path,
    differences: &mut Vec<Difference>,
) -> Result<()> {
    let before = differences.len();
    compare_file(path, old, new, differences)?;
    if matches!(differences.get(before), Some(Difference::Bytes { .. })) {
        let rows = compare_rows(table, read(&old.join(path))?, read(&new.join(path))?)?;
        if rows.added + rows.removed + rows.changed > 0 {
            differences[before] = Difference::Rows(Box::new(rows));
        }
    }
    Ok(())
}

fn compare_file(path: &str, old: &Path, new: &Path, differences: &mut Vec<Difference>) -> Result<()> {
    let read = |folder: &Path| match fs::read(folder.join(path)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::file("read", folder.join(path), cause)),
    };
    match (read(old)?, read(new)?) {
        (None, None) => {}
        (None, Some(_)) => differences.push(Difference::Missing { path: path.to_string(), side: Side::Old }),
        (Some(_), None) => differences.push(Difference::Missing { path: path.to_string(), side: Side::New }),
        (Some(a), Some(b)) if a != b => differences.push(Difference::Bytes { path: path.to_string() }),
        _ => {}
    }
    Ok(())
}

fn compare_rows(table: &'static TableDefinition, old: DataFrame, new: DataFrame) -> Result<RowDifference> {
    if old.schema() != new.schema() {
        let message = format!("the columns of table {} differ: its rows cannot be compared", table.name);
        return Err(Error::refused(message, "run the pipeline again with the newer program"));
    }
    difference_of(table, old, new).map_err(|cause| {
        Error::refused(
            format!("cannot compare the rows of {}: {cause}", table.name),
            "this is a defect of the program: please report it",
        )
    })
}

fn difference_of(table: &'static TableDefinition, old: DataFrame, new: DataFrame) -> PolarsResult<RowDifference> {
    let columns: Vec<String> = old.get_column_names().iter().map(|name| name.to_string()).collect();
    // A table without a key has nothing but its whole rows to be matched by.
    let keys = if table.schema().primary_key.is_empty() { &columns } else { &table.schema().primary_key };
    let removed = without_partner(&old, &new, keys)?;
    let added = without_partner(&new, &old, keys)?;
    let changed = changed_rows(&old, &new, keys, &columns)?;
    Ok(RowDifference {
        table: table.name,
        added: added.height(),
        removed: removed.height(),
        changed: changed.height(),
        samples: [("added", added), ("removed", removed), ("changed", changed)]
            .into_iter()
            .filter(|(_, frame)| frame.height() > 0)
            .map(|(kind, frame)| (kind, frame.head(Some(SAMPLE))))
            .collect(),
    })
}

/// Rows of `left` whose key is not in `right`, sorted by key.
fn without_partner(left: &DataFrame, right: &DataFrame, keys: &[String]) -> PolarsResult<DataFrame> {
    let mut marked = right.select(keys)?;
    marked.with_column(Column::from(Series::new(MARK.into(), vec![true; right.height()])))?;
    let joined = left.join(&marked, keys, keys, nulls_match(JoinType::Left), None)?;
    let alone = joined.column(MARK)?.is_null();
    joined.filter(&alone)?.drop(MARK)?.sort(keys, SortMultipleOptions::default())
}

/// Rows that both have and that differ in some column, with only the columns that differ, old and new side by side.
fn changed_rows(old: &DataFrame, new: &DataFrame, keys: &[String], columns: &[String]) -> PolarsResult<DataFrame> {
    let arguments = JoinArgs { suffix: Some(RIGHT.into()), ..nulls_match(JoinType::Inner) };
    let both = old.join(new, keys, keys, arguments, None)?;
    let mut any = BooleanChunked::full("any".into(), false, both.height());
    let mut shown: Vec<String> = keys.to_vec();
    for name in columns.iter().filter(|name| !keys.contains(name)) {
        let right = format!("{name}{RIGHT}");
        let differs = both.column(name)?.not_equal_missing(both.column(&right)?)?;
        if differs.any() {
            any = &any | &differs;
            shown.extend([name.clone(), right]);
        }
    }
    both.filter(&any)?.select(&shown)?.sort(keys, SortMultipleOptions::default())
}

/// A join in which null keys find each other: `problems` has some.
fn nulls_match(kind: JoinType) -> JoinArgs {
    JoinArgs { nulls_equal: true, ..JoinArgs::new(kind) }
}
