#![doc = include_str!("metadata.md")]

mod address;
mod byline;
mod language;
mod outlet;
mod stamps;

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Block, BlockKind, Layer, Metadata, Problem, Severity};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "metadata",
    version: 5,
    reads: &["blocks"],
    words: &[
        "adverb",
        "auxiliary",
        "calendar",
        "conjunction",
        "determiner",
        "first-names",
        "modal",
        "month",
        "negation",
        "preposition",
        "pronoun",
        "stamp",
        "surname",
        "titles",
        "weekday",
    ],
    documentation: include_str!("metadata.md"),
    build: |parameters| Box::new(FindMetadata { _parameters: parameters.metadata.clone() }),
};

/// `[stages.metadata]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct FindMetadata {
    _parameters: Parameters,
}

impl Stage for FindMetadata {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let (article, blocks) = (document.article, &done.blocks);
        let mut problems = Vec::new();
        let url = article.url.clone().or_else(|| address::in_text(document, blocks));
        let dates = stamps::dates_of(document, blocks, url.as_deref(), &mut problems);
        let metadata = Metadata {
            title: article.title.clone().or_else(|| title_of(document, blocks)),
            byline: article.byline.clone().or_else(|| byline::in_text(document, blocks)),
            outlet: article.outlet.clone().or_else(|| outlet::in_text(document, blocks)),
            url,
            published_on: dates.published_on,
            updated_on: dates.updated_on,
            language: language::language_of(document, blocks, &mut problems),
        };
        Layer::Metadata(metadata, problems)
    }
}

/// The headline's words, in one line, without the mark that Markdown has before them.
fn title_of(document: &Document, blocks: &[Block]) -> Option<String> {
    let headline = blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
    let words = document.slice(headline.span);
    Some(in_one_line(words.strip_prefix("# ").unwrap_or(words)))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn problem(code: &'static str, message: String) -> Problem {
    Problem { stage: "metadata", code, severity: Severity::Warning, span: None, message }
}
