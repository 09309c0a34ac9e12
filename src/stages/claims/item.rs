//! The thing counted: the noun phrase behind a number or its unit.

use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::{NumeralPart, WordClass};

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// First token of the phrase, and the token after it.
    pub first: usize,
    pub end: usize,
    /// The head noun.
    pub head: usize,
    pub is_plural: bool,
}

const LONGEST: usize = 7;
/// Words that end a phrase elsewhere but stand before a counted noun: `two other men`, `eight more seats`, `15 million fewer jobs`.
const SKIPPED: &[&str] =
    &["other", "more", "fewer", "such", "additional", "extra", "further", "different", "new", "separate", "of", "less"];

/// The noun phrase counted by the number that ends before `at`. `one`: the number is one, so the noun is singular.
pub fn counted(r: &Reader, at: usize, one: bool) -> Option<Item> {
    if let Some(item) = partitive(r, at) {
        return Some(item);
    }
    if r.is_dash(at) && r.is_attached(at) && r.is_attached(at + 1) && r.is_word(at + 1) {
        return hyphenated(r, at + 1);
    }
    let mut first = at;
    while r.is_any(first, SKIPPED) && r.is_word(first + 1) && !r.is(first, "of") && !r.is(first + 1, "than") {
        first += 1
    }
    if matches!(r.text(first), "\"" | "“" | "'" | "‘") && r.is_word(first + 1) && !r.is_attached(first) {
        first += 1
    }
    if !starts_noun(r, first) || one && looks_plural(r, first) && !r.is_capitalised(first) {
        return None;
    }
    if one { singular(r, first) } else { plural(r, first).or_else(|| attributive(r, first)) }
}

/// `of the students`, `of British troops`: the noun phrase after `of`, without its determiners.
pub fn partitive(r: &Reader, at: usize) -> Option<Item> {
    if !r.is(at, "of") {
        return None;
    }
    let mut first = at + 1;
    while r.is_any(
        first,
        &[
            "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "these", "those", "this", "that", "all", "some",
            "such",
        ],
    ) || number_word(r, first)
        || possessive(r, first) > 0
    {
        first += possessive(r, first).max(1);
    }
    if !starts_noun(r, first) {
        return None;
    }
    plural(r, first).or_else(|| singular(r, first))
}

/// What is measured: `a 30-day ceasefire`, `$12 million in damages`, `a 5 per cent fee`.
pub fn behind_measure(r: &Reader, at: usize, quantity: &super::quantity::Quantity) -> Option<Item> {
    let money = quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Money);
    if money && r.is(at, "in") && !r.is_capitalised(at + 1) {
        return starts_noun(r, at + 1).then(|| plural(r, at + 1)).flatten();
    }
    let share = money || quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Percent);
    let determined = r.is_any(quantity.first.wrapping_sub(1), &["a", "an", "the", "its", "their", "his", "her", "this", "that"]);
    let stands_before_noun = if share { determined } else { quantity.is_attributive };
    let first = if r.is_dash(at) && r.is_attached(at) { at + 1 } else { at };
    if !stands_before_noun || !starts_noun(r, first) || r.is_capitalised(first) {
        return None;
    }
    plural(r, first).or_else(|| singular(r, first))
}

/// Tokens of a possessor at `at`: `Airbnb's`, `the company's`.
fn possessive(r: &Reader, at: usize) -> usize {
    let length = (1..=3).find(|n| r.is_possessive(at + n) || matches!(r.text(at + n), "'" | "’") && r.ends_in(at + n - 1, &["s"]));
    match length {
        Some(n) if (0..n).all(|i| r.is_word(at + i)) && r.is_word(at + n + 1) => n + 1,
        _ => 0,
    }
}

fn number_word(r: &Reader, at: usize) -> bool {
    r.is_digits(at) || r.number_word(at).is_some_and(|(_, p)| !matches!(p, NumeralPart::Fraction))
}

/// `two-party system`, `12-page document`: the noun tied to the number by a hyphen is what is counted.
fn hyphenated(r: &Reader, at: usize) -> Option<Item> {
    if r.in_list(at, WordClass::ItemStop)
        || r.is_any(at, &["off", "time", "sided", "way", "plus", "odd", "ish", "fold", "handed", "dimensional", "to", "something"])
    {
        return None;
    }
    let mut end = at + 1;
    while r.is_dash(end) && r.is_attached(end) && r.is_attached(end + 1) && r.is_word(end + 1) {
        end += 2
    }
    Some(Item { first: at, end, head: end - 1, is_plural: false })
}

/// Nouns and adjectives that end like adverbs.
const NOUNS_IN_LY: &[&str] = &[
    "family", "assembly", "supply", "reply", "italy", "ally", "monthly", "weekly", "daily", "elderly", "friendly", "early", "fly",
    "bully", "rally", "anomaly", "monopoly", "july",
];

fn starts_noun(r: &Reader, at: usize) -> bool {
    r.is_word(at) && !is_stop(r, at) && (modifies(r, at) || !is_verb_form(r, at))
}

fn is_stop(r: &Reader, at: usize) -> bool {
    r.in_list(at, WordClass::ItemStop) || r.ends_in(at, &["n't", "n’t"]) || (r.ends_in(at, &["ly"]) && !r.is_any(at, NOUNS_IN_LY))
}

fn is_verb_form(r: &Reader, at: usize) -> bool {
    let participle = r.text(at).len() > 4 && r.ends_in(at, &["ed", "ing"]) && !r.ends_in(at, &["eed"]);
    r.in_list(at, WordClass::PastVerb) || (participle && !r.is_capitalised(at))
}

/// A participle before a plural noun modifies it: `two wounded soldiers`.
fn modifies(r: &Reader, at: usize) -> bool {
    let next = if r.is_dash(at + 1) { at + 3 } else { at + 1 };
    !r.in_list(at, WordClass::PastVerb)
        && r.is_word(next)
        && !is_stop(r, next)
        && (looks_plural(r, next) || !is_verb_form(r, next) && looks_plural(r, next + 1) && !is_stop(r, next + 1))
}

pub fn looks_plural(r: &Reader, at: usize) -> bool {
    if r.in_list(at, WordClass::IrregularPlural) {
        return true;
    }
    r.is_word(at)
        && r.text(at).len() > 2
        && r.ends_in(at, &["s"])
        && !r.ends_in(at, &["ss", "us", "is"])
        && !r.in_list(at, WordClass::ItemStop)
}

/// Up to the plural noun that ends the phrase; two plural-looking words in a row end at the second (`sports stars`), for a
/// verb after a plural subject has no `s`.
fn plural(r: &Reader, first: usize) -> Option<Item> {
    let mut at = first;
    while at < first + 2 * LONGEST {
        if !part_of_phrase(r, at) || (at > first && is_verb_form(r, at) && !modifies(r, at) && !r.is_dash(at - 1)) {
            return None;
        }
        if looks_plural(r, at) && !(r.is_dash(at + 1) && r.is_attached(at + 1)) && !continues(r, at) {
            return Some(Item { first, end: at + 1, head: at, is_plural: true });
        }
        at += 1;
    }
    None
}

fn continues(r: &Reader, at: usize) -> bool {
    let next = at + 1;
    let joined = looks_plural(r, next) && !is_stop(r, next) && !is_verb_form(r, next) && !r.is_any(next, &["says", "has", "does"]);
    joined
        || (r.is_word(next)
            && !r.is_capitalised(at)
            && r.is_any(
                at,
                &[
                    "sports",
                    "sales",
                    "arms",
                    "news",
                    "goods",
                    "savings",
                    "operations",
                    "police",
                    "staff",
                    "crew",
                    "rights",
                    "women",
                    "men",
                ],
            )
            && looks_plural(r, next)
            && !is_stop(r, next))
}

/// Words, hyphens inside compounds, `and` between modifiers, and figures of a name (`Model 3 sedans`).
fn part_of_phrase(r: &Reader, at: usize) -> bool {
    if r.is_dash(at) {
        return r.is_attached(at) && r.is_attached(at + 1) || r.is_attached(at) && r.is_any(at + 1, &["and", "or"]);
    }
    if r.is(at, "and") || r.is_any(at, &["&", "/"]) {
        return r.is_word(at + 1) && !is_stop(r, at + 1) && joins_modifiers(r, at);
    }
    if r.is_digits(at) {
        return r.is_capitalised(at - 1) || r.is_attached(at) || r.is_capitalised(at + 1);
    }
    let tied = r.is_attached(at) && r.is_dash(at - 1);
    r.is_word(at) && (tied || !is_stop(r, at))
}

/// `Kia and Hyundai vehicles`, `deep and continuous cuts`: nothing plural stands before the `and`.
fn joins_modifiers(r: &Reader, at: usize) -> bool {
    !looks_plural(r, at - 1) && (looks_plural(r, at + 2) || looks_plural(r, at + 3)) && !is_stop(r, at + 2)
}

/// `12 page document`: a singular noun behind a plural number measures; it is what is counted.
fn attributive(r: &Reader, first: usize) -> Option<Item> {
    let fits = !r.is_capitalised(first) && r.is_word(first) && !is_verb_form(r, first) && !is_adjective(r, first);
    fits.then_some(Item { first, end: first + 1, head: first, is_plural: false })
}

fn is_adjective(r: &Reader, at: usize) -> bool {
    r.ends_in(at, &["al", "ic", "ive", "ous", "ful", "less", "able", "ible", "ary", "ern", "ish", "ese", "est", "ly"])
}

/// The singular noun phrase behind `one`: up to a function word, a mark or a verb.
fn singular(r: &Reader, first: usize) -> Option<Item> {
    let mut end = first;
    while end < first + LONGEST && part_of_phrase(r, end) && !(end > first && ends_singular(r, end)) {
        end += 1
    }
    while end > first && !r.is_word(end - 1) {
        end -= 1
    }
    (end > first).then(|| Item { first, end, head: end - 1, is_plural: false })
}

fn ends_singular(r: &Reader, at: usize) -> bool {
    let hyphened = r.is_dash(at) || r.is_dash(at - 1);
    !hyphened
        && (is_verb_form(r, at) && !r.is_dash(at + 1) || looks_plural(r, at) && !r.is_capitalised(at) && !is_adjective(r, at - 1))
}
