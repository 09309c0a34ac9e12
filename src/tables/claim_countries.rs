//! `claim_countries`: the countries named in the clause of a claim.

use super::{ArticleView, TableBuilder};
use crate::annotation::Claim;
use crate::text::Span;

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, claim) in view.annotation.claims.iter().enumerate() {
        let clause = clause_around(view, claim);
        for (country_index, mention) in view.annotation.countries.iter().enumerate().skip(first_from(view, clause.start)) {
            if mention.span.start >= clause.end {
                break;
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

/// The clause of a claim: from the nearest semicolon, dash, colon, bracket or sentence border before it to the nearest behind it.
fn clause_around(view: &ArticleView, claim: &Claim) -> Span {
    let Some(sentence) = view.sentence_at(claim.number.start) else { return claim.span };
    let sentence = &view.annotation.sentences[sentence as usize];
    let tokens = &view.document.tokens;
    let at = view.document.token_at(claim.number.start);
    let is_border = |index: &usize| matches!(tokens[*index].mark(), Some(';' | '–' | '—' | ':' | '(' | ')' | '[' | ']'));
    let inside = sentence.tokens.range();
    let start = (inside.start..at).rev().find(is_border).map_or(sentence.span.start, |index| tokens[index].span.end);
    let end = (at..inside.end).find(is_border).map_or(sentence.span.end, |index| tokens[index].span.start);
    Span::new(start, end.max(start))
}
