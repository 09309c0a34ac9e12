//! Who is the subject of a verb: the noun phrase before it, over what is added to it between commas.

use std::ops::Range;

use super::clause::{is_nominative, is_time};
use super::frame::{Frame, Tag};
use super::phrase::{phrase_after, phrase_before};
use super::tails::is_amount;
use crate::lang::en::{Frames, WordClass};
use crate::text::words;

/// What is added to a subject between commas has no more items than this.
const LONGEST_ADDITION: usize = 40;
/// A relative clause before the verb of its noun has no more items than this.
const LONGEST_CLAUSE: usize = 16;
/// An age, a place and a party are three.
const MOST_ADDITIONS: usize = 4;
/// A list of names between commas has no more.
const MOST_ENUMERATED: usize = 8;

/// The subject that stands before the verb group which begins at item `verb_start`: steps over an aside between commas or dashes
/// (`Smith, a farmer, said`; `Smith, who …, said`), and from `who` back to the person it stands for.
pub fn subject_before(frame: &Frame, verb_start: usize) -> Option<Range<usize>> {
    let last = verb_start.checked_sub(1)?;
    match frame.tag(last) {
        // `officials there said`; in `There is talk of a ferry` the word stands for nobody.
        _ if frame.is_any_of(last, words!["there"]) => {
            let is_place = matches!(frame.tag_before(last), Tag::Noun | Tag::Name);
            if is_place { phrase_before(frame, last).filter(|subject| begins_clause(frame, subject.start)) } else { None }
        }
        Tag::Comma | Tag::Dash => subject_before_aside(frame, last),
        // `drivers based in Accra said`, `those surveyed said`: of two verbs in a row the first is a participle and tells more of the subject.
        Tag::Verb if frame.text(last).ends_with("ed") || frame.is(last, WordClass::PastVerb) => {
            phrase_before(frame, last).filter(|subject| begins_clause(frame, subject.start) && !ends_in_pronoun(frame, subject))
        }
        // The stage `speakers` looks for whom the pronoun stands.
        Tag::Relative => Some(last..last + 1),
        Tag::That => {
            let end = if matches!(frame.tag_before(last), Tag::Comma | Tag::Dash) { last - 1 } else { last };
            phrase_before(frame, end).map(|_| last..last + 1)
        }
        _ => subject_in_phrase(frame, with_whole_list(frame, phrase_before(frame, verb_start)?)),
    }
}

/// The subject before what the comma or dash at `closing` closes.
fn subject_before_aside(frame: &Frame, closing: usize) -> Option<Range<usize>> {
    let Some(opening) = opening_before(frame, closing) else {
        // `Quist of the Harbour Board, says …`: a comma too many.
        return phrase_before(frame, closing).filter(|phrase| frame.tag_before(phrase.start) == Tag::Stop);
    };
    let found = behind_additions(frame, opening).filter(|found| frame.text(found.start) != "whose");
    if found.as_ref().is_some_and(|found| is_one_named(frame, found, opening + 1..closing)) {
        return Some(opening + 1..closing);
    }
    if let Some(name) = name_between(frame, opening, closing, found.as_ref()) {
        return Some(name);
    }
    before_clause(frame, closing, found.as_ref()).or(found).or_else(|| leading_name(frame, closing))
}

/// `After winning the vote in Brent, Gov. Dana Quist (D), said`: a comma too many behind a name, which all before it leads up to.
fn name_between(frame: &Frame, opening: usize, closing: usize, found: Option<&Range<usize>>) -> Option<Range<usize>> {
    let name = phrase_before(frame, closing).filter(|name| name.start == opening + 1 && frame.is(name.start, WordClass::Title))?;
    let is_name = name.clone().all(|at| matches!(frame.tag(at), Tag::Name | Tag::Aside));
    let leads_up = |before: &Range<usize>| {
        let is_ing = |at: usize| frame.text(at).ends_with("ing");
        let is_governed = matches!(frame.tag_before(before.start), Tag::Subordinator | Tag::Preposition);
        is_governed || is_ing(before.start) || before.start > 0 && is_ing(before.start - 1)
    };
    (is_name && found.is_none_or(leads_up)).then_some(name)
}

/// The subject, where the noun phrase before the verb may hold more than it or stand for another one.
fn subject_in_phrase(frame: &Frame, phrase: Range<usize>) -> Option<Range<usize>> {
    if let Some(text) = text_by(frame, &phrase) {
        return Some(text);
    }
    // `Whitfield this week said`, `Quist earlier Thursday told`
    if is_time(frame, phrase.end - 1)
        && let Some(time) = (phrase.start + 1..phrase.end).find(|&at| is_time(frame, at))
    {
        // `Whitfield on Monday said`
        let is_led_in = time > phrase.start + 1 && frame.tag_before(time) == Tag::Preposition;
        return Some(phrase.start..if is_led_in { time - 1 } else { time });
    }
    if let Some(time) = time_ago(frame, &phrase) {
        return if time > phrase.start { Some(phrase.start..time) } else { subject_before(frame, time) };
    }
    if phrase.start == 0
        && is_time(frame, 0)
        && let Some(title) = phrase.clone().rev().find(|&at| frame.is(at, WordClass::Title))
    {
        // `Saturday at the party convention Sen. Okafor said`
        return Some(title..phrase.end);
    }
    if phrase.start > 0 && is_time(frame, phrase.start) {
        // `On Friday Ruth Sarpong said`: the name stands alone behind the time.
        let name = (phrase.start + 1..phrase.end).find(|&at| frame.tag(at) == Tag::Name && !is_time(frame, at));
        return name.map(|name| name..phrase.end).or_else(|| subject_before(frame, behind_adverbs(frame, phrase.start)));
    }
    if let Some(subject) = behind_relative_clause(frame, &phrase) {
        return Some(subject);
    }
    // `… asked for a photograph and Okafor said`: what stands before the conjunction is an object.
    let joint = phrase.clone().rev().find(|&at| frame.tag(at) == Tag::Coordinator);
    if let Some(joint) = joint.filter(|&joint| !begins_clause(frame, phrase.start) && !is_nominative(frame, joint - 1)) {
        return Some(joint + 1..phrase.end);
    }
    // `In Accra, about half of the drivers said`
    if is_amount(frame, phrase.start) && frame.is_one_of(phrase.start.saturating_sub(1), words!["about", "around", "over"]) {
        return Some(phrase.start - 1..phrase.end);
    }
    // `In her book Smith wrote`: the name stands alone behind the text.
    if let Some(name) = name_behind_text(frame, &phrase) {
        return Some(name);
    }
    // `who in 2010 said`: the phrase belongs to a preposition that stands between subject and verb.
    let is_governed = frame.tag_before(phrase.start) == Tag::Preposition && phrase.start >= 2;
    if is_governed { subject_before(frame, phrase.start - 1) } else { Some(phrase) }
}

/// `Quist, Okafor and Sarpong said`: all names of a list whose last two the phrase holds. What opens with a preposition is a place, and
/// the phrase tells who speaks there.
fn with_whole_list(frame: &Frame, phrase: Range<usize>) -> Range<usize> {
    let is_of_names = |mut items: Range<usize>| items.all(|at| frame.tag(at) == Tag::Name);
    let joint = phrase.clone().find(|&at| frame.tag(at) == Tag::Coordinator);
    if !joint.is_some_and(|joint| is_of_names(phrase.start..joint) && is_of_names(joint + 1..phrase.end)) {
        return phrase;
    }
    let mut start = phrase.start;
    for _ in 0..MOST_ENUMERATED {
        let before = if frame.tag_before(start) == Tag::Comma { phrase_before(frame, start - 1) } else { None };
        match before.filter(|before| is_of_names(before.clone())) {
            Some(name) => start = name.start,
            None => break,
        }
    }
    if begins_clause(frame, start) { start..phrase.end } else { phrase }
}

/// `Figures compiled by the harbour board show`: the text before a participle and `by`, with whoever made it.
fn text_by(frame: &Frame, maker: &Range<usize>) -> Option<Range<usize>> {
    let verb = maker.start.checked_sub(2)?;
    let is_made = frame.tag(verb) == Tag::Verb && frame.text(verb + 1) == "by";
    let text = if is_made { phrase_before(frame, verb) } else { None };
    text.filter(|text| frame.is(text.end - 1, WordClass::Document)).map(|text| text.start..maker.end)
}

/// `The harbour board two weeks ago said`, `Whitfield a month later said`: where the amount of time begins that ends a phrase.
fn time_ago(frame: &Frame, phrase: &Range<usize>) -> Option<usize> {
    let last = phrase.end - 1;
    let is_count = |at: usize| is_amount(frame, at) || frame.is(at, WordClass::NumberWord);
    let counts = |at: &usize| is_count(*at) || frame.is_one_of(*at, words!["a", "an"]);
    let amount =
        if frame.is_one_of(last, words!["ago", "later"]) { (phrase.start..last).rev().find(counts)? } else { return None };
    // `less than two weeks ago`
    let is_compared = amount >= 2 && frame.is_one_of(amount - 1, words!["than"]);
    Some(behind_adverbs(frame, if is_compared { amount - 2 } else { amount }))
}

/// The name that ends a phrase which a preposition leads, straight behind the noun for a text: `in her book`.
fn name_behind_text(frame: &Frame, phrase: &Range<usize>) -> Option<Range<usize>> {
    let is_text = |at: usize| frame.tag(at) == Tag::Noun && frame.is(at, WordClass::Document);
    let text = (phrase.start..phrase.end - 1).rev().find(|&at| frame.tag(at) != Tag::Name || frame.tag(at + 1) != Tag::Name)?;
    let is_alone = frame.tag_before(phrase.start) == Tag::Preposition && is_text(text) && frame.tag(text + 1) == Tag::Name;
    is_alone.then_some(text + 1..phrase.end)
}

fn ends_in_pronoun(frame: &Frame, phrase: &Range<usize>) -> bool {
    frame.tag(phrase.end - 1) == Tag::Pronoun
}

/// `Quist later Thursday told`: steps back over adverbs before a time.
fn behind_adverbs(frame: &Frame, mut at: usize) -> usize {
    while at > 1 && frame.tag_before(at) == Tag::Adverb {
        at -= 1;
    }
    at
}

/// The noun phrase before `end`, stepping over what is added to it between further commas: `Quist, 52, of Accra, Ghana, said`.
fn behind_additions(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let mut end = end;
    for _ in 0..MOST_ADDITIONS {
        let phrase = phrase_before(frame, end)?;
        end = match frame.tag_before(phrase.start) {
            Tag::Comma if is_short_addition(frame, phrase.clone()) || is_apposition(frame, &phrase) => phrase.start - 1,
            Tag::Preposition if phrase.start >= 2 && frame.tag(phrase.start - 2) == Tag::Comma => phrase.start - 2,
            _ => match before_enumeration(frame, &phrase) {
                Some(comma) => comma,
                None => return begins_clause(frame, phrase.start).then_some(phrase),
            },
        };
    }
    None
}

/// `One of them, Ada Quist, said`: the name says who of several it is.
fn is_one_named(frame: &Frame, one: &Range<usize>, aside: Range<usize>) -> bool {
    frame.text(one.start).eq_ignore_ascii_case("one") && !aside.is_empty() && aside.into_iter().all(|at| frame.tag(at) == Tag::Name)
}

/// `The crew, from Togo, Ghana and Benin, said`: the comma before a preposition that leads a list of names, the last but one of which is `name`.
fn before_enumeration(frame: &Frame, name: &Range<usize>) -> Option<usize> {
    let mut name = name.clone();
    for _ in 0..MOST_ENUMERATED {
        if !name.clone().all(|at| frame.tag(at) == Tag::Name) {
            return None;
        }
        match frame.tag_before(name.start) {
            Tag::Comma => name = phrase_before(frame, name.start - 1)?,
            Tag::Preposition if name.start >= 2 && frame.tag(name.start - 2) == Tag::Comma => return Some(name.start - 2),
            _ => return None,
        }
    }
    None
}

/// `Quist, who lives in Accra, Ghana, said`: what ends in a place stands in a clause that tells more of the subject before it.
fn before_clause(frame: &Frame, closing: usize, found: Option<&Range<usize>>) -> Option<Range<usize>> {
    let is_relative = |at: usize| frame.tag(at) == Tag::Relative || frame.text(at) == "whose";
    let opens = |at: &usize| frame.tag(*at) == Tag::Comma && (is_relative(at + 1) || frame.text(at + 1).ends_with("ing"));
    let comma = (closing.saturating_sub(LONGEST_ADDITION)..closing).rev().find(opens)?;
    let subject = phrase_before(frame, comma).filter(|subject| begins_clause(frame, subject.start))?;
    let is_place = |phrase: &Range<usize>| {
        let follows_place =
            phrase.start > comma + 2 && frame.tag(phrase.start - 1) == Tag::Comma && frame.tag(phrase.start - 2) == Tag::Name;
        follows_place && phrase.clone().all(|at| frame.tag(at) == Tag::Name)
    };
    (found.is_none_or(|found| found.start == comma + 1 || is_place(found)) && (is_relative(comma + 1) || subject.start <= 1))
        .then_some(subject)
}

/// `Quist, now 81 and retired in Brent, Ohio, said`: the name that opens the sentence, or stands behind the speech that opens it, where
/// all between two commas is told of it.
fn leading_name(frame: &Frame, closing: usize) -> Option<Range<usize>> {
    let start = usize::from(frame.tag(0) == Tag::Quoted);
    let name = phrase_after(frame, start).filter(|name| name.clone().any(|at| frame.tag(at) == Tag::Name))?;
    let parts = |at: usize| matches!(frame.tag(at), Tag::Stop | Tag::Colon | Tag::Semicolon | Tag::Quoted | Tag::Pronoun);
    let is_told_of = frame.tag(name.end) == Tag::Comma && name.end < closing && closing - name.end <= LONGEST_ADDITION;
    (is_told_of && !(name.end..closing).any(parts)).then_some(name)
}

/// `the engineer who built the pier said`, `an aide who spoke to explain the plan said`: for a noun phrase inside a relative clause the
/// one of whom the clause tells more. Not behind a verb that reports (`voters who believe Quist said so`).
fn behind_relative_clause(frame: &Frame, object: &Range<usize>) -> Option<Range<usize>> {
    let governor = object.start.checked_sub(1)?;
    let reports = frame.verb(governor).is_some_and(|verb| verb.frames.any(Frames::BARE.or(Frames::THAT)));
    let is_infinitive = frame.tag_before(governor) == Tag::To;
    if reports && !is_infinitive || !matches!(frame.tag(governor), Tag::Verb | Tag::Auxiliary | Tag::Noun) {
        return None;
    }
    let parts = |at: usize| {
        let tag = frame.tag(at);
        let ends = matches!(tag, Tag::Comma | Tag::Dash | Tag::Stop | Tag::Quoted | Tag::Semicolon | Tag::Colon);
        ends || matches!(tag, Tag::That | Tag::Question | Tag::Subordinator)
    };
    let clause = (0..governor).rev().take(LONGEST_CLAUSE).take_while(|&at| !parts(at));
    let who = clause.into_iter().find(|&at| frame.is_one_of(at, words!["who"]))?;
    phrase_before(frame, if frame.tag_before(who) == Tag::Comma { who - 1 } else { who })
}

/// `Quist, a farmer from Brent, Ohio, said`: what somebody is, behind a name.
fn is_apposition(frame: &Frame, phrase: &Range<usize>) -> bool {
    let comma = phrase.start - 1;
    let before = phrase_before(frame, comma);
    let is_known = before.is_some_and(|before| {
        let ends_in_name = frame.tag(comma - 1) == Tag::Name || is_short_addition(frame, before.clone());
        ends_in_name && begins_clause(frame, before.start) && !is_time(frame, before.start)
    });
    is_known
        && frame.is_one_of(phrase.start, words!["a", "an", "the"])
        && !phrase.clone().any(|at| frame.tag(at) == Tag::Coordinator)
}

/// The comma or dash that opens the aside which `closing` closes.
fn opening_before(frame: &Frame, closing: usize) -> Option<usize> {
    let same = frame.tag(closing);
    let opening = (closing.saturating_sub(LONGEST_ADDITION)..closing).rev().find(|&at| frame.tag(at) == same)?;
    // A verb between the commas makes it a clause of its own, unless it stands behind `who` or `which`.
    // `, speaking on condition of anonymity because he was not allowed to talk,`
    let opens_clause = matches!(frame.tag(opening + 1), Tag::Relative | Tag::Question | Tag::Subordinator | Tag::Preposition)
        || frame.text(opening + 1).ends_with("ing");
    let telling = (opening + 1..closing).map(|at| frame.tag(at)).find(|tag| matches!(tag, Tag::Auxiliary | Tag::Relative));
    let has_verb = telling == Some(Tag::Auxiliary);
    let earlier = (opening.saturating_sub(5)..opening).rev().find(|&at| frame.tag(at) == same);
    match earlier {
        // `Quist, D-Ohio, a member of …, said`, `Quist, 52, a farmer, said`: the aside before it belongs to the same name.
        Some(earlier) if is_short_addition(frame, earlier + 1..opening) => Some(earlier),
        _ if has_verb && !opens_clause => None,
        _ => Some(opening),
    }
}

/// A party and state, an age, `Jr.`: what is added to a name between commas and is no name itself.
fn is_short_addition(frame: &Frame, items: Range<usize>) -> bool {
    let has_hyphen = items.clone().any(|at| frame.tag(at) == Tag::Hyphen);
    let is_generation = items.len() == 1 && frame.text(items.start).trim_end_matches('.').len() == 2;
    !items.is_empty() && items.len() <= 4 && (has_hyphen || is_generation || frame.tag(items.start) == Tag::Number)
}

/// Whether a subject can begin at `start`: not straight behind a verb or preposition, whose object it would be.
fn begins_clause(frame: &Frame, start: usize) -> bool {
    !matches!(frame.tag_before(start), Tag::Preposition | Tag::Verb | Tag::To | Tag::Auxiliary)
}
