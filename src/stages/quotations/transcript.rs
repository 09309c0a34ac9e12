//! Transcripts: paragraphs that begin with a speaker's name and a colon (`MARLOW: Thank you.`, `Anna Marlow: Thank you.`).

use super::statements::{Draft, DraftSpeaker};
use crate::annotation::{Annotation, Block, BlockKind, NameKind};
use crate::text::{Document, Shape, TokenRange};

/// A name is this many words at most.
const LONGEST_NAME: usize = 5;

/// An article has a transcript if at least this many paragraphs look like turns: one may be a dateline or a heading.
const FEWEST_TURNS: usize = 2;

/// By block: the turn that it is.
pub fn turns(document: &Document, done: &Annotation) -> Vec<Option<Draft>> {
    let of_each = |label_of: &dyn Fn(&Document, &Annotation, &Block) -> Option<TokenRange>| -> Vec<Option<TokenRange>> {
        // A caption begins with the name of what is shown.
        let may_be_turn = |block: &Block| block.kind.has_sentences() && block.kind != BlockKind::Caption;
        done.blocks.iter().map(|block| if may_be_turn(block) { label_of(document, done, block) } else { None }).collect()
    };
    let mut labels = of_each(&label_in_capitals);
    if labels.iter().flatten().count() < FEWEST_TURNS {
        labels = of_each(&label_by_name);
        if !speaks_again(document, &labels) {
            return vec![None; labels.len()];
        }
    }
    done.blocks.iter().zip(labels).map(|(block, label)| label.map(|label| turn(block, label))).collect()
}

fn turn(block: &Block, label: TokenRange) -> Draft {
    Draft {
        content: TokenRange { start: label.end + 1, end: block.tokens.end },
        cue: None,
        speaker: DraftSpeaker::Mention(label),
        addressee: None,
        rule: "transcript",
    }
}

/// What stands before the first colon of a block, near its start and with words behind it.
fn label_of(document: &Document, block: &Block) -> Option<TokenRange> {
    let range = block.tokens.range();
    let first = range.start + usize::from(document.tokens.get(range.start)?.is_quotation_mark());
    let last = range.end.min(first + LONGEST_NAME + 2);
    let colon = (first..last).find(|&at| document.tokens[at].is_mark(':'))?;
    (first < colon && colon + 1 < range.end).then(|| TokenRange::new(first, colon))
}

fn label_in_capitals(document: &Document, _: &Annotation, block: &Block) -> Option<TokenRange> {
    let label = label_of(document, block)?;
    let name = &document.tokens[label.range()];
    let is_name = name.iter().all(|token| {
        token.shape == Shape::Upper || token.is_mark('.') || token.shape == Shape::Capitalised && token.span.len() <= 2
    }) && name.iter().any(|token| token.shape == Shape::Upper && token.span.len() > 2);
    is_name.then_some(label)
}

fn label_by_name(document: &Document, done: &Annotation, block: &Block) -> Option<TokenRange> {
    let label = label_of(document, block)?;
    let at = done.names.partition_point(|name| name.tokens.start < label.start);
    let name = done.names.get(at).filter(|name| name.kind == NameKind::Person)?;
    // `Marlow: 547 votes` is a line of a table.
    let is_figure = document.tokens.get(label.end as usize + 1).is_some_and(|token| token.is_number());
    (name.tokens == label && !is_figure).then_some(label)
}

/// Whether one of the names labels two turns: a list of persons names each once.
fn speaks_again(document: &Document, labels: &[Option<TokenRange>]) -> bool {
    let mut names: Vec<&str> = labels.iter().flatten().map(|&label| document.slice(document.span_of(label))).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}
