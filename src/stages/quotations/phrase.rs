//! Noun phrases beside a verb: who says it, whom it is said to.

use std::ops::Range;

use super::clause::is_time;
use super::content::string_ends_with;
use super::frame::{Frame, Tag, is_standalone};
use crate::lang::en::WordClass;

/// A noun phrase has no more items than this.
const LONGEST_PHRASE: usize = 30;

/// The noun phrase that ends before item `end`, as items; with its determiner and the prepositional phrases in it.
pub fn phrase_before(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1)?;
    if frame.tag(last) == Tag::Pronoun {
        return Some(last..end);
    }
    if matches!(frame.tag(last), Tag::Determiner) && frame.is(last, WordClass::Determiner) {
        // `some said`, `both say`: a determiner that stands alone.
        return is_standalone(frame.text(last)).then_some(last..end);
    }
    let mut start = end;
    let mut has_head = false;
    while start > 0 && end - start < LONGEST_PHRASE {
        let at = start - 1;
        match frame.tag(at) {
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

/// Where a phrase goes on to the left over a preposition or `and` that stands before item `start`: the item of that word.
fn joined_before(frame: &Frame, start: usize) -> Option<usize> {
    let joint = start.checked_sub(1)?;
    let is_nominal = |at: usize| matches!(frame.tag_before(at), Tag::Noun | Tag::Name | Tag::Aside | Tag::Number);
    match frame.tag(joint) {
        Tag::Preposition if is_nominal(joint) => Some(joint),
        Tag::Preposition if frame.tag_before(joint) == Tag::Determiner && frame.text(joint) == "of" => Some(joint),
        Tag::To if is_nominal(joint) && frame.tag(start) != Tag::Verb => Some(joint),
        Tag::Coordinator if is_nominal(joint) && frame.text(joint).eq_ignore_ascii_case("and") => Some(joint),
        _ => None,
    }
}

/// `the proposed law`, `a senior elected official`: a participle inside a noun phrase.
fn is_modifier(frame: &Frame, at: usize) -> bool {
    let before = frame.tag_before(at);
    matches!(
        before,
        Tag::Determiner | Tag::Noun | Tag::Adverb | Tag::Hyphen | Tag::Possessive | Tag::Quoted | Tag::Comma | Tag::Stop
    ) && matches!(frame.tag(at + 1), Tag::Noun | Tag::Name)
        && frame.verb(at).is_none()
}

/// `the “gang of eight” deal`: a name in quotation marks inside a noun phrase, and no statement before one.
fn is_inner_string(frame: &Frame, at: usize) -> bool {
    matches!(frame.tag_before(at), Tag::Determiner | Tag::Noun | Tag::Name | Tag::Preposition)
        && !string_ends_with(frame, at, &[',', '.', '?', '!', '—', '…'])
}

/// The noun phrase that begins at item `start`, as items; without what is added after a comma.
pub fn phrase_after(frame: &Frame, start: usize) -> Option<Range<usize>> {
    if frame.tag(start) == Tag::Pronoun {
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
            Tag::Verb if !has_head && end > start && matches!(frame.tag(end + 1), Tag::Noun | Tag::Name) => {}
            Tag::Quoted if end > start && !has_head => {}
            Tag::Preposition if has_head && joins_phrase(frame, end) => {
                end += 1;
                if frame.tag(end) == Tag::Determiner {
                    end += 1;
                }
                continue;
            }
            Tag::Coordinator if has_head && frame.text(end) == "and" && frame.tag(end + 1) == Tag::Name => {}
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
    matches!(frame.text(at), "of" | "for" | "at" | "from" | "with" | "in")
        && matches!(frame.tag(at + 1), Tag::Noun | Tag::Name | Tag::Determiner)
        && !frame.is(at + 1, WordClass::Weekday)
        && !frame.is(at + 1, WordClass::Month)
}

/// The subject that stands before the verb group which begins at item `verb_start`: steps over an aside between commas or dashes
/// (`Smith, a farmer, said`; `Smith, who …, said`), and from `who` back to the person it stands for.
pub fn subject_before(frame: &Frame, verb_start: usize) -> Option<Range<usize>> {
    let last = verb_start.checked_sub(1)?;
    match frame.tag(last) {
        Tag::Comma | Tag::Dash => {
            let opening = opening_before(frame, last)?;
            let phrase = phrase_before(frame, opening)?;
            begins_clause(frame, phrase.start).then_some(phrase)
        }
        // The pronoun closes the mention: `an architect who`.
        Tag::Relative | Tag::That => {
            let end = if matches!(frame.tag_before(last), Tag::Comma | Tag::Dash) { last - 1 } else { last };
            let antecedent = phrase_before(frame, end).map(|phrase| phrase.start..last + 1);
            antecedent.or((frame.tag(last) == Tag::Relative).then_some(last..last + 1))
        }
        _ => {
            let phrase = phrase_before(frame, verb_start)?;
            // `Whitfield this week said`
            if phrase.start > 0 && is_time(frame, phrase.start) {
                // `On Friday Ruth Sarpong said`: the name stands alone behind the time.
                let name = (phrase.start + 1..phrase.end).find(|&at| frame.tag(at) == Tag::Name && !is_time(frame, at));
                return name.map(|name| name..phrase.end).or_else(|| subject_before(frame, phrase.start));
            }
            // `who in 2010 said`: the phrase belongs to a preposition that stands between subject and verb.
            if frame.tag_before(phrase.start) == Tag::Preposition && phrase.start >= 2 {
                subject_before(frame, phrase.start - 1)
            } else {
                Some(phrase)
            }
        }
    }
}

/// The comma or dash that opens the aside which `closing` closes.
fn opening_before(frame: &Frame, closing: usize) -> Option<usize> {
    let same = frame.tag(closing);
    let opening = (closing.saturating_sub(40)..closing).rev().find(|&at| frame.tag(at) == same)?;
    // A verb between the commas that `who` or `which` does not open makes it a clause of its own.
    let opens_clause = matches!(frame.tag(opening + 1), Tag::Relative | Tag::Question | Tag::Subordinator | Tag::Preposition);
    let has_verb = (opening + 1..closing).any(|at| matches!(frame.tag(at), Tag::Auxiliary));
    let title_pair = (opening.saturating_sub(40)..opening).rev().find(|&at| frame.tag(at) == same);
    match title_pair {
        // `Smith, D-Ohio, a member of …, said`: the aside before it belongs to the same name.
        Some(earlier) if opening - earlier <= 4 && opening > earlier + 1 && !matches!(frame.tag(opening + 1), Tag::Relative) => {
            Some(earlier)
        }
        _ if has_verb && !opens_clause => None,
        _ => Some(opening),
    }
}

/// Whether a subject can begin at `start`: not straight behind a verb or preposition, whose object it would be.
fn begins_clause(frame: &Frame, start: usize) -> bool {
    !matches!(frame.tag_before(start), Tag::Preposition | Tag::Verb | Tag::To | Tag::Auxiliary)
}
