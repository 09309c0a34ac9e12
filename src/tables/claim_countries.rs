//! `claim_countries`: the countries named in the clause of a claim.
//!
//! A clause ends at a semicolon, dash, colon, bracket or the border of the sentence. Commas part it further only between parts that have both
//! claims and countries of their own: `Chad sent 500 troops, and Mali lent 12 planes`; and what `who` or `which` opens is about its noun alone.

use super::{ArticleView, TableBuilder};
use crate::annotation::Sentence;
use crate::text::{Span, words};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, claim) in view.annotation.claims.iter().enumerate() {
        let sentence = view.sentence_at(claim.number.start).map(|index| &view.annotation.sentences[index as usize]);
        let reach = sentence.map_or(claim.span, |sentence| sentence.span);
        let first = first_from(view, reach.start);
        // Most sentences name no country.
        if view.annotation.countries.get(first).is_none_or(|mention| mention.span.start >= reach.end) {
            continue;
        }
        let clause = sentence.map_or(claim.span, |sentence| part_around(view, claim.number.start, sentence, BORDERS));
        let own = sentence.map_or(clause, |sentence| part_around(view, claim.number.start, sentence, BORDERS_AND_COMMA));
        let has_country = first_from(view, own.start) < first_from(view, own.end);
        for (country_index, mention) in view.annotation.countries.iter().enumerate().skip(first_from(view, clause.start)) {
            let start = mention.span.start;
            if start >= clause.end {
                break;
            }
            let is_near = own.start <= start && start < own.end;
            let is_of_other = |sentence| has_country && has_claim(view, part_around(view, start, sentence, BORDERS_AND_COMMA));
            if !is_near && sentence.is_some_and(|sentence| is_of_other(sentence) || is_relative(view, start, sentence)) {
                continue;
            }
            table
                .cell("article_id", view.id())
                .cell("claim_index", index)
                .cell("country_code", mention.country.code)
                .cell("country_index", country_index);
        }
    }
}

/// Index of the first country mention at or behind byte `start`.
fn first_from(view: &ArticleView, start: u32) -> usize {
    view.annotation.countries.partition_point(|mention| mention.span.start < start)
}

/// Whether a figure of a claim stands in this part of the text.
fn has_claim(view: &ArticleView, part: Span) -> bool {
    let claims = &view.annotation.claims;
    let first = claims.partition_point(|claim| claim.number.start < part.start);
    claims.get(first).is_some_and(|claim| claim.number.start < part.end)
}

/// `Tran, who came from Vietnam, sold 300`: whether the mention at byte `start` stands in a relative clause between commas.
fn is_relative(view: &ArticleView, start: u32, sentence: &Sentence) -> bool {
    let part = part_around(view, start, sentence, BORDERS_AND_COMMA);
    let opener = view.document.token_at(part.start);
    let is_inside = opener > sentence.tokens.start as usize;
    is_inside && view.document.tokens.get(opener).is_some_and(|token| words!["who", "whose", "whom", "which"].have(token))
}

/// Marks between clauses.
const BORDERS: &str = ";–—:()[]";
const BORDERS_AND_COMMA: &str = ",;–—:()[]";

/// No clause is longer to either side of its figure, in tokens.
const REACH: usize = 120;

/// The part of the sentence around the byte `at`, from the nearest border before it to the nearest behind it.
fn part_around(view: &ArticleView, at: u32, sentence: &Sentence, borders: &str) -> Span {
    let tokens = &view.document.tokens;
    let at = view.document.token_at(at);
    let is_border = |index: &usize| tokens[*index].mark().is_some_and(|mark| borders.contains(mark));
    let inside = sentence.tokens.range();
    let (lowest, highest) = (at.saturating_sub(REACH).max(inside.start), (at + REACH).min(inside.end));
    let start = (lowest..at).rev().find(is_border).map_or(tokens[lowest].span.start, |index| tokens[index].span.end);
    let end = (at..highest).find(is_border).map_or(tokens[highest - 1].span.end, |index| tokens[index].span.start);
    Span::new(start, end.max(start))
}
