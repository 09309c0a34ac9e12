//! What is no report although a verb of saying stands there: what is not said, what nobody says, what no words do.

use std::ops::Range;

use super::frame::{Frame, Tag};
use crate::lang::en::WordClass;
use crate::text::words;

/// `did not say`, `didn't say`
pub fn is_negation(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Negation || frame.text(at).ends_with("n't") || frame.text(at).ends_with("n’t")
}

/// `has neither confirmed nor denied`: the second verb, which is as little true as the first.
pub fn stands_behind_nor(frame: &Frame, start: usize) -> bool {
    start > 0 && frame.is_one_of(start - 1, words!["nor"])
}

/// `nobody said`, `none of the drivers thinks`, `no driver has said`; but No 10 says something, and so do parties with a name of that kind.
pub fn is_nobody(frame: &Frame, subject: &Range<usize>) -> bool {
    let (start, behind) = (subject.start, subject.start + 1);
    let is_name = || matches!(frame.tag(behind), Tag::Number | Tag::Name) && !frame.is_one_of(behind, words!["one"]);
    frame.is_any_of(start, words!["nobody", "none", "neither"]) || frame.is_any_of(start, words!["no"]) && !is_name()
}

/// `if Iran agrees to …`, `unless the board says …`: whether the clause whose subject begins at `start` only supposes what it tells.
pub fn is_supposed(frame: &Frame, start: usize) -> bool {
    start > 0 && frame.is_any_of(start - 1, words!["if", "unless"])
}

/// `at one point the crowd`, `the storm claimed 77 lives`: a noun, or what no words do.
pub fn says_nothing(frame: &Frame, at: usize, lemma: &str) -> bool {
    match lemma {
        "point" => !(at + 1..at + 4).any(|behind| frame.is_one_of(behind, words!["out", "to"])),
        "claim" => (at + 2..at + 6).any(|life| {
            frame.is_one_of(life, words!["life", "lives", "victims"])
                && (frame.is(life - 1, WordClass::NumberWord)
                    || matches!(frame.tag(life - 1), Tag::Number | Tag::Determiner | Tag::Preposition))
        }),
        _ => false,
    }
}
