//! The subject behind its verb: `…,” said Quist`, `The forecast, said Quist, is rain`.

use std::ops::Range;

use super::clause::is_time;
use super::cues::LONGEST_SOURCE;
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::tails::after_adjuncts;
use crate::lang::en::{Frames, VerbForm, WordClass};
use crate::text::words;

/// The subject behind a verb: the noun phrase there, or a name that tells more of it: `said one, Ama Quist.`
pub fn inverted_subject(frame: &Frame, at: usize) -> Option<Range<usize>> {
    let is_one = frame.is_one_of(at, words!["another", "one"]) && frame.tag(at + 1) == Tag::Comma;
    let name = if is_one { phrase_after(frame, at + 2) } else { None };
    let stands_alone = frame.is_one_of(at, words!["another"]) && matches!(frame.tag(at + 1), Tag::Stop | Tag::Comma);
    name.filter(|name| name.clone().all(|at| frame.tag(at) == Tag::Name))
        .or_else(|| phrase_after(frame, at))
        .or_else(|| stands_alone.then_some(at..at + 1))
}

/// Whether a phrase behind a verb of saying can be its subject: `“…,” said Smith.` Not a time, and nobody that is told. Behind speech a
/// participle or `to` can tell more of the speaker: `“…,” said one donor involved in the plan`, `said an aide to Quist`.
pub fn is_inverted_subject(frame: &Frame, subject: &Range<usize>, follows_speech: bool) -> bool {
    let is_participle = frame.tag(subject.end) == Tag::Verb && frame.text(subject.end).ends_with(['d', 'g', 'n']);
    let tells_more = follows_speech && (is_participle || frame.tag(subject.end) == Tag::To);
    !is_time(frame, subject.start)
        && frame.tag(subject.start) != Tag::Pronoun
        && (tells_more || !matches!(frame.tag(subject.end), Tag::Verb | Tag::Auxiliary | Tag::That | Tag::To))
}

/// `The forecast, said Quist, is rain`, `The charm of whelks, says Ines Quist, a cook, is …`: somebody between the verb and a comma, behind
/// which the clause goes on whose subject stands before the verb.
pub fn is_between_commas(frame: &Frame, at: usize) -> bool {
    let who = if frame.tag_before(at) == Tag::Comma { phrase_after(frame, at + 1) } else { None };
    let Some(who) = who.filter(|who| !is_time(frame, who.start)) else { return false };
    let goes_on = |comma: usize| frame.tag(comma) == Tag::Comma && frame.tag(comma + 1) == Tag::Auxiliary;
    let is_name = who.clone().all(|i| frame.tag(i) == Tag::Name);
    let is_someone = is_name || who.clone().any(|i| frame.tag(i) == Tag::Name || frame.is(i, WordClass::Role));
    let has_verb =
        || (0..at).rev().take_while(|&i| frame.tag(i) != Tag::Stop).any(|i| matches!(frame.tag(i), Tag::Verb | Tag::Auxiliary));
    let comma = after_adjuncts(frame, who.end);
    let apposition = || (comma + 1..frame.len().min(comma + LONGEST_SOURCE)).find(|&i| frame.tag(i) == Tag::Comma);
    let is_told_of = || frame.tag(comma) == Tag::Comma && apposition().is_some_and(goes_on);
    is_name && goes_on(who.end) || is_someone && (goes_on(comma) || is_told_of()) && !has_verb()
}

/// `…, said Bela Quist, keeper of the hall.`: nothing but a name and what it is stands between a comma and the end of the sentence, behind a verb
/// that needs more than that to report.
pub fn is_signed(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    let takes_name = verb.frames.any(Frames::NP.or(Frames::NAME).or(Frames::AS).or(Frames::WHOM));
    if takes_name || frame.tag_before(at) != Tag::Comma {
        return false;
    }
    let name =
        phrase_after(frame, at + 1).filter(|name| name.clone().all(|i| frame.tag(i) == Tag::Name) && !is_time(frame, name.start));
    let is_of_clause = |i: &usize| matches!(frame.tag(*i), Tag::Verb | Tag::Auxiliary | Tag::Quoted | Tag::That | Tag::Colon);
    name.is_some_and(|name| {
        let ends = matches!(frame.tag(name.end), Tag::Stop | Tag::Comma);
        ends && !(name.end..frame.len()).take_while(|&i| frame.tag(i) != Tag::Stop).any(|i| is_of_clause(&i))
    })
}
