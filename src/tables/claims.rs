//! `claims`: one row per number that the article states about the world.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, claim) in view.annotation.claims.iter().enumerate() {
        let at = claim.number.start;
        let quotation = view.quotation_around(claim.number);
        table
            .cell("article_id", view.id())
            .cell("claim_index", index)
            .cell("sentence_index", view.sentence_at(at))
            .cell("block_kind", view.block_kind_at(at).name())
            .cell("is_body", view.is_body_at(at))
            .cell("quotation_index", quotation)
            .cell("speaker_index", quotation.and_then(|index| view.speaker_of(index)))
            .span(claim.span, &view.code_points)
            .cell("text", view.slice(claim.span))
            .cell("number_text", view.slice(claim.number))
            .cell("quantity_kind", claim.kind.name())
            .cell("value", claim.value)
            .cell("value_low", claim.value_low)
            .cell("value_high", claim.value_high)
            .cell("comparator", claim.comparator.name())
            .cell("is_vague", claim.is_vague)
            .cell("unit", claim.unit.as_deref())
            .cell("unit_code", claim.unit_code.as_deref())
            .cell("currency", claim.currency)
            .cell("per", claim.per.as_deref())
            .cell("item", claim.item.map(|item| view.slice(item)))
            .cell("item_head", claim.item_head.as_ref())
            .cell("change", claim.change.name())
            .cell("change_from", claim.change_from)
            .cell("is_negated", claim.is_negated)
            .cell("modality", claim.modality.name())
            .cell("rule", claim.rule);
    }
}
