//! A word as two numbers, by which it is looked up, read from the text eight bytes at a time.

use super::Span;

/// The first sixteen bytes of a word in lower case. What lies beyond its end is 0, so short words differ where their keys do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordKey {
    first: u64,
    second: u64,
}

impl WordKey {
    /// How many bytes of a word are in its key.
    pub const LENGTH: usize = 16;

    /// The key of a word that is in lower case already.
    pub fn of(folded: &[u8]) -> WordKey {
        WordKey { first: eight_bytes(folded, 0), second: eight_bytes(folded, 8) }
    }

    /// The key of a word of a rule, in lower case and no longer than [`WordKey::LENGTH`]: two such words differ where their keys do.
    pub const fn of_rule(word: &str) -> WordKey {
        let bytes = word.as_bytes();
        assert!(bytes.len() <= WordKey::LENGTH, "a word of a rule is longer than its key");
        let (mut key, mut index) = (WordKey { first: 0, second: 0 }, 0);
        while index < bytes.len() {
            assert!(!bytes[index].is_ascii_uppercase(), "a word of a rule is in lower case");
            match index {
                0..8 => key.first |= (bytes[index] as u64) << (8 * index),
                _ => key.second |= (bytes[index] as u64) << (8 * (index - 8)),
            }
            index += 1;
        }
        key
    }

    /// The key of the word of a text at `span`, its ASCII letters taken as small; `None` where it is longer than a word of a rule can be.
    #[inline]
    pub fn at(text: &str, span: Span) -> Option<WordKey> {
        let (text, start, length) = (text.as_bytes(), span.start as usize, span.len() as usize);
        let first = in_lower_case(eight_bytes(text, start) & first_bytes(length.min(8)));
        match length {
            0..=8 => Some(WordKey { first, second: 0 }),
            9..=WordKey::LENGTH => {
                let second = in_lower_case(eight_bytes(text, start + 8) & first_bytes(length - 8));
                Some(WordKey { first, second })
            }
            _ => None,
        }
    }

    /// Fixed, so that tables are the same on every machine.
    #[inline]
    pub fn hash(self) -> u64 {
        let mixed =
            (self.first ^ self.second.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// Words that a rule compares with, made when the program is built by `words!`.
#[derive(Debug, Clone, Copy)]
pub struct RuleWords {
    /// A bit for each length in bytes, and one for each first letter: most words of a text differ in one or the other.
    lengths: u32,
    initials: u32,
    keys: &'static [WordKey],
}

impl RuleWords {
    /// The words with these keys.
    pub const fn new(words: &[&str], keys: &'static [WordKey]) -> RuleWords {
        let (mut lengths, mut initials, mut index) = (0, 0, 0);
        while index < words.len() {
            lengths |= 1 << words[index].len();
            initials |= initial(words[index].as_bytes()[0]);
            index += 1;
        }
        RuleWords { lengths, initials, keys }
    }

    /// Whether the word of `text` at `span` is one of them, its ASCII letters in any case.
    #[inline]
    pub fn have(&self, text: &str, span: Span) -> bool {
        let length_fits = span.len() <= WordKey::LENGTH as u32 && self.lengths & 1 << span.len() != 0;
        let first = text.as_bytes().get(span.start as usize).copied().unwrap_or_default();
        length_fits && self.initials & initial(first) != 0 && WordKey::at(text, span).is_some_and(|key| self.keys.contains(&key))
    }
}

/// The bit of a first letter, the same for both cases.
const fn initial(byte: u8) -> u32 {
    1 << (byte & 0x1f)
}

macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        const { $crate::text::RuleWords::new(&[$($word),+], const { &[$($crate::text::WordKey::of_rule($word)),+] }) }
    };
}
pub(crate) use words;

/// The ASCII letters that stand together at a place of a text, up to [`WordKey::LENGTH`] of them.
pub(super) struct Letters {
    pub key: WordKey,
    pub length: usize,
    /// How many of them are capitals.
    pub capitals: u32,
    pub begins_with_capital: bool,
}

impl Letters {
    #[inline]
    pub(super) fn at(text: &[u8], position: usize) -> Letters {
        let (first, length, capitals) = leading_letters(eight_bytes(text, position));
        let begins_with_capital = capitals & 0x80 != 0;
        if length < 8 {
            let key = WordKey { first, second: 0 };
            return Letters { key, length, capitals: capitals.count_ones(), begins_with_capital };
        }
        let (second, more, more_capitals) = leading_letters(eight_bytes(text, position + 8));
        let capitals = capitals.count_ones() + more_capitals.count_ones();
        Letters { key: WordKey { first, second }, length: 8 + more, capitals, begins_with_capital }
    }
}

/// Eight bytes of a text from `position` on, the first one lowest; 0 behind its end.
#[inline]
fn eight_bytes(text: &[u8], position: usize) -> u64 {
    let rest = text.get(position..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte)),
    }
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * EACH;
/// The bit that tells `a` from `A`.
const CASE_BITS: u64 = 0x20 * EACH;

/// The letters that eight bytes begin with: in lower case, their number, and the high bit of each byte that is a capital.
///
/// Works on all bytes at once. No sum overflows into the next byte, since the low seven bits of each are added to less than 128.
#[inline]
fn leading_letters(bytes: u64) -> (u64, usize, u64) {
    let low = (bytes | CASE_BITS) & !HIGH_BITS;
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let behind_z = low + (0x7f - u64::from(b'z')) * EACH;
    let letters = from_a & !behind_z & !bytes & HIGH_BITS;
    let length = (!letters & HIGH_BITS).trailing_zeros() / 8;
    let kept = first_bytes(length as usize);
    let capitals = letters & !(bytes << 2);
    ((bytes | CASE_BITS) & kept, length as usize, capitals & kept)
}

/// A mask of the first `length` bytes of eight.
#[inline]
fn first_bytes(length: usize) -> u64 {
    u64::MAX.checked_shr(64 - 8 * length as u32).unwrap_or(0)
}

/// Eight bytes with the ASCII letters among them in lower case, all at once as in [`leading_letters`].
#[inline]
fn in_lower_case(bytes: u64) -> u64 {
    let low = bytes & !HIGH_BITS;
    let from_a = low + (0x80 - u64::from(b'A')) * EACH;
    let behind_z = low + (0x7f - u64::from(b'Z')) * EACH;
    bytes | (from_a & !behind_z & !bytes & HIGH_BITS) >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_that_counting_finds() {
        for text in [
            "",
            "a",
            "Ode",
            "NATO's",
            "Brightwater, by",
            "internationally",
            "INTERNATIONALITIES",
            "é",
            "a@b[c`d{e",
            "zZaA9",
            "\u{7f}",
        ] {
            for position in 0..text.len() {
                let letters = Letters::at(text.as_bytes(), position);
                let run: Vec<u8> =
                    text.as_bytes()[position..].iter().copied().take_while(u8::is_ascii_alphabetic).take(16).collect();
                assert_eq!(letters.length, run.len(), "{text:?} at {position}");
                assert_eq!(letters.key, WordKey::of(&run.to_ascii_lowercase()));
                assert_eq!(letters.capitals as usize, run.iter().filter(|byte| byte.is_ascii_uppercase()).count());
                assert_eq!(letters.begins_with_capital, run.first().is_some_and(u8::is_ascii_uppercase));
            }
        }
    }

    #[test]
    fn a_word_of_a_text_has_the_key_of_the_rules_word() {
        let text = "The CO-OPERATION of o’clock, a[Z]{ and Internationalists";
        for word in ["the", "co-operation", "o’clock", "a[z]{", "and"] {
            let start = text.to_ascii_lowercase().find(word).expect("the text has it") as u32;
            let span = Span::new(start, start + word.len() as u32);
            assert_eq!(WordKey::at(text, span), Some(WordKey::of_rule(word)), "{word}");
        }
        let long = text.len() as u32;
        assert_eq!(WordKey::at(text, Span::new(long - 17, long)), None);
    }
}
