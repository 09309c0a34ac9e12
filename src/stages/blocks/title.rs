//! Which line of a whole page is the headline of its article.

use super::page::{Ending, Page};
use super::region::Region;
use crate::annotation::BlockKind;

/// Pieces above the article's text among which its headline is looked for: pictures, share rows and links may stand between.
const FURTHEST: usize = 40;
/// Words of the longest headline, and of the shortest that is told by the page's first line.
const LONGEST: usize = 30;
const SHORTEST: usize = 3;

/// The line above the article's text that the page's own title, in its first line, repeats.
///
/// It may have been taken for a link: a page that offers films names the article as the one that is up next.
pub(super) fn find(page: &Page, region: Region) -> Option<usize> {
    let first =
        (region.start..region.end).find(|&index| page.is_open(index) && page.pieces[index].is_prose()).unwrap_or(region.start);
    let may_be = |&index: &usize| {
        let piece = &page.pieces[index];
        (SHORTEST..=LONGEST).contains(&piece.words)
            && piece.ending != Ending::Pause
            && (page.is_open(index) || piece.is(BlockKind::RelatedLink))
    };
    let title = words(page, 0);
    (first.saturating_sub(FURTHEST).max(1)..first).rev().filter(may_be).find(|&index| is_of_title(&title, &words(page, index)))
}

/// Whether a line is the larger part of the page's title, or its beginning.
fn is_of_title(title: &[String], line: &[String]) -> bool {
    let is_larger_part = line.len() * 2 >= title.len() && title.windows(line.len()).any(|part| part == line);
    is_larger_part || (line.len() > SHORTEST && title.starts_with(line))
}

/// The words and figures of a piece in small letters; none of one that is too long for a title.
fn words(page: &Page, index: usize) -> Vec<String> {
    if page.pieces.get(index).is_none_or(|piece| piece.words > LONGEST) {
        return Vec::new();
    }
    let words = page.tokens(index).iter().filter(|token| token.is_word() || token.is_number());
    words.map(|token| page.document.slice(token.span).to_lowercase()).collect()
}
