//! Where reported words end.

use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::strings::string_ends_with;
use crate::lang::en::{Frames, WordClass, form};
use crate::text::{RuleWords, Shape, words};

/// Where the reported clause that begins at `start` ends: at the end of the sentence, unless a sign says that the reporter goes on.
pub fn clause_end(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue]) -> usize {
    for at in start..frame.len() {
        let ends = match frame.tag(at) {
            Tag::Stop | Tag::Semicolon => true,
            Tag::Comma => ends_at_comma(frame, at + 1, start, cue, cues),
            Tag::Coordinator => at > start && (begins_report(frame, at + 1, cues) || leaves_modal(frame, start, at + 1, cue)),
            Tag::Quoted if at + 1 < frame.len() && string_ends_with(frame, at, &[',']) => {
                if ends_at_comma(frame, at + 1, start, cue, cues) {
                    return at + 1;
                }
                false
            }
            Tag::Dash => at > start + 2 && reporter_goes_on(frame, at + 1) && has_verb(frame, start, at),
            _ => false,
        };
        if ends {
            return at;
        }
    }
    frame.len()
}

/// Whether what stands at `at`, behind a comma, is no longer reported.
fn ends_at_comma(frame: &Frame, at: usize, start: usize, cue: &Cue, cues: &[Cue]) -> bool {
    is_reporting_participle(frame, at)
        || is_addition(frame, at) && has_verb(frame, start, at)
        || is_last_apposition(frame, at) && has_verb(frame, start, at)
        || begins_report(frame, joint_end(frame, at), cues)
        || cue.mode != Mode::According && at > start + 3 && begins_other_report(at, cues)
        || is_subordinate(frame, cue) && begins_main_clause(frame, at)
        || is_in_relative(frame, cue)
        || frame.is_one_of(at, words!["while", "although", "despite", "whereas", "however", "according", "compared"])
        || brings_report(frame, at)
}

/// `…, with three in ten saying`
pub fn brings_report(frame: &Frame, at: usize) -> bool {
    frame.is_one_of(at, words!["with"]) && (at + 2..at + 8).any(|i| is_reporting_participle(frame, i))
}

/// What is mostly the reporter's own behind a comma, counted over the training articles: a relative clause, a participle, a main
/// clause that `but` opens, one with a pronoun or a verb behind `and`.
fn is_addition(frame: &Frame, at: usize) -> bool {
    let next = frame.tag(at + 1);
    match frame.tag(at) {
        Tag::Relative => true,
        Tag::Verb | Tag::Noun => is_participle(frame, at),
        Tag::Coordinator if frame.is_one_of(at, words!["but"]) => {
            matches!(next, Tag::Pronoun | Tag::Name | Tag::Verb | Tag::Determiner)
        }
        Tag::Coordinator => frame.is_one_of(at, words!["and"]) && matches!(next, Tag::Pronoun | Tag::Verb),
        _ => false,
    }
}

/// `…, a rise of a third.`: a noun phrase with an indefinite article that ends the sentence is the reporter's remark two times in three.
pub fn is_last_apposition(frame: &Frame, at: usize) -> bool {
    let parts = |at: &usize| {
        matches!(
            frame.tag(*at),
            Tag::Comma | Tag::Coordinator | Tag::Verb | Tag::Auxiliary | Tag::Stop | Tag::Quoted | Tag::Relative
        )
    };
    let is_last = |end: usize| frame.tag(end) == Tag::Stop && end + 1 >= frame.len();
    frame.is_one_of(at, words!["a", "an"]) && !tells_who(frame, at) && (at..frame.len()).find(parts).is_none_or(is_last)
}

/// `her brother, a driver`: behind the noun for a person, what that person is. Behind a name it is the reporter who tells it.
fn tells_who(frame: &Frame, at: usize) -> bool {
    let is_person = at >= 2 && frame.tag(at - 2) == Tag::Noun && frame.is(at - 2, WordClass::Role);
    let of_phrase = |at: &usize| matches!(frame.tag(*at), Tag::Determiner | Tag::Noun | Tag::Adverb | Tag::Hyphen);
    is_person && (at..frame.len()).take_while(of_phrase).any(|at| frame.is(at, WordClass::Role))
}

fn has_verb(frame: &Frame, start: usize, end: usize) -> bool {
    (start..end).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted))
}

/// `reflecting the doubts of many`: a form in -ing with its object behind it.
pub fn is_participle(frame: &Frame, at: usize) -> bool {
    let has_object = matches!(
        frame.tag(at + 1),
        Tag::Determiner | Tag::Pronoun | Tag::Name | Tag::That | Tag::Number | Tag::Quoted | Tag::Adverb
    );
    frame.text(at).ends_with("ing") && (frame.tag(at) == Tag::Verb || has_object)
}

/// Whether what stands behind a dash is mostly the reporter's own: a noun phrase, a clause, a participle.
fn reporter_goes_on(frame: &Frame, at: usize) -> bool {
    let is_but = frame.is_one_of(at, words!["but"]);
    is_but || is_participle(frame, at) || matches!(frame.tag(at), Tag::Determiner | Tag::Pronoun | Tag::Name | Tag::Relative)
}

/// Steps over a conjunction.
pub fn joint_end(frame: &Frame, at: usize) -> usize {
    if frame.tag(at) == Tag::Coordinator { at + 1 } else { usize::MAX }
}

/// Whether another report with a subject of its own begins at `at`.
pub fn begins_other_report(at: usize, cues: &[Cue]) -> bool {
    cues.iter().any(|cue| cue.start() == at && cue.mode == Mode::Finite && cue.subject.is_some() && cue.frames.any(Frames::QUOTE))
}

/// Whether behind a conjunction the reporter goes on: with a new subject and a verb of saying, or with a second verb of the
/// first cue's subject (`said it was late and asked them to leave`).
pub fn begins_report(frame: &Frame, at: usize, cues: &[Cue]) -> bool {
    let says = |other: &Cue| {
        other.frames.any(Frames::QUOTE.or(Frames::NAME).or(Frames::AS).or(Frames::WHOM))
            || other.frames.any(Frames::THAT) && frame.tag(other.group.end) == Tag::That
    };
    cues.iter().any(|other| {
        (other.start() == at && other.has_own_subject || other.group.start == at && is_followed_by_content(frame, other))
            && other.mode == Mode::Finite
            && says(other)
    })
}

/// `said he would go and refused to answer`: behind a modal verb stand base forms, so that a finite verb behind the conjunction goes
/// with the cue.
pub fn leaves_modal(frame: &Frame, start: usize, at: usize, cue: &Cue) -> bool {
    let at = if frame.tag(at) == Tag::Adverb { at + 1 } else { at };
    let Some(modal) = (start..at).find(|&at| matches!(frame.tag(at), Tag::Auxiliary | Tag::Verb | Tag::Relative)) else {
        return false;
    };
    let opens_clause = |at: usize| matches!(frame.tag(at), Tag::Relative | Tag::That | Tag::Auxiliary | Tag::Subordinator);
    let goes_with_cue = is_past(frame, at) && cue.group.clone().any(|said| is_past(frame, said))
        || is_third(frame, at) && cue.group.clone().any(|said| is_third(frame, said));
    frame.is(modal, WordClass::Modal)
        && goes_with_cue
        && !(modal + 1..at).any(|at| opens_clause(at) || is_past(frame, at) || is_third(frame, at))
}

/// Whether the item is a verb whose form shows the past.
fn is_past(frame: &Frame, at: usize) -> bool {
    let reports = frame.verb(at).is_some_and(|verb| verb.forms & form::PAST != 0);
    frame.tag(at) == Tag::Verb && (reports || frame.text(at).ends_with("ed"))
}

/// Whether the item is a verb in the third person of the present.
fn is_third(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Verb && frame.text(at).ends_with('s')
}

/// Whether something that can be said stands behind a verb.
fn is_followed_by_content(frame: &Frame, cue: &Cue) -> bool {
    matches!(
        frame.tag(cue.group.end),
        Tag::That
            | Tag::Quoted
            | Tag::Pronoun
            | Tag::Determiner
            | Tag::Name
            | Tag::Comma
            | Tag::Noun
            | Tag::Colon
            | Tag::To
            | Tag::Preposition
    )
}

/// `, adding`, `, calling him`: a reporting verb that goes on with the same speaker.
pub fn is_reporting_participle(frame: &Frame, at: usize) -> bool {
    let at = if frame.tag(at) == Tag::Adverb { at + 1 } else { at };
    let reports = Frames::QUOTE.or(Frames::NAME).or(Frames::AS).or(Frames::THAT);
    frame.tag(at) == Tag::Verb && frame.verb(at).is_some_and(|verb| verb.forms & form::ING != 0 && verb.frames.any(reports))
}

/// Whether the cue's own clause hangs on another one: `After saying …`, `When he said …`, `in announcing …`.
pub fn is_subordinate(frame: &Frame, cue: &Cue) -> bool {
    let start = cue.start();
    let opens = match frame.tag_before(start) {
        Tag::Subordinator | Tag::Question => true,
        Tag::Preposition => cue.mode == Mode::Participle,
        _ => cue.mode == Mode::Participle && start == 0,
    };
    (opens || opens_subordinate(frame, start)) && start <= 8
}

/// `Although in March she said …, …`: a subordinate clause opens the sentence, and no comma stands between it and the cue.
fn opens_subordinate(frame: &Frame, start: usize) -> bool {
    let is_opened = frame.tag(0) == Tag::Subordinator && !frame.text(0).eq_ignore_ascii_case("as");
    is_opened && !(0..start).any(|at| frame.tag(at) == Tag::Comma)
}

/// Whether a relative pronoun behind a comma stands before the cue: `Collins, who had backed Bush, …`, `…, which aides said was late, …`.
pub fn is_in_relative(frame: &Frame, cue: &Cue) -> bool {
    let opens = |at: usize| at >= 2 && frame.tag(at - 1) == Tag::Relative && frame.tag(at - 2) == Tag::Comma;
    opens(cue.group.start) || opens(cue.start())
}

/// A subject and, after at most an adverb, its verb.
pub fn begins_main_clause(frame: &Frame, at: usize) -> bool {
    let at = if frame.tag(at) == Tag::Adverb { at + 1 } else { at };
    phrase_after(frame, at).is_some_and(|phrase| {
        let verb = if frame.tag(phrase.end) == Tag::Adverb { phrase.end + 1 } else { phrase.end };
        matches!(frame.tag(verb), Tag::Verb | Tag::Auxiliary | Tag::Relative | Tag::Comma)
    })
}

/// Whether a clause begins at `at`: a subject, and a verb not far behind.
pub fn is_clause(frame: &Frame, at: usize) -> bool {
    if frame.tag(at) == Tag::Question || frame.is_one_of(at, words!["there"]) {
        return true;
    }
    if is_nominative(frame, at) && !matches!(frame.tag(at + 1), Tag::Stop | Tag::Comma | Tag::Coordinator) {
        return true;
    }
    let end = (at + 24).min(frame.len());
    let (mut i, mut is_told_of) = (at + 1, false);
    while i < end {
        match frame.tag(i) {
            Tag::Verb | Tag::Auxiliary | Tag::Quoted => return true,
            Tag::Possessive if frame.tag(i - 1) == Tag::Pronoun => return true,
            Tag::Relative if matches!(frame.tag(i - 1), Tag::Noun | Tag::Name) => {
                (i, is_told_of) = (behind_relative(frame, i + 1, end), true);
                continue;
            }
            Tag::Stop | Tag::Semicolon | Tag::Relative | Tag::Colon => return false,
            Tag::Comma if frame.tag(i + 1) == Tag::Coordinator => return false,
            // `claimed luck and was thanked`
            Tag::Coordinator if !is_told_of && matches!(frame.tag(i + 1), Tag::Verb | Tag::Auxiliary) => return false,
            Tag::Comma if opens_aside(frame, i + 1) => return goes_on_behind_aside(frame, i + 2, end),
            _ => {}
        }
        i += 1;
    }
    false
}

/// A pronoun that is nothing but a subject.
pub fn is_nominative(frame: &Frame, at: usize) -> bool {
    frame.is_any_of(at, words!["he", "she", "they", "we", "i"])
}

/// `the man who followed him`: the item behind the verb of a relative clause.
fn behind_relative(frame: &Frame, start: usize, end: usize) -> usize {
    let is_of_verb = |at: usize| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Adverb | Tag::Negation);
    if frame.tag(start) == Tag::Noun {
        // `who` has its verb behind it, also one that no list holds.
        return start + 1;
    }
    let verb = (start..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary)).unwrap_or(end);
    (verb..end).find(|&at| !is_of_verb(at)).unwrap_or(end)
}

/// `which`, `while`, `numbering`: what stands between commas in a clause.
fn opens_aside(frame: &Frame, at: usize) -> bool {
    matches!(frame.tag(at), Tag::Relative | Tag::Subordinator | Tag::Verb) || is_participle(frame, at)
}

/// `the bridge, which is old, will close`: the verb stands behind the comma that closes the aside.
fn goes_on_behind_aside(frame: &Frame, start: usize, end: usize) -> bool {
    let closing = (start..end).find(|&at| frame.tag(at) == Tag::Comma);
    closing.is_some_and(|at| matches!(frame.tag(at + 1), Tag::Verb | Tag::Auxiliary | Tag::Adverb))
}

/// Where a noun phrase that is reported (`criticised the plan for a second runway`) ends: before a comma, a conjunction with a verb,
/// a time, or an adverbial that belongs to the cue.
pub fn phrase_end(frame: &Frame, start: usize, cue: &Cue) -> usize {
    let takes_as = cue.frames.any(Frames::AS.or(Frames::NAME));
    for at in start..frame.len() {
        let ends = match frame.tag(at) {
            Tag::Subordinator if takes_as && frame.is_one_of(at, words!["as"]) => false,
            Tag::Subordinator if frame.is_one_of(at, words!["than"]) => false,
            Tag::Question if matches!(frame.tag_before(at), Tag::Preposition | Tag::Verb) => false,
            Tag::Stop | Tag::Semicolon | Tag::Comma | Tag::Colon | Tag::Dash | Tag::Subordinator | Tag::Question => at > start,
            Tag::Quoted if string_ends_with(frame, at, &[',', '.']) && !goes_on_naming(frame, at + 1) => return at + 1,
            Tag::Coordinator => matches!(frame.tag(at + 1), Tag::Verb | Tag::Auxiliary | Tag::Adverb),
            Tag::Preposition => is_time(frame, at + 1) || frame.is_one_of(at, words!["during", "by"]),
            _ => is_time(frame, at) && at > start,
        };
        if ends {
            return at;
        }
    }
    frame.len()
}

/// `called him a “liar,” a “cheat” and …`: another name in a list.
fn goes_on_naming(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Quoted || matches!(frame.tag(at), Tag::Determiner | Tag::Coordinator) && frame.tag(at + 1) == Tag::Quoted
}

/// `April Quist`: a month has no name behind it.
fn is_named_like_month(frame: &Frame, at: usize) -> bool {
    matches!(frame.text(at), "April" | "August" | "Jan" | "June" | "May")
        && frame.tag(at + 1) == Tag::Name
        && !frame.is(at + 1, WordClass::Weekday)
}

/// `Tuesday`, `March`, `last week`, `an interview`: when or where it was said, and not what.
pub fn is_time(frame: &Frame, at: usize) -> bool {
    let Some(token) = frame.token(at) else { return false };
    let names_time = token.is(WordClass::Weekday)
        || token.is(WordClass::Month) && token.is_capitalised() && !is_named_like_month(frame, at)
        || token.shape == Shape::Lower
            && (TIMES.have(token) || words!["last", "this", "next"].have(token) && frame.is_one_of(at + 1, PARTS_OF_TIME));
    names_time && frame.tag(at + 1) != Tag::Possessive
}

/// Adverbs that tell when.
const TIMES: RuleWords = words!["earlier", "recently", "today", "tomorrow", "tonight", "yesterday"];

/// Behind `last`, `this` and `next`.
const PARTS_OF_TIME: RuleWords =
    words!["afternoon", "evening", "fall", "month", "morning", "night", "spring", "summer", "week", "weekend", "year",];
