//! Who wrote it: the names in the first byline.

use super::in_one_line;
use crate::annotation::{Block, BlockKind};
use crate::lang::en::WordClass;
use crate::text::{Document, Shape, Token, TokenRange};

/// Words that lead to the names.
const LEADS: &[&str] =
    &["by", "written", "words", "text", "story", "report", "reported", "author", "authors", "reporter", "posted", "|", ":"];
/// Words behind the names that lead to the paper or the place.
const ENDS: &[&str] = &["for", "in", "at", "from", "with", "of", "on"];

/// Words of the post behind a name: `By Ada Lindqvist Staff Writer`.
const POSTS: &[&str] =
    &["columnist", "contributor", "correspondent", "editor", "political", "reporter", "senior", "special", "staff", "writer"];

/// The byline that the text has.
pub(super) fn in_text(document: &Document, blocks: &[Block]) -> Option<String> {
    let names = names_in(document, first(document, blocks)?);
    let words = in_one_line(document.slice(document.span_of(names)));
    (!names.range().is_empty()).then_some(words)
}

/// The block of the first byline.
pub(super) fn first<'a>(document: &Document, blocks: &'a [Block]) -> Option<&'a Block> {
    let has_names = |block: &&Block| match block.rule {
        "byline" | "author_alone" => true,
        "furniture_start" | "name_and_date" => block.kind == BlockKind::Dateline && is_led(document, block),
        _ => false,
    };
    blocks.iter().find(has_names)
}

/// `Written by Ada Lindqvist`, `Posted by Ada Lindqvist on March 17, 2025`
fn is_led(document: &Document, block: &Block) -> bool {
    let word = |at: usize| document.token_text(block.tokens.start as usize + at).to_ascii_lowercase();
    matches!(word(0).as_str(), "written" | "words" | "text" | "story" | "posted") && word(1) == "by"
}

/// The names of a byline, without what leads to them and without what follows: a date, a post, a place, a paper.
pub(super) fn names_in(document: &Document, byline: &Block) -> TokenRange {
    let mut tokens = byline.tokens.range();
    let is_lead = |index: usize| LEADS.contains(&document.token_text(index).to_ascii_lowercase().as_str());
    while tokens.start < tokens.end && is_lead(tokens.start) {
        tokens.start += 1;
    }
    let start = tokens.start;
    // `By Herald Staff` has no other name.
    let is_post = |index: usize| index > start + 1 && POSTS.contains(&document.token_text(index).to_ascii_lowercase().as_str());
    let ends = |index: usize| index > start && (ends_names(document, index, tokens.end) || is_post(index));
    let end = tokens.clone().find(|&index| ends(index)).unwrap_or(tokens.end);
    let end = if tokens.is_empty() || is_date_word(&document.tokens[start]) { start } else { end };
    TokenRange::new(start, end)
}

fn ends_names(document: &Document, index: usize, end: usize) -> bool {
    let token = &document.tokens[index];
    let word = document.token_text(index).to_ascii_lowercase();
    let is_spaced_hyphen = token.is_mark('-') && !token.is_attached();
    is_date_word(token)
        || matches!(token.mark(), Some('|' | '–' | '—' | '•' | '·' | '(' | '/' | ';' | '@'))
        || is_spaced_hyphen
        || token.is_word() && ENDS.contains(&word.as_str())
        || token.is_mark(',') && !is_person(document, index + 1, end)
        || token.is(WordClass::Determiner) && token.is_capitalised()
}

fn is_date_word(token: &Token) -> bool {
    let is_stamp = token.is(WordClass::Stamp) && !token.is(WordClass::FirstName) && token.shape != Shape::Upper;
    token.is_number()
        || token.is_any(WordClass::Month.bit() | WordClass::Weekday.bit()) && !token.is(WordClass::FirstName)
        || is_stamp
}

/// Whether a given name and another name follow a comma: a second author, and no place or post.
fn is_person(document: &Document, index: usize, end: usize) -> bool {
    let is_name = |at: usize| at < end && document.tokens[at].is_word() && document.tokens[at].is_capitalised();
    is_name(index) && document.tokens[index].is(WordClass::FirstName) && is_name(index + 1)
}
