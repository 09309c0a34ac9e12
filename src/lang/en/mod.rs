//! English: its word lists, and what wires them into one lexicon.
//!
//! A word is one line of data in `words/`. A list is one line in [`WORD_LISTS`]. What stages need to know of a word beyond the lists
//! that it is in (its value, its unit, its country) is built here from the `.tsv` files, once per process.

mod calendar;
mod claims;
mod countries;
mod layout;
mod people;
mod reporting;
mod stops;
mod word_class;
mod word_lists;

use std::sync::OnceLock;

pub use calendar::{CalendarWord, CalendarWords, Direction, TimeUnit};
pub use claims::{ChangeWord, ClaimWords, NumberWord, NumeralPart, SharedCurrency, Unit};
pub use countries::{Context, Flag, Place, PlaceNames, StateForm, StateSet, Surface, countries, country};
pub use layout::{Furniture, LayoutWords, LinePlace, Opens};
pub use people::{Also, FirstName, Institution, InstitutionKind, People, RoleKind, RoleNoun, Title, TitleKind, is_legal_form};
pub use reporting::{Frames, Reporting, VerbForm, form};
pub use stops::{Abbreviation, StartHabit, Stops};
pub use word_class::WordClass;
pub use word_lists::{WORD_LISTS, WORD_TABLES, WordList, WordTable, rows_of, word_files, words_of};

use crate::lexicon::Lexicon;

/// The word lists of English, ready to be asked.
pub struct English {
    pub lexicon: Lexicon,
    pub people: People,
    pub places: PlaceNames,
    pub reporting: Reporting,
    pub stops: Stops,
    pub layout: LayoutWords,
    pub claims: ClaimWords,
    pub calendar: CalendarWords,
}

/// English, built at the first call.
pub fn english() -> &'static English {
    static ENGLISH: OnceLock<English> = OnceLock::new();
    ENGLISH.get_or_init(English::new)
}

impl English {
    fn new() -> English {
        let mut lexicon = Lexicon::new();
        for list in WORD_LISTS {
            for word in words_of(list.text) {
                lexicon.add(word, Some(list.class.into()));
            }
        }
        let people = People::new(&mut lexicon);
        let places = PlaceNames::new(&mut lexicon);
        let reporting = Reporting::new(&mut lexicon);
        let stops = Stops::new(&mut lexicon);
        let layout = LayoutWords::new(&mut lexicon);
        let claims = ClaimWords::new(&mut lexicon);
        let calendar = CalendarWords::new(&mut lexicon);
        English { lexicon, people, places, reporting, stops, layout, claims, calendar }
    }
}
