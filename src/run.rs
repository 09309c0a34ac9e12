//! A planned run: articles through the stages into tables, partition by partition.
//!
//! One thread reads; partitions are annotated and encoded in parallel; the tables are written in input order. Where a partition ends
//! depends on the articles' ids and lengths alone, so that neither threads nor the order of files on disk show in the output.

mod copies;
mod merge;
mod partition;
mod rows;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

use self::copies::write_duplicates;
pub use self::merge::merge;
use self::partition::{Collector, Partition};
use self::rows::{PartitionRows, PinnedTable, pinned_tables};
use crate::annotation::{Annotation, LocatedProblem};
use crate::annotator::Annotator;
use crate::dataset::{INDEX_FILE, InputSummary, Manifest, ShardUnit, index_bytes, summarize_inputs};
use crate::duplicates::{Fingerprint, Ledger, fingerprint};
use crate::error::{Error, Result};
use crate::package::complete;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::read::{Output, ReadCounts, read_file};
use crate::shard::Shard;
use crate::tables::ArticleView;
use crate::text::Article;
use crate::write::{DatasetWriter, EncodedPartition, FinishedDataset, PartitionEncoder, TableFiles};

/// How many problems are kept to be shown; all of them are in the table.
const KEPT_PROBLEMS: usize = 20;

/// What a run did.
pub struct Outcome {
    dataset: Option<FinishedDataset>,
    pub input: InputSummary,
    /// What the readers met.
    pub read: ReadCounts,
    pub tally: Tally,
    pub duplicates: u64,
    pub tables: Vec<TableFiles>,
}

/// What a run counts as it goes.
#[derive(Debug, Default)]
pub struct Tally {
    pub articles: u64,
    /// Of the duplicates, those that repeat an article word for word.
    pub exact_copies: u64,
    /// Bytes of the articles' texts.
    pub text_bytes: u64,
    /// Number of problems by code.
    pub problems: BTreeMap<&'static str, u64>,
    /// The first problems, in input order.
    pub first_problems: Vec<LocatedProblem>,
}

impl Outcome {
    /// The dataset, to be put in its place or looked at; it is removed when it is dropped.
    pub fn take_dataset(&mut self) -> Option<FinishedDataset> {
        self.dataset.take()
    }
}

/// Runs a plan on `threads` threads (0: as many as there are cores) and leaves the dataset beside `output`, complete with its manifest.
///
/// # Errors
/// Where the dataset cannot be written. What is wrong with the input is a row of `problems`.
pub fn run(plan: &Plan, output: &Path, threads: usize, progress: &Progress) -> Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|cause| Error::refused(format!("cannot start threads: {cause}"), "try `--threads 1`"))?;
    let input = pool.install(|| summarize_inputs(&plan.files));
    progress.begin(input.bytes);
    let mut run = Run::begin(plan, output, Manifest::of_plan(plan, input.clone()))?;
    let state = &mut run;
    let read = std::thread::scope(|scope| {
        let (sender, partitions) = sync_channel(1);
        let reader = scope.spawn(|| read_partitions(plan, sender));
        pool.install(move || state.annotate_all(partitions, progress))?;
        Ok(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let outcome = run.finish(plan, input, read)?;
    progress.finish();
    Ok(outcome)
}

/// Reads all files and sends their articles on, a partition at a time. Ends early when nobody receives any more.
fn read_partitions(plan: &Plan, sender: std::sync::mpsc::SyncSender<Partition>) -> ReadCounts {
    let mut collector = Collector::new(sender);
    let mut sink = |item| collector.take(item);
    let mut output = Output::new(&mut sink);
    let is_wanted = plan.files.iter().all(|file| read_file(file, &plan.read, &mut output));
    let counts = output.into_counts();
    if is_wanted {
        collector.finish();
    }
    counts
}

/// What a run carries from partition to partition.
struct Run {
    tables: Vec<PinnedTable>,
    /// Still without tables.
    manifest: Manifest,
    annotator: Annotator,
    writer: DatasetWriter,
    encoder: PartitionEncoder,
    /// For the comparison of all articles with all; `None` where nobody asks for their duplicates.
    ledger: Option<Ledger>,
    shard: Option<Shard>,
    /// Partitions written so far.
    partitions: u32,
    /// Of a shard: what its index will tell.
    units: Vec<ShardUnit>,
    tally: Tally,
}

/// What comes of one partition.
struct Done {
    encoded: Result<EncodedPartition>,
    /// With the articles' ids.
    fingerprints: Vec<(String, Fingerprint)>,
    problems: Vec<LocatedProblem>,
    /// Of a shard alone; they do not know the number of their partition yet.
    units: Vec<ShardUnit>,
    articles: u64,
    text_bytes: u64,
}

impl Run {
    fn begin(plan: &Plan, output: &Path, manifest: Manifest) -> Result<Run> {
        let (writer, encoder) = DatasetWriter::begin(output, &plan.schemas, &plan.formats, plan.csv, &manifest.provenance())?;
        let ledger = plan.writes("duplicates").then(|| Ledger::new(writer.folder())).transpose()?;
        Ok(Run {
            tables: pinned_tables(&plan.tables, &plan.schemas)?,
            manifest,
            annotator: Annotator::with_stages(plan.stages.iter().copied(), &plan.parameters),
            writer,
            encoder,
            ledger,
            shard: plan.part.as_ref().map(|part| part.shard),
            partitions: 0,
            units: Vec::new(),
            tally: Tally::default(),
        })
    }

    /// Annotates as many partitions at a time as there are threads, and writes them in order.
    fn annotate_all(&mut self, partitions: Receiver<Partition>, progress: &Progress) -> Result<()> {
        loop {
            let some: Vec<Partition> = partitions.iter().take(rayon::current_num_threads()).collect();
            if some.is_empty() {
                return Ok(());
            }
            let done: Vec<Done> = some.into_par_iter().map(|partition| self.annotate(partition)).collect();
            for done in done {
                progress.advance(done.articles, done.text_bytes);
                self.take(done)?;
            }
        }
    }

    fn annotate(&self, partition: Partition) -> Done {
        let part = partition.cut_to(self.shard);
        let mut rows = PartitionRows::new(&self.tables);
        let (mut units, mut fingerprints, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for (position, problem) in part.problems {
            problems.push(problem);
            if self.shard.is_some() {
                units.push(ShardUnit { partition: 0, position, article: None, rows: rows.since(&rows.lengths(), 1) });
            }
        }
        for (position, article) in &part.articles {
            let document = self.annotator.document(article);
            let annotation = self.annotator.annotate(&document);
            let before = self.shard.map(|_| rows.lengths());
            rows.add_article(&ArticleView::new(&document, &annotation));
            if self.ledger.is_some() {
                fingerprints.push((article.id.clone(), fingerprint(&document, &annotation)));
            }
            if let Some(before) = before {
                let rows = rows.since(&before, annotation.problems.len());
                let article = fingerprints.last().cloned();
                units.push(ShardUnit { partition: 0, position: *position, article, rows });
            }
            problems.extend(located(article, annotation));
        }
        rows.add_problems(&problems);
        Done {
            encoded: rows.encode(&self.encoder),
            fingerprints,
            problems,
            units,
            articles: part.articles.len() as u64,
            text_bytes: part.articles.iter().map(|(_, article)| article.text.len() as u64).sum(),
        }
    }

    fn take(&mut self, done: Done) -> Result<()> {
        self.writer.append(done.encoded?)?;
        if let Some(ledger) = &mut self.ledger {
            done.fingerprints.iter().try_for_each(|(id, fingerprint)| ledger.add(id, fingerprint))?;
        }
        let partition = self.partitions;
        self.units.extend(done.units.into_iter().map(|unit| ShardUnit { partition, ..unit }));
        self.partitions += 1;
        self.tally.articles += done.articles;
        self.tally.text_bytes += done.text_bytes;
        for problem in done.problems {
            *self.tally.problems.entry(problem.problem.code).or_default() += 1;
            if self.tally.first_problems.len() < KEPT_PROBLEMS {
                self.tally.first_problems.push(problem);
            }
        }
        Ok(())
    }

    /// Writes what needs all articles, and the manifest.
    fn finish(mut self, plan: &Plan, input: InputSummary, read: ReadCounts) -> Result<Outcome> {
        let ledger = self.ledger.as_mut();
        let copies = ledger.map(|ledger| write_duplicates(ledger, &self.tables, &mut self.writer, &self.encoder)).transpose()?;
        let copies = copies.unwrap_or_default();
        self.tally.exact_copies = copies.exact;
        let (dataset, tables) = self.writer.finish()?;
        let mut manifest = self.manifest.with_tables(&tables);
        if self.shard.is_some() {
            let names: Vec<&str> = plan.tables.iter().map(|table| table.name).collect();
            let index = [(INDEX_FILE.to_string(), index_bytes(&self.units, &names)?)];
            index.iter().try_for_each(|(path, bytes)| dataset.add(path, bytes))?;
            manifest = manifest.with_package(&index);
        }
        complete(&dataset, manifest, plan.package)?;
        Ok(Outcome { dataset: Some(dataset), input, read, tally: self.tally, duplicates: copies.all, tables })
    }
}

fn located(article: &Article, annotation: Annotation) -> impl Iterator<Item = LocatedProblem> {
    annotation.problems.into_iter().map(|problem| LocatedProblem {
        source: article.source.clone(),
        article_id: Some(article.id.clone()),
        problem,
    })
}
