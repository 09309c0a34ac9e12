//! Sentences run together without a space: `It rained.The match went on.`

use super::following::{Following, Next};
use super::splitter::{Boundary, Context, count_look};
use super::terminator::Terminators;
use crate::text::{Gap, Shape, Token, TokenKind};

/// How far the letters of an address are looked at on either side.
const ADDRESS_REACH: usize = 12;

/// A boundary where a word in lower case or a number stands before the stop and a capitalised word behind it, outside addresses.
pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    let before = run.start.checked_sub(1).filter(|&index| index >= context.sentence_start).map(|index| &context.tokens[index])?;
    let next = context.tokens.get(following.index)?;
    if following.next != Next::Capital || next.shape != Shape::Capitalised || context.tokens[run.start].gap != Gap::None {
        return None;
    }
    let next_is_word = next.span.len() > 1 || following.begins_surely();
    let before_fits = match (before.kind, before.shape) {
        (TokenKind::Word, Shape::Lower) => before.span.len() > 1,
        (TokenKind::Word, Shape::Capitalised | Shape::Upper) => before.span.len() > 1 && following.begins_likely(),
        (TokenKind::Number, _) => following.begins_likely(),
        _ => run.closes_quote || run.closes_bracket,
    };
    (next_is_word && before_fits && !is_in_address(context, run)).then_some((run.end, "joined_words"))
}

/// Whether the unbroken run of characters around the marks is a web or mail address.
fn is_in_address(context: &Context, run: &Terminators) -> bool {
    let first = run.start.saturating_sub(ADDRESS_REACH).max(context.sentence_start);
    let left = (first..run.start).rev().take_while(|&index| context.tokens[index + 1].gap == Gap::None);
    let last = (run.end + ADDRESS_REACH).min(context.tokens.len());
    let right = (run.end..last).take_while(|&index| context.tokens[index].gap == Gap::None);
    left.chain(right).any(|index| marks_address(context, index))
}

/// `@`, `/`, `_`, `www`, or a stop with a small letter on it (`.com`).
fn marks_address(context: &Context, index: usize) -> bool {
    count_look();
    let token = &context.tokens[index];
    let is_ending = |next: &Token| next.gap == Gap::None && next.shape == Shape::Lower;
    match token.mark() {
        Some('@' | '/' | '_' | '=' | '#') => true,
        Some('.') => context.tokens.get(index + 1).is_some_and(is_ending),
        _ => token.span.len() == 3 && context.document.token_text(index).eq_ignore_ascii_case("www"),
    }
}
