//! `speakers`: one row per person, source or institution that says something.

use super::{ArticleView, TableBuilder};

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    let layer = &view.annotation.speakers;
    for (index, speaker) in layer.speakers.iter().enumerate() {
        let quotations = layer.of_quotation.iter().filter(|&&said_by| said_by == Some(index as u32)).count();
        table
            .cell("article_id", view.id())
            .cell("speaker_index", index)
            .cell("speaker_key", speaker.key.as_ref())
            .cell("name", speaker.name.as_ref())
            .cell("kind", speaker.kind.name())
            .cell("is_anonymous", speaker.is_anonymous)
            .cell("role", speaker.role.as_ref())
            .cell("affiliation", speaker.affiliation.as_ref())
            .cell("country_code", speaker.country_code)
            .cell("quotation_count", quotations)
            .cell("mention_count", speaker.mention_count)
            .cell("first_char_start", view.code_point(speaker.first_start))
            .cell("rule", speaker.rule);
    }
}
