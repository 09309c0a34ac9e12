//! Guards against numbers in names: `Article 5`, `Boeing 737`, `COVID-19`, `S&P 500`, `3G`, `10 Downing Street`.

use super::no_claim::{counts_plural, is_compared, is_measured};
use super::number::Number;
use super::reader::Reader;
use super::{currency, item, measure, range};
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// The token after a name that the number is part of.
pub fn name_with_number(r: &Reader, number: &Number) -> Option<usize> {
    if is_labelled(r, number) {
        return Some(more_labelled(r, end_of_code(r, number.end)));
    }
    if is_group_of(r, number.first.wrapping_sub(1)) {
        return Some(number.end);
    }
    if ends_name(r, number) || is_code(r, number) || opens_name(r, number) {
        return Some(end_of_code(r, number.end));
    }
    let padded = r.text(number.first).len() > 1 && r.text(number.first).starts_with('0') && !r.text(number.first).contains('.');
    // `7-Eleven`
    let hyphen = number.end;
    let named = r.is_tying_hyphen(hyphen) && r.is_capitalised(hyphen + 1) && r.number_word(hyphen + 1).is_some();
    if named { Some(hyphen + 2) } else { padded.then_some(number.end) }
}

/// Only a plain figure is part of a name: no separators, no magnitude, no sign.
fn is_plain(r: &Reader, number: &Number) -> bool {
    let whole = r.text(number.first).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    whole && number.scale == 1.0 && !number.has_plus && !number.is_fraction && number.end == number.first + 1
}

/// Labels that are common nouns too: in lower case, and before a plural, they name nothing (`this week 12 men`).
const COMMON_LABELS: RuleWords = words![
    "day",
    "week",
    "year",
    "years",
    "line",
    "act",
    "match",
    "group",
    "camp",
    "measure",
    "title",
    "no",
    "model",
    "series",
    "world",
    "list",
    "order",
    "cell",
    "seat",
    "seats",
    "units",
    "game",
    "games",
    "round",
    "class",
    "table",
    "flights",
    "extension",
];

/// `Article 5`, `page 12`, `No. 1`, `#3`: a noun that takes a number as a name.
fn is_labelled(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    if !is_plain(r, number) {
        return false;
    }
    let abbreviated = r.is(before, ".")
        && r.is_any(before.wrapping_sub(1), words!["no", "nos", "nr", "nrs", "fig", "p", "pp", "vol", "art", "sec", "ext"]);
    let label = if abbreviated { before - 1 } else { before };
    let measured = || {
        currency::before(r, number.first).is_some() || measure::after(r, number.end).is_some_and(|measure| !measure.is_attributive)
    };
    let common = || !r.is_capitalised(label) && r.is_any(label, COMMON_LABELS) && counts_plural(r, number);
    r.is_one_of(before, "#№") || (r.in_list(label, WordClass::NumberLabel) && !measured() && !common())
}

/// The end of `12 and 13`, `3, 4 and 5` behind a label.
fn more_labelled(r: &Reader, mut end: usize) -> usize {
    let closes = |at: usize| !r.is_word(at) || r.in_list(at, WordClass::Auxiliary);
    while r.is_any(end, words!["and", "or", "to", ","]) && r.is_digits(end + 1) && closes(end + 2) {
        end += 2;
    }
    end
}

/// `Group of Seven`, `Group of 20`, `Gang of Eight`
pub fn is_group_of(r: &Reader, before: usize) -> bool {
    r.is(before, "of") && matches!(r.text(before.wrapping_sub(1)), "Group" | "Gang")
}

/// A whole number right behind a capitalised word that doesn't open the sentence: `Toy Story 2`, `Nasdaq 100`, `Standard & Poor's 500`.
fn ends_name(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    let is_index = r.is_possessive(before) && r.is(before.wrapping_sub(1), "Poor");
    let before = if is_index { before - 1 } else { before };
    let capital = r.is_capitalised(before) || r.is_any(before, words!["iphone", "ipad", "ios"]);
    let is_apart = r.is_attached(number.first) || r.opens_cell(number.first);
    if !capital || !is_plain(r, number) || number.low.fract() != 0.0 || is_apart {
        return false;
    }
    let function_word = r.in_list(before, WordClass::ItemStop) || r.change_before(number.first).is_some();
    let year = r.text(number.first).len() == 4 && number.low < 2100.0;
    let outer = before.wrapping_sub(1);
    let opens = before == r.first || (r.is_mark(outer) && !r.is_dash(outer) && !r.is_one_of(outer, ",&’')"));
    let initials = matches!(r.text(before).len(), 2..=4) && r.text(before).bytes().all(|byte| byte.is_ascii_uppercase());
    let counts = (opens && !initials || is_fronted_place(r, before)) && counts_plural(r, number);
    !function_word && !year && !is_compared(r, number) && !is_measured(r, number) && !counts && !range::is_result(r, number)
}

/// The longest name of a place at the head of a sentence, in tokens.
const LONGEST_PLACE: usize = 4;

/// `In Kenya 30 people died`: the capitalised words that end at `last` are where a sentence begins.
fn is_fronted_place(r: &Reader, last: usize) -> bool {
    let names = (r.first..=last).rev().take(LONGEST_PLACE).take_while(|at| r.is_capitalised(*at));
    // The preposition that opens the sentence is capitalised itself.
    names.last().is_some_and(|first| first == r.first && first < last && r.is_any(first, words!["in", "at", "near", "across"]))
}

/// Letters and digits in one word: `A380`, `3G`, `COVID-19`, `777F`, `ID.3`, `401(k)`.
fn is_code(r: &Reader, number: &Number) -> bool {
    let (at, before) = (number.first, number.first.wrapping_sub(1));
    if currency::before(r, at).is_some() {
        return false;
    }
    let behind_letters = r.is_attached(at) && r.is_word(before);
    let dotted = r.is_attached(at) && r.is(before, ".") && r.is_attached(before) && r.is_word(before.wrapping_sub(1));
    let other_suffix =
        r.is_attached(number.end) && r.is_word(number.end) && number.scale == 1.0 && measure::after(r, number.end).is_none();
    behind_letters || dotted || is_tied(r, at) || other_suffix || has_paragraph(r, number.end)
}

/// `401(k)`, `8(a)`: one letter in brackets, written on to the figure.
fn has_paragraph(r: &Reader, at: usize) -> bool {
    let letter = at + 1;
    let is_letter = r.is_word(letter) && r.text(letter).len() == 1;
    r.is_one_of(at, "(") && r.is_one_of(at + 2, ")") && is_letter && (at..at + 3).all(|at| r.is_attached(at))
}

/// `F-16`, `scp-173`: a short or capitalised word and a hyphen before the figure.
fn is_tied(r: &Reader, at: usize) -> bool {
    let hyphen = at.wrapping_sub(1);
    let word = at.wrapping_sub(2);
    let in_name = r.is_capitalised(word) && word > r.first;
    let prefix = r.is_any(word, words!["sub", "to", "mid", "under", "over", "pre", "post", "non"]) && !in_name;
    r.is_tying_hyphen(hyphen) && r.is_word(word) && !prefix && (r.is_capitalised(word) || r.text(word).len() <= 3)
}

/// `737 Max`, `11 Pro`: a capitalised word goes on with the name, and is no plural, day or month.
fn opens_name(r: &Reader, number: &Number) -> bool {
    const NO_NAMES: u64 = WordClass::Weekday.bit() | WordClass::Month.bit() | WordClass::ItemStop.bit();
    let next = number.end;
    let goes_on = r.is_capitalised(next) && !r.is_attached(next) && !r.opens_cell(next) && !r.in_any_list(next, NO_NAMES);
    let whole = || is_plain(r, number) && number.low.fract() == 0.0 && number.first != r.first;
    goes_on && whole() && !is_compared(r, number) && !is_measured(r, number) && item::counted(r, next, false).is_none()
}

/// The end of what is written together with a token before `at`.
fn end_of_code(r: &Reader, mut at: usize) -> usize {
    while r.is_attached(at) && !r.is_possessive(at) && (r.is_word(at) || r.is_digits(at) || r.is_tying_hyphen(at)) {
        at += 1;
    }
    at
}

/// The longest name of a street, in tokens.
const LONGEST_STREET: usize = 6;

/// `10 Downing Street`, `9 E 71st St`, `22 Ave Foch`: a house number and capitalised words up to a word for a street.
pub fn address(r: &Reader, number: &Number) -> Option<usize> {
    if !is_plain(r, number) {
        return None;
    }
    // `the 700 block of Knox Road`
    if number.low % 100.0 == 0.0 && r.is(number.end, "block") && r.is(number.end + 1, "of") {
        return Some(number.end + 1);
    }
    let part_of_name = |at: &usize| r.is_capitalised(*at) || r.is_digits(*at) || (r.is_attached(*at) && r.is_word(*at));
    let words = (number.end..number.end + LONGEST_STREET).take_while(part_of_name);
    let street = words.into_iter().find(|at| *at > number.end && r.in_list(*at, WordClass::StreetWord) && r.is_capitalised(*at));
    let foreign = r.is_any(number.end, words!["rue", "ave", "avenue", "via", "calle"]) && r.is_capitalised(number.end + 1);
    street.or(foreign.then_some(number.end))
}
