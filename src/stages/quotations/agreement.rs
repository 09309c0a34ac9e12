//! The subject of a present form without an ending: `say` is said of several, so that a noun phrase for one thing before it is no subject
//! but belongs to what tells more of the subject.

use std::ops::Range;

use super::frame::{Frame, Tag};
use super::phrase::phrase_after;
use super::strings::string_ends_with;
use super::verb_or_noun::{is_plural, is_standalone};
use crate::lang::en::WordClass;
use crate::text::words;

/// What tells more of a subject has no more items than this.
const LONGEST_MODIFIER: usize = 24;

/// The subject of a form for several at `verb`: the phrase before it if it can be one, else that which opens the clause:
/// `drivers who came to see the pier say`, `officials whose plan was dropped say`, `some in the crowd say`.
pub fn subject_of_several(frame: &Frame, verb: usize, nearest: Option<Range<usize>>) -> Option<Range<usize>> {
    if nearest.as_ref().is_some_and(|phrase| stands_alone(frame, phrase) || is_led_in_by_verb(frame, phrase)) {
        return nearest;
    }
    let start = clause_start(frame, verb);
    let opening = opening_phrase(frame, start, verb)
        .filter(|phrase| phrase.end == verb || is_several(frame, phrase) && tells_more(frame, phrase.end, verb));
    opening.or(nearest)
}

/// Whether a phrase for several opens its clause, so that it is the subject of what follows.
fn stands_alone(frame: &Frame, phrase: &Range<usize>) -> bool {
    let is_governed = matches!(frame.tag_before(phrase.start), Tag::Preposition | Tag::Verb | Tag::To | Tag::Auxiliary);
    let is_relative = matches!(frame.tag(phrase.start), Tag::Relative | Tag::That);
    let names_nobody = phrase.len() == 1 && frame.text(phrase.start).eq_ignore_ascii_case("those");
    is_relative || !is_governed && !names_nobody && frame.text(phrase.start) != "whose" && is_several(frame, phrase)
}

/// `let the mayor say`, `heard her say`: a bare infinitive behind whoever says it.
fn is_led_in_by_verb(frame: &Frame, phrase: &Range<usize>) -> bool {
    let leads = words!["have", "hear", "heard", "hearing", "helped", "let", "lets", "letting", "made", "make", "saw", "watch"];
    phrase.start > 0 && frame.is_one_of(phrase.start - 1, leads)
}

/// Where the clause of the verb begins: behind a mark, a conjunction or speech.
fn clause_start(frame: &Frame, verb: usize) -> usize {
    let parts = |at: usize| match frame.tag(at) {
        Tag::Quoted => string_ends_with(frame, at, &[',', '.', '?', '!', '—']),
        Tag::That => at > 0 && frame.tag(at - 1) == Tag::Verb,
        // `observers in Accra and around the country say`
        Tag::Coordinator => frame.tag(at + 1) != Tag::Preposition,
        tag => matches!(tag, Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Colon | Tag::Dash | Tag::Subordinator | Tag::Question),
    };
    let before = (verb.saturating_sub(LONGEST_MODIFIER)..verb).rev().find(|&at| parts(at));
    let start = before.map_or(verb.saturating_sub(LONGEST_MODIFIER), |before| before + 1);
    (start..verb).find(|&at| frame.tag(at) != Tag::Adverb && !matches!(frame.text(at), "even" | "Even")).unwrap_or(start)
}

/// The noun phrase at the head of a clause: also a determiner alone, with what it is part of.
fn opening_phrase(frame: &Frame, start: usize, verb: usize) -> Option<Range<usize>> {
    let is_alone = frame.tag(start) == Tag::Determiner
        && is_standalone(frame, start)
        && matches!(frame.tag(start + 1), Tag::Relative | Tag::Preposition | Tag::Verb);
    match is_alone {
        true if frame.tag(start + 1) == Tag::Preposition => {
            Some(start..phrase_after(frame, start + 2).map_or(start + 1, |whole| whole.end))
        }
        // `those who paid for it`: alone the word names nobody.
        true if frame.text(start).eq_ignore_ascii_case("those") => Some(start..verb),
        true => Some(start..start + 1),
        false => phrase_after(frame, start).map(|phrase| without_participle(frame, phrase)),
    }
}

/// `neighbours trying`: the noun without the form in -ing behind it.
fn without_participle(frame: &Frame, phrase: Range<usize>) -> Range<usize> {
    let tells = |at: &usize| frame.tag(*at) == Tag::Noun && frame.text(*at).ends_with("ing") && is_plural(frame.text(at - 1));
    phrase.start..phrase.clone().skip(1).find(tells).unwrap_or(phrase.end)
}

/// Whether what stands between a noun phrase and the verb can tell more of it: a relative clause, a participle, a place.
fn tells_more(frame: &Frame, at: usize, verb: usize) -> bool {
    match frame.tag(at) {
        _ if frame.text(at) == "whose" => true,
        Tag::Relative => (at + 1..verb).any(|at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Noun)),
        Tag::Noun => frame.text(at).ends_with("ing"),
        Tag::Verb => frame.text(at).ends_with("ing") || frame.text(at).ends_with("ed") && frame.tag(at + 1) == Tag::Preposition,
        Tag::Preposition => !(at..verb).any(|at| matches!(frame.tag(at), Tag::Auxiliary)),
        Tag::To => true,
        _ => false,
    }
}

/// Whether a noun phrase stands for several.
fn is_several(frame: &Frame, phrase: &Range<usize>) -> bool {
    let several = |at: usize| match frame.tag(at) {
        Tag::Pronoun => {
            !["he", "she", "it", "him", "her", "anyone", "everyone"].iter().any(|one| frame.text(at).eq_ignore_ascii_case(one))
        }
        Tag::Determiner => is_standalone(frame, at) && !matches!(frame.text(at), "this" | "that" | "another"),
        Tag::Number | Tag::Coordinator => true,
        Tag::Noun | Tag::Name => {
            is_plural(frame.text(at)) && frame.tag(at + 1) != Tag::Possessive || frame.is(at, WordClass::NumberWord)
        }
        _ => false,
    };
    phrase.clone().take_while(|&at| frame.tag(at) != Tag::Preposition).any(several)
}
