//! The claims of one sentence: finds where quantities begin, and ties quantities that share a noun or a change.

use super::draft::Draft;
use super::number::{self, Number};
use super::quantity::{self, Quantity};
use super::reader::Reader;
use super::{age, change, durations, no_claim, range};
use crate::annotation::{Change, Comparator, QuantityKind};
use crate::lang::en::WordClass;
use crate::text::Span;

/// The claims of the sentence, in text order. `dates`: spans of the calendar expressions in it.
pub fn claims_of(r: &Reader, dates: &[Span]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = r.first;
    while at < r.end {
        at = step(r, at, dates, &mut drafts);
    }
    share_nouns(r, &mut drafts);
    tie_changes(r, &mut drafts);
    restate(r, &mut drafts);
    drafts
}

/// Reads what begins at `at`, if something does, and gives the token to go on from.
fn step(r: &Reader, at: usize, dates: &[Span], drafts: &mut Vec<Draft>) -> usize {
    let earliest = drafts.last().map_or(r.first, |draft| draft.quantity.end);
    if drafts.last().is_some_and(|draft| at < draft.end && draft.unit.is_none() && r.is_digits(at)) {
        return at + 1;
    }
    if let Some(number) = number_at(r, at, earliest) {
        if let Some(end) = no_claim::end_of(r, &number) {
            return end.max(at + 1);
        }
        let draft = draft_of(r, number);
        let on_calendar = dates.iter().any(|date| date.overlaps(r.span(number.first, number.end)));
        let end = draft.quantity.end.max(at + 1);
        if !on_calendar || draft.kind == QuantityKind::Duration || draft.kind == QuantityKind::Age {
            drafts.push(draft);
        }
        return end;
    }
    let without_figure = r.in_list(at, WordClass::UnitName).then(|| durations::without_figure(r, at)).flatten();
    let Some(draft) = without_figure.filter(|draft| draft.quantity.first >= earliest) else { return at + 1 };
    let end = draft.quantity.end.max(at + 1);
    drafts.push(draft);
    end
}

/// The number whose first figure or numeral is at `at`, with the sign or article before it.
fn number_at(r: &Reader, at: usize, earliest: usize) -> Option<Number> {
    let may_begin = r.is_number(at) || r.in_list(at, WordClass::NumberWord) || r.in_list(at, WordClass::VagueQuantifier);
    if !may_begin {
        return None;
    }
    let before = at.checked_sub(1).filter(|before| *before >= earliest && r.has(*before));
    let wider = before.filter(|before| r.is_any(*before, &["a", "an", "minus", "negative", ".", "-", "−", "–", "+"]));
    wider.and_then(|before| number::read(r, before)).or_else(|| number::read(r, at))
}

fn draft_of(r: &Reader, number: Number) -> Draft {
    if let Some(score) = range::score(r, &number) {
        return Draft::new(r, score, "score");
    }
    let single = quantity::of(r, number);
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

/// Gives bare numbers the noun or unit they share with a neighbour: `four-, five- and six-cylinder engines`, `45 and 50 mg`,
/// `10 in London`.
fn share_nouns(r: &Reader, drafts: &mut [Draft]) {
    for index in (0..drafts.len().saturating_sub(1)).rev() {
        let (bare, next) = (&drafts[index], &drafts[index + 1]);
        let shares = bare.unit.is_none()
            && bare.item.is_none()
            && !bare.quantity.is_fraction
            && bare.kind == QuantityKind::Count
            && (bare.quantity.is_suspended || is_joined(r, bare, next));
        if shares && matches!(next.kind, QuantityKind::Score | QuantityKind::Ratio) {
            continue;
        }
        if shares {
            let next = next.clone();
            let bare = &mut drafts[index];
            (bare.unit, bare.kind, bare.item, bare.per) = (next.unit, next.kind, next.item, next.per);
        }
    }
    for index in 1..drafts.len() {
        let (before, bare) = (&drafts[index - 1], &drafts[index]);
        if bare.unit.is_none()
            && bare.item.is_none()
            && bare.kind == QuantityKind::Count
            && before.kind == QuantityKind::Count
            && is_elided(r, before, bare)
        {
            let item = before.item.clone();
            drafts[index].item = item;
        }
    }
}

/// Nothing but `and`, `or`, a comma or a comparator stands between two numbers.
fn is_joined(r: &Reader, bare: &Draft, next: &Draft) -> bool {
    let mut at = bare.end;
    let mut joined = false;
    while r.is_any(at, &["and", "or", "to", ","]) {
        joined = true;
        at += 1;
    }
    joined && (at == next.quantity.first || at == next.first)
}

/// `12 in Paris` after `10 people in London`: a bare number before a preposition, joined to a counted one.
fn is_elided(r: &Reader, before: &Draft, bare: &Draft) -> bool {
    let open = r.in_list(bare.end, WordClass::Preposition) || !r.has(bare.end) || (r.is_mark(bare.end) && !r.is_dash(bare.end));
    let joined = (before.end..bare.first).any(|at| r.is_any(at, &["and", ",", "while", "compared", "against", "but"]));
    open && joined && before.item.is_some() && bare.first.saturating_sub(before.end) <= 12
}

/// Ties a value to the one it changed from: `from 21 to 23`, `rose to 7 from 6`, `78 per cent, up from 50`.
fn tie_changes(r: &Reader, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let (earlier, later) = (&drafts[index - 1], &drafts[index]);
        if !alike(earlier, later) {
            continue;
        }
        let (from_first, to_second) =
            (range::is_led_by(r, earlier.quantity.first, "from"), range::is_led_by(r, later.quantity.first, "to"));
        let from_second = range::is_led_by(r, later.quantity.first, "from");
        let moving = change::is_moving(r, earlier.quantity.first);
        let turned = from_second && r.change_before(later.first - 1).is_some_and(|word| word.is_adverb);
        if from_first && to_second && moving {
            inherit_unit(drafts, index, index - 1);
            drafts[index].change_from = Some(index - 1);
        } else if from_second && (moving && range::is_led_by(r, earlier.quantity.first, "to") || turned) {
            inherit_unit(drafts, index - 1, index);
            drafts[index - 1].change_from = Some(index);
        }
    }
}

/// A quantity said again in other terms is bounded and changed like the first: `rose 107 points, or 0.5%`, `more than seven
/// miles (11 km)`.
fn restate(r: &Reader, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let (said, again) = (&drafts[index - 1], &drafts[index]);
        let bracketed = r.is(said.end, "(")
            && again.first == said.end + 1
            && r.is_any(again.end, &[")", "/"])
            && said.kind == again.kind
            && said.unit != again.unit;
        let or = r.is(said.end, ",")
            && r.is(said.end + 1, "or")
            && again.first == said.end + 2
            && said.unit.is_some()
            && again.unit.is_some()
            && said.change != Change::None;
        let slashed = r.is(again.first.wrapping_sub(1), "/") && said.end + 1 == again.first && said.kind == again.kind;
        if !(bracketed || or || slashed) {
            continue;
        }
        let (change, comparator) = (said.change, said.comparator);
        let again = &mut drafts[index];
        if again.change == Change::None {
            again.change = change;
        }
        if again.comparator == Comparator::Eq && comparator != Comparator::Between {
            again.comparator = comparator;
        }
    }
}

/// The same thing measured twice, or once with the unit left out.
fn alike(a: &Draft, b: &Draft) -> bool {
    let bare = |draft: &Draft| draft.unit.is_none() && draft.item.is_none();
    a.kind == b.kind || bare(a) || bare(b)
}

/// The one of the two that has no unit takes that of the other.
fn inherit_unit(drafts: &mut [Draft], one: usize, other: usize) {
    for (bare, full) in [(one, other), (other, one)] {
        if drafts[bare].unit.is_none() && drafts[bare].item.is_none() {
            let full = drafts[full].clone();
            (drafts[bare].unit, drafts[bare].kind, drafts[bare].item) = (full.unit, full.kind, full.item);
        }
    }
}
