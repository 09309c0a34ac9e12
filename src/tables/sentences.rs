//! `sentences`: every sentence of the blocks that have some.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, sentence) in view.annotation.sentences.iter().enumerate() {
        let block = &view.annotation.blocks[sentence.block as usize];
        table
            .cell("article_id", view.id())
            .cell("sentence_index", index)
            .cell("block_index", sentence.block)
            .cell("block_kind", block.kind.name())
            .cell("is_body", block.is_body)
            .span(sentence.span, &view.code_points)
            .cell("text", view.slice(sentence.span))
            .cell("word_count", view.word_count(sentence.tokens))
            .cell("rule", sentence.rule);
    }
}
