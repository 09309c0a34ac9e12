//! What the whole article says about where it is: countries that are named beyond doubt, states, towns.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::hit::{Hit, find_words};
use crate::annotation::CountryForm;
use crate::lang::en::{Context, Flag, Place, PlaceNames, StateForm, StateSet};
use crate::text::{Document, Gap};

/// Points for a state that is named, and for a town that only one state has.
const STATE_NAMED: u32 = 6;
const TOWN_OF_ONE_STATE: u32 = 3;

/// Words of sport that an article about a game has.
const FEWEST_SPORT_WORDS: usize = 4;

/// Counts of one article.
pub struct Evidence<'p> {
    names: &'p PlaceNames,
    /// By alpha-2: mentions that no other place could have.
    sure: BTreeMap<&'static str, u32>,
    /// How many of them each name has.
    sure_by_name: BTreeMap<*const Place, u32>,
    /// Names that the article has in lower case, too.
    words: BTreeSet<*const Place>,
    document: &'p Document<'p>,
    /// Words of sport; counted when first asked for.
    sport: OnceCell<usize>,
    /// By state: points.
    states: [u32; 64],
}

impl<'p> Evidence<'p> {
    /// Counts the places of an article.
    pub fn new(document: &'p Document<'p>, hits: &[Hit], names: &'p PlaceNames) -> Evidence<'p> {
        let has_flag = |flag| hits.iter().any(|hit| hit.place.countries.iter().any(|surface| surface.has(flag)));
        let words = if has_flag(Flag::Word) { find_words(document, names) } else { BTreeSet::new() };
        let sport = OnceCell::new();
        let (sure, sure_by_name) = (BTreeMap::new(), BTreeMap::new());
        let mut evidence = Evidence { names, sure, sure_by_name, words, document, sport, states: [0; 64] };
        let mut towns_seen = BTreeSet::new();
        for hit in hits {
            if !begins_other_name(document, hit, names) {
                evidence.count_country(hit);
            }
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
            *self.sure_by_name.entry(hit.place).or_default() += 1;
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
        for index in bits(states) {
            self.states[index] = self.states[index].saturating_add(points);
        }
    }

    /// Mentions of this country by names that nothing else has.
    pub fn of_country(&self, code: &str) -> u32 {
        self.sure.get(code).copied().unwrap_or_default()
    }

    /// The same without the mentions by this name.
    pub fn of_country_elsewhere(&self, code: &str, name: &Place) -> u32 {
        self.of_country(code) - self.sure_by_name.get(&std::ptr::from_ref(name)).copied().unwrap_or_default()
    }

    /// Whether the article has the name in lower case, as a word of another meaning.
    pub fn has_word(&self, name: &Place) -> bool {
        self.words.contains(&std::ptr::from_ref(name))
    }

    /// Whether the article is about a game.
    pub fn is_about_sport(&self) -> bool {
        *self.sport.get_or_init(|| count_sport(self.document, self.names)) >= FEWEST_SPORT_WORDS
    }

    /// Number of neighbours of this country that are named.
    pub fn neighbours(&self, code: &str) -> u32 {
        let neighbours = self.names.neighbours(code);
        self.sure.keys().filter(|other| neighbours.contains(other)).count() as u32
    }

    /// Number of other countries named, without `code`, the United States, and Canada where a town of that name is there.
    pub fn others(&self, code: &str, name: &Place) -> u32 {
        let has_town_in_canada = name.towns & self.names.provinces() != 0;
        let counts = |other: &str| other != code && other != "US" && !(other == "CA" && has_town_in_canada);
        self.sure.keys().filter(|other| counts(other)).count() as u32
    }

    /// The most points that any state has.
    pub fn of_any_state(&self) -> u32 {
        self.of_states(StateSet::MAX)
    }

    /// The most points that one of these states has.
    pub fn of_states(&self, states: StateSet) -> u32 {
        bits(states).map(|index| self.states[index]).max().unwrap_or_default()
    }
}

fn count_sport(document: &Document, names: &PlaceNames) -> usize {
    document.tokens.iter().filter(|token| names.context.get(token) == Some(&Context::Sport)).count()
}

/// Whether the words are the beginning of another name: `Spanish Oaks`, `Cuba Street`.
fn begins_other_name(document: &Document, hit: &Hit, names: &PlaceNames) -> bool {
    let behind = document.tokens.get(hit.end).filter(|token| token.is_capitalised() && token.gap == Gap::Space);
    let is_demonym = hit.place.countries.first().is_some_and(|surface| surface.form == CountryForm::Demonym);
    behind.is_some_and(|token| is_demonym || matches!(names.context.get(token), Some(Context::Street | Context::Place)))
}

/// The numbers of the states in a set.
fn bits(mut states: StateSet) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let index = (states != 0).then_some(states.trailing_zeros() as usize)?;
        states &= states - 1;
        Some(index)
    })
}
