//! Word lists made into one table that is asked once per token.
//!
//! A word has a number and a bit for each list it is in. Things known of some words only (the value of a number word, the
//! country of a name) stand beside it in a [`WordMap`] or, for phrases of several words, a [`PhraseTable`], both of which are
//! asked by number and not by string.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::text::{Class, Token, TokenKind, Vocabulary, WordEntry, WordKey, tokenize};

/// Words longer than this, in bytes, are in no list and are not looked up.
const LONGEST_WORD: usize = 48;

/// All words of all lists of a language, in lower case, with the bits of their lists.
pub struct Lexicon {
    /// Open addressing over a power of two, less than half full.
    slots: Vec<Slot>,
    /// By word number less one.
    words: Vec<Word>,
    letters: String,
}

/// A place in the table. Most words of a text are in no list, and are told from a word that hashes near by the tag alone.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The upper half of the word's hash.
    tag: u32,
    /// The word's number; 0 for an empty slot.
    number: u32,
}

struct Word {
    /// Tells short words from each other without a look at their letters.
    key: WordKey,
    classes: u64,
    start: u32,
    end: u32,
}

impl Lexicon {
    /// A lexicon without a word.
    pub fn new() -> Lexicon {
        Lexicon { slots: vec![Slot::default(); 1024], words: Vec::new(), letters: String::new() }
    }

    /// Puts `word` (any case) into a list and gives its number. A word that stands in several lists keeps one number.
    pub fn add(&mut self, word: &str, class: Option<Class>) -> u32 {
        let mut buffer = [0; LONGEST_WORD];
        let Some(folded) = folded(word, &mut buffer) else { return 0 };
        let number = match self.find(folded) {
            0 => self.insert(folded),
            number => number,
        };
        self.words[number as usize - 1].classes |= class.map_or(0, Class::bit);
        number
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The number of a word, 0 where it is in no list.
    pub fn number_of(&self, word: &str) -> u32 {
        self.look_up(word).word
    }

    /// The word with this number, in lower case.
    pub fn word(&self, number: u32) -> &str {
        let word = number.checked_sub(1).and_then(|index| self.words.get(index as usize));
        word.map_or("", |word| self.letters_of(word))
    }

    /// The bits of the lists that hold the word with this number.
    pub fn classes(&self, number: u32) -> u64 {
        self.entry(number).classes
    }

    fn letters_of(&self, word: &Word) -> &str {
        &self.letters[word.start as usize..word.end as usize]
    }

    fn insert(&mut self, folded: &str) -> u32 {
        let start = self.letters.len() as u32;
        self.letters.push_str(folded);
        let key = WordKey::of(folded.as_bytes());
        self.words.push(Word { key, classes: 0, start, end: self.letters.len() as u32 });
        if self.words.len() * 2 > self.slots.len() {
            self.slots = vec![Slot::default(); self.slots.len() * 2];
            (1..=self.words.len()).for_each(|number| self.place(number as u32));
        } else {
            self.place(self.words.len() as u32);
        }
        self.words.len() as u32
    }

    fn place(&mut self, number: u32) {
        let hash = self.words[number as usize - 1].key.hash();
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].number != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = Slot { tag: (hash >> 32) as u32, number };
    }

    /// The number of the first word with this key that `is_it`, 0 where there is none.
    #[inline]
    fn find_by_key(&self, key: WordKey, is_it: impl Fn(&Word) -> bool) -> u32 {
        let (hash, mask) = (key.hash(), self.slots.len() - 1);
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return 0;
            }
            let word = &self.words[slot.number as usize - 1];
            if slot.tag == (hash >> 32) as u32 && word.key == key && is_it(word) {
                return slot.number;
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a word in lower case.
    fn find(&self, folded: &str) -> u32 {
        self.find_by_key(WordKey::of(folded.as_bytes()), |word| self.letters_of(word) == folded)
    }

    #[inline]
    fn entry(&self, number: u32) -> WordEntry {
        let word = number.checked_sub(1).and_then(|index| self.words.get(index as usize));
        word.map_or(WordEntry::default(), |word| WordEntry { word: number, classes: word.classes })
    }
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon::new()
    }
}

impl Vocabulary for Lexicon {
    fn look_up(&self, word: &str) -> WordEntry {
        let mut buffer = [0; LONGEST_WORD];
        folded(word, &mut buffer).map_or(WordEntry::default(), |folded| self.entry(self.find(folded)))
    }

    #[inline]
    fn look_up_short(&self, key: WordKey) -> WordEntry {
        self.entry(self.find_by_key(key, |_| true))
    }
}

/// A word in lower case with straight apostrophes: what lists are keyed by. `None` where that is longer than any word of a list.
fn folded<'b>(word: &str, buffer: &'b mut [u8; LONGEST_WORD]) -> Option<&'b str> {
    if word.is_ascii() {
        let folded = buffer.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).ok();
    }
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }) {
        length += c.encode_utf8(buffer.get_mut(length..length + c.len_utf8())?).len();
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

/// A value for some words, asked by word number.
pub struct WordMap<T> {
    /// The bit that all its words have; 0 where it has none of its own.
    class: u64,
    /// By word number: index into `values` plus one, 0 for none.
    index: Vec<u32>,
    values: Vec<T>,
}

impl<T> WordMap<T> {
    /// A map from words to values; every word is put into the lexicon. The later of two values for a word wins.
    pub fn new<'a>(lexicon: &mut Lexicon, class: Option<Class>, pairs: impl IntoIterator<Item = (&'a str, T)>) -> WordMap<T> {
        let (numbers, values): (Vec<u32>, Vec<T>) =
            pairs.into_iter().map(|(word, value)| (lexicon.add(word, class), value)).unzip();
        // Made at its full length: there are many maps, and a lexicon has many words.
        let mut index = vec![0; numbers.iter().max().map_or(0, |&last| last as usize + 1)];
        (1..).zip(numbers).for_each(|(place, number)| index[number as usize] = place);
        WordMap { class: class.map_or(0, Class::bit), index, values }
    }

    /// The value of the token's word.
    pub fn get(&self, token: &Token) -> Option<&T> {
        // One test of a bit tells most words apart; the table is asked for the others alone.
        let is_other = self.class != 0 && !token.is_any(self.class);
        if is_other || !matches!(token.kind, TokenKind::Word | TokenKind::Clitic) || token.key == 0 {
            return None;
        }
        let index = *self.index.get(token.key as usize)?;
        self.values.get((index as usize).checked_sub(1)?)
    }
}

/// Values for phrases of one or more tokens, the longest of which is found at a given token.
///
/// Words are compared by number, so in any case; marks by character; white space and line breaks between tokens don't matter,
/// but a phrase never runs over an empty line.
pub struct PhraseTable<T> {
    /// By number of the first word: the phrases that begin with it, the longest first.
    first: WordMap<Box<[Phrase<T>]>>,
}

struct Phrase<T> {
    /// The keys of the tokens behind the first.
    rest: Box<[PhraseKey]>,
    value: T,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PhraseKey {
    kind: TokenKind,
    key: u32,
}

impl<T> PhraseTable<T> {
    /// A table of phrases. All words are put into the lexicon, the first of each phrase with the bit of `class`, so that one test of a
    /// bit tells where a phrase can begin. Phrases whose first token is no word, or that hold a number, are left out.
    pub fn new<'a>(lexicon: &mut Lexicon, class: Class, phrases: impl IntoIterator<Item = (&'a str, T)>) -> PhraseTable<T> {
        let mut by_first: BTreeMap<String, Vec<Phrase<T>>> = BTreeMap::new();
        for (text, value) in phrases {
            let tokens = tokenize(text, &NoWords);
            let Some((first, rest)) = tokens.split_first().filter(|(first, _)| first.is_word()) else { continue };
            let rest = rest.iter().map(|token| phrase_key(lexicon, token, text)).collect();
            let beginning = by_first.entry(first.span.of(text).to_lowercase()).or_insert_with(|| Vec::with_capacity(1));
            beginning.push(Phrase { rest, value });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| Reverse(phrase.rest.len()));
        }
        let (words, phrases): (Vec<String>, Vec<_>) = by_first.into_iter().unzip();
        let pairs = words.iter().map(String::as_str).zip(phrases.into_iter().map(Vec::into_boxed_slice));
        PhraseTable { first: WordMap::new(lexicon, Some(class), pairs) }
    }

    /// The longest phrase that begins at token `start`, as its number of tokens and its value.
    pub fn longest_at<'s>(&'s self, tokens: &'s [Token], start: usize) -> Option<(usize, &'s T)> {
        self.all_at(tokens, start).next()
    }

    /// All phrases that begin at token `start`, the longest first.
    pub fn all_at<'s, 't>(&'s self, tokens: &'t [Token], start: usize) -> impl Iterator<Item = (usize, &'s T)> + use<'s, 't, T> {
        let (first, following) = tokens.get(start..).and_then(<[Token]>::split_first).unzip();
        let phrases = first.and_then(|token| self.first.get(token)).map_or(&[][..], AsRef::as_ref);
        let following = following.unwrap_or_default();
        phrases
            .iter()
            .filter(move |phrase| matches_here(&phrase.rest, following))
            .map(|phrase| (phrase.rest.len() + 1, &phrase.value))
    }
}

fn matches_here(rest: &[PhraseKey], following: &[Token]) -> bool {
    rest.len() <= following.len()
        && rest
            .iter()
            .zip(following)
            .all(|(wanted, token)| wanted.kind == token.kind && wanted.key == token.key && token.gap != crate::text::Gap::Paragraph)
}

fn phrase_key(lexicon: &mut Lexicon, token: &Token, text: &str) -> PhraseKey {
    let key = match token.kind {
        TokenKind::Word | TokenKind::Clitic => lexicon.add(token.span.of(text), None),
        TokenKind::Mark => token.key,
        // A number that differs from every token's key: such a phrase is never found.
        TokenKind::Number | TokenKind::Dots => u32::MAX,
    };
    PhraseKey { kind: token.kind, key }
}

/// The vocabulary of no language.
struct NoWords;

impl Vocabulary for NoWords {
    fn look_up(&self, _word: &str) -> WordEntry {
        WordEntry::default()
    }

    fn look_up_short(&self, _key: WordKey) -> WordEntry {
        WordEntry::default()
    }
}
