//! The tables: how an annotated article becomes rows.
//!
//! To add one: its schema, its file, a line in [`TABLES`].

mod article_countries;
mod articles;
mod blocks;
mod builder;
mod claim_countries;
mod claims;
mod column;
mod countries;
mod dates;
mod duplicates;
mod problems;
mod quotations;
mod sentences;
mod speakers;
mod summary;
mod view;
mod word_numbers;

use arrow::array::RecordBatch;

pub use builder::{TableBuilder, arrow_schema, arrow_type};
pub use column::{Cell, days_since_epoch};
pub use duplicates::fill_duplicates;
pub use problems::fill_problems;
pub use summary::{ColumnSummary, TableSummary};
pub use view::ArticleView;

use crate::schema::{TableSchema, newest};

/// A table as the registry knows it.
pub struct TableDefinition {
    pub name: &'static str,
    /// Stages whose layers the table shows.
    pub stages: &'static [&'static str],
    pub rows: Rows,
}

/// Where the rows of a table come from.
pub enum Rows {
    /// From one article after the other.
    Article(fn(&ArticleView, &mut TableBuilder)),
    /// From the run: the problems of a partition, the duplicates of the corpus.
    Run,
}

/// All tables, in the order in which they are written and listed.
pub const TABLES: &[TableDefinition] = &[
    table("articles", Rows::Article(articles::fill), &["blocks", "metadata", "sentences"]),
    table("blocks", Rows::Article(blocks::fill), &["blocks"]),
    table("sentences", Rows::Article(sentences::fill), &["blocks", "sentences"]),
    table("dates", Rows::Article(dates::fill), &["blocks", "sentences", "dates"]),
    table("countries", Rows::Article(countries::fill), &["blocks", "sentences", "countries", "quotations", "speakers"]),
    table("article_countries", Rows::Article(article_countries::fill), &["blocks", "countries"]),
    table("claims", Rows::Article(claims::fill), &["blocks", "sentences", "claims", "quotations", "speakers"]),
    table("claim_countries", Rows::Article(claim_countries::fill), &["sentences", "claims", "countries"]),
    table("quotations", Rows::Article(quotations::fill), &["blocks", "sentences", "quotations", "speakers"]),
    table("speakers", Rows::Article(speakers::fill), &["quotations", "speakers"]),
    table("duplicates", Rows::Run, &["blocks"]),
    table("problems", Rows::Run, &["metadata"]),
];

const fn table(name: &'static str, rows: Rows, stages: &'static [&'static str]) -> TableDefinition {
    TableDefinition { name, stages, rows }
}

/// The table with this name.
pub fn table_named(name: &str) -> Option<&'static TableDefinition> {
    TABLES.iter().find(|table| table.name == name)
}

impl TableDefinition {
    /// The newest schema of the table: the one that its rows are made by.
    pub fn schema(&self) -> &'static TableSchema {
        newest(self.name).expect("every table has a schema of its name")
    }

    /// A builder of batches of this table.
    pub fn builder(&self) -> TableBuilder {
        TableBuilder::new(self.schema())
    }

    /// The rows of one article as a batch; none for a table of the run.
    pub fn batch_of(&self, view: &ArticleView) -> RecordBatch {
        let mut builder = self.builder();
        if let Rows::Article(fill) = self.rows {
            fill(view, &mut builder);
        }
        builder.finish()
    }
}
