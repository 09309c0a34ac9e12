//! Transcripts: paragraphs that begin with a speaker's name in capitals and a colon (`MARLOW: Thank you.`).

use super::statements::{Draft, DraftSpeaker};
use crate::annotation::{Annotation, Block};
use crate::text::{Document, Shape, TokenRange};

/// A name is this many words at most.
const LONGEST_NAME: usize = 5;

/// An article has a transcript if at least this many paragraphs look like turns: one may be a dateline or a heading.
const FEWEST_TURNS: usize = 2;

/// By block: the turn that it is.
pub fn turns(document: &Document, done: &Annotation) -> Vec<Option<Draft>> {
    let turns: Vec<Option<Draft>> = done.blocks.iter().map(|block| turn_of(document, block)).collect();
    if turns.iter().flatten().count() < FEWEST_TURNS { vec![None; turns.len()] } else { turns }
}

fn turn_of(document: &Document, block: &Block) -> Option<Draft> {
    if !block.kind.has_sentences() {
        return None;
    }
    let range = block.tokens.range();
    let first = range.start + usize::from(document.tokens.get(range.start)?.is_quotation_mark());
    let last = range.end.min(first + LONGEST_NAME + 2);
    let colon = (first..last).find(|&at| document.tokens[at].is_mark(':'))?;
    let name = document.tokens.get(first..colon)?;
    let is_name = name.iter().all(|token| {
        token.shape == Shape::Upper || token.is_mark('.') || token.shape == Shape::Capitalised && token.span.len() <= 2
    }) && name.iter().any(|token| token.shape == Shape::Upper && token.span.len() > 2);
    (is_name && colon + 1 < range.end).then(|| Draft {
        content: TokenRange::new(colon + 1, range.end),
        cue: None,
        speaker: DraftSpeaker::Mention(TokenRange::new(first, colon)),
        addressee: None,
        rule: "transcript",
    })
}
