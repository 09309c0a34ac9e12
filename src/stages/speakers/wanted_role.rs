//! Whether a role told beside a name is the one that a description asks for.

use super::profile;
use crate::annotation::{CountryMention, Name};
use crate::lang::en::WordClass;
use crate::text::{Document, TokenRange, words};

/// What a description like `the former Norwegian minister` asks of a role.
pub struct WantedRole<'a> {
    document: &'a Document<'a>,
    countries: &'a [CountryMention],
    noun: &'a str,
    /// Tokens: the words before the noun but for its country, and the capitalised ones behind it.
    modifiers: Vec<usize>,
    country: Option<&'static str>,
    /// Whether all words before the noun name a place.
    is_of_place: bool,
}

impl<'a> WantedRole<'a> {
    pub fn new(document: &'a Document<'a>, countries: &'a [CountryMention], name: &Name) -> WantedRole<'a> {
        let head = name.bare.start as usize;
        let before = behind_origin(document, name.tokens.start as usize, head)..head;
        let country_of = |start: usize, end: usize| profile::role_country(document, countries, TokenRange::new(start, end));
        let country = country_of(before.start, head);
        let own = before.clone().filter(|&i| document.tokens[i].is_word() && (country.is_none() || country_of(i, i + 1).is_none()));
        let behind = (head + 1..name.tokens.end as usize).filter(|&i| document.tokens[i].is_capitalised());
        WantedRole {
            document,
            countries,
            noun: document.token_text(head),
            modifiers: own.chain(behind).collect(),
            country,
            is_of_place: !before.is_empty()
                && before.clone().filter(|&i| document.tokens[i].is_word()).all(|i| is_place(document, i)),
        }
    }

    /// `the prime minister` is met by `UK Prime Minister`, `the Russian leader` by `Russian President`.
    pub fn is_met_by(&self, role: TokenRange) -> bool {
        let modified =
            || self.modifiers.iter().all(|&i| self.has(role, self.document.token_text(i)) || self.is_one_of(i, &["former", "us"]));
        let same_post = || (self.has_noun(role) && modified()) || self.is_head_of_state(role);
        self.has_same_rank(role) && same_post() && self.has_same_country(role)
    }

    /// As [`WantedRole::is_met_by`], for a description by a place and a role that tells none.
    pub fn is_met_but_for_place(&self, role: TokenRange) -> bool {
        self.is_of_place && self.has_noun(role) && self.has_same_rank(role) && !role.range().any(|i| is_place(self.document, i))
    }

    fn has_noun(&self, role: TokenRange) -> bool {
        if self.noun.eq_ignore_ascii_case("pm") {
            return self.has(role, "prime") && self.has(role, "minister");
        }
        let other_word = |(noun, other): &(&str, &str)| self.noun.eq_ignore_ascii_case(noun) && self.has(role, other);
        self.has(role, self.noun) || SAME_OFFICE.iter().any(other_word)
    }

    /// `leader` with a country and nothing else is the head of its government or state.
    fn is_head_of_state(&self, role: TokenRange) -> bool {
        let asked = self.noun.eq_ignore_ascii_case("leader") && self.country.is_some() && self.modifiers.is_empty();
        let minister = self.has(role, "minister");
        let heads = ["president", "chancellor", "premier", "king", "leader"];
        asked && if minister { self.has(role, "prime") } else { heads.iter().any(|head| self.has(role, head)) }
    }

    fn has_same_rank(&self, role: TokenRange) -> bool {
        let lesser = ["former", "ex", "deputy", "vice"];
        role.range().any(|i| self.is_one_of(i, &lesser)) == self.modifiers.iter().any(|&i| self.is_one_of(i, &lesser))
    }

    fn has_same_country(&self, role: TokenRange) -> bool {
        self.country.is_none() || profile::role_country(self.document, self.countries, role) == self.country
    }

    fn has(&self, role: TokenRange, word: &str) -> bool {
        role.range().any(|i| self.document.token_text(i).eq_ignore_ascii_case(word))
    }

    fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.document.token_text(at).eq_ignore_ascii_case(word))
    }
}

/// `the Norfolk-born singer`: where somebody comes from is no part of what they are, which begins behind it.
fn behind_origin(document: &Document, start: usize, head: usize) -> usize {
    let is_of_origin =
        |&i: &usize| words!["based", "born", "raised"].have(&document.tokens[i]) && document.tokens[i - 1].is_mark('-');
    (start + 1..head).rev().find(is_of_origin).map_or(start, |last| last + 1)
}

fn is_place(document: &Document, at: usize) -> bool {
    document.tokens[at].is(WordClass::PlaceName) && document.tokens[at].is_capitalised()
}

/// Nouns and the short or other words for the same post.
const SAME_OFFICE: &[(&str, &str)] = &[
    ("candidate", "nominee"),
    ("nominee", "candidate"),
    ("congressman", "rep"),
    ("congresswoman", "rep"),
    ("governor", "gov"),
    ("general", "gen"),
    ("lawmaker", "rep"),
    ("lawmaker", "sen"),
    ("premier", "prime"),
    ("professor", "prof"),
    ("representative", "rep"),
    ("senator", "sen"),
];
