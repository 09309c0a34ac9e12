//! What English knows of words around a stop: abbreviations, and the words that begin sentences.

use super::{WordClass, rows_of};
use crate::lexicon::{Lexicon, WordMap};

/// How an abbreviation behaves at the end of a sentence. Each class is a value in `words/abbreviations.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// `Mr.`, `Gen.`, `St.`: stands before a name, so it ends nothing.
    Title,
    /// `Jr.`, `Ph.D.`: stands behind a name.
    Suffix,
    /// `Inc.`, `Corp.`: the last word of a company's name.
    Company,
    /// `Bros.`, `Dept.`: in an organisation's name, which mostly goes on.
    Organisation,
    /// `U.S.`, `F.B.I.`: a name in itself that may go on (`U.S. Army`).
    Acronym,
    /// `N.Y.`, `D.C.`: the state behind a place, or the beginning of a name.
    StateLetters,
    /// `J.C.`: letters with stops that no list knows, mostly of a person's name. No class of the table.
    Initials,
    /// `a.m.`, `p.m.`
    Clock,
    /// `Jan.`, `Tues.`: a date may follow.
    Calendar,
    /// `Calif.`, `Pa.`: the state behind a place.
    State,
    /// `Ave.`, `Blvd.`: the last word of an address.
    Street,
    /// `lbs.`, `min.`: behind a number.
    Unit,
    /// `No.`, `p.`, `vol.`: before a number, and an ordinary word elsewhere.
    Reference,
    /// `e.g.`, `vs.`: in the middle of a clause by its meaning.
    Inner,
    /// `etc.`, `et al.`: at the end of a list, so often at the end of the sentence.
    Closing,
}

impl Abbreviation {
    fn named(name: &str) -> Option<Abbreviation> {
        Some(match name {
            "title" => Abbreviation::Title,
            "suffix" => Abbreviation::Suffix,
            "company" => Abbreviation::Company,
            "organisation" => Abbreviation::Organisation,
            "acronym" => Abbreviation::Acronym,
            "state_letters" => Abbreviation::StateLetters,
            "clock" => Abbreviation::Clock,
            "month" => Abbreviation::Calendar,
            "state" => Abbreviation::State,
            "street" => Abbreviation::Street,
            "unit" => Abbreviation::Unit,
            "reference" => Abbreviation::Reference,
            "inner" => Abbreviation::Inner,
            "closing" => Abbreviation::Closing,
            _ => return None,
        })
    }
}

/// What a capital letter on a word says, by how often the word has one inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StartHabit {
    /// A name, or too rare to tell: the capital may be the word's own.
    Unknown,
    /// Mostly in lower case: the capital is likely the sentence's.
    Likely,
    /// All but always in lower case, and often at the start: the capital is the sentence's.
    Sure,
}

impl StartHabit {
    /// From counts of the word at the start of sentences, with a capital inside them, and in lower case inside them.
    ///
    /// A word at the start says as much as four in lower case, since there are that many fewer places for it.
    fn from_counts(at_start: u32, capital: u32, lower: u32) -> StartHabit {
        let ordinary = 4 * at_start + lower;
        match ordinary {
            5.. if ordinary >= 10 * capital && at_start >= 3 && lower >= 3 => StartHabit::Sure,
            5.. if ordinary >= 3 * capital => StartHabit::Likely,
            _ => StartHabit::Unknown,
        }
    }
}

/// The words around a stop, asked by token.
pub struct Stops {
    pub abbreviations: WordMap<Abbreviation>,
    pub start_habits: WordMap<StartHabit>,
}

impl Stops {
    pub(super) fn new(lexicon: &mut Lexicon) -> Stops {
        let abbreviations = rows_of("abbreviations").filter_map(|row| match row[..] {
            [word, class] => Some((word, Abbreviation::named(class)?)),
            _ => None,
        });
        let abbreviations = WordMap::new(lexicon, Some(WordClass::Abbreviation.into()), abbreviations);
        let habits = rows_of("sentence-start").filter_map(|row| match row[..] {
            [word, at_start, capital, lower] => {
                let count = |cell: &str| cell.parse().unwrap_or(0);
                Some((word, StartHabit::from_counts(count(at_start), count(capital), count(lower))))
            }
            _ => None,
        });
        // `I` has a capital wherever it stands; no name goes on with it, nor with a number of many.
        let always = ["i", "i'm", "i've", "dozens", "hundreds", "thousands", "millions", "billions"];
        let habits = habits.chain(always.map(|word| (word, StartHabit::Sure)));
        let start_habits = WordMap::new(lexicon, None, habits);
        Stops { abbreviations, start_habits }
    }
}
