//! What the whole article says about where it is: countries that are named beyond doubt, states, towns.

use std::collections::{BTreeMap, BTreeSet};

use super::hit::Hit;
use crate::lang::en::{Flag, PlaceNames, StateForm, StateSet};

/// Points for a state that is named, and for a town that only one state has.
const STATE_NAMED: u32 = 6;
const TOWN_OF_ONE_STATE: u32 = 3;

/// Counts of one article.
pub struct Evidence<'p> {
    names: &'p PlaceNames,
    /// By alpha-2: mentions that no other place could have.
    sure: BTreeMap<&'static str, u32>,
    /// By state: points.
    states: [u32; 64],
}

impl<'p> Evidence<'p> {
    /// Counts the places of an article.
    pub fn new(hits: &[Hit], names: &'p PlaceNames) -> Evidence<'p> {
        let mut evidence = Evidence { names, sure: BTreeMap::new(), states: [0; 64] };
        let mut towns_seen = BTreeSet::new();
        for hit in hits {
            evidence.count_country(hit);
            evidence.count_state(hit);
            if towns_seen.insert(std::ptr::from_ref(hit.place)) {
                evidence.count_town(hit);
            }
        }
        evidence
    }

    fn count_country(&mut self, hit: &Hit) {
        let usual = hit.place.countries.first().filter(|_| hit.may_be_country);
        let unsure = [Flag::Homonym, Flag::Weak, Flag::Name, Flag::Combining];
        let has_rival = hit.place.countries.len() > 1;
        if let Some(surface) = usual.filter(|surface| !has_rival && !unsure.iter().any(|&flag| surface.has(flag))) {
            *self.sure.entry(surface.country.code).or_default() += 1;
        }
    }

    fn count_state(&mut self, hit: &Hit) {
        let is_only_state = hit.place.countries.is_empty() && hit.place.towns == 0;
        if hit.place.states != 0 && (is_only_state || hit.place.state_form != Some(StateForm::Name)) {
            self.add(hit.place.states, STATE_NAMED);
        }
    }

    fn count_town(&mut self, hit: &Hit) {
        let states = hit.place.towns.count_ones();
        if hit.place.countries.is_empty() && hit.place.states == 0 && (1..=TOWN_OF_ONE_STATE).contains(&states) {
            self.add(hit.place.towns, TOWN_OF_ONE_STATE / states);
        }
    }

    fn add(&mut self, states: StateSet, points: u32) {
        for (index, total) in self.states.iter_mut().enumerate() {
            if states & (1 << index) != 0 {
                *total = total.saturating_add(points);
            }
        }
    }

    /// Mentions of this country by names that nothing else has.
    pub fn of_country(&self, code: &str) -> u32 {
        self.sure.get(code).copied().unwrap_or_default()
    }

    /// Number of neighbours of this country that are named.
    pub fn neighbours(&self, code: &str) -> u32 {
        self.sure.keys().filter(|other| self.names.are_neighbours(code, other)).count() as u32
    }

    /// Number of other countries named, without the United States and `code`.
    pub fn others(&self, code: &str) -> u32 {
        self.sure.keys().filter(|other| **other != code && **other != "US").count() as u32
    }

    /// The most points that one of these states has.
    pub fn of_states(&self, states: StateSet) -> u32 {
        let points = self.states.iter().enumerate().filter(|(index, _)| states & (1 << index) != 0);
        points.map(|(_, &points)| points).max().unwrap_or_default()
    }
}
