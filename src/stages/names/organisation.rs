//! Names of organisations: institutions that the lists know, names that end in an organisation's noun, acronyms, descriptions.

use super::reader::Reader;
use crate::annotation::{Gender, Name, NameKind};
use crate::lang::en::{InstitutionKind, WordClass};
use crate::text::Shape;

/// The most tokens of an organisation's name.
const MOST_TOKENS: usize = 14;

/// The organisation whose name begins at `at`.
pub fn organisation_at(reader: &Reader, at: usize) -> Option<Name> {
    if !reader.is_capital(at) || reader.is_capitals() {
        return None;
    }
    let institution = institution(reader, at);
    let chain = named_by_head(reader, at);
    match (institution, chain) {
        (Some(end), Some(longer)) if longer > end => Some((longer, "organisation_head")),
        (Some(end), _) => Some((end, "institution")),
        (None, Some(end)) => Some((end, "organisation_head")),
        (None, None) => acronym(reader, at)
            .map(|end| (end, "acronym"))
            .or_else(|| short_name(reader, at).map(|end| (end, "organisation_again")))
            .or_else(|| partners(reader, at).map(|end| (end, "partners"))),
    }
    .map(|(end, rule)| organisation(reader, (at, end), rule))
}

fn organisation(reader: &Reader, tokens: (usize, usize), rule: &'static str) -> Name {
    reader.make(NameKind::Organisation, tokens, tokens, Gender::Unknown, rule)
}

/// The end of an institution's name: `Kremlin`, `White House`, `BBC`, capitalised as a name is.
pub fn institution(reader: &Reader, at: usize) -> Option<usize> {
    if !reader.is(at, WordClass::Institution) {
        return None;
    }
    let (length, found) = reader.people.institutions.longest_at(reader.tokens, at)?;
    let end = at + length;
    let capitals =
        (at..end).all(|i| reader.tokens[i].is_capitalised() || reader.is_function_word(i) || !reader.tokens[i].is_word());
    let short = length == 1 && reader.text(at).len() <= 4;
    let as_written = if short { reader.tokens[at].shape == Shape::Upper || !reader.is_function_word(at) } else { true };
    // `the Times`, `The Guardian`: one-word titles of newspapers that are also words need their article.
    let article = length > 1
        || found.kind != InstitutionKind::Media
        || reader.tokens[at].shape != Shape::Capitalised
        || has_article(reader, at)
        || !is_everyday(reader, at);
    (capitals && as_written && article && end <= reader.end).then_some(end)
}

fn has_article(reader: &Reader, at: usize) -> bool {
    at > reader.start && reader.text(at - 1).eq_ignore_ascii_case("the")
}

fn is_everyday(reader: &Reader, at: usize) -> bool {
    matches!(reader.text(at), "Times" | "Telegraph" | "Guardian" | "Economist" | "Atlantic" | "Sputnik")
}

/// `Ministry of Defence`, `University of New Hampshire Survey Center`, `Human Rights Council`.
fn named_by_head(reader: &Reader, at: usize) -> Option<usize> {
    if reader.is(at, WordClass::SentenceOpener) && reader.opens_sentence(at) || !reader.is_prose() && reader.role(at).is_some() {
        return None;
    }
    let (mut next, mut end, mut in_complement) = (at, None, false);
    while next < reader.end.min(at + MOST_TOKENS) {
        if !reader.is_capital(next) || is_day(reader, next) || (end.is_some() && reader.title(next).is_some()) {
            break;
        }
        let is_head = reader.is(next, WordClass::OrganisationHead) && (next > at || links(reader, next + 1).is_some());
        next += 1;
        if is_head || in_complement {
            end = Some(next);
        }
        if reader.is_mark(next, '-') && reader.tokens[next].is_attached() && reader.is_capital(next + 1) {
            next += 1;
        } else if let Some(behind) = links(reader, next).filter(|_| end == Some(next) || leads_to_head(reader, next)) {
            in_complement = end == Some(next);
            next = behind;
        } else if !reader.is_spaced(next) {
            break;
        }
    }
    end.filter(|&end| end > at + 1)
}

/// The token behind `of`, `for the`, `&`, `and` where a capitalised word follows.
fn links(reader: &Reader, at: usize) -> Option<usize> {
    let link = reader.text(at);
    if !matches!(link, "of" | "for" | "on" | "&" | "and") || !reader.is_spaced(at) {
        return None;
    }
    let behind = if matches!(link, "of" | "for" | "on") && reader.text(at + 1) == "the" { at + 2 } else { at + 1 };
    let follows = reader.is_capital(behind) && reader.is_spaced(behind) && !is_day(reader, behind);
    // `the Senate and Donald Trump`: `and` joins inside a name only where no person follows.
    let plain =
        link != "and" || (reader.first_name(behind).is_none() && reader.title(behind).is_none() && is_inside_name(reader, behind));
    (follows && plain).then_some(behind)
}

fn is_day(reader: &Reader, at: usize) -> bool {
    reader.is(at, WordClass::Weekday) || reader.is(at, WordClass::Month)
}

/// `Trade and Industry Department`: behind `and` comes a word and then the noun of the organisation.
fn is_inside_name(reader: &Reader, behind: usize) -> bool {
    let capitals = (behind..reader.end.min(behind + 3)).take_while(|&i| reader.is_capital(i));
    capitals.skip(1).any(|i| reader.is(i, WordClass::OrganisationHead))
}

/// Before the organisation's noun is reached only `and` and `&` link: `Health and Safety Executive`.
fn leads_to_head(reader: &Reader, at: usize) -> bool {
    matches!(reader.text(at), "&" | "and")
}

/// `FBI`, `NATO`: three to six capital letters that are no other list's word; with the words in capitals behind it where they open a line and
/// a colon follows (`AEGEAN WEEKLY: And then?`).
fn acronym(reader: &Reader, at: usize) -> Option<usize> {
    let token = reader.get(at)?;
    let text = reader.text(at);
    let known =
        token.is_any(WordClass::Role.bit() | WordClass::Title.bit() | WordClass::FirstName.bit() | WordClass::Surname.bit());
    (reader.is_prose()
        && token.shape == Shape::Upper
        && (3..=6).contains(&text.len())
        && token.key == 0
        && !known
        && !text.contains('.'))
    .then(|| label_end(reader, at).unwrap_or(at + 1))
}

/// The colon behind words in capitals with which a block begins at `at`.
fn label_end(reader: &Reader, at: usize) -> Option<usize> {
    let is_upper = |i: usize| reader.get(i).is_some_and(|token| token.is_word() && token.shape == Shape::Upper);
    let end = (at + 1..reader.end.min(at + MOST_TOKENS)).find(|&i| !(is_upper(i) && reader.is_spaced(i)))?;
    (at == reader.start && reader.is_mark(end, ':')).then_some(end)
}

/// `the Post`, `the Senate`: the noun alone of a name, with its article.
fn short_name(reader: &Reader, at: usize) -> Option<usize> {
    let noun =
        reader.is(at, WordClass::OrganisationHead) && reader.tokens[at].shape == Shape::Capitalised && has_article(reader, at);
    let goes_on = reader.is_spaced(at + 1) && (reader.is_capital(at + 1) || reader.role(at + 1).is_some());
    (noun && reader.is_prose() && !goes_on).then_some(at + 1)
}

/// `Quist & Lund`: a firm by the names of two partners; not the first name of the next person.
fn partners(reader: &Reader, at: usize) -> Option<usize> {
    let is_partner = |i: usize| reader.is_name_word(i) && reader.tokens[i].shape == Shape::Capitalised;
    let second = at + 2;
    let is_pair = is_partner(at) && reader.is_mark(at + 1, '&') && reader.is_spaced(at + 1) && reader.is_spaced(second);
    let ends = is_pair && is_partner(second) && !(reader.is_spaced(second + 1) && reader.is_capital(second + 1));
    (ends && reader.is_prose()).then_some(second + 1)
}
