//! Which part of a whole page is the article: the run of lines that reads most like prose.
//!
//! Each line has a score, positive for sentences and negative for titles, menus and furniture; the article is the run with the greatest sum
//! (Kadane's algorithm, one pass). On text that holds little but the article the run is nearly all of it, and what it leaves over is too
//! little to count as a page's frame.

use super::page::{Ending, Marker, Page, Piece};
use crate::annotation::BlockKind;

/// The frame of a page costs at least this much; less is left to the other rules.
const FRAME: i32 = -40;
/// A text is a whole page if what is outside the article counts at least this much: two for a line of furniture by its words, one for a
/// line that may be of a menu.
const EVIDENCE_OF_A_PAGE: usize = 12;
/// An article that ends in a list goes on at most so many lines, to the next furniture.
const LONGEST_LIST: usize = 40;

/// The pieces of the article, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The article's part of the page.
pub(super) fn find(page: &Page) -> Region {
    let scores: Vec<i32> = page.pieces.iter().map(score).collect();
    let best = best_run(&scores);
    let outside = page.pieces[..best.start].iter().chain(&page.pieces[best.end..]);
    if outside.map(evidence_of_a_page).sum::<usize>() < EVIDENCE_OF_A_PAGE {
        return Region { start: 0, end: page.pieces.len() };
    }
    let head: i32 = scores[..best.start].iter().sum();
    let tail: i32 = scores[best.end..].iter().sum();
    Region {
        start: if head <= FRAME { best.start } else { 0 },
        end: if tail <= FRAME { end_of_list(page, best.end) } else { page.pieces.len() },
    }
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

/// Titles and items behind the last sentence still belong to the article, if the page's furniture follows soon.
fn end_of_list(page: &Page, end: usize) -> usize {
    let near = end..page.pieces.len().min(end + LONGEST_LIST);
    { near }.find(|&index| page.pieces[index].verdict.is_some()).unwrap_or(end)
}

/// Labels what is outside the region and not yet known.
pub(super) fn mark(page: &mut Page, region: Region) {
    for index in (0..region.start).chain(region.end..page.pieces.len()) {
        let is_title = (4..=25).contains(&page.pieces[index].words);
        let kind = if is_title && index >= region.end { BlockKind::RelatedLink } else { BlockKind::Boilerplate };
        page.settle(index, kind, "page_frame");
    }
}

/// In tenths of a line's worth.
fn score(piece: &Piece) -> i32 {
    let furniture = match piece.verdict.map(|verdict| verdict.kind) {
        Some(BlockKind::Caption | BlockKind::Credit) => Some(-3),
        Some(BlockKind::Dateline) => Some(-6),
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
    furniture.unwrap_or(prose) - if piece.ends_article { 120 } else { 0 }
}

/// The run with the greatest sum, the first of several.
fn best_run(scores: &[i32]) -> Region {
    let (mut best, mut best_sum) = (Region { start: 0, end: scores.len() }, 0);
    let (mut start, mut sum) = (0, 0);
    for (index, score) in scores.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (index, 0);
        }
        sum += score;
        if sum > best_sum {
            (best, best_sum) = (Region { start, end: index + 1 }, sum);
        }
    }
    best
}
