//! What a cue reports: where the words behind it begin.

use std::ops::Range;

use super::before::is_as;
use super::clause::is_clause;
use super::cues::{Cue, Mode};
use super::ends::end_of;
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::strings::{ends_direct, quoted_run_end};
use super::tails::{Tail, after_adjuncts, tail_of};
use crate::lang::en::Frames;
use crate::text::words;

/// What stands behind a cue.
#[derive(Debug, Clone)]
pub struct After {
    pub content: Range<usize>,
    pub addressee: Option<Range<usize>>,
    pub rule: &'static str,
}

/// The content behind a cue.
pub fn content_after(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    if cue.mode == Mode::According {
        return content_after_according(frame, cue, cues);
    }
    if cue.mode == Mode::Noun {
        let content = super::nouns::content_of_noun(frame, cue, cues);
        return Some(After { content, addressee: None, rule: "noun_that" });
    }
    if cue.start() > 0 && is_as(frame, cue.start() - 1) {
        let remark = content_after_as(frame, cue, cues);
        if remark.is_some() || !is_time_clause(frame, cue) {
            return remark;
        }
    }
    let (at, addressee) = behind_addressee(frame, cue);
    let tail = tail_of(frame, cue, at, addressee.is_some())?;
    let (content, rule) = match tail {
        // `what she calls “a farce” is a plan`
        Tail::Quoted(start) if cue.lemma == "call" || ends_direct(frame, start) => {
            (start..quoted_run_end(frame, start), "cue_quote")
        }
        Tail::Quoted(start) => (start..end_of(frame, start, cue, cues, "cue_quote"), "cue_quote"),
        Tail::That(start) | Tail::Clause(start) if cue.mode == Mode::Impersonal => {
            (start..end_of(frame, start, cue, cues, "cue_that"), "impersonal")
        }
        Tail::That(start) => (start..end_of(frame, start, cue, cues, "cue_that"), "cue_that"),
        Tail::Clause(start) => (start..end_of(frame, start, cue, cues, "cue_clause"), "cue_clause"),
        Tail::Phrase(start) => (start..end_of(frame, start, cue, cues, "cue_phrase"), "cue_phrase"),
        Tail::Infinitive(start) => (start..end_of(frame, start, cue, cues, "cue_infinitive"), "cue_infinitive"),
    };
    (content.end > content.start).then_some(After { content, addressee, rule })
}

/// Whether the content of a cue is a clause behind it.
pub fn reports_clause(frame: &Frame, cue: &Cue, cues: &[Cue]) -> bool {
    if matches!(cue.mode, Mode::According | Mode::Noun) {
        return false;
    }
    if cue.start() > 0
        && is_as(frame, cue.start() - 1)
        && (!is_time_clause(frame, cue) || content_after_as(frame, cue, cues).is_some())
    {
        return false;
    }
    let (at, addressee) = behind_addressee(frame, cue);
    matches!(tail_of(frame, cue, at, addressee.is_some()), Some(Tail::That(_) | Tail::Clause(_)))
}

/// The item behind the verb, its particle and its addressee.
pub fn behind_addressee(frame: &Frame, cue: &Cue) -> (usize, Option<Range<usize>>) {
    let mut at = cue.after();
    let is_particle = frame.is_one_of(at, words!["out"]) && matches!(cue.lemma, "point" | "lay" | "call" | "spell")
        || frame.is_one_of(at, words!["back"]) && matches!(cue.lemma, "shoot" | "fire" | "snap");
    if is_particle {
        at += 1;
    }
    // `explained to his guests how`
    if cue.frames.any(Frames::WH)
        && frame.tag(at) == Tag::To
        && let Some(whom) = phrase_after(frame, at + 1).filter(|whom| frame.tag(whom.end) == Tag::Question)
    {
        return (whom.end, Some(whom));
    }
    if cue.frames.any(Frames::WHOM.or(Frames::WHOM_TO)) {
        // `urge`, `ask`: whom only before `to`, else it is what is said.
        let is_told = |whom: &Range<usize>| {
            cue.frames.any(Frames::WHOM) && !cue.frames.any(Frames::NAME)
                || frame.tag(whom.end) == Tag::To
                || frame.tag(whom.end) == Tag::Negation && frame.tag(whom.end + 1) == Tag::To
        };
        // `warned it would close`: whoever does something in what is said is not told it.
        let does = |whom: &Range<usize>| frame.tag(whom.end) == Tag::Auxiliary;
        if let Some(whom) = phrase_after(frame, at).filter(|whom| is_addressee(frame, whom) && is_told(whom) && !does(whom)) {
            return (whom.end, Some(whom));
        }
    }
    (at, None)
}

fn is_addressee(frame: &Frame, whom: &Range<usize>) -> bool {
    !(frame.tag(whom.start) == Tag::Pronoun && matches!(frame.text(whom.start), "he" | "she" | "they" | "we" | "I"))
}

/// `As she pointed out, …`
fn content_after_as(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    let (at, _) = behind_addressee(frame, cue);
    let opens =
        cue.start() <= 2 || matches!(frame.tag_before(cue.start() - 1), Tag::Comma | Tag::Dash | Tag::Coordinator | Tag::Stop);
    let comma = after_adjuncts(frame, at);
    let says = opens && cue.frames.any(Frames::QUOTE.or(Frames::BARE)) && frame.tag(comma) == Tag::Comma;
    (says && (cue.start() <= 2 || is_clause(frame, comma + 1))).then(|| After {
        content: comma + 1..end_of(frame, comma + 1, cue, cues, "as_cue"),
        addressee: None,
        rule: "as_cue",
    })
}

/// `The talks came as the mayor admitted it was late`: behind the verb of its sentence, and with what was said straight behind, `as` tells when.
fn is_time_clause(frame: &Frame, cue: &Cue) -> bool {
    let (at, addressee) = behind_addressee(frame, cue);
    let tail = tail_of(frame, cue, at, addressee.is_some());
    let has_verb = (1..cue.start() - 1).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary));
    let is_said = match tail {
        Some(Tail::That(_) | Tail::Clause(_) | Tail::Quoted(_)) => true,
        // `… as they announced a concert`, not `… as she put it`
        Some(Tail::Phrase(at)) => !matches!(frame.tag(at), Tag::Pronoun | Tag::That),
        _ => false,
    };
    has_verb && is_said
}

/// Whether a colon or semicolon parts what stands at `at` from the sentence before it.
pub fn opens_statement(frame: &Frame, at: usize) -> bool {
    matches!(frame.tag_before(at), Tag::Colon | Tag::Semicolon)
}

fn content_after_according(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    let end = cue.subject.as_ref()?.end;
    let is_first = cue.group.start <= 1 || opens_statement(frame, cue.group.start);
    // `According to Quist the pier leaks`
    if is_first && matches!(frame.tag(end), Tag::Determiner | Tag::Pronoun) && is_clause(frame, end) {
        return Some(After { content: end..end_of(frame, end, cue, cues, "according_to"), addressee: None, rule: "according_to" });
    }
    let comma = (end..frame.len().min(end + 24)).find(|&at| frame.tag(at) == Tag::Comma)?;
    is_first.then(|| After {
        content: comma + 1..end_of(frame, comma + 1, cue, cues, "according_to"),
        addressee: None,
        rule: "according_to",
    })
}
