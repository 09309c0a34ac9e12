//! Whether a word that can be a verb or a noun is a verb where it stands.

use super::clause::is_time;
use super::frame::{Frame, Tag};
use super::strings::string_ends_with;
use crate::lang::en::{Frames, VerbForm, WordClass, form};
use crate::text::{RuleWords, Shape, words};

/// Looking for the determiner of a compound steps over so many words at most.
const LONGEST_COMPOUND: usize = 5;

/// Decides between verb and noun where neighbours tell it.
pub fn mend_tags(frame: &mut Frame) {
    for at in 0..frame.len() {
        match frame.tag(at) {
            Tag::Auxiliary if is_first_name(frame, at) => frame.items[at].tag = Tag::Name,
            Tag::Possessive if frame.tag_before(at) == Tag::Pronoun => frame.items[at].tag = Tag::Auxiliary,
            Tag::Preposition if is_adjective(frame, at) => frame.items[at].tag = Tag::Noun,
            Tag::Noun | Tag::Name if !can_be_verb(frame, at) => {}
            tag @ (Tag::Noun | Tag::Verb | Tag::Name) => {
                if is_used_as_verb(frame, at, tag) {
                    frame.items[at].tag = Tag::Verb;
                } else if tag == Tag::Verb {
                    frame.items[at].tag = Tag::Noun;
                }
            }
            _ => {}
        }
    }
}

/// Whether a list holds a word as a verb.
fn can_be_verb(frame: &Frame, at: usize) -> bool {
    frame.token(at).is_some_and(|token| token.is_any(WordClass::ReportingVerb.bit() | WordClass::VerbOrNoun.bit()))
}

fn is_capitalised(frame: &Frame, at: usize) -> bool {
    frame.token(at).is_some_and(|token| token.is_capitalised())
}

fn is_used_as_verb(frame: &Frame, at: usize, tag: Tag) -> bool {
    match frame.verb(at) {
        Some(verb) => is_verb_here(frame, at, verb),
        None if tag == Tag::Verb => {
            !matches!(frame.tag_before(at), Tag::Determiner | Tag::Possessive | Tag::Hyphen)
                && !ends_singular_phrase(frame, at)
                && !opens_reported_clause(frame, at)
        }
        None => {
            tag == Tag::Noun
                && frame.is(at, WordClass::VerbOrNoun)
                && (is_verb_by_neighbours(frame, at)
                    || is_past_with_particle(frame, at)
                    || is_past_behind_subject(frame, at)
                    || is_third_of_one(frame, at))
        }
    }
}

/// `said Will Quist`, `Will wrote`, `Will Quist, a driver, wrote`: not `Will Quist win?`
fn is_first_name(frame: &Frame, at: usize) -> bool {
    let is_will = frame.token(at).is_some_and(|token| token.shape == Shape::Capitalised && words!["will"].have(token));
    let opens = matches!(frame.tag_before(at), Tag::Stop | Tag::Quoted | Tag::Colon | Tag::Dash);
    let is_subject =
        frame.verb(at + 1).is_some_and(|verb| verb.forms & form::BASE == 0 && verb.forms & (form::PAST | form::THIRD) != 0);
    let is_told_of = frame.tag(at + 1) == Tag::Name && frame.tag(at + 2) == Tag::Comma;
    is_will && !frame.is_title && (is_subject || is_told_of || !opens && frame.tag(at + 1) == Tag::Name)
}

/// `kept a two-digit lead`: a base form that is as well a noun ends the phrase of one thing, behind which a verb would have its s.
fn ends_singular_phrase(frame: &Frame, at: usize) -> bool {
    let word = frame.text(at);
    let is_third = has_ending_of_third(word);
    let is_base = !frame.is(at, WordClass::PastVerb) && !is_third && !word.ends_with("ed");
    let follows_noun = matches!(frame.tag_before(at), Tag::Noun | Tag::Name);
    if !is_base || !follows_noun || is_plural(frame.text(at - 1)) {
        return false;
    }
    // `White House press secretary Quist`, `Ohio delegate Quist`
    if frame.tag_before(at) == Tag::Name {
        return frame.tag(at + 1) == Tag::Name || frame.is(at + 1, WordClass::Role);
    }
    if matches!(frame.tag(at + 1), Tag::Noun | Tag::Name | Tag::Stop | Tag::Comma | Tag::Preposition) {
        return true;
    }
    let is_of_compound = |at: &usize| matches!(frame.tag(*at), Tag::Noun | Tag::Hyphen);
    let before = (at.saturating_sub(LONGEST_COMPOUND)..at).rev().find(|at| !is_of_compound(at));
    before.is_some_and(|before| {
        let is_singular = ["a", "an", "his", "her", "its", "my"].contains(&frame.text(before));
        is_singular && !matches!(frame.tag_before(before), Tag::Preposition | Tag::Coordinator | Tag::Stop)
    })
}

/// `insist delegates must choose`, `said exports grew`: what looks like a verb is the subject of what is said, between a verb that
/// reports and a finite one.
fn opens_reported_clause(frame: &Frame, at: usize) -> bool {
    let follows_report = frame.tag_before(at) == Tag::Verb && frame.verb(at - 1).is_some_and(|verb| verb.frames.any(Frames::THAT));
    let is_past = frame.is(at + 1, WordClass::PastVerb) || frame.tag(at + 1) == Tag::Verb && frame.text(at + 1).ends_with("ed");
    follows_report && frame.text(at).ends_with('s') && (frame.tag(at + 1) == Tag::Auxiliary || is_past)
}

fn has_ending_of_third(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
}

/// `they plan`, `to plan`, `who plan`, `will also plan`.
fn is_verb_by_neighbours(frame: &Frame, at: usize) -> bool {
    let before = if frame.tag_before(at) == Tag::Adverb { at - 1 } else { at };
    match frame.tag_before(before) {
        Tag::Pronoun | Tag::Relative => true,
        // `according to drafts`
        Tag::To => !has_ending_of_third(frame.text(at)),
        Tag::Auxiliary | Tag::Negation => !is_form_of_be(frame, before - 1),
        _ => false,
    }
}

/// `Okafor shot back`: a past form that is as well a noun, with its particle.
fn is_past_with_particle(frame: &Frame, at: usize) -> bool {
    frame.is(at, WordClass::PastVerb)
        && frame.is_one_of(at + 1, words!["back"])
        && matches!(frame.tag_before(at), Tag::Name | Tag::Noun)
}

/// `sales rose`, `a man shot himself`, `the fire cost the city`: a past form that is as well a noun, between a noun and its own object;
/// the flower hardly ever stands behind another noun.
fn is_past_behind_subject(frame: &Frame, at: usize) -> bool {
    let has_object = matches!(frame.tag(at + 1), Tag::Pronoun | Tag::Determiner | Tag::Number);
    let rises = frame.is_one_of(at, words!["rose"]) && !matches!(frame.tag(at + 1), Tag::Noun | Tag::Name | Tag::Hyphen);
    frame.is(at, WordClass::PastVerb) && matches!(frame.tag_before(at), Tag::Noun | Tag::Name) && (has_object || rises)
}

/// `Brent faces the sea`, `the tower also costs a fortune`: a form in -s that is as well a plural, behind a name and before an object of its own, or
/// parted from its subject by an adverb.
fn is_third_of_one(frame: &Frame, at: usize) -> bool {
    let is_third = has_ending_of_third(frame.text(at));
    let has_object = || match frame.tag(at + 1) {
        Tag::Name => !is_time(frame, at + 1),
        Tag::Determiner => !is_time(frame, at + 1) && !frame.is_one_of(at + 1, words!["all", "both", "each"]),
        _ => false,
    };
    let follows_adverb = || {
        let is_subject = at >= 2 && matches!(frame.tag(at - 2), Tag::Noun | Tag::Name);
        is_subject && frame.is_one_of(at - 1, words!["also", "already", "always", "currently", "never", "now", "often", "still"])
    };
    is_third
        && !frame.is_title
        && match frame.tag_before(at) {
            Tag::Name => has_object(),
            Tag::Adverb => follows_adverb(),
            _ => false,
        }
}

/// `an outside adviser`, `the above figures`: a preposition between a determiner and a noun.
fn is_adjective(frame: &Frame, at: usize) -> bool {
    frame.is_one_of(at, words!["above", "inside", "outside", "under", "near"])
        && frame.tag_before(at) == Tag::Determiner
        && frame.tag(at + 1) == Tag::Noun
        && !is_standalone(frame, at - 1)
}

/// Whether an item is a form of `be`.
pub fn is_form_of_be(frame: &Frame, at: usize) -> bool {
    frame.is_any_of(at, FORMS_OF_BE)
}

const FORMS_OF_BE: RuleWords =
    words!["be", "is", "are", "was", "were", "been", "being", "isn't", "wasn't", "weren't", "aren't", "'s", "'re", "'m"];

/// Whether a word that can be a form of a reporting verb is one: `claims` is a noun behind `the`, `his` and `such`.
fn is_verb_here(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    let before = frame.tag_before(at);
    if is_capitalised(frame, at) && at > 0 && before != Tag::Quoted {
        return frame.is_title
            && verb.forms & (form::THIRD | form::PAST) != 0
            && before == Tag::Name
            && verb.frames.any(Frames::BARE);
    }
    if matches!(frame.tag(at + 1), Tag::Hyphen) || before == Tag::Hyphen {
        return false;
    }
    // `its growth forecast for the year`: the past form that is as well the noun.
    if verb.lemma == "forecast" && before == Tag::Noun && !begins_content(frame, at + 1) {
        return false;
    }
    if verb.forms & (form::PAST | form::ING) != 0 {
        // `some said they …`, but `some reported cases`
        let is_subject =
            verb.forms & form::PAST != 0 && is_standalone(frame, at.saturating_sub(1)) && begins_content(frame, at + 1);
        // `half of promised defences`
        let is_modifier = before == Tag::Preposition
            && verb.forms & form::ING == 0
            && frame.tag(at + 1) == Tag::Noun
            && frame.text(at - 1) == "of";
        return before != Tag::Possessive
            && !frame.is_one_of(at.saturating_sub(1), words!["own"])
            && (before != Tag::Determiner || is_subject)
            && !is_modifier
            && !is_noun_in_ing(frame, at);
    }
    if verb.forms & form::PARTICIPLE != 0 && verb.forms & form::BASE == 0 {
        return matches!(before, Tag::Auxiliary | Tag::Adverb | Tag::Negation);
    }
    // A form that is as well a noun is a verb behind a noun only where a clause follows it.
    let is_plain_verb =
        !(frame.is(at, WordClass::VerbOrNoun) || frame.is(at, WordClass::Document)) || takes_content(frame, at, verb);
    let is_third = verb.forms & form::BASE == 0;
    if is_third && is_head_of_several(frame, at, verb) || is_behind_the_only(frame, at) {
        return false;
    }
    match before {
        Tag::Pronoun | Tag::Auxiliary | Tag::To | Tag::Relative | Tag::Negation => true,
        Tag::Name if is_noun_behind_name(frame, at, verb) => false,
        Tag::Adverb | Tag::Name | Tag::Aside => is_plain_verb,
        // `a “grey box” report`
        Tag::Quoted => is_plain_verb || string_ends_with(frame, at - 1, &[',', '.', '?', '!', '…', '—', '–', '-']),
        // `the third claim that the insurer paid`
        Tag::Number if is_counted_off(frame, at) => false,
        Tag::Number => begins_content(frame, at + 1) && (!is_third || is_of_one(frame, at - 1)),
        // `…, say gardeners from Hale, …`
        Tag::Comma if verb.lemma == "say" && frame.tag(at + 1) == Tag::Noun && is_plural(frame.text(at + 1)) => true,
        Tag::Comma | Tag::Dash => {
            is_plain_verb && (is_third || begins_content(frame, at + 1) || frame.text(at + 1).ends_with("ing"))
        }
        Tag::Coordinator => is_third && is_plain_verb && begins_content(frame, at + 1),
        Tag::Noun if is_counted_off(frame, at) => false,
        Tag::Noun if frame.is(at - 1, WordClass::NumberWord) => {
            (begins_content(frame, at + 1) || is_only_verb(frame, at)) && (!is_third || is_of_one(frame, at - 1))
        }
        Tag::Noun if frame.tag(at + 1) == Tag::To && verb.frames.any(Frames::TO) => {
            if is_third {
                !is_bare_singular(frame, at) && !is_plural(frame.text(at - 1))
            } else {
                is_plural(frame.text(at - 1))
            }
        }
        Tag::Noun if is_third && PLURALS.contains(&frame.text(at)) => !is_bare_singular(frame, at) && is_plain_verb,
        // `officials whose plan was dropped say the`
        Tag::Verb => is_only_verb(frame, at) && begins_content(frame, at + 1) && frame.text(at - 1).ends_with("ed"),
        Tag::Noun => {
            let is_of_several =
                is_plural(frame.text(at - 1)) || is_adverb_between(frame.text(at - 1)) || follows_participle(frame, at);
            is_plain_verb && (is_third || is_of_several) || is_only_verb(frame, at) && begins_content(frame, at + 1)
        }
        Tag::Determiner => {
            is_standalone(frame, at - 1)
                && is_third == matches!(frame.text(at - 1), "this" | "This" | "that" | "another" | "Another" | "each" | "Each")
                && (is_plain_verb && begins_content(frame, at + 1)
                    || frame.tag(at + 1) == Tag::Comma && at > 1 && frame.tag(at - 2) == Tag::Comma)
        }
        // `businesses that warn it would`
        Tag::That => is_third || is_only_verb(frame, at) && at >= 2 && is_plural(frame.text(at - 2)),
        Tag::Stop => at == 0 && is_third && is_plain_verb && verb.frames.any(Frames::QUOTE),
        _ => false,
    }
}

/// Whether what the verb at `at` takes stands behind it: a clause, what is pointed to or out.
fn takes_content(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    if verb.lemma != "point" || !frame.is_one_of(at + 1, words!["out", "to"]) {
        return begins_content(frame, at + 1);
    }
    frame.tag(at + 1) != Tag::To || matches!(frame.tag(at + 2), Tag::Determiner | Tag::Noun | Tag::Name | Tag::Number)
}

/// `the TV show “…”`: a form without an ending, behind one name and before a string, is the noun; behind two names it may be a verb.
fn is_noun_behind_name(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    let is_noun = frame.is(at, WordClass::VerbOrNoun) || frame.is(at, WordClass::Document) || verb.lemma == "show";
    let is_form_of_several = verb.forms & form::BASE != 0 && verb.forms & form::PAST == 0 && is_noun;
    let mut names = (0..at).rev().take_while(|&at| matches!(frame.tag(at), Tag::Name | Tag::Coordinator | Tag::Comma));
    let is_of_several = is_plural(frame.text(at - 1)) || names.any(|at| frame.tag(at) == Tag::Coordinator);
    is_form_of_several && frame.tag(at + 1) == Tag::Quoted && !is_of_several
}

/// `Supreme Court ruling that`, `their own reporting style`: a form in -ing that is a noun behind another one.
fn is_noun_in_ing(frame: &Frame, at: usize) -> bool {
    let is_noun = frame.is_one_of(at, words!["reporting", "ruling", "showing", "thinking", "understanding", "warning"]);
    let follows_noun = matches!(frame.tag_before(at), Tag::Noun | Tag::Name | Tag::Hyphen);
    // `before a Senate hearing, “…”`
    let is_meeting =
        frame.is_one_of(at, words!["hearing"]) && matches!(frame.tag(at + 1), Tag::Comma | Tag::Stop | Tag::Preposition);
    follows_noun && (is_meeting || is_noun && matches!(frame.tag(at + 1), Tag::That | Tag::Noun | Tag::Name))
}

/// `advocates say`: of a form in -s and one without it that reports, the first is the subject.
fn is_head_of_several(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    verb.lemma != "say" && is_only_verb(frame, at + 1)
}

/// `the only show that`: behind a determiner and an adverb stands an adjective or a noun.
fn is_behind_the_only(frame: &Frame, at: usize) -> bool {
    at >= 2 && frame.is_one_of(at - 1, words!["only"]) && frame.tag(at - 2) == Tag::Determiner
}

/// `One in five says`, `Channel 4 reports`: whether a number leads to one thing.
fn is_of_one(frame: &Frame, number: usize) -> bool {
    frame.text(number).eq_ignore_ascii_case("one") || matches!(frame.tag_before(number), Tag::Name | Tag::Preposition)
}

/// `the fifth`: a place in a row before a noun. Behind `a` it is a part, of which several can say something.
fn is_counted_off(frame: &Frame, at: usize) -> bool {
    let word = frame.text(at - 1);
    let is_ordinal = word.ends_with("th") || matches!(word, "first" | "second" | "third");
    let is_counted = frame.is(at - 1, WordClass::NumberWord) || frame.tag(at - 1) == Tag::Number;
    at >= 2 && is_ordinal && is_counted && frame.tag(at - 2) == Tag::Determiner && !frame.is_any_of(at - 2, words!["a"])
}

/// Base forms of verbs that are nothing else and take a clause.
fn is_only_verb(frame: &Frame, at: usize) -> bool {
    frame.is_one_of(
        at,
        words![
            "acknowledge",
            "admit",
            "agree",
            "allege",
            "argue",
            "assert",
            "believe",
            "complain",
            "concede",
            "conclude",
            "contend",
            "insist",
            "predict",
            "say",
            "suggest",
            "think",
            "warn",
        ],
    )
}

/// Forms in -s that behind a noun without a determiner are plurals: `crude remarks he had made`, `swing states that vote early`.
const PLURALS: &[&str] = &[
    "claims", "comments", "demands", "fears", "hopes", "notes", "pledges", "points", "promises", "reasons", "remarks", "reports",
    "states", "worries",
];

/// Whether a reported clause can begin at `at`: `that` with a subject behind it, a determiner, a pronoun, a quoted string.
fn begins_content(frame: &Frame, at: usize) -> bool {
    match frame.tag(at) {
        Tag::That => !matches!(frame.tag(at + 1), Tag::Auxiliary | Tag::Verb | Tag::Adverb | Tag::Possessive | Tag::Stop),
        Tag::Pronoun | Tag::Determiner | Tag::Question | Tag::Quoted | Tag::Name => true,
        _ if frame.is_one_of(at, words!["there"]) => true,
        _ if frame.is_one_of(at, words!["more"]) && frame.is_one_of(at + 1, words!["than"]) => true,
        Tag::Comma => frame.tag(at + 1) == Tag::Quoted,
        Tag::Colon => true,
        Tag::Stop => frame.tag(at) == Tag::Stop && at >= frame.len().saturating_sub(1),
        _ => false,
    }
}

/// `swing states that vote early`: nouns before `at` that no determiner leads cannot be the subject of one thing that states.
fn is_bare_singular(frame: &Frame, at: usize) -> bool {
    let is_of_compound =
        |at: &usize| matches!(frame.tag(*at), Tag::Noun | Tag::Hyphen | Tag::Adverb) && !frame.is(*at, WordClass::NumberWord);
    let before = (at.saturating_sub(LONGEST_COMPOUND)..at).rev().find(|at| !is_of_compound(at));
    let leads_one = |at: usize| {
        matches!(frame.tag(at), Tag::Determiner | Tag::Possessive)
            && !is_standalone(frame, at)
            && !frame.is_one_of(at, words!["any", "other"])
    };
    before.is_none_or(|before| !leads_one(before) || frame.text(before + 1) == "other")
}

/// Whether a noun looks like a plural.
pub fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "police" | "media" | "percent" | "%")
        || word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous")
}

/// `those surveyed say`: behind a determiner a participle is the subject.
fn follows_participle(frame: &Frame, at: usize) -> bool {
    frame.text(at - 1).ends_with("ed") && at >= 2 && matches!(frame.text(at - 2), "those" | "Those")
}

/// `Some activists even insist`: an adverb between subject and verb that elsewhere is an adjective.
fn is_adverb_between(word: &str) -> bool {
    matches!(word, "even" | "first" | "now" | "still")
}

/// `some said`, `both say`: whether a determiner can stand alone.
pub fn is_standalone(frame: &Frame, at: usize) -> bool {
    frame.is_any_of(at, STANDALONE)
}

/// Determiners that can stand alone.
pub const STANDALONE: RuleWords =
    words!["half", "some", "many", "others", "most", "few", "several", "both", "all", "another", "this", "that", "these", "those"];
