//! What names those who made a picture: `Credit: Ada Lindqvist`, `Ada Lindqvist/Agency`.

use super::cut::LONGEST_CUT;
use super::page::{Ending, ending_of, is_name_part};
use crate::annotation::BlockKind;
use crate::lang::en::{LinePlace, WordClass, english};
use crate::text::{Document, Token, TokenKind, words};

/// Words of a credit that nothing leads: with more it is a title.
const LONGEST_NAMES: usize = 10;

/// Whether the tokens are nothing but a picture credit: led by a word for one, or names with an agency at their end or beside what joins it to
/// the photographer. `Agency Budget` is a heading.
pub(super) fn is_credit(document: &Document, tokens: &[Token]) -> bool {
    let last_word = tokens.iter().rposition(Token::is_word);
    let joins = |at: usize| {
        let joins = |token: &Token| {
            matches!(token.mark(), Some('/' | '|' | ',' | ':' | '©' | '-' | '–')) || words!["via", "by", "for"].have(token)
        };
        tokens.get(at).is_some_and(joins)
    };
    let stands_right = |at: usize| Some(at) == last_word || joins(at + 1) || at > 0 && joins(at - 1);
    let has_agency = || (0..tokens.len()).any(|at| is_agency(&tokens[at]) && stands_right(at));
    let is_in_brackets = tokens.first().is_some_and(|first| first.is_mark('('));
    can_be_credit(tokens)
        && (led_by(tokens, BlockKind::Credit) || names_agency(document, tokens) && (is_in_brackets || has_agency()))
}

/// Whether what stands in brackets behind a caption is its credit: there the agency may stand anywhere.
pub(super) fn is_credit_in_brackets(document: &Document, inside: &[Token]) -> bool {
    can_be_credit(inside) && (led_by(inside, BlockKind::Credit) || names_agency(document, inside))
}

fn can_be_credit(tokens: &[Token]) -> bool {
    let is_sentence = tokens.iter().any(|token| token.is_mark('?') || token.is_quotation_mark());
    !tokens.is_empty() && tokens.len() <= LONGEST_CUT && !is_sentence
}

/// Names and marks, an agency among them. `From Agency:` leads to something.
fn names_agency(document: &Document, tokens: &[Token]) -> bool {
    let is_small = |token: &Token| matches!(document.slice(token.span), "via" | "for" | "and" | "by" | "of" | "the");
    let is_event = tokens.iter().any(|token| token.is(WordClass::Month) || token.is_mark('@'));
    tokens.iter().any(is_agency)
        && tokens.iter().filter(|token| token.is_word()).count() <= LONGEST_NAMES
        && tokens.iter().all(|token| is_name_part(token) || is_small(token) || token.is(WordClass::PhotoAgency))
        && !is_event
        && ending_of(document, tokens) != Ending::Pause
}

fn is_agency(token: &Token) -> bool {
    token.is(WordClass::PhotoAgency) && token.is_capitalised()
}

/// `Credit:`, `Credit...`
pub(super) fn says_credit(document: &Document, tokens: &[Token]) -> bool {
    let [first, second, ..] = tokens else { return false };
    document.slice(first.span) == "Credit" && leads(second)
}

/// Whether the tokens begin with a phrase that opens a block of this kind.
pub(super) fn led_by(tokens: &[Token], kind: BlockKind) -> bool {
    phrase_length(tokens, kind) > 0
}

/// Length of the phrase of this kind that they begin with, 0 for none.
pub(super) fn phrase_length(tokens: &[Token], kind: BlockKind) -> usize {
    let mut phrases = english().layout.furniture.all_at(tokens, 0);
    let opens = |length: usize, place: LinePlace| match place {
        LinePlace::Start => true,
        LinePlace::Colon => kind == BlockKind::Credit && tokens.get(length).is_some_and(leads),
        _ => false,
    };
    phrases.find(|(length, phrase)| phrase.kind == kind && opens(*length, phrase.place)).map_or(0, |(length, _)| length)
}

/// A mark behind which the name stands.
fn leads(token: &Token) -> bool {
    token.is_mark(':') || token.kind == TokenKind::Dots
}
