//! What is left: paragraphs, list items, rows of tables, headings within the text.

use std::collections::{HashMap, HashSet};

use super::page::{Ending, Marker, Page, Piece, Verdict, hash_of};
use crate::annotation::BlockKind;
use crate::text::{Document, Span, TokenRange};

/// Words from which a line that stood before is the same paragraph again, and no accident.
pub(super) const LONG_ENOUGH_TO_REPEAT: usize = 12;

/// Words of a title in capitals that is a link to another page: headings within the text are shorter.
const LONG_CAPITALS: usize = 8;
/// A line without a full stop that stands so often, and is so long, is what describes a picture or a button.
const OFTEN: u32 = 3;
const LONG_LINE: usize = 8;

pub(super) fn mark(page: &mut Page) {
    mark_repeated_lines(page);
    let mut seen = HashSet::new();
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
}

/// The hash of a paragraph's first sentence, which pages give again as its summary.
fn first_sentence(document: &Document, piece: &Piece) -> Option<u64> {
    let tokens = &document.tokens[piece.tokens.range()];
    let stop = tokens.iter().position(|token| token.is_mark('.') && token.is_attached())?;
    let words = tokens[..stop].iter().filter(|token| token.is_word() || token.is_number()).count();
    (words >= LONG_ENOUGH_TO_REPEAT).then(|| hash_of(document, &tokens[..stop]))
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
        // Most gaps are one blank.
        !between.is_empty() && is_wide(document.slice(between))
    });
    let bars = inner.iter().filter(|token| token.is_mark('|')).count();
    gaps.count() >= 2 || bars >= 3
}
