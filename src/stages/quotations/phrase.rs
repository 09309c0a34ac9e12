//! Noun phrases beside a verb: who says it, whom it is said to.

use std::ops::Range;

use super::clause::is_nominative;
use super::frame::{Frame, Tag};
use super::strings::string_ends_with;
use super::verb_or_noun::is_standalone;
use crate::lang::en::WordClass;
use crate::text::words;

/// A noun phrase has no more items than this.
const LONGEST_PHRASE: usize = 30;

/// The noun phrase that ends before item `end`, as items; with its determiner and the prepositional phrases in it.
pub fn phrase_before(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1)?;
    if frame.tag(last) == Tag::Pronoun {
        return Some(of_them(frame, last)..end);
    }
    if frame.tag(last) == Tag::Determiner {
        // `Okafor and Quist both said`
        // `Okafor and Quist have both said`
        let before = (0..last).rev().find(|&at| frame.tag(at) != Tag::Auxiliary).map_or(0, |at| at + 1);
        if matches!(frame.text(last), "all" | "both" | "each")
            && let Some(all) = phrase_before(frame, before)
        {
            return Some(all);
        }
        // `some said`, `both say`: a determiner that stands alone.
        return is_standalone(frame, last).then_some(last..end);
    }
    let mut start = end;
    let mut has_head = false;
    while start > 0 && end - start < LONGEST_PHRASE {
        let at = start - 1;
        match frame.tag(at) {
            Tag::Number if is_minutes(frame, at) => break,
            Tag::Noun | Tag::Name | Tag::Number => has_head = true,
            Tag::Possessive | Tag::Hyphen | Tag::Aside if at > 0 => {}
            Tag::Quoted if is_inner_string(frame, at) => {}
            Tag::Adverb if has_head && matches!(frame.tag_before(at), Tag::Determiner) => {}
            Tag::Verb if has_head && is_modifier(frame, at) => {}
            Tag::Determiner => {
                start = at;
                match joined_before(frame, start) {
                    Some(joined) => {
                        start = joined;
                        continue;
                    }
                    None => break,
                }
            }
            Tag::Preposition | Tag::To | Tag::Coordinator if has_head => match joined_before(frame, start) {
                Some(joined) => {
                    start = joined;
                    continue;
                }
                None => break,
            },
            _ => break,
        }
        start = at;
    }
    (has_head && start < end).then_some(start..end)
}

/// `one of them`, `some of us`: where a phrase begins whose last word is the pronoun at `last`.
fn of_them(frame: &Frame, last: usize) -> usize {
    let is_part = last >= 2 && frame.text(last - 1) == "of" && matches!(frame.tag(last - 2), Tag::Number | Tag::Determiner);
    if is_part { last - 2 } else { last }
}

/// Where a phrase goes on to the left over a preposition or `and` that stands before item `start`: the item of that word.
fn joined_before(frame: &Frame, start: usize) -> Option<usize> {
    let joint = start.checked_sub(1)?;
    let is_nominal = |at: usize| matches!(frame.tag_before(at), Tag::Noun | Tag::Name | Tag::Aside | Tag::Number);
    match frame.tag(joint) {
        Tag::Preposition if is_nominal(joint) => Some(joint),
        Tag::Preposition if frame.tag_before(joint) == Tag::Determiner && frame.text(joint) == "of" => Some(joint),
        // `four out of ten drivers`
        Tag::Preposition if joint >= 2 && frame.text(joint - 1) == "out" && is_number(frame, joint - 2) => Some(joint - 1),
        Tag::Preposition if frame.tag_before(joint) == Tag::Determiner && matches!(frame.text(joint - 1), "those" | "Those") => {
            Some(joint)
        }
        Tag::To if is_nominal(joint) && frame.tag(start) != Tag::Verb => Some(joint),
        Tag::Coordinator if is_nominal(joint) && frame.text(joint).eq_ignore_ascii_case("and") => Some(joint),
        // `he and Okafor promised`
        Tag::Coordinator if joint > 0 && frame.text(joint) == "and" && is_nominative(frame, joint - 1) => Some(joint - 1),
        _ => None,
    }
}

/// `the proposed law`, `a senior elected official`, `And retired Gen. Quist`: a participle inside a noun phrase.
fn is_modifier(frame: &Frame, at: usize) -> bool {
    let before = frame.tag_before(at);
    let opens = before == Tag::Coordinator && at == 1;
    (opens
        || matches!(
            before,
            Tag::Determiner | Tag::Noun | Tag::Adverb | Tag::Hyphen | Tag::Possessive | Tag::Quoted | Tag::Comma | Tag::Stop
        ))
        && matches!(frame.tag(at + 1), Tag::Noun | Tag::Name)
        && frame.verb(at).is_none()
        // `Democratic registered voters`
        || before == Tag::Name && frame.is(at, WordClass::RoleModifier) && frame.tag(at + 1) == Tag::Noun
}

/// `the “gang of eight” deal`: a name in quotation marks inside a noun phrase, and no statement before one.
fn is_inner_string(frame: &Frame, at: usize) -> bool {
    matches!(frame.tag_before(at), Tag::Determiner | Tag::Noun | Tag::Name | Tag::Preposition)
        && !string_ends_with(frame, at, &[',', '.', '?', '!', '—', '…'])
}

/// The noun phrase that begins at item `start`, as items; without what is added after a comma.
pub fn phrase_after(frame: &Frame, start: usize) -> Option<Range<usize>> {
    // `told her that`
    let is_object = frame.is_one_of(start, words!["her"])
        && matches!(frame.tag(start + 1), Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Pronoun | Tag::That | Tag::To);
    if frame.tag(start) == Tag::Pronoun || is_object {
        return Some(start..start + 1);
    }
    let mut end = start;
    let mut has_head = false;
    while end < frame.len() && end - start < LONGEST_PHRASE {
        match frame.tag(end) {
            Tag::Determiner if end == start => {}
            Tag::Noun | Tag::Number => has_head = true,
            Tag::Name => has_head = true,
            Tag::Possessive | Tag::Aside | Tag::Hyphen if has_head => {}
            Tag::Adverb if end == start + 1 && frame.tag(start) == Tag::Determiner => {}
            Tag::Verb
                if !has_head
                    && (end > start || frame.text(end).ends_with("ed") || frame.is(end, WordClass::RoleModifier))
                    && matches!(frame.tag(end + 1), Tag::Noun | Tag::Name) => {}
            Tag::Quoted if end > start && !has_head => {}
            Tag::Preposition if has_head && joins_phrase(frame, end) => {
                end += if matches!(frame.tag(end + 1), Tag::Determiner | Tag::Adverb) { 2 } else { 1 };
                continue;
            }
            Tag::Coordinator if has_head && frame.is_one_of(end, words!["and"]) && frame.tag(end + 1) == Tag::Name => {}
            _ => break,
        }
        end += 1;
    }
    while end > start && !matches!(frame.tag(end - 1), Tag::Noun | Tag::Name | Tag::Number | Tag::Aside | Tag::Quoted) {
        end -= 1;
    }
    (has_head && end > start).then_some(start..end)
}

/// Whether the preposition at `at` goes on with the phrase before it: `of` and `for` do.
fn joins_phrase(frame: &Frame, at: usize) -> bool {
    let leads_to_noun = matches!(frame.tag(at + 1), Tag::Noun | Tag::Name | Tag::Determiner)
        && !frame.is(at + 1, WordClass::Weekday)
        && !frame.is(at + 1, WordClass::Month);
    // `a crowd of roughly 200`
    let amount = if frame.tag(at + 1) == Tag::Adverb { at + 2 } else { at + 1 };
    leads_to_noun && frame.is_one_of(at, words!["of", "for", "at", "from", "with", "in"])
        || frame.tag(amount) == Tag::Number && frame.is_one_of(at, words!["of"])
}

/// `12:47 Reuters reports`: the minutes of the time before a phrase.
fn is_minutes(frame: &Frame, at: usize) -> bool {
    frame.tag_before(at) == Tag::Colon && at >= 2 && frame.tag(at - 2) == Tag::Number
}

fn is_number(frame: &Frame, at: usize) -> bool {
    frame.tag(at) == Tag::Number || frame.is(at, WordClass::NumberWord)
}
