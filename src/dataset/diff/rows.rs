//! The rows of one table before and now, for some articles, ready to be compared.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use arrow::array::{Array, ArrayRef};
use arrow::row::{RowConverter, SortField};
use arrow::util::display::array_value_to_string;

use super::columns::ColumnRoles;
use crate::dataset::stored::{Piece, TableFile, TableIndex, joined};

/// A table of one of the two datasets.
pub(super) struct SideTable {
    pub(super) file: TableFile,
    pub(super) index: TableIndex,
}

/// Rows of a table of one of the two datasets.
#[derive(Default)]
pub(super) struct SideRows {
    piece: Option<Piece>,
    /// Rows in the piece, by article.
    articles: BTreeMap<u32, Vec<usize>>,
    /// Of each row, a hash of all that it says, and of where it stands.
    contents: Vec<u64>,
    positions: Vec<u64>,
}

impl SideTable {
    /// Reads the rows of these articles.
    pub(super) fn read(&self, articles: Range<u32>, roles: &ColumnRoles) -> Result<SideRows, String> {
        let piece = self.file.read(&self.index.rows(articles.clone()))?;
        let article_of = self.index.article_of_rows(articles, &piece.rows);
        SideRows::new(piece, &article_of, roles)
    }

    /// Reads the rows that belong to no article.
    pub(super) fn read_strays(&self, roles: &ColumnRoles) -> Result<SideRows, String> {
        let piece = self.file.read(&joined(self.index.strays.iter().map(|(row, _)| *row..row + 1).collect()))?;
        let article_of = vec![u32::MAX; piece.rows.len()];
        SideRows::new(piece, &article_of, roles)
    }
}

impl SideRows {
    fn new(piece: Piece, article_of: &[u32], roles: &ColumnRoles) -> Result<SideRows, String> {
        let mut articles: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (row, article) in article_of.iter().enumerate() {
            articles.entry(*article).or_default().push(row);
        }
        let places = roles.positions.iter().chain(&roles.own_references).chain(roles.references.iter().map(|(name, _)| name));
        let contents = hashes(&piece, roles.contents.iter())?;
        let positions = hashes(&piece, places)?;
        Ok(SideRows { piece: Some(piece), articles, contents, positions })
    }

    /// Rows of an article.
    pub(super) fn of_article(&self, article: u32) -> &[usize] {
        self.articles.get(&article).map_or(&[], Vec::as_slice)
    }

    /// Hash of what a row says, without where it stands and what it refers to.
    pub(super) fn content(&self, row: usize) -> u64 {
        self.contents[row]
    }

    /// Hash of where a row stands, and of the indexes that it refers to.
    pub(super) fn position(&self, row: usize) -> u64 {
        self.positions[row]
    }

    /// An index of a row.
    pub(super) fn integer(&self, column: &str, row: usize) -> Option<i32> {
        let column = self.piece.as_ref()?.integers(column)?;
        column.is_valid(row).then(|| column.value(row))
    }

    /// A cell as text.
    pub(super) fn cell(&self, column: &str, row: usize) -> Option<String> {
        let column: &ArrayRef = self.piece.as_ref()?.column(column)?;
        if column.is_null(row) { None } else { array_value_to_string(column, row).ok() }
    }
}

/// A hash over some columns of each row. The hash is the same for the same values in this run of the program.
fn hashes<'a>(piece: &Piece, names: impl Iterator<Item = &'a String>) -> Result<Vec<u64>, String> {
    let columns: Vec<ArrayRef> = names.filter_map(|name| piece.column(name).cloned()).collect();
    if columns.is_empty() {
        return Ok(vec![0; piece.rows.len()]);
    }
    let fields = columns.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let rows =
        RowConverter::new(fields).and_then(|converter| converter.convert_columns(&columns)).map_err(|cause| cause.to_string())?;
    let hash = |row: arrow::row::Row| {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        hasher.finish()
    };
    Ok(rows.iter().map(hash).collect())
}
