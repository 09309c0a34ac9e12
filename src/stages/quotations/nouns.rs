//! Statements that a noun reports: `Whitfield's claim that …`, `his promise to …`.

use std::ops::Range;

use super::cues::{Cue, Mode};
use super::ends::end_of;
use super::frame::{Frame, Tag};
use super::phrase::phrase_before;
use super::tails::after_adjuncts;
use crate::lang::en::{Frames, WordClass, english};
use crate::text::words;

/// Between its owner and a noun for a statement stand fewer items than this.
const LONGEST_NOUN_PHRASE: usize = 8;

/// The item behind the noun, and behind when and where it was said: `her prediction in March that …`.
fn that_behind(frame: &Frame, noun: usize) -> usize {
    let behind = after_adjuncts(frame, noun + 1);
    if frame.tag(behind) == Tag::That { behind } else { noun + 1 }
}

/// A noun cue at item `at`, with its owner: only what belongs to somebody is somebody's statement.
pub fn noun_cue(frame: &Frame, at: usize) -> Option<Cue> {
    let token = frame.token(at).filter(|token| token.is(WordClass::ReportingNoun) && !token.is_capitalised())?;
    let lemma = english().reporting.nouns.get(token)?;
    let that = that_behind(frame, at);
    if frame.tag(that) != Tag::That || matches!(frame.tag(that + 1), Tag::Auxiliary | Tag::Verb | Tag::Stop) {
        return None;
    }
    let is_modifier = |i: &usize| matches!(frame.tag(*i), Tag::Noun | Tag::Adverb | Tag::Verb | Tag::Hyphen | Tag::Preposition);
    let owner = (at.saturating_sub(LONGEST_NOUN_PHRASE)..at).rev().find(|i| !is_modifier(i))?;
    // A preposition is a modifier's between hyphens: `her out-of-season claim`.
    if (owner..at).any(|i| frame.tag(i) == Tag::Preposition && frame.tag(i + 1) != Tag::Hyphen) {
        return None;
    }
    let subject = match frame.tag(owner) {
        Tag::Determiner if is_possessive(frame.text(owner)) => owner..owner + 1,
        Tag::Possessive => owner_before(frame, owner)?,
        _ => return None,
    };
    Some(Cue {
        lemma,
        frames: Frames::THAT,
        mode: Mode::Noun,
        group: at..at + 1,
        is_negated: false,
        subject: Some(subject),
        has_own_subject: true,
        is_inverted: false,
    })
}

/// `a reply to Quist's claim`: whoever stands before the possessive ending, without what leads to them.
fn owner_before(frame: &Frame, ending: usize) -> Option<Range<usize>> {
    let phrase = phrase_before(frame, ending)?;
    let leads = |at: &usize| frame.tag(*at) == Tag::Preposition && !frame.is_one_of(*at, words!["of"]);
    let start = phrase.clone().rev().find(leads).map_or(phrase.start, |preposition| preposition + 1);
    Some(start..phrase.end)
}

fn is_possessive(word: &str) -> bool {
    ["his", "her", "their", "its", "my", "our"].iter().any(|possessive| word.eq_ignore_ascii_case(possessive))
}

/// The clause behind `that`.
pub fn content_of_noun(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Range<usize> {
    let start = that_behind(frame, cue.group.start) + 1;
    start..end_of(frame, start, cue, cues, "noun_that")
}
