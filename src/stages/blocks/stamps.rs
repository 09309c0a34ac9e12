//! Datelines: time stamps, bylines, the names and posts of authors.

use super::credits::led_by;
use super::cut::is_agency_dateline;
use super::page::{Ending, Page, is_name_part};
use crate::annotation::BlockKind;
use crate::lang::en::WordClass;
use crate::stages::dates::absolute;
use crate::text::{Document, Token, words};

/// A longer line is no time stamp and no byline, in tokens.
const LONGEST: usize = 32;

pub(super) fn mark(page: &mut Page) {
    let is_sentence = |index: &usize| page.is_open(*index) && page.pieces[*index].is_prose();
    let foot = (0..page.pieces.len()).rfind(is_sentence).unwrap_or_default();
    let mut sentences_above = 0;
    for index in 0..page.pieces.len() {
        if (sentences_above == 0 || index > foot) && is_basic_date(page, index) {
            page.overrule(index, BlockKind::Dateline, "time_stamp");
        }
        // An hour alone between paragraphs is a heading of a running report.
        let is_heading = sentences_above > 1 && is_hour(page.document, page.tokens(index));
        if let Some(rule) = (page.is_open(index) && !is_heading).then(|| rule_for(page, index)).flatten() {
            page.settle(index, BlockKind::Dateline, rule);
        }
        sentences_above += usize::from(page.is_open(index) && page.pieces[index].is_prose());
    }
    for index in 1..page.pieces.len() {
        let above = page.pieces[index - 1].verdict.map(|verdict| verdict.rule);
        // `/ Meridian News`: a bar goes on with the line above.
        let goes_on = page.tokens(index).first().is_some_and(|first| matches!(first.mark(), Some('/' | '|')));
        let follows = above == Some("byline") || above == Some("time_stamp") && goes_on;
        if follows && page.is_open(index) && is_post(page, index) {
            page.settle(index, BlockKind::Dateline, "author_post");
        }
    }
}

/// `20250217` alone at the head or the foot. Elsewhere it is a number.
fn is_basic_date(page: &Page, index: usize) -> bool {
    matches!(page.tokens(index), [day] if day.is_number() && absolute::basic_date(page.document.slice(day.span)).is_some())
}

fn rule_for(page: &Page, index: usize) -> Option<&'static str> {
    let tokens = page.tokens(index);
    if tokens.len() > LONGEST {
        return None;
    }
    match () {
        () if is_time_stamp(tokens) || matches!(tokens, [day] if is_dotted_date(page.document, day)) => Some("time_stamp"),
        () if is_agency_dateline(page.document, tokens) => Some("agency_dateline"),
        () if is_byline(page.document, tokens) => Some("byline"),
        () if is_name_with_date(tokens) && page.pieces[index].ending == Ending::Open => Some("name_and_date"),
        () => None,
    }
}

/// Nothing but words of time, with a day or an hour among them.
pub(super) fn is_time_stamp(tokens: &[Token]) -> bool {
    tokens.iter().all(is_stamp_word) && names_a_time(tokens)
}

/// `4:14 p.m.`, `9.30 am / 7 pm`: hours without a day.
fn is_hour(document: &Document, tokens: &[Token]) -> bool {
    let is_word_of_hours = |token: &Token| !token.is_word() || words!["am", "pm", "a.m.", "p.m.", "noon", "midnight"].have(token);
    let is_figure = |token: &Token| token.is_number() && token.span.len() <= 5;
    let says_hour = tokens.iter().any(|token| token.is_word() || token.is_mark(':'));
    says_hour && tokens.iter().all(is_word_of_hours) && tokens.iter().any(is_figure) && !names_a_day(document, tokens)
}

/// A year, or a date in figures.
fn names_a_day(document: &Document, tokens: &[Token]) -> bool {
    let is_year = |token: &Token| token.span.len() == 4 && !document.slice(token.span).contains(['.', ',']);
    tokens.iter().any(|token| token.is_number() && is_year(token) && !token.is_attached())
        || (0..tokens.len()).any(|at| is_numeric_date_at(&tokens[at..]))
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
    // `19.11.2019, 08:57`: the day is one figure.
    let has_day_and_time = has_time && numbers >= 3 && !tokens.iter().any(Token::is_word);
    has_date || has_day_and_time || (months > 0 && numbers > 0) || (has_time && stamps > 0) || (numbers > 0 && stamps >= 2)
}

/// `2025-02-17`, `17/02/2025`: a date in figures, with a year of four, at the start.
pub(super) fn is_numeric_date_at(tokens: &[Token]) -> bool {
    let [a, first, b, second, c, ..] = tokens else { return false };
    let is_joint = |token: &Token| matches!(token.mark(), Some('-' | '/' | '.')) && token.is_attached();
    let lengths = (a.span.len(), b.span.len(), c.span.len());
    let is_dated = matches!(lengths, (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4));
    a.is_number() && b.is_number() && c.is_number() && is_joint(first) && is_joint(second) && is_dated
}

/// `17.02.2025`, which is one token
pub(super) fn is_dotted_date(document: &Document, token: &Token) -> bool {
    let is_part = |part: &str, lengths: std::ops::RangeInclusive<usize>| lengths.contains(&part.len());
    let mut parts = document.slice(token.span).split('.');
    let is_dated = match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some(day), Some(month), Some(year), None] => is_part(day, 1..=2) && is_part(month, 1..=2) && is_part(year, 4..=4),
        _ => false,
    };
    token.is_number() && is_dated
}

/// `By Ada Lindqvist and Tom Oduya, Berlin`, with a date or a post behind it.
fn is_byline(document: &Document, tokens: &[Token]) -> bool {
    let start = tokens.iter().position(Token::is_word).unwrap_or(0);
    let tokens = &tokens[start..];
    let Some(first) = tokens.first() else { return false };
    let is_word = |word: &str| document.slice(first.span).eq_ignore_ascii_case(word);
    let is_led = is_word("by") || is_word("author") && tokens.get(1).is_some_and(|colon| colon.is_mark(':'));
    let lead = if led_by(tokens, BlockKind::Dateline) { 2 } else { usize::from(is_led) };
    let lead = lead + usize::from(lead > 0 && tokens.get(lead).is_some_and(|colon| colon.is_mark(':')));
    let Some(names) = tokens.get(lead..).filter(|names| lead > 0 && !names.is_empty()) else { return false };
    // A mail address ends it, behind a bar or a bracket.
    let at = names.iter().position(|token| token.is_mark('@')).unwrap_or(names.len());
    let bar = names[..at].iter().rposition(|token| matches!(token.mark(), Some('|' | '(' | '·' | '•' | ',')));
    let names = if at < names.len() { &names[..bar.unwrap_or(at.saturating_sub(1))] } else { names };
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
    let has_date = || (0..tokens.len()).any(|at| is_numeric_date_at(&tokens[at..]) || is_month_and_day(&tokens[at..]));
    begins
        && has_year
        && tokens.len() <= 20
        && has_date()
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
pub(super) fn is_post(page: &Page, index: usize) -> bool {
    let piece = &page.pieces[index];
    (1..=6).contains(&piece.words) && piece.ending == Ending::Open && page.tokens(index).iter().all(is_name_part)
}
