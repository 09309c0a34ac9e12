//! The places that an article may name: one pass over the tokens, the longest name at each.

use std::collections::BTreeSet;

use super::own_names::OwnNames;
use crate::lang::en::{Flag, Place, PlaceNames, StateForm, Surface, WordClass};
use crate::text::{Document, Shape, Token};

/// A place name found in the text.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'p> {
    /// First token.
    pub start: usize,
    /// Behind the last token.
    pub end: usize,
    pub place: &'p Place,
    /// Whether the words may name a country as they are written here; otherwise only a state or a town.
    pub may_be_country: bool,
    /// Whether the name is of the researcher's own list, which is not doubted.
    pub is_own: bool,
}

/// Finds all place names, in text order and without overlap. A name of the researcher's own list goes before those that it touches.
pub fn find_hits<'p>(document: &Document, names: &'p PlaceNames, own: Option<&'p OwnNames>) -> Vec<Hit<'p>> {
    let mut hits = known_hits(document, names);
    let own = own.map(|own| own.hits(document)).unwrap_or_default();
    if !own.is_empty() {
        hits.retain(|hit| {
            let next = own.partition_point(|own| own.end <= hit.start);
            own.get(next).is_none_or(|own| own.start >= hit.end)
        });
        hits.extend(own);
        hits.sort_by_key(|hit| hit.start);
    }
    hits
}

fn known_hits<'p>(document: &Document, names: &'p PlaceNames) -> Vec<Hit<'p>> {
    let tokens = &document.tokens;
    let mut hits = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let may_begin = tokens[at].is(WordClass::PlaceName) && tokens[at].is_capitalised();
        let hit = may_begin.then(|| hit_at(tokens, at, names)).flatten();
        at = hit.map_or(at + 1, |hit| hit.end);
        hits.extend(hit);
    }
    hits
}

fn hit_at<'p>(tokens: &[Token], start: usize, names: &'p PlaceNames) -> Option<Hit<'p>> {
    names.phrases.all_at(tokens, start).find_map(|(length, place)| {
        let words = &tokens[start..start + length];
        let is_lookalike = place.countries.is_empty() && place.towns == 0 && place.states == 0;
        if !(is_lookalike || is_written_as_name(words)) || !is_state_written_right(place, tokens, start) {
            return None;
        }
        let may_be_country = place.countries.first().is_some_and(|surface| is_written_as_country(surface, words));
        let is_more = place.towns != 0 || place.states != 0 || place.countries.is_empty();
        (may_be_country || is_more).then_some(Hit { start, end: start + length, place, may_be_country, is_own: false })
    })
}

/// The places whose name stands in lower case somewhere, as an English word of another meaning: `turkey`, `polish`.
pub fn find_words<'p>(document: &Document, names: &'p PlaceNames) -> BTreeSet<*const Place> {
    let tokens = document.tokens.iter().enumerate();
    let lower = tokens.filter(|(_, token)| token.is(WordClass::PlaceName) && token.shape == Shape::Lower);
    let is_word = |place: &&'p Place| place.countries.first().is_some_and(|surface| surface.has(Flag::Word));
    let word_at = |at| names.phrases.all_at(&document.tokens, at).map(|(_, place)| place).find(is_word);
    lower.filter_map(|(at, _)| word_at(at).map(std::ptr::from_ref)).collect()
}

/// All words but short inner ones begin with a capital: `Isle of Man`.
fn is_written_as_name(words: &[Token]) -> bool {
    words.iter().all(|word| !word.is_word() || word.is_capitalised() || word.span.len() <= 3)
}

/// A postal abbreviation is all capitals and stands behind a comma or bracket; otherwise it is the word `in` or `me`.
fn is_state_written_right(place: &Place, tokens: &[Token], start: usize) -> bool {
    let is_only_state = place.countries.is_empty() && place.towns == 0;
    if place.state_form != Some(StateForm::Postal) || !is_only_state {
        return true;
    }
    let behind_mark = start > 0 && (tokens[start - 1].is_mark(',') || tokens[start - 1].is_mark('('));
    tokens[start].shape == Shape::Upper && behind_mark
}

fn is_written_as_country(surface: &Surface, words: &[Token]) -> bool {
    !surface.has(Flag::Caps) || words.iter().all(|word| !word.is_word() || is_all_capitals(word))
}

fn is_all_capitals(word: &Token) -> bool {
    word.shape == Shape::Upper || (word.shape == Shape::Capitalised && word.span.len() == 1)
}
