//! Whether a stop ends its sentence: by the word before it and what follows.

use super::following::{Following, Next, joined_before};
use super::splitter::{Boundary, Context};
use super::terminator::{Terminator, Terminators};
use crate::lang::en::{Abbreviation, WordClass};
use crate::text::{Shape, Token, TokenKind};

/// A sentence has more words than this before a clock time can end it (`At 5 a.m. Mr. Lee left`).
const LONGEST_TIME_PHRASE: usize = 4;

pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    if following.next == Next::Punctuation {
        return None;
    }
    let rule = match word_before(context, run) {
        Before::Plain => plain_stop(following),
        Before::Abbreviation(class, word) if !run.is_repeated => abbreviation(context, run, following, class, word),
        Before::Initial(index) if !run.is_repeated => initial(context, following, index),
        Before::ListNumber => None,
        Before::Abbreviation(..) | Before::Initial(_) => plain_stop(following),
    }?;
    Some((run.end, rule))
}

/// What the stop is written on to.
enum Before {
    Plain,
    /// With the index of the word.
    Abbreviation(Abbreviation, usize),
    /// A single letter, by index.
    Initial(usize),
    /// A number that opens the sentence: `1. Read the text.`
    ListNumber,
}

fn word_before(context: &Context, run: &Terminators) -> Before {
    if run.terminator == Terminator::DottedWord {
        let class = context.stops.abbreviations.get(&context.tokens[run.start]).copied();
        return Before::Abbreviation(class.unwrap_or(Abbreviation::Acronym), run.start);
    }
    let Some(word) = joined_before(context, run.start) else { return Before::Plain };
    let index = run.start - 1;
    match word.kind {
        TokenKind::Number if is_opening(context, index) && !run.closes_bracket => Before::ListNumber,
        TokenKind::Word if word.is(WordClass::Abbreviation) && counts_as_abbreviation(context, word) => {
            context.stops.abbreviations.get(word).map_or(Before::Plain, |&class| Before::Abbreviation(class, index))
        }
        TokenKind::Word if word.span.len() == 1 => Before::Initial(index),
        _ => Before::Plain,
    }
}

/// Abbreviations of names are capitalised; in lower case the same letters are an ordinary word (`ill`, `miss`, `mass`).
fn counts_as_abbreviation(context: &Context, word: &Token) -> bool {
    let is_name = matches!(
        context.stops.abbreviations.get(word),
        Some(Abbreviation::State | Abbreviation::Calendar | Abbreviation::Title | Abbreviation::Street)
    );
    word.shape != Shape::Lower || !is_name
}

/// Whether nothing but marks stands before this token in its sentence.
fn is_opening(context: &Context, index: usize) -> bool {
    let before = &context.tokens[context.sentence_start..index];
    before.len() <= 2 && before.iter().all(|token| token.kind == TokenKind::Mark)
}

fn plain_stop(following: &Following) -> Option<&'static str> {
    match following.next {
        Next::Lower | Next::Punctuation => None,
        Next::Capital | Next::Number | Next::Other => Some("stop"),
    }
}

fn abbreviation(
    context: &Context,
    run: &Terminators,
    following: &Following,
    class: Abbreviation,
    word: usize,
) -> Option<&'static str> {
    if class == Abbreviation::Reference && following.next != Next::Number {
        return plain_stop(following);
    }
    if following.next != Next::Capital {
        return None;
    }
    let ends = match class {
        Abbreviation::Title => following.begins_surely() && is_street_or_state(context, word),
        Abbreviation::Inner | Abbreviation::Reference => false,
        Abbreviation::Closing | Abbreviation::Unit => true,
        Abbreviation::Clock => ends_with_clock_time(context, following, word),
        Abbreviation::Calendar | Abbreviation::Acronym | Abbreviation::Suffix => following.begins_surely(),
        Abbreviation::Company | Abbreviation::State | Abbreviation::Street => following.begins_likely(),
    };
    let ends = ends || (run.closes_quote && following.begins_likely());
    (ends && !run.closes_bracket).then_some("abbreviation_before_start")
}

/// `on Main St. The`: behind a name, `St.` is a street and no saint.
fn is_street_or_state(context: &Context, word: usize) -> bool {
    let before = word.checked_sub(1).filter(|&index| index >= context.sentence_start);
    before
        .is_some_and(|index| context.tokens[index].is_capitalised() && context.document.token_text(word).eq_ignore_ascii_case("st"))
}

fn ends_with_clock_time(context: &Context, following: &Following, word: usize) -> bool {
    let next = &context.tokens[following.index];
    let is_date = next.is_any(WordClass::Weekday.bit() | WordClass::Month.bit()) || next.shape == Shape::Upper;
    let names_time = context
        .tokens
        .get(following.index + 1)
        .is_some_and(|_| context.document.token_text(following.index + 1).eq_ignore_ascii_case("time"));
    word - context.sentence_start >= LONGEST_TIME_PHRASE && !is_date && !names_time
}

/// `John F. Kennedy` goes on; `you and I. Did` does not.
fn initial(context: &Context, following: &Following, letter: usize) -> Option<&'static str> {
    if following.next != Next::Capital || is_opening(context, letter) {
        return None;
    }
    let before = &context.tokens[letter - 1];
    let in_name = before.is_capitalised() && context.document.token_text(letter) != "I" && !following.begins_surely();
    (following.begins_surely() && (!before.is_capitalised() || !in_name)).then_some("letter_before_start")
}
