//! The work on one partition: what the cache has of it is taken from there, the rest is made by the stages that it needs.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::aside::{Aside, ProblemTally};
use super::assembly::{AssembledPart, AssembledPartition};
use super::partition::{KnownPartition, PartOfPartition, Partition, Piece};
use super::records::records_key;
use super::reuse::Reuse;
use super::rows::{PartitionRows, PinnedTable, TablePart, pinned_tables};
use crate::annotation::{Annotation, LocatedProblem};
use crate::annotator::{ARTICLES_AT_ONCE, Annotator};
use crate::cache::Key;
use crate::dataset::ShardUnit;
use crate::duplicates::fingerprint;
use crate::error::Result;
use crate::plan::Plan;
use crate::read::ReadOptions;
use crate::shard::{Shard, id_hash};
use crate::tables::ArticleView;
use crate::text::{Article, Document};
use crate::write::{EncodedPartition, FileStates, PartitionEncoder};

/// What all threads of a run share.
pub(super) struct Worker<'a> {
    pub(super) tables: Vec<PinnedTable>,
    annotator: Annotator,
    pub(super) encoder: PartitionEncoder,
    shard: Option<Shard>,
    /// Whether articles are compared with each other.
    compares: bool,
    read: &'a ReadOptions,
    pub(super) reuse: Option<&'a Reuse<'a>>,
}

/// What comes of one partition.
pub(super) struct Done {
    pub(super) encoded: EncodedPartition,
    pub(super) aside: Aside,
    /// Of a shard alone; they do not know the number of their partition yet.
    pub(super) units: Vec<ShardUnit>,
    /// The partition as a later run may find it.
    pub(super) assembled: AssembledPartition,
    pub(super) taken: Taken,
}

/// How much of a partition the cache had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Nothing,
    Some,
    All,
}

/// A partition on its way: what is there of each table, and beside them.
struct Found {
    tables: Vec<Option<TablePart>>,
    aside: Option<Aside>,
}

/// What of it must be made.
struct Missing {
    tables: Vec<bool>,
    aside: bool,
}

impl<'a> Worker<'a> {
    pub(super) fn new(plan: &'a Plan, encoder: PartitionEncoder, reuse: Option<&'a Reuse<'a>>) -> Result<Worker<'a>> {
        Ok(Worker {
            tables: pinned_tables(&plan.tables, &plan.schemas)?,
            annotator: Annotator::with_stages(plan.stages.iter().copied(), &plan.parameters),
            encoder: if reuse.is_some() { encoder.for_cache() } else { encoder },
            shard: plan.part.as_ref().map(|part| part.shard),
            compares: plan.writes("duplicates"),
            read: &plan.read,
            reuse,
        })
    }

    pub(super) fn work(&self, piece: Piece) -> Result<Done> {
        match piece {
            Piece::Read(partition) => self.work_on_read(partition),
            Piece::Known(known) => self.work_on_known(*known),
        }
    }

    fn work_on_read(&self, mut partition: Partition) -> Result<Done> {
        let lines = partition.lines.take();
        let part = partition.cut_to(self.shard);
        let records = self.reuse.map_or_else(|| Key::from_bytes([0; 32]), |_| records_key(&part));
        let mut found = self.found(records, None);
        let missing = found.missing();
        if !missing.is_nothing() {
            self.complete(&part, records, &missing, &mut found)?;
        }
        let articles = part.articles.len() as u64;
        let text_bytes = part.articles.iter().map(|(_, article)| article.text.len() as u64).sum();
        let assembled = AssembledPartition { records, articles, text_bytes, lines, parts: Vec::new() };
        Ok(self.done(Some(&part), found, assembled, missing.taken()))
    }

    /// The articles are read from their lines only where something of the partition is missing.
    fn work_on_known(&self, known: KnownPartition) -> Result<Done> {
        let KnownPartition { assembled, place, bytes, aside } = known;
        let mut found = self.found(assembled.records, Some(aside));
        let missing = found.missing();
        if !missing.is_nothing() {
            self.complete(&PartOfPartition::of(place.articles(&bytes, self.read)), assembled.records, &missing, &mut found)?;
        }
        Ok(self.done(None, found, assembled, missing.taken()))
    }

    /// Makes what is missing, and keeps it.
    fn complete(&self, part: &PartOfPartition, records: Key, missing: &Missing, found: &mut Found) -> Result<()> {
        self.make(part, missing, found)?;
        self.keep(records, missing, found);
        Ok(())
    }

    /// What the cache has of the partition with these records, of which some may be found already.
    fn found(&self, records: Key, aside: Option<Aside>) -> Found {
        let Some(reuse) = self.reuse else { return Found { tables: self.tables.iter().map(|_| None).collect(), aside } };
        let tables = (0..self.tables.len()).into_par_iter().map(|index| reuse.table(index, records, &self.encoder)).collect();
        Found { tables, aside: aside.or_else(|| reuse.aside(records)) }
    }

    /// Puts what was made into the cache.
    fn keep(&self, records: Key, missing: &Missing, found: &mut Found) {
        let Some(reuse) = self.reuse else { return };
        for ((index, part), _) in found.tables.iter_mut().enumerate().zip(&missing.tables).filter(|(_, is_missing)| **is_missing) {
            part.iter_mut().for_each(|part| reuse.keep_table(index, records, part));
        }
        if let Some(aside) = found.aside.as_ref().filter(|_| missing.aside) {
            reuse.keep_aside(records, aside);
        }
    }

    /// Makes what is missing, with the stages that it needs and no others.
    fn make(&self, part: &PartOfPartition, missing: &Missing, found: &mut Found) -> Result<()> {
        let mut rows = PartitionRows::new(&self.tables, &missing.tables);
        let aside = self.annotate(part, &self.stages_for(missing), self.compares && missing.aside, &mut rows);
        if missing.aside {
            found.aside = Some(aside);
        }
        for (index, part) in rows.encode(&self.encoder)? {
            found.tables[index] = Some(part);
        }
        Ok(())
    }

    /// Has the stages go over the articles and adds their rows. Fingerprints are taken where they are wanted.
    fn annotate(
        &self,
        part: &PartOfPartition,
        stages: &BTreeSet<&str>,
        fingerprints_wanted: bool,
        rows: &mut PartitionRows,
    ) -> Aside {
        let mut problems: Vec<LocatedProblem> = part.problems.iter().map(|(_, problem)| problem.clone()).collect();
        let mut fingerprints = Vec::new();
        problems.iter().for_each(|_| rows.end_problem());
        for articles in part.articles.chunks(ARTICLES_AT_ONCE) {
            let documents: Vec<Document> = articles.iter().map(|(_, article)| self.annotator.document(article)).collect();
            let annotations = self.annotator.annotate_with(&documents, |stage| stages.contains(stage));
            let annotated = || documents.iter().zip(&annotations);
            rows.add_articles(
                &annotated().map(|(document, annotation)| ArticleView::new(document, annotation)).collect::<Vec<_>>(),
            );
            if fingerprints_wanted {
                let of = |(document, annotation): (&Document, _)| (document.article.id.clone(), fingerprint(document, annotation));
                fingerprints.extend(annotated().map(of));
            }
            problems.extend(articles.iter().zip(annotations).flat_map(|((_, article), annotation)| located(article, annotation)));
        }
        rows.add_problems(&problems);
        let ids = part.articles.iter().map(|(_, article)| id_hash(&article.id)).collect();
        Aside { ids, fingerprints, problems: ProblemTally::of(&problems) }
    }

    fn stages_for(&self, missing: &Missing) -> BTreeSet<&'static str> {
        let Some(Reuse { keys, .. }) = self.reuse else { return self.annotator.stages().collect() };
        let tables = keys.tables.iter().zip(&missing.tables).filter(|(_, is_missing)| **is_missing);
        let mut stages: BTreeSet<&str> = tables.flat_map(|(table, _)| &table.stages).copied().collect();
        if missing.aside {
            stages.extend(&keys.aside_stages);
        }
        stages
    }

    /// `part` is given where the index of a shard needs it.
    fn done(&self, part: Option<&PartOfPartition>, found: Found, assembled: AssembledPartition, taken: Taken) -> Done {
        let tables: Vec<TablePart> = found.tables.into_iter().map(Option::unwrap_or_default).collect();
        let aside = found.aside.unwrap_or_default();
        let part = part.filter(|_| self.shard.is_some());
        let units = part.map(|part| units_of(part, &tables, &aside)).unwrap_or_default();
        let assembled_part =
            |part: &TablePart| AssembledPart { hash: part.hash, csv: part.encoded.csv_length(), states: FileStates::default() };
        let parts = tables.iter().map(assembled_part).collect();
        Done {
            encoded: EncodedPartition { tables: tables.into_iter().map(|part| part.encoded).collect() },
            aside,
            units,
            assembled: AssembledPartition { parts, ..assembled },
            taken,
        }
    }
}

impl Missing {
    fn is_nothing(&self) -> bool {
        !self.aside && !self.tables.contains(&true)
    }

    fn taken(&self) -> Taken {
        let is_all = self.aside && !self.tables.contains(&false);
        if self.is_nothing() {
            Taken::All
        } else if is_all {
            Taken::Nothing
        } else {
            Taken::Some
        }
    }
}

impl Found {
    fn missing(&self) -> Missing {
        Missing { tables: self.tables.iter().map(Option::is_none).collect(), aside: self.aside.is_none() }
    }
}

/// What the index of a shard tells of the units of a partition: problems of readers first, then articles.
fn units_of(part: &PartOfPartition, tables: &[TablePart], aside: &Aside) -> Vec<ShardUnit> {
    let problems = part.problems.iter().map(|(position, _)| (*position, None));
    let fingerprints = (0..).map(|number: usize| aside.fingerprints.get(number).cloned());
    let articles = part.articles.iter().zip(fingerprints).map(|((position, _), article)| (*position, article));
    let rows = |unit: usize| tables.iter().map(|part| part.units.get(unit).copied().unwrap_or_default()).collect();
    let unit = |(unit, (position, article)): (usize, (u32, _))| ShardUnit { partition: 0, position, article, rows: rows(unit) };
    problems.chain(articles).enumerate().map(unit).collect()
}

fn located(article: &Article, annotation: Annotation) -> impl Iterator<Item = LocatedProblem> {
    annotation.problems.into_iter().map(|problem| LocatedProblem {
        source: article.source.clone(),
        article_id: Some(article.id.clone()),
        problem,
    })
}
