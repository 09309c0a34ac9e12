//! What English knows of verbs that report: their base forms, which form a word is, and the frames in which they take what is said.

use std::collections::BTreeSet;

use super::{WORD_LISTS, WordClass, rows_of, words_of};
use crate::lexicon::{Lexicon, WordMap};

/// Reporting words, asked by token.
pub struct Reporting {
    pub verbs: WordMap<VerbForm>,
    /// Nouns for what somebody says (`claims`), with their base forms.
    pub nouns: WordMap<&'static str>,
}

/// A form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbForm {
    /// Base form.
    pub lemma: &'static str,
    /// Which forms of the verb this word can be, as bits of [`form`].
    pub forms: u8,
    pub frames: Frames,
}

/// The forms of a verb.
pub mod form {
    pub const BASE: u8 = 1;
    pub const THIRD: u8 = 2;
    pub const PAST: u8 = 4;
    pub const PARTICIPLE: u8 = 8;
    pub const ING: u8 = 16;
}

/// The ways in which a verb takes what is said, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames(u32);

macro_rules! frames {
    ($($(#[$meta:meta])* $name:ident = $bit:literal, $text:literal;)+) => {
        impl Frames {
            $($(#[$meta])* pub const $name: Frames = Frames(1 << $bit);)+

            /// The frame that the table of verbs calls `name`.
            fn named(name: &str) -> Option<Frames> {
                match name { $($text => Some(Frames::$name),)+ _ => None }
            }
        }
    };
}

frames! {
    /// `“…,” she said`
    QUOTE = 0, "quote";
    /// `said that …`
    THAT = 1, "that";
    /// `said …`: a clause without `that`.
    BARE = 2, "bare";
    /// `asked why …`
    WH = 3, "wh";
    /// `vowed to …`
    TO = 4, "to";
    /// `denied taking …`
    ING = 5, "ing";
    /// `criticised the plan`
    NP = 6, "np";
    /// `described it as …`
    AS = 7, "as";
    /// `called it a …`
    NAME = 8, "name";
    /// `told reporters …`
    WHOM = 9, "whom";
    /// `urged them to …`
    WHOM_TO = 10, "whom_to";
    ABOUT = 11, "prep_about";
    AGAINST = 12, "prep_against";
    AT = 13, "prep_at";
    FOR = 14, "prep_for";
    OF = 15, "prep_of";
    ON = 16, "prep_on";
    PREP_TO = 17, "prep_to";
    WITH = 18, "prep_with";
}

impl Frames {
    /// Frames whose content hangs on a preposition.
    pub const PREPOSITIONS: Frames = Frames(0xff << 11);

    /// The frames of either.
    pub const fn or(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }

    /// Whether the two share a frame.
    pub const fn any(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }
}

impl Reporting {
    /// Reads the tables and puts their words into the lexicon.
    pub fn new(lexicon: &mut Lexicon) -> Reporting {
        let mut forms: Vec<(&'static str, VerbForm)> = Vec::new();
        for row in rows_of("reporting-verbs") {
            if let [lemma, third, past, participle, ing, frames] = row[..] {
                let frames = frames.split(' ').filter_map(Frames::named).fold(Frames::default(), Frames::or);
                let columns = [
                    (lemma, form::BASE),
                    (third, form::THIRD),
                    (past, form::PAST),
                    (participle, form::PARTICIPLE),
                    (ing, form::ING),
                ];
                for (words, bit) in columns {
                    words.split('/').for_each(|word| add_form(&mut forms, word, VerbForm { lemma, forms: bit, frames }));
                }
            }
        }
        add_speech_verbs(lexicon, &forms);
        let nouns = rows_of("reporting-nouns").filter_map(|row| Some((*row.first()?, *row.get(1)?)));
        Reporting {
            verbs: WordMap::new(lexicon, Some(WordClass::ReportingVerb.into()), forms),
            nouns: WordMap::new(lexicon, Some(WordClass::ReportingNoun.into()), nouns),
        }
    }
}

/// Puts the finite forms of verbs that take what somebody says, and are nothing else, into the class of words that a speaker's name
/// stands beside.
fn add_speech_verbs(lexicon: &mut Lexicon, forms: &[(&'static str, VerbForm)]) {
    let nouns: BTreeSet<&str> =
        WORD_LISTS.iter().filter(|list| list.class == WordClass::VerbOrNoun).flat_map(|list| words_of(list.text)).collect();
    let says = Frames::QUOTE.or(Frames::THAT).or(Frames::BARE).or(Frames::WHOM);
    for (word, form) in forms {
        let is_finite = form.forms & (form::THIRD | form::PAST) != 0 && form.forms & form::BASE == 0;
        if is_finite && form.frames.any(says) && !nouns.contains(word) {
            lexicon.add(word, Some(WordClass::SpeechVerb.into()));
        }
    }
}

/// Adds a form; one word that is two forms of one verb (`said`) keeps both.
fn add_form(forms: &mut Vec<(&'static str, VerbForm)>, word: &'static str, form: VerbForm) {
    match forms.iter_mut().rev().take(8).find(|(known, _)| *known == word) {
        Some((_, known)) => known.forms |= form.forms,
        None => forms.push((word, form)),
    }
}

#[cfg(test)]
mod tests {
    use super::rows_of;

    /// Verbs of more than one syllable whose last is stressed, and `quip`, whose u is no vowel: they double their last letter.
    const DOUBLING: &[&str] = &["admit", "concur", "deadpan", "demur", "infer", "quip", "rebut", "refer"];

    /// Verbs that double it in Britain.
    const DOUBLING_OR_NOT: &[&str] = &["counsel", "label", "marvel", "signal"];

    /// Past and participle that no rule tells.
    const IRREGULAR: &[(&str, &str, &str)] = &[
        ("bet", "bet", "bet"),
        ("dream", "dreamed/dreamt", "dreamed/dreamt"),
        ("find", "found", "found"),
        ("forecast", "forecast", "forecast"),
        ("foresee", "foresaw", "foreseen"),
        ("foretell", "foretold", "foretold"),
        ("hear", "heard", "heard"),
        ("read", "read", "read"),
        ("say", "said", "said"),
        ("show", "showed", "shown"),
        ("sing", "sang", "sung"),
        ("swear", "swore", "sworn"),
        ("tell", "told", "told"),
        ("think", "thought", "thought"),
        ("understand", "understood", "understood"),
        ("write", "wrote", "written"),
    ];

    fn is_vowel(letter: char) -> bool {
        matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
    }

    /// Whether a verb of one syllable ends in consonant, vowel and consonant: `beg`, not `cry`, `bark` or `moan`.
    fn is_short(lemma: &str) -> bool {
        let letters: Vec<char> = lemma.chars().collect();
        let [.., before, vowel, last] = letters[..] else { return false };
        letters.iter().filter(|&&letter| is_vowel(letter)).count() == 1
            && is_vowel(vowel)
            && !is_vowel(before)
            && !is_vowel(last)
            && !matches!(last, 'w' | 'x' | 'y')
    }

    /// Whether a consonant stands before the last letter.
    fn is_behind_consonant(lemma: &str) -> bool {
        lemma.chars().rev().nth(1).is_some_and(|before| !is_vowel(before))
    }

    fn third_of(lemma: &str) -> String {
        match lemma.chars().last() {
            Some('y') if is_behind_consonant(lemma) => format!("{}ies", &lemma[..lemma.len() - 1]),
            Some('o') if is_behind_consonant(lemma) => format!("{lemma}es"),
            Some('s' | 'x' | 'z') => format!("{lemma}es"),
            _ if lemma.ends_with("ch") || lemma.ends_with("sh") => format!("{lemma}es"),
            _ => format!("{lemma}s"),
        }
    }

    /// The lemma with `ed` or `ing`.
    fn suffixed(lemma: &str, suffix: &str) -> String {
        let (short, doubled) = (&lemma[..lemma.len() - 1], format!("{lemma}{}{suffix}", &lemma[lemma.len() - 1..]));
        let keeps_its_e = ["ee", "oe", "ye"].iter().any(|end| lemma.ends_with(end)) && suffix == "ing";
        match lemma.chars().last() {
            Some('e') if !keeps_its_e => format!("{short}{suffix}"),
            Some('y') if is_behind_consonant(lemma) && suffix == "ed" => format!("{short}i{suffix}"),
            _ if DOUBLING_OR_NOT.contains(&lemma) => format!("{doubled}/{lemma}{suffix}"),
            _ if is_short(lemma) || DOUBLING.contains(&lemma) => doubled,
            _ => format!("{lemma}{suffix}"),
        }
    }

    #[test]
    fn every_verb_is_inflected_as_english_does() {
        let mut checked = 0;
        for row in rows_of("reporting-verbs") {
            let lemma = row[0];
            let regular = suffixed(lemma, "ed");
            let irregular = IRREGULAR.iter().find(|(verb, ..)| *verb == lemma);
            let (past, participle) =
                irregular.map_or((regular.as_str(), regular.as_str()), |(_, past, participle)| (*past, *participle));
            let wanted = [lemma, &third_of(lemma), past, participle, &suffixed(lemma, "ing")];
            assert_eq!(row[..5], wanted);
            checked += 1;
        }
        assert!(checked > 250, "{checked} verbs");
    }
}
