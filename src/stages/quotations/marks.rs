//! Quotation marks: where quoted strings begin and end.
//!
//! Strings are paired within one block. A string that is still open at the end of its block ends there and says so: newspapers
//! leave the mark out when the next paragraph goes on with the same speech.

use crate::text::{Gap, Shape, Token, TokenRange};

/// Behind a possessive the mark that closes a single string is looked for in so many tokens.
const FARTHEST_BEHIND_POSSESSIVE: usize = 60;

/// What stands between two quotation marks of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotedString {
    /// With its marks.
    pub tokens: TokenRange,
    /// Without them.
    pub inner: TokenRange,
    pub is_closed: bool,
}

/// The family of marks that closes a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Guillemet,
}

/// What a mark may do where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Opens,
    Closes,
    Either,
}

/// A mark, which may be written with two characters (`''`).
#[derive(Debug, Clone, Copy)]
struct Mark {
    style: Style,
    direction: Direction,
    width: usize,
}

/// Adds the quoted strings of one block, in text order; they don't overlap.
///
/// `goes_on`: the block before left a string open. If the first mark here closes one, that string reaches to it from the start.
pub fn quoted_strings(tokens: &[Token], block: TokenRange, goes_on: bool, strings: &mut Vec<QuotedString>) {
    let end = block.end as usize;
    let mut open: Option<(usize, Mark)> = None;
    // Where no single mark closes from here on, none later closes either.
    let mut singles_close = true;
    let mut at = block.start as usize;
    if let Some(close) = goes_on.then(|| first_close(tokens, at, end)).flatten() {
        strings.push(closed(at, at, close, close + 1));
        at = close + 1;
    }
    while at < end {
        let Some(mark) = mark_at(tokens, at, end) else {
            at += 1;
            continue;
        };
        match open {
            None if mark.style == Style::Single => {
                if let Some(close) = single_end(tokens, at, end, mark, &mut singles_close) {
                    strings.push(closed(at, at + 1, close, close + 1));
                    at = close;
                }
            }
            None if may_open(tokens, at, end, mark) => open = Some((at, mark)),
            Some((start, opening)) if opening.style == mark.style && may_close(tokens, at, end, mark) => {
                strings.push(closed(start, start + opening.width, at, at + mark.width));
                open = None;
            }
            // A straight mark that a curly one follows opened nothing: it stands before each paragraph of a long extract.
            Some((_, opening))
                if opening.direction == Direction::Either && mark.direction == Direction::Opens && opening.style == mark.style =>
            {
                open = Some((at, mark));
            }
            _ => {}
        }
        at += mark.width;
    }
    if let Some((start, mark)) = open.filter(|(start, mark)| start + mark.width < end) {
        let inner = TokenRange::new(start + mark.width, end);
        strings.push(QuotedString { tokens: TokenRange::new(start, end), inner, is_closed: false });
    }
}

/// The first double mark of a block, if it stands like one that closes: a word or stop touches it before, and none behind.
fn first_close(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    let first = (start..end).find(|&at| mark_at(tokens, at, end).is_some_and(|mark| mark.style == Style::Double))?;
    let touches_next = first + 1 < end && tokens[first + 1].gap == Gap::None;
    (first > start && tokens[first].gap == Gap::None && !touches_next).then_some(first)
}

fn closed(start: usize, inner_start: usize, inner_end: usize, end: usize) -> QuotedString {
    let inner = TokenRange::new(inner_start, inner_end);
    QuotedString { tokens: TokenRange::new(start, end), inner, is_closed: true }
}

fn mark_at(tokens: &[Token], at: usize, end: usize) -> Option<Mark> {
    let is_doubled_at = |at: usize, c: char| at + 1 < end && tokens[at + 1].is_mark(c) && tokens[at + 1].is_attached();
    // Of three marks behind a word (`'old-school,'''`) the first closes an inner string.
    let is_doubled = |c: char| is_doubled_at(at, c) && !(tokens[at].is_attached() && is_doubled_at(at + 1, c));
    let mark = |style, direction, width| Some(Mark { style, direction, width });
    match tokens[at].mark()? {
        '"' => mark(Style::Double, Direction::Either, 1),
        '“' | '„' | '‟' => mark(Style::Double, Direction::Opens, 1),
        '”' => mark(Style::Double, Direction::Closes, 1),
        '\'' if is_doubled('\'') => mark(Style::Double, Direction::Either, 2),
        '’' if is_doubled('’') => mark(Style::Double, Direction::Closes, 2),
        '`' if is_doubled('`') => mark(Style::Double, Direction::Opens, 2),
        '‘' if is_doubled('‘') => mark(Style::Double, Direction::Opens, 2),
        '«' => mark(Style::Guillemet, Direction::Opens, 1),
        '»' => mark(Style::Guillemet, Direction::Closes, 1),
        '‘' | '‚' | '`' => mark(Style::Single, Direction::Opens, 1),
        '\'' => mark(Style::Single, Direction::Either, 1),
        _ => None,
    }
}

/// Whether a double mark or guillemet opens a string where none is open. A closing mark does, where its neighbours show that the
/// wrong one was typed; a straight one behind a figure is a sign for inches or seconds.
fn may_open(tokens: &[Token], at: usize, end: usize, mark: Mark) -> bool {
    let touches_next = at + mark.width < end && tokens[at + mark.width].gap == Gap::None;
    let touches_last = tokens[at].gap == Gap::None;
    match mark.direction {
        Direction::Opens => true,
        Direction::Closes => touches_next && !touches_last,
        Direction::Either => !(touches_last && at > 0 && tokens[at - 1].is_number() && !touches_next),
    }
}

/// Whether a double mark or guillemet closes the string that is open. A second opening mark does so only where it stands like a
/// closing one, as in `„…“,`.
fn may_close(tokens: &[Token], at: usize, end: usize, mark: Mark) -> bool {
    let next = tokens.get(at + mark.width).filter(|_| at + mark.width < end);
    let touches_word = next.is_some_and(|next| next.gap == Gap::None && next.mark().is_none());
    mark.direction != Direction::Opens || (tokens[at].gap == Gap::None && !touches_word)
}

/// The mark that closes a string in single quotation marks which `at` opens. A single mark opens where white space or a bracket is
/// before it and a word touches it behind; `’` and `'` close behind a word or stop where no word touches them.
fn single_end(tokens: &[Token], at: usize, end: usize, mark: Mark, singles_close: &mut bool) -> Option<usize> {
    let may_open = mark.direction != Direction::Closes
        && (tokens[at].gap != Gap::None || at > 0 && matches!(tokens[at - 1].mark(), Some('(' | '[' | '—' | '–' | '-')))
        && at + 1 < end
        && tokens[at + 1].gap == Gap::None
        && (tokens[at + 1].is_word() || tokens[at + 1].is_number());
    if !may_open || !*singles_close {
        return None;
    }
    let close = (at + 2..end).find(|&i| closes_single(tokens, i, end));
    *singles_close = close.is_some();
    close.map(
        |close| if may_be_possessive(tokens, close, end) { behind_possessive(tokens, close, end).unwrap_or(close) } else { close },
    )
}

/// `‘It is the drivers’ pier,’`: a mark that may as well be that of a plural's possessive.
fn may_be_possessive(tokens: &[Token], at: usize, end: usize) -> bool {
    let owns = at + 1 < end && tokens[at + 1].gap == Gap::Space && tokens[at + 1].shape == Shape::Lower;
    owns && tokens[at - 1].is_word()
}

/// The mark that closes a string behind a stop or comma, where no other string is opened between it and the possessive.
fn behind_possessive(tokens: &[Token], possessive: usize, end: usize) -> Option<usize> {
    let mut near = possessive + 1..end.min(possessive + FARTHEST_BEHIND_POSSESSIVE);
    let is_single = |i: usize| matches!(tokens[i].mark(), Some('‘' | '’' | '\''));
    let close = near.find(|&i| is_single(i) && (tokens[i].gap != Gap::None || tokens[i - 1].mark().is_some()))?;
    closes_single(tokens, close, end).then_some(close)
}

fn closes_single(tokens: &[Token], at: usize, end: usize) -> bool {
    let follows = tokens.get(at + 1).filter(|_| at + 1 < end);
    matches!(tokens[at].mark(), Some('’' | '\''))
        && tokens[at].gap == Gap::None
        && follows.is_none_or(|next| {
            next.gap != Gap::None || matches!(next.mark(), Some(',' | '.' | ';' | ':' | '?' | '!' | ')' | '—' | '–'))
        })
}
