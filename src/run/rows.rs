//! The rows of one partition, table by table.

use crate::annotation::LocatedProblem;
use crate::duplicates::Duplicate;
use crate::error::Result;
use crate::tables::{ArticleView, Rows, TableBuilder, TableDefinition, fill_duplicates, fill_problems};
use crate::write::{EncodedPartition, PartitionEncoder};

/// A builder for each table that is written.
pub(super) struct PartitionRows {
    tables: Vec<(&'static TableDefinition, TableBuilder)>,
}

impl PartitionRows {
    pub(super) fn new(tables: &[&'static TableDefinition]) -> PartitionRows {
        PartitionRows { tables: tables.iter().map(|&table| (table, table.builder())).collect() }
    }

    pub(super) fn add_article(&mut self, view: &ArticleView) {
        for (table, builder) in &mut self.tables {
            if let Rows::Article(fill) = table.rows {
                fill(view, builder);
            }
        }
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
        let batches: Vec<_> = self.tables.into_iter().map(|(_, builder)| builder.finish()).collect();
        encoder.encode(&batches)
    }

    fn builder_of(&mut self, name: &str) -> Option<&mut TableBuilder> {
        self.tables.iter_mut().find(|(table, _)| table.name == name).map(|(_, builder)| builder)
    }
}
