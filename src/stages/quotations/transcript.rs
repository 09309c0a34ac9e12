//! Transcripts: paragraphs that begin with a speaker's name and a colon (`MARLOW: Thank you.`, `Anna Marlow: Thank you.`), or behind such
//! a one with its initials (`AM: Not at all.`).

use super::statements::{Draft, DraftSpeaker};
use crate::annotation::{Annotation, Block, BlockKind, NameKind};
use crate::text::{Document, Shape, TokenRange};

/// A name is this many words at most.
const LONGEST_NAME: usize = 5;

/// Initials are looked for among so many names.
const MOST_SPEAKERS: usize = 40;

/// An article has a transcript if at least this many paragraphs look like turns: one may be a dateline or a heading.
const FEWEST_TURNS: usize = 2;

/// Of a name there are this many initials.
const LETTERS_OF_INITIALS: std::ops::RangeInclusive<u32> = 2..=3;

/// By block: the turn that it is. `SameAs` counts the turns alone.
pub fn turns(document: &Document, done: &Annotation) -> Vec<Option<Draft>> {
    let of_each = |label_of: &dyn Fn(&Document, &Annotation, &Block) -> Option<TokenRange>| -> Vec<Option<TokenRange>> {
        // A caption begins with the name of what is shown.
        let may_be_turn = |block: &Block| block.kind.has_sentences() && block.kind != BlockKind::Caption;
        done.blocks.iter().map(|block| if may_be_turn(block) { label_of(document, done, block) } else { None }).collect()
    };
    let mut labels = of_each(&label_in_capitals);
    let mut named_at = vec![None; labels.len()];
    if labels.iter().flatten().count() < FEWEST_TURNS {
        labels = of_each(&label_by_name);
        if labels.iter().any(Option::is_some) {
            named_at = by_initials(document, &mut labels, &of_each(&label_by_letters));
        }
        if !speaks_again(document, &labels) && named_at.iter().all(Option::is_none) {
            return vec![None; labels.len()];
        }
    }
    let turns_before = |block: usize| labels[..block].iter().flatten().count();
    let speaker_of = |block: usize, label| match named_at[block] {
        Some(named) => DraftSpeaker::SameAs(turns_before(named)),
        None => DraftSpeaker::Mention(label),
    };
    let turn_of = |(index, label): (usize, &Option<TokenRange>)| {
        label.map(|label| turn(&done.blocks[index], label, speaker_of(index, label)))
    };
    labels.iter().enumerate().map(turn_of).collect()
}

/// Adds the labels that are the initials of one name among those before; tells for each of these the block with the name.
fn by_initials(document: &Document, labels: &mut [Option<TokenRange>], letters: &[Option<TokenRange>]) -> Vec<Option<usize>> {
    let mut named_at = vec![None; labels.len()];
    let mut names: Vec<(String, usize)> = Vec::new();
    for block in 0..labels.len() {
        if let Some(label) = labels[block] {
            let initials = initials_of(document, label);
            if names.len() < MOST_SPEAKERS && !names.iter().any(|(known, _)| *known == initials) {
                names.push((initials, block));
            }
        } else if let Some(label) = letters[block] {
            let text = document.token_text(label.start as usize);
            named_at[block] = names.iter().find(|(known, _)| known == text).map(|&(_, named)| named);
            labels[block] = named_at[block].map(|_| label);
        }
    }
    named_at
}

/// The first letters of the words of a name.
fn initials_of(document: &Document, name: TokenRange) -> String {
    let words = name.range().filter(|&at| document.tokens[at].is_word() && document.tokens[at].is_capitalised());
    words.filter_map(|at| document.token_text(at).chars().next()).collect()
}

fn turn(block: &Block, label: TokenRange, speaker: DraftSpeaker) -> Draft {
    Draft {
        content: TokenRange { start: label.end + 1, end: block.tokens.end },
        cue: None,
        speaker,
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

fn label_by_letters(document: &Document, _: &Annotation, block: &Block) -> Option<TokenRange> {
    let label = label_of(document, block).filter(|label| label.len() == 1)?;
    let letters = document.tokens[label.start as usize];
    (letters.shape == Shape::Upper && LETTERS_OF_INITIALS.contains(&letters.span.len())).then_some(label)
}

/// Whether one of the names labels two turns: a list of persons names each once.
fn speaks_again(document: &Document, labels: &[Option<TokenRange>]) -> bool {
    let mut names: Vec<&str> = labels.iter().flatten().map(|&label| document.slice(document.span_of(label))).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}
