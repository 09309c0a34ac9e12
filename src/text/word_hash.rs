//! One hash for all spellings of a word: in any case, with either apostrophe.

/// FNV-1a over the word in lower case with straight apostrophes. Fixed: the same on every machine and in every version.
pub fn word_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().fold(OFFSET, |hash, byte| step(hash, byte.to_ascii_lowercase()));
    }
    let letters = word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
    letters.fold(OFFSET, |hash, c| c.encode_utf8(&mut [0; 4]).bytes().fold(hash, step))
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one() {
        assert_eq!(word_hash("DON'T"), word_hash("don’t"));
        assert_eq!(word_hash("Émile"), word_hash("émile"));
        assert_ne!(word_hash("boat"), word_hash("boats"));
    }
}
