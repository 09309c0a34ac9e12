//! Multiples without a figure: `twice as high`, `more than double the price`, `sales tripled`, `sixfold`.

use super::comparator;
use super::number::Number;
use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// The multiple said by the word at `at`, where something is compared there or has grown: `twice a week` and `doubles` on grass are none.
pub fn read(r: &Reader, at: usize, value: f64) -> Option<Number> {
    let is_multiple = r.ends_in(at, &["fold"]) || is_measured_against(r, at + 1) || is_growth(r, at);
    is_multiple.then(|| Number { is_fraction: true, ..Number::exact(at, at + 1, value, false) })
}

/// Words for a multiple that are nouns and adjectives as well as verbs.
const BASE_FORMS: RuleWords = words!["double", "triple", "treble", "quadruple"];

/// Whether the word at `at` says that something grew so many times: `tripled`, `would more than double the price`.
pub fn tells_growth(r: &Reader, at: usize) -> bool {
    r.change_at(at).is_some() || is_infinitive(r, at)
}

/// `to double`, `would more than triple`
fn is_infinitive(r: &Reader, at: usize) -> bool {
    let before = comparator::before(r, at, false).map_or(at, |(first, _)| first).wrapping_sub(1);
    r.is_any(at, BASE_FORMS) && (r.is(before, "to") || r.in_list(before, WordClass::Modal))
}

/// `as many`, `the number of`, `its size`: what so many times as much is compared with. `visited twice the next day` tells when.
fn is_measured_against(r: &Reader, next: usize) -> bool {
    let is_time = |at: usize| {
        let unit = r.phrase_at(&r.words.unit_names, at).is_some_and(|(_, unit)| unit.kind == QuantityKind::Duration);
        unit || r.in_any_list(at, WordClass::Weekday.bit() | WordClass::Month.bit())
    };
    let determined = r.is_any(next, words!["the", "that", "its", "their", "his", "her", "our", "your"]);
    let compared = r.is(next, "as") && r.is_word(next + 1) && !r.in_list(next + 1, WordClass::Determiner);
    compared && !r.is_any(next + 1, words!["a", "an"]) || determined && !(next + 1..next + 3).any(is_time)
}

/// `profit doubled`, `is expected to more than double by May`: the verb of growth, and none of the phrasal verbs (`doubled down`) and no hit in a game (`Lowe
/// doubled to left`).
fn is_growth(r: &Reader, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let closes = !r.is_word(at + 1) || r.in_list(at + 1, WordClass::ItemStop);
    let is_phrasal =
        r.is_any(at + 1, words!["as", "down", "up", "over", "back", "for", "into"]) || r.is_dash(at + 1) || r.is_dash(before);
    let is_hit = before > r.first && r.is_capitalised(before) || r.is_any(before, words!["he", "she"]);
    let is_past = r.ends_in(at, &["ed"]) && !is_hit;
    let is_bounded = r.is_any(at, BASE_FORMS) && comparator::before(r, at, false).is_some();
    closes && !is_phrasal && (is_past || is_bounded || is_infinitive(r, at))
}
