//! The rows of one partition, table by table.

use crate::annotation::LocatedProblem;
use crate::duplicates::Duplicate;
use crate::error::{Error, Result};
use crate::migration::{Conversion, Losses};
use crate::schema::{TableSchema, released};
use crate::tables::{ArticleView, Rows, TableBuilder, TableDefinition, fill_duplicates, fill_problems};
use crate::write::{EncodedPartition, PartitionEncoder};

/// A table that is written, and the way of its rows from the newest version, which is made, to the one that the pipeline pins.
pub(super) struct PinnedTable {
    table: &'static TableDefinition,
    conversion: Conversion<'static>,
}

/// Tables with their ways to these schemas.
pub(super) fn pinned_tables(tables: &[&'static TableDefinition], schemas: &[&'static TableSchema]) -> Result<Vec<PinnedTable>> {
    let pinned = |(&table, &schema): (&&'static TableDefinition, &&'static TableSchema)| {
        let conversion = Conversion::between(released(), table.schema(), schema);
        let cause = || format!("no migration leads to {}", schema.id());
        let conversion = conversion.ok_or_else(|| Error::Table { table: table.name, cause: cause() })?;
        Ok(PinnedTable { table, conversion })
    };
    tables.iter().zip(schemas).map(pinned).collect()
}

/// A builder for each table that is written.
pub(super) struct PartitionRows<'a> {
    tables: Vec<(&'a PinnedTable, TableBuilder)>,
}

impl<'a> PartitionRows<'a> {
    pub(super) fn new(tables: &'a [PinnedTable]) -> PartitionRows<'a> {
        PartitionRows { tables: tables.iter().map(|pinned| (pinned, pinned.table.builder())).collect() }
    }

    pub(super) fn add_article(&mut self, view: &ArticleView) {
        for (pinned, builder) in &mut self.tables {
            if let Rows::Article(fill) = pinned.table.rows {
                fill(view, builder);
            }
        }
    }

    /// Number of rows so far, table by table.
    pub(super) fn lengths(&self) -> Vec<usize> {
        self.tables.iter().map(|(_, builder)| builder.len()).collect()
    }

    /// How many rows a unit of a shard has in each table: those added since there were as many as `before`, and those of its problems,
    /// which are added behind all articles.
    pub(super) fn since(&self, before: &[usize], problems: usize) -> Vec<u32> {
        let count = |((pinned, builder), before): (&(&PinnedTable, TableBuilder), &usize)| {
            let of_problems = if pinned.table.name == "problems" { problems } else { 0 };
            (builder.len() - before + of_problems) as u32
        };
        self.tables.iter().zip(before).map(count).collect()
    }

    pub(super) fn add_problems(&mut self, problems: &[LocatedProblem]) {
        if let Some(builder) = self.builder_of("problems") {
            fill_problems(problems, builder);
        }
    }

    pub(super) fn add_duplicates(&mut self, duplicates: &[(Duplicate, [String; 2])]) {
        if let Some(builder) = self.builder_of("duplicates") {
            fill_duplicates(duplicates, builder);
        }
    }

    pub(super) fn encode(self, encoder: &PartitionEncoder) -> Result<EncodedPartition> {
        let batch = |(pinned, builder): (&PinnedTable, TableBuilder)| {
            let batch = builder.finish();
            if pinned.conversion.is_empty() {
                return Ok(batch);
            }
            // Whoever pins an older version knows that it holds less.
            let converted = pinned.conversion.convert(&batch, &mut Losses::default());
            converted.map_err(|misfit| Error::Table {
                table: pinned.table.name,
                cause: format!("{}: {}", misfit.column, misfit.message),
            })
        };
        encoder.encode(self.tables.into_iter().map(batch))
    }

    fn builder_of(&mut self, name: &str) -> Option<&mut TableBuilder> {
        self.tables.iter_mut().find(|(pinned, _)| pinned.table.name == name).map(|(_, builder)| builder)
    }
}
