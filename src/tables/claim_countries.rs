//! `claim_countries`: the countries named in the clause of a claim.

use super::{ArticleView, TableBuilder};
use crate::annotation::{Claim, Sentence};
use crate::text::Span;

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, claim) in view.annotation.claims.iter().enumerate() {
        let sentence = view.sentence_at(claim.number.start).map(|index| &view.annotation.sentences[index as usize]);
        let reach = sentence.map_or(claim.span, |sentence| sentence.span);
        let first = first_from(view, reach.start);
        // Most sentences name no country.
        if view.annotation.countries.get(first).is_none_or(|mention| mention.span.start >= reach.end) {
            continue;
        }
        let clause = sentence.map_or(claim.span, |sentence| clause_around(view, claim, sentence));
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

/// The clause of a claim in its sentence: from the nearest semicolon, dash, colon, bracket or sentence border before it to the nearest
/// behind it.
fn clause_around(view: &ArticleView, claim: &Claim, sentence: &Sentence) -> Span {
    let tokens = &view.document.tokens;
    let at = view.document.token_at(claim.number.start);
    let is_border = |index: &usize| matches!(tokens[*index].mark(), Some(';' | '–' | '—' | ':' | '(' | ')' | '[' | ']'));
    let inside = sentence.tokens.range();
    let start = (inside.start..at).rev().find(is_border).map_or(sentence.span.start, |index| tokens[index].span.end);
    let end = (at..inside.end).find(is_border).map_or(sentence.span.end, |index| tokens[index].span.start);
    Span::new(start, end.max(start))
}
