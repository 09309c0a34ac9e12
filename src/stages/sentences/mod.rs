#![doc = include_str!("../sentences.md")]

mod dateline;
mod ellipsis;
mod following;
mod joined_words;
mod list_items;
mod quotes;
mod splitter;
mod stop;
mod terminator;

use serde::{Deserialize, Serialize};

use self::splitter::Splitter;
use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer, Sentence};
use crate::lang::en::english;
use crate::text::{Document, TokenRange};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "sentences",
    version: 8,
    reads: &["blocks"],
    words: &[
        "abbreviations",
        "adverb",
        "auxiliary",
        "conjunction",
        "countries",
        "country-context",
        "country-lookalikes",
        "country-surfaces",
        "credit-label",
        "determiner",
        "exclaimed-name",
        "first-names",
        "institutions",
        "modal",
        "month",
        "number-words",
        "photo-agency",
        "preposition",
        "pronoun",
        "reporting-verbs",
        "role-modifier",
        "roles",
        "sentence-opener",
        "sentence-start",
        "titles",
        "us-places",
        "us-states",
        "verb",
        "verb-or-noun",
        "weekday",
    ],
    documentation: include_str!("../sentences.md"),
    build: |parameters| Box::new(Sentences { parameters: parameters.sentences.clone() }),
};

/// `[stages.sentences]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Whether a quotation of several sentences is split inside its quotation marks.
    pub split_in_quotes: bool,
}

impl Default for Parameters {
    fn default() -> Parameters {
        Parameters { split_in_quotes: true }
    }
}

struct Sentences {
    parameters: Parameters,
}

impl Stage for Sentences {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let mut sentences = Vec::with_capacity(document.tokens.len() / 20 + 1);
        for (index, block) in done.blocks.iter().enumerate().filter(|(_, block)| block.kind.has_sentences()) {
            split_block(document, block.tokens, &self.parameters, |tokens, rule| {
                sentences.push(Sentence { span: document.span_of(tokens), tokens, block: index as u32, rule });
            });
        }
        Layer::Sentences(sentences)
    }
}

/// Splits the tokens of one block into sentences and gives each to `found`, with the rule that ended it.
///
/// The sentences cover every token of the block, in order, and don't overlap.
pub fn split_block(document: &Document, block: TokenRange, parameters: &Parameters, found: impl FnMut(TokenRange, &'static str)) {
    let whole_quotes = if parameters.split_in_quotes { Vec::new() } else { quotes::quoted_ranges(&document.tokens, block) };
    Splitter::new(document, english(), block, whole_quotes).split(found);
}
