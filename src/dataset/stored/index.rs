//! Which rows of which table belong to which article.
//!
//! Tables follow the order of the articles, but a file that a user has sorted or put together does not. So the rows of an article are
//! looked up, in a list of runs: rows in a row that belong to the same article.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::TableFile;

/// Articles that are looked at together, at the most.
const ARTICLES: u64 = 1024;

/// The ids of the articles of a dataset, numbered.
#[derive(Default)]
pub struct ArticleIds {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

/// Rows of one article in a table's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub article: u32,
    pub rows: Range<u64>,
}

/// Where in a table's file the rows of each article are.
#[derive(Debug, Default)]
pub struct TableIndex {
    /// By article, and within an article in the order of the file.
    runs: Vec<Run>,
    /// Rows that name no article of the dataset, with what they name.
    pub strays: Vec<(u64, Option<String>)>,
    /// The first row that belongs to an earlier article than the row before it.
    pub disorder: Option<u64>,
}

impl ArticleIds {
    /// Number of an article.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// Id of an article.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", AsRef::as_ref)
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Number of an article, which gets one if it has none.
    pub fn number_or_new(&mut self, id: &str) -> u32 {
        if let Some(number) = self.number(id) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(id.into());
        self.numbers.insert(id.into(), number);
        number
    }

    /// The articles in parts of a bearable size, by the row groups of the table `articles` where there is one: these are the partitions of
    /// the run that wrote them.
    pub fn partitions(&self, articles: Option<&TableFile>) -> Vec<Range<u32>> {
        let all = self.len() as u64;
        let chunks = articles.map(TableFile::chunks).unwrap_or_default();
        let mut partitions = Vec::new();
        let mut start = 0;
        for end in chunks.iter().map(|chunk| chunk.end.min(all)).chain([all]) {
            while start < end {
                let next = end.min(start + ARTICLES);
                partitions.push(start as u32..next as u32);
                start = next;
            }
        }
        partitions
    }

    /// Numbers the articles that a table names, in its order.
    ///
    /// # Errors
    /// Why the table cannot be read, in words.
    pub fn add_from(&mut self, file: &TableFile) -> Result<(), String> {
        for chunk in file.chunks() {
            let piece = file.read_columns(&[chunk], &["article_id"])?;
            let mut last = None;
            for id in piece.strings("article_id").into_iter().flatten().flatten() {
                if last != Some(id) {
                    self.number_or_new(id);
                    last = Some(id);
                }
            }
        }
        Ok(())
    }
}

impl TableIndex {
    /// Reads the column `article_id` of a table.
    ///
    /// # Errors
    /// Why the table cannot be read, in words.
    pub fn of(file: &TableFile, ids: &ArticleIds) -> Result<TableIndex, String> {
        let chunks: Vec<TableIndex> =
            file.chunks().into_par_iter().map(|chunk| runs_of(file, chunk, ids)).collect::<Result<_, _>>()?;
        let mut index = TableIndex::default();
        for chunk in chunks {
            index.runs.extend(chunk.runs);
            index.strays.extend(chunk.strays);
        }
        index.disorder = index.runs.windows(2).find(|pair| pair[1].article < pair[0].article).map(|pair| pair[1].rows.start);
        index.runs.sort_by_key(|run| run.article);
        Ok(index)
    }

    /// The runs of these articles.
    pub fn runs(&self, articles: Range<u32>) -> &[Run] {
        let start = self.runs.partition_point(|run| run.article < articles.start);
        let end = self.runs.partition_point(|run| run.article < articles.end);
        &self.runs[start..end]
    }

    /// The article of each of `rows`, which are the ascending numbers of rows of these articles.
    pub fn article_of_rows(&self, articles: Range<u32>, rows: &[u64]) -> Vec<u32> {
        let mut runs: Vec<&Run> = self.runs(articles).iter().collect();
        runs.sort_by_key(|run| run.rows.start);
        let mut at = 0;
        let article = |&row: &u64| {
            while runs.get(at).is_some_and(|run| run.rows.end <= row) {
                at += 1;
            }
            runs.get(at).map_or(u32::MAX, |run| run.article)
        };
        rows.iter().map(article).collect()
    }

    /// The rows of these articles, as ascending ranges that do not touch each other.
    pub fn rows(&self, articles: Range<u32>) -> Vec<Range<u64>> {
        joined(self.runs(articles).iter().map(|run| run.rows.clone()).collect())
    }
}

/// Sorts ranges and joins those that touch.
pub fn joined(mut ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

fn runs_of(file: &TableFile, chunk: Range<u64>, ids: &ArticleIds) -> Result<TableIndex, String> {
    let start = chunk.start;
    let piece = file.read_columns(&[chunk], &["article_id"])?;
    let mut index = TableIndex::default();
    let Some(column) = piece.strings("article_id") else { return Ok(index) };
    let mut last: Option<(&str, Option<u32>)> = None;
    for (row, id) in (start..).zip(column) {
        // Rows of one article follow each other, so that its number is looked up once.
        let article = match (last, id) {
            (Some((name, article)), Some(id)) if name == id => article,
            (_, id) => id.and_then(|id| ids.number(id)),
        };
        last = id.map(|id| (id, article));
        match (article, index.runs.last_mut()) {
            (Some(article), Some(run)) if run.article == article && run.rows.end == row => run.rows.end = row + 1,
            (Some(article), _) => index.runs.push(Run { article, rows: row..row + 1 }),
            (None, _) => index.strays.push((row, id.map(str::to_string))),
        }
    }
    Ok(index)
}
