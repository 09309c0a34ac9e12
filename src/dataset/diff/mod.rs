//! Two datasets row by row: which rows are new, gone, other.
//!
//! Both are read some articles at a time. Inside an article rows are matched by what they say; their numbers and offsets shift with every
//! sentence that is put in before them, and a shift alone is counted as moved. A reference to another row is the same where it
//! leads to the same row.

mod align;
mod article;
mod change;
mod columns;
mod rows;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

pub use align::{Alignment, align};
pub use change::{CellChange, ChangeKind, RowChange, TableDiff};

use self::article::{ArticleDiff, TablePair};
use self::columns::{ColumnRoles, IN_ORDER_OF_REFERENCE};
use self::rows::{SideRows, SideTable};
use super::stored::{ArticleIds, StoredDataset, TableFile, TableIndex};
use crate::error::{Error, Result};
use crate::tables::{TABLES, TableDefinition, table_named};

/// A table that both datasets have and whose files differ, or whose names others need.
struct ComparedTable {
    table: &'static TableDefinition,
    roles: ColumnRoles,
    old: SideTable,
    new: SideTable,
}

/// Compares two datasets, in Parquet or CSV, whichever each has. Of each kind of difference the first `limit` rows of a table are kept.
/// `only`: these tables; all where it is empty.
///
/// # Errors
/// A table that cannot be read.
pub fn diff(old: &StoredDataset, new: &StoredDataset, only: &[String], limit: usize) -> Result<Vec<TableDiff>> {
    let mut diffs: Vec<TableDiff> = Vec::new();
    let mut files = Vec::new();
    for name in IN_ORDER_OF_REFERENCE {
        let Some(table) = table_named(name) else { continue };
        let (was, is) = (open(old, table)?, open(new, table)?);
        match (was, is) {
            (Some(was), Some(is)) => files.push((was, is)),
            (None, None) => {}
            (was, is) => diffs.push(TableDiff {
                table: table.name,
                rows_old: was.as_ref().map(TableFile::rows),
                rows_new: is.as_ref().map(TableFile::rows),
                ..TableDiff::default()
            }),
        }
    }
    diffs.extend(compare_files(old, new, files, limit)?);
    diffs.sort_by_key(|diff| TABLES.iter().position(|table| table.name == diff.table));
    diffs.retain(|diff| only.is_empty() || only.iter().any(|name| name == diff.table));
    Ok(diffs)
}

fn open(dataset: &StoredDataset, table: &'static TableDefinition) -> Result<Option<TableFile>> {
    let Some(format) = dataset.formats_of(table).next() else { return Ok(None) };
    dataset.table(table, format).map(Some).map_err(|cause| unreadable(&dataset.folder.join(format.path_of(table.name)), &cause))
}

fn compare_files(
    old: &StoredDataset,
    new: &StoredDataset,
    files: Vec<(TableFile, TableFile)>,
    limit: usize,
) -> Result<Vec<TableDiff>> {
    let mut ids = ArticleIds::default();
    let named = |files: &[(TableFile, TableFile)], is_used: fn(&TableFile) -> bool, ids: &mut ArticleIds| {
        for (was, is) in files.iter().filter(|(_, is)| is_used(is)) {
            ids.add_from(is).map_err(|cause| unreadable(&new.folder.join(is.path()), &cause))?;
            ids.add_from(was).map_err(|cause| unreadable(&old.folder.join(was.path()), &cause))?;
        }
        Ok::<(), Error>(())
    };
    // Articles are numbered in the order of the new dataset.
    named(&files, |file| file.table.name == "articles", &mut ids)?;
    named(&files, |file| file.table.name != "articles", &mut ids)?;
    let partitions = ids.partitions(files.iter().map(|(_, is)| is).find(|file| file.table.name == "articles"));
    let mut diffs = Vec::new();
    let mut compared = Vec::new();
    let is_same: Vec<bool> = files
        .iter()
        .map(|(was, is)| was.path() == is.path() && same_bytes(&old.folder.join(was.path()), &new.folder.join(is.path())))
        .collect();
    // A speaker is told by name also where no speaker is another.
    let names_speakers =
        files.iter().zip(&is_same).any(|((_, is), is_same)| !is_same && is.schema.field("speaker_index").is_some());
    for ((was, is), is_same) in files.into_iter().zip(is_same) {
        let is_same = is_same && !(names_speakers && is.table.name == "speakers");
        let table = ComparedTable::new((old, was), (new, is), &ids, is_same)?;
        let columns = |a: &TableFile, b: &TableFile| {
            let known: BTreeSet<String> = b.columns().into_iter().map(|(name, _)| name).collect();
            a.columns().into_iter().map(|(name, _)| name).filter(|name| !known.contains(name)).collect()
        };
        let diff = TableDiff {
            table: table.table.name,
            rows_old: Some(table.old.file.rows()),
            rows_new: Some(table.new.file.rows()),
            columns_added: columns(&table.new.file, &table.old.file),
            columns_removed: columns(&table.old.file, &table.new.file),
            ..TableDiff::default()
        };
        if is_same { diffs.push(diff) } else { compared.push((table, diff)) }
    }
    let (tables, mut differing): (Vec<ComparedTable>, Vec<TableDiff>) = compared.into_iter().unzip();
    compare_tables(&tables, &ids, &partitions, limit, &mut differing)?;
    diffs.extend(differing);
    Ok(diffs)
}

impl ComparedTable {
    fn new(
        old: (&StoredDataset, TableFile),
        new: (&StoredDataset, TableFile),
        ids: &ArticleIds,
        is_same: bool,
    ) -> Result<ComparedTable> {
        let side = |(dataset, file): (&StoredDataset, TableFile)| {
            let index = if is_same { Ok(TableIndex::default()) } else { TableIndex::of(&file, ids) };
            let index = index.map_err(|cause| unreadable(&dataset.folder.join(file.path()), &cause))?;
            Ok::<SideTable, Error>(SideTable { file, index })
        };
        let (old, new) = (side(old)?, side(new)?);
        let table = new.file.table;
        let has = |file: &TableFile, column: &str| file.columns().iter().any(|(name, _)| name == column);
        let roles = ColumnRoles::of(table.schema(), |column| has(&old.file, column) && has(&new.file, column));
        Ok(ComparedTable { table, roles, old, new })
    }
}

/// Compares the tables partition by partition, as many at a time as there are threads.
fn compare_tables(
    tables: &[ComparedTable],
    ids: &ArticleIds,
    partitions: &[Range<u32>],
    limit: usize,
    diffs: &mut [TableDiff],
) -> Result<()> {
    let blank =
        || -> Vec<TableDiff> { tables.iter().map(|table| TableDiff { table: table.table.name, ..TableDiff::default() }).collect() };
    let mut take = |found: Vec<TableDiff>| {
        diffs.iter_mut().zip(found).for_each(|(diff, found)| diff.append(found, limit));
    };
    for some in partitions.chunks(rayon::current_num_threads()) {
        let compare = |articles: &Range<u32>| {
            let read = |table: &ComparedTable, side: &SideTable| side.read(articles.clone(), &table.roles);
            let pairs = pairs(tables, read)?;
            let mut found = blank();
            for article in articles.clone() {
                ArticleDiff { article, article_id: Some(ids.name(article)), tables: &pairs, limit }.compare(&mut found);
            }
            Ok(found)
        };
        some.par_iter().map(compare).collect::<Result<Vec<_>>>()?.into_iter().for_each(&mut take);
    }
    let pairs = pairs(tables, |table, side| side.read_strays(&table.roles))?;
    let mut found = blank();
    ArticleDiff { article: u32::MAX, article_id: None, tables: &pairs, limit }.compare(&mut found);
    take(found);
    Ok(())
}

fn pairs(
    tables: &[ComparedTable],
    read: impl Fn(&ComparedTable, &SideTable) -> std::result::Result<SideRows, String>,
) -> Result<Vec<TablePair<'_>>> {
    let mut pairs = Vec::new();
    for table in tables {
        let read = |side: &SideTable| read(table, side).map_err(|cause| unreadable(Path::new(&side.file.path()), &cause));
        pairs.push(TablePair { table: table.table.name, roles: &table.roles, old: read(&table.old)?, new: read(&table.new)? });
    }
    Ok(pairs)
}

/// Whether two files hold the same bytes; a file that cannot be read holds none.
pub(super) fn same_bytes(a: &Path, b: &Path) -> bool {
    let length = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.len()).ok();
    let hash = |path: &Path| {
        let mut hasher = blake3::Hasher::new();
        let file = std::fs::File::open(path).ok()?;
        hasher.update_reader(file).ok().map(|hasher| hasher.finalize())
    };
    length(a) == length(b) && matches!((hash(a), hash(b)), (Some(a), Some(b)) if a == b)
}

fn unreadable(path: &Path, cause: &str) -> Error {
    Error::refused(format!("cannot read the table {}: {cause}", path.display()), "`columnist validate` says what is wrong with it")
}
