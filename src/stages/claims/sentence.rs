//! The claims of one sentence: finds where quantities begin and how far they go.

use super::draft::Draft;
use super::number::{self, Number};
use super::quantity::{self, Quantity};
use super::reader::Reader;
use super::{age, change, currency, durations, item, links, no_claim, range, rank};
use crate::annotation::{Comparator, QuantityKind};
use crate::lang::en::WordClass;
use crate::text::{Span, words};

/// Adds the claims of the sentence, in text order. `dates`: spans of the calendar expressions in it.
pub fn add_claims(r: &Reader, dates: &[Span], drafts: &mut Vec<Draft>) {
    let mut next = Some(r.first_quantity);
    while let Some(at) = next {
        next = r.next_quantity(step(r, at, dates, drafts));
    }
    links::tie(r, drafts);
}

/// Reads what begins at `at`, if something does, and gives the token to go on from.
fn step(r: &Reader, at: usize, dates: &[Span], drafts: &mut Vec<Draft>) -> usize {
    let earliest = drafts.last().map_or(r.first, |draft| draft.quantity.end);
    // A figure inside what is counted is part of a name (`Model 3 cars`), but for a measure (`two 500-pound bombs`).
    let is_in_item = |draft: &Draft| draft.unit.is_none() && draft.item.is_some_and(|item| item.first <= at && at < draft.end);
    let in_item = r.is_digits(at) && drafts.last().is_some_and(is_in_item);
    if in_item && item::inner_measure(r, at).is_none() && currency::before(r, at).is_none() {
        return at + 1;
    }
    // `$3 per dozen`
    let is_in_rate = |draft: &Draft| draft.per.is_some() && at < draft.end && r.is(at.wrapping_sub(1), "per");
    if drafts.last().is_some_and(is_in_rate) {
        return at + 1;
    }
    if let Some(draft) = rank::at(r, at) {
        let end = draft.quantity.end;
        drafts.push(draft);
        return end;
    }
    if let Some(number) = number_at(r, at, earliest) {
        if let Some(end) = no_claim::end_of(r, &number) {
            return end.max(at + 1);
        }
        let draft = draft_of(r, number);
        let end = draft.quantity.end.max(at + 1);
        if !(is_bare(&draft) && is_dated(r, &draft, dates)) {
            drafts.push(draft);
        }
        return end;
    }
    let without_figure = r.in_list(at, WordClass::UnitName).then(|| durations::without_figure(r, at)).flatten();
    // `a year earlier` is a day or a year of the calendar.
    let is_date = |draft: &Draft| draft.rule == durations::ONE && !bounds_duration(r, draft) && is_dated(r, draft, dates);
    let Some(draft) = without_figure.filter(|draft| draft.quantity.first >= earliest && !is_date(draft)) else { return at + 1 };
    let end = draft.quantity.end.max(at + 1);
    drafts.push(draft);
    end
}

/// `more than a year earlier` says how long as well; `10 percent more than a year earlier` and `higher than a year earlier` compare with then.
fn bounds_duration(r: &Reader, draft: &Draft) -> bool {
    const MEASURES: u64 = WordClass::NumberWord.bit() | WordClass::UnitName.bit();
    let before = draft.first.wrapping_sub(1);
    let compares = r.is_any(draft.first, words!["higher", "lower"])
        || r.in_any_list(before, MEASURES)
        || r.is_number(before)
        || r.is_one_of(before, "%");
    !compares && !matches!(draft.comparator, Comparator::Eq | Comparator::Approx)
}

/// Whether the figure stands in an expression of the calendar.
fn is_dated(r: &Reader, draft: &Draft, dates: &[Span]) -> bool {
    let (first, end) = draft.quantity.figure;
    dates.iter().any(|date| date.overlaps(r.span(first, end)))
}

/// Nothing but the figure: what the dates stage takes for a date is one only then.
fn is_bare(draft: &Draft) -> bool {
    let compared = draft.first < draft.quantity.first;
    draft.unit.is_none() && draft.item.is_none() && !draft.quantity.is_range && !compared
}

/// The number whose first figure or numeral is at `at`, with the sign or article before it.
fn number_at(r: &Reader, at: usize, earliest: usize) -> Option<Number> {
    let may_begin = r.is_number(at) || r.in_list(at, WordClass::NumberWord) || r.in_list(at, WordClass::VagueQuantifier);
    if !may_begin {
        return None;
    }
    let tied_minus = r.is_tying_hyphen(at.wrapping_sub(1)) && r.is(at.wrapping_sub(2), "minus");
    let before = at.checked_sub(1 + usize::from(tied_minus)).filter(|before| *before >= earliest && r.has(*before));
    let wider = before.filter(|before| r.is_any(*before, words!["a", "an", "minus", "negative", ".", "-", "−", "–", "+"]));
    wider.and_then(|before| number::read(r, before)).or_else(|| number::read(r, at))
}

fn draft_of(r: &Reader, number: Number) -> Draft {
    if let Some(score) = range::score(r, &number) {
        return Draft::new(r, score, "score");
    }
    let single = range::around_zero(r, quantity::of(r, number));
    let moved = range::is_led_by(r, single.first, "from") && change::is_moving(r, single.first);
    let range = if moved { None } else { range::opened_by(r, &single) };
    let is_range = range.is_some();
    let whole = age::with_age(r, range.unwrap_or(single));
    let rule = rule_of(&whole, is_range);
    Draft::new(r, whole, rule)
}

fn rule_of(quantity: &Quantity, is_range: bool) -> &'static str {
    match quantity.unit {
        _ if quantity.is_age => "age",
        _ if is_range => "range",
        _ if quantity.is_vague => "vague-magnitude",
        Some(unit) => match unit.kind {
            QuantityKind::Money => "money",
            QuantityKind::Percent => "percent",
            QuantityKind::Duration => "duration",
            _ => "measure",
        },
        None if quantity.is_fraction => "fraction",
        None => "count",
    }
}
