//! The word lists as they are compiled in.

use super::WordClass;

/// A list of words, one a line, in lower case; lines that begin with `#` are comments.
pub struct WordList {
    /// File name without its ending.
    pub name: &'static str,
    pub class: WordClass,
    pub text: &'static str,
}

/// Makes the entry of a list from the name of its file.
macro_rules! word_list {
    ($class:ident, $name:literal) => {
        WordList { name: $name, class: WordClass::$class, text: include_str!(concat!("words/", $name, ".txt")) }
    };
}

/// All word lists. To add one: its file, a class, a line here.
pub const WORD_LISTS: &[WordList] = &[
    word_list!(Determiner, "determiner"),
    word_list!(Preposition, "preposition"),
    word_list!(Conjunction, "conjunction"),
    word_list!(Pronoun, "pronoun"),
    word_list!(Auxiliary, "auxiliary"),
    word_list!(Modal, "modal"),
    word_list!(Negation, "negation"),
    word_list!(Month, "month"),
    word_list!(Weekday, "weekday"),
    word_list!(Stamp, "stamp"),
    word_list!(PhotoAgency, "photo-agency"),
    word_list!(Surname, "surname"),
    word_list!(FamilyNameFirst, "family-name-first"),
    word_list!(PostNominal, "post-nominal"),
    word_list!(NameParticle, "name-particle"),
    word_list!(RoleModifier, "role-modifier"),
    word_list!(OrganisationHead, "organisation-head"),
    word_list!(Document, "document"),
    word_list!(SentenceOpener, "sentence-opener"),
    word_list!(Adverb, "adverb"),
    word_list!(ExclaimedName, "exclaimed-name"),
    word_list!(ItemStop, "item-stop"),
    word_list!(IrregularPlural, "irregular-plural"),
    word_list!(PastVerb, "past-verb"),
    word_list!(NumberLabel, "number-label"),
    word_list!(StreetWord, "street-word"),
    word_list!(CreditLabel, "credit-label"),
    word_list!(Verb, "verb"),
    word_list!(VerbOrNoun, "verb-or-noun"),
];

/// A table of words with what is known of them: tab-separated, with a header line.
pub struct WordTable {
    /// File name without its ending.
    pub name: &'static str,
    pub text: &'static str,
}

/// Makes the entry of a table from the name of its file.
macro_rules! word_table {
    ($name:literal) => {
        WordTable { name: $name, text: include_str!(concat!("words/", $name, ".tsv")) }
    };
}

/// All word tables. To add one: its file, a line here.
pub const WORD_TABLES: &[WordTable] = &[
    word_table!("first-names"),
    word_table!("titles"),
    word_table!("roles"),
    word_table!("institutions"),
    word_table!("countries"),
    word_table!("country-surfaces"),
    word_table!("country-lookalikes"),
    word_table!("country-context"),
    word_table!("us-states"),
    word_table!("us-places"),
    word_table!("reporting-verbs"),
    word_table!("reporting-nouns"),
    word_table!("abbreviations"),
    word_table!("sentence-start"),
    word_table!("furniture"),
    word_table!("change-words"),
    word_table!("clause-ends"),
    word_table!("comparators-after"),
    word_table!("comparators-before"),
    word_table!("currency-lands"),
    word_table!("currency-names"),
    word_table!("currency-names-more"),
    word_table!("currency-symbols"),
    word_table!("currency-symbols-more"),
    word_table!("modality-words"),
    word_table!("number-words"),
    word_table!("unit-names"),
    word_table!("unit-names-more"),
    word_table!("unit-symbols"),
    word_table!("unit-symbols-more"),
    word_table!("vague-quantifiers"),
    word_table!("calendar"),
];

/// The words of a list's text.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of the table with this name, each split at its tabs; without header.
pub fn rows_of(name: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let text = WORD_TABLES.iter().find(|table| table.name == name).map_or("", |table| table.text);
    words_of(text).skip(1).map(|line| line.split('\t').collect())
}

/// Name and text of every word list and table, in the order of the registries.
pub fn word_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lists = WORD_LISTS.iter().map(|list| (list.name, list.text));
    lists.chain(WORD_TABLES.iter().map(|table| (table.name, table.text)))
}
