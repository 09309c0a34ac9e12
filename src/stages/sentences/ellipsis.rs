//! Ellipses: `...`, `…`, and the spaced `. . .` of older style.

use super::following::{Following, Next};
use super::splitter::{Boundary, Context, count_look};
use super::terminator::Terminators;
use crate::lang::en::WordClass;
use crate::text::{Gap, Token};

/// Stops of an ellipsis with the stop of its sentence. Longer rows are looked at no further.
const LONGEST_ROW: usize = 4;

/// An ellipsis ends its sentence where a capital follows, unless it is set off by a space as a pause (`well ... Paris`).
pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    if following.next != Next::Capital {
        return None;
    }
    let is_pause = context.tokens[run.start].gap != Gap::None && !run.closes_quote;
    let ends = match (is_in_brackets(context, run.start), is_pause) {
        (true, _) => following.begins_likely() || begins_clause(context, following),
        (false, true) => begins_after_pause(context, following),
        (false, false) => true,
    };
    ends.then_some((run.end, "ellipsis"))
}

/// `[...] Boats were lost`: a capital with a verb of grammar behind it is the subject of what follows the words left out.
fn begins_clause(context: &Context, following: &Following) -> bool {
    let behind = context.tokens.get(following.index + 1);
    behind.is_some_and(|verb| verb.is_any(WordClass::Auxiliary.bit() | WordClass::Modal.bit()))
}

/// `I` has its capital in the middle of a sentence too.
fn begins_after_pause(context: &Context, following: &Following) -> bool {
    following.begins_surely() && context.document.token_text(following.index) != "I"
}

/// `[...]` marks words left out of a quotation.
fn is_in_brackets(context: &Context, dots: usize) -> bool {
    let opens = |token: &Token| matches!(token.mark(), Some('[' | '('));
    dots > context.sentence_start && opens(&context.tokens[dots - 1])
}

/// Whether the stop is one of a row with spaces between them.
pub(super) fn is_spaced(context: &Context, run: &Terminators) -> bool {
    let follows_stop = run.start > context.sentence_start && context.tokens[run.start - 1].is_mark('.');
    run.end == run.start + 1 && ((follows_stop && is_spaced_stop(context, run.start)) || is_spaced_stop(context, run.end))
}

fn is_spaced_stop(context: &Context, index: usize) -> bool {
    count_look();
    context.tokens.get(index).is_some_and(|token| token.gap == Gap::Space && token.is_mark('.'))
}

/// `the end. . . . The next`: a stop written on to its word, and then an ellipsis, which the next sentence begins with.
/// `left out . . . . The next`: an ellipsis and then a stop. Three stops set off by spaces are a pause, as without the spaces.
pub(super) fn decide_spaced(context: &Context, run: &Terminators) -> Option<Boundary> {
    let behind = (run.end..).take(LONGEST_ROW).take_while(|&index| is_spaced_stop(context, index)).count();
    let is_first = !is_spaced_stop(context, run.start);
    let ends = match behind {
        0 => stops_before(context, run.start) + 1 >= LONGEST_ROW,
        _ => is_first && behind + 1 == LONGEST_ROW,
    };
    let following = Following::at(context, run.end + behind);
    let ends = ends || (behind == 0 && begins_after_pause(context, &following));
    (ends && following.next == Next::Capital).then_some((run.end, "ellipsis"))
}

/// How many stops of the row stand before this one in its sentence.
fn stops_before(context: &Context, position: usize) -> usize {
    let first = position.saturating_sub(LONGEST_ROW).max(context.sentence_start);
    (first..position).rev().take_while(|&index| is_spaced_stop(context, index)).count()
}
