//! Persons who are called like a country, its people or its capital: `Michael Jordan`, `Dawn French`, `Paris Hilton`.

use super::around::{Around, is_hyphen};
use super::hit::Hit;
use crate::annotation::{CountryForm, Name, NameKind};
use crate::lang::en::{Context, Flag, Surface, WordClass};
use crate::text::{Gap, Shape, Token, words};

/// Whether the hit is a part of a person's name.
pub fn is_person(around: &Around, index: usize, surface: &Surface) -> bool {
    let hit = &around.hits[index];
    let is_one_word = hit.end == hit.start + 1;
    let may_be_name = !matches!(surface.form, CountryForm::Abbreviation | CountryForm::Metonym);
    let Some(here) = around.token(hit.start).filter(|here| is_one_word && may_be_name && here.is_word()) else { return false };
    if around.is_listed_with_country(index) || is_half_of_compound(around, hit) {
        return false;
    }
    let is_known_as_name = surface.has(Flag::Homonym) || here.is_any(WordClass::FirstName.bit() | WordClass::Surname.bit());
    let is_lone_demonym = surface.form == CountryForm::Demonym && stands_alone(around, hit);
    let may_be_person = is_known_as_name || is_lone_demonym;
    if surface.form == CountryForm::Name && has_sure_surname_behind(around, hit) {
        return true;
    }
    let (is_in_name, is_behind_name) = (is_in_persons_name(around, hit), has_person_before(around, hit));
    (is_in_name && is_behind_name) || (may_be_person && (is_in_name || is_behind_name || has_surname_behind(around, hit, surface)))
}

/// `China-Russia talks`
fn is_half_of_compound(around: &Around, hit: &Hit) -> bool {
    let is_joined = |index: usize| around.token(index).is_some_and(|token| is_hyphen(token) && token.is_attached());
    is_joined(hit.end) || (hit.start.checked_sub(1).is_some_and(is_joined))
}

/// A demonym without a noun behind it may be a surname: `Dawn French said`, `the Percy French Hotel`.
fn stands_alone(around: &Around, hit: &Hit) -> bool {
    let behind = around.after(hit.end);
    around.has_name_part_behind(hit, Context::Place)
        || behind.is_none_or(|token| !token.is_word() || token.is_any(WordClass::FUNCTION_WORDS | WordClass::SpeechVerb.bit()))
}

/// Whether the names stage took it for a person: in a full name, or alone where a full name of the article holds it.
fn is_in_persons_name(around: &Around, hit: &Hit) -> bool {
    let before = around.people.partition_point(|name| name.tokens.start as usize <= hit.start);
    let close = around.people[..before].iter().rev().take(4);
    let is_known = |name: &Name| name.bare.len() > 1 || matches!(name.rule, "surname_again" | "first_name_again");
    close.filter(|name| name.kind == NameKind::Person && is_known(name)).any(|name| name.bare.covers(hit.start))
}

fn has_person_before(around: &Around, hit: &Hit) -> bool {
    let Some(before) = around.before(hit.start) else { return false };
    let gap = around.token(hit.start).map_or(Gap::Paragraph, |token| token.gap);
    if !matches!(gap, Gap::Space | Gap::Line) {
        return false;
    }
    if before.is_mark('.') {
        return has_initial_or_title_before(around, hit);
    }
    let is_first_name =
        before.is(WordClass::FirstName) && !before.is_any(WordClass::FUNCTION_WORDS) && before.shape == Shape::Capitalised;
    let is_place = around.names.phrases.longest_at(std::slice::from_ref(before), 0).is_some_and(|(_, p)| !p.countries.is_empty());
    (is_first_name && !is_place && before.span.len() > 1) || is_title(around, before)
}

/// `J. Holland`, `Mr. Jordan`.
fn has_initial_or_title_before(around: &Around, hit: &Hit) -> bool {
    let word = hit.start.checked_sub(2).and_then(|index| around.token(index)).filter(|word| word.is_word());
    word.is_some_and(|word| (word.span.len() == 1 && word.is_capitalised()) || is_title(around, word))
}

fn is_title(around: &Around, token: &Token) -> bool {
    token.is_capitalised() && around.context(Some(token)) == Some(Context::Personal)
}

/// `Cuba Gooding`, `ahead of Chad Turner`: behind a place stands no person's name unless a clause begins there (`In Cuba Marlow was known`).
fn has_sure_surname_behind(around: &Around, hit: &Hit) -> bool {
    const PERSONAL: u64 = WordClass::FirstName.bit() | WordClass::Surname.bit() | WordClass::PlaceName.bit();
    const FULL_NAME: u64 = WordClass::FirstName.bit() | WordClass::Surname.bit();
    let Some(here) = around.token(hit.start) else { return false };
    let names = if here.is(WordClass::FirstName) { FULL_NAME } else { WordClass::Surname.bit() };
    let behind = around.after(hit.end).filter(|token| token.gap == Gap::Space && token.shape == Shape::Capitalised);
    let is_surname = behind.is_some_and(|token| token.is_any(names) && token.classes & !PERSONAL == 0);
    is_surname && may_lead_to_person(around, hit) && ends_run(around, hit.end)
}

/// Whether no preposition stands before the name, or one behind which persons stand as well as places.
fn may_lead_to_person(around: &Around, hit: &Hit) -> bool {
    let Some(before) = around.before(hit.start).filter(|before| before.is(WordClass::Preposition)) else { return true };
    let of_persons = words!["after", "against", "by", "for", "like", "of", "than", "to", "with"];
    before.shape == Shape::Lower && of_persons.have(before)
}

/// A first name with a surname behind it: `Chad Kowalski`, `Jordan van Dyk`. A capitalised word that no list of surnames holds is one too, where
/// nothing in the article speaks for the country: `Chad Smith`.
fn has_surname_behind(around: &Around, hit: &Hit, surface: &Surface) -> bool {
    let is_first_name = around.token(hit.start).is_some_and(|token| token.is(WordClass::FirstName));
    let behind = around.after(hit.end).filter(|token| token.gap == Gap::Space && token.shape == Shape::Capitalised);
    let Some(behind) = behind.filter(|_| is_first_name && may_lead_to_person(around, hit)) else { return false };
    if behind.is_any(WordClass::OrganisationHead.bit() | WordClass::FUNCTION_WORDS) {
        return false;
    }
    let code = surface.country.code;
    let is_supported = around.evidence.of_country_elsewhere(code, hit.place) > 0 || around.evidence.neighbours(code) > 0;
    behind.is_any(WordClass::Surname.bit() | WordClass::NameParticle.bit())
        || (surface.has(Flag::Homonym) && !is_supported && ends_run(around, hit.end))
}

/// Whether the capitalised word at `index` is an everyday or unknown word, with no further capital behind it.
fn ends_run(around: &Around, index: usize) -> bool {
    let next = around.hits.partition_point(|other| other.start < index);
    let is_place = around.hits.get(next).is_some_and(|other| other.start == index && !other.place.countries.is_empty());
    let has_meaning = around.context(around.token(index)).is_some();
    !is_place && !has_meaning && !around.after(index + 1).is_some_and(|token| token.is_capitalised() && token.gap == Gap::Space)
}
