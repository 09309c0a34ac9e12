//! What stands directly beside a name, where that alone decides what it stands for.

use super::around::{Around, is_hyphen};
use super::hit::Hit;
use super::{person, thing};
use crate::annotation::CountryForm;
use crate::lang::en::{Context, Flag, StateForm, Surface, WordClass};
use crate::text::{Shape, Token};

/// What the words beside a name say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A country, by this rule.
    Country(&'static str),
    /// A town, a state, or a part of one.
    Local,
    /// A person's name.
    Person,
    /// A language, a currency sign, a bird, a pronoun, a thing called after a city.
    Thing,
    /// Nothing.
    Open,
}

/// Reads what stands beside the hit with this index.
pub fn read(around: &Around, index: usize, surface: &Surface) -> Beside {
    let hit = &around.hits[index];
    if surface.has(Flag::Combining) {
        return if is_joined_to_country(around, index) { Beside::Country("combining_form") } else { Beside::Thing };
    }
    if surface.has(Flag::Name) {
        return if is_one_of_a_people(around, hit) { Beside::Country("people_noun") } else { Beside::Person };
    }
    if thing::is_thing(around, index, surface) {
        Beside::Thing
    } else if is_local(around, index, surface) {
        Beside::Local
    } else if person::is_person(around, index, surface) {
        Beside::Person
    } else {
        beside_comma(around, index, surface)
    }
}

/// `Anglo-French`: a hyphen and a country behind, but not `Anglo-Saxon`.
fn is_joined_to_country(around: &Around, index: usize) -> bool {
    let hit = &around.hits[index];
    let has_hyphen = around.token(hit.end).is_some_and(|token| token.is_attached() && is_hyphen(token));
    let next = around.hits.get(index + 1).filter(|next| next.start == hit.end + 1 && next.may_be_country);
    has_hyphen && next.is_some_and(|next| around.token(next.start).is_some_and(Token::is_attached))
}

/// `a Dane`, `the young Pole`: an article before, with at most one adjective between, and no name behind.
fn is_one_of_a_people(around: &Around, hit: &Hit) -> bool {
    let is_article = |token: Option<&Token>| token.is_some_and(|token| token.is(WordClass::Determiner));
    let Some(before) = around.before(hit.start) else { return false };
    let is_adjective = before.shape == Shape::Lower && !before.is_any(WordClass::FUNCTION_WORDS);
    let has_article = is_article(Some(before)) || (is_adjective && is_article(around.before(hit.start - 1)));
    has_article && !around.after(hit.end).is_some_and(Token::is_capitalised)
}

fn is_local(around: &Around, index: usize, surface: &Surface) -> bool {
    let hit = &around.hits[index];
    if is_town_of_state(around, index, surface) || around.has_name_part_behind(hit, Context::Street) {
        return true;
    }
    if surface.has(Flag::Team) && is_team_of_town(around, index) {
        return true;
    }
    let may_be_town = hit.place.towns != 0 || surface.has(Flag::Homonym);
    if surface.form == CountryForm::Demonym || surface.form == CountryForm::Abbreviation || !may_be_town {
        return surface.form == CountryForm::Demonym && around.has_name_part_behind(hit, Context::Place);
    }
    // Reports are headed by the name of a city, not of a country.
    let is_headed = surface.form == CountryForm::Name && surface.has(Flag::Homonym) && around.is_dateline(hit);
    is_headed
        || around.has_name_part_close_behind(hit, Context::Place)
        || around.has_name_part_before(hit, Context::Region)
        || (hit.place.states != 0 && around.has_name_part_before(hit, Context::Compass))
}

/// `the Cleveland Indians`: a town before.
fn is_team_of_town(around: &Around, index: usize) -> bool {
    let hit = &around.hits[index];
    let before = index.checked_sub(1).map(|index| &around.hits[index]).filter(|before| before.end == hit.start);
    before.is_some_and(|before| before.place.towns != 0 && before.place.countries.is_empty())
}

/// `Paris, Texas`, `Lebanon, Pa.`, `Cuba (N.Y.)`.
fn is_town_of_state(around: &Around, index: usize, surface: &Surface) -> bool {
    let may_be_town = matches!(surface.form, CountryForm::Name | CountryForm::Capital);
    around.hit_behind_mark(index).filter(|next| may_be_town && next.place.states != 0).is_some_and(|next| {
        let is_abbreviated = next.place.state_form != Some(StateForm::Name);
        is_abbreviated || around.hits[index].place.towns & next.place.states != 0
    })
}

/// `Victoria, Australia`, `Kingston, Jamaica`, `Atlanta, Georgia`, `Tbilisi, Georgia`.
fn beside_comma(around: &Around, index: usize, surface: &Surface) -> Beside {
    match surface.form {
        CountryForm::Capital => capital_before_country(around, index, surface),
        CountryForm::Name if around.hits[index].place.states != 0 => state_behind_town(around, index, surface),
        _ => Beside::Open,
    }
}

fn capital_before_country(around: &Around, index: usize, surface: &Surface) -> Beside {
    let next = around.hit_behind_mark(index).filter(|next| next.may_be_country);
    let Some(next) = next.and_then(|next| next.place.countries.first()) else { return Beside::Open };
    if next.country.code == surface.country.code {
        Beside::Country("capital_of_country")
    } else if surface.has(Flag::Weak) && next.form == CountryForm::Name {
        Beside::Local
    } else {
        Beside::Open
    }
}

fn state_behind_town(around: &Around, index: usize, surface: &Surface) -> Beside {
    let hit = &around.hits[index];
    let Some(comma) = around.before(hit.start).filter(|token| token.is_mark(',')) else { return Beside::Open };
    let is_its_capital = |other: &Surface| other.form == CountryForm::Capital && other.country.code == surface.country.code;
    match around.hit_before_comma(index) {
        Some(town) if town.place.countries.iter().any(is_its_capital) => Beside::Country("capital_of_country"),
        Some(town) if town.place.towns & hit.place.states != 0 => Beside::Local,
        Some(other) if !other.place.countries.is_empty() || other.place.states != 0 => Beside::Open,
        _ => {
            let town = around.before(hit.start - 1).filter(|_| comma.is_attached());
            let is_town = town.is_some_and(|token| token.is_capitalised() && !token.is(WordClass::Month));
            if is_town { Beside::Local } else { Beside::Open }
        }
    }
}
