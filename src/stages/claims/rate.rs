//! What a quantity is counted per: `a day`, `per share`, `an hour`, `/day`, `every week`.

use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::{Unit, WordClass};

/// `miles an hour`, `metres per second`: a rate that has a name of its own, and the token after it.
pub fn with_name(r: &Reader, end: usize, unit: Unit) -> Option<(usize, Unit)> {
    let (end, per) = per(r, end)?;
    Some((end, r.words.unit_named(&format!("{} per {per}", unit.name))?))
}

/// The denominator that begins at `at`, singular, and the token after it.
pub fn per(r: &Reader, at: usize) -> Option<(usize, String)> {
    let noun = at + 1;
    if !r.is_word(noun) {
        return None;
    }
    let unit = r.phrase_at(&r.words.unit_names, noun);
    let named = || unit.map_or((noun + 1, r.text(noun).to_lowercase()), |(end, unit)| (end, unit.name.to_string()));
    if r.is(at, "/") && r.is_attached(at) && r.is_attached(noun) {
        return short_name(r, noun).map(|name| (noun + 1, name.to_string())).or_else(|| unit.map(|_| named()));
    }
    let lasts = unit.is_some_and(|(_, unit)| unit.kind == QuantityKind::Duration);
    let stated = (r.is(at, "per") && !r.is(noun, "cent")) || (r.is(at, "every") && lasts);
    let article = r.is_any(at, &["a", "an", "each"]) && is_denominator(r, noun, unit);
    (stated || article).then(named)
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
const DENOMINATORS: &[&str] = &["share", "head", "person", "night", "piece", "ticket", "game", "unit", "plate"];

/// `$5 a year`, and not `a year ago`, nor `a mile race`.
fn is_denominator(r: &Reader, noun: usize, unit: Option<(usize, Unit)>) -> bool {
    let Some((end, unit)) = unit else { return r.is_any(noun, DENOMINATORS) };
    let later = r.is_any(end, &["ago", "earlier", "later", "before", "after"]);
    let closes = !r.is_word(end) || r.in_list(end, WordClass::ItemStop);
    let measures = !matches!(unit.kind, QuantityKind::Money | QuantityKind::Percent);
    measures && !later && (unit.kind == QuantityKind::Duration || closes)
}
