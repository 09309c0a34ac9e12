//! Pictures: their credits, and captions that are told by the credit behind them, by standing twice, or by a word such as `Above:`.

use std::collections::HashSet;

use super::credits::{is_credit, led_by, phrase_length};
use super::cut::{LONGEST_CUT, may_be_caption};
use super::page::{Ending, Page, Piece, Verdict};
use crate::annotation::BlockKind;
use crate::lang::en::WordClass;
use crate::text::{Document, Gap, Token, TokenKind};

pub(super) fn mark(page: &mut Page) {
    mark_credits(page);
    mark_captions_before_credits(page);
    mark_captions_after_leads(page);
    mark_glued_credits(page);
    mark_doubled(page);
    mark_repeated_sentences(page);
}

/// Lines that are nothing but a credit, or begin as captions do.
fn mark_credits(page: &mut Page) {
    for index in 0..page.pieces.len() {
        let is_overruled = page.is_open(index) || page.pieces[index].is(BlockKind::Boilerplate);
        if is_overruled && is_credit(page.document, page.tokens(index)) {
            page.pieces[index].verdict = Some(Verdict::new(BlockKind::Credit, "credit_line"));
        } else if page.is_open(index) && led_by(page.tokens(index), BlockKind::Caption) && may_be_caption(&page.pieces[index]) {
            page.settle(index, BlockKind::Caption, "caption_lead");
        }
    }
}

/// A line without a full stop before a line with a credit; one with a full stop only where a blank line parts it from the text.
fn mark_captions_before_credits(page: &mut Page) {
    for index in 1..page.pieces.len() {
        let (before, credit) = (&page.pieces[index - 1], &page.pieces[index]);
        let is_apart = before.gap == Gap::Paragraph && credit.gap == Gap::Line && before.words <= 40;
        let is_title = before.ending == Ending::Open && before.words >= 3;
        if credit.is(BlockKind::Credit) && credit.begins_line() && may_be_caption(before) && (is_apart || is_title) {
            page.settle(index - 1, BlockKind::Caption, "caption_before_credit");
        }
    }
}

/// `Image caption` alone in its line: the caption is the next.
fn mark_captions_after_leads(page: &mut Page) {
    for index in 1..page.pieces.len() {
        let lead = page.tokens(index - 1);
        let is_lead = page.pieces[index - 1].is(BlockKind::Caption) && phrase_length(lead, BlockKind::Caption) == lead.len();
        if is_lead && page.pieces[index].begins_line() && may_be_caption(&page.pieces[index]) {
            page.settle(index, BlockKind::Caption, "caption_after_lead");
        }
    }
}

/// `The quay at dawnCredit: Agency`, as programs leave it that put the words of two boxes together.
fn mark_glued_credits(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if !page.is_open(index) || !may_be_caption(&page.pieces[index]) {
            continue;
        }
        let tokens = page.tokens(index);
        let end = &tokens[tokens.len().saturating_sub(LONGEST_CUT)..];
        let is_glued = |two: &[Token]| two[1].is_mark(':') && page.document.slice(two[0].span).ends_with("Credit");
        let is_credited = end.windows(2).any(is_glued) || ends_in_glued_agency(end) || ends_in_switch(page.document, end);
        if is_credited {
            page.settle(index, BlockKind::Caption, "caption_with_credit");
        }
    }
}

/// `… in New York.Agency`
fn ends_in_glued_agency(tokens: &[Token]) -> bool {
    let [.., before, last] = tokens else { return false };
    before.is_mark('.') && last.gap == Gap::None && last.is_capitalised() && last.is(WordClass::PhotoAgency)
}

/// `… at the quay on Monday... more`: what a reader clicks to have all of a caption or less of it.
fn ends_in_switch(document: &Document, tokens: &[Token]) -> bool {
    let [.., before, last] = tokens else { return false };
    match document.slice(last.span) {
        "more" => before.kind == TokenKind::Dots,
        "less" => before.is_mark(')'),
        _ => false,
    }
}

/// Pages that give a caption to the reader and to the picture's description hold it twice, the second time with the credit.
fn mark_doubled(page: &mut Page) {
    for index in 0..page.pieces.len().saturating_sub(1) {
        let (piece, next) = (&page.pieces[index], &page.pieces[index + 1]);
        let has_credit = next.is(BlockKind::Caption);
        if piece.hash == next.hash && piece.words >= 3 && piece.ending == Ending::Open && has_credit {
            page.settle(index, BlockKind::Caption, "doubled_caption");
        }
    }
}

/// A line without a full stop that repeats a paragraph is that paragraph set under a picture.
fn mark_repeated_sentences(page: &mut Page) {
    let may_repeat = |piece: &Piece| piece.ending == Ending::Open && piece.words >= 8;
    if !page.pieces.iter().skip(1).any(may_repeat) {
        return;
    }
    let prose: HashSet<u64> =
        page.pieces.iter().filter(|piece| piece.is_prose() && piece.words >= 8).map(|piece| piece.hash).collect();
    for index in 1..page.pieces.len() {
        let piece = &page.pieces[index];
        if may_repeat(piece) && prose.contains(&piece.hash) {
            page.settle(index, BlockKind::Caption, "caption_repeats_paragraph");
        }
    }
}
