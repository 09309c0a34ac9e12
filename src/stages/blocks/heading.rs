//! The head of an article: headline, standfirst, and the author's name where it stands alone.

use super::authors::{is_author_line, is_bare_name};
use super::page::{Ending, Marker, Page, is_name_part};
use super::prose::LONG_ENOUGH_TO_REPEAT;
use super::region::Region;
use super::stamps::is_post;
use crate::annotation::BlockKind;
use crate::text::{Gap, Token};

/// Pieces above the first paragraph that may belong to the head.
const DEEPEST: usize = 12;
/// Pieces above the first paragraph that may be labels.
const FURTHEST_LABEL: usize = 60;
/// Words of the longest headline.
const LONGEST_HEADLINE: usize = 30;
/// Words of the longest standfirst.
const LONGEST_STANDFIRST: usize = 60;

pub(super) fn mark(page: &mut Page, region: Region) {
    let Some(first) = first_paragraph(page, region) else { return };
    let top = first.saturating_sub(DEEPEST).max(region.head);
    mark_authors_below_by(page, top, page.pieces.len().min(first + DEEPEST));
    let settled = (region.head..first).find(|&index| page.pieces[index].is(BlockKind::Headline));
    let marked = || (top..first).find(|&index| page.is_open(index) && is_marked_heading(page.tokens(index)));
    if let Some(headline) = settled.or_else(marked).or_else(|| headline_among(page, first.saturating_sub(DEEPEST), first)) {
        page.settle(headline, BlockKind::Headline, "headline");
        mark_under_headline(page, headline, first);
        mark_repeated_headlines(page, headline);
    }
    mark_labels(page, first.saturating_sub(FURTHEST_LABEL).max(region.head), first);
    mark_standfirst_before_stamp(page, top, first);
    mark_repeated_standfirst(page, region, first);
}

/// The first piece that reads like a paragraph of the article.
fn first_paragraph(page: &Page, region: Region) -> Option<usize> {
    (region.head..region.end).find(|&index| {
        let stands_before_stamp = page.pieces.get(index + 1).is_some_and(|next| next.is(BlockKind::Dateline) && next.begins_line());
        let is_standfirst = stands_before_stamp && index < region.head + 3;
        page.is_open(index) && page.pieces[index].is_prose() && region.admits(index, &page.pieces[index]) && !is_standfirst
    })
}

/// `# Bridge closes`: the title of a text in Markdown.
fn is_marked_heading(tokens: &[Token]) -> bool {
    matches!(tokens, [mark, first, ..] if mark.is_mark('#') && first.gap == Gap::Space && first.is_word())
}

/// The title nearest to the top of the article: the first line above a byline or time stamp that can be one, or else for a page the last,
/// for a text the first line that can be one.
fn headline_among(page: &Page, top: usize, first: usize) -> Option<usize> {
    let can_be = |index: &usize| {
        let piece = &page.pieces[*index];
        page.is_open(*index)
            && piece.ending != Ending::Pause
            && (3..=LONGEST_HEADLINE).contains(&piece.words)
            && !is_bare_name(page.document, page.tokens(*index))
            && !piece.is_prose()
    };
    let stands_above_stamp = |index: &usize| {
        (index + 1..(index + 4).min(first)).any(|next| page.pieces[next].is(BlockKind::Dateline) && page.pieces[next].begins_line())
    };
    let candidates = || (top..first).filter(can_be);
    let near_text = || if top == 0 { candidates().next() } else { candidates().next_back() };
    let is_long = |index: &usize| page.pieces[*index].words > 3;
    candidates().filter(is_long).find(stands_above_stamp).or_else(near_text)
}

/// The standfirst, the author's name and what stands below it, between headline and text.
fn mark_under_headline(page: &mut Page, headline: usize, first: usize) {
    for index in headline + 1..first {
        if !page.is_open(index) {
            continue;
        }
        let piece = &page.pieces[index];
        let stands_above_stamp = page.pieces.get(index + 1).is_some_and(|next| next.is(BlockKind::Dateline));
        let has_author_above = page.pieces[index - 1].verdict.is_some_and(|verdict| verdict.rule == "author_alone");
        if is_bare_name(page.document, page.tokens(index)) || stands_above_stamp && is_author_line(page.tokens(index)) {
            page.settle(index, BlockKind::Dateline, "author_alone");
        } else if has_author_above && is_post(page, index) {
            page.settle(index, BlockKind::Dateline, "author_post");
        } else if index == headline + 1
            && (6..=LONGEST_STANDFIRST).contains(&piece.words)
            && piece.ending != Ending::Pause
            && piece.lower > 1
        {
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

/// A word or two above the headline, a byline, a picture or a share row name the section of the newspaper, or are a button.
fn mark_labels(page: &mut Page, top: usize, first: usize) {
    let is_head = |index: &usize| {
        let (piece, next) = (&page.pieces[*index], &page.pieces[index + 1]);
        piece.verdict.is_some() && piece.words > 0 && piece.begins_line() && next.begins_line()
    };
    let Some(last) = (top..first).rev().find(is_head) else { return };
    for index in top..last {
        let piece = &page.pieces[index];
        if piece.words <= 3 && piece.ending == Ending::Open && piece.marker == Marker::None {
            page.settle(index, BlockKind::Boilerplate, "section_label");
        }
    }
}

/// `By` alone in its line, and the names below it.
fn mark_authors_below_by(page: &mut Page, top: usize, end: usize) {
    for index in top..end {
        let [by] = page.tokens(index) else { continue };
        if !page.is_open(index) || !page.document.slice(by.span).eq_ignore_ascii_case("by") {
            continue;
        }
        page.settle(index, BlockKind::Dateline, "byline");
        for name in index + 1..end.min(index + 8) {
            let is_name = page.pieces[name].words <= 4 && page.tokens(name).iter().all(is_name_part);
            if !is_name || !(page.is_open(name) || page.pieces[name].words == 0) {
                break;
            }
            page.settle(name, BlockKind::Dateline, "author_alone");
        }
    }
}

/// The first paragraph that comes again, word for word, was a summary; where the second one comes again too, the page holds a copy of its
/// article.
fn mark_repeated_standfirst(page: &mut Page, region: Region, first: usize) {
    let (hash, words) = (page.pieces[first].hash, page.pieces[first].words);
    let hash_behind = |index: usize| page.pieces.get(index + 1).map(|next| next.hash);
    let is_again =
        |index: usize| page.is_open(index) && page.pieces[index].hash == hash && page.pieces[index].ending != Ending::Open;
    let comes_again =
        (first + 1..region.end.min(first + DEEPEST)).any(|index| is_again(index) && hash_behind(index) != hash_behind(first));
    if comes_again && (LONG_ENOUGH_TO_REPEAT..=LONGEST_STANDFIRST).contains(&words) {
        page.settle(first, BlockKind::Standfirst, "standfirst");
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
