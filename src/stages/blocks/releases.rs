//! What a company says of itself below a press release.

use super::page::{Page, is_name_part};
use super::region::Region;
use crate::annotation::BlockKind;
use crate::text::Token;

/// Paragraphs at the end of a release among which it stands.
const LAST_PARAGRAPHS: usize = 8;
/// How far behind `is` what the company is may stand, in tokens.
const FURTHEST: usize = 9;
/// Words of the line that names who sent a release.
const LONGEST_SOURCE: usize = 10;
/// What companies call themselves, and what they call what they are.
const PRAISES: [&str; 9] =
    ["global", "leading", "world's", "world’s", "largest", "premier", "innovative", "international", "leader"];
const COMPANIES: [&str; 16] = [
    "provider",
    "providers",
    "company",
    "companies",
    "maker",
    "makers",
    "manufacturer",
    "manufacturers",
    "supplier",
    "suppliers",
    "developer",
    "developers",
    "operator",
    "operators",
    "firm",
    "leader",
];

/// `Brightwater is a leading provider of boats …`, near the end, and what follows it and begins with the same name. `About Brightwater` may
/// stand above.
pub(super) fn mark(page: &mut Page, region: Region) {
    let from = region.start.max(region.end.saturating_sub(LAST_PARAGRAPHS));
    for index in (from..region.end).filter(|&index| names_source(page, index)).collect::<Vec<_>>() {
        page.settle(index, BlockKind::Boilerplate, "about_company");
    }
    let Some(first) = (from..region.end).find(|&index| page.is_open(index) && praises_company(page, index)) else { return };
    if first > region.start && is_heading(page, first - 1) {
        page.settle(first - 1, BlockKind::Boilerplate, "about_company");
    }
    for index in first..region.end {
        if index == first || begins_alike(page, first, index) {
            page.settle(index, BlockKind::Boilerplate, "about_company");
        }
    }
}

fn praises_company(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let name = tokens.iter().take_while(|token| token.is_word() && token.is_capitalised()).count();
    let text = |at: usize| tokens.get(at).map_or("", |token| page.document.slice(token.span));
    let says =
        |words: &[&str]| (name + 1..name + 1 + FURTHEST).any(|at| words.iter().any(|word| text(at).eq_ignore_ascii_case(word)));
    let is_said = tokens.iter().any(Token::is_quotation_mark);
    (1..=4).contains(&name)
        && text(name) == "is"
        && matches!(text(name + 1), "a" | "an" | "the" | "one")
        && !is_said
        && says(&PRAISES)
        && says(&COMPANIES)
}

/// `SOURCE Brightwater Works`: who sent the release. A line in capitals is a heading.
fn names_source(page: &Page, index: usize) -> bool {
    let (piece, tokens) = (&page.pieces[index], page.tokens(index));
    let begins = tokens.first().is_some_and(|first| page.document.slice(first.span) == "SOURCE");
    begins && (2..=LONGEST_SOURCE).contains(&piece.words) && !piece.is_in_capitals(page.document) && tokens.iter().all(is_name_part)
}

/// `About Brightwater`
fn is_heading(page: &Page, index: usize) -> bool {
    let tokens = page.tokens(index);
    let begins = tokens.first().is_some_and(|first| page.document.slice(first.span).eq_ignore_ascii_case("about"));
    begins && page.pieces[index].words <= 6 && page.is_open(index)
}

fn begins_alike(page: &Page, one: usize, other: usize) -> bool {
    let first = |index: usize| page.tokens(index).first().map(|token| page.document.slice(token.span));
    first(one) == first(other)
}
