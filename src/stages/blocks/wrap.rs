//! Text that was broken into short lines to fit a screen or a telegram: finds out that it was, and puts its paragraphs together again.

use super::lines_of;
use crate::text::{Document, Gap, Shape, Span, TokenRange};

/// No screen that text is wrapped for is wider than this, in code points.
const WIDEST: usize = 100;
/// Nor narrower.
const NARROWEST: usize = 40;

/// The lines of a document; where it is hard-wrapped, the paragraphs that they make.
///
/// A line was wrapped if the first word of the next would not have fit behind it. The text counts as wrapped if nearly all lines that are
/// followed by another without a blank one between were, and a third of those next lines begin with a small letter.
pub(super) fn rejoined_lines(document: &Document) -> Vec<TokenRange> {
    let lines = lines_of(document);
    let widths: Vec<usize> = lines.iter().map(|&line| width_of(document, document.span_of(line))).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) || !is_wrapped(document, &lines, &widths, width) {
        return lines;
    }
    let mut joined: Vec<TokenRange> = Vec::new();
    for (index, &line) in lines.iter().enumerate() {
        match joined.last_mut() {
            Some(last)
                if index > 0 && continues(document, line, widths[index - 1], width) && !begins_alike(document, *last, line) =>
            {
                last.end = line.end;
            }
            _ => joined.push(line),
        }
    }
    joined
}

fn is_wrapped(document: &Document, lines: &[TokenRange], widths: &[usize], width: usize) -> bool {
    let (mut pairs, mut full, mut small) = (0, 0, 0);
    for (line, before) in lines.iter().skip(1).zip(widths) {
        let Some(first) = document.tokens.get(line.start as usize).filter(|first| first.gap == Gap::Line) else { continue };
        pairs += 1;
        full += usize::from(continues(document, *line, *before, width));
        small += usize::from(first.shape == Shape::Lower);
    }
    pairs >= 3 && full * 3 >= pairs * 2 && small * 3 >= pairs
}

/// Whether `line` goes on with the one before it, which is `before` code points wide.
fn continues(document: &Document, line: TokenRange, before: usize, width: usize) -> bool {
    let Some(first) = document.tokens.get(line.start as usize) else { return false };
    let text = document.text[first.span.start as usize..].split_whitespace().next().unwrap_or_default();
    first.gap == Gap::Line && before + 1 + text.chars().count() > width
}

fn width_of(document: &Document, span: Span) -> usize {
    // A line of more bytes than that is wider in any script, and need not be counted.
    if span.len() as usize > WIDEST * 4 { span.len() as usize } else { document.slice(span).chars().count() }
}

/// Whether two lines begin with the same three words: then the second is not the rest of the first, but the same again.
fn begins_alike(document: &Document, one: TokenRange, other: TokenRange) -> bool {
    let first = |line: TokenRange| line.range().take(3).map(|index| document.token_text(index));
    one.len().min(other.len()) >= 3 && first(one).eq(first(other))
}
