//! The tag that a word has by itself: by its list, its shape and its ending.

use super::frame::Tag;
use crate::lang::en::{WordClass, english};
use crate::text::{Document, Shape, Token, TokenKind};

/// The tag that a token has by itself.
pub fn tag_of(document: &Document, at: usize) -> Tag {
    let token = &document.tokens[at];
    match token.kind {
        TokenKind::Word => word_tag(token, document.token_text(at)),
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

fn word_tag(token: &Token, text: &str) -> Tag {
    if token.is_any(WordClass::FUNCTION_WORDS)
        && let Some(tag) = closed_class_tag(token)
    {
        return tag;
    }
    if token.is_capitalised() {
        return Tag::Name;
    }
    if token.is(WordClass::Adverb) || text.len() > 4 && text.ends_with("ly") && !text.ends_with("mily") {
        return Tag::Adverb;
    }
    let is_past = text.len() > 4 && text.ends_with("ed") && !text.ends_with("eed");
    if token.shape == Shape::Lower && (is_past || token.is(WordClass::Verb)) { Tag::Verb } else { Tag::Noun }
}

/// The tag of a word of a closed class. In upper case within a name (`The Hill`, `Bank Of`) it is one all the same.
fn closed_class_tag(token: &Token) -> Option<Tag> {
    let word = english().lexicon.word(token.key);
    Some(match word {
        "that" => Tag::That,
        "who" | "whom" | "which" => Tag::Relative,
        "one" => Tag::Number,
        "why" | "whether" | "how" | "what" | "where" => Tag::Question,
        "to" => Tag::To,
        "and" | "or" | "but" | "nor" | "yet" => Tag::Coordinator,
        "as" | "after" | "before" | "since" | "until" | "than" => Tag::Subordinator,
        "may" | "will" if token.is_capitalised() && !token.is(WordClass::Modal) => return None,
        _ if token.is(WordClass::Auxiliary) || token.is(WordClass::Modal) => Tag::Auxiliary,
        _ if token.is(WordClass::Negation) && !matches!(word, "no" | "none" | "nobody" | "nothing") => Tag::Negation,
        "his" | "her" => Tag::Determiner,
        _ if token.is(WordClass::Pronoun) => Tag::Pronoun,
        "this" | "these" | "those" | "all" | "some" | "many" | "most" | "few" | "several" | "both" | "each" => Tag::Determiner,
        _ if token.is(WordClass::Determiner) => Tag::Determiner,
        _ if token.is(WordClass::Preposition) && !matches!(word, "past" | "opposite" | "down" | "following" | "including") => {
            Tag::Preposition
        }
        "following" | "including" => Tag::Preposition,
        _ if token.is(WordClass::Conjunction) => Tag::Subordinator,
        _ => return None,
    })
}
