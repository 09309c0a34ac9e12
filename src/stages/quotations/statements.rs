//! The statements of one frame: each cue with its speaker and what it reports.

use std::ops::Range;

use super::content::{After, content_after, string_ends_with};
use super::cues::{Cue, Mode, cues};
use super::frame::{Frame, Tag};
use crate::lang::en::{Frames, WordClass};
use crate::text::TokenRange;

/// A quotation before it is numbered.
#[derive(Debug, Clone)]
pub struct Draft {
    pub content: TokenRange,
    pub cue: Option<(TokenRange, &'static str)>,
    pub speaker: DraftSpeaker,
    pub addressee: Option<TokenRange>,
    pub rule: &'static str,
}

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSpeaker {
    Unknown,
    /// The words that name the speaker.
    Mention(TokenRange),
    /// Who said the draft with this index.
    SameAs(usize),
}

/// Adds the statements of a frame. A statement inside another one is part of it and gets no row.
pub fn statements_of(frame: &Frame, drafts: &mut Vec<Draft>) {
    let mut cues = cues(frame);
    give_subjects(frame, &mut cues);
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut has_before = vec![false; cues.len()];
    let mut from = 0;
    for (index, cue) in cues.iter().enumerate().filter(|(_, cue)| reports(cue)) {
        if let Some(content) = content_before(frame, cue, from) {
            drafts.push(draft(frame, cue, content.clone(), None, before_rule(frame, cue, &content)));
            taken.push(content);
            has_before[index] = true;
            from = cue.after();
        }
    }
    for (index, cue) in cues.iter().enumerate().filter(|(_, cue)| reports(cue)) {
        if taken.iter().any(|content| content.contains(&cue.group.start)) {
            continue;
        }
        let after = content_after(frame, cue, &cues).filter(|after| !has_before[index] || goes_on(frame, cue, after));
        if let Some(After { content, addressee, rule }) = after {
            let content = trimmed(frame, content);
            if !content.is_empty() && !taken.iter().any(|other| other.start < content.end && content.start < other.end) {
                taken.push(content.clone());
                drafts.push(draft(frame, cue, content, addressee, rule));
            }
        }
    }
}

/// Whether the cue says that something was said.
fn reports(cue: &Cue) -> bool {
    !cue.is_negated && cue.mode != Mode::Passive && (cue.mode != Mode::Infinitive || cue.subject.is_some())
}

fn draft(frame: &Frame, cue: &Cue, content: Range<usize>, addressee: Option<Range<usize>>, rule: &'static str) -> Draft {
    let tokens = |items: &Range<usize>| frame.tokens_of(items.start, items.end);
    Draft {
        content: tokens(&content),
        cue: Some((tokens(&cue.group), cue.lemma)),
        speaker: cue.subject.as_ref().map_or(DraftSpeaker::Unknown, |subject| DraftSpeaker::Mention(tokens(subject))),
        addressee: addressee.as_ref().map(tokens),
        rule,
    }
}

/// Gives a participle the subject of the verb before it.
fn give_subjects(frame: &Frame, cues: &mut [Cue]) {
    let mut last: Option<Range<usize>> = None;
    for cue in cues {
        match cue.mode {
            Mode::Finite if cue.subject.is_some() => last = cue.subject.clone(),
            Mode::Finite | Mode::Participle => cue.subject = last.clone().or_else(|| first_phrase(frame, cue.group.start)),
            _ => {}
        }
    }
}

/// The subject of the sentence, for a verb at `end` that has none of its own: the first phrase that a verb follows.
fn first_phrase(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let verb = (1..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    super::phrase::subject_before(frame, verb)
}

/// The content that stands before subject and verb: `“…,” she said`; `…, officials said`.
fn content_before(frame: &Frame, cue: &Cue, from: usize) -> Option<Range<usize>> {
    if !matches!(cue.mode, Mode::Finite | Mode::According) || cue.start() <= from {
        return None;
    }
    let region = trimmed(frame, from..cue.start());
    let last = region.end.checked_sub(1).filter(|&last| last >= region.start)?;
    let comma_follows = frame.tag(region.end) == Tag::Comma;
    if frame.tag(last) == Tag::Quoted {
        let is_closed =
            string_ends_with(frame, last, &[',', '?', '!', '—', '–', '-', '…', '.']) || comma_follows || cue.is_inverted;
        return (is_closed && cue.frames.any(Frames::QUOTE)).then_some(region);
    }
    let is_clause = region.len() > 2
        && region.clone().any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))
        && !matches!(frame.tag(region.start), Tag::Preposition | Tag::Subordinator);
    let tail_is_closed = is_closed_tail(frame, cue);
    let is_set_off = comma_follows || cue.mode == Mode::According;
    (is_clause && is_set_off && tail_is_closed && cue.frames.any(Frames::BARE)).then_some(region)
}

/// Whether nothing that could be reported follows the cue: the sentence ends, a comma or an adjunct follows.
fn is_closed_tail(frame: &Frame, cue: &Cue) -> bool {
    let at = cue.after();
    matches!(
        frame.tag(at),
        Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Semicolon | Tag::Dash | Tag::Subordinator | Tag::Adverb
    ) || frame.is(at, WordClass::Weekday)
        || matches!(frame.text(at), "last" | "this" | "earlier")
        || cue.mode == Mode::According
}

fn before_rule(frame: &Frame, cue: &Cue, content: &Range<usize>) -> &'static str {
    match (frame.tag(content.end - 1) == Tag::Quoted, cue.mode) {
        (true, _) => "quote_cue",
        (false, Mode::According) => "according_to",
        (false, _) => "clause_cue",
    }
}

/// Whether what follows a cue that had content before it is more of the same: `“…,” she said, “…”`.
fn goes_on(frame: &Frame, cue: &Cue, after: &After) -> bool {
    after.rule == "cue_quote" && after.content.start >= cue.after() && frame.tag(after.content.start) == Tag::Quoted
}

/// Without commas, stops and conjunctions at its ends.
fn trimmed(frame: &Frame, mut items: Range<usize>) -> Range<usize> {
    while !items.is_empty() && matches!(frame.tag(items.start), Tag::Comma | Tag::Stop | Tag::Dash | Tag::Colon | Tag::Semicolon) {
        items.start += 1;
    }
    while !items.is_empty() && matches!(frame.tag(items.end - 1), Tag::Comma | Tag::Dash | Tag::Colon | Tag::Semicolon | Tag::Stop)
    {
        items.end -= 1;
    }
    items
}
