//! Whether a name that stands for several things names its country: points for and against, from the whole article.

use super::around::Around;
use super::evidence::Evidence;
use crate::annotation::CountryForm;
use crate::lang::en::{Flag, Surface};

/// How often the names of one place were told apart by what stands beside them.
#[derive(Debug, Default, Clone, Copy)]
pub struct Senses {
    pub local: u32,
    pub person: u32,
    pub country: u32,
}

/// The rule by which the hit with this index names its country, `None` where it does not or cannot be told.
pub fn decide(around: &Around, index: usize, surface: &Surface, senses: Senses) -> Option<&'static str> {
    let is_doubtful = surface.has(Flag::Homonym) || surface.has(Flag::Weak);
    if !is_doubtful && senses.local == 0 && senses.person == 0 {
        return Some(rule_of(surface.form));
    }
    if surface.country.code == "US" && surface.form == CountryForm::Capital {
        return washington(around, index);
    }
    let evidence = around.evidence;
    let (points, rule) = points_for(around, index, surface);
    let points = points + 4 * senses.country.min(1);
    let states = around.hits[index].place.towns | around.hits[index].place.states;
    let against = evidence.of_states(states).min(8) + 4 * senses.local.min(1) + 6 * senses.person.min(1);
    let needed = against.max(fewest_points(surface, evidence));
    (points >= needed).then_some(rule)
}

/// What a name needs though nothing speaks against it.
fn fewest_points(surface: &Surface, evidence: &Evidence) -> u32 {
    match (surface.has(Flag::Weak), surface.form) {
        (true, CountryForm::Capital | CountryForm::Abbreviation) if evidence.of_country(surface.country.code) == 0 => u32::MAX,
        (true, _) => 4,
        (false, CountryForm::Capital) => 1,
        _ => 0,
    }
}

/// Points for the country, and the rule of the strongest evidence.
fn points_for(around: &Around, index: usize, surface: &Surface) -> (u32, &'static str) {
    let (code, evidence) = (surface.country.code, around.evidence);
    let hit = &around.hits[index];
    let found = [
        (6 * evidence.of_country(code).min(1), "same_country_named"),
        (4 * u32::from(around.is_listed_with_country(index)), "listed_with_country"),
        (4 * u32::from(around.has_government_beside(hit)), "government_beside"),
        ((2 * evidence.neighbours(code)).min(4), "neighbour_named"),
        (evidence.others(code).min(8), "other_countries_named"),
    ];
    let strongest = found.iter().rev().max_by_key(|(points, _)| *points).filter(|(points, _)| *points > 0);
    (found.iter().map(|(points, _)| points).sum(), strongest.map_or("nothing_against", |(_, rule)| rule))
}

/// Washington is a capital, a state, twenty towns and a surname, and the whole article is about its country: only what stands
/// beside it tells.
fn washington(around: &Around, index: usize) -> Option<&'static str> {
    let hit = &around.hits[index];
    if around.is_dateline(hit) {
        Some("dateline")
    } else if around.has_government_verb_behind(hit) {
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
