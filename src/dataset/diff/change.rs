//! What differs between two versions of a table.

use std::collections::BTreeMap;

use serde::Serialize;

/// How one table differs between two datasets.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TableDiff {
    pub table: &'static str,
    /// Number of rows; nothing where the dataset does not have the table.
    pub rows_old: Option<u64>,
    pub rows_new: Option<u64>,
    pub added: u64,
    pub removed: u64,
    /// Rows that say something else.
    pub changed: u64,
    /// Rows that say the same at another place.
    pub moved: u64,
    /// Of the changed rows, in how many each column differs.
    pub columns: BTreeMap<String, u64>,
    /// Columns that only one of the two has: they are not compared.
    pub columns_added: Vec<String>,
    pub columns_removed: Vec<String>,
    /// The first rows of each kind.
    pub samples: Vec<RowChange>,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    pub kind: ChangeKind,
    pub article_id: Option<String>,
    /// Its index in the article; the old one where the row is removed.
    pub index: Option<i32>,
    /// The words that say best what the row is about.
    pub about: Option<String>,
    /// What differs; of added and removed rows all cells that say something.
    pub cells: Vec<CellChange>,
}

/// A cell before and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellChange {
    pub column: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    Added,
    Removed,
    Changed,
}

impl ChangeKind {
    /// As it is told.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
        }
    }
}

impl TableDiff {
    /// Whether any row is new, gone, other or elsewhere; or the columns are others.
    pub fn is_different(&self) -> bool {
        self.added + self.removed + self.changed + self.moved > 0
            || self.rows_old.is_some() != self.rows_new.is_some()
            || !self.columns_added.is_empty()
            || !self.columns_removed.is_empty()
    }

    /// Counts a row, and keeps it if there are fewer than `limit` of its kind.
    pub(super) fn count(&mut self, kind: ChangeKind, limit: usize, row: impl FnOnce() -> RowChange) {
        let count = match kind {
            ChangeKind::Added => &mut self.added,
            ChangeKind::Removed => &mut self.removed,
            ChangeKind::Changed => &mut self.changed,
        };
        *count += 1;
        if *count <= limit as u64 {
            self.samples.push(row());
        }
    }

    /// Adds what was found in later articles.
    pub(super) fn append(&mut self, later: TableDiff, limit: usize) {
        for sample in later.samples {
            if self.samples.iter().filter(|kept| kept.kind == sample.kind).count() < limit {
                self.samples.push(sample);
            }
        }
        self.added += later.added;
        self.removed += later.removed;
        self.changed += later.changed;
        self.moved += later.moved;
        for (column, count) in later.columns {
            *self.columns.entry(column).or_default() += count;
        }
    }
}
