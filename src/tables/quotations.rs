//! `quotations`: one row per attributed statement.

use super::{ArticleView, TableBuilder};
use crate::annotation::SpeakerMention;

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    for (index, quotation) in view.annotation.quotations.iter().enumerate() {
        let (at, last) = (quotation.span.start, quotation.span.end.saturating_sub(1));
        let mention: Option<&SpeakerMention> = quotation.speaker.as_ref();
        let mention_span = mention.and_then(|mention| mention.span);
        table
            .cell("article_id", view.id())
            .cell("quotation_index", index)
            .cell("kind", quotation.kind.name())
            .cell("sentence_index", view.sentence_at(at))
            .cell("sentence_index_end", view.sentence_at(last))
            .cell("block_kind", view.block_kind_at(at).name())
            .cell("is_body", view.is_body_at(at))
            .span(quotation.span, &view.code_points)
            .cell("text", view.slice(quotation.span))
            .cell("cue", quotation.cue.map(|cue| view.slice(cue)))
            .cell("cue_lemma", quotation.cue_lemma.as_ref())
            .cell("cue_char_start", quotation.cue.map(|cue| view.code_point(cue.start)))
            .cell("cue_char_end", quotation.cue.map(|cue| view.code_point(cue.end)))
            .cell("speaker_index", view.annotation.speakers.of_quotation.get(index).copied().flatten())
            .cell("speaker_mention", mention_span.map(|span| view.slice(span)))
            .cell("speaker_char_start", mention_span.map(|span| view.code_point(span.start)))
            .cell("speaker_char_end", mention_span.map(|span| view.code_point(span.end)))
            .cell("mention_kind", mention.map(|mention| mention.kind.name()))
            .cell("addressee", quotation.addressee.map(|addressee| view.slice(addressee)))
            .cell("rule", quotation.rule);
    }
}
