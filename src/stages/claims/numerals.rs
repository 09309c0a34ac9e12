//! Numbers written as words: `twenty-one`, `a hundred and one`, `half a million`, `two-thirds`, `three point five`.

use super::decimal::{product, sum};
use super::number::{self, Number};
use super::reader::Reader;
use super::{figures, measure, multiple, word_form};
use crate::lang::en::{NumeralPart, WordClass};
use crate::text::{RuleWords, words};

/// The numeral that begins at `at`.
pub fn read(r: &Reader, at: usize) -> Option<Number> {
    if r.is_any(at, words!["minus", "negative"]) {
        if r.is(at.wrapping_sub(1), "or") {
            return None;
        }
        let figure = at + 1 + usize::from(r.is_tying_hyphen(at + 1));
        if r.is_any(figure, words!["minus", "negative"]) {
            return None;
        }
        let number = number::read(r, figure).filter(|number| number.first == figure)?;
        return Some(Number { first: at, low: -number.high, high: -number.low, ..number });
    }
    if r.is_any(at, words!["half", "quarter"]) {
        return part_of(r, at, at);
    }
    if r.is_any(at, words!["a", "an"]) {
        return after_article(r, at);
    }
    let (value, part) = r.number_word(at)?;
    match part {
        NumeralPart::Multiple => multiple::read(r, at, value),
        NumeralPart::Ten if r.is_dash(at + 1) && compound_ordinal(r, at).is_some() => None,
        _ if opens_cardinal(value, part) => cardinal(r, at, Sum::default()),
        _ => None,
    }
}

/// `score` opens no numeral: it is a result or a verb.
fn opens_cardinal(value: f64, part: NumeralPart) -> bool {
    use NumeralPart::{Collective, Digit, Hundred, Magnitude, Teen, Ten};
    matches!(part, Digit | Teen | Ten | Hundred | Magnitude) || (part == Collective && value == 12.0)
}

/// Digits before a magnitude: `4 thousand 3 hundred and 21`, `2.2 million`.
pub fn continue_from(r: &Reader, number: Number, at: usize) -> Option<Number> {
    let sum = Sum { current: number.low.abs(), last: Some(NumeralPart::Digit), from_digits: true, ..Sum::default() };
    let grown = cardinal(r, at, sum)?;
    let sign = number.low.signum();
    Some(Number {
        first: number.first,
        is_digits: true,
        low: sign * grown.low,
        high: sign * grown.high,
        has_plus: number.has_plus,
        ..grown
    })
}

/// A cardinal as far as it is read.
#[derive(Default, Clone, Copy)]
struct Sum {
    /// What stands before the last magnitude, multiplied out.
    total: f64,
    /// What has been added up since.
    current: f64,
    last: Option<NumeralPart>,
    /// The magnitude that was said last.
    scale: f64,
    from_digits: bool,
}

impl Sum {
    /// Whether English puts this word next.
    fn takes(&self, value: f64, part: NumeralPart) -> bool {
        use NumeralPart::{Collective, Digit, Hundred, Magnitude, Teen, Ten};
        let fits = match part {
            Digit => matches!(self.last, None | Some(Ten | Hundred | Magnitude)),
            Teen | Ten => matches!(self.last, None | Some(Hundred | Magnitude)),
            Hundred => self.last.is_none() || (self.last != Some(Hundred) && self.current < 1000.0),
            Magnitude | Collective => true,
            _ => false,
        };
        fits && (self.last.is_none() || value != 0.0)
    }

    fn push(&mut self, value: f64, part: NumeralPart) {
        let opens = self.last.is_none();
        match part {
            NumeralPart::Hundred | NumeralPart::Collective => {
                self.current = if opens { value } else { product(self.current, value) };
                self.scale = if self.scale < value { self.scale.max(1.0) * value } else { self.scale };
            }
            NumeralPart::Magnitude if self.last == Some(NumeralPart::Magnitude) => {
                self.total = product(self.total, value);
                self.scale *= value;
            }
            NumeralPart::Magnitude => {
                self.total = sum(self.total, if opens { value } else { product(self.current, value) });
                self.current = 0.0;
                self.scale = value;
            }
            _ => self.current = sum(self.current, value),
        }
        self.last = Some(part);
    }

    fn value(&self) -> f64 {
        sum(self.total, self.current)
    }

    /// Behind a hundred or a magnitude, `and` or digits can go on.
    fn is_open(&self) -> bool {
        matches!(self.last, Some(NumeralPart::Hundred | NumeralPart::Magnitude))
    }
}

fn cardinal(r: &Reader, first: usize, mut sum: Sum) -> Option<Number> {
    let (mut at, mut end) = (first, first);
    loop {
        if let Some((value, part)) = r.number_word(at).filter(|(value, part)| sum.takes(*value, *part)) {
            sum.push(value, part);
            end = at + 1;
            at = behind_hyphen(r, end);
        } else if let Some(value) = digits_below(r, at, &sum).filter(|_| end > first) {
            sum.push(value, NumeralPart::Digit);
            end = at + 1;
            at = end;
        } else if r.is(at, "and") && end == at && end > first && sum.is_open() && joins(r, at + 1, &sum) {
            at += 1;
        } else {
            break;
        }
    }
    let number = Number { scale: sum.scale.max(1.0), ..Number::exact(first, end, sum.value(), false) };
    (end > first).then(|| behind_cardinal(r, number))
}

/// The next word of `twenty-one`, `fifty - two`: behind the hyphen, where a numeral follows it.
fn behind_hyphen(r: &Reader, at: usize) -> usize {
    use NumeralPart::{Collective, Digit, Hundred, Magnitude, Teen, Ten};
    let numeral = |part| matches!(part, Digit | Teen | Ten | Hundred | Magnitude | Collective);
    let numeral = r.number_word(at + 1).is_some_and(|(_, part)| numeral(part));
    if r.is_dash(at) && numeral && r.is_attached(at) == r.is_attached(at + 1) { at + 1 } else { at }
}

/// Digits inside a numeral that began with digits: `4 thousand 3 hundred and 21`.
fn digits_below(r: &Reader, at: usize, sum: &Sum) -> Option<f64> {
    if !sum.from_digits || !sum.is_open() {
        return None;
    }
    let goes_on = r.is(at.wrapping_sub(1), "and") || r.number_word(at + 1).is_some_and(|(_, part)| part == NumeralPart::Hundred);
    let value = figures::parse(r.text(at)).filter(|value| *value > 0.0 && value.fract() == 0.0)?;
    (r.text(at).len() <= 3 && goes_on).then_some(value)
}

/// What `and` may join to a hundred or a magnitude: a smaller numeral, no fraction, no count of its own.
fn joins(r: &Reader, at: usize, sum: &Sum) -> bool {
    let fraction = r.number_word(at + 1).is_some_and(|(_, part)| part == NumeralPart::Fraction);
    match r.number_word(at) {
        Some((_, NumeralPart::Digit)) if fraction => false,
        Some((_, NumeralPart::Digit)) if r.is(at, "one") => {
            let goes_on = r.number_word(at + 1).is_some() || word_form::looks_plural(r, at + 1);
            !r.is_word(at + 1) || goes_on || r.in_list(at + 1, WordClass::Auxiliary)
        }
        Some((_, NumeralPart::Digit | NumeralPart::Teen | NumeralPart::Ten)) => true,
        _ => sum.from_digits && r.is_digits(at) && r.text(at).len() <= 3,
    }
}

/// What may follow a cardinal: dozens, a decimal point, `and a half`, the lower part of a fraction.
fn behind_cardinal(r: &Reader, mut number: Number) -> Number {
    while let Some(factor) = plural_magnitude(r, number.end) {
        number = Number { end: number.end + 1, ..number.times(factor) };
    }
    decimals(r, number).or_else(|| and_fraction(r, number)).or_else(|| fraction(r, number)).unwrap_or(number)
}

/// `three dozens`, `four millions`.
fn plural_magnitude(r: &Reader, at: usize) -> Option<f64> {
    let (factor, part) = r.number_word(at)?;
    (part == NumeralPart::Plural && !r.is_any(at, words!["tens", "scores"])).then_some(factor)
}

fn magnitude_at(r: &Reader, at: usize) -> Option<f64> {
    r.number_word(at).filter(|(_, part)| *part == NumeralPart::Magnitude).map(|(value, _)| value)
}

/// `three point five`, `two hundred point zero three`, `two point two million`.
fn decimals(r: &Reader, number: Number) -> Option<Number> {
    if !r.is(number.end, "point") {
        return None;
    }
    let mut digits = String::from("0.");
    let mut at = number.end + 1;
    while let Some((value, part)) = r.number_word(at) {
        let first = digits.len() == 2;
        match part {
            NumeralPart::Digit => digits.push_str(&value.to_string()),
            NumeralPart::Teen | NumeralPart::Ten if first => digits.push_str(&value.to_string()),
            _ => break,
        }
        at += 1;
    }
    let part: f64 = digits.parse().ok().filter(|_| digits.len() > 2)?;
    let whole = Number { end: at, low: sum(number.low, part), high: sum(number.high, part), ..number };
    Some(magnitude_at(r, at).map_or(whole, |factor| Number { end: at + 1, ..whole.times(factor) }))
}

/// `two and a half`, `three and a fifth`, `one million and a half`, `one billion and a half million`. A fraction behind a
/// magnitude is one of that magnitude. All may be tied by hyphens: `seven-and-a-half`.
fn and_fraction(r: &Reader, number: Number) -> Option<Number> {
    let behind_tie = |at: usize| at + usize::from(r.is_tying_hyphen(at));
    let and = behind_tie(number.end);
    if !r.is(and, "and") {
        return None;
    }
    let at = behind_tie(and + 1);
    let article = r.is_any(at, words!["a", "an"]);
    let digit = r.number_word(at).filter(|(_, part)| *part == NumeralPart::Digit).map(|(value, _)| value);
    let upper = digit.unwrap_or(1.0);
    let lower_at = if article || digit.is_some() { behind_tie(at + 1) } else { at };
    let (lower, part) = r.number_word(lower_at)?;
    let fits = match part {
        NumeralPart::Fraction => lower_at > at || r.is(lower_at, "half"),
        NumeralPart::Ordinal => article && lower > 2.0 && !r.in_list(lower_at + 1, WordClass::Auxiliary),
        _ => false,
    };
    let magnitude = magnitude_at(r, lower_at + 1);
    let end = lower_at + 1 + usize::from(magnitude.is_some());
    let grown = |factor: f64| Number {
        end,
        low: sum(number.low, product(upper, factor) / lower),
        high: sum(number.high, product(upper, factor) / lower),
        ..number
    };
    let whole = match magnitude {
        Some(value) if number.scale <= value => grown(1.0).times(value),
        Some(value) => grown(value),
        None => grown(if number.scale >= 1000.0 { number.scale } else { 1.0 }),
    };
    fits.then_some(whole)
}

/// `two-thirds`, `three fifths`, `one fifth`, `three quarters`.
fn fraction(r: &Reader, number: Number) -> Option<Number> {
    let at = number.end + usize::from(r.is_dash(number.end) && r.is_attached(number.end));
    if let Some((end, lower)) = compound_ordinal(r, at).filter(|(end, _)| number.low == 1.0 && is_share(r, *end)) {
        return Some(Number { is_fraction: true, end, low: 1.0 / lower, high: 1.0 / lower, ..number });
    }
    let (lower, part) = r.number_word(at)?;
    let fits = match part {
        NumeralPart::Fraction => number.low > 1.0 || r.is_any(at, words!["half", "quarter"]),
        NumeralPart::Ordinal => number.low == 1.0 && lower > 2.0,
        _ => false,
    };
    // A quarter or a half of a year or a game is a period: `two quarters of growth` is a share, `two quarters` before a verb is none.
    let period = r.is_any(at, words!["quarters", "halves"]) && r.is_word(at + 1) && word_form::looks_plural(r, at + 1);
    let share = Number { is_fraction: true, end: at + 1, low: number.low / lower, high: number.high / lower, ..number };
    (fits && number.low.fract() == 0.0 && !period).then_some(share)
}

/// `twenty-first`, `one hundred and fifth`: an ordinal of several words, the token after it and its value.
pub fn compound_ordinal(r: &Reader, at: usize) -> Option<(usize, f64)> {
    let (value, part) = r.number_word(at)?;
    let (tens, next) = match part {
        NumeralPart::Ten => (value, at + 1 + usize::from(r.is_dash(at + 1))),
        NumeralPart::Digit if r.number_word(at + 1).is_some_and(|(_, part)| part == NumeralPart::Hundred) => {
            (value * 100.0, at + 2 + usize::from(r.is(at + 2, "and")))
        }
        _ => return None,
    };
    let limit = if part == NumeralPart::Ten { 10.0 } else { 100.0 };
    let (last, part) = r.number_word(next)?;
    (part == NumeralPart::Ordinal && last < limit).then_some((next + 1, tens + last))
}

/// `a hundred`, `a dozen`, `a third`, `a couple of`, `a quarter of a million`, `a half`.
fn after_article(r: &Reader, at: usize) -> Option<Number> {
    let noun = at + 1;
    if r.is_any(noun, words!["half", "quarter"]) {
        return part_of(r, at, noun);
    }
    if r.is_any(noun, words!["couple", "pair"]) {
        return couple(r, at);
    }
    if let Some((end, lower)) = compound_ordinal(r, noun).filter(|(end, _)| is_share(r, *end)) {
        return Some(Number { is_fraction: true, ..Number::exact(at, end, 1.0 / lower, false) });
    }
    let (value, part) = r.number_word(noun)?;
    match part {
        NumeralPart::Hundred | NumeralPart::Magnitude | NumeralPart::Collective if opens_cardinal(value, part) => {
            cardinal(r, noun, Sum::default()).map(|number| Number { first: at, ..number })
        }
        NumeralPart::Ordinal if value > 2.0 && is_share(r, noun + 1) && !is_one_more(r, at, noun + 1) => {
            Some(Number { is_fraction: true, ..Number::exact(at, noun + 1, 1.0 / value, false) })
        }
        _ => None,
    }
}

/// `a couple of`, `a pair of`; before a magnitude (`a couple of hundred`, `a couple dozen`) twice that.
fn couple(r: &Reader, at: usize) -> Option<Number> {
    let end = at + 2;
    let is_of = r.is(end, "of");
    let factor = r
        .number_word(end + usize::from(is_of))
        .filter(|(_, part)| matches!(part, NumeralPart::Hundred | NumeralPart::Magnitude | NumeralPart::Collective));
    match factor {
        Some((factor, _)) => Some(Number::exact(at, end + usize::from(is_of) + 1, 2.0, false).times(factor)),
        None => is_of.then(|| Number::exact(at, end, 2.0, false)),
    }
}

/// A part is a share before `of` or where its phrase ends; before a noun it is a rank (`a third man`).
fn is_share(r: &Reader, at: usize) -> bool {
    let closes =
        !r.has(at) || (r.is_mark(at) && !r.is_dash(at)) || r.is_any(at, words!["of", "in", "to", "from", "on", "since", "and"]);
    let compares = r.is_any(at, words!["more", "less", "fewer"]);
    closes || compares || r.change_at(at).is_some_and(|word| word.is_adverb)
}

/// `killed two and left a third in hospital`, `a seventh, the Herald, closed`: one more of those that the sentence has counted. `a third of`,
/// `fell by a third` and `about a third` are shares.
fn is_one_more(r: &Reader, first: usize, end: usize) -> bool {
    let before = first.wrapping_sub(1);
    let measures = r.is(end, "of")
        || r.is_any(before, words!["by", "to", "than", "another"])
        || super::comparator::before(r, first, false).is_some()
        || r.change_before(first).is_some()
        || r.is_any(end, words!["more", "less", "fewer"])
        || r.change_at(end).is_some_and(|word| word.is_adverb);
    !measures && r.has(end) && !r.is_one_of(end, ".")
}

/// Words before `half` and `quarter` that make them a period or the second of two.
const BEFORE_PERIOD: RuleWords = words!["last", "other", "better", "final", "this", "next", "previous", "per", "every"];

/// `half of`, `half a dozen`, `half the`, `half an hour`, `a quarter of a million`, `half-million`.
fn part_of(r: &Reader, first: usize, at: usize) -> Option<Number> {
    let value = if r.is(at, "half") { 0.5 } else { 0.25 };
    let before = first.wrapping_sub(1);
    let ranked = r.is_any(before, BEFORE_PERIOD) || r.number_word(before).is_some_and(|(_, part)| part == NumeralPart::Ordinal);
    if (ranked && first == at) || adds_to_unit(r, at) || (r.is_digits(before) && !r.is_attached(first)) {
        return None;
    }
    let number = Number { is_fraction: true, ..Number::exact(first, at + 1, value, false) };
    let next = halved_at(r, at + 1);
    if let Some((factor, NumeralPart::Magnitude | NumeralPart::Collective | NumeralPart::Hundred)) = r.number_word(next) {
        return Some(Number { end: next + 1, is_fraction: false, ..number.times(factor) });
    }
    if measure::after(r, next).is_some() {
        return Some(Number { end: next, is_fraction: false, ..number });
    }
    let is_share = if value == 0.5 { is_half(r, first, at) } else { first < at && is_share(r, at + 1) };
    is_share.then_some(number)
}

/// `a decade and a half`: the half is one of the unit, which has no figure that it could be added to.
fn adds_to_unit(r: &Reader, at: usize) -> bool {
    let and = at.wrapping_sub(2);
    r.is(at.wrapping_sub(1), "a") && r.is(and, "and") && r.in_list(and.wrapping_sub(1), WordClass::UnitName)
}

/// The word that a half is a half of: behind a hyphen, `a`, `an` or `of a`.
fn halved_at(r: &Reader, at: usize) -> usize {
    let mut next = at + usize::from(r.is_tying_hyphen(at));
    let is_of = r.is(next, "of") && r.is_any(next + 1, words!["a", "an"]);
    if is_of && (r.number_word(next + 2).is_some() || measure::after(r, next + 2).is_some()) {
        next += 1;
    }
    next + usize::from(r.is_any(next, words!["a", "an"]))
}

/// `half of`, `half the`, `by half`, `more than half`, and not `half as much`, `half asleep`.
fn is_half(r: &Reader, first: usize, at: usize) -> bool {
    let next = at + 1;
    let determined = r.is_any(next, words!["of", "the", "its", "their", "his", "her", "our", "those", "that", "all"]);
    let compared = r.is(first.wrapping_sub(1), "by")
        || super::comparator::before(r, first, false).is_some()
        || (first < at && !r.is_word(next));
    let tied = r.is_dash(next) && r.is_attached(next);
    determined || (compared && !tied && !r.is_any(next, words!["as", "past", "time", "way"]))
}
