//! Whether a dataset is sound: one engine for `validate`, which holds the tables against their schemas, and for `verify`, which also
//! holds files, rows and spans against what was written.
//!
//! A table is read once, in Parquet where it is there. A CSV beside it is hashed, and read cell by cell only where its rows turn out to be
//! others: a user has edited it.

mod bare;
mod cells;
mod files;
mod finding;
mod hashes;
mod inputs;
mod keys;
mod package;
mod row_hashes;
mod rows;
mod spans;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

pub use finding::{Finding, FindingCount, Findings};
pub use inputs::{INPUTS, check_inputs};
pub use spans::{SPANS, SpanColumns, Unit, WORDS};

use self::files::OpenedTable;
use self::hashes::FileHashes;
pub(in crate::dataset) use self::hashes::hash_file;
use self::row_hashes::RowHashes;
pub(in crate::dataset) use self::row_hashes::{HashedRows, RowHasher, row_group_ends};
use self::view::View;
use super::manifest::{Manifest, TableRecord};
use super::stored::{StoredDataset, TableFile};
use super::without_text::is_without_text;
use crate::error::{Error, Result};
use crate::write::FileFormat;

/// How deep a check goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Types, nulls, enumerations, keys, counts; spans are inside the text.
    Schema,
    /// Also the hashes of files and rows, and the words of each span.
    Everything,
}

/// What a check has seen and found.
#[derive(Debug)]
pub struct Checked {
    pub tables: Vec<CheckedTable>,
    pub findings: Findings,
    /// Whether the files were compared with their hashes and not read: the rows of a dataset without text follow no released schema.
    pub is_by_hash_alone: bool,
}

/// A table that was looked at.
#[derive(Debug, Serialize)]
pub struct CheckedTable {
    pub name: &'static str,
    /// Rows of its first file that can be read.
    pub rows: Option<u64>,
    /// Relative to the dataset's folder.
    pub files: Vec<String>,
}

/// Checks all tables of a dataset.
///
/// # Errors
/// `Depth::Everything` without a manifest; `Depth::Schema` of a dataset without text; a file that vanishes meanwhile.
pub fn check(dataset: &StoredDataset, depth: Depth) -> Result<Checked> {
    if depth == Depth::Everything && dataset.manifest.is_none() {
        let message = format!("{} has no manifest.json: there is nothing to verify its files against", dataset.folder.display());
        return Err(Error::refused(message, "`columnist validate` checks tables without a manifest"));
    }
    if is_without_text(dataset) {
        return bare::check_bare(dataset, depth);
    }
    let mut findings = Findings::default();
    let opened = files::open_tables(dataset, &mut findings);
    let hashes = hash_files(dataset, &opened, depth)?;
    let rows = check_rows(&opened, dataset.manifest.as_ref(), &hashes, depth, &mut findings);
    if let Some(manifest) = &dataset.manifest {
        check_manifest(manifest, &opened, &hashes, &rows, depth, &mut findings);
        if depth == Depth::Everything {
            files::check_unlisted(dataset, manifest, &mut findings);
            package::check_package(dataset, manifest, &mut findings);
        }
    }
    check_forms(&opened, &rows, &mut findings);
    let table = |table: &OpenedTable| CheckedTable {
        name: table.definition.name,
        rows: table.files.first().map(TableFile::rows),
        files: table.paths.clone(),
    };
    Ok(Checked { tables: opened.iter().map(table).collect(), findings, is_by_hash_alone: false })
}

/// Hashes the files: all of them for a deep check, else the CSV that stand beside a Parquet.
fn hash_files(dataset: &StoredDataset, opened: &[OpenedTable], depth: Depth) -> Result<BTreeMap<String, FileHashes>> {
    let is_wanted = |path: &&String| depth == Depth::Everything || path.ends_with(".csv");
    let paths: Vec<&String> = opened.iter().flat_map(|table| &table.paths).filter(is_wanted).collect();
    let hash = |path: &&String| {
        let full = dataset.folder.join(path);
        Ok(((*path).clone(), hash_file(&full).map_err(|cause| Error::file("read", full, cause))?))
    };
    paths.par_iter().map(hash).collect()
}

/// Checks the rows of every table, and gives the hashes of the rows of each file that was read to the end in order.
fn check_rows(
    opened: &[OpenedTable],
    manifest: Option<&Manifest>,
    hashes: &BTreeMap<String, FileHashes>,
    depth: Depth,
    findings: &mut Findings,
) -> BTreeMap<String, RowHashes> {
    let primary: Vec<&TableFile> = opened.iter().filter_map(|table| table.files.first()).collect();
    let all = primary.iter().map(|_| true).collect();
    let mut rows = View::new(primary.clone(), all, manifest, findings).check(depth, findings);
    let is_other = |file: &TableFile| {
        let parquet = rows.get(&FileFormat::Parquet.path_of(file.table.name)).map(|hashes| &hashes.text);
        let csv = hashes.get(&file.path()).map(|hashes| &hashes.behind_header);
        parquet.is_none() || parquet != csv
    };
    let second = |table: &&OpenedTable| table.files.get(1).is_some_and(is_other);
    if opened.iter().any(|table| second(&table)) {
        let files = opened.iter().filter_map(|table| if second(&table) { table.files.get(1) } else { table.files.first() });
        let is_checked = opened.iter().filter(|table| !table.files.is_empty()).map(|table| second(&table)).collect();
        let others = View::new(files.collect(), is_checked, manifest, findings).check(depth, findings);
        rows.extend(others);
    }
    rows
}

/// Counts, and for a deep check hashes, as the manifest has them.
fn check_manifest(
    manifest: &Manifest,
    opened: &[OpenedTable],
    hashes: &BTreeMap<String, FileHashes>,
    rows: &BTreeMap<String, RowHashes>,
    depth: Depth,
    findings: &mut Findings,
) {
    for table in opened {
        let Some(record) = manifest.tables.iter().find(|record| record.name == table.definition.name) else { continue };
        for file in table.files.iter().filter(|file| file.rows() != record.rows) {
            let message = format!("it has {} rows; the manifest says {}", file.rows(), record.rows);
            findings.push(Finding::of_file("count", file.path(), message));
        }
        if depth == Depth::Schema {
            continue;
        }
        for (path, written) in &record.files {
            let Some(message) = hashes.get(path).and_then(|found| found.difference(written)) else { continue };
            findings.push(if rows.get(path).is_some_and(|hashes| hashes.rows == record.rows_blake3) {
                Finding::of_file("bytes", path, format!("the bytes differ, the rows are equal: {message}")).as_warning()
            } else {
                Finding::of_file("bytes", path, message)
            });
        }
        for (path, hashes) in table.paths.iter().filter_map(|path| rows.get_key_value(path)) {
            check_row_hashes(path, hashes, record, findings);
        }
    }
}

/// Rows that differ, and then in which columns: a change of one is told by its name.
fn check_row_hashes(path: &str, found: &RowHashes, written: &TableRecord, findings: &mut Findings) {
    let differ = |found: &str, written: &str| format!("BLAKE3 {}… and not {}…", short(found), short(written));
    if found.rows != written.rows_blake3 {
        let message = format!("the rows are not those that were written: {}", differ(&found.rows, &written.rows_blake3));
        findings.push(Finding::of_file("rows", path, message));
    }
    for (column, hash) in &written.columns_blake3 {
        let Some(found) = found.columns.get(column).filter(|found| *found != hash) else { continue };
        let message = format!("the values are not those that were written: {}", differ(found, hash));
        findings.push(Finding::of_file("column", path, message).in_column(column));
    }
}

/// A table in two formats is the same table.
fn check_forms(opened: &[OpenedTable], rows: &BTreeMap<String, RowHashes>, findings: &mut Findings) {
    for table in opened {
        if let [first, second] = table.files.as_slice()
            && let (Some(a), Some(b)) = (rows.get(&first.path()), rows.get(&second.path()))
            && a.text != b.text
        {
            findings.push(Finding::of_file("rows", second.path(), format!("its rows are not those of {}", first.path())));
        }
    }
}

/// The beginning of a hash.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
