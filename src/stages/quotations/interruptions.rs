//! Reports between commas inside what they report: `The plan, she said, is dead`.

use std::ops::Range;

use super::clause::is_clause;
use super::content::{After, behind_addressee, content_after};
use super::cues::{Cue, Mode};
use super::ends::end_of;
use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::strings::string_ends_with;
use super::subjects::is_relative;
use super::tails::{after_adjuncts, is_plain_clause};
use crate::lang::en::{Frames, WordClass, form};
use crate::text::words;

/// An adverbial before an interrupting `she said` that is part of what she said has at least this many items.
const FEWEST_WORDS_OF_ADVERBIAL: usize = 3;

/// Whether subject and verb stand between commas inside a clause of which no quotation is cut: `The plan, she said, is dead.`
pub fn is_interrupting(frame: &Frame, cue: &Cue, last: usize) -> bool {
    let follows = behind_report(frame, cue);
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
    (frame.tag(at) == Tag::Quoted || is_finite_verb(frame, at)) && !has_verb && cue.start() > opening
}

/// `rang a bell`, `aims to swim`: whether a verb that goes on with a clause stands at `at`, behind the comma of an aside.
fn is_finite_verb(frame: &Frame, at: usize) -> bool {
    let is_verb = frame.tag(at) == Tag::Verb
        || frame.tag(at) == Tag::Noun
            && frame.is(at, WordClass::VerbOrNoun)
            && matches!(frame.tag(at + 1), Tag::To | Tag::Determiner | Tag::That | Tag::Pronoun);
    is_verb && !frame.text(at).ends_with("ing")
}

/// The item behind subject, verb, whom it tells, and when or where: `…, she told reporters on Tuesday,`
fn behind_report(frame: &Frame, cue: &Cue) -> usize {
    after_adjuncts(frame, if cue.is_inverted { cue.after() } else { behind_addressee(frame, cue).0 })
}

/// Whether words before an interrupting `she said` are a piece of what she said: a phrase, or an adverbial of some length.
pub fn can_be_cut_off(frame: &Frame, region: &Range<usize>) -> bool {
    let is_adverbial = matches!(frame.tag(region.start), Tag::Preposition | Tag::Subordinator | Tag::Question | Tag::Adverb);
    (!is_adverbial || region.len() >= FEWEST_WORDS_OF_ADVERBIAL)
        && region.clone().any(|at| matches!(frame.tag(at), Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Relative))
}

/// More of the content behind a cue that stands in its middle: `“…,” she said, “…”`; `The plan, she said, is dead.`
pub fn rest_of(frame: &Frame, cue: &Cue, cues: &[Cue], before: &str) -> Option<After> {
    let follows = behind_report(frame, cue);
    let after =
        content_after(frame, cue, cues).filter(|after| after.rule == "cue_quote" && frame.tag(after.content.start) == Tag::Quoted);
    if after.is_some() || frame.tag(follows) != Tag::Comma {
        return after;
    }
    let start = if cue.is_inverted { behind_apposition(frame, follows + 1) } else { follows + 1 };
    let can_go_on = match cue.mode {
        // `If it does, said Haque, it will rain`
        // `The forecast, said Haque, is rain`
        Mode::Finite => {
            let is_verb = before == "interrupted" && matches!(frame.tag(start), Tag::Auxiliary | Tag::Verb);
            !cue.is_inverted || is_verb || is_plain_clause(frame, start)
        }
        Mode::According => before == "interrupted",
        _ => false,
    };
    let goes_on = before != "quote_cue"
        && can_go_on
        && cue.frames.any(Frames::BARE.or(Frames::QUOTE))
        && match frame.tag(start) {
            // `…, she said, because nobody paid`: a reason is hers, a time is that of the report.
            Tag::Subordinator => !matches!(frame.text(start), "as" | "after" | "when" | "before" | "since" | "until"),
            Tag::Relative => false,
            Tag::Noun => {
                (before == "interrupted" || awaits_main_clause(frame)) && (is_finite_verb(frame, start) || is_clause(frame, start))
            }
            _ => true,
        }
        && !frame.is_one_of(start, words!["compared", "whose"])
        && frame.verb(start).is_none_or(|verb| verb.forms & form::ING == 0);
    let has_verb = || (start..frame.len()).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted));
    (goes_on && has_verb() && !(cue.is_inverted && is_apposition(frame, start))).then(|| interrupted(frame, start, cue, cues))
}

/// `If it does, said Haque, vans will stop`: whether the sentence opens with a clause that hangs on another one.
fn awaits_main_clause(frame: &Frame) -> bool {
    frame.is_any_of(0, words!["although", "because", "if", "once", "unless", "when", "while"])
}

/// Steps over what a speaker is: `…, said Haque, a forecaster, it will rain`.
fn behind_apposition(frame: &Frame, at: usize) -> usize {
    let ends = |comma: &usize| {
        let goes_on = || matches!(frame.tag(comma + 1), Tag::Auxiliary | Tag::Verb);
        frame.tag(*comma) == Tag::Comma && (frame.tag(at) == Tag::Determiner || goes_on())
    };
    phrase_after(frame, at).map(|told| after_adjuncts(frame, told.end)).filter(ends).map_or(at, |comma| comma + 1)
}

/// `…, said Haque, the retired teacher praised in June`: a person described, behind whom no auxiliary stands.
fn is_apposition(frame: &Frame, at: usize) -> bool {
    let described = phrase_after(frame, at).filter(|_| frame.tag(at) == Tag::Determiner);
    described.is_some_and(|who| who.clone().any(|i| frame.is(i, WordClass::Role)) && frame.tag(who.end) != Tag::Auxiliary)
}

/// What follows subject and verb between commas, where only an adverbial stands before them: `For years, she said, nobody paid.`
pub fn behind_interruption(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<After> {
    let follows = behind_report(frame, cue);
    let is_inverted = cue.is_inverted && cue.mode == Mode::Finite;
    // `a rival, which reports next week, has …`: the clause tells more of the noun before it.
    let is_told_of = cue.subject.as_ref().is_some_and(|subject| is_relative(frame, subject));
    let interrupts =
        !is_inverted && !is_told_of && frame.tag_before(cue.start()) == Tag::Comma && is_interrupting(frame, cue, cue.start());
    let has_verb = || (follows + 1..frame.len()).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary));
    (interrupts && has_verb()).then(|| interrupted(frame, follows + 1, cue, cues))
}

fn interrupted(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue]) -> After {
    let rule = "interrupted";
    After { content: start..end_of(frame, start, cue, cues, rule), addressee: None, rule }
}
