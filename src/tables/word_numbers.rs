//! Words numbered in the order in which they come first.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Places at which a word is looked for first; a power of two.
const PLACES: usize = 512;

/// Numbers words that come again and again.
pub(super) struct WordNumbers<S> {
    words: Vec<S>,
    /// The number of each word.
    numbers: HashMap<S, u32>,
    /// At the place of a word, the number of the word that was last met there: most often it itself.
    met: Vec<u32>,
}

impl<S: Borrow<str> + Clone + Eq + Hash> WordNumbers<S> {
    /// No word yet.
    pub(super) fn new() -> WordNumbers<S> {
        WordNumbers { words: Vec::new(), numbers: HashMap::new(), met: vec![0; PLACES] }
    }

    /// The number of a word, which `owned` gives to keep where it is new.
    #[inline]
    pub(super) fn number_of(&mut self, word: &str, owned: impl FnOnce() -> S) -> u32 {
        let place = place_of(word.as_bytes());
        let met = self.met[place];
        if self.words.get(met as usize).is_some_and(|other| other.borrow() == word) {
            return met;
        }
        let number = self.numbers.get(word).copied().unwrap_or_else(|| self.add(owned()));
        self.met[place] = number;
        number
    }

    fn add(&mut self, word: S) -> u32 {
        let number = self.words.len() as u32;
        self.words.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    /// All words by their numbers.
    pub(super) fn into_words(self) -> Vec<S> {
        self.words
    }
}

/// A place by the length and three letters of a word.
#[inline]
fn place_of(word: &[u8]) -> usize {
    let letter = |index: usize| usize::from(word.get(index).copied().unwrap_or_default());
    (word.len() + 7 * letter(0) + 31 * letter(word.len() / 2) + 101 * letter(word.len().wrapping_sub(1))) % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_the_number_with_which_it_came() {
        // Many words share a place.
        let words: Vec<String> = (0..2_000).map(|number| format!("a long beginning, then {number:04}")).collect();
        let mut numbers = WordNumbers::new();
        for _ in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(numbers.number_of(word, || word.as_str()), number as u32);
                assert_eq!(numbers.number_of(&words[number / 2], || unreachable!("it is known")), number as u32 / 2);
            }
        }
        assert_eq!(numbers.into_words(), words);
    }
}
