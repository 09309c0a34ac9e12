//! Datelines: time stamps, bylines, the names and posts of authors.

use super::cut::led_by;
use super::page::{Ending, Page, is_name_part};
use crate::annotation::BlockKind;
use crate::lang::en::WordClass;
use crate::text::{Document, Shape, Token};

/// A longer line is no time stamp and no byline, in tokens.
const LONGEST: usize = 32;
/// Lines at the end of a text among which its author is told, and the words of the longest such line.
const AUTHOR_BOX_LINES: usize = 8;
const LONGEST_AUTHOR_BOX: usize = 80;

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if let Some(rule) = page.is_open(index).then(|| rule_for(page, index)).flatten() {
            page.settle(index, BlockKind::Dateline, rule);
        }
    }
    for index in 1..page.pieces.len() {
        let above = page.pieces[index - 1].verdict.map(|verdict| verdict.rule);
        let follows_byline = matches!(above, Some("byline"));
        if follows_byline && page.is_open(index) && is_post(page, index) {
            page.settle(index, BlockKind::Dateline, "author_post");
        }
    }
}

fn rule_for(page: &Page, index: usize) -> Option<&'static str> {
    let tokens = page.tokens(index);
    if tokens.len() > LONGEST {
        return None;
    }
    match () {
        () if is_time_stamp(tokens) => Some("time_stamp"),
        () if is_byline(page.document, tokens) => Some("byline"),
        () if is_name_with_date(tokens) && page.pieces[index].ending == Ending::Open => Some("name_and_date"),
        () => None,
    }
}

/// The boxes that tell who the author is: a line near the end that begins with the name in the byline, or with a name and what it writes
/// about.
pub(super) fn mark_author_boxes(page: &mut Page) {
    let byline =
        page.pieces.iter().position(|piece| piece.verdict.is_some_and(|verdict| matches!(verdict.rule, "byline" | "author_alone")));
    let last_paragraphs = page.pieces.len().saturating_sub(AUTHOR_BOX_LINES);
    for index in last_paragraphs.max(byline.map_or(0, |byline| byline + 2))..page.pieces.len() {
        let is_long = page.pieces[index].words > LONGEST_AUTHOR_BOX;
        if page.is_open(index)
            && !is_long
            && (byline.is_some_and(|byline| repeats_author(page, byline, index)) || tells_beat(page, index))
        {
            page.settle(index, BlockKind::Boilerplate, "author_box");
        }
    }
}

/// Whether a line begins with two words, in a row, of the byline.
fn repeats_author(page: &Page, byline: usize, index: usize) -> bool {
    let word = |token: &Token| page.document.slice(token.span).to_lowercase();
    let [first, second, ..] = page.tokens(index) else { return false };
    let pair = [word(first), word(second)];
    first.is_word() && second.is_word() && page.tokens(byline).windows(2).any(|two| [word(&two[0]), word(&two[1])] == pair)
}

/// `Ada Lindqvist covers health for …`, `Tom Oduya is a reporter`
fn tells_beat(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let name = tokens.iter().take_while(|token| token.is_word() && token.is_capitalised()).count();
    let text = |at: usize| tokens.get(at).map_or("", |token| page.document.slice(token.span));
    let has_beat = matches!(text(name), "covers" | "writes" | "reports")
        && matches!(text(name + 1), "about" | "for" | "on" | "the")
        || text(name) == "covers";
    let writers = ["reporter", "correspondent", "columnist", "writer", "editor", "journalist", "freelance"];
    let is_writer = text(name) == "is"
        && matches!(text(name + 1), "a" | "an" | "the" | "our")
        && (name + 2..name + 7).any(|at| writers.contains(&text(at)));
    let is_said = tokens.iter().any(Token::is_quotation_mark);
    (2..=4).contains(&name) && tokens[0].is(WordClass::FirstName) && !is_said && (has_beat || is_writer)
}

/// Nothing but words of time, with a day or an hour among them.
fn is_time_stamp(tokens: &[Token]) -> bool {
    tokens.iter().all(is_stamp_word) && names_a_time(tokens)
}

/// Whether a token can stand in a time stamp.
pub(super) fn is_stamp_word(token: &Token) -> bool {
    !token.is_word() && !token.is_quotation_mark() && !token.is_mark('$') && !token.is_mark('%')
        || token.is_any(WordClass::Stamp.bit() | WordClass::Month.bit() | WordClass::Weekday.bit())
}

/// A month with a figure, a clock time, a date in figures, `3 hours ago`.
fn names_a_time(tokens: &[Token]) -> bool {
    let numbers = tokens.iter().filter(|token| token.is_number()).count();
    let words = |class: WordClass| tokens.iter().filter(|token| token.is(class)).count();
    let months = words(WordClass::Month) + words(WordClass::Weekday);
    let has_date = (0..tokens.len()).any(|index| is_numeric_date_at(&tokens[index..]));
    let has_time = tokens.windows(3).any(|three| three[0].is_number() && three[1].is_mark(':') && three[2].is_number());
    let stamps = words(WordClass::Stamp);
    has_date || (months > 0 && numbers > 0) || (has_time && stamps > 0) || (numbers > 0 && stamps >= 2)
}

/// `2025-02-17`, `17/02/2025`: a date in figures, with a year of four, at the start.
pub(super) fn is_numeric_date_at(tokens: &[Token]) -> bool {
    let [a, first, b, second, c, ..] = tokens else { return false };
    let is_joint = |token: &Token| matches!(token.mark(), Some('-' | '/' | '.')) && token.is_attached();
    let lengths = (a.span.len(), b.span.len(), c.span.len());
    let is_dated = matches!(lengths, (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4));
    a.is_number() && b.is_number() && c.is_number() && is_joint(first) && is_joint(second) && is_dated
}

/// `By Ada Lindqvist and Tom Oduya, Berlin`, with a date or a post behind it.
fn is_byline(document: &Document, tokens: &[Token]) -> bool {
    let start = tokens.iter().position(Token::is_word).unwrap_or(0);
    let tokens = &tokens[start..];
    let Some(first) = tokens.first() else { return false };
    let lead =
        if led_by(tokens, BlockKind::Dateline) { 2 } else { usize::from(document.slice(first.span).eq_ignore_ascii_case("by")) };
    let Some(names) = tokens.get(lead..).filter(|names| lead > 0 && !names.is_empty()) else { return false };
    let is_part = |token: &Token| {
        is_name_part(token)
            || is_stamp_word(token)
            || matches!(document.slice(token.span), "and" | "for" | "in" | "at" | "with" | "the")
    };
    let starts_with_name = names.first().is_some_and(|name| name.is_capitalised());
    let is_sentence = tokens.iter().filter(|token| token.is_quotation_mark()).count() > 1;
    starts_with_name && !is_sentence && names.iter().all(is_part)
}

/// `Northern Ledger November 18, 2019 11:03 PM`, `5:45 AM 11/19/2019 by Ada Lindqvist`: names and a full date, no sentence.
fn is_name_with_date(tokens: &[Token]) -> bool {
    let begins = tokens.first().is_some_and(|first| first.is_word() || first.is_number());
    let has_year = tokens.iter().any(|token| token.is_number() && token.span.len() == 4);
    let has_date = (0..tokens.len()).any(|at| is_numeric_date_at(&tokens[at..]) || is_month_and_day(&tokens[at..]));
    begins
        && has_year
        && has_date
        && tokens.len() <= 20
        && tokens.iter().all(|token| is_name_part(token) || is_stamp_word(token) || token.is(WordClass::Preposition))
}

/// `Nov. 18`, `18 November`
fn is_month_and_day(tokens: &[Token]) -> bool {
    let [first, rest @ ..] = tokens else { return false };
    let next = rest.iter().find(|token| !token.is_mark('.'));
    next.is_some_and(|next| {
        (first.is(WordClass::Month) && next.is_number())
            || (first.is_number() && first.span.len() <= 2 && next.is(WordClass::Month) && next.is_capitalised())
    })
}

/// `Business Correspondent`, `Valley Courier` under a byline: names and posts, no sentence.
fn is_post(page: &Page, index: usize) -> bool {
    let piece = &page.pieces[index];
    (1..=6).contains(&piece.words) && piece.ending == Ending::Open && page.tokens(index).iter().all(is_name_part)
}

/// Two or three words in capitals, as authors are named alone in a line.
pub(super) fn is_bare_name(tokens: &[Token]) -> bool {
    let is_name = |token: &Token| {
        token.is_word()
            && matches!(token.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed)
            && !token.is(WordClass::Determiner)
    };
    (2..=4).contains(&tokens.len())
        && tokens.iter().all(|token| is_name(token) || token.is_mark('.'))
        && tokens.iter().any(|token| token.is(WordClass::FirstName))
}
