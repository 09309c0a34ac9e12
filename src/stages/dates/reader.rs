//! The tokens of a sentence as words of the calendar.

use jiff::civil::Date;

use super::interval::Interval;
use crate::annotation::{DateKind, Granularity};
use crate::lang::en::{CalendarWord, WordClass, english};
use crate::text::{Document, Gap, RuleWords, Shape, Token, TokenRange, words};

/// An expression for a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::stages) struct Found {
    /// The token behind its last one.
    pub(in crate::stages) end: usize,
    pub(in crate::stages) kind: DateKind,
    pub(in crate::stages) granularity: Granularity,
    pub(in crate::stages) interval: Option<Interval>,
    pub(in crate::stages) rule: &'static str,
}

impl Found {
    pub(super) fn absolute(end: usize, granularity: Granularity, interval: Option<Interval>, rule: &'static str) -> Found {
        Found { end, kind: DateKind::Absolute, granularity, interval, rule }
    }

    pub(super) fn relative(end: usize, granularity: Granularity, interval: Option<Interval>, rule: &'static str) -> Found {
        Found { end, kind: DateKind::Relative, granularity, interval, rule }
    }
}

/// Some tokens in a row, and the day on which they were published.
pub(in crate::stages) struct Reader<'a> {
    document: &'a Document<'a>,
    tokens: &'a [Token],
    /// Index of the first of them.
    start: usize,
    pub(super) published: Option<Date>,
}

impl<'a> Reader<'a> {
    pub(in crate::stages) fn new(document: &'a Document<'a>, range: TokenRange, published: Option<Date>) -> Reader<'a> {
        let tokens = document.tokens.get(range.range()).unwrap_or_default();
        Reader { document, tokens, start: range.start as usize, published }
    }

    /// The token with this index, if it is in the sentence.
    #[inline]
    pub(super) fn token(&self, index: usize) -> Option<&'a Token> {
        // What lies before the first one is, counted from it, far behind the last one.
        self.tokens.get(index.wrapping_sub(self.start))
    }

    /// The token before this one, if it is in the sentence.
    pub(super) fn before(&self, index: usize) -> Option<&'a Token> {
        self.token(index.checked_sub(1)?)
    }

    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| self.document.slice(token.span))
    }

    /// Whether the token is this word, in any case.
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        self.text(index).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these words, in any case.
    pub(super) fn is_any(&self, index: usize, words: RuleWords) -> bool {
        self.token(index).is_some_and(|token| words.have(token))
    }

    pub(super) fn is_mark(&self, index: usize, mark: char) -> bool {
        self.token(index).is_some_and(|token| token.is_mark(mark))
    }

    pub(super) fn word(&self, index: usize) -> Option<CalendarWord> {
        english().calendar.words.get(self.token(index)?).copied()
    }

    /// A whole number of at most four digits, with the number of its digits.
    pub(super) fn number(&self, index: usize) -> Option<(i32, usize)> {
        let token = self.token(index).filter(|token| token.is_number() && token.span.len() <= 4)?;
        let text = self.document.slice(token.span);
        Some((text.parse().ok()?, text.len()))
    }

    /// Whether an expression can begin here: nothing else of a text need be looked at. A quotation mark begins one as an apostrophe before
    /// a figure (`’68`).
    pub(super) fn may_begin(&self, index: usize) -> bool {
        let is_number = |index: usize| self.token(index).is_some_and(Token::is_number);
        self.token(index).is_some_and(|token| {
            token.is(WordClass::Calendar) || token.is_number() || token.is_quotation_mark() && is_number(index + 1)
        })
    }

    /// A month's name: written with a capital, and no modal verb or march.
    pub(super) fn month(&self, index: usize) -> Option<i8> {
        match self.word(index)? {
            CalendarWord::Month(month) if self.token(index)?.is_capitalised() => Some(month),
            _ => None,
        }
    }

    /// Whether a month's name or a weekday's is one of those that are other words as well, or are short.
    pub(super) fn is_doubtful(&self, index: usize) -> bool {
        let text = self.text(index);
        text.len() <= 4 && text != "June" && text != "July"
            || text == "March"
            || self.token(index).is_some_and(|token| token.shape == Shape::Upper && text.len() < 5)
    }

    pub(super) fn weekday(&self, index: usize) -> Option<i8> {
        match self.word(index)? {
            CalendarWord::Weekday(day) if self.token(index)?.is_capitalised() => Some(day),
            _ => None,
        }
    }

    /// Passes over the stop of an abbreviation: `Sept.`; behind `June` it ends the sentence.
    pub(super) fn after_stop(&self, index: usize) -> usize {
        let attached = self.token(index).is_some_and(|token| token.is_attached());
        let word = index.wrapping_sub(1);
        let is_short = self.text(word).len() <= 5 && !self.is_any(word, words!["may", "june", "july", "march", "april"]);
        index + usize::from(self.is_mark(index, '.') && attached && is_short)
    }

    /// Passes over one comma.
    pub(super) fn after_comma(&self, index: usize) -> usize {
        index + usize::from(self.is_mark(index, ','))
    }

    /// Passes over `th` written on to a figure.
    pub(super) fn after_ordinal(&self, index: usize) -> usize {
        let is_suffix = matches!(self.text(index), "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH");
        index + usize::from(is_suffix && self.token(index).is_some_and(|token| token.gap == Gap::None))
    }

    /// Passes over `of` and `the`.
    pub(super) fn after_of(&self, index: usize) -> usize {
        let next = index + usize::from(self.is_word(index, "of") || self.is_word(index, "in"));
        next + usize::from(self.is_word(next, "the"))
    }

    /// Passes over `morning`, `night` behind a day.
    pub(super) fn after_part_of_day(&self, index: usize) -> usize {
        index + usize::from(self.word(index) == Some(CalendarWord::PartOfDay))
    }

    /// A year in four figures.
    pub(super) fn year(&self, index: usize) -> Option<i16> {
        let (year, digits) = self.number(index)?;
        (digits == 4 && (1000..=2199).contains(&year)).then_some(year as i16)
    }

    /// The token behind `9 a.m.`, `5.12am EST`, `09:56`, `midnight` and what joins it to a day; `None` where no clock time stands.
    pub(super) fn after_clock_time(&self, index: usize) -> Option<usize> {
        let mut next = index;
        if self.word(index) == Some(CalendarWord::PartOfDay) {
            next += 1;
        } else {
            self.token(index).filter(|token| token.is_number() && token.span.len() <= 5)?;
            next += 1;
            let has_minutes = self.is_mark(next, ':') && self.number(next + 1).is_some();
            next += if has_minutes { 2 } else { 0 };
            let half = self.is_any(next, words!["am", "pm", "a.m.", "p.m.", "noon", "o'clock", "gmt"]);
            if !half && !has_minutes {
                return None;
            }
            next += usize::from(half);
        }
        let zone = self.token(next).is_some_and(|token| token.shape == Shape::Upper && (2..=4).contains(&token.span.len()));
        next += usize::from(zone && self.weekday(next).is_none() && self.month(next).is_none());
        next = self.after_comma(next);
        Some(next + usize::from(self.is_word(next, "on")))
    }
}
