//! A number as the text writes it: is_digits, words, or a vague magnitude.

use super::reader::Reader;
use super::{figures, item, numerals};
use crate::annotation::QuantityKind;
use crate::lang::en::NumeralPart;

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
        self.low *= factor;
        self.high *= factor;
        self.scale *= factor;
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

/// `one in four`, `9 out of 10`, `1 over 3`.
fn ratio(r: &Reader, part: Number) -> Option<Number> {
    if part.is_vague || part.is_fraction || part.scale != 1.0 {
        return None;
    }
    let at = part.end;
    let whole_at = if r.is(at, "out") && r.is(at + 1, "of") {
        at + 2
    } else if r.is(at, "in") || r.is(at, "over") {
        at + 1
    } else {
        return None;
    };
    let whole = read_simple(r, whole_at)?;
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
