//! One hash for all spellings of a word: in any case, with either apostrophe.

use super::{Span, WordKey};

/// The hash of the word of `text` at `span`: of its key, for a long word FNV-1a over its letters, in lower case with straight apostrophes.
/// Fixed: the same on every machine and in every version.
pub fn word_hash(text: &str, span: Span) -> u64 {
    let word = span.of(text);
    if word.is_ascii() {
        return WordKey::at(text, span).map_or_else(|| hash_of_long(&word.to_ascii_lowercase()), WordKey::hash);
    }
    let folded: String = word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
    if folded.len() <= WordKey::LENGTH { WordKey::of(folded.as_bytes()).hash() } else { hash_of_long(&folded) }
}

fn hash_of_long(folded: &str) -> u64 {
    folded.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one() {
        let hash = |word: &str| word_hash(word, Span::new(0, word.len() as u32));
        assert_eq!(hash("DON'T"), hash("don’t"));
        assert_eq!(hash("’S"), hash("'s"));
        assert_eq!(WordKey::of_mark('’').hash(), hash("'"));
        assert_eq!(WordKey::of_mark('–').hash(), hash("–"));
        assert_eq!(hash("Émile"), hash("émile"));
        assert_ne!(hash("boat"), hash("boats"));
        assert_eq!(hash("Internationalisation’s"), hash("internationalisation's"));
        assert_ne!(hash("internationalisation"), hash("internationalisations"));
    }
}
