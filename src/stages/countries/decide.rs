//! Whether a name that stands for several things names its country: points for and against, from the whole article.

use super::around::Around;
use crate::annotation::CountryForm;
use crate::lang::en::{Flag, Place, Surface};

/// How often the names of one place were told apart by what stands beside them.
#[derive(Debug, Default, Clone, Copy)]
pub struct Senses {
    pub local: u32,
    pub person: u32,
    pub country: u32,
}

/// The rule by which the hit with this index names its country, `None` where it does not or cannot be told.
pub fn decide(around: &Around, index: usize, surface: &Surface, senses: Senses) -> Option<&'static str> {
    let place = around.hits[index].place;
    let is_word = surface.has(Flag::Word) && around.evidence.has_word(place);
    let is_team = (surface.has(Flag::Team) || may_be_home_team(around, place, surface)) && around.evidence.is_about_sport();
    let is_doubtful = surface.has(Flag::Homonym) || surface.has(Flag::Weak) || is_word || is_team;
    if !is_doubtful && senses.local == 0 && senses.person == 0 {
        return Some(rule_of(surface.form));
    }
    if surface.country.code == "US" && surface.form == CountryForm::Capital {
        return washington(around, index);
    }
    let (points, rule) = points_for(around, index, surface);
    let points = points + 4 * senses.country.min(1);
    let is_near_state = place.states != 0 && around.is_near_state(index);
    let against = points_against(around, place, senses) + 6 * u32::from(is_near_state) + 4 * u32::from(is_word || is_team);
    (points >= against.max(fewest_points(around, index, surface))).then_some(rule)
}

/// Whether the name is a town's of a state that the article is about, and no other country is named: `the Poland Bulldogs`.
fn may_be_home_team(around: &Around, place: &Place, surface: &Surface) -> bool {
    let evidence = around.evidence;
    surface.form == CountryForm::Name && evidence.of_states(place.towns) >= 2 && evidence.others(surface.country.code, place) == 0
}

/// What a name needs though nothing speaks against it.
fn fewest_points(around: &Around, index: usize, surface: &Surface) -> u32 {
    let place = around.hits[index].place;
    let is_named_elsewhere = around.evidence.of_country_elsewhere(surface.country.code, place) > 0;
    match (surface.has(Flag::Weak), surface.form) {
        (true, CountryForm::Capital) if around.speaks_for_government(&around.hits[index], surface) => 4,
        (true, CountryForm::Capital | CountryForm::Abbreviation) if !is_named_elsewhere => u32::MAX,
        (true, _) => 4,
        (false, CountryForm::Capital) => 2,
        _ => 0,
    }
}

/// Points for the country, and the rule of the strongest evidence.
fn points_for(around: &Around, index: usize, surface: &Surface) -> (u32, &'static str) {
    let (code, evidence) = (surface.country.code, around.evidence);
    let hit = &around.hits[index];
    // What the world's countries do is in the news of every state: other countries don't tell that Georgia is one of them.
    let others = if hit.place.states == 0 { evidence.others(code, hit.place).min(8) } else { 0 };
    let found = [
        (6 * evidence.of_country_elsewhere(code, hit.place).min(1), "same_country_named"),
        (4 * u32::from(around.is_listed_with_country(index)), "listed_with_country"),
        (4 * u32::from(around.has_government_beside(hit)), "government_beside"),
        (4 * u32::from(surface.form == CountryForm::Capital && around.speaks_for_government(hit, surface)), "government_verb"),
        ((4 * evidence.neighbours(code)).min(6), "neighbour_named"),
        (others, "other_countries_named"),
    ];
    let strongest = found.iter().rev().max_by_key(|(points, _)| *points).filter(|(points, _)| *points > 0);
    (found.iter().map(|(points, _)| points).sum(), strongest.map_or("nothing_against", |(_, rule)| rule))
}

/// Points for the town, the state or the person of that name.
fn points_against(around: &Around, place: &Place, senses: Senses) -> u32 {
    let own = around.evidence.of_states(place.towns | place.states).min(8);
    let any = if place.states == 0 { 0 } else { around.evidence.of_any_state().min(6) };
    own.max(any) + 4 * senses.local.min(1) + 6 * senses.person.min(1)
}

/// Washington is a capital, a state, twenty towns and a surname, and the whole article is about its country: only what stands
/// beside it tells.
fn washington(around: &Around, index: usize) -> Option<&'static str> {
    let hit = &around.hits[index];
    if around.is_dateline(hit) {
        Some("dateline")
    } else if around.has_government_verb_behind(hit) || around.has_government_perfect_behind(hit) {
        Some("government_verb")
    } else {
        around.is_listed_with_country(index).then_some("listed_with_country")
    }
}

fn rule_of(form: CountryForm) -> &'static str {
    match form {
        CountryForm::Name => "country_name",
        CountryForm::Abbreviation => "country_abbreviation",
        CountryForm::Demonym => "demonym",
        CountryForm::Capital => "capital",
        CountryForm::Metonym => "metonym",
    }
}
