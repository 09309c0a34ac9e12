//! Strings beside words that no list of cues holds: any verb that stands like one of saying (`“…,” she fumed`), a name and a colon
//! (`Okafor: “…”`).

use super::before::is_as;
use super::cues::group_start;
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::statements::{Draft, DraftSpeaker};
use super::strings::{is_title_string, string_ends_with};
use super::subjects::first_subject;
use super::verb_or_noun::is_form_of_be;
use super::verb_subject::subject_before;
use crate::lang::en::WordClass;

/// A label before a colon is this many items at most.
const LONGEST_LABEL: usize = 8;

/// Between an unlisted verb and the comma before its string stand this many items at most.
const LONGEST_GAP: usize = 4;

/// The draft of the string at item `at`, if a verb of any kind reports it.
pub fn openly_reported(frame: &Frame, at: usize) -> Option<Draft> {
    if is_title_string(frame, at) {
        return None;
    }
    let (verb, subject) = verb_behind(frame, at).or_else(|| verb_before(frame, at))?;
    let mention = frame.tokens_of(subject.start, subject.end);
    Some(Draft {
        content: frame.tokens_of(at, at + 1),
        // `as she liked to say, “…”`
        cue: Some((frame.tokens_of(verb, verb + 1), frame.verb(verb).map_or("", |verb| verb.lemma))),
        speaker: if is_passive(frame, verb) { DraftSpeaker::Unknown } else { DraftSpeaker::Mention(mention) },
        addressee: None,
        rule: "any_verb",
    })
}

/// `“…,” she fumed.`, `“…,” fumed Okafor.`
fn verb_behind(frame: &Frame, at: usize) -> Option<(usize, std::ops::Range<usize>)> {
    if !string_ends_with(frame, at, &[',', '?', '!', '—', '–'])
        || matches!(frame.tag_before(at), Tag::Preposition | Tag::Subordinator)
    {
        return None;
    }
    if frame.tag(at + 1) == Tag::Verb {
        let subject = phrase_after(frame, at + 2).filter(|subject| frame.tag(subject.start) != Tag::Determiner)?;
        return is_closed(frame, subject.end).then_some((at + 1, subject));
    }
    let phrase = phrase_after(frame, at + 1)?;
    // `the Saudis state in a paper`: what looks like a noun there is a verb.
    let acts = |i: &usize| frame.tag(*i) == Tag::Noun && (frame.is(*i, WordClass::PastVerb) || frame.verb(*i).is_some());
    let (subject, verb) = match phrase.clone().skip(1).find(acts) {
        Some(verb) => (phrase.start..verb, verb),
        None if frame.tag(phrase.end) == Tag::Adverb => (phrase.clone(), phrase.end + 1),
        None => (phrase.clone(), phrase.end),
    };
    let behind = if matches!(frame.text(verb + 1), "back" | "out") { verb + 2 } else { verb + 1 };
    let is_verb = frame.tag(verb) == Tag::Verb || verb < phrase.end;
    (is_verb && is_closed(frame, behind)).then_some((verb, subject))
}

/// `Okafor was asked, “…”`, `the words that were read, “…”`: whoever says it is not the subject.
fn is_passive(frame: &Frame, verb: usize) -> bool {
    let auxiliary = (group_start(frame, verb)..verb).rev().find(|&at| frame.tag(at) == Tag::Auxiliary);
    auxiliary.is_some_and(|at| is_form_of_be(frame, at)) && !frame.text(verb).ends_with("ing")
}

/// Whether neither an object nor a clause of the reporter's follows.
fn is_closed(frame: &Frame, at: usize) -> bool {
    matches!(
        frame.tag(at),
        Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Dash | Tag::Adverb | Tag::Subordinator | Tag::Semicolon
    )
}

/// `Okafor fumed, “…”`, `she shot back: “…”`
fn verb_before(frame: &Frame, at: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let mark = at.checked_sub(1).filter(|&mark| matches!(frame.tag(mark), Tag::Comma | Tag::Colon))?;
    let verb = (mark.saturating_sub(LONGEST_GAP)..mark).rev().find(|&i| frame.tag(i) == Tag::Verb)?;
    // `Okafor leaned in and boomed: “…”`
    let subject = subject_before(frame, group_start(frame, verb)).or_else(|| first_subject(frame, verb))?;
    // `Okafor was more relaxed: “…”`
    let compares = subject.len() == 1 && matches!(frame.text(subject.start), "less" | "more");
    let subject = if compares { subject_before(frame, group_start(frame, subject.start))? } else { subject };
    // `Unless others leave the race, “…”`, `people whose votes are counted, “…”`: a clause that hangs on another one says nothing.
    if frame.tag(mark) == Tag::Comma && (hangs_on_other(frame, &subject) || frame.tag(subject.start) == Tag::That) {
        return None;
    }
    Some((verb, subject))
}

fn hangs_on_other(frame: &Frame, subject: &std::ops::Range<usize>) -> bool {
    let is_conjunction = frame.tag_before(subject.start) == Tag::Subordinator && !is_as(frame, subject.start - 1);
    is_conjunction || matches!(frame.text(subject.start), "which" | "whose")
}

/// The draft of a string behind a name and a colon that nothing else stands before: `Okafor: “…”`, `From the report: “…”`.
pub fn labelled(frame: &Frame, at: usize) -> Option<Draft> {
    let colon = at.checked_sub(1).filter(|&colon| frame.tag(colon) == Tag::Colon)?;
    let opens = |i: &usize| matches!(frame.tag(*i), Tag::Stop | Tag::Dash | Tag::Quoted | Tag::Colon | Tag::Semicolon | Tag::Aside);
    // `Rep. Ann Okafor (D): “…”`
    let end = if frame.tag_before(colon) == Tag::Aside { colon - 1 } else { colon };
    let start = (0..end).rev().find(opens).map_or(0, |before| before + 1);
    let from = (start..colon).find(|&i| frame.text(i).eq_ignore_ascii_case("from")).map_or(start, |from| from + 1);
    let speaker = phrase_after(frame, from)?;
    let has_name = (speaker.clone()).any(|i| frame.tag(i) == Tag::Name);
    let is_label =
        colon - start <= LONGEST_LABEL && !(start..colon).any(|i| matches!(frame.tag(i), Tag::Verb | Tag::Auxiliary | Tag::Comma));
    (is_label && (has_name || from > start)).then(|| Draft {
        content: frame.tokens_of(at, at + 1),
        cue: None,
        speaker: DraftSpeaker::Mention(frame.tokens_of(speaker.start, speaker.end)),
        addressee: None,
        rule: "name_colon",
    })
}
