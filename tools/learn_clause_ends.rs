//! Learns where reported words end from articles with annotated quotations.
//!
//!     cargo run --release --example learn_clause_ends -- GOLD_train.jsonl > src/lang/en/words/clause-ends.tsv
//!
//! Reads JSON Lines `{"text", "quotes": [{"start", "end"}, …]}` (code points) and writes the weights of a logistic model, no text. Each statement that the
//! stage `quotations` finds at the place where an annotated one begins is read from left to right: at every boundary before its annotated end the words go
//! on, there they end. Weights are whole hundredths of log odds, learnt by gradient steps in the order of the file, so that the same
//! input gives the same bytes.

use std::error::Error;

use columnist::annotator::Annotator;
use columnist::stages::StageParameters;
use columnist::stages::blocks::Layout;
use columnist::stages::quotations::learning::{Candidate, candidates, feature_name, features};
use columnist::text::Article;
use serde_json::Value;

/// Passes over all places.
const PASSES: usize = 25;
/// Size of a step at the start; it shrinks for a feature with what was learnt of it.
const STEP: f64 = 0.1;
/// How strongly weights are held near zero: of several values the one with which ten-fold cross-validation over the articles found most ends.
const RESTRAINT: f64 = 10.0;
/// A feature that fewer places have gets no weight.
const FEWEST_PLACES: u32 = 6;

/// A boundary before or at the annotated end.
struct Example {
    features: Vec<usize>,
    is_end: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).filter(|path| path.contains("train")).ok_or("give a train set: the others measure")?;
    let mut examples = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        add_examples(&serde_json::from_str(line)?, &mut examples);
    }
    let weights = learnt(&examples);
    let row = |(feature, weight): (usize, &f64)| {
        let hundredths = (weight * 100.0).round() as i64;
        (hundredths != 0).then(|| format!("{}\t{hundredths}", feature_name(feature)))
    };
    let mut rows: Vec<String> = weights.iter().enumerate().filter_map(row).collect();
    rows.sort_unstable();
    println!("# Hundredths of log odds that reported words end at a boundary, by what stands there.");
    println!("# Learnt from PolNeAR (train) by tools/learn_clause_ends.rs.");
    println!("family\tfirst\tsecond\tweight");
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

/// The examples of one annotated article.
fn add_examples(gold: &Value, examples: &mut Vec<Example>) {
    let text = gold["text"].as_str().unwrap_or_default();
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let byte = |quote: &Value, end: &str| quote[end].as_u64().and_then(|at| bytes.get(at as usize)).copied().unwrap_or_default();
    let quotes = gold["quotes"].as_array().into_iter().flatten();
    let quotes: Vec<(usize, usize)> = quotes.map(|quote| trimmed(text, byte(quote, "start"), byte(quote, "end"))).collect();
    let mut parameters = StageParameters::default();
    parameters.blocks.layout = Layout::Plain;
    let annotator = Annotator::new(&parameters);
    let article = Article { text: text.to_string(), ..Article::default() };
    let document = annotator.document(&article);
    let done = annotator.annotate(&document);
    for candidate in candidates(&document, &done) {
        let (start, _) = trimmed(text, candidate.start as usize, text.len());
        if let Some(&(_, end)) = quotes.iter().find(|quote| begins_at(text, **quote, start)) {
            add_places(text, start, end, candidate, examples);
        }
    }
}

/// Whether a quotation begins at byte `start`, or there behind its `that`, which is no part of ours.
fn begins_at(text: &str, quote: (usize, usize), start: usize) -> bool {
    let (from, to) = quote;
    from == start || from < start && start < to && text[from..start].trim_end().eq_ignore_ascii_case("that")
}

/// The places of a candidate up to the annotated end.
fn add_places(text: &str, start: usize, gold_end: usize, candidate: Candidate, examples: &mut Vec<Example>) {
    for place in candidate.ends {
        let (_, end) = trimmed(text, start, (place.at as usize).max(start));
        if end > gold_end || place.features.is_empty() {
            break;
        }
        examples.push(Example { features: place.features, is_end: end == gold_end });
        if end == gold_end {
            break;
        }
    }
}

/// A range of bytes without white space, quotation marks and stops at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_mark = |c: char| c.is_whitespace() || "\"“”‘’'`,.;:-–—".contains(c);
    let words = text[start..end].trim_end_matches(is_mark);
    let first = words.len() - words.trim_start_matches(is_mark).len();
    (start + first, start + words.len())
}

/// Weights by number of their feature.
fn learnt(examples: &[Example]) -> Vec<f64> {
    let mut places = vec![0_u32; features()];
    examples.iter().flat_map(|example| &example.features).for_each(|&feature| places[feature] += 1);
    let (mut weights, mut learnt) = (vec![0.0_f64; features()], vec![1.0_f64; features()]);
    for _ in 0..PASSES {
        for example in examples {
            let odds: f64 = example.features.iter().map(|&feature| weights[feature]).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(example.is_end));
            for &feature in example.features.iter().filter(|&&feature| places[feature] >= FEWEST_PLACES) {
                let gradient = error + RESTRAINT * weights[feature] / f64::from(places[feature]);
                learnt[feature] += gradient * gradient;
                weights[feature] -= STEP * gradient / learnt[feature].sqrt();
            }
        }
    }
    weights
}
