//! Links without a heading: teasers that the page cut off, and cards, which a list's empty markers part.

use super::page::{Ending, Page, Piece};
use crate::annotation::BlockKind;
use crate::text::{Token, TokenKind};

/// So many of a kind are a list and no accident.
const FEWEST: usize = 3;
/// Words of the shortest teaser, and of the longest title above one.
const SHORTEST_TEASER: usize = 8;
const LONGEST_TITLE: usize = 25;
/// Lines of a card.
const LONGEST_CARD: usize = 3;

pub(super) fn mark(page: &mut Page) {
    mark_cut_off(page);
    mark_cards(page);
}

/// Lines that end in dots, with the titles above them. One alone is a sentence that its author left open.
fn mark_cut_off(page: &mut Page) {
    let teasers: Vec<usize> = (0..page.pieces.len()).filter(|&index| is_teaser(page, index)).collect();
    if teasers.len() < FEWEST {
        return;
    }
    for index in teasers {
        page.settle(index, BlockKind::RelatedLink, "teaser");
        if index > 0 && is_title(&page.pieces[index - 1]) {
            page.settle(index - 1, BlockKind::RelatedLink, "teaser");
        }
    }
}

/// Dots right behind a letter, nobody speaking.
fn is_teaser(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let is_cut = matches!(tokens, [.., before, last] if last.kind == TokenKind::Dots && last.is_attached() && before.is_word());
    is_cut && page.is_open(index) && page.pieces[index].words >= SHORTEST_TEASER && !tokens.iter().any(Token::is_quotation_mark)
}

fn is_title(piece: &Piece) -> bool {
    piece.ending == Ending::Open && (SHORTEST_TEASER / 2..=LONGEST_TITLE).contains(&piece.words)
}

/// A marker of a list alone in its line, then a title or two lines: so programs write a list whose items are boxes.
fn mark_cards(page: &mut Page) {
    let markers: Vec<usize> = (0..page.pieces.len()).filter(|&index| is_empty_marker(page, index)).collect();
    let is_run = |&one: &usize, &next: &usize| next - one <= LONGEST_CARD && card_length(page, one) > 0;
    let runs = markers.chunk_by(is_run).filter(|run| run.len() >= FEWEST);
    let lines: Vec<usize> =
        runs.flatten().flat_map(|&marker| (marker + 1..page.pieces.len()).take(card_length(page, marker))).collect();
    for line in lines {
        page.settle(line, BlockKind::RelatedLink, "card");
    }
}

fn is_empty_marker(page: &Page, index: usize) -> bool {
    matches!(page.tokens(index), [token] if matches!(token.mark(), Some('-' | '•' | '–' | '*')))
}

/// Number of titles behind a marker, up to the next.
fn card_length(page: &Page, marker: usize) -> usize {
    let is_line = |&index: &usize| {
        let piece = &page.pieces[index];
        page.is_open(index) && !piece.is_prose() && (1..=LONGEST_TITLE).contains(&piece.words)
    };
    (marker + 1..page.pieces.len()).take(LONGEST_CARD - 1).take_while(is_line).count()
}
