//! Whom something is said to, where no content stands behind the verb: a listener (`“…,” she told the BBC`), and a medium that passes it
//! on (`wrote on X`, `said in an interview with Sky News`, `In an article published in The Harbour Post, she wrote …`).

use std::ops::Range;

use super::clause::is_time;
use super::content::behind_addressee;
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use crate::text::words;

/// Between `in` and the medium stand no more items than these.
const LONGEST_MEDIUM: usize = 10;

/// Whom the verb tells, where what is told stands before it.
pub fn whom_told(frame: &Frame, cue: &Cue) -> Option<Range<usize>> {
    let tells = cue.mode == Mode::Finite && !cue.is_inverted && cue.lemma == "tell";
    if tells { behind_addressee(frame, cue).1 } else { None }
}

/// The medium behind a verb or at the head of its sentence.
pub fn relay(frame: &Frame, cue: &Cue) -> Option<Range<usize>> {
    let behind = cue.after();
    let publishes = frame.is_one_of(behind, words!["on"]) && matches!(cue.lemma, "write" | "post" | "tweet" | "blog");
    if publishes {
        return medium_name(frame, behind + 1);
    }
    if cue.mode != Mode::Finite {
        return None;
    }
    medium_at(frame, behind)
        .or_else(|| medium_at(frame, behind_time(frame, behind)))
        .or_else(|| medium_in_aside(frame, cue))
        .or_else(|| medium_at(frame, 0).filter(|medium| frame.tag(medium.end) == Tag::Comma && medium.end < cue.start()))
}

/// `Quist, in an article published in The Harbour Post, wrote …`
fn medium_in_aside(frame: &Frame, cue: &Cue) -> Option<Range<usize>> {
    let comma = cue.subject.as_ref().map(|subject| subject.end).filter(|&end| !cue.is_inverted && frame.tag(end) == Tag::Comma)?;
    medium_at(frame, comma + 1).filter(|medium| medium.end < cue.group.start)
}

/// Steps over a day: `said on Friday in an interview`.
fn behind_time(frame: &Frame, at: usize) -> usize {
    let day = if frame.tag(at) == Tag::Preposition { at + 1 } else { at };
    if is_time(frame, day) { day + 1 } else { at }
}

/// `in an interview with Sky News`, `in a post on X`, `Speaking to Reuters`, `speaking on the BBC`.
fn medium_at(frame: &Frame, at: usize) -> Option<Range<usize>> {
    if frame.is_any_of(at, words!["speaking"]) {
        return frame.is_one_of(at + 1, words!["to", "on", "with"]).then(|| medium_name(frame, at + 2)).flatten();
    }
    if !frame.is_any_of(at, words!["in", "during", "on"]) || frame.tag(at + 1) != Tag::Determiner {
        return None;
    }
    let words = at + 2..frame.len().min(at + LONGEST_MEDIUM);
    let text = words
        .clone()
        .take_while(|&i| matches!(frame.tag(i), Tag::Noun | Tag::Name | Tag::Hyphen))
        .find(|&i| is_medium(frame, i))?;
    let is_published = frame.tag(text + 1) == Tag::Verb;
    let link = if is_published { text + 2 } else { text + 1 };
    let leads = is_published && frame.text(link) != "by" || links_of(frame.text(text)).contains(&frame.text(link));
    leads.then(|| medium_name(frame, link + 1)).flatten()
}

fn is_medium(frame: &Frame, at: usize) -> bool {
    !links_of(frame.text(at)).is_empty() && frame.tag(at + 1) != Tag::Noun
}

/// The words that lead from a text or talk to whoever gets it or passes it on; behind others its topic or a place stands.
fn links_of(text: &str) -> &'static [&'static str] {
    match text {
        "interview" | "conversation" => &["with", "on", "for", "by"],
        "article" | "column" | "ed" | "editorial" | "essay" | "piece" | "story" => &["in", "for"],
        "post" | "tweet" | "video" | "message" | "appearance" => &["on", "to"],
        "statement" | "email" | "letter" | "memo" | "note" | "report" => &["to"],
        _ => &[],
    }
}

/// The name of whoever passes it on: no time, and nobody without a capital letter.
fn medium_name(frame: &Frame, at: usize) -> Option<Range<usize>> {
    let medium = phrase_after(frame, at).filter(|medium| !is_time(frame, medium.start))?;
    let head = if frame.tag(medium.start) == Tag::Determiner { medium.start + 1 } else { medium.start };
    (frame.tag(head) == Tag::Name).then_some(medium)
}
