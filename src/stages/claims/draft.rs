//! A claim while the rules of its sentence are at work on it, in tokens.

use std::borrow::Cow;

use super::item::{self, Item};
use super::quantity::Quantity;
use super::rate::Denominator;
use super::reader::Reader;
use super::{change, comparator, measure, modality, multiple, rate, singular};
use crate::annotation::{Change, Claim, Comparator, QuantityKind};
use crate::lang::en::Unit;
use crate::text::words;

/// A quantity and what was found about it.
#[derive(Debug, Clone)]
pub struct Draft {
    pub quantity: Quantity,
    /// Tokens of the whole expression.
    pub first: usize,
    pub end: usize,
    pub comparator: Comparator,
    pub unit: Option<Unit>,
    pub kind: QuantityKind,
    pub per: Option<Denominator>,
    pub item: Option<Item>,
    pub change: Change,
    /// Place, among the sentence's drafts, of the value it changed from.
    pub change_from: Option<usize>,
    pub rule: &'static str,
}

impl Draft {
    /// Looks around the quantity for its comparator, item, rate and change.
    pub fn new(r: &Reader, quantity: Quantity, rule: &'static str) -> Draft {
        let unit = quantity.unit;
        let kind = kind_of(r, &quantity);
        let temporal = unit.is_some_and(|unit| unit.kind == QuantityKind::Duration);
        let bound = comparator::before(r, quantity.first, temporal).filter(|(first, _)| !is_about(r, *first, &quantity));
        let first = bound.map_or(quantity.first, |(first, _)| first);
        let mut end = quantity.end;
        let behind = comparator::after(r, quantity.end);
        end = behind.map_or(end, |(end, _)| end);
        let mut draft = Draft {
            first: first - usize::from(is_between(r, first.wrapping_sub(1), &quantity)),
            end,
            comparator: Comparator::Eq,
            unit,
            kind,
            per: None,
            item: None,
            change: Change::None,
            change_from: None,
            rule,
            quantity,
        };
        draft.comparator = draft.compare(bound.map(|(_, c)| c), behind.map(|(_, c)| c));
        draft.find_item(r);
        draft.find_rate(r);
        if behind.is_none() {
            draft.compare_behind_item(r);
        }
        let relative = matches!(draft.kind, QuantityKind::Percent)
            || unit.is_some_and(|unit| unit.name == "point" || unit.name == "degree Celsius");
        draft.change = match () {
            () if draft.quantity.has_plus => Change::Increase,
            () if draft.quantity.is_score || change::is_motion(r, &draft) => Change::None,
            () if draft.kind == QuantityKind::Ratio && multiple::tells_growth(r, draft.quantity.figure.0) => Change::Increase,
            // `fell 20 pages short`, `sank $2 into the mill`
            () if r.is_any(draft.end, words!["short", "into"]) => Change::None,
            () => change::direction(r, draft.first, draft.quantity.end, relative),
        };
        draft
    }

    fn compare(&self, before: Option<Comparator>, behind: Option<Comparator>) -> Comparator {
        let said = match (before, behind) {
            (Some(Comparator::Eq | Comparator::Approx) | None, Some(behind)) => behind,
            (Some(before), _) => before,
            (None, None) => Comparator::Eq,
        };
        if self.quantity.is_range && self.quantity.low.is_nan() {
            return Comparator::Approx;
        }
        let bounds_vague = self.quantity.is_vague && !matches!(said, Comparator::Eq | Comparator::Approx);
        if self.quantity.is_range && !bounds_vague { Comparator::Between } else { said }
    }

    /// `seven hours or more`: behind the item as well as behind the number.
    fn compare_behind_item(&mut self, r: &Reader) {
        if let Some((end, behind)) = comparator::after(r, self.end) {
            self.comparator =
                self.compare(Some(self.comparator).filter(|c| !self.quantity.is_range || *c != Comparator::Between), Some(behind));
            self.end = end;
        }
    }

    fn find_item(&mut self, r: &Reader) {
        let one = !self.quantity.is_range && self.quantity.low == 1.0;
        let found = match self.unit {
            _ if self.kind == QuantityKind::Age && (!self.quantity.is_attributive || r.is(self.quantity.end - 1, "olds")) => None,
            None if self.quantity.is_fraction => {
                let halved = || if r.is(self.end - 1, "half") { item::halved(r, self.end) } else { None };
                let counted = || item::counted(r, self.end, false).filter(|item| item.is_plural);
                item::partitive(r, self.end).or_else(halved).or_else(counted)
            }
            None if self.quantity.is_suspended => None,
            None => item::counted(r, self.end, one),
            Some(_) => item::partitive(r, self.end).or_else(|| item::behind_measure(r, self.end, &self.quantity)),
        };
        if let Some(item) = found {
            self.end = item.end;
            self.item = Some(item);
        } else if self.unit.is_none() && self.kind == QuantityKind::Count && self.quantity.low == 2.0 {
            self.find_item_before_or(r);
        }
    }

    /// `a pick or two` is at most two picks, `a day or two` at most two days.
    fn find_item_before_or(&mut self, r: &Reader) {
        let Some(item) = item::before_or(r, self.quantity.first) else { return };
        self.first = item.first;
        self.comparator = Comparator::AtMost;
        match measure::after(r, item.end - 1).filter(|measure| measure.end == item.end) {
            Some(measure) => (self.unit, self.kind) = (Some(measure.unit), measure.unit.kind),
            None => self.item = Some(item),
        }
    }

    /// `a day`, `per share`, behind the unit or behind the item.
    fn find_rate(&mut self, r: &Reader) {
        if self.kind == QuantityKind::Age || self.kind == QuantityKind::Ratio {
            return;
        }
        if let Some((end, per)) = rate::per(r, self.quantity.end).or_else(|| rate::per(r, self.end)) {
            self.end = self.end.max(end);
            self.per = Some(per);
            if self.kind == QuantityKind::Count {
                self.kind = QuantityKind::Rate;
            }
        }
    }

    /// The claim, its positions in bytes. `first_index`: the index of the sentence's first claim in the article.
    pub fn into_claim(self, r: &Reader, first_index: usize) -> Claim {
        let (value, value_low, value_high) = self.values();
        let item_head = self.item.as_ref().and_then(|item| Some(singular::of(r.slice(item.head?, item.end))));
        Claim {
            span: r.span(self.first, self.end),
            number: r.span(self.quantity.figure.0, self.quantity.figure.1),
            kind: self.kind,
            value,
            value_low,
            value_high,
            comparator: self.comparator,
            is_vague: self.quantity.is_vague,
            unit: self.unit_name(),
            unit_code: self.unit_code(),
            currency: self.unit.and_then(|unit| unit.currency),
            per: self.denominator(),
            item: self.item.map(|item| r.span(item.first, item.end)),
            item_head,
            change: self.change,
            change_from: self.change_from.map(|index| (first_index + index) as u32),
            is_negated: modality::is_negated(r, self.first),
            modality: modality::of(r, self.first, self.end),
            rule: self.rule,
        }
    }

    fn unit_name(&self) -> Option<Cow<'static, str>> {
        let unit = self.unit?;
        Some(self.per.as_ref().map_or(Cow::Borrowed(unit.name), |per| Cow::Owned(per.name_with(unit))))
    }

    fn unit_code(&self) -> Option<Cow<'static, str>> {
        let unit = self.unit?;
        match &self.per {
            Some(per) => per.code_with(unit).map(Cow::Owned),
            // The code of the degree is that of an angle.
            None if self.kind == QuantityKind::Temperature && unit.name == "degree" => None,
            None => unit.code.map(Cow::Borrowed),
        }
    }

    /// The denominator, also that of a unit with a name of its own (`mile per hour`).
    fn denominator(&self) -> Option<Cow<'static, str>> {
        let is_simple = |unit: &Unit| matches!(unit.kind, QuantityKind::Money | QuantityKind::Percent | QuantityKind::Duration);
        let compound = || self.unit.filter(|unit| !is_simple(unit));
        let in_name = || compound().and_then(|unit| Some(Cow::Borrowed(unit.name.rsplit_once(" per ")?.1)));
        self.per.as_ref().map(|per| per.name.clone()).or_else(in_name)
    }

    /// Value and bounds as the table defines them.
    fn values(&self) -> (Option<f64>, Option<f64>, Option<f64>) {
        let (low, high) = (self.quantity.low, self.quantity.high);
        if !low.is_finite() || !high.is_finite() {
            return (None, None, None);
        }
        if self.quantity.is_range {
            return match self.comparator {
                Comparator::AtLeast | Comparator::MoreThan => (None, Some(low), None),
                Comparator::AtMost | Comparator::LessThan => (None, None, Some(high)),
                _ => (None, Some(low), Some(high)),
            };
        }
        match self.comparator {
            Comparator::AtLeast | Comparator::MoreThan => (Some(low), Some(low), None),
            Comparator::AtMost | Comparator::LessThan => (Some(low), None, Some(low)),
            _ => (Some(low), None, None),
        }
    }
}

/// `between` before a range is the first word of its expression.
fn is_between(r: &Reader, before: usize, quantity: &Quantity) -> bool {
    quantity.is_range && !quantity.is_vague && r.is(before, "between")
}

/// `charged over dozens of deaths`, `centres around the 40m tower`: the word leads to what something is about, and bounds no quantity.
fn is_about(r: &Reader, first: usize, quantity: &Quantity) -> bool {
    let is_over = quantity.is_vague && quantity.low >= 10.0 && r.is(first, "over");
    let centred = words![
        "centers",
        "centres",
        "centered",
        "centred",
        "centering",
        "centring",
        "revolves",
        "revolved",
        "revolving",
        "built",
        "based"
    ];
    is_over || r.is(first, "around") && r.is_any(first.wrapping_sub(1), centred)
}

/// `a hazard ratio of 0.82`, `the odds ratio was 1.4`, and not `a ratio of 12 pupils to a teacher`.
fn is_named_ratio(r: &Reader, quantity: &Quantity) -> bool {
    let before = comparator::before(r, quantity.first, false).map_or(quantity.first, |(first, _)| first).wrapping_sub(1);
    let noun = before.wrapping_sub(usize::from(r.is_any(before, words!["of", "was", "is", "were", "at", "to"])));
    r.is_any(noun, words!["ratio", "ratios"]) && item::counted(r, quantity.end, false).is_none()
}

fn kind_of(r: &Reader, quantity: &Quantity) -> QuantityKind {
    match quantity.unit {
        _ if quantity.is_score => QuantityKind::Score,
        _ if quantity.is_age => QuantityKind::Age,
        Some(unit) if unit.name == "degree" && measure::is_about_temperature(r, quantity.first) => QuantityKind::Temperature,
        Some(unit) => unit.kind,
        None if quantity.is_fraction || is_named_ratio(r, quantity) => QuantityKind::Ratio,
        None => QuantityKind::Count,
    }
}
