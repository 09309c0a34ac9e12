//! The rows of some articles in all tables, and the rows of tables that are made once a run.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow::array::Array;

use super::Depth;
use super::cells::check_cells;
use super::finding::{Findings, Place};
use super::keys::{Pieces, check_references, check_unique};
use super::row_hashes::HashedRows;
use super::spans::{Texts, check_spans, texts_of};
use super::view::{View, ViewedTable, unreadable};
use crate::dataset::stored::Piece;

/// What came of some rows.
#[derive(Default)]
pub(super) struct CheckedRows {
    pub(super) findings: Findings,
    /// The rows of each checked table as they are hashed.
    pub(super) hashed: Vec<(&'static str, HashedRows)>,
}

/// Checks the rows of these articles in every table that has rows of articles.
pub(super) fn check_rows_of_articles(view: &View, articles: Range<u32>, depth: Depth) -> CheckedRows {
    let mut checked = CheckedRows::default();
    let mut read: Vec<(&ViewedTable, Piece)> = Vec::new();
    for table in view.article_tables() {
        match table.file.read(&table.index.rows(articles.clone())) {
            Ok(piece) => read.push((table, piece)),
            Err(cause) => checked.findings.push(unreadable(table.file, &cause)),
        }
    }
    let pieces: Pieces = read.iter().map(|(table, piece)| (table.file.table.name, Place { file: table.file, piece })).collect();
    let article_of: BTreeMap<&str, Vec<u32>> = read
        .iter()
        .map(|(table, piece)| (table.file.table.name, table.index.article_of_rows(articles.clone(), &piece.rows)))
        .collect();
    let texts = pieces.get("articles").map(|place| texts_of(place, &article_of["articles"])).unwrap_or_default();
    for (table, piece) in read.iter().filter(|(table, _)| table.is_checked) {
        let name = table.file.table.name;
        check_piece(&pieces[name], &pieces, &article_of[name], &texts, depth, &mut checked.findings);
        checked.hashed.push((name, HashedRows::of(&piece.batch, &piece.rows, &table.row_group_ends, depth)));
    }
    checked
}

fn check_piece(place: &Place, pieces: &Pieces, article_of: &[u32], texts: &Texts, depth: Depth, findings: &mut Findings) {
    check_cells(place, findings);
    check_unique(place, findings);
    check_references(place, pieces, findings);
    check_spans(place, article_of, texts, depth == Depth::Everything, findings);
}

/// Checks the rows of a table that is made once a run, chunk by chunk: they follow no order of articles, and point to articles alone.
pub(super) fn check_rows_of_run(view: &View, table: &ViewedTable, depth: Depth, mut take: impl FnMut(CheckedRows)) {
    for chunk in table.file.chunks() {
        let mut checked = CheckedRows::default();
        match table.file.read(&[chunk]) {
            Ok(piece) => {
                let place = Place { file: table.file, piece: &piece };
                check_cells(&place, &mut checked.findings);
                if view.has_articles {
                    check_articles(view, &place, &mut checked.findings);
                }
                checked
                    .hashed
                    .push((table.file.table.name, HashedRows::of(&piece.batch, &piece.rows, &table.row_group_ends, depth)));
            }
            Err(cause) => checked.findings.push(unreadable(table.file, &cause)),
        }
        take(checked);
    }
    let mut keys = CheckedRows::default();
    check_keys_of_run(table, &mut keys.findings);
    take(keys);
}

/// Keys are unique over the whole table; the keys alone are few.
fn check_keys_of_run(table: &ViewedTable, findings: &mut Findings) {
    let keys: Vec<&str> = table.file.schema.primary_key.iter().map(String::as_str).collect();
    let all = std::iter::once(0..table.file.rows()).collect::<Vec<_>>();
    if let Ok(piece) = table.file.read_columns(&all, &keys) {
        check_unique(&Place { file: table.file, piece: &piece }, findings);
    }
}

fn check_articles(view: &View, place: &Place, findings: &mut Findings) {
    for key in &place.file.schema.foreign_keys {
        let [column] = key.fields.as_slice() else { continue };
        let Some(ids) = place.piece.strings(column) else { continue };
        for row in (0..ids.len()).filter(|&row| ids.is_valid(row) && view.ids.number(ids.value(row)).is_none()) {
            let message = format!("`{}`: no row of articles has this article_id", ids.value(row));
            findings.push(place.finding("foreign_key", row, column, message));
        }
    }
}
