//! Verbs before an infinitive of saying that was carried out: `went on to say`, `took to Facebook to say`.

use super::frame::{Frame, Tag};
use crate::text::words;

/// A place from which somebody speaks has no more items than this.
const LONGEST_FLOOR: usize = 7;

/// Forms of verbs that carry an infinitive of saying, and what one is to say something.
const CARRIERS: &[&str] = &[
    "appeared",
    "appears",
    "began",
    "continue",
    "continued",
    "continuing",
    "continues",
    "go",
    "goes",
    "going",
    "proceeded",
    "quick",
    "right",
    "seemed",
    "seems",
    "went",
];

/// `went on to say`, `continued to insist`, `appeared to suggest`: the verb before `to`, where the infinitive is what was done.
pub fn carrier(frame: &Frame, to: usize) -> Option<usize> {
    let before = to.checked_sub(1)?;
    // `are slightly more likely to say`, `was quick to add`
    if frame.text(before) == "likely" && before > 1 && matches!(frame.text(before - 1), "more" | "less") {
        return Some(before - 1);
    }
    let verb = if frame.text(before) == "on" { before.checked_sub(1)? } else { before };
    CARRIERS.contains(&frame.text(verb)).then_some(verb).or_else(|| taking_the_floor(frame, to))
}

/// `took to Facebook to say`, `went on the radio to declare`: the verb, where only a place stands between it and the infinitive.
fn taking_the_floor(frame: &Frame, to: usize) -> Option<usize> {
    let is_of_place = |at: &usize| {
        matches!(frame.tag(*at), Tag::Preposition | Tag::To | Tag::Determiner | Tag::Noun | Tag::Name | Tag::Number | Tag::Quoted)
    };
    let verb = (to.saturating_sub(LONGEST_FLOOR)..to).rev().find(|at| !is_of_place(at))?;
    let leads = matches!(frame.tag(verb + 1), Tag::To | Tag::Preposition) || frame.text(verb + 2) == "stage";
    (verb + 1 < to && leads && frame.is_one_of(verb, words!["going", "goes", "took", "takes", "taking", "went"])).then_some(verb)
}
