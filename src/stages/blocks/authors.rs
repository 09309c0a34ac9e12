//! Who wrote it, where no `By` says so: the box about the author below the text, names and posts that stand alone.

use super::page::{Ending, Page, is_name_part};
use super::region::Region;
use crate::annotation::BlockKind;
use crate::lang::en::WordClass;
use crate::text::{Document, Shape, Token, words};

/// Lines at the end of a text among which its author is told, and the words of the longest such line.
const AUTHOR_BOX_LINES: usize = 8;
const LONGEST_AUTHOR_BOX: usize = 80;
/// Tokens of the longest line of authors and places.
const LONGEST_AUTHOR: usize = 14;
/// What those are who write for a newspaper.
const WRITERS: [&str; 14] = [
    "reporter",
    "correspondent",
    "columnist",
    "writer",
    "editor",
    "journalist",
    "freelance",
    "freelancer",
    "contributor",
    "blogger",
    "producer",
    "photographer",
    "author",
    "intern",
];

pub(super) fn mark(page: &mut Page, region: Region) {
    mark_author_boxes(page, region);
    mark_posts(page, region);
}

/// A line near the end that begins with the name in the byline, or with a name and what it writes about.
fn mark_author_boxes(page: &mut Page, region: Region) {
    let byline =
        page.pieces.iter().position(|piece| piece.verdict.is_some_and(|verdict| matches!(verdict.rule, "byline" | "author_alone")));
    let last_paragraphs = region.end.saturating_sub(AUTHOR_BOX_LINES);
    // Links to other articles may follow, so that the author of the byline may be told of higher up. Of anybody else the article itself may tell.
    for index in (page.pieces.len() / 2).max(byline.map_or(0, |byline| byline + 2))..page.pieces.len() {
        let is_short = page.is_open(index) && page.pieces[index].words <= LONGEST_AUTHOR_BOX;
        let is_author = is_short && byline.is_some_and(|byline| repeats_author(page, byline, index));
        let is_writer = is_short && tells_beat(page, index);
        if is_author && is_writer || index >= last_paragraphs && (is_author || is_writer) {
            page.settle(index, BlockKind::Boilerplate, "author_box");
        }
        if is_author && is_writer {
            return mark_behind_author(page, index + 1);
        }
    }
}

/// Behind the line that says who wrote it the article is over: what follows are other articles.
fn mark_behind_author(page: &mut Page, start: usize) {
    for index in start..page.pieces.len() {
        let is_about_author = page.is_open(index) && tells_beat(page, index);
        let rule = if is_about_author { "author_box" } else { "behind_author" };
        page.settle(index, BlockKind::Boilerplate, rule);
    }
}

/// Whether a line begins with two words, in a row, of the byline.
fn repeats_author(page: &Page, byline: usize, index: usize) -> bool {
    let word = |token: &Token| page.document.slice(token.span).to_lowercase();
    let [first, second, ..] = page.tokens(index) else { return false };
    let pair = [word(first), word(second)];
    first.is_word() && second.is_word() && page.tokens(byline).windows(2).any(|two| [word(&two[0]), word(&two[1])] == pair)
}

/// `Ada Lindqvist covers health for …`, `Tom Oduya (tom@example.org) is a reporter`, `Ada is a Staff Writer`
fn tells_beat(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let name = tokens.iter().take_while(|token| token.is_word() && token.is_capitalised()).count();
    if !(1..=4).contains(&name) || !tokens[0].is(WordClass::FirstName) {
        return false;
    }
    let verb = name + bracket_length(&tokens[name..]);
    let text = |at: usize| tokens.get(at).map_or("", |token| page.document.slice(token.span));
    let has_beat = matches!(text(verb), "covers" | "writes" | "reports")
        && matches!(text(verb + 1), "about" | "for" | "on" | "the")
        || text(verb) == "covers";
    let is_writer = text(verb) == "is"
        && matches!(text(verb + 1), "a" | "an" | "the" | "our")
        && (verb + 2..verb + 7).any(|at| WRITERS.iter().any(|writer| text(at).eq_ignore_ascii_case(writer)));
    let is_said = tokens.iter().any(Token::is_quotation_mark);
    !is_said && (has_beat || is_writer)
}

/// Tokens of a group in round brackets at the start, such as an address behind a name.
fn bracket_length(tokens: &[Token]) -> usize {
    let is_open = tokens.first().is_some_and(|first| first.is_mark('('));
    let close = tokens.iter().take(16).position(|token| token.is_mark(')'));
    close.filter(|_| is_open).map_or(0, |close| close + 1)
}

/// A post such as `Contributing Writer` in a line of its own, and the name above it; a name alone in the last line of the text.
fn mark_posts(page: &mut Page, region: Region) {
    for index in region.head.max(1)..region.end {
        if page.is_open(index) && is_writers_post(page, index) && page.is_open(index - 1) && is_author(page, index - 1) {
            page.settle(index - 1, BlockKind::Dateline, "author_alone");
            page.settle(index, BlockKind::Dateline, "author_post");
        }
    }
}

/// A short line of names that ends in what a writer is.
fn is_writers_post(page: &Page, index: usize) -> bool {
    let (piece, tokens) = (&page.pieces[index], page.tokens(index));
    let last = tokens.last().map_or(String::new(), |last| page.document.slice(last.span).to_lowercase());
    (1..=6).contains(&piece.words)
        && piece.ending == Ending::Open
        && tokens.iter().all(is_name_part)
        && (WRITERS.contains(&last.as_str()) || last == "staff")
}

fn is_author(page: &Page, index: usize) -> bool {
    is_bare_name(page.document, page.tokens(index))
}

/// Two to four words with capitals, as authors are named alone in a line: `Ada Lindqvist`, `ADA LINDQVIST, HERALD`.
pub(super) fn is_bare_name(document: &Document, tokens: &[Token]) -> bool {
    let is_name = |token: &Token| {
        token.is_word()
            && matches!(token.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed)
            && !token.is(WordClass::Determiner)
    };
    let comma = tokens.iter().position(|token| token.is_mark(','));
    let name = &tokens[..comma.unwrap_or(tokens.len())];
    let is_person = (2..=4).contains(&name.len())
        && name.iter().all(|token| is_name(token) || token.is_mark('.'))
        && name.iter().any(|token| token.is(WordClass::FirstName));
    let outlet = comma.map_or(&[][..], |comma| &tokens[comma + 1..]);
    let is_shouted = tokens.iter().all(|token| !token.is_word() || token.shape == Shape::Upper);
    let is_outlet = is_shouted && (1..=3).contains(&outlet.len()) && document.slice(outlet[0].span).len() > 1;
    is_person && (comma.is_none() || is_outlet)
}

/// `Ada Lindqvist in Copenhagen`, `Ada Lindqvist and Tom Oduya`, `Ada Lindqvist, Herald Staff Writer`: names, and where or what they are.
pub(super) fn is_author_line(tokens: &[Token]) -> bool {
    let is_name = |token: &Token| token.is_word() && token.is_capitalised() && !token.is(WordClass::Determiner);
    let joins = |token: &Token| matches!(token.mark(), Some(',' | '/' | '|')) || words!["in", "and"].have(token);
    let is_part = |token: &Token| is_name(token) || joins(token) || words!["at", "for", "of", "the"].have(token);
    let name = tokens.iter().take_while(|token| is_name(token)).count();
    tokens.len() <= LONGEST_AUTHOR
        && tokens.first().is_some_and(|first| first.is(WordClass::FirstName))
        && (2..=3).contains(&name)
        && tokens.get(name).is_some_and(joins)
        && tokens.iter().all(is_part)
        && tokens.last().is_some_and(is_name)
}
