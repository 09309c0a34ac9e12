//! The unit behind a number: by name, by symbol, or by a letter written on to the digits.

use super::reader::Reader;
use super::{currency, rate, word_form};
use crate::annotation::QuantityKind;
use crate::lang::en::{Unit, WordClass};
use crate::text::{RuleWords, words};

/// A unit as the text writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    pub unit: Unit,
    /// The token after the unit.
    pub end: usize,
    /// Singular or joined with a hyphen, so that it stands before a noun: `a 30-day ceasefire`.
    pub is_attributive: bool,
}

/// The unit that begins at `at`, the token after the number.
pub fn after(r: &Reader, at: usize) -> Option<Measure> {
    if r.has(at) { r.kept(|memos| &memos.measure_after, at, || find_after(r, at)) } else { None }
}

fn find_after(r: &Reader, at: usize) -> Option<Measure> {
    let hyphen = r.is_tying_hyphen(at);
    let start = if hyphen { at + 1 } else { at };
    let (end, unit) = symbol(r, start).or_else(|| name(r, start)).or_else(|| bracketed(r, start)).or_else(|| scale(r, start))?;
    let (end, unit) = degrees(r, end, unit).unwrap_or((end, unit));
    let singular = r.is_word(end - 1) && !r.ends_in(end - 1, &["s"]) && !r.is_any(end - 1, PLURALS_WITHOUT_S);
    let (end, unit) = rate::with_name(r, end, unit).unwrap_or((end, unit));
    Some(Measure { unit, end, is_attributive: hyphen || singular })
}

const PLURALS_WITHOUT_S: RuleWords = words!["feet", "yen", "yuan", "baht", "horsepower", "percent", "cent"];

/// Adjectives that may stand between a number and a unit of time, length or share: `three consecutive years`.
const BETWEEN: RuleWords = words![
    "more",
    "additional",
    "fewer",
    "full",
    "straight",
    "consecutive",
    "whole",
    "extra",
    "further",
    "working",
    "business",
    "calendar",
    "previous",
    "successive",
    "long",
    "short",
    "solid",
    "other",
];

fn name(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    if let Some((end, unit)) = r.phrase_at(&r.words.unit_names, at) {
        let unit = match unit.name {
            _ if end > at + 1 || r.is_any(at, words!["greenback", "greenbacks"]) => unit,
            "pound" => currency::pound(r, at, unit),
            _ => r.at_home(unit),
        };
        return (!is_other_word(r, at, end)).then_some((end, unit));
    }
    let measured = |unit: &Unit| matches!(unit.kind, QuantityKind::Duration | QuantityKind::Length | QuantityKind::Percent);
    let describes =
        |end: usize, unit: &Unit| unit.kind == QuantityKind::Duration && r.ends_in(end - 1, &["s"]) && describes_time(r, at);
    r.phrase_at(&r.words.unit_names, at + 1).filter(|(end, unit)| r.is_any(at, BETWEEN) && measured(unit) || describes(*end, unit))
}

/// `two windy weeks`, `three eventful days`: an adjective, by its ending.
fn describes_time(r: &Reader, at: usize) -> bool {
    let is_lower = r.is_word(at) && !r.is_capitalised(at) && !word_form::is_stop(r, at);
    is_lower && r.number_word(at).is_none() && (word_form::is_adjective(r, at) || r.text(at).len() > 3 && r.ends_in(at, &["y"]))
}

/// Names of units that are other words here: a `second` man, a `gray` coat, Michael `Foot`.
fn is_other_word(r: &Reader, at: usize, end: usize) -> bool {
    let surname = r.is_capitalised(at) && r.is_any(at, words!["foot", "gray", "real", "rand", "stone", "point", "degree", "bar"]);
    let rank = r.is(at, "second") && r.is_word(end) && !r.is_attached(at) && !r.is_dash(at.wrapping_sub(1));
    surname || rank || r.is_any(at, words!["gray", "bar", "bars", "real"])
}

/// The longest symbol, in tokens: `N.m`, `sq ft`, `km/h`.
const LONGEST_SYMBOL: usize = 4;

fn symbol(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    if !r.may_begin_symbol(at) {
        return currency::scaled_behind(r, at).or_else(|| letter(r, at));
    }
    let spaced = r.is_any(at, words!["sq", "sq.", "fl"]);
    let lengths = (1..=LONGEST_SYMBOL).rev().filter(|length| at + length <= r.end);
    let written_together = |length: usize| spaced || (1..length).all(|next| r.is_attached(at + next));
    let unit = |length: usize| r.words.unit_symbol(r.slice(at, at + length)).filter(|_| stands_alone(r, at, length));
    let found =
        lengths.into_iter().filter(|length| written_together(*length)).find_map(|length| Some((at + length, unit(length)?)));
    let found = found.map(|(end, unit)| (without_last_stop(r, at, end), unit));
    found.or_else(|| currency::behind(r, at)).or_else(|| letter(r, at))
}

/// A stop that could belong to the symbol ends the sentence where it is its last token.
fn without_last_stop(r: &Reader, at: usize, end: usize) -> usize {
    end - usize::from(end == r.end && end > at + 1 && r.is_one_of(end - 1, "."))
}

/// Symbols that look like words count only on to the digits, where a capitalised word follows.
const LIKE_WORDS: &[&str] = &["hr", "min", "sec", "mi", "ms", "ha", "PS", "ps", "mt", "yo", "WAR", "cal", "gal", "cc", "cl", "pm"];

fn stands_alone(r: &Reader, at: usize, length: usize) -> bool {
    let end = at + length;
    let attached = r.is_attached(at);
    let inside_word = r.is_attached(end) && r.is_word(end);
    let lone_letter = length == 1 && r.is_word(at) && r.text(at).len() == 1 && !attached;
    let like_word = length == 1 && !attached && LIKE_WORDS.contains(&r.text(at)) && r.is_capitalised(end);
    !(inside_word || lone_letter || like_word)
}

/// Adjectives and adverbs that say along which way a length is measured.
pub const DIMENSIONS: RuleWords = words!["long", "wide", "tall", "deep", "high", "thick", "away", "apart", "across", "square"];

/// Letters on to the digits: `48m` deep, `100t`, `5C`, `118p`, `43c`; primes for feet and inches.
fn letter(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    let attached = r.is_attached(at);
    let next_is_open =
        !r.is_word(at + 1) || r.in_list(at + 1, WordClass::ItemStop) || r.is(at + 1, "x") || r.is_any(at + 1, DIMENSIONS);
    let name = match r.text(at) {
        "m" if attached || next_is_open => "meter",
        "g" if attached || next_is_open => "gram",
        "t" if attached || next_is_open => "tonne",
        "l" if attached || next_is_open => "liter",
        "p" if attached || next_is_open => "penny",
        "c" if attached => "cent",
        "in" if attached && r.is_number(at - 1) => "inch",
        "st" if attached && !is_first(r, at - 1) => "stone",
        "C" if attached => "celsius",
        "F" if attached && !r.is_word(at + 1) => "fahrenheit",
        "″" => "inch",
        "′" => "foot",
        "\"" if attached && r.is_any(at + 1, DIMENSIONS) => "inch",
        _ => return None,
    };
    let inside_word = r.is_attached(at + 1) && r.is_word(at + 1);
    Some((at + 1, r.words.unit_named(name).filter(|_| !inside_word)?))
}

/// Whether `st` on to the figure makes an ordinal of it: `21st`, but `11st`, `9st`.
fn is_first(r: &Reader, figure: usize) -> bool {
    let text = r.text(figure);
    !r.is_number(figure) || text.ends_with('1') && !text.ends_with("11")
}

/// `20 (kg)`
fn bracketed(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    let close = match r.text(at) {
        "(" => ")",
        "{" => "}",
        "<" => ">",
        "[" => "]",
        _ => return None,
    };
    let (end, unit) = symbol(r, at + 1).filter(|_| r.is_word(at + 1))?;
    (r.text(end) == close).then_some((end + 1, unit))
}

/// `on the Richter scale`, `on the Celsius scale`
fn scale(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    if !(r.is(at, "on") && r.is(at + 1, "the")) {
        return None;
    }
    let (end, unit) = symbol(r, at + 2).or_else(|| name(r, at + 2))?;
    r.is(end, "scale").then_some((end + 1, unit))
}

/// The strength of an earthquake, said before its figure: `a magnitude 6.2 quake`, `magnitude-6`, `a magnitude of 6.2`. Gives whether
/// the quantity stands before a noun.
pub fn magnitude_before(r: &Reader, first: usize) -> Option<(Unit, bool)> {
    let before = first.checked_sub(1)?;
    let is_of = r.is(before, "of");
    let noun = if is_of || r.is_tying_hyphen(before) { before.checked_sub(1)? } else { before };
    if r.is(noun, "magnitude") { Some((r.words.unit_named("magnitude")?, !is_of)) } else { None }
}

/// `37 ° Celsius`, `6 deg C`, `24º C`: the scale behind the degrees.
fn degrees(r: &Reader, end: usize, unit: Unit) -> Option<(usize, Unit)> {
    let scale = match r.text(end) {
        _ if unit.name != "degree" => return None,
        "C" | "c" => "celsius",
        "F" | "f" => "fahrenheit",
        _ if r.is_any(end, words!["celsius", "centigrade"]) => "celsius",
        _ if r.is_any(end, words!["fahrenheit", "farenheit"]) => "fahrenheit",
        _ => return None,
    };
    Some((end + 1, r.words.unit_named(scale)?))
}

/// Words that make degrees degrees of warmth.
const TEMPERATURE: RuleWords = words![
    "temperature",
    "temperatures",
    "warming",
    "warmer",
    "warm",
    "heat",
    "heatwave",
    "hot",
    "hotter",
    "cold",
    "colder",
    "cooler",
    "freezing",
    "scorching",
    "shade",
    "sweltering",
    "climate",
    "weather",
    "thermometer",
    "outside",
    "celsius",
    "fahrenheit",
];

/// Whether the words around `at` speak of temperature.
pub fn is_about_temperature(r: &Reader, at: usize) -> bool {
    r.around(at).any(|word| r.is_any(word, TEMPERATURE))
}
