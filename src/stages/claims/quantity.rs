//! One quantity: a number with its sign or unit.

use super::currency;
use super::decimal::product;
use super::measure::{self, Measure};
use super::number::{self, Number};
use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::Unit;
use crate::text::words;

/// A number and what it measures, in tokens.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// From the currency sign or figure …
    pub first: usize,
    /// … to behind the unit.
    pub end: usize,
    /// Tokens of the figure alone.
    pub figure: (usize, usize),
    pub low: f64,
    pub high: f64,
    /// `low` and `high` are bounds; otherwise both are the value.
    pub is_range: bool,
    pub is_vague: bool,
    pub is_fraction: bool,
    pub is_score: bool,
    pub is_age: bool,
    pub is_digits: bool,
    pub unit: Option<Unit>,
    /// The unit stands before a noun: `a 30-day ceasefire`.
    pub is_attributive: bool,
    /// `+` stands before the figure.
    pub has_plus: bool,
    /// A hyphen behind the number waits for its noun: `four-, five- and six-cylinder`.
    pub is_suspended: bool,
    /// The magnitude said with the figure, 1 where none is.
    pub scale: f64,
}

impl Quantity {
    /// A value without unit, written as the tokens `first..end`.
    pub fn bare(first: usize, end: usize, value: f64) -> Quantity {
        Quantity {
            first,
            end,
            figure: (first, end),
            low: value,
            high: value,
            is_range: false,
            is_vague: false,
            is_fraction: false,
            is_score: false,
            is_age: false,
            is_digits: false,
            unit: None,
            is_attributive: false,
            has_plus: false,
            is_suspended: false,
            scale: 1.0,
        }
    }
}

/// The quantity of a number, with what measures it before and behind.
pub fn of(r: &Reader, number: Number) -> Quantity {
    let sign = currency::before(r, number.first);
    let measure = measure::after(r, number.end).filter(|measure| sign.is_none() || measure.unit.kind == QuantityKind::Money);
    let measure = measure.or_else(|| measure_of_many(r, &number)).or_else(|| measure_of_one(r, &number));
    let is_joint = !r.is_mark(number.end + 1) || r.is_one_of(number.end + 1, "$£€¥");
    let tied = r.is_attached(number.end + 1) && is_joint;
    let hyphen_waits = r.is_dash(number.end) && r.is_attached(number.end) && !tied;
    let is_suspended = hyphen_waits && measure.is_none();
    let mut quantity = Quantity {
        first: sign.map_or(number.first, |(first, _)| first),
        end: measure.map_or(number.end + usize::from(is_suspended), |measure| measure.end),
        figure: (number.first, figure_end(r, &number)),
        low: number.low,
        high: number.high,
        is_range: number.is_vague,
        is_vague: number.is_vague,
        is_fraction: number.is_fraction,
        is_digits: number.is_digits,
        unit: sign.map(|(_, unit)| unit).or(measure.map(|measure| measure.unit)),
        is_attributive: measure.is_some_and(|measure| measure.is_attributive),
        has_plus: number.has_plus,
        is_suspended,
        scale: number.scale,
        ..Quantity::bare(number.first, number.end, 0.0)
    };
    if let (None, Some((unit, is_attributive))) = (quantity.unit, measure::magnitude_before(r, number.first)) {
        (quantity.unit, quantity.is_attributive) = (Some(unit), is_attributive);
    }
    multiply_by_code(r, &mut quantity);
    multiply_by_unit(r, &mut quantity);
    add_parts(r, &mut quantity);
    add_cents(r, &mut quantity);
    turn_below_zero(r, &mut quantity);
    quantity
}

/// `half of 1 percent`, `two-tenths of one percent`: the unit of which so much is meant.
fn measure_of_one(r: &Reader, number: &Number) -> Option<Measure> {
    let one =
        Some(number.end + 1).filter(|one| number.is_fraction && r.is(number.end, "of") && r.is_any(*one, words!["1", "one"]))?;
    measure::after(r, one + 1).filter(|measure| measure.unit.kind == QuantityKind::Percent)
}

/// `millions of dollars`, `hundreds of miles`: the unit behind a vague magnitude. Stones and cups are things as well.
fn measure_of_many(r: &Reader, number: &Number) -> Option<Measure> {
    use QuantityKind::{Area, Duration, Length, Mass, Money};
    let of = Some(number.end).filter(|of| number.is_vague && r.is(*of, "of"))?;
    let measures =
        |measure: &Measure| matches!(measure.unit.kind, Area | Duration | Length | Mass | Money) && measure.unit.name != "stone";
    measure::after(r, of + 1).filter(|measure| measures(measure) && r.ends_in(measure.end - 1, &["s"]))
}

/// The figure of `half an hour` is `half`, that of `a quarter-mile` `a quarter`.
fn figure_end(r: &Reader, number: &Number) -> usize {
    let last = number.end - 1;
    let joins = last > number.first && (r.is_any(last, words!["a", "an"]) || r.is_dash(last));
    let of = joins && last > number.first + 1 && r.is(last - 1, "of");
    number.end - usize::from(joins) - usize::from(of)
}

/// Units that are so many of a usual one.
const MULTIPLES: &[(&str, f64, &str)] =
    &[("decade", 10.0, "year"), ("century", 100.0, "year"), ("millennium", 1000.0, "year"), ("fortnight", 2.0, "week")];

/// `two decades` are 20 years: the unit is a numeral like a dozen, and belongs to the figure.
pub fn multiply_by_unit(r: &Reader, quantity: &mut Quantity) {
    let multiple = quantity.unit.and_then(|unit| MULTIPLES.iter().find(|(name, ..)| *name == unit.name));
    let Some((_, factor, name)) = multiple else { return };
    quantity.unit = r.words.unit_named(name);
    (quantity.low, quantity.high) = (product(quantity.low, *factor), product(quantity.high, *factor));
    quantity.scale *= factor;
    quantity.figure.1 = quantity.end;
}

/// `MEUR 120`, `45 MSEK`: a magnitude written on to the code of a currency.
fn multiply_by_code(r: &Reader, quantity: &mut Quantity) {
    if quantity.unit.is_none_or(|unit| unit.currency.is_none()) {
        return;
    }
    let factor =
        [quantity.first, quantity.end.wrapping_sub(1)].into_iter().find_map(|at| Some(currency::scaled_code(r.text(at))?.0));
    if let Some(factor) = factor {
        (quantity.low, quantity.high) = (product(quantity.low, factor), product(quantity.high, factor));
        quantity.scale *= factor;
    }
}

/// Units whose parts are told behind them, and how many of these make one.
const PARTS: &[(&str, &str, f64)] = &[("foot", "inch", 12.0), ("stone", "pound", 14.0)];

/// `5 feet 2 inches`, `5ft 2in`, `6-foot-7`, `9st 2lb`: one length, one weight.
fn add_parts(r: &Reader, quantity: &mut Quantity) {
    let parts = quantity.unit.and_then(|unit| PARTS.iter().find(|(whole, ..)| *whole == unit.name));
    let Some((whole, part, count)) = parts.filter(|_| !quantity.is_range) else { return };
    let tied = *whole == "foot" && r.is_tying_hyphen(quantity.end);
    let at = quantity.end + usize::from(tied || r.is_any(quantity.end, words!["and", ","]));
    let number = number::read(r, at).filter(|number| number.low < *count);
    if let Some(number) = number.filter(|_| tied) {
        return add_part(quantity, number, number.end, *count);
    }
    let measured = |number: &Number| measure::after(r, number.end).filter(|measure| measure.unit.name == *part);
    if let Some((number, measure)) = number.and_then(|number| Some((number, measured(&number)?))) {
        add_part(quantity, number, measure.end, *count);
    }
}

/// `20 dollars and 43 cents`, `thirteen dollars forty five`: one amount.
fn add_cents(r: &Reader, quantity: &mut Quantity) {
    let named = quantity.first == quantity.figure.0 && quantity.unit.is_some_and(|unit| unit.currency.is_some());
    if quantity.is_range || quantity.scale != 1.0 || quantity.low.fract() != 0.0 || !named {
        return;
    }
    let at = quantity.end + usize::from(r.is(quantity.end, "and"));
    let is_small = |number: &Number| number.low > 0.0 && number.low < 100.0 && number.low.fract() == 0.0 && number.scale == 1.0;
    let Some(cents) = number::read(r, at).filter(|number| is_small(number) && !number.is_vague) else { return };
    let is_part = |measure: &Measure| matches!(measure.unit.name, "cent" | "penny" | "kopeck");
    let measure = measure::after(r, cents.end).filter(is_part);
    let other = r.is_word(cents.end) || r.is_dash(cents.end) || r.is_one_of(cents.end, "$£€%,");
    if measure.is_some() || !other {
        add_part(quantity, cents, measure.map_or(cents.end, |measure| measure.end), 100.0);
    }
}

/// Takes in a lower part of the quantity, of which `parts` make one.
fn add_part(quantity: &mut Quantity, number: Number, end: usize, parts: f64) {
    quantity.low = (product(quantity.low, parts) + number.low) / parts;
    quantity.high = quantity.low;
    quantity.figure.1 = number.end;
    quantity.end = end;
}

/// `2 degrees below zero`
fn turn_below_zero(r: &Reader, quantity: &mut Quantity) {
    if r.is(quantity.end, "below") && r.is(quantity.end + 1, "zero") && quantity.low > 0.0 {
        (quantity.low, quantity.high) = (-quantity.high, -quantity.low);
        quantity.end += 2;
        quantity.figure.1 = quantity.end;
    }
}
