//! Sentences at memory speed: the token array, sentence spans over it, and three other crates on the same text, in one run.
//!
//! `cargo bench --bench sentences`. The text is the sample repeated, each copy with other digits and its lines in another order.

use std::path::Path;

use columnist::annotation::Annotation;
use columnist::annotator::Annotator;
use columnist::lang::en::english;
use columnist::read::{Item, ReadOptions, article_from_text};
use columnist::stages::sentences::{Parameters, split_block};
use columnist::stages::{StageParameters, with_requirements};
use columnist::text::{Article, Document};
use divan::Bencher;
use divan::counter::BytesCount;
use unicode_segmentation::UnicodeSegmentation;

const CORPUS_BYTES: usize = 4_000_000;

fn main() {
    divan::main();
}

#[divan::bench]
fn token_array(bencher: Bencher) {
    let articles = corpus();
    bencher
        .counter(bytes_of(&articles))
        .bench(|| articles.iter().map(|article| Document::new(article, &english().lexicon).tokens.len()).sum::<usize>());
}

#[divan::bench]
fn sentences_over_tokens(bencher: Bencher) {
    let articles = corpus();
    let prepared: Vec<(Document, Annotation)> = articles.iter().map(prepare).collect();
    bencher.counter(bytes_of(&articles)).bench(|| prepared.iter().map(|(document, blocks)| count(document, blocks)).sum::<usize>());
}

#[divan::bench]
fn tokens_and_sentences(bencher: Bencher) {
    let articles = corpus();
    let layers: Vec<Annotation> = articles.iter().map(|article| prepare(article).1).collect();
    let both = |(article, blocks): (&Article, &Annotation)| count(&Document::new(article, &english().lexicon), blocks);
    bencher.counter(bytes_of(&articles)).bench(|| articles.iter().zip(&layers).map(both).sum::<usize>());
}

#[divan::bench]
fn crate_sentencex(bencher: Bencher) {
    let articles = corpus();
    let sentences = |article: &Article| sentencex::segment("en", &article.text).len();
    bencher.counter(bytes_of(&articles)).bench(|| articles.iter().map(sentences).sum::<usize>());
}

#[divan::bench]
fn crate_icu_segmenter(bencher: Bencher) {
    let articles = corpus();
    let segmenter = icu_segmenter::SentenceSegmenter::new(Default::default());
    let sentences = |article: &Article| segmenter.segment_str(&article.text).count();
    bencher.counter(bytes_of(&articles)).bench(|| articles.iter().map(sentences).sum::<usize>());
}

#[divan::bench]
fn crate_unicode_segmentation(bencher: Bencher) {
    let articles = corpus();
    let sentences = |article: &Article| article.text.split_sentence_bounds().count();
    bencher.counter(bytes_of(&articles)).bench(|| articles.iter().map(sentences).sum::<usize>());
}

/// Number of sentences in the blocks that have any, and the sum of their lengths so that no span is left out.
fn count(document: &Document, layers: &Annotation) -> usize {
    let (parameters, mut total) = (Parameters::default(), 0);
    for block in layers.blocks.iter().filter(|block| block.kind.has_sentences()) {
        split_block(document, block.tokens, &parameters, |tokens, _| total += document.span_of(tokens).len() as usize);
    }
    total
}

/// Tokens and blocks of an article.
fn prepare(article: &Article) -> (Document<'_>, Annotation) {
    let mut parameters = StageParameters::default();
    parameters.blocks.layout = columnist::stages::blocks::Layout::Plain;
    let annotator = Annotator::with_stages(with_requirements(&["blocks"]), &parameters);
    let document = annotator.document(article);
    let layers = annotator.annotate(&document);
    (document, layers)
}

fn bytes_of(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().map(|article| article.text.len()).sum::<usize>())
}

/// The sample articles over and over, each time varied.
fn corpus() -> Vec<Article> {
    let sample = sample_texts();
    let (mut articles, mut bytes) = (Vec::new(), 0);
    while bytes < CORPUS_BYTES {
        let text = varied(&sample[articles.len() % sample.len()], articles.len());
        bytes += text.len();
        articles.push(Article { id: format!("article-{}", articles.len()), text, ..Article::default() });
    }
    articles
}

fn sample_texts() -> Vec<String> {
    let entries = std::fs::read_dir("articles").expect("the sample is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let text = |path: &Path| match article_from_text(
        &std::fs::read(path).expect("an article"),
        "sample",
        "sample",
        &ReadOptions::default(),
    )
    .pop()
    {
        Some(Item::Article(article)) => article.text,
        _ => panic!("{} is no article", path.display()),
    };
    paths.iter().map(|path| text(path)).collect()
}

/// Other digits, and the lines from another place on.
fn varied(text: &str, seed: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let turn = seed % lines.len().max(1);
    lines.rotate_left(turn);
    let digit = |(index, c): (usize, char)| if c.is_ascii_digit() { char::from(b'1' + ((index * 7 + seed) % 9) as u8) } else { c };
    lines.join("\n").chars().enumerate().map(digit).collect()
}
