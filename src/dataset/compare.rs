//! Two datasets side by side: whether their bytes, or at least their rows, are the same.

use std::fs;
use std::path::Path;

use super::diff::{TableDiff, diff};
use super::folder::package_paths;
use super::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::tables::TABLES;
use crate::write::FileFormat;

/// How many rows of each kind are shown.
const SAMPLE: usize = 5;

/// How one table differs between two datasets.
#[derive(Debug)]
pub enum Difference {
    /// One of the two has no such file: it is named.
    Missing { path: String, side: Side },
    /// Other bytes, the same rows.
    Bytes { path: String },
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
    /// Whether rows differ, and not only how they are encoded. The same rows always make the same CSV.
    pub fn is_of_rows(&self) -> bool {
        !matches!(self, Difference::Bytes { path } if !path.ends_with(".csv"))
    }
}

/// Compares the dataset in `old` with the one in `new`, file by file; tables whose bytes differ also row by row, in Parquet where both
/// have it, else in CSV.
///
/// # Errors
/// A file that cannot be read.
pub fn compare(old: &Path, new: &Path) -> Result<Vec<Difference>> {
    let mut differences = Vec::new();
    compare_file("manifest.json", old, new, &mut differences)?;
    for path in package_paths() {
        compare_file(&path, old, new, &mut differences)?;
    }
    let tables_from = differences.len();
    for table in TABLES {
        compare_file(&FileFormat::Parquet.path_of(table.name), old, new, &mut differences)?;
        compare_file(&FileFormat::Csv.path_of(table.name), old, new, &mut differences)?;
    }
    let is_of_bytes = |difference: &Difference| matches!(difference, Difference::Bytes { .. });
    if differences[tables_from..].iter().any(is_of_bytes) {
        let rows = diff(&StoredDataset::open(old)?, &StoredDataset::open(new)?, &[], SAMPLE)?;
        for table in rows.into_iter().filter(TableDiff::is_different) {
            put_rows(table, &mut differences);
        }
    }
    Ok(differences)
}

/// Puts what differs in the rows of a table in the place of what differs in the bytes of its first file.
fn put_rows(table: TableDiff, differences: &mut [Difference]) {
    let paths = [FileFormat::Parquet.path_of(table.table), FileFormat::Csv.path_of(table.table)];
    let is_of_table = |difference: &&mut Difference| matches!(difference, Difference::Bytes { path } if paths.contains(path));
    if let Some(place) = differences.iter_mut().find(is_of_table) {
        *place = Difference::Rows(Box::new(table));
    }
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
