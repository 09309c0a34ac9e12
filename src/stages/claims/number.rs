//! A number as the text writes it: digits, words, or a vague magnitude.

use super::decimal::product;
use super::reader::Reader;
use super::{figures, item, numerals};
use crate::annotation::QuantityKind;
use crate::lang::en::NumeralPart;
use crate::text::words;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// First token, with the sign or article that belongs to the number.
    pub first: usize,
    /// The token after the number.
    pub end: usize,
    pub low: f64,
    pub high: f64,
    pub is_vague: bool,
    /// Written with digits.
    pub is_digits: bool,
    /// Has a magnitude (`million`, `bn`) of its own.
    pub scale: f64,
    /// `one in four`, `two-thirds`, `half`.
    pub is_fraction: bool,
    /// `+` stands before it.
    pub has_plus: bool,
}

impl Number {
    pub fn exact(first: usize, end: usize, value: f64, is_digits: bool) -> Self {
        Number { first, end, low: value, high: value, is_vague: false, is_digits, scale: 1.0, is_fraction: false, has_plus: false }
    }

    pub fn times(mut self, factor: f64) -> Self {
        (self.low, self.high) = (product(self.low, factor), product(self.high, factor));
        self.scale = product(self.scale, factor);
        self
    }
}

/// The number that begins at `at`; `None` where none begins.
pub fn read(r: &Reader, at: usize) -> Option<Number> {
    r.kept(
        |memos| &memos.number_at,
        at,
        || {
            let number = read_simple(r, at)?;
            Some(ratio(r, number).unwrap_or(number))
        },
    )
}

fn read_simple(r: &Reader, at: usize) -> Option<Number> {
    vague(r, at).or_else(|| figures::read(r, at)).or_else(|| numerals::read(r, at))
}

/// `one in four`, `a one-in-four chance`, `9 out of every 10`, `1 over 3`, `three to one`.
fn ratio(r: &Reader, part: Number) -> Option<Number> {
    if part.is_vague || part.is_fraction || part.scale != 1.0 {
        return None;
    }
    if let Some(number) = times_one(r, &part) {
        return Some(number);
    }
    let tie = usize::from(r.is_tying_hyphen(part.end) && r.is_tying_hyphen(part.end + 2));
    let at = part.end + tie;
    let whole_at = if r.is(at, "out") && r.is(at + 1, "of") {
        at + 2
    } else if r.is(at, "in") || r.is(at, "over") && tie == 0 {
        at + 1 + tie
    } else {
        return None;
    };
    let whole = read_simple(r, whole_at + usize::from(r.is(whole_at, "every")))?;
    let small = r.is(at, "out") || (part.low <= 9.0 && whole.low <= 1000.0);
    let plain = !whole.is_vague && !whole.is_fraction && part.low < whole.low && part.low > 0.0 && part.low.fract() == 0.0;
    let measured = super::measure::after(r, whole.end)
        .is_some_and(|m| m.unit.kind == QuantityKind::Duration || m.unit.kind == QuantityKind::Percent);
    if !small || !plain || measured || (r.is(at, "over") && r.is_word(whole.end)) || whole.low.fract() != 0.0 {
        return None;
    }
    let mut number = Number::exact(part.first, whole.end, part.low / whole.low, part.is_digits);
    number.is_fraction = true;
    Some(number)
}

/// `three to one`, `a 3-to-1 margin`, `a ratio of 3:1`: so many times as many.
fn times_one(r: &Reader, part: &Number) -> Option<Number> {
    let at = part.end;
    let tied = r.is_tying_hyphen(at) && r.is_tying_hyphen(at + 2);
    let one = if r.is_one_of(at, ":") && r.is_attached(at) && r.is_attached(at + 1) {
        at + 1
    } else if r.is(at, "to") || tied && r.is(at + 1, "to") {
        at + 1 + 2 * usize::from(tied)
    } else {
        return None;
    };
    let goes_on = r.is_tying_hyphen(one + 1) || r.is_one_of(one + 1, ":") || r.number_word(one + 1).is_some();
    let counts = super::measure::after(r, one + 1).is_some() || item::counted_noun(r, one + 1).is_some_and(|item| item.is_plural);
    // `fell from three to one` tells a change, `won three to one` a result.
    let is_other = r.is_any(part.first.wrapping_sub(1), words!["from", "between", "won", "lost", "beat", "led", "drew", "score"]);
    let is_ratio = r.is_any(one, words!["one", "1"]) && part.low > 1.0 && !goes_on && !counts && !is_other;
    is_ratio.then(|| Number { is_fraction: true, ..Number::exact(part.first, one + 1, part.low, part.is_digits) })
}

/// `tens of thousands`, `hundreds`, `several hundred`, `a few thousand`, `a handful of voters`.
fn vague(r: &Reader, at: usize) -> Option<Number> {
    if let Some((next, (low, high))) = r.phrase_at(&r.words.vague_quantifiers, at) {
        if r.is(next - 1, "of") && item::partitive(r, next - 1).is_some_and(|item| item.is_plural) {
            return Some(Number { is_vague: true, low, high, ..Number::exact(at, next - 1, low, false) });
        }
        let (base, part) = r.number_word(next)?;
        if !matches!(part, NumeralPart::Hundred | NumeralPart::Magnitude | NumeralPart::Collective) {
            return None;
        }
        let mut number = Number { is_vague: true, ..Number::exact(at, next + 1, base, false) };
        number.scale = base;
        number.low = low * base;
        number.high = high * base;
        return Some(powers(r, number));
    }
    let (base, part) = r.number_word(at)?;
    if part != NumeralPart::Plural || !plural_stands_alone(r, at) {
        return None;
    }
    let mut number = Number { is_vague: true, ..Number::exact(at, at + 1, base, false) };
    number.scale = base;
    while r.is(number.end, "of") {
        let Some((more, NumeralPart::Plural)) = r.number_word(number.end + 1) else { break };
        number = Number { end: number.end + 2, ..number.times(more) };
    }
    if base == 10.0 && number.end == at + 1 {
        return None;
    }
    number.high = number.low * 10.0;
    Some(number)
}

fn powers(r: &Reader, mut number: Number) -> Number {
    while let Some((more, NumeralPart::Magnitude)) = r.number_word(number.end) {
        number = Number { end: number.end + 1, ..number.times(more) };
    }
    number
}

/// `scores` counts only before `of`: otherwise it is a verb or a result.
fn plural_stands_alone(r: &Reader, at: usize) -> bool {
    !r.is(at, "scores") || r.is(at + 1, "of")
}
