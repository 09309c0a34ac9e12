//! Two datasets side by side: whether their bytes, or at least their rows, are the same.

use std::path::Path;

use super::diff::{TableDiff, diff, same_bytes};
use super::folder::package_paths;
use super::manifest::Manifest;
use super::stored::StoredDataset;
use crate::error::Result;
use crate::tables::TABLES;
use crate::write::{CsvOptions, FileFormat};

/// How many rows of each kind are shown.
const SAMPLE: usize = 5;

/// How one table differs between two datasets.
#[derive(Debug)]
pub enum Difference {
    /// One of the two has no such file: it is named.
    Missing { path: String, side: Side },
    /// Other bytes. A CSV that is written in the same way differs only where its rows do.
    Bytes { path: String, is_of_rows: bool },
    /// Other rows.
    Rows(Box<TableDiff>),
}

/// Which of two datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Old,
    New,
}

impl Difference {
    /// Whether rows differ, and not only how they are encoded or what stands around the tables.
    pub fn is_of_rows(&self) -> bool {
        match self {
            Difference::Missing { path, .. } => is_of_table(path),
            Difference::Bytes { is_of_rows, .. } => *is_of_rows,
            Difference::Rows(_) => true,
        }
    }
}

/// Compares the dataset in `old` with the one in `new`, file by file; tables whose bytes differ also row by row, in Parquet where both
/// have it, else in CSV.
///
/// # Errors
/// A file that cannot be read.
pub fn compare(old: &Path, new: &Path) -> Result<Vec<Difference>> {
    let mut differences: Vec<Difference> = std::iter::once("manifest.json".to_string())
        .chain(package_paths())
        .chain(table_paths())
        .filter_map(|path| difference_of_file(path, old, new))
        .collect();
    let is_of_bytes = |difference: &Difference| matches!(difference, Difference::Bytes { path, .. } if is_of_table(path));
    if differences.iter().any(is_of_bytes) {
        let rows = diff(&StoredDataset::open(old)?, &StoredDataset::open(new)?, &[], SAMPLE)?;
        let is_written_alike = csv_options(old)? == csv_options(new)?;
        for difference in &mut differences {
            if let Difference::Bytes { path, is_of_rows } = difference {
                *is_of_rows = is_written_alike && path.ends_with(".csv");
            }
        }
        for table in rows.into_iter().filter(TableDiff::is_different) {
            put_rows(table, &mut differences);
        }
    }
    Ok(differences)
}

/// The path of every file that a table may have.
fn table_paths() -> impl Iterator<Item = String> {
    TABLES.iter().flat_map(|table| [FileFormat::Parquet.path_of(table.name), FileFormat::Csv.path_of(table.name)])
}

fn is_of_table(path: &str) -> bool {
    table_paths().any(|of_table| of_table == path)
}

/// How the CSV of a dataset is written.
fn csv_options(folder: &Path) -> Result<CsvOptions> {
    Ok(Manifest::read(folder)?.map(|manifest| manifest.csv).unwrap_or_default())
}

/// Puts what differs in the rows of a table in the place of what differs in the bytes of its first file.
fn put_rows(table: TableDiff, differences: &mut [Difference]) {
    let paths = [FileFormat::Parquet.path_of(table.table), FileFormat::Csv.path_of(table.table)];
    let is_of_table = |difference: &&mut Difference| matches!(difference, Difference::Bytes { path, .. } if paths.contains(path));
    if let Some(place) = differences.iter_mut().find(is_of_table) {
        *place = Difference::Rows(Box::new(table));
    }
}

fn difference_of_file(path: String, old: &Path, new: &Path) -> Option<Difference> {
    let (a, b) = (old.join(&path), new.join(&path));
    match (a.exists(), b.exists()) {
        (false, false) => None,
        (false, true) => Some(Difference::Missing { path, side: Side::Old }),
        (true, false) => Some(Difference::Missing { path, side: Side::New }),
        (true, true) => (!same_bytes(&a, &b)).then_some(Difference::Bytes { path, is_of_rows: false }),
    }
}
