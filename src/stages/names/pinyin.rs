//! Whether a word is spelt as Chinese given names are in Latin letters.

/// A given name has so many syllables at most.
const MOST_SYLLABLES: usize = 2;

/// What a syllable begins with; some begin with their vowel.
const INITIALS: &[&str] =
    &["", "b", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "q", "r", "s", "sh", "t", "w", "x", "y", "z", "zh"];

/// What a syllable ends with.
const FINALS: &[&str] = &[
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong", "iu",
    "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo",
];

/// `Jinping`, `Wei`; not `Dynasty`.
pub fn is_given_name(word: &str) -> bool {
    has_syllables(&word.to_ascii_lowercase(), MOST_SYLLABLES)
}

fn has_syllables(rest: &str, most: usize) -> bool {
    let behind_initial = INITIALS.iter().filter_map(|initial| rest.strip_prefix(initial));
    let mut behind = behind_initial.flat_map(|rest| FINALS.iter().filter_map(|last| rest.strip_prefix(last)));
    most > 0 && behind.any(|rest| rest.is_empty() || has_syllables(rest, most - 1))
}
