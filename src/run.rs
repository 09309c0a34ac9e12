//! A planned run: articles through the stages into tables, partition by partition.
//!
//! One thread reads; partitions are taken from the cache or annotated and encoded, in parallel; the tables are written in input order. Where a partition
//! ends depends on the articles' ids and lengths alone, so that neither threads nor the order of files on disk show in the output.

mod aside;
mod assembly;
mod copies;
mod keys;
mod merge;
mod partition;
mod probe;
mod records;
mod reuse;
mod rows;
mod worker;

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

pub use self::aside::{ProblemTally, ShownProblem};
use self::assembly::AssembledPartition;
use self::copies::write_duplicates;
pub use self::merge::merge;
use self::partition::{Collector, Piece};
use self::probe::keep_word_lists;
pub use self::probe::{Probe, changed_lines, probe};
use self::reuse::Reuse;
use self::worker::{Done, Taken, Worker};
use crate::cache::Cache;
use crate::dataset::{INDEX_FILE, InputSummary, Manifest, ShardUnit, index_bytes, summarize_inputs};
use crate::duplicates::Ledger;
use crate::error::{Error, Result};
use crate::package::complete;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::read::{Output, ReadCounts, read_file};
use crate::write::{DatasetWriter, EncodedPartition, EncodedTable, FileStates, FinishedDataset, PartitionEncoder, TableFiles};

/// More threads than any machine has cores would only wait for each other.
const MOST_THREADS: usize = 1024;

/// The cache of a run, and what is made again whatever it holds.
pub struct Caching {
    pub cache: Cache,
    pub forced: Forced,
}

/// What is made again although the cache has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forced {
    /// These tables; none, where nothing is forced.
    Tables(Vec<String>),
    Everything,
}

impl Forced {
    /// Whether this table is made again.
    pub fn holds(&self, table: &str) -> bool {
        match self {
            Forced::Tables(tables) => tables.iter().any(|forced| forced == table),
            Forced::Everything => true,
        }
    }
}

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
    pub problems: ProblemTally,
    pub partitions: u32,
    /// Of them, those that came from the cache whole.
    pub partitions_taken: u32,
    /// And those of which it had a part.
    pub partitions_taken_in_part: u32,
}

impl Outcome {
    /// The dataset, to be put in its place or looked at; it is removed when it is dropped.
    pub fn take_dataset(&mut self) -> Option<FinishedDataset> {
        self.dataset.take()
    }
}

/// Runs a plan on `threads` threads (0: as many as there are cores) and leaves the dataset beside `output`, complete with its manifest. Where there is a
/// cache, what it holds is not made again; the bytes are the same with and without.
///
/// # Errors
/// Where the dataset cannot be written. What is wrong with the input is a row of `problems`.
pub fn run(plan: &Plan, output: &Path, threads: usize, progress: &Progress, caching: Option<&Caching>) -> Result<Outcome> {
    run_on(plan, summarize_inputs(&plan.files), output, threads, progress, caching)
}

/// The same for an input that was counted and hashed already.
///
/// # Errors
/// As [`run`].
pub fn run_on(
    plan: &Plan,
    input: InputSummary,
    output: &Path,
    threads: usize,
    progress: &Progress,
    caching: Option<&Caching>,
) -> Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.min(MOST_THREADS)).build();
    let pool = pool.map_err(|cause| Error::refused(format!("cannot start threads: {cause}"), "try `--threads 1`"))?;
    progress.begin(input.bytes);
    let manifest = Manifest::of_plan(plan, input.clone());
    let (writer, encoder) = DatasetWriter::begin(output, &plan.schemas, &plan.formats, plan.csv, &manifest.provenance())?;
    let reuse = caching.map(|caching| Reuse::of(plan, output, &caching.cache, &caching.forced));
    caching.iter().for_each(|caching| keep_word_lists(plan, &caching.cache));
    let mut run = Run::begin(plan, manifest, writer, encoder, reuse.as_ref())?;
    let state = &mut run;
    let read = std::thread::scope(|scope| {
        let (sender, pieces) = sync_channel(1);
        let reader = scope.spawn(|| read_partitions(plan, reuse.as_ref(), sender));
        pool.install(move || state.work_through(pieces, progress))?;
        Ok(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let outcome = pool.install(|| run.finish(plan, input, read))?;
    progress.finish();
    Ok(outcome)
}

/// Reads all files and sends their articles on, a partition at a time. Ends early when nobody receives any more.
fn read_partitions(plan: &Plan, reuse: Option<&Reuse>, sender: std::sync::mpsc::SyncSender<Piece>) -> ReadCounts {
    let mut collector = Collector::new(sender, reuse);
    let mut output = Output::new(&mut collector);
    let is_wanted = plan.files.iter().all(|file| read_file(file, &plan.read, &mut output));
    let counts = output.into_counts();
    if is_wanted {
        collector.finish();
    }
    counts
}

/// What a run carries from partition to partition.
struct Run<'a> {
    /// Still without tables.
    manifest: Manifest,
    worker: Worker<'a>,
    writer: DatasetWriter,
    /// For the comparison of all articles with all; `None` where nobody asks for their duplicates.
    ledger: Option<Ledger>,
    /// Of a shard: what its index will tell.
    units: Vec<ShardUnit>,
    /// Where there is a cache: how the dataset is put together.
    assembled: Vec<AssembledPartition>,
    /// By table, whether all so far is as in the dataset that stands there.
    repeats: Vec<bool>,
    tally: Tally,
}

impl<'a> Run<'a> {
    fn begin(
        plan: &'a Plan,
        manifest: Manifest,
        writer: DatasetWriter,
        encoder: PartitionEncoder,
        reuse: Option<&'a Reuse<'a>>,
    ) -> Result<Run<'a>> {
        let ledger = plan.writes("duplicates").then(|| Ledger::new(writer.folder())).transpose()?;
        let worker = Worker::new(plan, encoder, reuse)?;
        let tally = Tally::default();
        Ok(Run { manifest, worker, writer, ledger, units: Vec::new(), assembled: Vec::new(), repeats: Vec::new(), tally })
    }

    /// Works on as many partitions at a time as there are threads, while those before them are written in their order.
    fn work_through(&mut self, pieces: Receiver<Piece>, progress: &Progress) -> Result<()> {
        let mut encoded = Vec::new();
        loop {
            let some: Vec<Piece> = pieces.iter().take(rayon::current_num_threads()).collect();
            if some.is_empty() && encoded.is_empty() {
                return Ok(());
            }
            let (writer, worker) = (&mut self.writer, &self.worker);
            let work = || some.into_par_iter().map(|piece| worker.work(piece)).collect();
            let (states, done): (_, Vec<Result<Done>>) = rayon::join(|| writer.append(encoded), work);
            self.note(states?);
            encoded = done.into_iter().map(|done| self.take(done?, progress)).collect::<Result<_>>()?;
        }
    }

    /// Takes what a partition tells beside its rows, and gives the rows.
    fn take(&mut self, done: Done, progress: &Progress) -> Result<EncodedPartition> {
        progress.advance(done.assembled.articles, done.assembled.text_bytes);
        if let Some(ledger) = &mut self.ledger {
            done.aside.fingerprints.iter().try_for_each(|(id, fingerprint)| ledger.add(id, fingerprint))?;
        }
        let tally = &mut self.tally;
        let partition = tally.partitions;
        self.units.extend(done.units.into_iter().map(|unit| ShardUnit { partition, ..unit }));
        tally.partitions += 1;
        match done.taken {
            Taken::All => tally.partitions_taken += 1,
            Taken::Some => tally.partitions_taken_in_part += 1,
            Taken::Nothing => {}
        }
        tally.articles += done.assembled.articles;
        tally.text_bytes += done.assembled.text_bytes;
        tally.problems.add(done.aside.problems);
        let Some(reuse) = self.worker.reuse else { return Ok(done.encoded) };
        let encoded = self.with_known(reuse, partition as usize, &done.assembled, done.encoded);
        self.assembled.push(done.assembled);
        Ok(encoded)
    }

    /// The same with what is known of the files' hashes, as long as they are those of the standing dataset.
    fn with_known(
        &mut self,
        reuse: &Reuse,
        number: usize,
        assembled: &AssembledPartition,
        encoded: EncodedPartition,
    ) -> EncodedPartition {
        self.repeats.resize(encoded.tables.len(), number == 0);
        let mut table = |(index, table): (usize, EncodedTable)| {
            let states = self.repeats[index].then(|| reuse.states(index, number, assembled.parts[index].hash)).flatten();
            self.repeats[index] = states.is_some();
            table.with_known(states.unwrap_or_default())
        };
        EncodedPartition { tables: encoded.tables.into_iter().enumerate().map(&mut table).collect() }
    }

    /// Notes for each table how far the hashes of its files came with the last partitions.
    fn note(&mut self, states: Vec<Vec<FileStates>>) {
        for (table, states) in states.into_iter().enumerate() {
            let last = self.assembled.len().saturating_sub(states.len());
            for (partition, states) in self.assembled[last..].iter_mut().zip(states) {
                partition.parts[table].states = states;
            }
        }
    }

    /// Writes what needs all articles, and the manifest.
    fn finish(mut self, plan: &Plan, input: InputSummary, read: ReadCounts) -> Result<Outcome> {
        let Worker { tables, encoder, .. } = &self.worker;
        let ledger = self.ledger.as_mut();
        let copies = ledger.map(|ledger| write_duplicates(ledger, tables, &mut self.writer, encoder)).transpose()?;
        let copies = copies.unwrap_or_default();
        self.tally.exact_copies = copies.exact;
        let (dataset, tables) = self.writer.finish()?;
        let mut manifest = self.manifest.with_tables(&tables);
        if plan.part.is_some() {
            let names: Vec<&str> = plan.tables.iter().map(|table| table.name).collect();
            let index = [(INDEX_FILE.to_string(), index_bytes(&self.units, &names)?)];
            index.iter().try_for_each(|(path, bytes)| dataset.add(path, bytes))?;
            manifest = manifest.with_package(&index);
        }
        complete(&dataset, manifest, plan.package)?;
        if let Some(reuse) = self.worker.reuse.filter(|_| plan.part.is_none()) {
            reuse.keep_assembly(plan, dataset.path(), self.assembled);
        }
        Ok(Outcome { dataset: Some(dataset), input, read, tally: self.tally, duplicates: copies.all, tables })
    }
}
