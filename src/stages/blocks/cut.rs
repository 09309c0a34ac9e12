//! Lines that hold two blocks: a date before the first paragraph, a credit behind a caption.

use super::credits::{is_credit_in_brackets, led_by, says_credit};
use super::page::{Ending, Piece, Verdict};
use super::stamps::{is_numeric_date_at, is_stamp_word, is_time_stamp};
use crate::annotation::BlockKind;
use crate::lang::en::WordClass;
use crate::text::{Document, Gap, Shape, Token, TokenRange, words};

/// Tokens of the longest credit or time stamp that is cut off a line.
pub(super) const LONGEST_CUT: usize = 18;
/// A picture's caption is not longer, in words: what is longer and has a credit at its end is a paragraph.
const LONGEST_CAPTION: usize = 70;
/// Tokens of agencies behind a caption, and of the caption before them.
const LONGEST_AGENCY: usize = 4;
const FEWEST_BEFORE_AGENCY: usize = 6;
/// But a credit that says `Credit:` ends no paragraph.
const LONGEST_CREDITED_CAPTION: usize = 200;

/// The pieces of lines, in order.
pub(super) fn pieces(document: &Document, lines: &[TokenRange]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(lines.len());
    for &line in lines {
        let (mut start, mut end) = (line.start as usize, line.end as usize);
        if let Some((cut, rule)) = prefix_end(document, line) {
            pieces.push(settled(document, TokenRange::new(start, cut), BlockKind::Dateline, rule));
            start = cut;
        }
        let suffix = suffix_start(document, TokenRange::new(start, end));
        if let Some((cut, ..)) = suffix {
            end = cut;
        }
        let mut piece = Piece::new(document, TokenRange::new(start, end));
        let longest = suffix.map_or(0, |(cut, kind, _)| match kind {
            BlockKind::Credit if says_credit(document, &document.tokens[cut..line.end as usize]) => LONGEST_CREDITED_CAPTION,
            BlockKind::Credit => LONGEST_CAPTION,
            _ => 0,
        });
        if piece.words > 0 && piece.words <= longest {
            piece.verdict = Some(Verdict::new(BlockKind::Caption, "caption_with_credit"));
        }
        pieces.push(piece);
        if let Some((cut, kind, rule)) = suffix {
            pieces.push(settled(document, TokenRange::new(cut, line.end as usize), kind, rule));
        }
    }
    pieces
}

fn settled(document: &Document, tokens: TokenRange, kind: BlockKind, rule: &'static str) -> Piece {
    Piece { verdict: Some(Verdict::new(kind, rule)), ..Piece::new(document, tokens) }
}

/// Where the paragraph begins behind a date or an agency's dateline.
fn prefix_end(document: &Document, line: TokenRange) -> Option<(usize, &'static str)> {
    let tokens = &document.tokens[line.range()];
    let (length, rule) = agency_dateline(document, tokens)
        .or_else(|| bracketed_dateline(tokens))
        .map(|length| (length, "agency_dateline"))
        .or_else(|| stamp_prefix(tokens).map(|length| (length, "date_before_text")))?;
    let rest = tokens.get(length..)?;
    let opens_prose = rest
        .iter()
        .find(|token| !token.is_quotation_mark())
        .is_some_and(|first| first.gap != Gap::None && (first.is_capitalised() || first.is_number()));
    (rest.len() >= 6 && opens_prose && !is_time_stamp(tokens)).then_some((line.start as usize + length, rule))
}

/// `date 2025-02-17`, `Published: 3 March 2025, 10:15`: a word for publishing or a date in figures, then nothing but words of time.
fn stamp_prefix(tokens: &[Token]) -> Option<usize> {
    let leads = tokens.first().is_some_and(|first| words!["date", "dated", "published", "updated", "posted"].have(first));
    if !leads && !is_numeric_date_at(tokens) {
        return None;
    }
    let is_inside = |token: &&Token| is_stamp_word(token) && !(token.is_word() && token.is_capitalised() && !is_calendar(token));
    let first = usize::from(leads);
    let mut length = first + tokens[first..].iter().take(LONGEST_CUT).take_while(is_inside).count();
    while length > 0 && tokens.get(length - 1).is_some_and(Token::is_quotation_mark) {
        length -= 1;
    }
    let has_year = tokens[..length].iter().any(|token| token.is_number() && token.span.len() == 4);
    (has_year && length < tokens.len()).then_some(length)
}

fn is_calendar(token: &Token) -> bool {
    token.is_any(WordClass::Month.bit() | WordClass::Weekday.bit()) || token.shape == Shape::Upper
}

/// `LONDON, March 3 (Agency) –`, `(Agency) —`: place, date and agency, with a dash behind them and more behind that.
fn agency_dateline(document: &Document, tokens: &[Token]) -> Option<usize> {
    let is_dash = |token: &Token| matches!(token.mark(), Some('–' | '—' | '-')) && token.gap == Gap::Space;
    let mut dash = tokens.iter().take(LONGEST_CUT).position(is_dash)?;
    if !is_dateline_head(document, &tokens[..dash]) {
        return None;
    }
    while tokens.get(dash + 1).is_some_and(|next| next.is_mark('-')) {
        dash += 1;
    }
    tokens.get(dash + 1).is_some_and(|next| next.gap == Gap::Space).then_some(dash + 1)
}

/// `New Delhi, March 3 (PTI) The minister …`: place and day, and an agency's letters in brackets.
fn bracketed_dateline(tokens: &[Token]) -> Option<usize> {
    let open = tokens.iter().take(LONGEST_CUT).position(|token| token.is_mark('('))?;
    let [agency, close, first, ..] = tokens.get(open + 1..)? else { return None };
    let head = &tokens[..open];
    let has_day = head.windows(2).any(|two| two[0].is(WordClass::Month) && two[1].is_number());
    let is_agency = agency.shape == Shape::Upper && (2..=6).contains(&agency.span.len()) && close.is_mark(')');
    let is_head = head.iter().all(|token| token.is_number() || super::page::is_name_part(token) && !token.is_quotation_mark());
    (has_day && is_agency && is_head && first.is_word()).then_some(open + 3)
}

/// `LONDON (Agency) –` in a line of its own: a place in capitals, and the agency at the end.
pub(super) fn is_agency_dateline(document: &Document, tokens: &[Token]) -> bool {
    if !tokens.first().is_some_and(is_place_in_capitals) {
        return false;
    }
    let is_dash = |token: &&Token| matches!(token.mark(), Some('–' | '—' | '-' | '_'));
    let head = &tokens[..tokens.len() - tokens.iter().rev().take_while(is_dash).count()];
    let bracket = head.iter().position(|token| token.is_mark('('));
    let ends_in_agency = bracket.is_some_and(|at| head[at..].iter().any(|token| token.is(WordClass::PhotoAgency)))
        && head.last().is_some_and(|last| last.is_mark(')'));
    head.len() <= LONGEST_CUT && ends_in_agency && is_dateline_head(document, head)
}

/// Place, date and agency: names, words of time and marks, with a place in capitals or something in brackets.
fn is_dateline_head(document: &Document, head: &[Token]) -> bool {
    let is_place = head.first().is_some_and(is_place_in_capitals);
    let has_agency = head.last().is_some_and(|last| last.is_mark(')')) && head.iter().any(|token| token.is_mark('('));
    let is_telegraphic =
        |token: &Token| is_stamp_word(token) || super::page::is_name_part(token) || document.slice(token.span) == "and";
    (is_place || has_agency) && head.iter().all(is_telegraphic) && !head.iter().any(Token::is_quotation_mark)
}

fn is_place_in_capitals(token: &Token) -> bool {
    token.shape == Shape::Upper && token.span.len() > 2
}

/// Where a credit or a line on the reporters begins at the end of a line that has other words before it.
fn suffix_start(document: &Document, line: TokenRange) -> Option<(usize, BlockKind, &'static str)> {
    let tokens = &document.tokens[line.range()];
    let at = |index: usize| line.start as usize + index;
    let open = bracket_at_end(tokens);
    if let Some(open) = open.filter(|&open| open > 0) {
        let inside = &tokens[open + 1..tokens.len() - 1];
        // `[Agency]` behind a title is the paper that the link leads to.
        let is_source = tokens[open].is_mark('[') && inside.iter().filter(|token| token.is_word()).count() < 2;
        if is_credit_in_brackets(document, inside) && !is_source {
            return Some((at(open), BlockKind::Credit, "credit_in_brackets"));
        }
        if led_by(inside, BlockKind::Dateline) {
            return Some((at(open), BlockKind::Dateline, "reporting_credit"));
        }
    }
    // `the new hall, photo © Ada Lindqvist 2025`
    let sign = if tokens.len() <= 40 { tokens.iter().position(|token| token.is_mark('©')) } else { None };
    if let Some(sign) = sign.filter(|&sign| sign >= 3 && tokens.len() - sign <= 8) {
        let photo = usize::from(tokens[sign - 1].is(WordClass::PhotoAgency));
        return Some((at(sign - photo), BlockKind::Credit, "credit_at_end"));
    }
    if let Some(agency) = agency_at_end(tokens) {
        return Some((at(agency), BlockKind::Credit, "credit_at_end"));
    }
    let from = tokens.len().saturating_sub(LONGEST_CUT).max(2);
    let lead = (from..tokens.len()).find(|&index| is_credit_lead(document, tokens, index))?;
    Some((at(lead), BlockKind::Credit, "credit_at_end"))
}

/// `… outside the town hall. Agency/Pictures`: behind the last full stop nothing but agencies.
fn agency_at_end(tokens: &[Token]) -> Option<usize> {
    let is_agency = |token: &&Token| token.is(WordClass::PhotoAgency) && token.is_capitalised() || token.is_mark('/');
    let count = tokens.iter().rev().take(LONGEST_AGENCY).take_while(is_agency).count();
    let start = tokens.len() - count;
    let follows_sentence =
        start >= FEWEST_BEFORE_AGENCY && tokens[start - 1].is_mark('.') && tokens[start - 2].shape == Shape::Lower;
    (count > 0 && follows_sentence && tokens[start].is_word() && tokens[start].gap == Gap::Space).then_some(start)
}

/// The opening bracket of a group in round or square brackets that ends the line.
fn bracket_at_end(tokens: &[Token]) -> Option<usize> {
    let opening = match tokens.last().and_then(Token::mark) {
        Some(')') => '(',
        Some(']') => '[',
        _ => return None,
    };
    let from = tokens.len().saturating_sub(LONGEST_CUT + 12);
    (from..tokens.len()).rev().find(|&index| tokens[index].is_mark(opening))
}

/// `Credit: …`, `Photograph by …` behind the end of a caption.
fn is_credit_lead(document: &Document, tokens: &[Token], index: usize) -> bool {
    let (first, before) = (&tokens[index], &tokens[index - 1]);
    first.is(WordClass::Furniture)
        && first.is_capitalised()
        && (matches!(before.mark(), Some('.' | '!' | '?' | '|'))
            || before.is_quotation_mark()
            || says_credit(document, &tokens[index..]))
        && led_by(&tokens[index..], BlockKind::Credit)
        && tokens[index..].iter().filter(|token| token.is_mark('.')).count() <= 1
}

/// Whether a piece can be a caption by its length and its end.
pub(super) fn may_be_caption(piece: &Piece) -> bool {
    piece.words >= 2 && piece.words <= LONGEST_CAPTION && piece.ending != Ending::Pause
}
