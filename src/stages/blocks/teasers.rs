//! Links without a heading: teasers that the page cut off, cards, which a list's empty markers part, and titles of pages with their site.

use super::page::{Ending, Page, Piece};
use crate::annotation::BlockKind;
use crate::text::{Gap, Token, TokenKind};

/// So many of a kind are a list and no accident.
const FEWEST: usize = 3;
/// Words of the shortest teaser, and of the longest title above one.
const SHORTEST_TEASER: usize = 8;
const LONGEST_TITLE: usize = 25;
/// Words of the longest heading above a list.
const LONGEST_HEADING: usize = 3;
/// How far from each other the teasers of a list stand, in lines: a title and a teaser that was not cut may lie between.
const FURTHEST_TEASER: usize = 4;
/// Lines of a card.
const LONGEST_CARD: usize = 3;

pub(super) fn mark(page: &mut Page) {
    mark_cut_off(page);
    mark_cards(page);
    mark_titles_with_site(page);
}

/// Lines that end in dots, with the titles above them. One alone is a sentence that its author left open.
fn mark_cut_off(page: &mut Page) {
    let teasers: Vec<usize> = (0..page.pieces.len()).filter(|&index| is_teaser(page, index)).collect();
    if teasers.len() < FEWEST {
        return;
    }
    // Between teasers that stand close to each other is another one, which was short enough not to be cut.
    for run in teasers.chunk_by(|&one, &next| next - one <= FURTHEST_TEASER) {
        let first = run[0] - usize::from(run[0] > 0 && is_title(&page.pieces[run[0] - 1]));
        let is_list = run.len() >= FEWEST;
        if is_list && first > 0 && is_heading(&page.pieces[first - 1]) {
            page.settle(first - 1, BlockKind::RelatedLink, "teaser");
        }
        for index in first..=run[run.len() - 1] {
            let is_title_of_teaser = page.pieces[index].ending == Ending::Open || is_cut_off(page.tokens(index));
            if is_list || is_title_of_teaser {
                page.settle(index, BlockKind::RelatedLink, "teaser");
            }
        }
    }
}

/// Dots right behind a letter, nobody speaking.
fn is_teaser(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let is_said = || tokens.iter().any(Token::is_quotation_mark);
    is_cut_off(tokens) && page.is_open(index) && page.pieces[index].words >= SHORTEST_TEASER && !is_said()
}

/// Whether dots stand right behind the last word.
pub(super) fn is_cut_off(tokens: &[Token]) -> bool {
    matches!(tokens, [.., before, last] if last.kind == TokenKind::Dots && last.is_attached() && before.is_word())
}

/// A word or two above a list.
fn is_heading(piece: &Piece) -> bool {
    piece.ending == Ending::Open && (1..=LONGEST_HEADING).contains(&piece.words)
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

/// Number of lines of the card behind a marker: a title, which may be a question, and a line about it, which may be a sentence where the next
/// marker or the end of the page follows.
fn card_length(page: &Page, marker: usize) -> usize {
    let (title, line) = (marker + 1, marker + 2);
    let can_be = |index: usize| page.is_open(index) && (1..=LONGEST_TITLE).contains(&page.pieces[index].words);
    let is_question = |index: usize| page.tokens(index).last().is_some_and(|last| last.is_mark('?'));
    if !can_be(title) || page.pieces[title].is_prose() && !is_question(title) {
        return 0;
    }
    let ends_card = line + 1 >= page.pieces.len() || is_empty_marker(page, line + 1);
    let has_line = can_be(line) && (ends_card || !page.pieces[line].is_prose());
    1 + usize::from(has_line)
}

/// `Harbour Week 2025 | A lamp for the quay`: three titles or more with a bar in them, one below the other, and no prose behind them.
fn mark_titles_with_site(page: &mut Page) {
    let last_prose = (0..page.pieces.len()).rev().find(|&index| page.is_open(index) && page.pieces[index].is_prose());
    let behind_prose = last_prose.map_or(page.pieces.len(), |last| last + 1);
    let titles: Vec<usize> = (behind_prose..page.pieces.len()).filter(|&index| has_bar(page, index)).collect();
    for run in titles.chunk_by(|&one, &next| one + 1 == next).filter(|run| run.len() >= FEWEST) {
        run.iter().for_each(|&index| page.settle(index, BlockKind::RelatedLink, "title_with_site"));
    }
}

/// A title with one bar, set off by blanks.
fn has_bar(page: &Page, index: usize) -> bool {
    let mut bars = page.tokens(index).iter().filter(|token| token.is_mark('|'));
    let is_set_off = bars.next().is_some_and(|bar| bar.gap == Gap::Space) && bars.next().is_none();
    is_set_off && page.is_open(index) && is_title(&page.pieces[index])
}
