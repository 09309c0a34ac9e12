//! Statements that a noun reports: `Whitfield's claim that …`, `his promise to …`.

use super::cues::{Cue, Mode};
use super::ends::end_of;
use super::frame::{Frame, Tag};
use crate::lang::en::{Frames, WordClass, english};

/// A noun cue at item `at`, with its owner: only what belongs to somebody is somebody's statement.
pub fn noun_cue(frame: &Frame, at: usize) -> Option<Cue> {
    let token = frame.token(at).filter(|token| token.is(WordClass::ReportingNoun) && !token.is_capitalised())?;
    let lemma = english().reporting.nouns.get(token)?;
    if frame.tag(at + 1) != Tag::That || matches!(frame.tag(at + 2), Tag::Auxiliary | Tag::Verb | Tag::Stop) {
        return None;
    }
    let owner = (at.saturating_sub(4)..at).rev().find(|&i| !matches!(frame.tag(i), Tag::Noun | Tag::Adverb | Tag::Verb))?;
    let subject = match frame.tag(owner) {
        Tag::Determiner if is_possessive(frame.text(owner)) => owner..owner + 1,
        Tag::Possessive => super::phrase::phrase_before(frame, owner)?,
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

fn is_possessive(word: &str) -> bool {
    ["his", "her", "their", "its", "my", "our"].iter().any(|possessive| word.eq_ignore_ascii_case(possessive))
}

/// The clause behind `that`.
pub fn content_of_noun(frame: &Frame, cue: &Cue, cues: &[Cue]) -> std::ops::Range<usize> {
    let start = cue.group.end + 1;
    start..end_of(frame, start, cue, cues, "noun_that")
}
