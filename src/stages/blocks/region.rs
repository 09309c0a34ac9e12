//! Which part of a whole page is the article: the run of lines that reads most like prose.
//!
//! Each line has a score, positive for sentences and negative for titles, menus and furniture; the article is the run with the greatest sum
//! (Kadane's algorithm, one pass). On text that holds little but the article the run is nearly all of it, and what it leaves over is too
//! little to count as a page's frame.

use std::ops::Range;

use super::page::{Ending, Marker, Page, Piece};
use super::{goods, title};
use crate::annotation::BlockKind;
use crate::lang::en::Opens;
use crate::text::{Shape, Token};

/// The frame of a page costs at least this much; less is left to the other rules.
const FRAME: i32 = -40;
/// A text is a whole page if what is outside the article counts at least this much: two for a line of furniture by its words, one for a
/// line that may be of a menu.
const EVIDENCE_OF_A_PAGE: usize = 20;
/// Less will do if the first line is the page's title: a line above the text repeats it.
const EVIDENCE_BESIDE_TITLE: usize = 12;
/// An article that ends in a list goes on at most so many lines, to the next furniture.
const LONGEST_LIST: usize = 120;
/// So many bylines and time stamps are those of other articles.
const FEWEST_STAMPS: usize = 3;
/// Words of a sentence that belongs to the article where it stands between its headline and its text, among pictures and links.
const LONG_SENTENCE: usize = 15;
/// Words of a line that is a sentence without a stop.
const SHORTEST_OPEN_SENTENCE: usize = 9;
/// Words of a sentence that belongs to the text below it though a box of so many lines stands between.
const SENTENCE_ABOVE_BOX: usize = 25;
const LONGEST_BOX: usize = 3;
/// Words of the longest tag.
const LONGEST_TAG: usize = 3;

/// The pieces of the article, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The headline, where the page has one above the text; or the same as `start`.
    pub(super) head: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Region {
    /// Whether a piece can be a paragraph of the article by its place: between headline and text only a long sentence can.
    pub(super) fn admits(self, index: usize, piece: &Piece) -> bool {
        let is_in_head = (self.head..self.start).contains(&index) && piece.is_prose() && piece.words >= LONG_SENTENCE;
        is_in_head || (self.start..self.end).contains(&index)
    }
}

/// The article's part of the page.
pub(super) fn find(page: &Page) -> Region {
    let scores: Vec<i32> = (0..page.pieces.len()).map(|index| score(page, index)).collect();
    let best = best_run(&scores);
    let outside = page.pieces[..best.start].iter().chain(&page.pieces[best.end..]);
    let run = Region { head: best.start, start: best.start, end: best.end };
    let needed = if title::find(page, run).is_some() { EVIDENCE_BESIDE_TITLE } else { EVIDENCE_OF_A_PAGE };
    if outside.map(evidence_of_a_page).sum::<usize>() < needed {
        return Region { head: 0, start: 0, end: page.pieces.len() };
    }
    let head: i32 = scores[..best.start].iter().sum();
    let tail: i32 = scores[best.end..].iter().sum();
    let start = if head <= FRAME { start_of_text(page, best.start) } else { 0 };
    Region { head: start, start, end: if tail <= FRAME { end_of_list(page, best.end) } else { page.pieces.len() } }
}

/// How much a line tells that it is part of a page's frame.
fn evidence_of_a_page(piece: &Piece) -> usize {
    let is_menu = (1..=2).contains(&piece.words) && piece.ending == Ending::Open && piece.marker == Marker::None;
    match piece.verdict {
        Some(verdict) if verdict.kind == BlockKind::Boilerplate && piece.words > 0 => 2,
        None if is_menu => 1,
        _ => 0,
    }
}

/// Lines above the first full sentence that read like sentences, though they have no stop, belong to it; so does a long sentence that a box
/// of a few lines parts from it.
fn start_of_text(page: &Page, mut start: usize) -> usize {
    let is_text = |&index: &usize| {
        let piece = &page.pieces[index];
        piece.verdict.is_none() && piece.words >= SHORTEST_OPEN_SENTENCE && piece.lower * 2 >= piece.words
    };
    let is_sentence = |&index: &usize| {
        let piece = &page.pieces[index];
        piece.verdict.is_none() && piece.is_prose() && piece.words >= SENTENCE_ABOVE_BOX
    };
    loop {
        start -= (0..start).rev().take_while(is_text).count();
        let is_box = |&index: &usize| !page.pieces[index].is(BlockKind::Dateline);
        let above = (start.saturating_sub(LONGEST_BOX + 1)..start).rev().take_while(is_box).find(is_sentence);
        match above {
            Some(sentence) => start = sentence,
            None => return start,
        }
    }
}

/// Titles and items behind the last sentence still belong to the article, if the page's furniture follows soon; but not the tags before it.
/// A list in which bylines or time stamps stand is one of other articles.
fn end_of_list(page: &Page, end: usize) -> usize {
    let near = end..page.pieces.len().min(end + LONGEST_LIST);
    let is_furniture = |&index: &usize| {
        let piece = &page.pieces[index];
        let is_between = |kind: BlockKind| matches!(kind, BlockKind::Dateline | BlockKind::Caption | BlockKind::Credit);
        piece.words > 0 && piece.verdict.is_some_and(|verdict| !is_between(verdict.kind) && verdict.rule != "address")
    };
    let furniture = { near }.find(is_furniture).unwrap_or(end);
    let stamps = page.pieces[end..furniture].iter().filter(|piece| piece.is(BlockKind::Dateline)).count();
    let tags = (end..furniture).rev().take_while(|&index| is_tag(page, index)).count();
    match () {
        () if stamps >= FEWEST_STAMPS => end,
        () if tags > 1 => furniture - tags,
        () => furniture,
    }
}

/// A name or a word or two with capital letters.
fn is_tag(page: &Page, index: usize) -> bool {
    let piece = &page.pieces[index];
    let is_name = page.tokens(index).iter().all(|token| token.is_word() && token.is_capitalised());
    (1..=LONGEST_TAG).contains(&piece.words) && piece.ending == Ending::Open && is_name
}

/// Labels what is outside the region and not yet known.
pub(super) fn mark(page: &mut Page, region: Region) {
    for index in (0..region.start).chain(region.end..page.pieces.len()) {
        if region.admits(index, &page.pieces[index]) {
            continue;
        }
        let is_title = (4..=25).contains(&page.pieces[index].words);
        let kind = if is_title && index >= region.end { BlockKind::RelatedLink } else { BlockKind::Boilerplate };
        if page.pieces[index].verdict.is_some_and(|verdict| verdict.rule == goods::RULE) {
            page.overrule(index, kind, "page_frame");
        }
        page.settle(index, kind, "page_frame");
    }
}

/// In tenths of a line's worth. Marks alone say nothing: some pages put an invisible one between paragraphs. Nor do tags that were left in the
/// text, be it the article's or not.
fn score(page: &Page, index: usize) -> i32 {
    let piece = &page.pieces[index];
    let is_left_over = piece.verdict.is_some_and(|verdict| verdict.rule == "markup");
    if piece.words == 0 || is_left_over || piece.verdict.is_none() && is_measure(page.tokens(index)) {
        return 0;
    }
    let furniture = match piece.verdict.map(|verdict| verdict.kind) {
        Some(BlockKind::Caption | BlockKind::Credit) => Some(-1),
        Some(BlockKind::Advertisement) => Some(-3),
        Some(BlockKind::RelatedLink) => Some(-5),
        Some(BlockKind::Dateline) => Some(-6),
        Some(BlockKind::ListItem) => Some(3),
        Some(_) => Some(-10),
        None => None,
    };
    let prose = match (piece.is_prose(), piece.words) {
        (true, 40..) => 40,
        (true, 25..) => 25,
        (true, 15..) => 12,
        (true, 9..) => 5,
        (true, _) => 2,
        (false, 25..) => 5,
        (false, 4..) => -9,
        (false, _) => -10,
    };
    furniture.unwrap_or(prose) - if piece.opens == Opens::End { 120 } else { 0 }
}

/// `8-9 ripe pears, cored`, `1 tsp cinnamon`: an item of a list of things, which begins with a figure and has no capital. No menu is built so.
fn is_measure(tokens: &[Token]) -> bool {
    tokens.len() >= 3
        && tokens.first().is_some_and(Token::is_number)
        && tokens.iter().any(Token::is_word)
        && tokens.iter().all(|token| !token.is_word() || token.shape == Shape::Lower)
}

/// The run with the greatest sum, the first of several.
fn best_run(scores: &[i32]) -> Range<usize> {
    let (mut best, mut best_sum) = (0..scores.len(), 0);
    let (mut start, mut sum) = (0, 0);
    for (index, score) in scores.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (index, 0);
        }
        sum += score;
        if sum > best_sum {
            (best, best_sum) = (start..index + 1, sum);
        }
    }
    best
}
