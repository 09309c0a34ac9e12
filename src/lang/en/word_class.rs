//! The names of the word lists' bits.

use crate::text::Class;

/// A word list of English. The discriminant is its bit in a token's classes, so there is room for 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum WordClass {
    // Grammar, used by all stages.
    Determiner,
    Preposition,
    Conjunction,
    Pronoun,
    Auxiliary,
    Modal,
    Negation,
    // Calendar.
    Month,
    Weekday,
    // Layout: first words of page furniture, words of time stamps and of picture credits.
    Furniture,
    Stamp,
    PhotoAgency,
    // Dates: words that stand in an expression for a date.
    Calendar,
    // Names and speakers: of persons and organisations, and nouns for those who speak.
    FirstName,
    Surname,
    FamilyNameFirst,
    PostNominal,
    NameParticle,
    Title,
    Role,
    RoleModifier,
    OrganisationHead,
    Institution,
    Document,
    SentenceOpener,
    SpeechVerb,
    // Countries: where the name of a country, state or town, or a look-alike, can begin.
    PlaceName,
    // Quotations.
    /// A form of a verb that reports.
    ReportingVerb,
    /// A noun for what somebody says.
    ReportingNoun,
    /// An adverb without -ly that stands between subject and verb.
    Adverb,
    /// A form of a verb that is seldom anything else.
    Verb,
    /// A form of a verb that is as well a noun or adjective.
    VerbOrNoun,
    // Sentences.
    Abbreviation,
    ExclaimedName,
    CreditLabel,
    // Claims. Phrase tables: the first words of their phrases.
    NumberWord,
    UnitName,
    ComparatorBefore,
    ComparatorAfter,
    VagueQuantifier,
    ChangeWord,
    ModalityWord,
    ItemStop,
    IrregularPlural,
    PastVerb,
    NumberLabel,
    StreetWord,
}

impl From<WordClass> for Class {
    fn from(class: WordClass) -> Class {
        Class(class as u8)
    }
}

impl WordClass {
    /// The bits of the words of grammar, which stand in every text and are no part of a name.
    pub const FUNCTION_WORDS: u64 = WordClass::Determiner.bit()
        | WordClass::Preposition.bit()
        | WordClass::Conjunction.bit()
        | WordClass::Pronoun.bit()
        | WordClass::Auxiliary.bit()
        | WordClass::Modal.bit()
        | WordClass::Negation.bit();

    /// The bit of this class, for masks of several: `WordClass::Modal.bit() | WordClass::Auxiliary.bit()`.
    pub const fn bit(self) -> u64 {
        1 << (self as u8)
    }
}
