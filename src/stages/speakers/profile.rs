//! What the article tells of a speaker: role, affiliation, country.

use super::cast::clean;
use crate::annotation::{CountryForm, CountryMention, Gender, Name, NameKind};
use crate::lang::en::{Also, RoleKind, TitleKind, WordClass, english};
use crate::text::{Document, Gap, Shape, TokenKind, TokenRange, words};

/// The role descriptions beside a person's name: the titles and roles in its span, appositions before and behind it.
pub fn roles_beside(document: &Document, names: &[Name], index: usize) -> Vec<TokenRange> {
    let name = &names[index];
    let mut roles = Vec::new();
    if name.tokens.start < name.bare.start {
        roles.extend(without_honorifics(document, TokenRange::new(name.tokens.start as usize, name.bare.start as usize)));
    }
    // `Tom Ray MP`
    let letters = name.bare.end as usize..name.tokens.end as usize;
    roles.extend(letters.clone().find(|&at| is_personal_noun(document, at)).map(|at| TokenRange::new(at, at + 1)));
    if let Some(next) = names.get(index + 1).filter(|next| is_role_of_one(document, next))
        && is_apposition(document, name.tokens.end as usize, next.tokens.start as usize)
    {
        roles.push(next.tokens);
    }
    if let Some(before) = index.checked_sub(1).map(|i| &names[i]).filter(|before| is_role_of_one(document, before)) {
        let end = before.tokens.end as usize;
        // `the jury's chair, the architect Ada Lund, …`
        let start =
            if document.tokens.get(end + 1).is_some_and(|token| token.is(WordClass::Determiner)) { end + 2 } else { end + 1 };
        if document.tokens[end..].first().is_some_and(|token| token.is_mark(','))
            && start == name.tokens.start as usize
            && has_article(document, before)
        {
            roles.push(before.tokens);
        }
    }
    roles
}

/// The organisation that stands beside a person's name as theirs: `Labour's Ada Lund`, `Ada Lund of the Harbour Institute`.
pub fn organisation_beside(document: &Document, names: &[Name], index: usize) -> Option<TokenRange> {
    let name = &names[index];
    let is_named = |other: &&Name| other.kind == NameKind::Organisation && other.rule != "organisation_description";
    let owner = index.checked_sub(1).map(|before| &names[before]).filter(is_named);
    let is_owner = |owner: &&Name| owner.tokens.end + 1 == name.tokens.start && is_possessive(document, owner.tokens.end as usize);
    let behind = || names.get(index + 1).filter(is_named).filter(|next| leads_to(document, name.tokens.end as usize, next));
    owner.filter(is_owner).or_else(behind).map(|organisation| organisation.tokens)
}

/// Whether `of`, `at` or `from` and at most an article stand between `end` and the organisation: `Ada Lund, of the Harbour Institute`. What a
/// comma and `at` lead to is a place.
fn leads_to(document: &Document, end: usize, organisation: &Name) -> bool {
    let is_added = document.tokens.get(end).is_some_and(|token| token.is_mark(',')) && document.token_text(end + 1) != "at";
    let end = if is_added { end + 1 } else { end };
    let between = document.tokens.get(end + 1..organisation.tokens.start as usize);
    matches!(document.token_text(end), "of" | "at" | "from")
        && between.is_some_and(|between| between.len() <= 1 && between.iter().all(|token| token.is(WordClass::Determiner)))
}

fn is_role_of_one(document: &Document, name: &Name) -> bool {
    let role = english().people.roles.get(&document.tokens[name.bare.start as usize]);
    name.kind == NameKind::Role && role.is_some_and(|role| !role.is_plural && role.kind != RoleKind::Group)
}

/// Whether a comma and at most an article part a name from the role behind it, or an age between commas: `Ada Lund, 34, a teacher`.
fn is_apposition(document: &Document, end: usize, start: usize) -> bool {
    let between = document.tokens.get(end..start).unwrap_or_default();
    let behind_age = match between {
        [comma, age, rest @ ..] if comma.is_mark(',') && age.is_number() => rest,
        _ => between,
    };
    let Some((comma, between)) = behind_age.split_first() else { return false };
    comma.is_mark(',') && between.len() <= 1 && between.iter().all(|token| token.is(WordClass::Determiner))
}

fn has_article(document: &Document, name: &Name) -> bool {
    let before = (name.tokens.start as usize).checked_sub(1);
    // `the then mayor`
    let before = before.map(|at| if document.token_text(at) == "then" { at.saturating_sub(1) } else { at });
    before.is_some_and(|at| document.tokens[at].is(WordClass::Determiner) || is_possessive(document, at))
        || document.tokens[name.tokens.start as usize].is_capitalised()
        || name.tokens.range().any(|i| is_possessive(document, i))
}

/// A role without `Mr`, `Sir` and `Dr` behind it; `None` where nothing is left.
fn without_honorifics(document: &Document, range: TokenRange) -> Option<TokenRange> {
    let mut end = range.end as usize;
    while end > range.start as usize {
        let token = &document.tokens[end - 1];
        let title = english().people.titles.get(token).filter(|_| token.is_capitalised());
        if title.is_some_and(|title| title.kind == TitleKind::Honorific)
            || token.is_mark('.') && end >= 2 && is_honorific(document, end - 2)
        {
            end -= 1;
        } else {
            break;
        }
    }
    (end > range.start as usize).then(|| TokenRange::new(range.start as usize, end))
}

fn is_honorific(document: &Document, at: usize) -> bool {
    let title = english().people.titles.get(&document.tokens[at]);
    title.is_some_and(|title| matches!(title.kind, TitleKind::Honorific | TitleKind::Peerage))
}

/// A role as the tables give it: without the country in front of it and without a possessor.
pub fn role_text(document: &Document, countries: &[CountryMention], role: TokenRange) -> Option<String> {
    let mut start = role.start as usize;
    if let Some(possessive) = role.range().rev().find(|&i| is_possessive(document, i)) {
        start = possessive + 1;
    }
    while start < role.end as usize
        && country_at(document, countries, start).is_some_and(|country| starts_role(document, country, start, role))
    {
        start += 1;
    }
    let text = clean(document.slice(document.span_of(TokenRange::new(start, role.end as usize))));
    (!text.is_empty()).then_some(text)
}

fn is_possessive(document: &Document, at: usize) -> bool {
    matches!(document.token_text(at), "'s" | "’s" | "'" | "’")
}

/// `Russian President`, `UK Prime Minister` lose their country; `Ukraine envoy` keeps it, for it says what the envoy is for.
fn starts_role(document: &Document, country: &CountryMention, at: usize, role: TokenRange) -> bool {
    let told = match country.form {
        CountryForm::Demonym | CountryForm::Abbreviation => true,
        CountryForm::Name => !is_mission(document, role),
        CountryForm::Capital | CountryForm::Metonym => false,
    };
    told && !country.in_name && at + 1 < role.end as usize
}

/// Whether the role is that of one sent to a country.
fn is_mission(document: &Document, role: TokenRange) -> bool {
    role.range().any(|i| {
        matches!(document.token_text(i).to_ascii_lowercase().as_str(), "envoy" | "ambassador" | "correspondent" | "expert")
    })
}

fn country_at<'c>(document: &Document, countries: &'c [CountryMention], at: usize) -> Option<&'c CountryMention> {
    let span = document.tokens.get(at)?.span;
    let next = countries.partition_point(|country| country.span.end <= span.start);
    countries.get(next).filter(|country| country.span.overlaps(span))
}

/// The country that a role speaks of as the speaker's own.
pub fn role_country(document: &Document, countries: &[CountryMention], role: TokenRange) -> Option<&'static str> {
    let head = role.range().find(|&i| {
        document.tokens[i].is(WordClass::Role) && !document.tokens.get(i + 1).is_some_and(|next| next.is(WordClass::Role))
    });
    let mission = is_mission(document, role);
    role.range()
        .filter_map(|i| country_at(document, countries, i).map(|country| (i, country)))
        .find(|(i, country)| {
            let before = head.is_none_or(|head| *i < head);
            // `Togo's envoy` is sent by Togo, a `Togo envoy` to it.
            let sends = country.form != CountryForm::Name || is_possessive(document, i + 1);
            if mission { before && sends } else { true }
        })
        .map(|(_, country)| country.country.code)
        .or_else(|| institution_country(document, role))
}

/// The country of an institution named in these words.
pub fn institution_country(document: &Document, range: TokenRange) -> Option<&'static str> {
    let tokens = &document.tokens[..range.end as usize];
    // `Trinamool Congress`: the end of a longer name is another institution.
    let ends_other_name = |i: usize| {
        i > range.start as usize
            && tokens[i - 1].shape == Shape::Capitalised
            && tokens[i - 1].key == 0
            && tokens[i].gap == Gap::Space
    };
    range.range().find_map(|i| {
        let starts = tokens[i].is(WordClass::Institution) && tokens[i].is_capitalised() && !ends_other_name(i);
        english().people.institutions.longest_at(tokens, i).filter(|_| starts).and_then(|(_, institution)| institution.country_code)
    })
}

/// The gender that a first name alone tells, which is no everyday word.
pub fn first_name_gender(document: &Document, name: TokenRange) -> Gender {
    let first = english().people.first_names.get(&document.tokens[name.start as usize]);
    first.filter(|first| name.len() == 1 && first.also == Also::Nothing).map_or(Gender::Unknown, |first| first.gender)
}

/// The country whose possessive stands before these tokens: `Iran's Revolutionary Guards`.
pub fn possessor_country(document: &Document, countries: &[CountryMention], start: usize) -> Option<&'static str> {
    let clitic = start.checked_sub(1).filter(|&at| document.tokens[at].kind == TokenKind::Clitic)?;
    country_at(document, countries, clitic.checked_sub(1)?).map(|country| country.country.code)
}

/// Whom the role serves: `Security Council of Russia`, `White House`, `Okafor campaign`; whatever the article knows as an organisation by its
/// name in lower case.
pub fn affiliation(document: &Document, role: TokenRange, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let noun = role.range().find(|&i| is_personal_noun(document, i))?;
    // `chief strategist at Tavvico`
    let last = (noun..role.end as usize).take_while(|&i| is_personal_noun(document, i)).last()?;
    complement(document, TokenRange::new(last + 1, role.end as usize), is_known)
        .or_else(|| serving(document, TokenRange::new(role.start as usize, noun)))
        .map(|range| clean(document.slice(document.span_of(range))))
}

fn is_personal_noun(document: &Document, at: usize) -> bool {
    let role = english().people.roles.get(&document.tokens[at]);
    role.is_some_and(|role| !role.is_plural && !matches!(role.kind, RoleKind::Organisation | RoleKind::Group))
}

/// The organisation behind `of`, `at`, `for`. Behind `at` every name is one that is no place's.
fn complement(document: &Document, behind: TokenRange, is_known: impl Fn(&str) -> bool) -> Option<TokenRange> {
    let link = behind.range().next().filter(|&i| matches!(document.token_text(i), "of" | "at" | "for"))?;
    let start = (link + 1..behind.end as usize).find(|&i| !document.tokens[i].is(WordClass::Determiner))?;
    let range = TokenRange::new(start, behind.end as usize);
    let is_workplace = document.token_text(link) == "at" && !document.tokens[start].is(WordClass::PlaceName);
    let is_named = || is_known(&clean(document.slice(document.span_of(range))).to_lowercase());
    let is_organisation = is_workplace || organisation_end(document, range).is_some() || is_named();
    (document.tokens[start].is_capitalised() && is_organisation).then_some(range)
}

/// The organisation before the noun of the role.
fn serving(document: &Document, before: TokenRange) -> Option<TokenRange> {
    let first = document.tokens.get(before.start as usize).filter(|token| !before.is_empty() && token.is_capitalised())?;
    let end = organisation_end(document, before)?;
    let goes_on = matches!(document.token_text(end), "of" | "for");
    // `Council leader`: a noun alone names no council; `Togolese Energy Minister`: what a minister is for is no organisation.
    let start = before.start as usize;
    let is_institution = || english().people.institutions.longest_at(&document.tokens[..before.end as usize], start).is_some();
    let is_noun_alone = end == start + 1 && first.shape != Shape::Upper && !is_institution();
    let is_portfolio = end == before.end as usize && words!["minister", "secretary"].have(document.tokens.get(end)?);
    (!is_noun_alone && !is_portfolio)
        .then(|| TokenRange::new(before.start as usize, if goes_on { before.end as usize } else { end }))
}

/// Where the words name an organisation: behind its noun, behind an institution of the list, behind an acronym.
fn organisation_end(document: &Document, range: TokenRange) -> Option<usize> {
    let tokens = &document.tokens[..range.end as usize];
    let start = range.start as usize;
    if let Some((length, _)) = tokens.get(start).and_then(|_| english().people.institutions.longest_at(tokens, start)) {
        return Some(start + length);
    }
    let noun = range.range().rev().find(|&i| tokens[i].is(WordClass::OrganisationHead));
    let acronym = range.range().find(|&i| tokens[i].shape == Shape::Upper && tokens[i].key == 0);
    noun.or(acronym).map(|last| last + 1)
}
