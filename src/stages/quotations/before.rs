//! What a cue reports that stands before it: `“…,” she said`, `…, officials said`.

use std::ops::Range;

use super::clause::{begins_main_clause, is_participle, is_time};
use super::content::{opens_statement, reports_clause};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::interruptions::{can_be_cut_off, is_interrupting};
use super::phrase::phrase_after;
use super::signs::begins_occasion;
use super::strings::string_ends_with;
use super::subjects::is_relative;
use super::tails::{after_adjuncts, is_amount};
use crate::lang::en::{Frames, WordClass, form};
use crate::text::{RuleWords, words};

/// What stands before `according to` is a sentence from so many words on, also where no list holds its verb.
const FEWEST_WORDS_OF_SENTENCE: usize = 6;

/// The content that stands before subject and verb: `“…,” she said`; `…, officials said`; `…, as she put it`.
pub fn content_before(frame: &Frame, cue: &Cue, cues: &[Cue], from: usize) -> Option<(Range<usize>, &'static str)> {
    let in_relative = cue.subject.as_ref().is_some_and(|subject| is_relative(frame, subject));
    if !matches!(cue.mode, Mode::Finite | Mode::According) || cue.start() <= from || in_relative {
        return None;
    }
    // `She said that according to the board, it is late`: she says all of it.
    if cue.mode == Mode::According && frame.tag_before(cue.start()) == Tag::That {
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
    let region = behind_concession(frame, region);
    // `However, as the almanac noted, …`
    if region.len() == 1 && frame.is_any_of(region.start, CONNECTIVES) {
        return None;
    }
    let ends_sentence = cue.mode == Mode::According && frame.tag(after_adjuncts(frame, cue.after())) == Tag::Stop;
    let is_sentence = ends_sentence && region.len() >= FEWEST_WORDS_OF_SENTENCE && region.start == 0;
    let is_clause = region.len() > 2 && (is_statement(frame, &region) || is_sentence) && !reports_itself(&region, cues);
    match (is_clause, cue.mode) {
        (true, Mode::According) => Some((region, "according_to")),
        (true, _) => cue.subject.is_some().then_some((region, "clause_cue")),
        // `“…,” he told a nurse, according to Quist`: what is left of another report is no piece of one.
        (false, _) if matches!(frame.tag_before(region.start), Tag::Verb | Tag::Auxiliary) => None,
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
        let opening = frame.tag(region.start);
        let is_opening = matches!(opening, Tag::Preposition | Tag::Adverb | Tag::Subordinator)
            || is_participle(frame, region.start)
            || frame.text(region.start) == "Asked";
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
    // `After the encore, the drummer “simply walked home,” she said`: the verb stands in the string.
    let has_subject = comma + 2 < region.end && !begins_capitalised(frame, region.end - 1);
    (matches!(frame.tag(start), Tag::Preposition | Tag::Subordinator) || is_participle) && !has_clause && !has_subject
}

/// `On these islands, “salt gets into the bread,” she said`: whether a string that begins with a small letter goes on with the phrase before its comma, which
/// tells no occasion of the report.
fn goes_on_in_string(frame: &Frame, region: &Range<usize>) -> bool {
    let last = region.end - 1;
    frame.tag(region.start) == Tag::Preposition
        && frame.tag_before(last) == Tag::Comma
        && !begins_capitalised(frame, last)
        && !region.clone().any(|at| is_time(frame, at) || begins_occasion(frame, at))
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
    if is_led_in(frame, last) || is_adverbial(frame, &region) && !goes_on_in_string(frame, &region) {
        return last..region.end;
    }
    let stop = region.clone().rev().find(|&at| frame.tag(at) == Tag::Stop);
    stop.map_or(region.start, |stop| stop + 1)..region.end
}

/// Whether a region is a clause that can be said: it has a verb, which must stand behind the comma where it opens with an adverbial.
fn is_statement(frame: &Frame, region: &Range<usize>) -> bool {
    // `About 40 people live there, the survey found`
    let counts = is_amount(frame, region.start + 1);
    let is_asked = frame.text(region.start) == "Asked";
    let opens_with_adverbial = is_asked || matches!(frame.tag(region.start), Tag::Preposition | Tag::Subordinator) && !counts;
    let comma = region.clone().find(|&at| frame.tag(at) == Tag::Comma);
    let start = match comma {
        Some(comma) if opens_with_adverbial => comma,
        // `Around 30 people would come, he said`
        None if opens_with_adverbial && !region.clone().any(|at| frame.tag(at) == Tag::Auxiliary) => region.end,
        _ => region.start,
    };
    frame.is_title || (start..region.end).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted))
}

/// What joins a sentence to the one before it, when a comma follows.
const CONNECTIVES: RuleWords = words![
    "besides",
    "furthermore",
    "however",
    "instead",
    "meanwhile",
    "moreover",
    "nevertheless",
    "nonetheless",
    "so",
    "still",
    "yet"
];

/// What leads in what the reporter sets against the words.
const CONCESSIVE: RuleWords = words!["despite", "though", "although"];

/// Cuts off what the reporter sets against the words: `Despite the rain, the match goes on, officials said`, `However, it is late, …`.
fn behind_concession(frame: &Frame, region: Range<usize>) -> Range<usize> {
    let start = region.start;
    let comma = region.clone().find(|&at| frame.tag(at) == Tag::Comma);
    let behind = match comma {
        Some(comma) if comma == start + 1 && frame.is_any_of(start, CONNECTIVES) => comma + 1,
        Some(comma) if frame.is_any_of(start, CONCESSIVE) && begins_main_clause(frame, comma + 1) => comma + 1,
        _ => start,
    };
    behind..region.end
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

/// `as` before a subject: `as she put it`. Not that of `as many as`.
pub fn is_as(frame: &Frame, at: usize) -> bool {
    let compares = words!["many", "much", "few", "little", "soon", "far", "well", "such"];
    frame.tag(at) == Tag::Subordinator && frame.is_any_of(at, words!["as"]) && !frame.is_one_of(at.saturating_sub(1), compares)
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
pub fn trimmed(frame: &Frame, mut items: Range<usize>) -> Range<usize> {
    while !items.is_empty() && matches!(frame.tag(items.start), Tag::Comma | Tag::Stop | Tag::Dash | Tag::Colon | Tag::Semicolon) {
        items.start += 1;
    }
    while !items.is_empty() && matches!(frame.tag(items.end - 1), Tag::Comma | Tag::Dash | Tag::Colon | Tag::Semicolon | Tag::Stop)
    {
        items.end -= 1;
    }
    items
}
