//! What English names, titles and role nouns tell: the gender of a first name, the number of a noun, the country of an institution.

use super::{WordClass, rows_of};
use crate::annotation::Gender;
use crate::lexicon::{Lexicon, PhraseTable, WordMap};

/// What the lists know of the words that name people and institutions.
pub struct People {
    pub first_names: WordMap<FirstName>,
    pub titles: WordMap<Title>,
    pub roles: WordMap<RoleNoun>,
    pub institutions: PhraseTable<Institution>,
}

/// A first name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstName {
    pub gender: Gender,
    pub also: Also,
}

/// What else a first name is when it is written with a capital letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Also {
    Nothing,
    /// An everyday word: Mark, Grace.
    Word,
    /// A place: Georgia, Jackson.
    Place,
}

/// A word before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    pub gender: Gender,
    pub kind: TitleKind,
}

/// What a title says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleKind {
    /// `Mr`, `Dame`, `Dr`: no role.
    Honorific,
    /// `Lord`, `Baroness`: no role either, but part of the name.
    Peerage,
    Nobility,
    Clergy,
    Rank,
    Office,
}

/// A noun for someone who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleNoun {
    pub is_plural: bool,
    pub gender: Gender,
    pub kind: RoleKind,
}

/// What kind of source a role noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// A post that one named person holds: president, leader.
    Office,
    /// Speaks for an institution under its name: spokeswoman.
    Spokesperson,
    /// Unnamed on purpose where no name stands by: source, official, aide.
    Source,
    /// Speaks as one who knows: analyst, professor.
    Expert,
    /// Anyone: resident, mother, voter.
    Person,
    /// A collective: police, crowd.
    Group,
    /// An institution told by its noun: company, ministry.
    Organisation,
}

/// An institution that the news calls by a bare name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Institution {
    pub kind: InstitutionKind,
    /// The country it speaks for, ISO 3166-1 alpha-2.
    pub country_code: Option<&'static str>,
}

/// What an institution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstitutionKind {
    Government,
    Agency,
    Bloc,
    Party,
    Company,
    Media,
}

impl People {
    /// Reads the lists and puts their words into `lexicon`.
    pub fn new(lexicon: &mut Lexicon) -> People {
        let class = |class: WordClass| Some(class.into());
        People {
            first_names: WordMap::new(lexicon, class(WordClass::FirstName), cells_of("first-names").map(first_name)),
            titles: WordMap::new(lexicon, class(WordClass::Title), cells_of("titles").map(title)),
            roles: WordMap::new(lexicon, class(WordClass::Role), cells_of("roles").map(role)),
            institutions: PhraseTable::new(lexicon, WordClass::Institution.into(), cells_of("institutions").map(institution)),
        }
    }
}

/// The first four cells of each row of a table; cells that it has not are empty.
fn cells_of(table: &str) -> impl Iterator<Item = [&'static str; 4]> {
    rows_of(table).map(|row| std::array::from_fn(|cell| row.get(cell).copied().unwrap_or_default()))
}

fn first_name([name, gender, also, _]: [&'static str; 4]) -> (&'static str, FirstName) {
    let also = match also {
        "place" => Also::Place,
        "word" => Also::Word,
        _ => Also::Nothing,
    };
    (name, FirstName { gender: gender_named(gender), also })
}

fn title([word, gender, kind, _]: [&'static str; 4]) -> (&'static str, Title) {
    let kind = match kind {
        "peerage" => TitleKind::Peerage,
        "nobility" => TitleKind::Nobility,
        "clergy" => TitleKind::Clergy,
        "rank" => TitleKind::Rank,
        "office" => TitleKind::Office,
        _ => TitleKind::Honorific,
    };
    (word, Title { gender: gender_named(gender), kind })
}

fn role([noun, number, gender, class]: [&'static str; 4]) -> (&'static str, RoleNoun) {
    let kind = match class {
        "office" => RoleKind::Office,
        "spokesperson" => RoleKind::Spokesperson,
        "source" => RoleKind::Source,
        "expert" => RoleKind::Expert,
        "group" => RoleKind::Group,
        "organisation" => RoleKind::Organisation,
        _ => RoleKind::Person,
    };
    (noun, RoleNoun { is_plural: number == "many", gender: gender_named(gender), kind })
}

fn institution([name, kind, country, _]: [&'static str; 4]) -> (&'static str, Institution) {
    let kind = match kind {
        "government" => InstitutionKind::Government,
        "agency" => InstitutionKind::Agency,
        "bloc" => InstitutionKind::Bloc,
        "party" => InstitutionKind::Party,
        "media" => InstitutionKind::Media,
        _ => InstitutionKind::Company,
    };
    (name, Institution { kind, country_code: (country != "-").then_some(country) })
}

fn gender_named(name: &str) -> Gender {
    match name {
        "female" => Gender::Female,
        "male" => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Whether a word tells what a firm is by law, as it does at the end of its name. In any case, without a stop.
pub fn is_legal_form(word: &str) -> bool {
    ["ag", "corp", "gmbh", "inc", "llc", "ltd", "nv", "plc", "sa"].iter().any(|form| word.eq_ignore_ascii_case(form))
}
