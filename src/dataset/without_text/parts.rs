//! A stored dataset part by part: the rows of some articles in all tables, and at the end the tables that are made once a run.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow::array::Array;

use super::words::Text;
use crate::dataset::stored::{ArticleIds, Piece, StoredDataset, TableFile, TableIndex};
use crate::error::{Error, Result};
use crate::schema::TableSchema;
use crate::tables::{Rows, TABLES};

/// The tables of a dataset, in the order of [`TABLES`].
pub(super) struct Parts {
    tables: Vec<(TableFile, TableIndex)>,
    articles: Vec<Range<u32>>,
}

/// The rows of one table in a part, with the number of each row's article.
pub(super) struct PartTable {
    /// In the version that the dataset has.
    pub(super) schema: &'static TableSchema,
    pub(super) piece: Piece,
    pub(super) article_of: Vec<u32>,
}

impl Parts {
    /// Opens all tables.
    pub(super) fn of(dataset: &StoredDataset) -> Result<Parts> {
        let mut files = Vec::new();
        for table in TABLES {
            if let Some(format) = dataset.formats_of(table).next() {
                files.push(dataset.table(table, format).map_err(|cause| unreadable(table.name, &cause))?);
            }
        }
        let mut ids = ArticleIds::default();
        let Some(articles) = files.iter().find(|file| file.table.name == "articles") else {
            let message = "the dataset has no table articles: there is no text to take out or to put in";
            return Err(Error::refused(message, "write it with `articles` among its tables"));
        };
        ids.add_from(articles).map_err(|cause| unreadable("articles", &cause))?;
        let partitions = ids.partitions(Some(articles));
        let index = |file: TableFile| {
            let index = TableIndex::of(&file, &ids).map_err(|cause| unreadable(file.table.name, &cause))?;
            Ok((file, index))
        };
        let tables = files.into_iter().map(index).collect::<Result<_>>()?;
        Ok(Parts { tables, articles: partitions })
    }

    /// The tables that the dataset has, in their versions.
    pub(super) fn schemas(&self) -> Vec<&'static TableSchema> {
        self.tables.iter().map(|(file, _)| file.schema).collect()
    }

    /// The articles of each part; the last part has none, and the tables of the run.
    pub(super) fn all(&self) -> Vec<Option<Range<u32>>> {
        self.articles.iter().cloned().map(Some).chain([None]).collect()
    }

    /// Reads a part.
    pub(super) fn read(&self, articles: Option<Range<u32>>) -> Result<Vec<PartTable>> {
        let read = |(file, index): &(TableFile, TableIndex)| {
            let is_of_run = matches!(file.table.rows, Rows::Run);
            let rows = match &articles {
                Some(articles) if !is_of_run => index.rows(articles.clone()),
                None if is_of_run => std::iter::once(0..file.rows()).collect(),
                _ => Vec::new(),
            };
            let piece = file.read(&rows).map_err(|cause| unreadable(file.table.name, &cause))?;
            let article_of = articles.clone().map(|articles| index.article_of_rows(articles, &piece.rows)).unwrap_or_default();
            Ok(PartTable { schema: file.schema, piece, article_of })
        };
        self.tables.iter().map(read).collect()
    }

    /// Reads one table alone, part by part, with these columns.
    pub(super) fn columns(&self, table: &str, columns: &[&str]) -> Result<Vec<Piece>> {
        let Some((file, _)) = self.tables.iter().find(|(file, _)| file.table.name == table) else { return Ok(Vec::new()) };
        file.chunks()
            .into_iter()
            .map(|chunk| file.read_columns(&[chunk], columns).map_err(|cause| unreadable(table, &cause)))
            .collect()
    }
}

/// The texts of a part's articles by number. `text_of` gives the text for what the table's cell holds.
pub(super) fn texts<'a>(part: &'a [PartTable], text_of: impl Fn(&'a str) -> Option<&'a str>) -> BTreeMap<u32, Text<'a>> {
    let Some(articles) = part.iter().find(|table| table.schema.name == "articles") else { return BTreeMap::new() };
    let Some(cells) = articles.piece.strings("text") else { return BTreeMap::new() };
    let text = |(row, article): (usize, &u32)| {
        let cell = cells.is_valid(row).then(|| cells.value(row))?;
        text_of(cell).map(|text| (*article, Text::new(text)))
    };
    articles.article_of.iter().enumerate().filter_map(text).collect()
}

fn unreadable(table: &str, cause: &str) -> Error {
    Error::refused(format!("the table {table} cannot be read: {cause}"), "`columnist validate` says what is wrong with it")
}
