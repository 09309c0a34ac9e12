//! Sentences at memory speed: the token array, sentence spans over it, three other crates on the same text, and hostile texts.
//!
//! `cargo bench --bench sentences`. The text is the sample repeated, each copy with other digits and its lines in another order. All rows
//! take turns, so that a busy machine slows them alike, and each shows its fastest turn.

mod corpus;

use std::time::Instant;

use columnist::annotation::Annotation;
use columnist::annotator::Annotator;
use columnist::lang::en::english;
use columnist::stages::sentences::{Parameters, split_block};
use columnist::stages::{StageParameters, with_requirements};
use columnist::text::{Article, Document};
use corpus::corpus;
use unicode_segmentation::UnicodeSegmentation;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CORPUS_BYTES: usize = 1_000_000;
const TURNS: usize = 40;

const HOSTILE_BYTES: usize = 1_000_000;
const HOSTILE_TURNS: usize = 5;
/// What a hostile text may take.
const HOSTILE_SECONDS: f64 = 0.1;

fn main() {
    compare_speeds();
    time_hostile_texts();
}

type Pass<'a> = (&'a str, Box<dyn Fn() -> usize + 'a>);

fn compare_speeds() {
    let articles = corpus(CORPUS_BYTES);
    let annotator = annotator(&["blocks"]);
    let documents: Vec<Document> = articles.iter().map(|article| annotator.document(article)).collect();
    let layers: Vec<Annotation> = documents.iter().map(|document| annotator.annotate(document)).collect();
    let icu = icu_segmenter::SentenceSegmenter::new(Default::default());
    let tokens = |article: &Article| Document::new(article, &english().lexicon).tokens.len();
    let both = |(article, blocks): (&Article, &Annotation)| span_bytes(&Document::new(article, &english().lexicon), blocks);
    let passes: Vec<Pass> = vec![
        ("tokens and sentences", Box::new(|| articles.iter().zip(&layers).map(both).sum())),
        ("token array alone", Box::new(|| articles.iter().map(tokens).sum())),
        (
            "sentences over tokens",
            Box::new(|| documents.iter().zip(&layers).map(|(document, blocks)| span_bytes(document, blocks)).sum()),
        ),
        ("icu_segmenter", Box::new(|| articles.iter().map(|article| icu.segment_str(&article.text).count()).sum())),
        ("sentencex", Box::new(|| articles.iter().map(|article| sentencex::segment("en", &article.text).len()).sum())),
        ("unicode-segmentation", Box::new(|| articles.iter().map(|article| article.text.split_sentence_bounds().count()).sum())),
    ];
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let speeds: Vec<f64> = fastest(&passes, TURNS).into_iter().map(|seconds| megabytes / seconds).collect();
    println!("{} articles, {megabytes:.1} MB, one core\n\n{:<24}{:>8}{:>20}", articles.len(), "", "MB/s", "of the first row");
    for ((name, _), speed) in passes.iter().zip(&speeds) {
        println!("{name:<24}{speed:>8.1}{:>20.2}", speed / speeds[0]);
    }
}

/// Tokens, blocks and sentences of texts that are all of one thing.
fn time_hostile_texts() {
    let units = [
        ("stops", "."),
        ("stops, set off", ". "),
        ("quotation marks", "\""),
        ("curly marks", "“”"),
        ("abbreviations", "U.S. "),
        ("titles", "Mr. "),
        ("brackets", "("),
        ("closing brackets", ".)"),
        ("one word", "pier "),
        ("one word, no spaces", "a"),
        ("capitals, no spaces", "A.b"),
        ("digits", "7"),
        ("blanks", " "),
        ("line breaks", "\n"),
    ];
    let annotator = annotator(&["sentences"]);
    println!("\n{:<24}{:>8}{:>20}", "1 MB of", "ms", "sentences");
    for (name, unit) in units {
        let article = Article { text: unit.repeat(HOSTILE_BYTES / unit.len()), ..Article::default() };
        let count = || annotator.annotate(&annotator.document(&article)).sentences.len();
        let seconds = fastest(&[(name, Box::new(count))], HOSTILE_TURNS)[0];
        let verdict = if seconds < HOSTILE_SECONDS { "" } else { "   too slow" };
        println!("{name:<24}{:>8.1}{:>20}{verdict}", seconds * 1e3, count());
    }
}

/// Seconds of the fastest turn of each pass. What a pass returns is used, so that none of it can be left out.
fn fastest(passes: &[Pass], turns: usize) -> Vec<f64> {
    let mut seconds = vec![f64::INFINITY; passes.len()];
    for _ in 0..turns {
        for ((_, pass), seconds) in passes.iter().zip(&mut seconds) {
            let started = Instant::now();
            std::hint::black_box(pass());
            *seconds = seconds.min(started.elapsed().as_secs_f64());
        }
    }
    seconds
}

/// The lengths of all sentences together, so that no span is left out.
fn span_bytes(document: &Document, layers: &Annotation) -> usize {
    let (parameters, mut total) = (Parameters::default(), 0);
    for block in layers.blocks.iter().filter(|block| block.kind.has_sentences()) {
        split_block(document, block.tokens, &parameters, |tokens, _| total += document.span_of(tokens).len() as usize);
    }
    total
}

/// The stages up to those named, with every line as prose.
fn annotator(stages: &[&str]) -> Annotator {
    let mut parameters = StageParameters::default();
    parameters.blocks.layout = columnist::stages::blocks::Layout::Plain;
    Annotator::with_stages(with_requirements(stages), &parameters)
}
