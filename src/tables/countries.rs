//! `countries`: one row per mention of a country.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, mention) in view.annotation.countries.iter().enumerate() {
        let at = mention.span.start;
        let quotation = view.quotation_around(mention.span);
        table
            .cell("article_id", view.id())
            .cell("country_index", index)
            .cell("sentence_index", view.sentence_at(at))
            .cell("block_kind", view.block_kind_at(at).name())
            .cell("is_body", view.is_body_at(at))
            .cell("quotation_index", quotation)
            .span(mention.span, &view.code_points)
            .cell("text", view.slice(mention.span))
            .cell("form", mention.form.name())
            .cell("country_code", mention.country.code)
            .cell("country_code3", mention.country.code3)
            .cell("country_name", mention.country.name)
            .cell("region", mention.country.region)
            .cell("subregion", mention.country.subregion)
            .cell("constituent", mention.constituent)
            .cell("is_historic", mention.country.is_historic)
            .cell("in_name", mention.in_name)
            .cell("rule", mention.rule)
            .cell("speaker_index", quotation.and_then(|index| view.speaker_of(index)));
    }
}
