//! What is left: paragraphs, list items, rows of tables, headings within the text.

use std::collections::{HashMap, HashSet};

use super::page::{Ending, Marker, Page, Piece, Verdict, hash_of};
use super::teasers::is_cut_off;
use crate::annotation::BlockKind;
use crate::text::{Document, Gap, Span, TokenRange};

/// Words from which a line that stood before is the same paragraph again, and no accident.
pub(super) const LONG_ENOUGH_TO_REPEAT: usize = 12;

/// Words of a title in capitals that is a link to another page: headings within the text are shorter.
const LONG_CAPITALS: usize = 8;
/// So many paragraphs that come again are a copy of the article.
const FEWEST_AGAIN: usize = 3;
/// A line without a full stop that stands so often, and is so long, is what describes a picture or a button.
const OFTEN: u32 = 3;
const LONG_LINE: usize = 8;

pub(super) fn mark(page: &mut Page) {
    mark_repeated_lines(page);
    let mut seen = HashSet::with_capacity(2 * page.pieces.len());
    for index in 0..page.pieces.len() {
        let piece = &page.pieces[index];
        if piece.verdict.is_none() {
            page.pieces[index].verdict = Some(verdict_of(page.document, piece, &seen));
        }
        let piece = &page.pieces[index];
        if piece.words >= LONG_ENOUGH_TO_REPEAT && piece.verdict.is_some_and(|verdict| verdict.is_body) {
            seen.insert(piece.hash);
            seen.extend(first_sentence(page.document, piece));
        }
    }
    mark_copy(page);
    mark_datelines(page);
}

/// An agency's dateline was filed with its paragraph and is printed with it: it is of the article where the paragraph is.
fn mark_datelines(page: &mut Page) {
    for index in 1..page.pieces.len() {
        let is_body = page.pieces[index].verdict.is_some_and(|verdict| verdict.is_body);
        let before = page.pieces[index - 1].verdict.as_mut();
        before.into_iter().filter(|verdict| verdict.rule == "agency_dateline").for_each(|verdict| verdict.is_body = is_body);
    }
}

/// Some pages hold their article twice. Behind its last new sentence, where paragraphs come again, short lines belong to the copy.
fn mark_copy(page: &mut Page) {
    let is_new = |&index: &usize| {
        let piece = &page.pieces[index];
        piece.is_prose() && piece.verdict.is_some_and(|verdict| verdict.is_body) && !is_cut_off(page.tokens(index))
    };
    let Some(last) = (0..page.pieces.len()).rev().find(is_new) else { return };
    let is_again = |piece: &&Piece| piece.verdict.is_some_and(|verdict| verdict.rule == "repeated_paragraph");
    if page.pieces[last..].iter().filter(is_again).count() < FEWEST_AGAIN {
        return;
    }
    let is_body = |piece: &&mut Piece| piece.verdict.is_some_and(|verdict| verdict.is_body);
    for piece in page.pieces[last + 1..].iter_mut().filter(is_body) {
        piece.verdict = Some(Verdict::new(BlockKind::Boilerplate, "copy_of_page"));
    }
}

/// The hash of a paragraph's first sentence, which pages give again as its summary.
fn first_sentence(document: &Document, piece: &Piece) -> Option<u64> {
    let tokens = &document.tokens[piece.tokens.range()];
    let stop = tokens.iter().position(|token| token.is_mark('.') && token.is_attached())?;
    let words = tokens[..stop].iter().filter(|token| token.is_word() || token.is_number()).count();
    (words >= LONG_ENOUGH_TO_REPEAT).then(|| hash_of(&tokens[..stop]))
}

fn mark_repeated_lines(page: &mut Page) {
    let mut times: HashMap<u64, u32> = HashMap::new();
    let lines: Vec<usize> = (0..page.pieces.len()).filter(|&index| may_repeat(page, index)).collect();
    for &index in &lines {
        *times.entry(page.pieces[index].hash).or_default() += 1;
    }
    for index in lines {
        if times.get(&page.pieces[index].hash).is_some_and(|&times| times >= OFTEN) {
            page.settle(index, BlockKind::Boilerplate, "repeated_line");
        }
    }
}

/// A long line without a full stop that stands by itself: between other such lines it is an item of a list.
fn may_repeat(page: &Page, index: usize) -> bool {
    let piece = &page.pieces[index];
    let is_item = |piece: &Piece| piece.words > 0 && piece.ending == Ending::Open && piece.verdict.is_none();
    let is_in_list = index > 0 && is_item(&page.pieces[index - 1]) && page.pieces.get(index + 1).is_some_and(is_item);
    is_item(piece) && piece.words >= LONG_LINE && piece.marker != Marker::Bullet && !is_in_list
}

fn verdict_of(document: &Document, piece: &Piece, seen: &HashSet<u64>) -> Verdict {
    if piece.words >= LONG_ENOUGH_TO_REPEAT && piece.ending != Ending::Open && seen.contains(&piece.hash) {
        return Verdict { is_body: false, ..Verdict::new(BlockKind::Paragraph, "repeated_paragraph") };
    }
    if piece.ending == Ending::Open && piece.words >= LONG_CAPITALS && piece.is_in_capitals(document) {
        return Verdict::new(BlockKind::RelatedLink, "title_in_capitals");
    }
    if is_table_row(document, piece.tokens) {
        return Verdict::new(BlockKind::ListItem, "table_row");
    }
    match piece.marker {
        Marker::Bullet => Verdict::new(BlockKind::ListItem, "bullet"),
        Marker::Number if piece.words >= 2 => Verdict::new(BlockKind::ListItem, "numbered_item"),
        _ if piece.ending == Ending::Open && piece.words <= 10 => Verdict::new(BlockKind::Paragraph, "crosshead"),
        _ => Verdict::new(BlockKind::Paragraph, "paragraph"),
    }
}

fn is_wide(gap: &str) -> bool {
    gap == "\t" || (gap.len() > 1 && (gap.contains('\t') || gap.contains("  ")))
}

/// Columns parted by tabs, bars or at least two blanks.
fn is_table_row(document: &Document, tokens: TokenRange) -> bool {
    let range = tokens.range();
    let Some(inner) = document.tokens.get(range) else { return false };
    let gaps = inner.windows(2).filter(|two| {
        let between = Span::new(two[0].span.end, two[1].span.start);
        // Most gaps are one blank, or none.
        two[1].gap != Gap::None && document.text.as_bytes()[between.range()] != *b" " && is_wide(document.slice(between))
    });
    let bars = inner.iter().filter(|token| token.is_mark('|')).count();
    gaps.count() >= 2 || bars >= 3
}
