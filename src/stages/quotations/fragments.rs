//! Quoted strings inside a sentence that no cue beside them reports: whose they are follows from the rest of the sentence.
//!
//! A string behind a report belongs to it or to who made it; a string behind another one to whoever said that; a longer string in a
//! clause to the subject of the clause. Everything else in quotation marks is a name or a term, and nobody's statement.

use std::ops::Range;

use super::cues::{Cue, Mode, group_start};
use super::frame::{Frame, Tag};
use super::open_cues::openly_reported;
use super::phrase::phrase_after;
use super::statements::{Draft, DraftSpeaker};
use super::strings::is_title_string;
use super::subjects::first_subject;
use super::unsaid::is_supposed;
use super::verb_subject::subject_before;
use crate::lang::en::{WordClass, form};

/// A string beside a verb that no list of cues holds, or behind a report, has at least this many words.
const FEWEST_WORDS_BESIDE_VERB: usize = 3;

/// A string that goes on with an earlier one of its sentence has at least this many words.
const FEWEST_WORDS_BEHIND_STRING: usize = 4;

/// A string that only the subject of its clause tells the speaker of has at least this many words.
const FEWEST_WORDS_IN_CLAUSE: usize = 6;

/// So many items before a string is looked for the participle of `called “a farce” by Okafor`.
const LONGEST_NAMING: usize = 4;

/// Gives the string at item `at` to a draft of its frame, which are those from `first` on, or adds one.
pub fn attribute_fragment(frame: &Frame, cues: &[Cue], at: usize, drafts: &mut Vec<Draft>, first: usize) {
    let words = frame.words_in(at);
    let own = if words >= FEWEST_WORDS_BESIDE_VERB { openly_reported(frame, at) } else { None };
    if let Some(draft) = own.or_else(|| called_by(frame, at)) {
        drafts.push(draft);
        return;
    }
    if is_title_string(frame, at) {
        return;
    }
    if words >= FEWEST_WORDS_BESIDE_VERB
        && let Some(cue) = report_before(frame, cues, at)
    {
        add_to_report(frame, at, cue, drafts, first);
        return;
    }
    let draft = if words >= FEWEST_WORDS_BEHIND_STRING { later_fragment(frame, at, drafts, first) } else { None };
    drafts.extend(draft.or_else(|| if words >= FEWEST_WORDS_IN_CLAUSE { of_clause_subject(frame, at) } else { None }));
}

/// `called “a farce” by Okafor`, `described as “a farce” by Okafor`.
fn called_by(frame: &Frame, at: usize) -> Option<Draft> {
    let is_named = |i: &usize| frame.verb(*i).is_some_and(|verb| verb.forms & form::PARTICIPLE != 0) && frame.tag(*i) == Tag::Verb;
    let verb = (at.saturating_sub(LONGEST_NAMING)..at).rev().find(is_named).filter(|_| frame.text(at + 1) == "by")?;
    let joins = |i: usize| matches!(frame.tag(i), Tag::Determiner | Tag::Subordinator | Tag::Adverb | Tag::Noun);
    let caller = phrase_after(frame, at + 2).filter(|caller| leads_to_someone(frame, caller))?;
    let is_passive = group_start(frame, verb) < verb || matches!(frame.tag_before(verb), Tag::Comma | Tag::Noun | Tag::Name);
    (is_passive && (verb + 1..at).all(joins)).then(|| Draft {
        content: frame.tokens_of(at, at + 1),
        cue: Some((frame.tokens_of(verb, verb + 1), frame.verb(verb).map_or("", |verb| verb.lemma))),
        speaker: DraftSpeaker::Mention(frame.tokens_of(caller.start, caller.end)),
        addressee: None,
        rule: "cue_quote",
    })
}

/// The last report before a string with a subject of its own, and no passive.
fn report_before<'a>(frame: &Frame, cues: &'a [Cue], at: usize) -> Option<&'a Cue> {
    let reports = |cue: &&Cue| {
        let is_that = cue.subject.as_ref().is_some_and(|subject| frame.tag(subject.start) == Tag::That);
        let is_told = cue.mode == Mode::Finite && cue.has_own_subject && !cue.is_negated && !cue.is_inverted;
        cue.group.start < at && is_told && !is_that
    };
    cues.iter().rev().find(reports)
}

/// Lets the content of a report reach to the string behind it; a report without content gets the string alone.
fn add_to_report(frame: &Frame, at: usize, cue: &Cue, drafts: &mut Vec<Draft>, first: usize) {
    let string = frame.tokens_of(at, at + 1);
    let group = frame.tokens_of(cue.group.start, cue.group.end);
    let reported = drafts[first..].iter().position(|draft| draft.cue.is_some_and(|(tokens, _)| tokens == group));
    let last = drafts[first..].iter().map(|draft| draft.content.end).filter(|&end| end <= string.start).max();
    if let Some(draft) = reported.map(|index| &mut drafts[first + index])
        && draft.content.start > group.start
        && Some(draft.content.end) == last
    {
        draft.content.end = string.end;
        return;
    }
    let speaker = cue
        .subject
        .as_ref()
        .map_or(DraftSpeaker::Unknown, |subject| DraftSpeaker::Mention(frame.tokens_of(subject.start, subject.end)));
    drafts.push(Draft { content: string, cue: Some((group, cue.lemma)), speaker, addressee: None, rule: "later_fragment" });
}

/// The draft of a string behind another one of its sentence that somebody said.
fn later_fragment(frame: &Frame, at: usize, drafts: &[Draft], first: usize) -> Option<Draft> {
    let string = frame.tokens_of(at, at + 1);
    let is_earlier = |draft: &Draft| draft.content.end <= string.start && frame.has_string_in(draft.content);
    let index = first + drafts[first..].iter().rposition(is_earlier)?;
    let speaker = match drafts[index].speaker {
        DraftSpeaker::Mention(_) => DraftSpeaker::SameAs(index),
        other => other,
    };
    Some(Draft { content: string, cue: None, speaker, addressee: None, rule: "later_fragment" })
}

/// The draft of a string inside a clause: said by the subject of the verb before it, if that is someone.
fn of_clause_subject(frame: &Frame, at: usize) -> Option<Draft> {
    let verb = (1..at).rev().find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    let subject = subject_before(frame, group_start(frame, verb)).or_else(|| first_subject(frame, at))?;
    if is_supposed(frame, subject.start) {
        return None;
    }
    let is_someone = leads_to_someone(frame, &subject);
    let mention = frame.tokens_of(subject.start, subject.end);
    let speaker = if is_someone { DraftSpeaker::Mention(mention) } else { DraftSpeaker::Unknown };
    let start = if is_someone && is_in_object(frame, verb, at) { verb + 1 } else { at };
    let content = frame.tokens_of(start, at + 1);
    Some(Draft { content, cue: None, speaker, addressee: None, rule: "clause_subject" })
}

/// `Okafor ripped the plan as “…”`: whether the string is part of the object that begins straight behind the verb, all of which is
/// what is said. Behind `that` or a preposition it stands alone: `took credit for “…”`.
fn is_in_object(frame: &Frame, verb: usize, string: usize) -> bool {
    let parts = |at: usize| matches!(frame.tag(at), Tag::Comma | Tag::Colon | Tag::Semicolon | Tag::Dash | Tag::Stop);
    frame.tag(verb) == Tag::Verb
        && !matches!(frame.tag(verb + 1), Tag::Preposition | Tag::Pronoun | Tag::Adverb | Tag::To)
        && !matches!(frame.text(string - 1), "for" | "in" | "on" | "that" | "with")
        && !(verb + 1..string).any(parts)
}

/// Whether a name, a pronoun or what people and bodies are called stands before the first preposition of a phrase. Behind it stand the
/// places and owners of things: `a truce around the harbour of Port Sudan`.
pub fn leads_to_someone(frame: &Frame, phrase: &Range<usize>) -> bool {
    let mut head = phrase.clone().take_while(|&at| frame.tag(at) != Tag::Preposition);
    let called = [WordClass::Role, WordClass::Title, WordClass::Institution];
    head.any(|at| {
        matches!(frame.tag(at), Tag::Name | Tag::Pronoun | Tag::Relative) || called.iter().any(|&class| frame.is(at, class))
    })
}
