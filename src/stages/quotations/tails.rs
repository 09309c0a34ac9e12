//! Where the words begin that a cue with something behind it reports, and how they are introduced.

use super::attitudes::expresses_attitude;
use super::clause::{is_clause, is_nominative, is_participle, is_time};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::phrase::{phrase_after, phrase_before};
use crate::lang::en::{Frames, WordClass};
use crate::text::words;

/// What is called something stands among so many items behind the verb.
const LONGEST_NAMED: usize = 16;

/// How far behind the verb its content may begin.
const LONGEST_TAIL: usize = 28;

/// An aside between dashes behind the verb has fewer items than this.
const LONGEST_BETWEEN_DASHES: usize = 14;

/// Where the content of a cue begins, and how it is introduced.
#[derive(Debug, Clone, Copy)]
pub enum Tail {
    /// A quoted string behind a comma, a colon or the verb itself.
    Quoted(usize),
    That(usize),
    /// A clause without `that`.
    Clause(usize),
    /// A noun phrase.
    Phrase(usize),
    /// `to` and a verb.
    Infinitive(usize),
}

pub fn tail_of(frame: &Frame, cue: &Cue, at: usize, has_addressee: bool) -> Option<Tail> {
    let takes_clause = cue.frames.any(Frames::THAT.or(Frames::BARE));
    // `found themselves on the pier`
    if cue.lemma == "find" && frame.text(at).ends_with(['f', 's']) && frame.tag(at) == Tag::Pronoun {
        return None;
    }
    if is_mere_person(frame, at) && !cue.frames.any(Frames::AS.or(Frames::NAME)) {
        return None;
    }
    // `has said repeatedly that …`
    let at = if frame.tag(at) == Tag::Adverb && frame.tag(at + 1) == Tag::That { at + 1 } else { at };
    match frame.tag(at) {
        Tag::Quoted if cue.lemma == "call" && !lacks_its_object(frame, cue) => return None,
        Tag::Quoted => return Some(Tail::Quoted(at)),
        Tag::That if takes_clause && is_determiner(frame, at) => return None,
        Tag::That if takes_clause => return Some(that_clause(frame, at)),
        Tag::Comma | Tag::Colon if frame.tag(at + 1) == Tag::Quoted => return Some(Tail::Quoted(at + 1)),
        Tag::Colon if takes_clause => return Some(Tail::Clause(at + 1)),
        Tag::Comma if cue.frames.any(Frames::BARE) && opens_sentence(cue) && is_plain_clause(frame, at + 1) => {
            return Some(Tail::Clause(at + 1));
        }
        Tag::To
            if takes_infinitive(frame, cue, has_addressee)
                && !matches!(frame.tag(at + 1), Tag::Determiner | Tag::Name | Tag::Number) =>
        {
            return Some(Tail::Infinitive(at));
        }
        Tag::Negation if frame.tag(at + 1) == Tag::To && takes_infinitive(frame, cue, has_addressee) => {
            return Some(Tail::Infinitive(at));
        }
        Tag::Question if cue.frames.any(Frames::WH) => return Some(Tail::Clause(at)),
        // `said — and nobody laughed — that …`
        Tag::Dash if takes_clause => {
            let closing = (at + 1..frame.len().min(at + LONGEST_BETWEEN_DASHES)).find(|&i| frame.tag(i) == Tag::Dash)?;
            return (frame.tag(closing + 1) == Tag::That).then(|| that_clause(frame, closing + 1));
        }
        _ if frame.is_one_of(at, words!["if"]) && cue.frames.any(Frames::WH) => return Some(Tail::Clause(at)),
        _ if frame.is_one_of(at, words!["as"])
            && cue.frames.any(Frames::AS)
            && (cue.is_inverted || lacks_its_object(frame, cue)) =>
        {
            return Some(Tail::Phrase(at));
        }
        Tag::Noun | Tag::Verb if cue.frames.any(Frames::ING) && is_participle(frame, at) => return Some(Tail::Clause(at)),
        // `reported being full`
        Tag::Auxiliary if cue.frames.any(Frames::ING) && frame.is_one_of(at, words!["being", "having"]) => {
            return Some(Tail::Clause(at));
        }
        Tag::Auxiliary | Tag::Verb if cue.frames.any(Frames::BARE) && lacks_its_subject(frame, cue, at) => {
            return Some(Tail::Clause(at));
        }
        _ => {}
    }
    if takes_clause
        && begins_phrase(frame, at)
        && (is_clause(frame, at) || says_clause(frame, cue, at))
        && (cue.frames.any(Frames::BARE) || is_plain_clause(frame, at))
    {
        return Some(Tail::Clause(at));
    }
    if let Some(phrase) = phrase_tail(frame, cue, at) {
        return Some(phrase);
    }
    if cue.frames.any(Frames::OF) && !takes_clause && begins_phrase(frame, at) {
        // `accused him of lying`
        return phrase_after(frame, at).filter(|whom| frame.text(whom.end) == "of").map(|_| Tail::Clause(at));
    }
    if takes_clause || cue.frames.any(Frames::QUOTE) { far_content(frame, at, takes_clause) } else { None }
}

/// A noun phrase that a verb takes as content: what something is called, what is criticised, what is pointed to.
fn phrase_tail(frame: &Frame, cue: &Cue, at: usize) -> Option<Tail> {
    if cue.lemma == "say" && is_pro_form(frame, at) {
        return Some(Tail::Phrase(at));
    }
    let points_out = cue.lemma == "point" && frame.text(at - 1) == "out";
    if points_out && begins_phrase(frame, at) && !frame.text(at).ends_with("ing") {
        return Some(Tail::Phrase(at));
    }
    // `tweeted using his account`
    let tells_how = cue.lemma == "tweet" && frame.text(at).ends_with("ing");
    if (cue.frames.any(Frames::NP) || is_finding(frame, cue))
        && begins_phrase(frame, at)
        && !is_time_ago(frame, at)
        && !tells_how
        && (cue.lemma != "express" || expresses_attitude(frame, at))
        || cue.frames.any(Frames::AS.or(Frames::NAME)) && is_naming(frame, at)
    {
        return Some(Tail::Phrase(at));
    }
    takes_preposition(frame, cue, at).then_some(Tail::Phrase(at + 1))
}

/// `The Harbour Post previously reported, the pier is closed`: a comma too many behind the report that opens its sentence.
fn opens_sentence(cue: &Cue) -> bool {
    cue.mode == Mode::Finite && !cue.is_inverted && cue.has_own_subject && cue.start() == 0
}

/// `a plan that officials said would fail`, `what she said was a farce`: the subject of the reported clause stands before the report.
fn lacks_its_subject(frame: &Frame, cue: &Cue, at: usize) -> bool {
    let is_told =
        cue.mode == Mode::Finite && !cue.is_inverted && cue.subject.as_ref().is_some_and(|subject| subject.end <= cue.group.start);
    let before = cue.start().saturating_sub(1);
    let takes_up = match frame.tag_before(cue.start()) {
        Tag::Relative => true,
        Tag::That => true,
        Tag::Question => frame.text(before) == "what" && before > 0,
        // `a strike the board said could last`
        Tag::Noun | Tag::Name if is_nominative(frame, cue.start()) => true,
        Tag::Noun | Tag::Name if frame.tag(at) == Tag::Auxiliary && frame.tag(cue.start()) != Tag::Noun => true,
        // `a dynamic Okafor said could end`
        _ => frame.is(at, WordClass::Modal),
    };
    let is_finite = !frame.text(at).ends_with("ing");
    is_told && takes_up && is_finite
}

/// `what they described as a farce`, `whom he described as loud`, `videos he calls “…”`: what is called so stands before the report.
/// Not `a show called “…”`, which tells a name.
fn lacks_its_object(frame: &Frame, cue: &Cue) -> bool {
    let before = cue.start().saturating_sub(1);
    let is_fronted = |at: usize| frame.tag(at) == Tag::Relative || frame.text(at).eq_ignore_ascii_case("what");
    let follows_noun = matches!(frame.tag_before(cue.start()), Tag::Noun | Tag::Name | Tag::Number);
    cue.mode == Mode::Finite
        && cue.has_own_subject
        && (is_fronted(before)
            || matches!(frame.tag_before(before), Tag::Relative | Tag::Question)
            || follows_noun && is_nominative(frame, cue.start()))
}

/// `call it “…”`, `describe it as …`: what something is called.
fn is_naming(frame: &Frame, at: usize) -> bool {
    let end = (at + LONGEST_NAMED).min(frame.len());
    // `called the smith, Dana Quist, “a poet”`
    let leads_to_name =
        |i: usize| frame.tag(i + 1) == Tag::Name || frame.tag(i + 1) == Tag::Quoted && frame.tag(i - 1) == Tag::Name;
    let ends = |i: usize| match frame.tag(i) {
        Tag::Stop | Tag::Semicolon | Tag::Verb | Tag::Auxiliary => true,
        Tag::Comma => !leads_to_name(i),
        _ => false,
    };
    let is_name = |i: usize| frame.tag(i) == Tag::Quoted || frame.is_one_of(i, words!["as"]);
    begins_phrase(frame, at) && (at..end).take_while(|&i| !ends(i)).any(is_name)
}

/// `called for …`, `warned of …`, `pointed to …`. Not `“…,” she said, referring to the pier`: the reporter tells what she means.
fn takes_preposition(frame: &Frame, cue: &Cue, at: usize) -> bool {
    let frames = match frame.text(at) {
        "about" => Frames::ABOUT,
        "against" => Frames::AGAINST,
        "at" => Frames::AT,
        "for" => Frames::FOR,
        "of" => Frames::OF,
        "on" => Frames::ON,
        "to" => Frames::PREP_TO,
        "with" => Frames::WITH,
        _ => return false,
    };
    let explains = cue.lemma == "refer" && cue.mode == Mode::Participle && !is_naming(frame, at + 1);
    cue.frames.any(frames)
        && (!cue.frames.any(Frames::BARE) || matches!(cue.lemma, "argue" | "warn"))
        && !is_time(frame, at + 1)
        && !matches!(frame.tag(at + 1), Tag::Quoted | Tag::Preposition)
        && !explains
}

/// `suggested a year ago`: when, and nothing that was proposed.
fn is_time_ago(frame: &Frame, at: usize) -> bool {
    (at + 1..at + 4).any(|i| frame.is_one_of(i, words!["ago"]))
}

/// `The soup promised to be thin`, `a gale threatened to lift the roof`: what is no person and no body promises nothing.
fn promises_nothing(frame: &Frame, cue: &Cue) -> bool {
    let speaking = [WordClass::Role, WordClass::OrganisationHead, WordClass::Document];
    let can_speak = |at: usize| speaking.iter().any(|&class| frame.is(at, class));
    let is_thing = |at: usize| frame.tag(at) == Tag::Determiner || frame.tag(at) == Tag::Noun && !can_speak(at);
    matches!(cue.lemma, "promise" | "threaten")
        && cue.mode == Mode::Finite
        && cue.subject.as_ref().is_some_and(|subject| subject.len() > 1 && subject.clone().all(is_thing))
}

/// `The census found nine windmills`: what a text finds, it says.
fn is_finding(frame: &Frame, cue: &Cue) -> bool {
    let is_text = |subject: &std::ops::Range<usize>| subject.clone().any(|at| frame.is(at, WordClass::Document));
    cue.lemma == "find" && cue.mode == Mode::Finite && cue.has_own_subject && cue.subject.as_ref().is_some_and(is_text)
}

/// `that`, unless it is the subject of the clause: `said that was wrong`.
fn that_clause(frame: &Frame, that: usize) -> Tail {
    if matches!(frame.tag(that + 1), Tag::Auxiliary | Tag::Possessive) { Tail::Clause(that) } else { Tail::That(that + 1) }
}

/// `repeated that claim on Monday`, `proposed just that in May`: `that` before at most a noun, and no verb in the sentence behind it.
fn is_determiner(frame: &Frame, that: usize) -> bool {
    let behind = if frame.tag(that + 1) == Tag::Noun { that + 2 } else { that + 1 };
    let stop = (behind..frame.len()).find(|&at| matches!(frame.tag(at), Tag::Stop | Tag::Semicolon)).unwrap_or(frame.len());
    matches!(frame.tag(behind), Tag::Stop | Tag::Comma | Tag::Preposition)
        && behind < frame.len()
        && !(behind..stop).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Quoted | Tag::Colon))
}

fn takes_infinitive(frame: &Frame, cue: &Cue, has_addressee: bool) -> bool {
    if has_addressee { cue.frames.any(Frames::WHOM_TO) } else { cue.frames.any(Frames::TO) && !promises_nothing(frame, cue) }
}

/// `at a mill that grinds for bakers`: `that` between a noun and a form in -s stands for the noun. Behind a preposition
/// and a noun for a statement it tells what that says.
fn is_relative_that(frame: &Frame, that: usize) -> bool {
    // `met about complaints that the bell was loud`
    let noun = that - 1;
    let is_led_in =
        || phrase_before(frame, that).is_some_and(|told| matches!(frame.tag_before(told.start), Tag::Preposition | Tag::To));
    let is_claim = frame.is(noun, WordClass::ReportingNoun) && !frame.is(noun, WordClass::Document);
    if is_claim && frame.tag(noun) == Tag::Noun && is_led_in() {
        return true;
    }
    let is_third = frame.is(that + 1, WordClass::VerbOrNoun) && frame.text(that + 1).ends_with('s');
    is_third && frame.tag_before(that) == Tag::Noun
}

/// Content behind adjuncts of the verb: `said in a statement on Tuesday that …`, `said of the plan, “…”`.
fn far_content(frame: &Frame, start: usize, takes_clause: bool) -> Option<Tail> {
    let last = frame.len().min(start + LONGEST_TAIL);
    let after = after_adjuncts(frame, start);
    // `said Thursday he, too, would pay`
    if takes_clause && after > start && is_nominative(frame, after) {
        return Some(Tail::Clause(after));
    }
    for at in start..last {
        match frame.tag(at) {
            Tag::Quoted if matches!(frame.tag(at - 1), Tag::Comma | Tag::Colon) => return Some(Tail::Quoted(at)),
            Tag::That if matches!(frame.tag(at - 1), Tag::Subordinator | Tag::Preposition) || is_relative_that(frame, at) => {}
            Tag::That if takes_clause && at > start && !matches!(frame.tag(at + 1), Tag::Verb | Tag::Stop) => {
                return Some(that_clause(frame, at));
            }
            Tag::Colon if frame.tag(at + 1) != Tag::Quoted => return None,
            Tag::Stop | Tag::Semicolon | Tag::Relative => return None,
            Tag::Comma if frame.tag(at - 1) == Tag::Name && frame.tag(at + 1) == Tag::Name => {}
            Tag::Comma if !matches!(frame.tag(at + 1), Tag::Quoted | Tag::That) && !is_short_aside(frame, at) => return None,
            Tag::Verb | Tag::Auxiliary if at > start => break,
            _ => {}
        }
    }
    // `said Thursday his worry about the pier is that …`
    let opens_behind_time = is_time(frame, start) && matches!(frame.tag(after), Tag::Determiner | Tag::Pronoun);
    let is_content = is_plain_clause(frame, after) || opens_behind_time && is_clause(frame, after);
    (takes_clause && after > start && begins_phrase(frame, after) && is_content).then_some(Tail::Clause(after))
}

/// `said all drivers sign waivers`: what `say` takes is a clause, also where no list holds its verb.
fn says_clause(frame: &Frame, cue: &Cue, at: usize) -> bool {
    let ends =
        |at: &usize| matches!(frame.tag(*at), Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Dash | Tag::Colon | Tag::Relative);
    let end = (at..frame.len()).find(ends).unwrap_or(frame.len());
    let opens = matches!(frame.tag(at), Tag::Determiner | Tag::Name | Tag::Number | Tag::Pronoun);
    let has_noun_behind = phrase_after(frame, at).is_some_and(|phrase| phrase.len() > 1);
    matches!(cue.lemma, "insist" | "say" | "suggest" | "think")
        && !cue.is_inverted
        && cue.has_own_subject
        && opens
        && has_noun_behind
        && end >= at + FEWEST_WORDS_OF_CLAUSE
        && !is_pro_form(frame, at)
        && !frame.is_one_of(at, words!["a", "an", "it", "this"])
}

/// A clause without a verb of the list has at least this many items.
const FEWEST_WORDS_OF_CLAUSE: usize = 4;

/// `said yes`, `said the same of the mayor`: a word that stands for a clause.
fn is_pro_form(frame: &Frame, at: usize) -> bool {
    frame.is_one_of(at, words!["yes", "no", "so", "something", "nothing", "anything", "otherwise"])
        || frame.is_one_of(at, words!["the"]) && frame.is_one_of(at + 1, words!["same", "opposite"])
}

/// `feared her and left`, `mentioned nobody`: who is spoken of, and nothing said of them.
fn is_mere_person(frame: &Frame, at: usize) -> bool {
    let persons = words!["her", "him", "me", "us", "nobody", "everybody", "everyone", "anybody", "anyone"];
    frame.is_one_of(at, persons) && matches!(frame.tag(at + 1), Tag::Stop | Tag::Comma | Tag::Coordinator)
}

/// `, however,` and other asides of a few words.
fn is_short_aside(frame: &Frame, comma: usize) -> bool {
    (comma + 2..comma + 9).any(|at| frame.tag(at) == Tag::Comma)
}

fn begins_phrase(frame: &Frame, at: usize) -> bool {
    !is_time(frame, at)
        && matches!(
            frame.tag(at),
            Tag::Pronoun
                | Tag::Determiner
                | Tag::Noun
                | Tag::Name
                | Tag::Number
                | Tag::Quoted
                | Tag::Question
                | Tag::Adverb
                | Tag::That
        )
        || frame.is_one_of(at, words!["there", "if"])
        || frame.is_one_of(at, words!["at", "about", "around", "over"]) && is_amount(frame, at + 1)
        || matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary) && frame.text(at).ends_with("ing")
}

/// `least`, `most` or a figure, behind `at` or `about`.
pub fn is_amount(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Number || frame.is_one_of(at, words!["least", "most", "half"])
}

/// A noun phrase with its verb straight behind it.
pub fn is_plain_clause(frame: &Frame, at: usize) -> bool {
    phrase_after(frame, at).is_some_and(|phrase| {
        let verb = if frame.tag(phrase.end) == Tag::Adverb { phrase.end + 1 } else { phrase.end };
        matches!(frame.tag(verb), Tag::Verb | Tag::Auxiliary | Tag::Possessive)
    })
}

/// Steps over times and simple prepositional phrases: `said on Tuesday the …`, `said in a statement he …`.
pub fn after_adjuncts(frame: &Frame, start: usize) -> usize {
    let mut at = start;
    for _ in 0..4 {
        if is_time(frame, at) {
            at += if frame.is_one_of(at, words!["last", "this", "next"]) { 2 } else { 1 };
        } else if frame.tag(at) == Tag::Preposition && is_time(frame, at + 1) && frame.tag(at + 2) != Tag::Name {
            at += 2;
        } else if frame.tag(at) == Tag::Preposition {
            match phrase_after(frame, at + 1) {
                Some(phrase) => at = phrase.end,
                None => break,
            }
        } else {
            break;
        }
    }
    at
}
