//! The statements of one frame: each cue with its speaker and what it reports.

use std::ops::Range;

use super::before::{content_before, trimmed};
use super::clause::{begins_main_clause, is_participle, is_time};
use super::content::{After, content_after};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::interruptions::{behind_interruption, rest_of};
use super::phrase::{phrase_after, phrase_before};
use super::relays::{relay, whom_told};
use super::strings::string_ends_with;
use super::subjects::{first_subject, subject_between};
use super::tails::after_adjuncts;
use super::unsaid::is_supposed;
use super::verb_subject::subject_before;
use crate::lang::en::Frames;
use crate::text::{TokenRange, words};

/// A quotation before it is numbered.
#[derive(Debug, Clone)]
pub struct Draft {
    pub content: TokenRange,
    /// With its base form, which is empty for a verb that no list holds.
    pub cue: Option<(TokenRange, &'static str)>,
    pub speaker: DraftSpeaker,
    pub addressee: Option<TokenRange>,
    pub rule: &'static str,
}

impl Draft {
    /// The same among drafts of which the first that this one counts from has the index `first`.
    pub fn counted_from(self, first: usize) -> Draft {
        match self.speaker {
            DraftSpeaker::SameAs(index) => Draft { speaker: DraftSpeaker::SameAs(first + index), ..self },
            _ => self,
        }
    }

    /// The words that name the speaker here.
    pub fn mention(&self) -> Option<TokenRange> {
        match self.speaker {
            DraftSpeaker::Mention(tokens) => Some(tokens),
            _ => None,
        }
    }
}

/// What a colon at the end of a sentence leads to.
#[derive(Debug, Clone)]
pub struct Announced {
    /// Without its content.
    pub report: Draft,
    /// Whether only what stands in quotation marks is said: the colon does not stand straight behind the verb.
    pub needs_marks: bool,
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

/// Adds the statements of a frame with these cues. A statement inside another one is part of it and gets no row. Returns what a colon
/// at the end of the frame announces, without its content.
pub fn statements_of(frame: &Frame, cues: &mut [Cue], drafts: &mut Vec<Draft>) -> Option<Announced> {
    silence_unsaid(frame, cues);
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut has_before = vec![None; cues.len()];
    let mut from = 0;
    for (index, cue) in cues.iter().enumerate().filter(|(_, cue)| reports(cue)) {
        if let Some((content, rule)) = content_before(frame, cue, cues, from) {
            drafts.push(draft(frame, cue, content.clone(), None, rule));
            taken.push(content);
            has_before[index] = Some(rule);
            from = cue.after();
        }
    }
    let mut subject = None;
    for index in 0..cues.len() {
        if !reports(&cues[index]) || taken.iter().any(|content| content.contains(&cues[index].group.start)) {
            continue;
        }
        let reported_to = taken.iter().map(|content| content.end).filter(|&end| end <= cues[index].group.start).max().unwrap_or(0);
        inherit_subject(frame, &mut cues[index], &mut subject, reported_to);
        let cue = &cues[index];
        let after = match has_before[index] {
            Some(rule) => rest_of(frame, cue, cues, rule),
            None => content_after(frame, cue, cues).or_else(|| behind_interruption(frame, cue, cues)),
        };
        let Some(After { content, addressee, rule }) = after else { continue };
        let content = trimmed(frame, content);
        if !content.is_empty() && !taken.iter().any(|other| other.start < content.end && content.start < other.end) {
            taken.push(content.clone());
            drafts.push(draft(frame, cue, content, addressee, rule));
        }
    }
    announced(frame, cues)
}

/// `declined to say whether she would announce new tolls`: what is reported inside of what nobody said is not said either.
fn silence_unsaid(frame: &Frame, cues: &mut [Cue]) {
    let mut unsaid = 0..0;
    for index in 0..cues.len() {
        let cue = &cues[index];
        let is_told = matches!(cue.mode, Mode::Finite | Mode::Impersonal);
        if unsaid.contains(&cue.group.start) || is_told && is_supposed(frame, cue.start()) {
            cues[index].is_negated = true;
        } else if cue.is_negated || is_refused(frame, cue) {
            let is_clause =
                |after: &After| matches!(after.rule, "cue_that" | "cue_clause") && !is_participle(frame, after.content.start);
            unsaid = content_after(frame, cue, cues).filter(is_clause).map_or(0..0, |after| after.content);
        }
    }
}

/// `declined to say`
fn is_refused(frame: &Frame, cue: &Cue) -> bool {
    let refuses = |at: usize| {
        frame.is_one_of(at, words!["decline", "declined", "declines", "declining", "refuse", "refused", "refuses", "refusing"])
    };
    cue.mode == Mode::Infinitive && cue.group.start > 0 && (refuses(cue.group.start) || refuses(cue.group.start - 1))
}

/// The report that a colon at the end of a frame leaves open.
fn announced(frame: &Frame, cues: &[Cue]) -> Option<Announced> {
    let colon = frame.len().checked_sub(1).filter(|&last| frame.tag(last) == Tag::Colon)?;
    let cue = cues.iter().rev().find(|cue| reports(cue) && cue.frames.any(Frames::QUOTE))?;
    let needs_marks = after_adjuncts(frame, cue.after()) != colon;
    Some(Announced { report: draft(frame, cue, colon..colon, None, "colon_paragraph"), needs_marks })
}

/// Gives a verb without a subject of its own the one of the report before it, or that of the sentence; one that opens the sentence
/// (`Speaking …, she`) has the subject behind its comma.
fn inherit_subject(frame: &Frame, cue: &mut Cue, last: &mut Option<Range<usize>>, reported_to: usize) {
    if cue.has_own_subject || cue.mode == Mode::Impersonal {
        if cue.mode == Mode::Finite {
            *last = cue.subject.clone();
        }
        return;
    }
    cue.subject = if cue.mode == Mode::Participle && cue.group.start <= 1 && last.is_none() {
        let is_comma = |at: usize| frame.tag(at) == Tag::Comma || string_ends_with(frame, at, &[',']);
        let comma = (cue.group.end..frame.len()).find(|&at| is_comma(at) && begins_main_clause(frame, at + 1));
        comma.and_then(|comma| phrase_after(frame, comma + 1))
    } else {
        // `…, but Whitfield hit back, saying …`: a clause of its own between the last report and this verb.
        let between = if last.is_some() && reported_to > 0 { subject_between(frame, reported_to, cue.group.start) } else { None };
        let known = between.or_else(|| last.clone()).or_else(|| first_subject(frame, cue.group.start));
        known.or_else(|| subject_before_adverbial(frame, cue.group.start)).or_else(|| subject_before_participle(frame, cue))
    };
}

/// `Quist, despite admitting that it is late, …`: the phrase before the preposition that leads a participle.
fn subject_before_adverbial(frame: &Frame, participle: usize) -> Option<Range<usize>> {
    let leads = matches!(frame.tag_before(participle), Tag::Preposition | Tag::Subordinator);
    if leads && participle >= 2 { subject_before(frame, participle - 1) } else { None }
}

/// `Quist, quoting “an old rule,” left`: what opens the sentence before the comma of an aside that begins with a participle.
fn subject_before_participle(frame: &Frame, cue: &Cue) -> Option<Range<usize>> {
    let comma = cue.group.start.checked_sub(1).filter(|&at| cue.mode == Mode::Participle && frame.tag(at) == Tag::Comma)?;
    phrase_before(frame, comma).filter(|subject| frame.tag_before(subject.start) == Tag::Stop)
}

/// Whether the cue says that something was said.
pub fn reports(cue: &Cue) -> bool {
    !cue.is_negated && cue.mode != Mode::Passive && (cue.mode != Mode::Infinitive || cue.subject.is_some())
}

/// `told Reuters last week that …`: a listener without the time that stands straight behind. `The Sun` is none.
fn before_time(frame: &Frame, whom: Range<usize>) -> Range<usize> {
    let time = (whom.start + 1..whom.end).find(|&at| is_time(frame, at) && frame.tag(at - 1) != Tag::Determiner);
    whom.start..time.unwrap_or(whom.end)
}

/// `Haulage boss invented lorries, court told`: a headline leaves `was` out, and those before the verb listen.
fn is_told(frame: &Frame, cue: &Cue) -> bool {
    let listens = |at: usize| {
        frame.is_one_of(at, words!["committee", "court", "hearing", "inquest", "inquiry", "jurors", "jury", "tribunal", "trial"])
    };
    let last = cue.subject.as_ref().filter(|subject| subject.end == cue.group.start).map(|subject| subject.end - 1);
    cue.lemma == "tell" && cue.group.len() == 1 && frame.tag(cue.group.end) == Tag::Stop && last.is_some_and(listens)
}

fn draft(frame: &Frame, cue: &Cue, content: Range<usize>, addressee: Option<Range<usize>>, rule: &'static str) -> Draft {
    let tokens = |items: &Range<usize>| frame.tokens_of(items.start, items.end);
    let addressee = addressee.or_else(|| whom_told(frame, cue)).or_else(|| relay(frame, cue));
    let addressee = addressee.map(|whom| before_time(frame, whom));
    let subject = cue.subject.as_ref();
    let is_listener = cue.mode == Mode::Impersonal || is_told(frame, cue);
    let (speaker, addressee) = if is_listener { (None, subject) } else { (subject, addressee.as_ref()) };
    Draft {
        content: tokens(&content),
        cue: Some((tokens(&cue.group), cue.lemma)),
        speaker: speaker.map_or(DraftSpeaker::Unknown, |subject| DraftSpeaker::Mention(tokens(subject))),
        addressee: addressee.map(tokens),
        rule,
    }
}
