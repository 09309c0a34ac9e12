//! Speed of each stage and of the whole way, on one core, in MB of article text a second.
//!
//! The corpus is the sample repeated to 20 MB, each copy with other digits and its paragraphs in another order, so that no two
//! articles are alike. As in a run each stage goes over some articles before the next one does, and their layers, rows and CSV are dropped before those of
//! the next articles are made; the seconds of a stage are added up over all of them. The whole way writes all tables as Parquet and CSV. Each figure is the best of
//! three passes; the peak of memory is that of the whole process.

mod corpus;

use std::path::Path;
use std::time::Instant;

use columnist::annotation::{Annotation, Layer};
use columnist::annotator::{ARTICLES_AT_ONCE, Annotator};
use columnist::duplicates::fingerprint;
use columnist::plan::{Plan, Selection};
use columnist::progress::Progress;
use columnist::stages::{STAGES, Stage, StageParameters};
use columnist::tables::{ArticleView, Rows, TABLES, TableDefinition, TableSummary};
use columnist::text::{Article, Document};
use columnist::write::csv_bytes;
use corpus::corpus;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CORPUS_BYTES: usize = 20_000_000;
const PASSES: usize = 3;

fn main() {
    columnist::allocator::prepare_for_a_run();
    let articles = corpus(CORPUS_BYTES);
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    println!("{} articles, {megabytes:.1} MB, one core\n", articles.len());
    let bench = Bench::new();
    let passes: Vec<Seconds> = (0..PASSES).map(|_| bench.pass(&articles)).collect();
    let show = |what: &str, seconds: f64| println!("{what:<24} {:>8.1} MB/s", megabytes / seconds);
    for (index, (what, _)) in passes[0].iter().enumerate() {
        show(what, passes.iter().map(|pass| pass[index].1).fold(f64::INFINITY, f64::min));
    }

    let folder = tempfile::tempdir().expect("a temporary folder is made");
    let pipeline = write_project(folder.path(), &articles);
    drop(articles);
    let plan = Plan::new(&pipeline, &Selection::default()).expect("the pipeline is sound");
    let whole = || {
        let mut outcome = columnist::run::run(&plan, &plan.output, 1, &Progress::new(false), None).expect("the run succeeds");
        outcome.take_dataset().map_or(0, |dataset| usize::from(dataset.path().exists()))
    };
    show("the whole way, written", best(whole));
    println!("\npeak memory of this process, which holds the corpus: {}", peak_memory());
    println!("(memory of a run: `/usr/bin/time -v columnist run`)");
}

/// What is timed, in the order of the run, with its seconds.
type Seconds = Vec<(&'static str, f64)>;

/// All that a run does to articles.
struct Bench {
    annotator: Annotator,
    stages: Vec<(&'static str, Box<dyn Stage>)>,
}

impl Bench {
    fn new() -> Bench {
        let parameters = StageParameters::default();
        let stages = STAGES.iter().map(|stage| (stage.name, (stage.build)(&parameters))).collect();
        Bench { annotator: Annotator::new(&parameters), stages }
    }

    /// Goes over all articles once.
    fn pass(&self, articles: &[Article]) -> Seconds {
        let mut seconds: Seconds = Vec::new();
        for some in articles.chunks(ARTICLES_AT_ONCE) {
            let mut place = 0;
            self.go_over(some, &mut |what, more| {
                match seconds.get_mut(place) {
                    Some((_, before)) => *before += more,
                    None => seconds.push((what, more)),
                }
                place += 1;
            });
        }
        seconds
    }

    /// Goes over some articles, and tells the seconds of each step.
    fn go_over(&self, articles: &[Article], tell: &mut impl FnMut(&'static str, f64)) {
        let documents: Vec<Document> =
            timed("tokens", tell, || articles.iter().map(|article| self.annotator.document(article)).collect());
        let mut done: Vec<Annotation> = documents.iter().map(|_| Annotation::default()).collect();
        for (name, stage) in &self.stages {
            let layers: Vec<Layer> = timed(name, tell, || {
                documents.iter().zip(&done).map(|(document, before)| stage.annotate(document, before)).collect()
            });
            done.iter_mut().zip(layers).for_each(|(annotation, layer)| annotation.add(layer));
        }
        let views = || documents.iter().zip(&done).map(|(document, annotation)| ArticleView::new(document, annotation));
        let rows_of = |table: &TableDefinition| {
            let mut builder = table.builder();
            if let Rows::Article(fill) = table.rows {
                views().for_each(|view| fill(&view, &mut builder));
            }
            builder.finish()
        };
        let batches: Vec<_> = timed("rows of all tables", tell, || TABLES.iter().map(rows_of).collect());
        timed("rows as CSV", tell, || batches.iter().map(|batch| csv_bytes(batch, true)).collect::<Vec<_>>());
        timed("summaries of columns", tell, || batches.iter().map(TableSummary::of).collect::<Vec<_>>());
        timed("fingerprints", tell, || {
            documents.iter().zip(&done).map(|(document, done)| fingerprint(document, done)).collect::<Vec<_>>()
        });
    }
}

/// What a step makes, with its seconds told.
fn timed<T>(what: &'static str, tell: &mut impl FnMut(&'static str, f64), step: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let made = std::hint::black_box(step());
    tell(what, started.elapsed().as_secs_f64());
    made
}

/// Seconds of the fastest of some passes. What a pass returns is used, so that none of it can be left out.
fn best(mut pass: impl FnMut() -> usize) -> f64 {
    let mut seconds = f64::INFINITY;
    for _ in 0..PASSES {
        let started = Instant::now();
        std::hint::black_box(pass());
        seconds = seconds.min(started.elapsed().as_secs_f64());
    }
    seconds
}

fn write_project(folder: &Path, articles: &[Article]) -> std::path::PathBuf {
    let lines: Vec<String> =
        articles.iter().map(|article| serde_json::json!({"id": article.id, "text": article.text}).to_string()).collect();
    std::fs::write(folder.join("corpus.jsonl"), lines.join("\n")).expect("the corpus is written");
    let pipeline = folder.join("pipeline.toml");
    let text = "[pipeline]\nname = \"bench\"\nversion = \"1\"\n[input]\npaths = [\"corpus.jsonl\"]\n[output]\ndir = \"out\"\n";
    std::fs::write(&pipeline, text).expect("the pipeline is written");
    pipeline
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_once(':')).map_or("not known on this system".to_string(), |(_, peak)| peak.trim().to_string())
}
