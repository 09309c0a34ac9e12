//! `articles`: one row per input record.

use super::{ArticleView, TableBuilder};
use crate::text::TokenRange;

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    let (article, metadata) = (view.document.article, &view.annotation.metadata);
    let end = article.text.len() as u32;
    table
        .cell("article_id", &article.id)
        .cell("source", &article.source)
        .cell("source_sha256", &article.source_sha256)
        .cell("encoding", &article.encoding)
        .cell("title", metadata.title.as_ref())
        .cell("byline", metadata.byline.as_ref())
        .cell("outlet", metadata.outlet.as_ref())
        .cell("url", metadata.url.as_ref())
        .cell("published_on", metadata.published_on)
        .cell("updated_on", metadata.updated_on)
        .cell("language", &metadata.language)
        .cell("char_count", view.code_point(end))
        .cell("word_count", view.word_count(TokenRange::new(0, view.document.tokens.len())))
        .cell("sentence_count", view.annotation.sentences.len())
        .cell("text", &article.text);
}
