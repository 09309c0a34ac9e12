//! What the form of a word tells of it, where no list knows the word: plurals, participles, adjectives, adverbs.

use super::reader::Reader;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// Nouns and adjectives that end like adverbs.
const NOUNS_IN_LY: RuleWords = words![
    "family",
    "assembly",
    "supply",
    "reply",
    "italy",
    "ally",
    "monthly",
    "weekly",
    "daily",
    "elderly",
    "friendly",
    "early",
    "fly",
    "bully",
    "rally",
    "anomaly",
    "monopoly",
    "july",
    "likely",
    "unlikely",
    "deadly",
    "costly",
    "lively",
    "lonely",
    "lovely",
    "orderly",
    "timely",
    "hourly",
    "yearly",
    "quarterly",
    "silly",
    "ugly",
    "holy",
    "ghostly",
    "cowardly",
    "scholarly",
    "worldly",
];

/// Function words and adverbs end a phrase. `US` is no pronoun.
pub fn is_stop(r: &Reader, at: usize) -> bool {
    let adverb = r.ends_in(at, &["ly"]) && !r.is_any(at, NOUNS_IN_LY);
    (r.in_list(at, WordClass::ItemStop) && r.text(at) != "US") || r.ends_in(at, &["n't", "n’t"]) || adverb
}

/// A past form or a participle.
pub fn is_verb_form(r: &Reader, at: usize) -> bool {
    let participle = r.text(at).len() > 4 && r.ends_in(at, &["ed", "ing"]) && !r.ends_in(at, &["eed"]);
    r.in_list(at, WordClass::PastVerb) || (participle && !r.is_capitalised(at))
}

/// Nouns and names that end in s and are no plurals.
const SINGULARS_IN_S: RuleWords = words![
    "gas",
    "lens",
    "canvas",
    "atlas",
    "alias",
    "chaos",
    "always",
    "perhaps",
    "christmas",
    "texas",
    "kansas",
    "arkansas",
    "dallas",
    "wales",
    "mercedes",
    "james",
    "charles",
    "thomas",
    "hughes",
    "jones",
    "los",
    "las",
    "des",
];

/// Whether a word has the form of a plural noun.
pub fn looks_plural(r: &Reader, at: usize) -> bool {
    let ends_in_s = r.text(at).len() > 2 && r.ends_in(at, &["s"]) && !r.ends_in(at, &["ss", "us", "is"]);
    let regular = r.is_word(at) && ends_in_s && !r.is_any(at, SINGULARS_IN_S) && !r.in_list(at, WordClass::ItemStop);
    regular || r.in_list(at, WordClass::IrregularPlural)
}

/// Nouns and verbs that end like superlatives.
const NO_SUPERLATIVES: RuleWords = words![
    "interest", "request", "protest", "contest", "forest", "harvest", "conquest", "arrest", "invest", "suggest", "inquest",
    "midwest",
];

/// A word with the ending of a superlative.
pub fn is_superlative(r: &Reader, at: usize) -> bool {
    r.text(at).len() > 5 && r.ends_in(at, &["est"]) && !r.is_any(at, NO_SUPERLATIVES)
}

/// A long word with the ending of an adjective.
pub fn is_adjective(r: &Reader, at: usize) -> bool {
    r.text(at).len() > 5
        && r.ends_in(at, &["al", "ic", "ive", "ous", "ful", "less", "able", "ible", "ary", "ern", "ish", "ese", "est"])
}
