//! Ordinals that rank: `third-largest`, `10th place`, `finished second`, and figures that do: `the No. 1 seed`. An ordinal that only counts up (`the second man`, `his
//! third term`) is no claim.

use super::draft::Draft;
use super::quantity::Quantity;
use super::reader::Reader;
use super::word_form::is_superlative;
use super::{item, numerals};
use crate::annotation::QuantityKind;
use crate::lang::en::{NumeralPart, WordClass};
use crate::text::words;

/// The rank whose ordinal or figure begins at `at`.
pub fn at(r: &Reader, at: usize) -> Option<Draft> {
    if let Some(draft) = numbered(r, at) {
        return Some(draft);
    }
    let (end, value) = ordinal(r, at)?;
    // `in the first place` is no place, `in first place` is one.
    if value == 1.0 && r.is(end, "place") && r.is(at.wrapping_sub(1), "the") && r.is(at.wrapping_sub(2), "in") {
        return None;
    }
    let noun = superlative_end(r, end).or_else(|| place_end(r, end)).or_else(|| is_result(r, at, end).then_some(end))?;
    let mut draft = Draft::new(r, Quantity::bare(at, end, value), "rank");
    draft.kind = QuantityKind::Rank;
    draft.item = item::counted(r, noun, true).filter(|_| noun > end && place_end(r, end).is_none());
    draft.end = draft.item.as_ref().map_or(noun, |item| item.end);
    Some(draft)
}

/// `the No. 1 cause of death`, `the world's No. 2`. Not `Symphony No. 5`, which is a name, nor `talks at No. 10`, which is a house.
fn numbered(r: &Reader, at: usize) -> Option<Draft> {
    let no = at.checked_sub(2).filter(|&no| no > r.first && r.text(no) == "No" && r.is(no + 1, "."))?;
    if !r.is_digits(at) || r.text(at).len() > 2 {
        return None;
    }
    let before = no - 1;
    let leads = r.in_list(before, WordClass::Determiner)
        || r.is_any(before, words!["'s", "world", "ranked", "seeded", "as"])
        || is_place_among(r, before, at + 1);
    let value: f64 = r.text(at).parse().ok()?;
    let mut draft = Draft::new(r, Quantity::bare(at, at + 1, value), "rank");
    draft.kind = QuantityKind::Rank;
    draft.first = no;
    draft.item = item::counted(r, at + 1, true);
    draft.end = draft.item.as_ref().map_or(at + 1, |item| item.end);
    leads.then_some(draft)
}

/// `is No. 5 in the world`, `is now No. 1`: a figure behind a form of `be` and before what it is the place in.
fn is_place_among(r: &Reader, before: usize, end: usize) -> bool {
    let be = before - usize::from(r.is_any(before, words!["now", "still", "currently", "only"]));
    let is_among = r.is(end, "in") && r.in_list(end + 1, WordClass::Determiner) || r.is(end, "among");
    is_among && r.is_any(be, words!["is", "are", "was", "were", "be", "been", "became", "reached"])
}

/// `third`, `twenty-first`, `10th`: the token after the ordinal and its value.
fn ordinal(r: &Reader, at: usize) -> Option<(usize, f64)> {
    if r.is_digits(at) {
        let value: u32 = r.text(at).parse().ok()?;
        return (r.is_attached(at + 1) && r.is_any(at + 1, words!["st", "nd", "rd", "th"])).then_some((at + 2, f64::from(value)));
    }
    match r.number_word(at)? {
        (value, NumeralPart::Ordinal) if value <= 99.0 => Some((at + 1, value)),
        _ => numerals::compound_ordinal(r, at).filter(|(_, value)| *value <= 99.0),
    }
}

/// `-largest`, ` highest`, `most populous`: the token behind the superlative.
fn superlative_end(r: &Reader, end: usize) -> Option<usize> {
    let word = end + usize::from(r.is_tying_hyphen(end));
    if r.is(word, "most") && r.is_word(word + 1) {
        return Some(word + 2);
    }
    (is_superlative(r, word) || r.is_any(word, words!["best", "worst", "seeded", "ranked", "placed"])).then_some(word + 1)
}

/// `10th place`, `second spot`
fn place_end(r: &Reader, end: usize) -> Option<usize> {
    r.is_any(end, words!["place", "spot", "position", "seed"]).then_some(end + 1)
}

/// `ranked 12th`, `finished second`, `came in third`
fn is_result(r: &Reader, at: usize, end: usize) -> bool {
    let before = at.wrapping_sub(1);
    let verb = if r.is(before, "in") { before.wrapping_sub(1) } else { before };
    let placed = r.is_any(
        verb,
        words!["ranked", "ranks", "rank", "ranking", "finished", "finishes", "finishing", "finish", "placed", "came", "coming"],
    );
    placed && (!r.is_word(end) || r.in_list(end, WordClass::ItemStop))
}
