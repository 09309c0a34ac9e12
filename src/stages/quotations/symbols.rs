//! Words as learnt weights know them: a word of grammar is itself, any other is the part of speech that it has here.

use std::sync::LazyLock;

use super::clause::is_time;
use super::frame::{Frame, Tag};
use crate::lang::en::{WordClass, english};
use crate::text::TokenKind;

/// A word of grammar, as its place in [`GROUPS`], or behind them a part of speech.
pub type Symbol = u8;

/// Words of grammar that do the same count as one, by the first of them.
const GROUPS: &[&str] = &[
    "a an",
    "the",
    "his her their its my our your",
    "this these those",
    "some many most several few all both each",
    "who whom whose",
    "which",
    "that",
    "what",
    "where",
    "how why whether",
    "in",
    "on",
    "at",
    "for",
    "with",
    "by",
    "of",
    "from",
    "about",
    "including",
    "during",
    "despite",
    "without",
    "like",
    "against",
    "to",
    "and",
    "or",
    "but",
    "nor yet",
    "as",
    "after",
    "before",
    "since",
    "until",
    "than",
    "because",
    "if",
    "while",
    "when",
    "although though",
    "so",
    "unless",
    "whereas",
    "is are 's 're isn't aren't am 'm",
    "was were wasn't weren't",
    "has have 've hasn't haven't",
    "had hadn't",
    "do does don't doesn't",
    "did didn't",
    "be been being",
    "he she",
    "they",
    "it",
    "i",
    "we",
    "you",
    "not never",
    "no none",
    "even",
    "also",
    "however",
    "only",
    "just",
    "now then",
    "there",
    "according",
    "compared",
    "one",
];

/// By the number of a word: its group, or `Symbol::MAX`.
static GROUP_OF: LazyLock<Vec<Symbol>> = LazyLock::new(|| {
    let lexicon = &english().lexicon;
    let mut groups = vec![Symbol::MAX; lexicon.len() + 1];
    for (group, words) in GROUPS.iter().enumerate() {
        for word in words.split(' ') {
            let number = lexicon.number_of(word) as usize;
            if number > 0 {
                groups[number] = group as Symbol;
            }
        }
    }
    groups
});

/// Parts of speech as far as tags and endings tell them, in the order of [`Part`].
const PARTS: &[&str] = &[
    "ADVERB",
    "ASIDE",
    "AUXILIARY",
    "BASE",
    "COLON",
    "COMMA",
    "COORDINATOR",
    "DASH",
    "DETERMINER",
    "GERUND",
    "HYPHEN",
    "NAME",
    "NEGATION",
    "NOUN",
    "NUMBER",
    "OTHER",
    "PARTICIPLE",
    "PAST",
    "POSSESSIVE",
    "PREPOSITION",
    "PRONOUN",
    "QUESTION",
    "QUOTED",
    "RELATIVE",
    "ROLE",
    "SAYING",
    "SAYS",
    "SEMICOLON",
    "STOP",
    "SUBORDINATOR",
    "THIRD",
    "TIME",
];

/// What a word is that is not itself a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Part {
    Adverb,
    Aside,
    Auxiliary,
    /// A verb without an ending.
    Base,
    Colon,
    Comma,
    Coordinator,
    Dash,
    Determiner,
    /// A word in -ing that is tagged as a noun.
    Gerund,
    Hyphen,
    Name,
    Negation,
    Noun,
    Number,
    Other,
    /// A verb in -ing.
    Participle,
    Past,
    Possessive,
    Preposition,
    Pronoun,
    Question,
    Quoted,
    Relative,
    /// A noun for a person.
    Role,
    /// A reporting verb in -ing, and in any other form.
    Saying,
    Says,
    Semicolon,
    Stop,
    Subordinator,
    /// A verb in -s.
    Third,
    Time,
}

/// Number of symbols.
pub const SYMBOLS: usize = GROUPS.len() + PARTS.len();

/// The name of a symbol.
pub fn name_of(symbol: Symbol) -> &'static str {
    let symbol = symbol as usize;
    match GROUPS.get(symbol) {
        Some(words) => words.split(' ').next().unwrap_or_default(),
        None => PARTS.get(symbol - GROUPS.len()).copied().unwrap_or_default(),
    }
}

/// The symbol of an item.
pub fn symbol_of(frame: &Frame, at: usize) -> Symbol {
    let is_grammar = !matches!(frame.tag(at), Tag::Possessive | Tag::Name | Tag::Noun | Tag::Verb);
    let word = frame.token(at).filter(|token| is_grammar && matches!(token.kind, TokenKind::Word | TokenKind::Clitic));
    let group = word.and_then(|word| GROUP_OF.get(word.key as usize)).copied().filter(|&group| group != Symbol::MAX);
    group.unwrap_or_else(|| GROUPS.len() as Symbol + part_of(frame, at) as Symbol)
}

fn part_of(frame: &Frame, at: usize) -> Part {
    if is_time(frame, at) {
        return Part::Time;
    }
    match frame.tag(at) {
        Tag::Quoted => Part::Quoted,
        Tag::Aside => Part::Aside,
        Tag::Determiner => Part::Determiner,
        Tag::Pronoun => Part::Pronoun,
        Tag::Relative | Tag::That => Part::Relative,
        Tag::Question => Part::Question,
        Tag::Preposition | Tag::To => Part::Preposition,
        Tag::Coordinator => Part::Coordinator,
        Tag::Subordinator => Part::Subordinator,
        Tag::Auxiliary => Part::Auxiliary,
        Tag::Negation => Part::Negation,
        Tag::Adverb => Part::Adverb,
        Tag::Verb => part_of_verb(frame, at),
        Tag::Name => Part::Name,
        Tag::Noun if frame.text(at).ends_with("ing") => Part::Gerund,
        Tag::Noun if frame.is(at, WordClass::Role) => Part::Role,
        Tag::Noun => Part::Noun,
        Tag::Number => Part::Number,
        Tag::Possessive => Part::Possessive,
        Tag::Comma => Part::Comma,
        Tag::Colon => Part::Colon,
        Tag::Semicolon => Part::Semicolon,
        Tag::Dash => Part::Dash,
        Tag::Hyphen => Part::Hyphen,
        Tag::Stop => Part::Stop,
        Tag::Other => Part::Other,
    }
}

fn part_of_verb(frame: &Frame, at: usize) -> Part {
    let text = frame.text(at);
    match (frame.verb(at).is_some(), text.ends_with("ing")) {
        (true, true) => Part::Saying,
        (true, false) => Part::Says,
        (false, true) => Part::Participle,
        _ if text.ends_with("ed") || frame.is(at, WordClass::PastVerb) => Part::Past,
        _ if text.ends_with('s') => Part::Third,
        _ => Part::Base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_names_of_their_own() {
        let mut names: Vec<&str> = (0..SYMBOLS).map(|symbol| name_of(symbol as Symbol)).collect();
        assert_eq!(name_of((GROUPS.len() + Part::Time as usize) as Symbol), "TIME");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SYMBOLS);
        assert!(names.iter().all(|name| !name.is_empty()));
    }
}
