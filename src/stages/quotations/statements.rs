//! The statements of one frame: each cue with its speaker and what it reports.

use std::ops::Range;

use super::clause::{begins_main_clause, is_participle, is_time};
use super::content::{After, after_adjuncts, content_after, is_amount, opens_statement, reports_clause, string_ends_with};
use super::cues::{Cue, Mode, group_start};
use super::ends::end_of;
use super::frame::{Frame, Tag};
use super::phrase::{phrase_after, phrase_before, subject_before};
use super::relays::{relay, whom_told};
use crate::lang::en::{Frames, WordClass, form};
use crate::text::TokenRange;

/// An adverbial before an interrupting `she said` that is part of what she said has at least this many items.
const FEWEST_WORDS_OF_ADVERBIAL: usize = 3;

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
    /// The words that name the speaker here.
    pub fn mention(&self) -> Option<TokenRange> {
        match self.speaker {
            DraftSpeaker::Mention(tokens) => Some(tokens),
            _ => None,
        }
    }
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
pub fn statements_of(frame: &Frame, cues: &mut [Cue], drafts: &mut Vec<Draft>) -> Option<Draft> {
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

/// The report that a colon at the end of a frame leaves open.
fn announced(frame: &Frame, cues: &[Cue]) -> Option<Draft> {
    let colon = frame.len().checked_sub(1).filter(|&last| frame.tag(last) == Tag::Colon)?;
    let cue = cues.iter().rev().find(|cue| reports(cue) && cue.frames.any(Frames::QUOTE))?;
    Some(draft(frame, cue, colon..colon, None, "colon_paragraph"))
}

/// Gives a verb without a subject of its own the one of the report before it, or that of the sentence; one that opens the sentence
/// (`Speaking …, she`) has the subject behind its comma.
fn inherit_subject(frame: &Frame, cue: &mut Cue, last: &mut Option<Range<usize>>, reported_to: usize) {
    if cue.has_own_subject {
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
        between.or_else(|| last.clone()).or_else(|| first_subject(frame, cue.group.start))
    };
}

/// Whether the cue says that something was said.
pub fn reports(cue: &Cue) -> bool {
    !cue.is_negated && cue.mode != Mode::Passive && (cue.mode != Mode::Infinitive || cue.subject.is_some())
}

fn draft(frame: &Frame, cue: &Cue, content: Range<usize>, addressee: Option<Range<usize>>, rule: &'static str) -> Draft {
    let tokens = |items: &Range<usize>| frame.tokens_of(items.start, items.end);
    let addressee = addressee.or_else(|| whom_told(frame, cue)).or_else(|| relay(frame, cue));
    Draft {
        content: tokens(&content),
        cue: Some((tokens(&cue.group), cue.lemma)),
        speaker: cue.subject.as_ref().map_or(DraftSpeaker::Unknown, |subject| DraftSpeaker::Mention(tokens(subject))),
        addressee: addressee.as_ref().map(tokens),
        rule,
    }
}

/// The subject of the sentence, for a verb at `end` that has none of its own: the first phrase that a verb follows.
pub fn first_subject(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let opening = behind_opening_clause(frame, end);
    let verb = (opening.max(1)..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    subject_before(frame, group_start(frame, verb)).map(|subject| antecedent(frame, subject))
}

/// `When his family moved, Quist refused …`: the item behind the comma that closes a clause or phrase with which the sentence opens.
fn behind_opening_clause(frame: &Frame, end: usize) -> usize {
    if !matches!(frame.tag(0), Tag::Subordinator | Tag::Preposition) {
        return 0;
    }
    let comma = (1..end).find(|&at| frame.tag(at) == Tag::Comma && begins_main_clause(frame, at + 1));
    comma.map_or(0, |comma| comma + 1)
}

/// For a verb outside a relative clause its subject is the one whom the pronoun stands for.
fn antecedent(frame: &Frame, subject: Range<usize>) -> Range<usize> {
    if !is_relative(frame, &subject) {
        return subject;
    }
    let end = if frame.tag_before(subject.start) == Tag::Comma { subject.start - 1 } else { subject.start };
    phrase_before(frame, end).unwrap_or(subject)
}

/// Whether a subject is `who`, `which` or `that`.
pub fn is_relative(frame: &Frame, subject: &Range<usize>) -> bool {
    subject.len() == 1 && matches!(frame.tag(subject.start), Tag::Relative | Tag::That)
}

/// The subject of the first verb in a stretch of the frame, where it stands in that stretch.
fn subject_between(frame: &Frame, start: usize, end: usize) -> Option<Range<usize>> {
    let verb = (start + 1..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    subject_before(frame, group_start(frame, verb)).filter(|subject| subject.start >= start)
}

/// The content that stands before subject and verb: `“…,” she said`; `…, officials said`; `…, as she put it`.
fn content_before(frame: &Frame, cue: &Cue, cues: &[Cue], from: usize) -> Option<(Range<usize>, &'static str)> {
    let in_relative = cue.subject.as_ref().is_some_and(|subject| is_relative(frame, subject));
    if !matches!(cue.mode, Mode::Finite | Mode::According) || cue.start() <= from || in_relative {
        return None;
    }
    let is_as = is_as(frame, cue.start() - 1);
    let start = if is_as { cue.start() - 1 } else { cue.start() };
    let region = trimmed(frame, behind_earlier_speech(frame, from..start, cues));
    let last = region.end.checked_sub(1).filter(|&last| last >= region.start)?;
    // `The pier is old and, as she noted, it leaks`: the remark belongs to what follows.
    if is_as && frame.tag(last) == Tag::Coordinator {
        return None;
    }
    let comma_follows = frame.tag(region.end) == Tag::Comma;
    if frame.tag(last) == Tag::Quoted
        && is_adverbial(frame, &region)
        && !is_led_in(frame, last)
        && frame.tag_before(last) != Tag::Comma
    {
        return None;
    }
    if frame.tag(last) == Tag::Quoted && !is_interrupting(frame, cue, last) {
        let ends_speech = string_ends_with(frame, last, &[',', '?', '!', '—', '–', '-', '…', '.']);
        let is_closed = ends_speech || comma_follows || cue.is_inverted || is_reported_straight_behind(frame, cue, last);
        return (is_closed && cue.frames.any(Frames::QUOTE)).then(|| (behind_lead(frame, region), "quote_cue"));
    }
    if is_told_behind(frame, cue, cues, &region) {
        return None;
    }
    let is_set_off = comma_follows || cue.mode == Mode::According || string_ends_with(frame, last, &[',']);
    if !is_set_off || !cue.frames.any(Frames::BARE.or(Frames::THAT)) || !is_closed_tail(frame, cue) {
        return None;
    }
    let is_clause = region.len() > 2 && is_statement(frame, &region) && !reports_itself(&region, cues);
    match (is_clause, cue.mode) {
        (true, Mode::According) => Some((region, "according_to")),
        (true, _) => cue.subject.is_some().then_some((region, "clause_cue")),
        (false, _) => (can_be_cut_off(frame, &region) && is_interrupting(frame, cue, last)).then_some((region, "interrupted")),
    }
}

/// `“The pier is old and it leaks” Okafor said.`: a comma too few behind a string that opens its sentence.
fn is_reported_straight_behind(frame: &Frame, cue: &Cue, last: usize) -> bool {
    last == 0 && cue.start() == 1 && begins_capitalised(frame, last) && is_closed_tail(frame, cue)
}

/// Whether the words before a cue are the reporter's, since all that is said stands behind it: `A native of Brent, she said on Monday
/// that …`, `On the pier, she added, “…”`, `One thing is sure: According to the board, …`. Before a string that begins a sentence nothing
/// of what is said can stand but a clause.
fn is_told_behind(frame: &Frame, cue: &Cue, cues: &[Cue], region: &Range<usize>) -> bool {
    if frame.tag(region.end - 1) == Tag::Quoted {
        return false;
    }
    if cue.mode == Mode::According {
        return opens_statement(frame, cue.start());
    }
    let after = cue.after();
    if frame.tag(after) == Tag::Comma && frame.tag(after + 1) == Tag::Quoted {
        let is_opening = matches!(frame.tag(region.start), Tag::Preposition | Tag::Adverb) || is_participle(frame, region.start);
        return (is_opening || !is_statement(frame, region)) && begins_capitalised(frame, after + 1);
    }
    let interrupts = matches!(frame.tag(after_adjuncts(frame, after)), Tag::Stop | Tag::Comma | Tag::Dash | Tag::Semicolon);
    !interrupts && reports_clause(frame, cue, cues)
}

/// Whether the first word of a quoted string has a capital letter.
fn begins_capitalised(frame: &Frame, at: usize) -> bool {
    let string = frame.items.get(at).and_then(|item| frame.strings.get(item.string as usize));
    let first = string.and_then(|string| frame.document.tokens[string.inner.range()].iter().find(|token| token.is_word()));
    first.is_some_and(|token| token.is_capitalised())
}

/// `In an interview on “…,” she said`, `Speaking of “…,” she said`: the string is in an adverbial of the report.
fn is_adverbial(frame: &Frame, region: &Range<usize>) -> bool {
    let start = region.start;
    let is_participle = frame.tag(start) == Tag::Verb && frame.verb(start).is_some_and(|verb| verb.forms & form::ING != 0);
    let comma = region.clone().find(|&at| frame.tag(at) == Tag::Comma).unwrap_or(region.end);
    let has_clause = (comma..region.end).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary));
    (matches!(frame.tag(start), Tag::Preposition | Tag::Subordinator) || is_participle) && !has_clause
}

/// Whether a colon, dash or bracket of the reporter's parts the string at `quoted` from what stands before it.
fn is_led_in(frame: &Frame, quoted: usize) -> bool {
    let leads = matches!(frame.tag_before(quoted), Tag::Colon | Tag::Dash | Tag::Other);
    leads && quoted >= 2 && frame.tag(quoted - 2) != Tag::Quoted
}

/// Cuts the reporter's words off that lead to a string: `She was not amused: “Go home,” she said.`, `As for tolls, “they will
/// rise,” she said.`
fn behind_lead(frame: &Frame, region: Range<usize>) -> Range<usize> {
    let last = region.end - 1;
    if is_led_in(frame, last) || is_adverbial(frame, &region) {
        return last..region.end;
    }
    let stop = region.clone().rev().find(|&at| frame.tag(at) == Tag::Stop);
    stop.map_or(region.start, |stop| stop + 1)..region.end
}

/// Whether a region is a clause that can be said: it has a verb, which must stand behind the comma where it opens with an adverbial.
fn is_statement(frame: &Frame, region: &Range<usize>) -> bool {
    // `About 40 people live there, the survey found`
    let counts = is_amount(frame, region.start + 1);
    let opens_with_adverbial = matches!(frame.tag(region.start), Tag::Preposition | Tag::Subordinator) && !counts;
    let comma = region.clone().find(|&at| frame.tag(at) == Tag::Comma);
    let start = match comma {
        Some(comma) if opens_with_adverbial => comma,
        // `Around 30 people would come, he said`
        None if opens_with_adverbial && !region.clone().any(|at| frame.tag(at) == Tag::Auxiliary) => region.end,
        _ => region.start,
    };
    frame.is_title || (start..region.end).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted))
}

/// Whether a region opens with a report of its own: `The mayor said the road is closed, the paper reported`.
fn reports_itself(region: &Range<usize>, cues: &[Cue]) -> bool {
    let opens = |cue: &Cue| cue.start() >= region.start && cue.start() <= region.start + 2 && region.contains(&cue.group.start);
    cues.iter().any(|cue| cue.mode == Mode::Finite && cue.has_own_subject && cue.frames.any(Frames::BARE) && opens(cue))
}

/// Cuts a region behind the last quotation in it that an earlier verb introduces: `She said “…” and “…,” he added.`
fn behind_earlier_speech(frame: &Frame, region: Range<usize>, cues: &[Cue]) -> Range<usize> {
    let says = |cue: &&Cue| {
        cue.mode == Mode::Finite && cue.has_own_subject && cue.frames.any(Frames::QUOTE) && region.contains(&cue.group.start)
    };
    let Some(earlier) = cues.iter().rev().find(says) else { return region };
    let quoted = (earlier.after()..region.end).find(|&at| frame.tag(at) == Tag::Quoted);
    match quoted.filter(|&at| at + 1 < region.end && (at + 1..region.end).any(|at| frame.tag(at) == Tag::Quoted)) {
        Some(quoted) => quoted + 1..region.end,
        None => region,
    }
}

/// Whether subject and verb stand between commas inside a clause of which no quotation is cut: `The plan, she said, is dead.`
fn is_interrupting(frame: &Frame, cue: &Cue, last: usize) -> bool {
    let follows = after_adjuncts(frame, cue.after());
    matches!(cue.mode, Mode::Finite | Mode::According)
        && cue.has_own_subject
        && cue.frames.any(Frames::BARE.or(Frames::QUOTE))
        && frame.tag(follows) == Tag::Comma
        && (!matches!(frame.tag(follows + 1), Tag::Quoted | Tag::Verb | Tag::Relative | Tag::Preposition)
            || lacks_its_verb(frame, cue, follows + 1))
        && (frame.tag(last) != Tag::Quoted
            || !matches!(frame.tag(follows + 1), Tag::Verb | Tag::Relative)
                && string_ends_with(frame, last, &[','])
                && last > 0
                && frame.tag(follows + 1) != Tag::Coordinator)
}

/// `The plan, she said, raised new doubts`, `A truce, he said, “would help”`: no verb stands before the report, and what follows it
/// goes on with the clause.
fn lacks_its_verb(frame: &Frame, cue: &Cue, at: usize) -> bool {
    let ends = |at: &usize| matches!(frame.tag(*at), Tag::Stop | Tag::Semicolon);
    let opening = (0..cue.start()).rev().find(ends).map_or(0, |stop| stop + 1);
    let has_verb = (opening..cue.start()).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted));
    let is_verb = frame.tag(at) == Tag::Verb
        || frame.tag(at) == Tag::Noun
            && frame.is(at, WordClass::VerbOrNoun)
            && matches!(frame.tag(at + 1), Tag::To | Tag::Determiner | Tag::That | Tag::Pronoun);
    let goes_on = frame.tag(at) == Tag::Quoted || is_verb && !frame.text(at).ends_with("ing");
    goes_on && !has_verb && cue.start() > opening
}

/// Whether words before an interrupting `she said` are a piece of what she said: a phrase, or an adverbial of some length.
fn can_be_cut_off(frame: &Frame, region: &Range<usize>) -> bool {
    let is_adverbial = matches!(frame.tag(region.start), Tag::Preposition | Tag::Subordinator | Tag::Question | Tag::Adverb);
    (!is_adverbial || region.len() >= FEWEST_WORDS_OF_ADVERBIAL)
        && region.clone().any(|at| matches!(frame.tag(at), Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Relative))
}

/// More of the content behind a cue that stands in its middle: `“…,” she said, “…”`; `The plan, she said, is dead.`
pub fn rest_of(frame: &Frame, cue: &Cue, cues: &[Cue], before: &str) -> Option<After> {
    let follows = after_adjuncts(frame, cue.after());
    let after =
        content_after(frame, cue, cues).filter(|after| after.rule == "cue_quote" && frame.tag(after.content.start) == Tag::Quoted);
    if after.is_some() || frame.tag(follows) != Tag::Comma {
        return after;
    }
    let goes_on = before != "quote_cue"
        && (!cue.is_inverted && cue.mode == Mode::Finite || cue.mode == Mode::According && before == "interrupted")
        && cue.frames.any(Frames::BARE.or(Frames::QUOTE))
        && match frame.tag(follows + 1) {
            // `…, she said, because nobody paid`: a reason is hers, a time is that of the report.
            Tag::Subordinator => !matches!(frame.text(follows + 1), "as" | "after" | "when" | "before" | "since" | "until"),
            Tag::Relative => false,
            Tag::Noun => before == "interrupted" && begins_main_clause(frame, follows + 1),
            _ => true,
        }
        && frame.text(follows + 1) != "compared"
        && frame.verb(follows + 1).is_none_or(|verb| verb.forms & form::ING == 0);
    let has_verb = || (follows + 1..frame.len()).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted));
    (goes_on && has_verb()).then(|| interrupted(frame, follows + 1, cue, cues))
}

/// What follows subject and verb between commas, where only an adverbial stands before them: `For years, she said, nobody paid.`
pub fn behind_interruption(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    let follows = after_adjuncts(frame, cue.after());
    let is_inverted = cue.is_inverted && cue.mode == Mode::Finite;
    let interrupts = !is_inverted && frame.tag_before(cue.start()) == Tag::Comma && is_interrupting(frame, cue, cue.start());
    let has_verb = || (follows + 1..frame.len()).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary));
    (interrupts && has_verb()).then(|| interrupted(frame, follows + 1, cue, cues))
}

fn interrupted(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue]) -> After {
    let rule = "interrupted";
    After { content: start..end_of(frame, start, cue, cues, rule), addressee: None, rule }
}

/// `as` before a subject: `as she put it`. Not that of `as many as`.
pub fn is_as(frame: &Frame, at: usize) -> bool {
    let compares =
        matches!(frame.text(at.saturating_sub(1)), "many" | "much" | "few" | "little" | "soon" | "far" | "well" | "such");
    frame.tag(at) == Tag::Subordinator && frame.text(at).eq_ignore_ascii_case("as") && !compares
}

/// Whether nothing that could be reported follows the cue: the sentence ends, a comma or an adjunct follows.
pub fn is_closed_tail(frame: &Frame, cue: &Cue) -> bool {
    let addressee = if cue.frames.any(Frames::WHOM) && !cue.is_inverted { phrase_after(frame, cue.after()) } else { None };
    let at = addressee.map_or(cue.after(), |whom| whom.end);
    matches!(
        frame.tag(at),
        Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Semicolon | Tag::Dash | Tag::Subordinator | Tag::Adverb
    ) || frame.is(at, WordClass::Weekday)
        || is_time(frame, at)
        || cue.is_inverted && frame.tag(at) == Tag::Relative
        || cue.mode == Mode::According
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
