//! `blocks`: the layout of the raw article.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, block) in view.annotation.blocks.iter().enumerate() {
        table
            .cell("article_id", view.id())
            .cell("block_index", index)
            .cell("kind", block.kind.name())
            .cell("is_body", block.is_body)
            .cell("duplicate_of", block.duplicate_of)
            .span(block.span, &view.code_points)
            .cell("text", view.slice(block.span))
            .cell("rule", block.rule);
    }
}
