//! Sentences that were broken over lines in plain layout, as programs that take text out of a PDF leave them.

use super::lines_of;
use crate::text::{Document, Gap, Shape, Token, TokenKind, TokenRange};

/// The lines of a document, where a line that begins with a small letter is put to the one before it.
///
/// A run of such lines is prose only if there is a stop somewhere in it: without one it is a list that has neither bullets nor capitals.
pub(super) fn whole_lines(document: &Document) -> Vec<TokenRange> {
    let lines = lines_of(document);
    let mut whole = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|&before, &line| goes_on(document, before, line)) {
        match run {
            [first, .., last] if run.iter().any(|&line| has_stop(document, line)) => {
                whole.push(TokenRange { start: first.start, end: last.end });
            }
            _ => whole.extend_from_slice(run),
        }
    }
    whole
}

/// Whether `line` begins in the middle of a sentence that the line before it has not ended.
fn goes_on(document: &Document, before: TokenRange, line: TokenRange) -> bool {
    let tokens = &document.tokens[line.range()];
    let is_small = tokens.first().is_some_and(|first| first.gap == Gap::Line && first.shape == Shape::Lower);
    // An address or the marker of a list item (`b)`) is no word of a sentence.
    let is_word =
        tokens.get(1).is_none_or(|second| second.gap != Gap::None || second.kind == TokenKind::Clitic || second.is_mark(','));
    let is_open = document.tokens[before.range()].last().is_some_and(|last| !is_end(last) && !last.is_mark(':'));
    is_small && is_word && is_open
}

fn has_stop(document: &Document, line: TokenRange) -> bool {
    document.tokens[line.range()].iter().any(|token| token.gap == Gap::None && is_end(token))
}

fn is_end(token: &Token) -> bool {
    matches!(token.mark(), Some('.' | '!' | '?'))
}
