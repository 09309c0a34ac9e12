#![doc = include_str!("blocks.md")]

mod authors;
mod captions;
mod credits;
mod cut;
mod furniture;
mod gallery;
mod goods;
mod heading;
mod page;
mod prose;
mod region;
mod related;
mod releases;
mod shapes;
mod stamps;
mod teasers;
mod title;
mod wrap;

use serde::{Deserialize, Serialize};

use self::page::Page;
use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Block, BlockKind, Layer};
use crate::text::{Document, Gap, TokenRange};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "blocks",
    version: 8,
    reads: &[],
    words: &[
        "adverb",
        "auxiliary",
        "calendar",
        "conjunction",
        "determiner",
        "first-names",
        "furniture",
        "modal",
        "month",
        "name-particle",
        "negation",
        "photo-agency",
        "preposition",
        "pronoun",
        "stamp",
        "surname",
        "titles",
        "weekday",
    ],
    documentation: include_str!("blocks.md"),
    build: |parameters| Box::new(Blocks { parameters: parameters.blocks.clone() }),
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
    parameters: Parameters,
}

impl Stage for Blocks {
    fn annotate(&self, document: &Document, _done: &Annotation) -> Layer {
        Layer::Blocks(match self.parameters.layout {
            Layout::Plain => plain_blocks(document),
            Layout::Web => web_blocks(document),
        })
    }
}

/// Every line is a paragraph.
fn plain_blocks(document: &Document) -> Vec<Block> {
    let block = |tokens| Block {
        kind: BlockKind::Paragraph,
        is_body: true,
        duplicate_of: None,
        span: document.span_of(tokens),
        tokens,
        rule: "line",
    };
    lines_of(document).into_iter().map(block).collect()
}

/// Each pass settles what it has evidence for and leaves the rest to the next; the last takes what is left for prose.
fn web_blocks(document: &Document) -> Vec<Block> {
    let mut page = Page::new(document, cut::pieces(document, &wrap::rejoined_lines(document)));
    furniture::mark(&mut page);
    stamps::mark(&mut page);
    captions::mark(&mut page);
    goods::mark(&mut page);
    related::mark(&mut page);
    teasers::mark(&mut page);
    let mut region = region::find(&page);
    if let Some(title) = title::find(&page, region) {
        region.head = title;
        page.overrule(title, BlockKind::Headline, "headline");
        page.settle(0, BlockKind::Boilerplate, "page_title");
    }
    heading::mark(&mut page, region);
    authors::mark(&mut page, region);
    releases::mark(&mut page, region);
    region::mark(&mut page, region);
    prose::mark(&mut page);
    page.into_blocks()
}

/// The tokens of each line that is not blank.
fn lines_of(document: &Document) -> Vec<TokenRange> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, token) in document.tokens.iter().enumerate().skip(1) {
        if token.gap >= Gap::Line {
            lines.push(TokenRange::new(start, index));
            start = index;
        }
    }
    if start < document.tokens.len() {
        lines.push(TokenRange::new(start, document.tokens.len()));
    }
    lines
}
