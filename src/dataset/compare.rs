//! Two datasets side by side: whether their bytes, or at least their rows, are the same.

use std::path::Path;

use super::diff::{TableDiff, diff, same_bytes};
use super::folder::package_paths;
use super::stored::StoredDataset;
use crate::error::Result;
use crate::tables::{TABLES, TableDefinition};
use crate::write::{FileFormat, csv_bytes};

/// How many rows of each kind are shown.
const SAMPLE: usize = 5;

/// How one table differs between two datasets.
#[derive(Debug)]
pub enum Difference {
    /// One of the two has no such file: it is named.
    Missing { path: String, side: Side },
    /// Other bytes. Of a CSV whose table has no row that differs in Parquet it is told whether its own rows do.
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
        let (old, new) = (StoredDataset::open(old)?, StoredDataset::open(new)?);
        let rows = diff(&old, &new, &[], SAMPLE)?;
        for difference in &mut differences {
            if let Difference::Bytes { path, is_of_rows } = difference {
                let table = TABLES.iter().find(|table| FileFormat::Csv.path_of(table.name) == *path);
                *is_of_rows = table.is_some_and(|table| csv_rows(&old, table) != csv_rows(&new, table));
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

/// The hash of the rows of a table's CSV as the program writes them, with whatever line ends and marks they stand there; `None` where a cell or a row is
/// no longer what it was.
fn csv_rows(dataset: &StoredDataset, table: &'static TableDefinition) -> Option<blake3::Hash> {
    let file = dataset.table(table, FileFormat::Csv).ok()?;
    let has_all_columns = file.columns().iter().map(|(name, _)| name).eq(file.schema.fields.iter().map(|field| &field.name));
    if !has_all_columns || !file.ragged_rows().is_empty() || !file.undecoded_cells().is_empty() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    for chunk in file.chunks() {
        let piece = file.read(&[chunk]).ok().filter(|piece| piece.flaws.is_empty())?;
        hasher.update(&csv_bytes(&piece.batch, false));
    }
    Some(hasher.finalize())
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
