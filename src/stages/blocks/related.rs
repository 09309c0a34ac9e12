//! What a line says of its neighbours: links to other pages under a heading such as `MORE LIKE THIS:` or above a line such as `Read more`, a box that
//! ends with it.

use super::page::{Ending, Marker, Page, Piece};
use crate::annotation::BlockKind;
use crate::lang::en::Opens;

/// No list of links in an article is longer; what goes on is a page's own navigation, which the region settles.
const LONGEST_LIST: usize = 20;
/// Words of the longest title.
const LONGEST_TITLE: usize = 30;
/// A sign-up box has no more lines.
const LONGEST_BOX: usize = 5;
/// Words of the shortest title above `Read more`.
const SHORTEST_TITLE: usize = 4;

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        match page.pieces[index].opens {
            Opens::List => mark_titles_after(page, index),
            Opens::Link => {
                mark_titles_before(page, index);
                mark_titles_after(page, index);
            }
            Opens::Box => mark_box_before(page, index),
            Opens::Nothing | Opens::End => {}
        }
    }
}

/// A list goes on through furniture of one line that is no heading itself.
fn mark_titles_after(page: &mut Page, opener: usize) {
    for index in opener + 1..page.pieces.len().min(opener + 1 + LONGEST_LIST) {
        let piece = &page.pieces[index];
        let is_title = piece.words <= LONGEST_TITLE && (piece.ending == Ending::Open || piece.marker == Marker::Bullet);
        let is_link = piece.is(BlockKind::RelatedLink) || piece.is(BlockKind::Boilerplate);
        let is_passed = is_link && piece.opens == Opens::Nothing && piece.words > 0;
        if !is_title || (piece.verdict.is_some() && !is_passed) {
            return;
        }
        page.settle(index, BlockKind::RelatedLink, "link_in_list");
    }
}

/// A title, and a line about it, that the page cut off.
fn mark_titles_before(page: &mut Page, last: usize) {
    for index in (last.saturating_sub(2)..last).rev() {
        let piece = &page.pieces[index];
        if piece.verdict.is_some() || !is_open_title(piece) {
            return;
        }
        page.settle(index, BlockKind::RelatedLink, "link_above");
    }
}

/// `Sign up …`, what one signs up to, `after newsletter promotion`: the lines between belong to the box.
fn mark_box_before(page: &mut Page, last: usize) {
    let first = last.saturating_sub(LONGEST_BOX);
    let opening = (first..last).rev().find(|&index| page.pieces[index].is(BlockKind::Boilerplate));
    let inside = opening.map_or(last..last, |opening| opening + 1..last);
    inside.for_each(|index| page.settle(index, BlockKind::Boilerplate, "sign_up_box"));
}

fn is_open_title(piece: &Piece) -> bool {
    piece.ending == Ending::Open && piece.begins_line() && (SHORTEST_TITLE..=LONGEST_TITLE).contains(&piece.words)
}
