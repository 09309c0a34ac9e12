//! `dates`: explicit and relative dates.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, date) in view.annotation.dates.iter().enumerate() {
        table
            .cell("article_id", view.id())
            .cell("date_index", index)
            .cell("sentence_index", view.sentence_at(date.span.start))
            .cell("block_kind", view.block_kind_at(date.span.start).name())
            .span(date.span, &view.code_points)
            .cell("text", view.slice(date.span))
            .cell("kind", date.kind.name())
            .cell("granularity", date.granularity.name())
            .cell("start_on", date.start_on)
            .cell("end_on", date.end_on)
            .cell("rule", date.rule)
            .cell("is_body", view.is_body_at(date.span.start));
    }
}
