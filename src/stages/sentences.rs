#![doc = include_str!("sentences.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer, Sentence};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "sentences",
    version: 1,
    reads: &["blocks"],
    documentation: include_str!("sentences.md"),
    build: |parameters| Box::new(Sentences { _parameters: parameters.sentences.clone() }),
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
    _parameters: Parameters,
}

impl Stage for Sentences {
    fn annotate(&self, _document: &Document, done: &Annotation) -> Layer {
        let blocks = done.blocks.iter().enumerate().filter(|(_, block)| block.kind.has_sentences());
        let whole = |(index, block): (usize, &crate::annotation::Block)| Sentence {
            span: block.span,
            tokens: block.tokens,
            block: index as u32,
            rule: "block",
        };
        Layer::Sentences(blocks.map(whole).collect())
    }
}
