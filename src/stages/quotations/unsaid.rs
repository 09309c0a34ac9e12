//! What is no report although a verb of saying stands there: what is not said, what nobody says, what no words do.

use std::ops::Range;

use super::frame::{Frame, Tag};
use crate::lang::en::WordClass;

/// `did not say`, `didn't say`
pub fn is_negation(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Negation || frame.text(at).ends_with("n't") || frame.text(at).ends_with("n’t")
}

/// `has neither confirmed nor denied`: the second verb, which is as little true as the first.
pub fn stands_behind_nor(frame: &Frame, start: usize) -> bool {
    start > 0 && frame.text(start - 1) == "nor"
}

/// `nobody said`, `none of the drivers thinks`, `no driver has said`; but No 10 says something, and so do parties with a name of that kind.
pub fn is_nobody(frame: &Frame, subject: &Range<usize>) -> bool {
    let word = frame.text(subject.start);
    let negates = ["nobody", "none", "neither", "no"].iter().any(|negation| word.eq_ignore_ascii_case(negation));
    let is_name = matches!(frame.tag(subject.start + 1), Tag::Number | Tag::Name) && frame.text(subject.start + 1) != "one";
    negates && !(word.len() == 2 && is_name)
}

/// `if Iran agrees to …`, `unless the board says …`: whether the clause whose subject begins at `start` only supposes what it tells.
pub fn is_supposed(frame: &Frame, start: usize) -> bool {
    start > 0 && ["if", "unless"].iter().any(|supposes| frame.text(start - 1).eq_ignore_ascii_case(supposes))
}

/// `at one point the crowd`, `the storm claimed 77 lives`: a noun, or what no words do.
pub fn says_nothing(frame: &Frame, at: usize, lemma: &str) -> bool {
    match lemma {
        "point" => !(at + 1..at + 4).any(|behind| matches!(frame.text(behind), "out" | "to")),
        "claim" => (at + 2..at + 6).any(|life| {
            matches!(frame.text(life), "life" | "lives" | "victims")
                && (frame.is(life - 1, WordClass::NumberWord)
                    || matches!(frame.tag(life - 1), Tag::Number | Tag::Determiner | Tag::Preposition))
        }),
        _ => false,
    }
}
