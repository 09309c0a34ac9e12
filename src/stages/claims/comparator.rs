//! How a quantity is bounded: `up to`, `more than`, `about` before it, `or more`, `+` behind it.

use super::reader::Reader;
use crate::annotation::Comparator;
use crate::lang::en::WordClass;
use crate::text::words;

/// The comparator that ends right before `at`: its first token, and what it means. `temporal`: the quantity is a duration,
/// and `over` before it means during.
pub fn before(r: &Reader, at: usize, temporal: bool) -> Option<(usize, Comparator)> {
    if temporal { find_before(r, at, true) } else { r.kept(|memos| &memos.comparator_before, at, || find_before(r, at, false)) }
}

fn find_before(r: &Reader, at: usize, temporal: bool) -> Option<(usize, Comparator)> {
    let at = if r.is(at.wrapping_sub(1), "the") && r.is_any(at.wrapping_sub(2), words!["about", "around"]) { at - 1 } else { at };
    if let Some(found) = sign(r, at) {
        return Some(found);
    }
    let (first, comparator) = r.phrase_before(&r.words.comparators_before, WordClass::ComparatorBefore, at)?;
    let alone = at == first + 1;
    let previous = first.wrapping_sub(1);
    let during = temporal
        && alone
        && r.is(first, "over")
        && !r.is_any(previous, words!["for", "is", "was", "are", "were", "lasted", "in", "just", "to"]);
    let talked = alone
        && r.is(first, "about")
        && r.is_any(
            previous,
            words![
                "talk",
                "talked",
                "talking",
                "talks",
                "think",
                "thinking",
                "thought",
                "know",
                "knew",
                "ask",
                "asked",
                "worried",
                "what",
                "how",
                "information",
                "story",
                "learn",
                "read",
                "told",
                "happy",
            ],
        );
    let adjective = alone
        && r.is_any(first, words!["some", "estimated", "near"])
        && r.is_any(previous, words!["the", "his", "her", "this"])
        && !r.is(first, "estimated");
    if during || talked || adjective {
        return None;
    }
    Some(widen(r, first, comparator))
}

/// `nearly no more than`, `just over`: the outer word doesn't change the bound, but the span takes it in.
fn widen(r: &Reader, first: usize, comparator: Comparator) -> (usize, Comparator) {
    match r.phrase_before(&r.words.comparators_before, WordClass::ComparatorBefore, first) {
        Some((outer, Comparator::Eq)) => (outer, comparator),
        Some((outer, other)) if comparator == Comparator::Eq || comparator == Comparator::Approx && other != Comparator::Approx => {
            (outer, other)
        }
        _ => (first, comparator),
    }
}

/// `>= 30`, `< 5`, `~20`, `≈ 32`, `sub-7`.
fn sign(r: &Reader, at: usize) -> Option<(usize, Comparator)> {
    let last = at.checked_sub(1).filter(|last| r.is_mark(*last))?;
    if r.is_dash(last) && r.is(last.wrapping_sub(1), "sub") {
        return Some((last - 1, Comparator::LessThan));
    }
    let equals = r.text(last) == "=";
    let sign = if equals { last.wrapping_sub(1) } else { last };
    let meaning = match (r.text(sign), equals) {
        ("<", true) | ("≤", false) => Comparator::AtMost,
        (">", true) | ("≥", false) => Comparator::AtLeast,
        ("<", false) => Comparator::LessThan,
        (">", false) => Comparator::MoreThan,
        ("~" | "≈" | "∼", false) => Comparator::Approx,
        _ => return None,
    };
    Some((sign, meaning))
}

/// The comparator of those that stand before figures that begins at `at`: the token after it, and what it means.
pub fn at(r: &Reader, at: usize) -> Option<(usize, Comparator)> {
    r.phrase_at(&r.words.comparators_before, at)
}

/// The comparator that begins at `at`, behind the number or its unit: the token after it, and what it means.
pub fn after(r: &Reader, at: usize) -> Option<(usize, Comparator)> {
    if r.text(at) == "+" && r.is_attached(at) {
        return Some((at + 1, Comparator::AtLeast));
    }
    if r.is_dash(at) && r.is_attached(at) && r.is_any(at + 1, words!["plus", "odd", "ish"]) {
        return Some((at + 2, if r.is(at + 1, "plus") { Comparator::AtLeast } else { Comparator::Approx }));
    }
    if r.is(at, "plus") && !r.is_digits(at + 1) {
        return Some((at + 1, Comparator::AtLeast));
    }
    let (end, comparator) = r.phrase_at(&r.words.comparators_after, at)?;
    // `under 5 and over-80s`
    let next = end + usize::from(r.is_tying_hyphen(end));
    let further = r.is(end, "than") || r.is_digits(next) || r.is(end, "a") && comparator != Comparator::Approx;
    (!further).then_some((end, comparator))
}
