//! The tag that a word has by itself: by its list, its shape and its ending.

use std::sync::LazyLock;

use super::frame::Tag;
use crate::lang::en::{WordClass, english};
use crate::text::{Document, Shape, Token, TokenKind};

/// The tag that a token has by itself.
pub fn tag_of(document: &Document, at: usize) -> Tag {
    let token = &document.tokens[at];
    match token.kind {
        // `editor-in-chief`
        TokenKind::Word if is_inside_compound(document, at) => Tag::Noun,
        TokenKind::Word => match word_tag(document, at) {
            // `caucus-goers`
            Tag::Verb if opens_compound(document, at) => Tag::Noun,
            tag => tag,
        },
        TokenKind::Clitic => match document.token_text(at) {
            "'s" | "’s" | "'S" | "’S" => Tag::Possessive,
            _ => Tag::Auxiliary,
        },
        TokenKind::Number => Tag::Number,
        TokenKind::Dots => Tag::Other,
        TokenKind::Mark => match token.mark() {
            Some(',') => Tag::Comma,
            Some(':') => Tag::Colon,
            Some(';') => Tag::Semicolon,
            Some('—' | '–' | '―') => Tag::Dash,
            Some('-') if token.is_attached() => Tag::Hyphen,
            Some('-') => Tag::Dash,
            Some('.' | '?' | '!') => Tag::Stop,
            Some('$' | '£' | '€' | '#') => Tag::Number,
            Some('\'' | '’') if token.is_attached() => Tag::Possessive,
            Some('&') => Tag::Name,
            Some('%') => Tag::Noun,
            _ => Tag::Other,
        },
    }
}

/// Whether hyphens join a word of lower case to one before it and one behind.
fn is_inside_compound(document: &Document, at: usize) -> bool {
    let joins = |i: usize| document.tokens.get(i).is_some_and(|token| token.is_mark('-') && token.is_attached());
    let token = &document.tokens[at];
    token.shape == Shape::Lower
        && token.is_attached()
        && at >= 2
        && joins(at - 1)
        && joins(at + 1)
        && document.tokens.get(at + 2).is_some_and(Token::is_attached)
}

/// Whether a hyphen joins a word to one behind it.
fn opens_compound(document: &Document, at: usize) -> bool {
    let is_attached = |i: usize| document.tokens.get(i).is_some_and(Token::is_attached);
    is_attached(at + 1) && document.tokens[at + 1].is_mark('-') && is_attached(at + 2) && document.tokens[at + 2].is_word()
}

fn word_tag(document: &Document, at: usize) -> Tag {
    let token = &document.tokens[at];
    // By the number of the word.
    let Some(&WordTags { closed, lower }) = TAGS.get(token.key as usize) else { return Tag::Noun };
    if let Some(tag) = closed.filter(|_| token.shape != Shape::Upper || !matches!(document.token_text(at), "US" | "WHO")) {
        return tag;
    }
    match token.shape {
        Shape::Capitalised | Shape::Upper | Shape::Mixed => Tag::Name,
        Shape::Lower if token.key != 0 => lower,
        _ => open_class_tag(document.token_text(at), token.classes),
    }
}

/// The tags of a word of the lexicon.
#[derive(Clone, Copy)]
struct WordTags {
    /// That of a word of a closed class. In upper case within a name (`The Hill`, `Bank Of`) it is one all the same.
    closed: Option<Tag>,
    /// That of any other word in lower case.
    lower: Tag,
}

/// By the number of the word; the first is for all that the lexicon doesn't hold.
static TAGS: LazyLock<Vec<WordTags>> = LazyLock::new(|| {
    let lexicon = &english().lexicon;
    let tags_of = |number| {
        let (word, classes) = (lexicon.word(number), lexicon.classes(number));
        WordTags { closed: tag_of_closed_class(word, classes), lower: open_class_tag(word, classes) }
    };
    (0..=lexicon.len() as u32).map(tags_of).collect()
});

/// The tag of a word in lower case: by its lists, else by its ending.
fn open_class_tag(text: &str, classes: u64) -> Tag {
    let is = |class: WordClass| classes & class.bit() != 0;
    if is(WordClass::Adverb) || text.len() > 4 && text.ends_with("ly") && !text.ends_with("mily") {
        return Tag::Adverb;
    }
    let is_past = text.len() > 3 && text.ends_with("ed") && !text.ends_with("eed");
    if is_past || is(WordClass::Verb) { Tag::Verb } else { Tag::Noun }
}

fn tag_of_closed_class(word: &str, classes: u64) -> Option<Tag> {
    let is = |class: WordClass| classes & class.bit() != 0;
    if classes & WordClass::FUNCTION_WORDS == 0 {
        return None;
    }
    Some(match word {
        "that" => Tag::That,
        // Far more often where copper is dug than what is one's own.
        "mine" => Tag::Noun,
        "who" | "whom" | "which" => Tag::Relative,
        "one" => Tag::Number,
        "why" | "whether" | "how" | "what" | "where" => Tag::Question,
        "to" => Tag::To,
        "and" | "or" | "but" | "nor" | "yet" => Tag::Coordinator,
        "as" | "after" | "before" | "since" | "until" | "than" => Tag::Subordinator,
        _ if is(WordClass::Auxiliary) || is(WordClass::Modal) => Tag::Auxiliary,
        _ if is(WordClass::Negation) && !matches!(word, "no" | "none" | "nobody" | "nothing") => Tag::Negation,
        "his" | "her" | "its" => Tag::Determiner,
        _ if is(WordClass::Pronoun) => Tag::Pronoun,
        "this" | "these" | "those" | "all" | "some" | "many" | "most" | "few" | "several" | "both" | "each" => Tag::Determiner,
        _ if is(WordClass::Determiner) => Tag::Determiner,
        _ if is(WordClass::Preposition) && !matches!(word, "past" | "opposite" | "down" | "following" | "including") => {
            Tag::Preposition
        }
        "following" | "including" => Tag::Preposition,
        _ if is(WordClass::Conjunction) => Tag::Subordinator,
        _ => return None,
    })
}
