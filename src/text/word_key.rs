//! A word as two numbers, by which it is looked up, read from the text eight bytes at a time.

use super::{Span, Token};

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

    /// The key of a word of a rule: in lower case, with straight apostrophes, and no longer than [`WordKey::LENGTH`].
    const fn of_rule(word: &str) -> WordKey {
        let bytes = word.as_bytes();
        assert!(bytes.len() <= WordKey::LENGTH, "a word of a rule is longer than its key");
        let (mut key, mut index) = (WordKey { first: 0, second: 0 }, 0);
        while index < bytes.len() {
            assert!(!bytes[index].is_ascii_uppercase(), "a word of a rule is in lower case");
            assert!(bytes[index] != 0xe2 || bytes[index + 2] != 0x99, "a word of a rule has a straight apostrophe");
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

    /// The key of one character that is no letter; of both apostrophes the same.
    #[inline]
    pub fn of_mark(mark: char) -> WordKey {
        let mut bytes = [0; 8];
        if mark == '’' { '\'' } else { mark }.encode_utf8(&mut bytes);
        WordKey { first: u64::from_le_bytes(bytes), second: 0 }
    }

    /// Fixed, so that tables are the same on every machine.
    #[inline]
    pub const fn hash(self) -> u64 {
        let mixed =
            (self.first ^ self.second.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// Words that a rule compares with, made when the program is built by `words!`. Each stands for all its spellings.
#[derive(Debug, Clone, Copy)]
pub struct RuleWords {
    /// A bit for some bits of each hash: most words of a text are told from all of them by one look.
    bits: [u64; 4],
    hashes: &'static [u64],
}

impl RuleWords {
    /// The words with these hashes.
    pub const fn new(hashes: &'static [u64]) -> RuleWords {
        let (mut bits, mut index) = ([0; 4], 0);
        while index < hashes.len() {
            bits[(hashes[index] >> 62) as usize] |= 1 << (hashes[index] >> 56 & 63);
            index += 1;
        }
        RuleWords { bits, hashes }
    }

    /// The hash that tokens of a word of a rule have.
    pub const fn hash_of(word: &str) -> u64 {
        WordKey::of_rule(word).hash()
    }

    /// Whether the token is one of them, in any case and with either apostrophe.
    #[inline]
    pub fn have(&self, token: &Token) -> bool {
        self.bits[(token.hash >> 62) as usize] >> (token.hash >> 56 & 63) & 1 != 0 && self.hashes.contains(&token.hash)
    }
}

macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        const { $crate::text::RuleWords::new(const { &[$($crate::text::RuleWords::hash_of($word)),+] }) }
    };
}
pub(crate) use words;

/// The ASCII letters that stand together at a place of a text, up to [`WordKey::LENGTH`] of them.
pub(super) struct Letters {
    pub key: WordKey,
    pub length: usize,
    pub begins_with_capital: bool,
    /// Whether there are capitals and small letters behind the first.
    pub has_capitals: bool,
    pub has_smalls: bool,
}

impl Letters {
    #[inline(always)]
    pub(super) fn at(text: &[u8], position: usize) -> Letters {
        const FIRST: u64 = 0x80;
        let (first, length, [capitals, smalls]) = leading_letters(eight_bytes(text, position));
        let mut letters = Letters {
            key: WordKey { first, second: 0 },
            length,
            begins_with_capital: capitals & FIRST != 0,
            has_capitals: capitals & !FIRST != 0,
            has_smalls: smalls & !FIRST != 0,
        };
        if length == 8 {
            let (second, more, [capitals, smalls]) = leading_letters(eight_bytes(text, position + 8));
            letters.key.second = second;
            letters.length += more;
            letters.has_capitals |= capitals != 0;
            letters.has_smalls |= smalls != 0;
        }
        letters
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

/// The letters that eight bytes begin with: in lower case, their number, and the high bits of the bytes that are capitals and small letters.
///
/// Works on all bytes at once. No sum overflows into the next byte, since the low seven bits of each are added to less than 128.
#[inline]
fn leading_letters(bytes: u64) -> (u64, usize, [u64; 2]) {
    let low = (bytes | CASE_BITS) & !HIGH_BITS;
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let behind_z = low + (0x7f - u64::from(b'z')) * EACH;
    let letters = from_a & !behind_z & !bytes & HIGH_BITS;
    let length = (!letters & HIGH_BITS).trailing_zeros() / 8;
    let kept = first_bytes(length as usize);
    let smalls = bytes << 2;
    ((bytes | CASE_BITS) & kept, length as usize, [letters & !smalls & kept, letters & smalls & kept])
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
                let (first, behind) = run.split_first().map_or((&0, &[][..]), |(first, behind)| (first, behind));
                assert_eq!(letters.begins_with_capital, first.is_ascii_uppercase());
                assert_eq!(letters.has_capitals, behind.iter().any(u8::is_ascii_uppercase));
                assert_eq!(letters.has_smalls, behind.iter().any(u8::is_ascii_lowercase));
            }
        }
    }

    #[test]
    fn a_word_of_a_text_has_the_key_of_the_rules_word() {
        let text = "The CO-OPERATION of o'clock, a[Z]{ and Internationalists";
        for word in ["the", "co-operation", "o'clock", "a[z]{", "and"] {
            let start = text.to_ascii_lowercase().find(word).expect("the text has it") as u32;
            let span = Span::new(start, start + word.len() as u32);
            assert_eq!(WordKey::at(text, span), Some(WordKey::of_rule(word)), "{word}");
        }
        let long = text.len() as u32;
        assert_eq!(WordKey::at(text, Span::new(long - 17, long)), None);
    }
}
