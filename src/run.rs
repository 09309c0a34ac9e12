//! A planned run: articles through the stages into tables, partition by partition.
//!
//! One thread reads; partitions are annotated and encoded in parallel; the tables are written in input order. Where a partition ends
//! depends on the articles' ids and lengths alone, so that neither threads nor the order of files on disk show in the output.

mod partition;

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

use self::partition::{Collector, Partition};
use crate::annotation::{Annotation, LocatedProblem};
use crate::annotator::Annotator;
use crate::dataset::{InputSummary, Manifest, summarize_inputs};
use crate::duplicates::{Fingerprint, find_duplicates, fingerprint};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::read::read_file;
use crate::tables::{ArticleView, Rows, TableBuilder, TableDefinition, duplicates_batch, problems_batch};
use crate::text::Article;
use crate::write::{DatasetWriter, EncodedPartition, FinishedDataset, PartitionEncoder, TableFiles};

/// What a run did.
pub struct Outcome {
    dataset: Option<FinishedDataset>,
    pub input: InputSummary,
    pub articles: u64,
    /// Bytes of their texts.
    pub text_bytes: u64,
    pub duplicates: u64,
    pub problems: Vec<LocatedProblem>,
    pub tables: Vec<TableFiles>,
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
    let mut run = Run::begin(plan, output)?;
    let state = &mut run;
    std::thread::scope(|scope| {
        let (sender, partitions) = sync_channel(1);
        scope.spawn(|| read_partitions(plan, sender));
        pool.install(move || state.annotate_all(partitions, progress))
    })?;
    let outcome = run.finish(plan, input)?;
    progress.finish();
    Ok(outcome)
}

/// Reads all files and sends their articles on, a partition at a time. Ends early when nobody receives any more.
fn read_partitions(plan: &Plan, sender: std::sync::mpsc::SyncSender<Partition>) {
    let mut collector = Collector::new(sender);
    for file in &plan.files {
        if read_file(file, &plan.read, &mut |item| collector.take(item)).is_break() {
            return;
        }
    }
    collector.finish();
}

/// What a run carries from partition to partition.
struct Run {
    annotator: Annotator,
    writer: DatasetWriter,
    encoder: PartitionEncoder,
    compares_articles: bool,
    ids: Vec<String>,
    fingerprints: Vec<Fingerprint>,
    problems: Vec<LocatedProblem>,
    articles: u64,
    text_bytes: u64,
}

/// What comes of one partition.
struct Done {
    encoded: Result<EncodedPartition>,
    ids: Vec<String>,
    fingerprints: Vec<Fingerprint>,
    problems: Vec<LocatedProblem>,
    articles: u64,
    bytes: u64,
}

impl Run {
    fn begin(plan: &Plan, output: &Path) -> Result<Run> {
        let (writer, encoder) = DatasetWriter::begin(output, &plan.tables, &plan.formats)?;
        Ok(Run {
            annotator: Annotator::with_stages(plan.stages.iter().copied(), &plan.parameters),
            writer,
            encoder,
            compares_articles: plan.writes("duplicates"),
            ids: Vec::new(),
            fingerprints: Vec::new(),
            problems: Vec::new(),
            articles: 0,
            text_bytes: 0,
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
                progress.advance(done.articles, done.bytes);
                self.articles += done.articles;
                self.text_bytes += done.bytes;
                self.writer.append(done.encoded?)?;
                self.ids.extend(done.ids);
                self.fingerprints.extend(done.fingerprints);
                self.problems.extend(done.problems);
            }
        }
    }

    fn annotate(&self, partition: Partition) -> Done {
        let mut tables = PartitionTables::new(&self.encoder);
        let (mut fingerprints, mut problems) = (Vec::new(), partition.problems);
        for article in &partition.articles {
            let document = self.annotator.document(article);
            let annotation = self.annotator.annotate(&document);
            tables.add(&ArticleView::new(&document, &annotation));
            if self.compares_articles {
                fingerprints.push(fingerprint(&document, &annotation));
            }
            problems.extend(located(article, annotation));
        }
        let ids =
            if self.compares_articles { partition.articles.iter().map(|article| article.id.clone()).collect() } else { Vec::new() };
        Done {
            encoded: tables.encode(&self.encoder),
            ids,
            fingerprints,
            problems,
            articles: partition.articles.len() as u64,
            bytes: partition.articles.iter().map(|article| article.text.len() as u64).sum(),
        }
    }

    /// Writes the tables that need all articles, and the manifest.
    fn finish(mut self, plan: &Plan, input: InputSummary) -> Result<Outcome> {
        let duplicates = find_duplicates(&self.fingerprints);
        let (ids, problems) = (&self.ids, &self.problems);
        let corpus_batch = |table: &'static TableDefinition| match table.name {
            "duplicates" => duplicates_batch(&duplicates, ids),
            "problems" => problems_batch(problems),
            _ => table.builder().finish(),
        };
        let batches: Vec<_> = self.encoder.tables().map(corpus_batch).collect();
        self.writer.append(self.encoder.encode(&batches)?)?;
        let (dataset, tables) = self.writer.finish()?;
        let manifest = Manifest::of_plan(plan, input.clone()).with_tables(&tables);
        dataset.add("manifest.json", &manifest.to_json())?;
        let duplicates = duplicates.len() as u64;
        Ok(Outcome {
            dataset: Some(dataset),
            input,
            articles: self.articles,
            text_bytes: self.text_bytes,
            duplicates,
            problems: self.problems,
            tables,
        })
    }
}

/// The rows of one partition, table by table.
struct PartitionTables {
    builders: Vec<(&'static TableDefinition, TableBuilder)>,
}

impl PartitionTables {
    fn new(encoder: &PartitionEncoder) -> PartitionTables {
        PartitionTables { builders: encoder.tables().map(|table| (table, table.builder())).collect() }
    }

    fn add(&mut self, view: &ArticleView) {
        for (table, builder) in &mut self.builders {
            if let Rows::Article(fill) = table.rows {
                fill(view, builder);
            }
        }
    }

    fn encode(self, encoder: &PartitionEncoder) -> Result<EncodedPartition> {
        let batches: Vec<_> = self.builders.into_iter().map(|(_, builder)| builder.finish()).collect();
        encoder.encode(&batches)
    }
}

fn located(article: &Article, annotation: Annotation) -> impl Iterator<Item = LocatedProblem> {
    annotation.problems.into_iter().map(|problem| LocatedProblem {
        source: article.source.clone(),
        article_id: Some(article.id.clone()),
        problem,
    })
}
