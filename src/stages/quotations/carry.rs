//! Quoted strings that no cue in their sentence reports: whose they are follows from what stands before them.
//!
//! A string that fills or opens its sentence goes on with the speech before it. A paragraph that ends in a verb of saying and a colon
//! introduces the next. A string that is left open at the end of its paragraph is taken up by the next one.

use std::ops::Range;

use super::before::is_closed_tail;
use super::cues::Cue;
use super::fragments::{attribute_fragment, leads_to_someone};
use super::frame::{Frame, Tag};
use super::marks::QuotedString;
use super::open_cues::{labelled, openly_reported};
use super::phrase::phrase_after;
use super::statements::{Announced, Draft, DraftSpeaker, reports};
use super::subjects::first_subject;
use crate::lang::en::Frames;
use crate::text::TokenRange;

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
    /// The paragraph whose last sentence ends with a closed string, and which tells nobody that says it.
    closed: Option<u32>,
    /// The last paragraph in which a cue or a colon tells who says a string.
    told: Option<u32>,
    /// A string that fills its paragraph, and the paragraph.
    alone: Option<(TokenRange, u32)>,
    /// The subject of the sentence before, if that reports nothing and a string follows it, and its paragraph.
    subject: Option<(TokenRange, u32)>,
    /// The paragraph of the sentence before.
    before: Option<u32>,
    /// A cue behind which a sentence ended with a colon, and its paragraph.
    announced: Option<(Announced, u32)>,
    /// The draft of a paragraph without quotation marks that such a cue announced, and the paragraph.
    unmarked: Option<(usize, u32)>,
    /// A string that fills its paragraph and is left open there, and the paragraph.
    left_open: Option<(TokenRange, u32)>,
}

impl Carry {
    /// Looks at a frame with these cues, whose own statements are the drafts from `first` on; adds the strings that are still without a
    /// speaker.
    pub fn follow(&mut self, frame: &Frame, cues: &[Cue], drafts: &mut Vec<Draft>, first: usize, announced: Option<Announced>) {
        let Some(paragraph) = frame.unit.paragraph else { return };
        if self.is_announced_whole(frame, drafts, first, paragraph) {
            self.before = Some(paragraph);
            return;
        }
        self.take_up(frame, drafts, first, paragraph);
        if let Some(signed) = self.sign(frame, cues, drafts, first, paragraph) {
            self.last = Some((signed, paragraph));
            self.closed = None;
            self.before = Some(paragraph);
            return;
        }
        if !self.reopen(frame, drafts, paragraph) {
            self.attribute(frame, cues, drafts, first, paragraph);
        }
        if drafts.len() > first {
            self.last = last_speech(frame, drafts, first).map(|index| (index, paragraph));
        }
        self.open = (first..drafts.len())
            .rev()
            .find(|&index| is_open(frame.strings, &drafts[index]))
            .or(self.still_open(frame.strings, drafts))
            .map(|index| (index, paragraph));
        let has_cue = drafts[first..].iter().any(|draft| matches!(draft.speaker, DraftSpeaker::Mention(_)));
        self.told = if has_cue { Some(paragraph) } else { self.told };
        self.announced = announced.or_else(|| led_to(frame)).map(|announced| (announced, paragraph));
        self.closed = (ends_closed(frame) && self.told != Some(paragraph)).then_some(paragraph);
        let opens_paragraph = self.before.replace(paragraph) != Some(paragraph);
        let left_open = filling_string(frame).filter(|&string| opens_paragraph && is_left_open(frame.strings, string));
        self.left_open = left_open.map(|string| (string, paragraph));
        self.subject = if drafts.len() == first { acting_subject(frame).map(|subject| (subject, paragraph)) } else { None };
    }

    /// Looks past a sentence of this paragraph that cannot say anything, and which no quotation mark follows.
    pub fn pass_over(&mut self, strings: &[QuotedString], paragraph: Option<u32>, drafts: &[Draft]) {
        let Some(paragraph) = paragraph else { return };
        let (last, told) = (self.last, self.told);
        let open = self.still_open(strings, drafts).map(|index| (index, paragraph));
        *self = Carry { last, open, told, before: Some(paragraph), ..Carry::default() };
    }

    /// Whether the next sentence can be said or can sign what was, whatever its words are.
    pub fn awaits_any_words(&self) -> bool {
        self.alone.is_some() || self.announced.is_some() || self.unmarked.is_some()
    }

    /// `The board wrote:` ¶ `It is late. We will wait.`: a paragraph without quotation marks behind a verb and a colon is said as a
    /// whole, and what is reported in it is part of it.
    fn is_announced_whole(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, first: usize, paragraph: u32) -> bool {
        if let Some((said, _)) = self.unmarked.take().filter(|&(_, of)| of == paragraph) {
            drafts.truncate(first);
            drafts[said].content.end = frame.unit.tokens.end;
            self.unmarked = Some((said, paragraph));
            return true;
        }
        let is_behind = |announced: &(Announced, u32)| announced.1 + 1 == paragraph && !announced.0.needs_marks;
        let first_token = &frame.document.tokens[frame.unit.tokens.start as usize];
        let has_marks = first_token.is_quotation_mark() || frame.has_string_in(frame.unit.tokens);
        if has_marks || frame.tag(frame.len() - 1) == Tag::Colon || !self.announced.as_ref().is_some_and(is_behind) {
            return false;
        }
        let Some((Announced { report, .. }, _)) = self.announced.take() else { return false };
        drafts.truncate(first);
        // `> It is late.`
        let is_word = |at: &u32| frame.document.tokens[*at as usize].mark().is_none();
        let start = (frame.unit.tokens.start..frame.unit.tokens.end).find(is_word).unwrap_or(frame.unit.tokens.start);
        let content = TokenRange { start, end: frame.unit.tokens.end };
        drafts.push(Draft { content, ..report });
        self.unmarked = Some((drafts.len() - 1, paragraph));
        (self.last, self.open, self.closed) = (Some((drafts.len() - 1, paragraph)), None, Some(paragraph));
        true
    }

    /// `“It is late.` ¶ `“We will wait,” she said.`: a string left open that is nobody's yet belongs to the report in the paragraph that
    /// takes it up.
    fn take_up(&mut self, frame: &Frame, drafts: &mut [Draft], first: usize, paragraph: u32) {
        let Some((string, _)) = self.left_open.take().filter(|&(_, of)| of + 1 == paragraph) else { return };
        let (earlier, own) = drafts.split_at_mut(first);
        let start = frame.tokens_of(0, 1).start;
        let mark = |at: u32| frame.document.tokens[at as usize].mark();
        let is_reopened = frame.tag(0) == Tag::Quoted && mark(start) == mark(string.start);
        let takes_up = |draft: &&mut Draft| is_reopened && draft.content.start == start && draft.cue.is_some();
        let is_nobodys = !earlier.iter().rev().take(MOST_DRAFTS_BACK).any(|draft| overlaps(draft.content, string));
        if let Some(report) = own.iter_mut().find(takes_up).filter(|_| is_nobodys) {
            report.content.start = string.start;
        }
    }

    fn still_open(&self, strings: &[QuotedString], drafts: &[Draft]) -> Option<usize> {
        self.open.map(|(index, _)| index).filter(|&index| is_open(strings, &drafts[index]))
    }

    /// `— Marta Okafor, driver` alone in a paragraph signs the string that fills the paragraph before, `Okafor said.` the sentence
    /// before it, which ended with a stop. Returns the draft that is signed.
    fn sign(&mut self, frame: &Frame, cues: &[Cue], drafts: &mut Vec<Draft>, first: usize, paragraph: u32) -> Option<usize> {
        let alone = self.alone.take();
        if let Some(content) = filling_string(frame) {
            self.alone = Some((content, paragraph));
        }
        let (content, of) = alone.filter(|_| drafts.len() == first)?;
        let signed = match paragraph - of {
            0 => said_behind(frame, cues, content)?,
            1 => {
                let speaker = DraftSpeaker::Mention(signature(frame)?);
                Draft { content, cue: None, speaker, addressee: None, rule: "dash_name" }
            }
            _ => return None,
        };
        let nearest = drafts.len().saturating_sub(MOST_DRAFTS_BACK);
        match drafts[nearest..].iter().rposition(|draft| overlaps(draft.content, content)) {
            Some(index) if paragraph > of || drafts[nearest + index].cue.is_none() => {
                drafts[nearest + index] = signed;
                return Some(nearest + index);
            }
            Some(_) => return None,
            None => drafts.push(signed),
        }
        Some(drafts.len() - 1)
    }

    /// Adds a string that takes up the one which the paragraph before left open to that one's draft.
    fn reopen(&mut self, frame: &Frame, drafts: &mut [Draft], paragraph: u32) -> bool {
        let Some((index, _)) = self.open.filter(|&(_, last)| last + 1 == paragraph) else { return false };
        let Some(draft) = drafts.get_mut(index).filter(|_| frame.tag(0) == Tag::Quoted && frame.len() <= 2) else { return false };
        draft.content.end = frame.tokens_of(0, 1).end.max(draft.content.end);
        true
    }

    fn attribute(&mut self, frame: &Frame, cues: &[Cue], drafts: &mut Vec<Draft>, first: usize, paragraph: u32) {
        let is_free = |drafts: &[Draft], items: &Range<usize>| {
            let tokens = frame.tokens_of(items.start, items.end);
            !drafts[first.min(drafts.len())..].iter().any(|draft| overlaps(draft.content, tokens))
        };
        for at in 1..frame.len() {
            if frame.tag(at) == Tag::Quoted && is_free(drafts, &(at..at + 1)) {
                drafts.extend(labelled(frame, at));
            }
        }
        // `“…,” she said. “…,” fumed Okafor.`: a verb beside the string outranks what stands before it.
        if let Some(items) = opening_speech(frame).filter(|items| is_free(drafts, items))
            && openly_reported(frame, items.start).is_none()
            && let Some(draft) = self.going_on(frame, drafts, &items, paragraph)
        {
            drafts.push(draft);
            return;
        }
        for at in 0..frame.len() {
            if frame.tag(at) == Tag::Quoted && is_free(drafts, &(at..at + 1)) {
                attribute_fragment(frame, cues, at, drafts, first);
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
            return Some(Draft { content, ..announced.report });
        }
        let Some((last, of)) = self.last else { return self.behind_sentence(frame, items, paragraph) };
        let rule = match paragraph - of {
            0 => "same_paragraph",
            1 if items.end + 1 >= frame.len() && self.may_go_on(frame, &drafts[last], items, of) => "next_paragraph",
            _ => return self.behind_sentence(frame, items, paragraph),
        };
        Some(Draft { content, cue: None, speaker: DraftSpeaker::SameAs(origin(drafts, last)), addressee: None, rule })
    }

    /// The draft of a longer string behind a sentence of its paragraph that reports nothing: said by the subject of that one.
    fn behind_sentence(&self, frame: &Frame, items: &Range<usize>, paragraph: u32) -> Option<Draft> {
        let (subject, _) = self.subject.filter(|&(_, of)| of == paragraph)?;
        let content = frame.tokens_of(items.start, items.end);
        let speaker = DraftSpeaker::Mention(subject);
        (frame.words_in(items.start) >= FEWEST_WORDS_TO_GO_ON).then_some(Draft {
            content,
            cue: None,
            speaker,
            addressee: None,
            rule: "sentence_before",
        })
    }

    /// Whether a string that fills its paragraph goes on with the speech of the paragraph before, which may not have ended with a
    /// closing mark: one who speaks on has none there, and behind it somebody else speaks. Nor do a few words in quotation marks, and
    /// without quoted words the speech must have ended that paragraph.
    fn may_go_on(&self, frame: &Frame, last: &Draft, items: &Range<usize>, before: u32) -> bool {
        let between = frame.tokens_of(items.start, items.end).start.saturating_sub(last.content.end);
        self.before == Some(before)
            && self.closed != Some(before)
            && (frame.has_string_in(last.content) || between <= MOST_TOKENS_BETWEEN)
            && frame.words_in(items.start) >= FEWEST_WORDS_TO_GO_ON
    }
}

/// The draft that later strings go on with: the last whose speaker is known, and of those rather one with quoted words.
fn last_speech(frame: &Frame, drafts: &[Draft], first: usize) -> Option<usize> {
    let known = (first..drafts.len()).filter(|&index| drafts[index].speaker != DraftSpeaker::Unknown);
    known.max_by_key(|&index| (frame.has_string_in(drafts[index].content), drafts[index].content.end, index))
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

/// Whether a draft ends in a string that is not closed.
fn is_open(strings: &[QuotedString], draft: &Draft) -> bool {
    let last = strings.partition_point(|string| string.tokens.start < draft.content.end).checked_sub(1);
    last.and_then(|last| strings.get(last)).is_some_and(|string| !string.is_closed && string.tokens.end == draft.content.end)
}

/// Whether a string that ends there is not closed.
fn is_left_open(strings: &[QuotedString], tokens: TokenRange) -> bool {
    let next = strings.partition_point(|string| string.tokens.end < tokens.end);
    strings.get(next).is_some_and(|string| !string.is_closed && string.tokens.end == tokens.end)
}

/// The quoted strings that open a frame: all of a frame that is nothing else, or a first string of some length.
fn opening_speech(frame: &Frame) -> Option<Range<usize>> {
    let is_filler = |at: usize| matches!(frame.tag(at), Tag::Quoted | Tag::Stop | Tag::Other | Tag::Comma | Tag::Coordinator);
    let first = (0..frame.len().min(3)).take_while(|&at| is_filler(at)).find(|&at| frame.tag(at) == Tag::Quoted)?;
    let end = (first..frame.len()).find(|&at| !is_filler(at)).unwrap_or(frame.len());
    let last = (first..end).rev().find(|&at| frame.tag(at) == Tag::Quoted)?;
    (end == frame.len() || frame.words_in(first) >= FEWEST_WORDS_TO_GO_ON).then_some(first..last + 1)
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

/// The draft of a string that ends with a stop, where the next sentence is nothing but its report: `“We will pay.” Okafor said.`
fn said_behind(frame: &Frame, cues: &[Cue], content: TokenRange) -> Option<Draft> {
    let is_report = |cue: &&Cue| {
        let is_first = cue.start() == 0 && cue.subject.as_ref().is_some_and(|subject| subject.len() < frame.len());
        is_first && reports(cue) && cue.has_own_subject && cue.frames.any(Frames::QUOTE) && is_closed_tail(frame, cue)
    };
    let cue = cues.iter().find(is_report)?;
    let subject = cue.subject.as_ref()?;
    Some(Draft {
        content,
        cue: Some((frame.tokens_of(cue.group.start, cue.group.end), cue.lemma)),
        speaker: DraftSpeaker::Mention(frame.tokens_of(subject.start, subject.end)),
        addressee: None,
        rule: "quote_cue",
    })
}

/// The words of a sentence's subject, if that is someone and the next sentence begins with a quotation mark.
fn acting_subject(frame: &Frame) -> Option<TokenRange> {
    let next = frame.document.tokens.get(frame.unit.tokens.end as usize)?;
    let subject = if next.is_quotation_mark() { first_subject(frame, frame.len()) } else { None };
    let subject = subject.filter(|subject| is_somebody(frame, subject))?;
    Some(frame.tokens_of(subject.start, subject.end))
}

/// Whether a phrase names a person or body, or is `he` or `she`.
fn is_somebody(frame: &Frame, subject: &Range<usize>) -> bool {
    let is_pronoun = frame.tag(subject.start) == Tag::Pronoun;
    let is_person = || ["he", "she"].iter().any(|pronoun| frame.text(subject.start).eq_ignore_ascii_case(pronoun));
    if is_pronoun { is_person() } else { leads_to_someone(frame, subject) }
}

/// What a sentence that ends with a colon leads to without a cue: words of its subject (`The mayor listed her reasons:`), or of whom it
/// names as their source (`From the report:`).
fn led_to(frame: &Frame) -> Option<Announced> {
    let colon = frame.len().checked_sub(1).filter(|&last| frame.tag(last) == Tag::Colon)?;
    let source = if frame.text(0) == "From" { phrase_after(frame, 1).filter(|source| source.end == colon) } else { None };
    let subject = || first_subject(frame, colon).filter(|subject| is_somebody(frame, subject));
    let needs_marks = source.is_none();
    let speaker = source.or_else(subject)?;
    let report = Draft {
        content: TokenRange::default(),
        cue: None,
        speaker: DraftSpeaker::Mention(frame.tokens_of(speaker.start, speaker.end)),
        addressee: None,
        rule: "colon_paragraph",
    };
    Some(Announced { report, needs_marks })
}
