#![doc = include_str!("blocks.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Block, BlockKind, Layer};
use crate::text::{Document, Gap, TokenRange};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "blocks",
    version: 1,
    reads: &[],
    documentation: include_str!("blocks.md"),
    build: |parameters| Box::new(Blocks { _parameters: parameters.blocks.clone() }),
};

/// `[stages.blocks]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// How the page is laid out.
    pub layout: Layout,
}

/// What a line of the input is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Text copied from a web page, with captions, credits, links and sign-up boxes between the paragraphs.
    #[default]
    Web,
    /// Every line that is not blank is a paragraph of the article's own prose.
    Plain,
}

struct Blocks {
    _parameters: Parameters,
}

impl Stage for Blocks {
    fn annotate(&self, document: &Document, _done: &Annotation) -> Layer {
        let starts: Vec<usize> = (0..document.tokens.len()).filter(|&i| document.tokens[i].gap >= Gap::Line).collect();
        let ends = starts.iter().skip(1).copied().chain([document.tokens.len()]);
        let block = |(start, end)| {
            let tokens = TokenRange::new(start, end);
            Block {
                kind: BlockKind::Paragraph,
                is_body: true,
                duplicate_of: None,
                span: document.span_of(tokens),
                tokens,
                rule: "line",
            }
        };
        Layer::Blocks(starts.iter().copied().zip(ends).map(block).collect())
    }
}
