//! The names of places that the countries stage looks for: countries, states and provinces, towns, and look-alikes.
//!
//! All of them stand in one phrase table, so that the longest name wins whatever it is a name of: `New Mexico` is not Mexico, `New
//! London` is a town of Connecticut, `Papua New Guinea` is not Guinea.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::{WordClass, rows_of};
use crate::annotation::{Country, CountryForm};
use crate::lexicon::{Lexicon, PhraseTable, WordMap};

/// A set of states and provinces: one bit for each, in the order of their codes.
pub type StateSet = u64;

/// What a phrase may name. A phrase that names nothing here is a look-alike: it only hides the shorter names in it.
#[derive(Debug, Default)]
pub struct Place {
    /// Countries of that name, the usual one first.
    pub countries: Vec<Surface>,
    /// The state or province of that name or abbreviation.
    pub states: StateSet,
    /// How the phrase writes that state.
    pub state_form: Option<StateForm>,
    /// States that have a town of that name.
    pub towns: StateSet,
}

/// How a state is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateForm {
    Name,
    /// `Ga.`
    Abbreviation,
    /// `GA`
    Postal,
}

/// One way to name a country.
#[derive(Debug)]
pub struct Surface {
    pub country: &'static Country,
    pub form: CountryForm,
    pub constituent: Option<&'static str>,
    flags: u8,
}

/// What else must hold for a surface to name its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Flag {
    /// All its letters are capitals.
    Caps = 1,
    /// Also a town, a state or a given name: evidence against it decides.
    Homonym = 2,
    /// Needs evidence for it.
    Weak = 4,
    /// Also a personal name: needs an article before it.
    Name = 8,
    /// Only before a hyphen.
    Combining = 16,
    /// The other country of that name: needs evidence.
    Second = 32,
    /// An English word in lower case: an article that has the word needs evidence.
    Word = 64,
    /// Also what teams are called: in an article about a game it needs evidence.
    Team = 128,
}

impl Surface {
    /// A name that is nothing but this country's.
    pub fn plain(country: &'static Country, form: CountryForm) -> Surface {
        Surface { country, form, constituent: None, flags: 0 }
    }

    /// Whether the surface has this flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u8 != 0
    }
}

/// What a word beside a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Makes a local place of any name before it: `Street`.
    Street,
    /// Makes a local place of the name before it, where a town has that name: `Mall`.
    Place,
    /// Makes a part of the state behind it: `Northeast`.
    Compass,
    /// Makes a local place of the name behind it, where a town has that name: `Fort`.
    Region,
    /// A title before a surname: `Officer`.
    Personal,
    /// Beside the name of a language: `speak`.
    Language,
    /// Behind Turkey the bird: `sandwich`.
    Food,
    /// What a state has and a town has not: `ambassador`.
    Government,
    /// Behind the Indian of America: `tribes`.
    Tribe,
    /// What a government does: `accuses`.
    Verb,
    /// A thing that is called after a city: `Pact`.
    Named,
    /// The article is about a game: `halftime`.
    Sport,
    /// Makes a company's name of the name behind it: `Air`.
    Company,
}

/// The place names of English news, ready to be asked.
pub struct PlaceNames {
    pub phrases: PhraseTable<Place>,
    pub context: WordMap<Context>,
    /// By alpha-2 code: countries with a common border.
    neighbours: BTreeMap<&'static str, Vec<&'static str>>,
    provinces: StateSet,
}

impl PlaceNames {
    /// Builds the tables; the first word of every phrase gets the bit of [`WordClass::PlaceName`].
    pub fn new(lexicon: &mut Lexicon) -> PlaceNames {
        let mut places: BTreeMap<&str, Place> = BTreeMap::new();
        add_surfaces(&mut places);
        let states = add_states(&mut places);
        add_towns(&mut places, &states);
        let provinces = states.iter().filter(|(code, _)| code.starts_with("CA-")).fold(0, |set, (_, bit)| set | bit);
        for row in rows_of("country-lookalikes") {
            places.insert(row[0], Place::default());
        }
        let neighbours = rows_of("countries").map(|row| (row[0], row[6].split(',').collect())).collect();
        let phrases = PhraseTable::new(lexicon, WordClass::PlaceName.into(), places);
        let context = WordMap::new(lexicon, None, rows_of("country-context").filter_map(|row| Some((row[0], context_of(row[1])?))));
        PlaceNames { phrases, context, neighbours, provinces }
    }

    /// The provinces of Canada.
    pub fn provinces(&self) -> StateSet {
        self.provinces
    }

    /// The codes of the countries that have a common border with this one.
    pub fn neighbours(&self, code: &str) -> &[&'static str] {
        self.neighbours.get(code).map_or(&[], Vec::as_slice)
    }
}

/// All countries and historic states, by code.
pub fn countries() -> &'static [Country] {
    static TABLE: OnceLock<Vec<Country>> = OnceLock::new();
    TABLE.get_or_init(|| rows_of("countries").map(|row| country_of(&row)).collect())
}

/// The country with this code.
pub fn country(code: &str) -> Option<&'static Country> {
    let table = countries();
    table.binary_search_by_key(&code, |country| country.code).ok().map(|index| &table[index])
}

fn country_of(row: &[&'static str]) -> Country {
    Country {
        code: row[0],
        code3: row[1],
        name: row[2],
        region: Some(row[3]),
        subregion: Some(row[4]),
        is_historic: row[5] == "historic",
    }
}

fn add_surfaces(places: &mut BTreeMap<&'static str, Place>) {
    for row in rows_of("country-surfaces") {
        let Some((country, form)) = country(row[1]).zip(form_of(row[2])) else { continue };
        let flags = row[3].split(',').fold(0, |flags, name| flags | flag_of(name));
        let constituent = (row[4] != "-").then_some(row[4]);
        let surface = Surface { country, form, constituent, flags };
        let at = if surface.has(Flag::Second) { usize::MAX } else { 0 };
        let listed = &mut places.entry(row[0]).or_default().countries;
        listed.insert(at.min(listed.len()), surface);
    }
}

/// Adds states and provinces; gives the bit of each code.
fn add_states(places: &mut BTreeMap<&'static str, Place>) -> BTreeMap<&'static str, StateSet> {
    let mut bits: BTreeMap<&str, StateSet> = rows_of("us-states").map(|row| (row[1], 0)).collect();
    for (index, bit) in bits.values_mut().enumerate() {
        *bit = 1 << index;
    }
    for row in rows_of("us-states") {
        let form = match row[2] {
            "abbreviation" => StateForm::Abbreviation,
            "postal" => StateForm::Postal,
            _ => StateForm::Name,
        };
        let place = places.entry(row[0]).or_default();
        place.states |= bits[row[1]];
        place.state_form = Some(form);
    }
    bits
}

fn add_towns(places: &mut BTreeMap<&'static str, Place>, states: &BTreeMap<&str, StateSet>) {
    // So many codes are looked up that it shows in the time that a run needs to begin.
    let states: HashMap<&str, StateSet> = states.iter().map(|(code, bit)| (*code, *bit)).collect();
    for row in rows_of("us-places") {
        let towns = row[1].split(',').filter_map(|code| states.get(code)).fold(0, |set, bit| set | bit);
        places.entry(row[0]).or_default().towns |= towns;
    }
}

fn flag_of(name: &str) -> u8 {
    let flag = match name {
        "caps" => Flag::Caps,
        "homonym" => Flag::Homonym,
        "weak" => Flag::Weak,
        "name" => Flag::Name,
        "combining" => Flag::Combining,
        "second" => Flag::Second,
        "word" => Flag::Word,
        "team" => Flag::Team,
        _ => return 0,
    };
    flag as u8
}

fn form_of(name: &str) -> Option<CountryForm> {
    CountryForm::ALL.iter().copied().find(|form| form.name() == name)
}

fn context_of(name: &str) -> Option<Context> {
    Some(match name {
        "street" => Context::Street,
        "place" => Context::Place,
        "compass" => Context::Compass,
        "region" => Context::Region,
        "personal" => Context::Personal,
        "language" => Context::Language,
        "food" => Context::Food,
        "government" => Context::Government,
        "tribe" => Context::Tribe,
        "verb" => Context::Verb,
        "named" => Context::Named,
        "sport" => Context::Sport,
        "company" => Context::Company,
        _ => return None,
    })
}
