//! Quoted strings that no cue in their sentence reports: whose they are follows from what stands before them.
//!
//! A string that fills or opens its sentence goes on with the speech before it. A paragraph that ends in a verb of saying and a colon
//! introduces the next. A string that is left open at the end of its paragraph is taken up by the next one. A longer string inside a
//! clause belongs to the subject of the clause. Everything else in quotation marks is a name or a term, and nobody's statement.

use std::ops::Range;

use super::content::is_title_string;
use super::cues::group_start;
use super::frame::{Frame, Tag};
use super::open_cues::{labelled, openly_reported};
use super::phrase::{phrase_after, subject_before};
use super::statements::{Draft, DraftSpeaker, first_subject};
use crate::lang::en::WordClass;
use crate::text::TokenRange;

/// A string that only the subject of its clause tells the speaker of has at least this many words.
const FEWEST_WORDS_IN_CLAUSE: usize = 6;

/// A string beside a verb that no list of cues holds has at least this many words.
const FEWEST_WORDS_BESIDE_VERB: usize = 3;

/// So many drafts back is looked for the one that a signature belongs to.
const MOST_DRAFTS_BACK: usize = 8;

/// A string that opens a sentence and goes on with speech has at least this many words.
const FEWEST_WORDS_TO_GO_ON: usize = 5;

/// A stop and what closes with it stand between a statement that ends its paragraph and the next paragraph.
const MOST_TOKENS_BETWEEN: u32 = 2;

/// What the sentences before tell about who is speaking.
#[derive(Debug, Default)]
pub struct Carry {
    /// The last draft that a quotation may go on with, and its paragraph.
    last: Option<(usize, u32)>,
    /// A draft whose last string is still open, and its paragraph.
    open: Option<(usize, u32)>,
    /// The paragraph whose last sentence ends with a closed string.
    closed: Option<u32>,
    /// A string that fills its paragraph, and the paragraph.
    alone: Option<(TokenRange, u32)>,
    /// A cue behind which a sentence ended with a colon, and its paragraph.
    announced: Option<(Draft, u32)>,
}

impl Carry {
    /// Looks at a frame whose own statements are the drafts from `first` on; adds the strings that are still without a speaker.
    pub fn follow(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, first: usize, announced: Option<Draft>) {
        let Some(paragraph) = frame.unit.paragraph else { return };
        if self.sign(frame, drafts, paragraph) {
            return;
        }
        if !self.reopen(frame, drafts, paragraph) {
            self.attribute(frame, drafts, first, paragraph);
        }
        if drafts.len() > first {
            self.last = last_speech(frame, drafts, first).map(|index| (index, paragraph));
        }
        self.open = (first..drafts.len())
            .rev()
            .find(|&index| is_open(frame, &drafts[index]))
            .or(self.open.map(|(index, _)| index).filter(|&index| is_open(frame, &drafts[index])))
            .map(|index| (index, paragraph));
        self.announced = announced.map(|draft| (draft, paragraph));
        self.closed = ends_closed(frame).then_some(paragraph);
    }

    /// `— Marta Okafor, driver` alone in a paragraph signs the string that fills the paragraph before.
    fn sign(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, paragraph: u32) -> bool {
        let alone = self.alone.take().filter(|&(_, of)| of + 1 == paragraph);
        if let Some(content) = filling_string(frame) {
            self.alone = Some((content, paragraph));
        }
        let Some(((content, _), speaker)) = alone.zip(signature(frame)) else { return false };
        let signed = Draft { content, cue: None, speaker: DraftSpeaker::Mention(speaker), addressee: None, rule: "dash_name" };
        let known = drafts.iter_mut().rev().take(MOST_DRAFTS_BACK).find(|draft| overlaps(draft.content, content));
        match known {
            Some(draft) => *draft = signed,
            None => drafts.push(signed),
        }
        true
    }

    /// Adds a string that takes up the one which the paragraph before left open to that one's draft.
    fn reopen(&mut self, frame: &Frame, drafts: &mut [Draft], paragraph: u32) -> bool {
        let Some((index, _)) = self.open.filter(|&(_, last)| last + 1 == paragraph) else { return false };
        let Some(draft) = drafts.get_mut(index).filter(|_| frame.tag(0) == Tag::Quoted && frame.len() <= 2) else { return false };
        draft.content.end = frame.tokens_of(0, 1).end.max(draft.content.end);
        true
    }

    fn attribute(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, first: usize, paragraph: u32) {
        let is_free = |drafts: &[Draft], items: &Range<usize>| {
            let tokens = frame.tokens_of(items.start, items.end);
            !drafts[first.min(drafts.len())..].iter().any(|draft| overlaps(draft.content, tokens))
        };
        for at in 1..frame.len() {
            if frame.tag(at) == Tag::Quoted && is_free(drafts, &(at..at + 1)) {
                drafts.extend(labelled(frame, at));
            }
        }
        if let Some(items) = opening_speech(frame).filter(|items| is_free(drafts, items))
            && let Some(draft) = self.going_on(frame, drafts, &items, paragraph)
        {
            drafts.push(draft);
            return;
        }
        for at in 0..frame.len() {
            let items = at..at + 1;
            if frame.tag(at) == Tag::Quoted && is_free(drafts, &items) {
                let words = words_in(frame, at);
                let beside = if words >= FEWEST_WORDS_BESIDE_VERB { openly_reported(frame, at) } else { None };
                drafts.extend(
                    beside.or_else(|| if words >= FEWEST_WORDS_IN_CLAUSE { of_clause_subject(frame, &items) } else { None }),
                );
            }
        }
    }

    /// The draft of a string that opens its sentence.
    fn going_on(&mut self, frame: &Frame, drafts: &[Draft], items: &Range<usize>, paragraph: u32) -> Option<Draft> {
        let content = frame.tokens_of(items.start, items.end);
        if let Some(speaker) = name_behind_dash(frame, items.end) {
            return Some(Draft { content, cue: None, speaker: DraftSpeaker::Mention(speaker), addressee: None, rule: "dash_name" });
        }
        if let Some((announced, _)) = self.announced.take().filter(|&(_, last)| paragraph - last <= 1) {
            return Some(Draft { content, ..announced });
        }
        let (last, of) = self.last?;
        let rule = match paragraph - of {
            0 => "same_paragraph",
            1 if items.end + 1 >= frame.len() && self.may_go_on(frame, &drafts[last], items, of) => "next_paragraph",
            _ => return None,
        };
        Some(Draft { content, cue: None, speaker: DraftSpeaker::SameAs(origin(drafts, last)), addressee: None, rule })
    }

    /// Whether a string that fills its paragraph goes on with the speech of the paragraph before, which may not have ended with a
    /// closing mark: one who speaks on has none there, and behind it somebody else speaks. Nor do a few words in quotation marks, and
    /// without quoted words the speech must have ended that paragraph.
    fn may_go_on(&self, frame: &Frame, last: &Draft, items: &Range<usize>, before: u32) -> bool {
        let between = frame.tokens_of(items.start, items.end).start.saturating_sub(last.content.end);
        self.closed != Some(before)
            && (is_quoted(frame, last) || between <= MOST_TOKENS_BETWEEN)
            && words_in(frame, items.start) >= FEWEST_WORDS_TO_GO_ON
    }
}

/// The draft that later strings go on with: the last whose speaker is known, and of those rather one with quoted words.
fn last_speech(frame: &Frame, drafts: &[Draft], first: usize) -> Option<usize> {
    let known = (first..drafts.len()).filter(|&index| drafts[index].speaker != DraftSpeaker::Unknown);
    known.max_by_key(|&index| (is_quoted(frame, &drafts[index]), drafts[index].content.end, index))
}

/// Whether words of a draft stand between quotation marks.
fn is_quoted(frame: &Frame, draft: &Draft) -> bool {
    let next = frame.strings.partition_point(|string| string.tokens.end <= draft.content.start);
    frame.strings.get(next).is_some_and(|string| string.tokens.start < draft.content.end)
}

/// Whether a frame ends with a closed string that has the stop in it. Behind a fragment with the stop outside (`is “too late”.`) it is
/// the reporter's sentence that ends.
fn ends_closed(frame: &Frame) -> bool {
    let last = frame.items.last().filter(|item| item.tag == Tag::Quoted);
    last.and_then(|item| frame.strings.get(item.string as usize)).is_some_and(|string| string.is_closed)
}

/// The draft that names the speaker of draft `index`.
fn origin(drafts: &[Draft], index: usize) -> usize {
    match drafts[index].speaker {
        DraftSpeaker::SameAs(earlier) => earlier,
        _ => index,
    }
}

fn overlaps(one: TokenRange, other: TokenRange) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a draft of this frame ends in a string that is not closed.
fn is_open(frame: &Frame, draft: &Draft) -> bool {
    let last = frame.strings.partition_point(|string| string.tokens.start < draft.content.end).checked_sub(1);
    last.and_then(|last| frame.strings.get(last)).is_some_and(|string| !string.is_closed && string.tokens.end == draft.content.end)
}

fn words_in(frame: &Frame, at: usize) -> usize {
    let tokens = frame.items.get(at).map_or(TokenRange::default(), |item| item.tokens);
    frame.document.tokens[tokens.range()].iter().filter(|token| token.is_word() || token.is_number()).count()
}

/// The quoted strings that open a frame: all of a frame that is nothing else, or a first string of some length.
fn opening_speech(frame: &Frame) -> Option<Range<usize>> {
    let is_filler = |at: usize| matches!(frame.tag(at), Tag::Quoted | Tag::Stop | Tag::Other | Tag::Comma | Tag::Coordinator);
    let first = (0..frame.len().min(3)).take_while(|&at| is_filler(at)).find(|&at| frame.tag(at) == Tag::Quoted)?;
    let end = (first..frame.len()).find(|&at| !is_filler(at)).unwrap_or(frame.len());
    let last = (first..end).rev().find(|&at| frame.tag(at) == Tag::Quoted)?;
    (end == frame.len() || words_in(frame, first) >= FEWEST_WORDS_TO_GO_ON).then_some(first..last + 1)
}

/// `“…” — Maria Fernandes, teacher`: the name that stands alone behind a dash at the end of a sentence.
fn name_behind_dash(frame: &Frame, at: usize) -> Option<TokenRange> {
    let dash = if frame.tag(at) == Tag::Stop { at + 1 } else { at };
    if frame.tag(dash) != Tag::Dash {
        return None;
    }
    let phrase = phrase_after(frame, dash + 1)?;
    let is_last = matches!(frame.tag(phrase.end), Tag::Stop | Tag::Comma) && frame.tag(phrase.start) == Tag::Name;
    is_last.then(|| frame.tokens_of(phrase.start, phrase.end))
}

/// The only string of a frame that is nothing else.
fn filling_string(frame: &Frame) -> Option<TokenRange> {
    let is_alone = frame.tag(0) == Tag::Quoted && frame.tag(1) == Tag::Stop && frame.len() <= 2;
    is_alone.then(|| frame.tokens_of(0, 1))
}

/// The name in a paragraph that is nothing but a dash and a name with what is added to it.
fn signature(frame: &Frame) -> Option<TokenRange> {
    let is_dash = matches!(frame.tag(0), Tag::Dash | Tag::Hyphen);
    let phrase = phrase_after(frame, 1).filter(|phrase| is_dash && frame.tag(phrase.start) == Tag::Name)?;
    matches!(frame.tag(phrase.end), Tag::Stop | Tag::Comma).then(|| frame.tokens_of(phrase.start, phrase.end))
}

/// The draft of a string inside a clause: said by the subject of the verb before it, if that is someone.
fn of_clause_subject(frame: &Frame, items: &Range<usize>) -> Option<Draft> {
    let verb = (1..items.start).rev().find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    if is_title_string(frame, items.start) {
        return None;
    }
    let subject = subject_before(frame, group_start(frame, verb)).or_else(|| first_subject(frame, items.start))?;
    let is_someone = leads_to_someone(frame, &subject);
    let mention = frame.tokens_of(subject.start, subject.end);
    let speaker = if is_someone { DraftSpeaker::Mention(mention) } else { DraftSpeaker::Unknown };
    let start = if is_someone && is_in_object(frame, verb, items.start) { verb + 1 } else { items.start };
    let content = frame.tokens_of(start, items.end);
    Some(Draft { content, cue: None, speaker, addressee: None, rule: "clause_subject" })
}

/// `Okafor ripped the plan as “…”`: whether the string is part of the object that begins straight behind the verb, all of which is
/// what is said. Behind `that` or a preposition it
/// stands alone: `took credit for “…”`.
fn is_in_object(frame: &Frame, verb: usize, string: usize) -> bool {
    let parts = |at: usize| matches!(frame.tag(at), Tag::Comma | Tag::Colon | Tag::Semicolon | Tag::Dash | Tag::Stop);
    frame.tag(verb) == Tag::Verb
        && !matches!(frame.tag(verb + 1), Tag::Preposition | Tag::Pronoun | Tag::Adverb | Tag::To)
        && !matches!(frame.text(string - 1), "for" | "in" | "on" | "that" | "with")
        && !(verb + 1..string).any(parts)
}

/// Whether a name, a pronoun or what people and bodies are called stands before the first preposition of a phrase. Behind it stand the
/// places and owners of things: `a truce around the harbour of Port Sudan`.
fn leads_to_someone(frame: &Frame, phrase: &Range<usize>) -> bool {
    let mut head = phrase.clone().take_while(|&at| frame.tag(at) != Tag::Preposition);
    let called = [WordClass::Role, WordClass::Title, WordClass::Institution];
    head.any(|at| {
        matches!(frame.tag(at), Tag::Name | Tag::Pronoun | Tag::Relative) || called.iter().any(|&class| frame.is(at, class))
    })
}
