//! What a cue reports: where the words begin and where they end.

use std::ops::Range;

use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use crate::lang::en::{Frames, WordClass, form};

/// What stands behind a cue.
#[derive(Debug, Clone)]
pub struct After {
    pub content: Range<usize>,
    pub addressee: Option<Range<usize>>,
    pub rule: &'static str,
}

/// How far behind the verb its content may begin.
const LONGEST_TAIL: usize = 28;

/// The content behind a cue.
pub fn content_after(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    if cue.mode == Mode::According {
        return content_after_according(frame, cue, cues);
    }
    let mut at = cue.after();
    let mut addressee = None;
    if cue.frames.any(Frames::WHOM) {
        if let Some(whom) = phrase_after(frame, at).filter(|whom| is_addressee(frame, whom)) {
            at = whom.end;
            addressee = Some(whom);
        }
    }
    let tail = tail_of(frame, cue, at)?;
    let (start, rule) = match tail {
        Tail::Quoted(start) => (start, "cue_quote"),
        Tail::That(start) => (start, "cue_that"),
        Tail::Clause(start) => (start, "cue_clause"),
    };
    let end = match tail {
        Tail::Quoted(_) if ends_direct(frame, start) => quoted_run_end(frame, start),
        _ => clause_end(frame, start, cues),
    };
    (end > start).then_some(After { content: start..end, addressee, rule })
}

enum Tail {
    Quoted(usize),
    That(usize),
    Clause(usize),
}

/// Looks from item `at` for the content: a quoted string behind a comma or colon, `that`, or a clause at once.
fn tail_of(frame: &Frame, cue: &Cue, at: usize) -> Option<Tail> {
    let last = frame.len().min(at + LONGEST_TAIL);
    let mut i = at;
    while i < last {
        match frame.tag(i) {
            Tag::Quoted if i == at || matches!(frame.tag(i - 1), Tag::Comma | Tag::Colon) => return Some(Tail::Quoted(i)),
            Tag::Colon if frame.tag(i + 1) != Tag::Quoted && i == at => return Some(Tail::Clause(i + 1)),
            Tag::That if cue.frames.any(Frames::THAT.or(Frames::BARE)) => return Some(Tail::That(i + 1)),
            Tag::Stop | Tag::Semicolon => break,
            Tag::Verb if i > at => break,
            Tag::Comma if !matches!(frame.tag(i + 1), Tag::Quoted) && !is_short_aside(frame, i) => break,
            _ => {}
        }
        i += 1;
    }
    if cue.frames.any(Frames::BARE.or(Frames::THAT).or(Frames::NP)) && begins_bare_clause(frame, at) {
        return Some(Tail::Clause(at));
    }
    let after = after_adjuncts(frame, at);
    (after > at && cue.frames.any(Frames::BARE.or(Frames::THAT)) && begins_bare_clause(frame, after)).then_some(Tail::Clause(after))
}

/// `, however,` and other asides of a few words.
fn is_short_aside(frame: &Frame, comma: usize) -> bool {
    (comma + 2..comma + 7).any(|at| frame.tag(at) == Tag::Comma)
}

fn begins_bare_clause(frame: &Frame, at: usize) -> bool {
    matches!(
        frame.tag(at),
        Tag::Pronoun | Tag::Determiner | Tag::Noun | Tag::Name | Tag::Number | Tag::Quoted | Tag::Question | Tag::Adverb
    ) || frame.text(at) == "there"
}

/// Steps over times and simple prepositional phrases: `said on Tuesday the …`, `said in a statement he …`.
fn after_adjuncts(frame: &Frame, start: usize) -> usize {
    let mut at = start;
    for _ in 0..4 {
        let is_time =
            frame.is(at, WordClass::Weekday) || frame.is(at, WordClass::Month) || matches!(frame.text(at), "yesterday" | "today");
        if is_time {
            at += 1;
        } else if frame.tag(at) == Tag::Preposition {
            match phrase_after(frame, at + 1) {
                Some(phrase) => at = phrase.end,
                None => break,
            }
        } else {
            break;
        }
    }
    at
}

fn is_addressee(frame: &Frame, whom: &Range<usize>) -> bool {
    !(frame.tag(whom.start) == Tag::Pronoun && matches!(frame.text(whom.start), "he" | "she" | "they" | "we" | "I"))
}

fn content_after_according(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    let end = cue.subject.as_ref()?.end;
    let comma = (end..frame.len().min(end + 24)).find(|&at| frame.tag(at) == Tag::Comma)?;
    let is_first = cue.group.start <= 1;
    is_first.then(|| After { content: comma + 1..clause_end(frame, comma + 1, cues), addressee: None, rule: "according_to" })
}

/// Whether the quoted string at `at` is the whole content: what follows does not go on with its clause.
fn ends_direct(frame: &Frame, at: usize) -> bool {
    let ends_sentence = string_ends_with(frame, at, &['.', '?', '!', ',', '…', '—', '–', '-']);
    ends_sentence || matches!(frame.tag(at + 1), Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Aside)
}

/// The end of a run of quoted strings with nothing between them.
fn quoted_run_end(frame: &Frame, at: usize) -> usize {
    let mut end = at + 1;
    while frame.tag(end) == Tag::Quoted {
        end += 1;
    }
    end
}

/// Whether the last character inside a quoted string is one of `marks`.
pub fn string_ends_with(frame: &Frame, at: usize, marks: &[char]) -> bool {
    let Some(string) = frame.items.get(at).and_then(|item| frame.strings.get(item.string as usize)) else { return false };
    frame.document.slice(frame.document.span_of(string.inner)).trim_end_matches([' ', '\'', '’', '\u{a0}']).ends_with(marks)
}

/// Where the reported clause that begins at `start` ends.
pub fn clause_end(frame: &Frame, start: usize, cues: &[Cue]) -> usize {
    let begins_cue =
        |at: usize| cues.iter().any(|cue| cue.start() == at && cue.mode == Mode::Finite && cue.frames.any(Frames::QUOTE));
    for at in start..frame.len() {
        match frame.tag(at) {
            Tag::Stop | Tag::Semicolon => return at,
            Tag::Comma if is_participle(frame, at + 1) => return at,
            Tag::Comma if frame.tag(at + 1) == Tag::Coordinator && begins_cue(at + 2) => return at,
            Tag::Comma if begins_cue(at + 1) && at > start + 2 => return at,
            Tag::Coordinator if at > start && frame.tag(at - 1) != Tag::Comma && begins_cue(at + 1) => return at,
            _ => {}
        }
    }
    frame.len()
}

/// `, adding`, `, saying`: a reporting verb that goes on with the same speaker.
fn is_participle(frame: &Frame, at: usize) -> bool {
    let at = if frame.tag(at) == Tag::Adverb { at + 1 } else { at };
    frame.tag(at) == Tag::Verb
        && frame
            .verb(at)
            .is_some_and(|verb| verb.forms & form::ING != 0 && verb.frames.any(Frames::QUOTE.or(Frames::NAME).or(Frames::AS)))
}
