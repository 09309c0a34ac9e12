//! What a quantity is counted per: `a day`, `per share`, `an hour`, `/day`, `every week`.

use std::borrow::Cow;

use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::{Unit, WordClass};
use crate::text::{RuleWords, words};

/// What one of the counted things comes per.
#[derive(Clone, Debug, PartialEq)]
pub struct Denominator {
    /// English name, singular.
    pub name: Cow<'static, str>,
    /// UCUM.
    pub code: Option<&'static str>,
}

impl Denominator {
    fn of_unit(unit: Unit) -> Denominator {
        Denominator { name: Cow::Borrowed(unit.name), code: unit.code }
    }

    /// The name of so many of `unit` per this: `US dollar per month`.
    pub fn name_with(&self, unit: Unit) -> String {
        format!("{} per {}", unit.name, self.name)
    }

    /// The UCUM code of so many of `unit` per this, where both have one: `h/wk`.
    pub fn code_with(&self, unit: Unit) -> Option<String> {
        let (above, below) = (unit.code?, self.code?);
        let is_product = below.contains(['.', '/']);
        Some(if is_product { format!("{above}/({below})") } else { format!("{above}/{below}") })
    }
}

/// `miles an hour`, `metres per second`: a rate that has a name of its own, and the token after it.
pub fn with_name(r: &Reader, end: usize, unit: Unit) -> Option<(usize, Unit)> {
    let (end, per) = per(r, end)?;
    Some((end, r.words.unit_named(&per.name_with(unit))?))
}

/// The denominator that begins at `at`, and the token after it.
pub fn per(r: &Reader, at: usize) -> Option<(usize, Denominator)> {
    // `$10-a-month`
    let tie = usize::from(r.is_tying_hyphen(at) && r.is_tying_hyphen(at + 2));
    let at = at + tie;
    let noun = at + 1 + tie;
    if !r.is_word(noun) {
        return None;
    }
    if r.is_one_of(at, "/") {
        return if r.is_attached(at) && r.is_attached(noun) { behind_slash(r, noun) } else { None };
    }
    let (is_per, is_every) = (r.is(at, "per"), r.is(at, "every"));
    let is_article = !is_per && !is_every && r.is_any(at, words!["a", "an", "each"]);
    if !(is_per || is_every || is_article) {
        return None;
    }
    let unit = r.phrase_at(&r.words.unit_names, noun);
    let lasts = unit.is_some_and(|(_, unit)| unit.kind == QuantityKind::Duration);
    let is_rate = match () {
        () if is_per => !r.is(noun, "cent"),
        () if is_every => lasts,
        () => is_denominator(r, noun, unit),
    };
    let named = || unit.map_or_else(|| (noun + 1, named_as_written(r, noun)), |(end, unit)| (end, Denominator::of_unit(unit)));
    is_rate.then(named)
}

fn named_as_written(r: &Reader, noun: usize) -> Denominator {
    Denominator { name: Cow::Owned(r.text(noun).to_lowercase()), code: None }
}

/// `/day`, `/h`
fn behind_slash(r: &Reader, noun: usize) -> Option<(usize, Denominator)> {
    if let Some(unit) = short_name(r, noun).and_then(|name| r.words.unit_named(name)) {
        return Some((noun + 1, Denominator::of_unit(unit)));
    }
    r.phrase_at(&r.words.unit_names, noun).map(|(end, unit)| (end, Denominator::of_unit(unit)))
}

fn short_name(r: &Reader, at: usize) -> Option<&'static str> {
    Some(match r.text(at) {
        "h" | "hr" => "hour",
        "s" | "sec" => "second",
        "d" => "day",
        "kg" => "kilogram",
        "km" => "kilometer",
        "ms" => "millisecond",
        "l" => "liter",
        "min" => "minute",
        _ => return None,
    })
}

/// Nouns that are no units and yet follow `a` in a rate: `five dollars a share`.
const DENOMINATORS: RuleWords = words![
    "share",
    "head",
    "person",
    "night",
    "piece",
    "ticket",
    "game",
    "unit",
    "plate",
    "bottle",
    "pop",
    "copy",
    "seat",
    "student",
    "pupil",
    "child",
    "episode",
    "vote",
    "shot",
    "dose",
    "word",
    "pill",
    "photo",
    "session",
    "visit",
    "trip",
    "meal",
    "shift",
    "match",
    "household",
];

/// `$5 a year`, and not `a year ago`, nor `a mile race`.
fn is_denominator(r: &Reader, noun: usize, unit: Option<(usize, Unit)>) -> bool {
    let Some((end, unit)) = unit else { return r.is_any(noun, DENOMINATORS) };
    let later = r.is_any(end, words!["ago", "earlier", "later", "before", "after"]);
    let closes = !r.is_word(end) || r.in_list(end, WordClass::ItemStop);
    let measures = !matches!(unit.kind, QuantityKind::Money | QuantityKind::Percent);
    measures && !later && (unit.kind == QuantityKind::Duration || closes)
}
