//! Links to other pages under a heading such as `MORE LIKE THIS:`.

use super::page::{Ending, Marker, Page};
use crate::annotation::BlockKind;

/// No list of links in an article is longer; what goes on is a page's own navigation, which the region settles.
const LONGEST_LIST: usize = 12;
/// Words of the longest title.
const LONGEST_TITLE: usize = 30;

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if page.pieces[index].opens_list {
            mark_titles_after(page, index);
        }
    }
}

fn mark_titles_after(page: &mut Page, opener: usize) {
    for index in opener + 1..page.pieces.len().min(opener + 1 + LONGEST_LIST) {
        let piece = &page.pieces[index];
        let is_title = piece.words <= LONGEST_TITLE && (piece.ending == Ending::Open || piece.marker == Marker::Bullet);
        if piece.verdict.is_some() || !is_title {
            return;
        }
        page.settle(index, BlockKind::RelatedLink, "link_in_list");
    }
}
