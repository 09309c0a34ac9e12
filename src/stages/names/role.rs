//! Role descriptions, and the roles that stand before a name.

use super::person;
use super::reader::Reader;
use crate::annotation::{Gender, Name, NameKind};
use crate::lang::en::{RoleKind, TitleKind, WordClass, english, form};
use crate::text::{Shape, TokenKind};

/// How far before its noun a description is looked for.
const MOST_TOKENS_BEFORE: usize = 9;
/// How far a role's complement reaches (`of the Security Council of Russia`).
const MOST_TOKENS_BEHIND: usize = 8;

/// So many words may stand between a possessor and the noun that are no known modifiers.
const MOST_POSSESSED: usize = 3;

/// `Bosnia and Herzegovina` has three tokens.
const LONGEST_COUNTRY: usize = 3;

/// `director of adult social care` has three.
const MOST_SUBJECT_WORDS: usize = 3;

/// No more tokens of titles and roles than these belong to one name.
const MOST_ROLE_TOKENS: usize = 24;

/// The words before a noun.
pub struct Phrase {
    /// Its first token, without the article.
    pub start: usize,
    pub has_article: bool,
    /// The first token of the words right before the noun that are capitalised or known modifiers.
    pub sure_start: usize,
}

/// The description whose noun stands at `at`: `senior government source`, `Russian leader`.
pub fn role_at(reader: &Reader, at: usize) -> Option<Name> {
    let role = reader.role(at)?;
    // `state officials`, `Republican voters`: a role noun before another one belongs to that.
    let hyphenated = reader.is_mark(at + 1, '-') && reader.tokens[at + 1].is_attached();
    // `communist Cuba`, `newly independent Kosovo`: the noun is an adjective of the country.
    let of_country = reader.is_spaced(at + 1) && begins_country(reader, at + 1);
    if hyphenated || of_country || reader.is_spaced(at + 1) && continues_as_role(reader, at + 1) {
        return None;
    }
    let phrase = phrase_before(reader, at);
    if role.kind == RoleKind::Organisation {
        let told = phrase.has_article || phrase.start < at;
        return told.then(|| {
            reader.make(
                NameKind::Organisation,
                (phrase.start, at + 1),
                (phrase.start, at + 1),
                role.gender,
                "organisation_description",
            )
        });
    }
    let end = complement_end(reader, at + 1);
    Some(reader.make(NameKind::Role, (phrase.start, end), (at, at + 1), role.gender, "role"))
}

fn continues_as_role(reader: &Reader, at: usize) -> bool {
    let mut next = at;
    while next < at + 3 && reader.is_spaced(next) && reader.is(next, WordClass::RoleModifier) && reader.role(next).is_none() {
        next += 1;
    }
    reader.is_spaced(next) && (reader.role(next).is_some() || reader.is(next, WordClass::OrganisationHead))
}

/// The words that belong to the noun at `head`: back to the article or possessive, else over capitalised words and known modifiers.
pub fn phrase_before(reader: &Reader, head: usize) -> Phrase {
    let mut start = head;
    let mut sure = head;
    let mut unbroken = true;
    while start > reader.start && head - start < MOST_TOKENS_BEFORE {
        let before = start - 1;
        let token = &reader.tokens[before];
        if token.is(WordClass::Determiner) && token.is_word() {
            return Phrase {
                start: skip_joint(reader, start, head),
                has_article: true,
                sure_start: skip_joint(reader, sure, head),
            };
        }
        if !belongs_before(reader, before, start) {
            break;
        }
        start = before;
        unbroken &= is_sure_modifier(reader, before);
        // `Kenya's fish minister`: what stands between a possessor and the noun belongs to that, known or not. A person who owns keeps the name.
        if !unbroken && is_possessive(reader, before) && may_be_possessed(reader, before + 1, head) {
            sure = before;
            unbroken = is_country_before(reader, before);
        }
        if unbroken {
            sure = start;
        }
    }
    let sure = skip_joint(reader, sure, head);
    Phrase { start: sure, has_article: false, sure_start: sure }
}

/// A phrase does not begin with a hyphen, a possessive or an age (`22-year-old student`).
fn skip_joint(reader: &Reader, start: usize, head: usize) -> usize {
    let is_of_age = |i: usize| {
        let joins = |i: usize| reader.is_mark(i, '-') && reader.tokens[i].is_attached();
        matches!(reader.text(i), "year" | "month") && joins(i + 1) || reader.text(i) == "old" && i > 0 && joins(i - 1)
    };
    (start..head).find(|&i| reader.tokens[i].is_word() && !is_of_age(i)).unwrap_or(head)
}

fn belongs_before(reader: &Reader, before: usize, start: usize) -> bool {
    let token = &reader.tokens[before];
    if !(reader.tokens[start].is_attached() || reader.is_spaced(start)) {
        return false;
    }
    if joins_portfolios(reader, before) {
        return true;
    }
    if token.is_word() {
        return !reader.is_function_word(before)
            && !token.is_any(VERBS)
            && !is_past_verb(reader, before)
            && !is_opener(reader, before);
    }
    let hyphen = token.is_mark('-') && token.is_attached() && reader.tokens[start].is_attached();
    hyphen || is_possessive(reader, before) || token.is_number()
}

/// `Kenya's water and fish minister`: a conjunction that the first of two words behind a possessor stands before.
fn joins_portfolios(reader: &Reader, at: usize) -> bool {
    at >= reader.start + 3
        && matches!(reader.text(at), "and" | "&")
        && is_possessive(reader, at - 2)
        && reader.tokens[at - 1].is_word()
        && reader.role(at - 1).is_none()
}

fn is_possessive(reader: &Reader, at: usize) -> bool {
    reader.get(at).is_some_and(|token| token.kind == TokenKind::Clitic) && reader.text(at).to_ascii_lowercase().ends_with('s')
}

/// `Kenya`, `South Korea` before the possessive at `clitic`.
fn is_country_before(reader: &Reader, clitic: usize) -> bool {
    (1..=LONGEST_COUNTRY).any(|length| clitic >= reader.start + length && reader.is_country(clitic - length, clitic))
}

fn begins_country(reader: &Reader, at: usize) -> bool {
    reader.is_capital(at) && (1..=LONGEST_COUNTRY).any(|length| at + length <= reader.end && reader.is_country(at, at + length))
}

/// Whether the words `start..head` are few and none of them tells that the possessive is a verb (`Quist's now minister`).
fn may_be_possessed(reader: &Reader, start: usize, head: usize) -> bool {
    const NO_MODIFIERS: u64 = WordClass::Verb.bit() | WordClass::Adverb.bit();
    head - start <= MOST_POSSESSED && (start..head).all(|at| !reader.tokens[at].is_any(NO_MODIFIERS))
}

/// Verbs that no description goes over.
const VERBS: u64 = WordClass::Modal.bit() | WordClass::SpeechVerb.bit();

/// `met`, `thought`: a verb in the past that cannot stand before a noun as `called` and `report` can.
fn is_past_verb(reader: &Reader, at: usize) -> bool {
    let Some(verb) = reader.get(at).filter(|token| token.shape == Shape::Lower) else { return false };
    let forms = english().reporting.verbs.get(verb).map_or(0, |verb| verb.forms);
    let reports = forms & form::PAST != 0 && forms & (form::BASE | form::PARTICIPLE) == 0;
    reports
        || matches!(
            reader.text(at),
            "saw" | "met" | "gave" | "took" | "came" | "went" | "held" | "brought" | "kept" | "got" | "made" | "sent"
        )
}

fn is_opener(reader: &Reader, at: usize) -> bool {
    reader.is(at, WordClass::SentenceOpener) && (reader.opens_sentence(at) || reader.tokens[at].shape == Shape::Lower)
}

fn is_sure_modifier(reader: &Reader, at: usize) -> bool {
    let token = &reader.tokens[at];
    !token.is_word()
        || token.is_any(WordClass::RoleModifier.bit() | WordClass::Role.bit() | WordClass::OrganisationHead.bit())
        || (token.is_capitalised() && !token.is_any(WordClass::Weekday.bit() | WordClass::Month.bit()))
}

/// `of the Security Council of Russia`, `to the Middle East`, `of state` behind a role noun.
fn complement_end(reader: &Reader, at: usize) -> usize {
    let mut end = at;
    loop {
        if !matches!(reader.text(end), "of" | "for" | "at" | "to")
            || !reader.is_spaced(end)
            || end + 1 >= reader.end
            || end - at > MOST_TOKENS_BEHIND
        {
            return end;
        }
        let mut begin = end + 1;
        while begin < reader.end && matches!(reader.text(begin), "the" | "a" | "an") {
            begin += 1;
        }
        let next = country_end(reader, begin).unwrap_or_else(|| words_end(reader, begin));
        let next = if matches!(reader.text(end), "of" | "for") { subject_end(reader, begin).max(next) } else { next };
        if next == begin {
            return end;
        }
        end = next;
    }
}

/// Behind the capitalised words and modifiers that begin here.
fn words_end(reader: &Reader, begin: usize) -> usize {
    (begin..reader.end).find(|&i| !reader.is_spaced(i) || !is_complement_word(reader, i)).unwrap_or(reader.end)
}

/// `head of operations`, `professor of marine biology`: what a post is for, in lower case, up to a comma, a verb of saying or the place.
fn subject_end(reader: &Reader, begin: usize) -> usize {
    let of_subject = |i: usize| {
        let token = &reader.tokens[i];
        token.is_word()
            && token.shape == Shape::Lower
            && !reader.is_function_word(i)
            && !token.is_any(VERBS | WordClass::Verb.bit())
    };
    let end =
        (begin..reader.end.min(begin + MOST_SUBJECT_WORDS + 1)).find(|&i| !of_subject(i) || !reader.is_spaced(i)).unwrap_or(begin);
    let is_whole = reader.is_mark(end, ',') || reader.is(end, WordClass::SpeechVerb) || matches!(reader.text(end), "at" | "for");
    if end > begin && end - begin <= MOST_SUBJECT_WORDS && is_whole && reader.role(end - 1).is_none() { end } else { begin }
}

/// `ambassador to the United States Hamid Orlo`: behind a country begins another name.
fn country_end(reader: &Reader, at: usize) -> Option<usize> {
    let capital = reader.is_capital(at) && reader.is(at, WordClass::PlaceName);
    let (length, _) =
        english().places.phrases.longest_at(reader.tokens, at).filter(|(_, place)| capital && !place.countries.is_empty())?;
    let inside_name = reader.is_capital(at + length) && reader.is(at + length, WordClass::OrganisationHead);
    (!inside_name).then_some(at + length)
}

fn is_complement_word(reader: &Reader, at: usize) -> bool {
    let token = &reader.tokens[at];
    if reader.is_capital(at) && person::is_person_at(reader, at) {
        return false;
    }
    let name = reader.is_capital(at) && !token.is_any(WordClass::Weekday.bit() | WordClass::Month.bit());
    name || token.is_any(WordClass::RoleModifier.bit() | WordClass::OrganisationHead.bit()) && !reader.is_function_word(at)
}

/// Where the titles and roles begin that stand directly before a name, and the gender that they tell:
/// `Russian Deputy Foreign Minister`, `former South Carolina Gov.`
pub fn roles_before(reader: &Reader, bare: usize) -> (usize, Gender) {
    let (mut start, mut gender) = (bare, Gender::Unknown);
    let mut last_is_honorific = false;
    while let Some(previous) = last_role_before(reader, start).filter(|_| bare - start < MOST_ROLE_TOKENS) {
        start = previous;
        last_is_honorific = reader.title(start).is_some_and(|title| title.kind == TitleKind::Honorific);
        gender = if gender == Gender::Unknown { gender_of(reader, start) } else { gender };
    }
    if start < bare && !last_is_honorific {
        // Behind `a` and before `biologist` stand any words; before `Sen.` only capitalised ones and known modifiers.
        let phrase = phrase_before(reader, start);
        start = if reader.tokens[start].shape == Shape::Lower { phrase.start } else { phrase.sure_start };
        if phrase.has_article && is_listener(reader, start) {
            return (bare, Gender::Unknown);
        }
    }
    (start, gender)
}

/// `told the judge Quist was ill`: the role in lower case behind the article is whoever listens, and the name begins what is told.
fn is_listener(reader: &Reader, start: usize) -> bool {
    let tells = |at: usize| matches!(reader.text(at), "tell" | "tells" | "telling" | "told");
    start >= reader.start + 2 && reader.text(start - 1) == "the" && tells(start - 2) && reader.tokens[start].shape == Shape::Lower
}

fn gender_of(reader: &Reader, at: usize) -> Gender {
    let title = reader.title(at).map(|title| title.gender);
    title.filter(|&gender| gender != Gender::Unknown).or_else(|| reader.role(at).map(|role| role.gender)).unwrap_or_default()
}

/// The title or role noun that ends right before `at`; over `of State` and the stop of `Gov.`
fn last_role_before(reader: &Reader, at: usize) -> Option<usize> {
    if at <= reader.start || !reader.is_spaced(at) {
        return None;
    }
    let before = at - 1;
    if reader.is_mark(before, '.') {
        return (before > reader.start && reader.title(before - 1).is_some()).then(|| before - 1);
    }
    if reader.title(before).is_some() || reader.is_personal_role(before) {
        return Some(before);
    }
    // `a spokesman for U.S. Sen. Quist`, `the wife of former mayor Ada Quist`: who has an office is whom the other one serves.
    let is_office = match reader.title(at) {
        Some(title) => title.kind == TitleKind::Office,
        None => reader.is_personal_role(at),
    };
    if is_office { None } else { complemented_role(reader, before) }
}

/// `Secretary of State`, `CEO of the Refugee Council`: the role noun whose complement ends at `last`.
fn complemented_role(reader: &Reader, last: usize) -> Option<usize> {
    let mut at = last;
    while at > reader.start && last - at < MOST_TOKENS_BEHIND && reader.is_spaced(at) && is_complement_word(reader, at) {
        at -= 1;
        if reader.text(at) == "the" && at > reader.start {
            at -= 1;
        }
        if matches!(reader.text(at), "of" | "for" | "to" | "at") && at > reader.start && at < last {
            if reader.is_personal_role(at - 1) {
                return Some(at - 1);
            }
            at -= 1;
        }
    }
    None
}
