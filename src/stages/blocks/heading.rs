//! The head of an article: headline, standfirst, and the author's name where it stands alone.

use super::page::{Ending, Page};
use super::region::Region;
use super::stamps::is_bare_name;
use crate::annotation::BlockKind;

/// Pieces above the first paragraph that may belong to the head.
const DEEPEST: usize = 12;
/// Words of the longest headline.
const LONGEST_HEADLINE: usize = 30;
/// Words of the longest standfirst.
const LONGEST_STANDFIRST: usize = 60;

pub(super) fn mark(page: &mut Page, region: Region) {
    let Some(first) = first_paragraph(page, region) else { return };
    let top = first.saturating_sub(DEEPEST);
    if let Some(headline) = headline_among(page, top, first) {
        page.settle(headline, BlockKind::Headline, "headline");
        mark_under_headline(page, headline, first);
        mark_labels(page, top.max(region.start), headline);
        mark_repeated_headlines(page, headline);
    }
    mark_standfirst_before_stamp(page, top, first);
}

/// The first piece that reads like a paragraph of the article.
fn first_paragraph(page: &Page, region: Region) -> Option<usize> {
    (region.start..region.end).find(|&index| {
        let stands_before_stamp = page.pieces.get(index + 1).is_some_and(|next| next.is(BlockKind::Dateline) && next.begins_line());
        page.is_open(index) && page.pieces[index].is_prose() && !(stands_before_stamp && index < region.start + 3)
    })
}

/// The title nearest to the top of the article: for a page, the last line above the text that the page's first line repeats; or else the
/// first line that can be one.
fn headline_among(page: &Page, top: usize, first: usize) -> Option<usize> {
    let can_be = |index: &usize| {
        let piece = &page.pieces[*index];
        page.is_open(*index)
            && piece.ending != Ending::Pause
            && (3..=LONGEST_HEADLINE).contains(&piece.words)
            && !is_bare_name(page.tokens(*index))
            && !piece.is_prose()
    };
    let repeats_title = |index: &usize| *index > 0 && begins_with(page, 0, *index);
    let candidates = || (top..first).filter(can_be);
    candidates().rev().find(repeats_title).or_else(|| if top == 0 { candidates().next() } else { candidates().next_back() })
}

/// Whether the words of piece `whole` begin with those of piece `part`.
fn begins_with(page: &Page, whole: usize, part: usize) -> bool {
    let words = |index: usize| {
        page.tokens(index).iter().filter(|token| token.is_word() || token.is_number()).map(|token| page.document.slice(token.span))
    };
    let mut of_whole = words(whole);
    words(part).all(|word| of_whole.next().is_some_and(|other| other.eq_ignore_ascii_case(word)))
}

/// The standfirst and the author's name between headline and text.
fn mark_under_headline(page: &mut Page, headline: usize, first: usize) {
    for index in headline + 1..first {
        if !page.is_open(index) {
            continue;
        }
        let piece = &page.pieces[index];
        if is_bare_name(page.tokens(index)) {
            page.settle(index, BlockKind::Dateline, "author_alone");
        } else if index == headline + 1 && (6..=LONGEST_STANDFIRST).contains(&piece.words) && piece.ending != Ending::Pause {
            page.settle(index, BlockKind::Standfirst, "standfirst");
        }
    }
}

/// A sentence above a byline or time stamp at the top is the standfirst.
fn mark_standfirst_before_stamp(page: &mut Page, top: usize, first: usize) {
    for index in top..first.min(page.pieces.len().saturating_sub(1)) {
        let is_before_stamp = page.pieces[index + 1].is(BlockKind::Dateline) && page.pieces[index + 1].begins_line();
        let words = page.pieces[index].words;
        if is_before_stamp && (6..=LONGEST_STANDFIRST).contains(&words) && page.pieces[index].is_prose() {
            page.settle(index, BlockKind::Standfirst, "standfirst");
        }
    }
}

/// A word or two above the headline name the section of the newspaper.
fn mark_labels(page: &mut Page, top: usize, headline: usize) {
    for index in top..headline {
        if page.pieces[index].words <= 3 && page.pieces[index].ending == Ending::Open {
            page.settle(index, BlockKind::Boilerplate, "section_label");
        }
    }
}

/// The headline again, further down.
fn mark_repeated_headlines(page: &mut Page, headline: usize) {
    let (hash, words) = (page.pieces[headline].hash, page.pieces[headline].words);
    for index in 0..page.pieces.len() {
        if index != headline && words >= 4 && page.pieces[index].hash == hash {
            page.settle(index, BlockKind::Boilerplate, "repeated_headline");
        }
    }
}
