//! One file of each table, checked together, some articles at a time.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Depth;
use super::finding::{Finding, Findings};
use super::row_hashes::{RowHasher, RowHashes, row_group_ends};
use super::rows::{CheckedRows, check_rows_of_articles, check_rows_of_run};
use crate::dataset::manifest::Manifest;
use crate::dataset::stored::{ArticleIds, TableFile, TableIndex};
use crate::tables::Rows;

/// The tables of a dataset, each in one of its formats.
pub(super) struct View<'a> {
    pub(super) tables: Vec<ViewedTable<'a>>,
    pub(super) ids: ArticleIds,
    /// Whether the dataset has the table `articles`, which the others point to.
    pub(super) has_articles: bool,
}

/// A table of a view.
pub(super) struct ViewedTable<'a> {
    pub(super) file: &'a TableFile,
    pub(super) index: TableIndex,
    /// Whether its rows are checked; else they are only what others point to.
    pub(super) is_checked: bool,
    /// Behind which row each row group ends, by the manifest; empty where the table was hashed as one.
    pub(super) row_group_ends: Vec<u64>,
}

impl ViewedTable<'_> {
    /// Whether its rows come from the run and not from one article after the other.
    fn is_of_run(&self) -> bool {
        matches!(self.file.table.rows, Rows::Run)
    }
}

impl<'a> View<'a> {
    /// Finds out which rows belong to which article.
    pub(super) fn new(
        files: Vec<&'a TableFile>,
        is_checked: Vec<bool>,
        manifest: Option<&Manifest>,
        findings: &mut Findings,
    ) -> View<'a> {
        let mut ids = ArticleIds::default();
        let articles = files.iter().find(|file| file.table.name == "articles");
        let named = files.iter().filter(|file| articles.is_none_or(|articles| articles.table.name == file.table.name));
        for file in named {
            // What cannot be read is told when its index is made.
            let _ = ids.add_from(file);
        }
        let mut view = View { tables: Vec::new(), has_articles: articles.is_some(), ids };
        for (file, is_checked) in files.into_iter().zip(is_checked) {
            match TableIndex::of(file, &view.ids) {
                Ok(index) => {
                    let row_group_ends = row_group_ends(manifest, file.table.name);
                    view.tables.push(ViewedTable { file, index, is_checked, row_group_ends });
                }
                Err(cause) => findings.push(unreadable(file, &cause)),
            }
        }
        view
    }

    /// Checks the rows of all tables. Gives the hashes of the rows of each file whose rows are all there and in order.
    pub(super) fn check(&self, depth: Depth, findings: &mut Findings) -> BTreeMap<String, RowHashes> {
        let mut hashers: BTreeMap<&'static str, RowHasher> = BTreeMap::new();
        let mut take = |checked: CheckedRows, findings: &mut Findings| {
            findings.append(checked.findings);
            for (table, rows) in checked.hashed {
                hashers.entry(table).or_default().add(&rows);
            }
        };
        // As many at a time as there are threads, so that memory stays bounded; taken in order, so that findings and hashes are the same.
        let articles = self.tables.iter().find(|table| table.file.table.name == "articles").map(|table| table.file);
        for some in self.ids.partitions(articles).chunks(rayon::current_num_threads()) {
            let checked: Vec<CheckedRows> =
                some.par_iter().map(|articles| check_rows_of_articles(self, articles.clone(), depth)).collect();
            checked.into_iter().for_each(|checked| take(checked, findings));
        }
        for table in self.tables.iter().filter(|table| table.is_checked) {
            if table.is_of_run() {
                check_rows_of_run(self, table, depth, |checked| take(checked, findings));
            } else {
                check_order(table, findings);
            }
        }
        let in_order = self.tables.iter().filter(|table| table.is_checked && table.is_whole());
        let mut hashes = |table: &ViewedTable| hashers.remove(table.file.table.name).unwrap_or_default().finish(table.file.schema);
        in_order.map(|table| (table.file.path(), hashes(table))).collect()
    }

    /// The tables whose rows come from articles.
    pub(super) fn article_tables(&self) -> impl Iterator<Item = &ViewedTable<'a>> {
        self.tables.iter().filter(|table| !table.is_of_run())
    }
}

impl ViewedTable<'_> {
    /// Whether its rows pass by in the order of the file, none left out.
    fn is_whole(&self) -> bool {
        self.is_of_run() || (self.index.disorder.is_none() && self.index.strays.is_empty())
    }
}

/// Rows of unknown articles, and rows in another order than the articles'.
fn check_order(table: &ViewedTable, findings: &mut Findings) {
    let path = table.file.path();
    for (row, id) in &table.index.strays {
        findings.push(match id {
            Some(id) => {
                let message = format!("`{id}`: no row of articles has this article_id");
                Finding::of_file("foreign_key", &path, message).at_row(*row).in_column("article_id")
            }
            None => Finding::of_file("required", &path, "the cell is empty").at_row(*row).in_column("article_id"),
        });
    }
    if let Some(row) = table.index.disorder {
        let message = "from here on the rows are not in the order of the articles: their hash cannot be compared";
        findings.push(Finding::of_file("order", path, message).at_row(row).in_column("article_id"));
    }
}

/// A table that could be opened and cannot be read.
pub(super) fn unreadable(file: &TableFile, cause: &str) -> Finding {
    Finding::of_file("unreadable", file.path(), format!("it cannot be read: {cause}"))
}
