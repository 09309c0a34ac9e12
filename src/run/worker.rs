//! The work on one partition: what the cache has of it is taken from there, the rest is made by the stages that it needs.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Caching;
use super::aside::{Aside, ProblemTally};
use super::keys::{PlanKeys, TableKey, of_records};
use super::partition::{PartOfPartition, Partition};
use super::records::records_key;
use super::rows::{PartitionRows, PinnedTable, TablePart, pinned_tables};
use crate::annotation::{Annotation, LocatedProblem};
use crate::annotator::Annotator;
use crate::cache::Key;
use crate::dataset::ShardUnit;
use crate::duplicates::fingerprint;
use crate::error::Result;
use crate::plan::Plan;
use crate::shard::Shard;
use crate::tables::ArticleView;
use crate::text::Article;
use crate::write::{EncodedPartition, PartitionEncoder};

/// What all threads of a run share.
pub(super) struct Worker<'a> {
    pub(super) tables: Vec<PinnedTable>,
    annotator: Annotator,
    pub(super) encoder: PartitionEncoder,
    shard: Option<Shard>,
    /// Whether articles are compared with each other.
    compares: bool,
    cache: Option<(&'a Caching, PlanKeys)>,
}

/// What comes of one partition.
pub(super) struct Done {
    pub(super) encoded: EncodedPartition,
    pub(super) aside: Aside,
    /// Of a shard alone; they do not know the number of their partition yet.
    pub(super) units: Vec<ShardUnit>,
    pub(super) articles: u64,
    pub(super) text_bytes: u64,
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
    pub(super) fn new(plan: &Plan, encoder: PartitionEncoder, caching: Option<&'a Caching>) -> Result<Worker<'a>> {
        Ok(Worker {
            tables: pinned_tables(&plan.tables, &plan.schemas)?,
            annotator: Annotator::with_stages(plan.stages.iter().copied(), &plan.parameters),
            cache: caching.map(|caching| (caching, PlanKeys::of(plan))),
            encoder: if caching.is_some() { encoder.for_cache() } else { encoder },
            shard: plan.part.as_ref().map(|part| part.shard),
            compares: plan.writes("duplicates"),
        })
    }

    pub(super) fn work(&self, partition: Partition) -> Result<Done> {
        let part = partition.cut_to(self.shard);
        let records = self.cache.as_ref().map(|_| records_key(&part));
        let mut found = records.map_or_else(|| self.nothing(), |records| self.found(records));
        let missing = found.missing();
        let taken = match missing.tables.iter().filter(|is_missing| **is_missing).count() {
            0 if !missing.aside => Taken::All,
            count if count == self.tables.len() && missing.aside => Taken::Nothing,
            _ => Taken::Some,
        };
        if taken != Taken::All {
            self.make(&part, &missing, &mut found)?;
            records.iter().for_each(|records| self.keep(*records, &missing, &found));
        }
        Ok(self.done(part, found, taken))
    }

    fn nothing(&self) -> Found {
        Found { tables: self.tables.iter().map(|_| None).collect(), aside: None }
    }

    /// What the cache has of the partition with these records.
    fn found(&self, records: Key) -> Found {
        let Some((caching, keys)) = &self.cache else { return self.nothing() };
        let table = |(index, table): (usize, &TableKey)| {
            let bytes = (!caching.forces(table.name)).then(|| caching.cache.get(table.of_records(records))).flatten();
            bytes.and_then(|bytes| TablePart::from_bytes(&bytes, &self.encoder, index))
        };
        let aside = (!caching.forces_all()).then(|| caching.cache.get(of_records(keys.aside, records))).flatten();
        Found {
            tables: keys.tables.par_iter().enumerate().map(table).collect(),
            aside: aside.and_then(|bytes| Aside::from_bytes(&bytes)),
        }
    }

    /// Puts what was made into the cache.
    fn keep(&self, records: Key, missing: &Missing, found: &Found) {
        let Some((caching, keys)) = &self.cache else { return };
        for ((key, part), _) in keys.tables.iter().zip(&found.tables).zip(&missing.tables).filter(|(_, is_missing)| **is_missing) {
            part.iter().for_each(|part| caching.cache.put(key.of_records(records), &part.to_bytes()));
        }
        if let Some(aside) = found.aside.as_ref().filter(|_| missing.aside) {
            caching.cache.put(of_records(keys.aside, records), &aside.to_bytes());
        }
    }

    /// Makes what is missing, with the stages that it needs and no others.
    fn make(&self, part: &PartOfPartition, missing: &Missing, found: &mut Found) -> Result<()> {
        let needed = self.stages_for(missing);
        let mut rows = PartitionRows::new(&self.tables, &missing.tables);
        let (mut fingerprints, mut problems) = (Vec::new(), Vec::new());
        for (_, problem) in &part.problems {
            problems.push(problem.clone());
            rows.end_unit(1);
        }
        for (_, article) in &part.articles {
            let document = self.annotator.document(article);
            let annotation = self.annotator.annotate_with(&document, |stage| needed.contains(stage));
            rows.add_article(&ArticleView::new(&document, &annotation));
            if self.compares && missing.aside {
                fingerprints.push((article.id.clone(), fingerprint(&document, &annotation)));
            }
            rows.end_unit(annotation.problems.len());
            problems.extend(located(article, annotation));
        }
        rows.add_problems(&problems);
        if missing.aside {
            found.aside = Some(Aside { fingerprints, problems: ProblemTally::of(&problems) });
        }
        for (index, part) in rows.encode(&self.encoder)? {
            found.tables[index] = Some(part);
        }
        Ok(())
    }

    fn stages_for(&self, missing: &Missing) -> BTreeSet<&'static str> {
        let Some((_, keys)) = &self.cache else { return self.annotator.stages().collect() };
        let tables = keys.tables.iter().zip(&missing.tables).filter(|(_, is_missing)| **is_missing);
        let mut stages: BTreeSet<&str> = tables.flat_map(|(table, _)| &table.stages).copied().collect();
        if missing.aside {
            stages.extend(&keys.aside_stages);
        }
        stages
    }

    fn done(&self, part: PartOfPartition, found: Found, taken: Taken) -> Done {
        let tables: Vec<TablePart> = found.tables.into_iter().map(Option::unwrap_or_default).collect();
        let aside = found.aside.unwrap_or_default();
        let units = if self.shard.is_some() { units_of(&part, &tables, &aside) } else { Vec::new() };
        Done {
            encoded: EncodedPartition { tables: tables.into_iter().map(|part| part.encoded).collect() },
            aside,
            units,
            articles: part.articles.len() as u64,
            text_bytes: part.articles.iter().map(|(_, article)| article.text.len() as u64).sum(),
            taken,
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
