//! An annotated article as the tables see it: layers joined by position.

use crate::annotation::{Annotation, Block, BlockKind};
use crate::text::{CodePointIndex, Document, Span, TokenRange};

/// A document with all its layers, and the joins that follow from positions alone.
pub struct ArticleView<'a> {
    pub document: &'a Document<'a>,
    pub annotation: &'a Annotation,
    pub code_points: CodePointIndex,
}

impl<'a> ArticleView<'a> {
    /// Prepares the offsets of the article.
    pub fn new(document: &'a Document<'a>, annotation: &'a Annotation) -> ArticleView<'a> {
        ArticleView { document, annotation, code_points: CodePointIndex::new(document.text) }
    }

    /// Key of the article.
    pub fn id(&self) -> &'a str {
        &self.document.article.id
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }

    /// Code point offset of a byte offset.
    pub fn code_point(&self, byte: u32) -> u32 {
        self.code_points.code_points_before(byte)
    }

    /// Number of words among some tokens.
    pub fn word_count(&self, tokens: TokenRange) -> usize {
        self.document.tokens[tokens.range()].iter().filter(|token| token.is_word() || token.is_number()).count()
    }

    /// The sentence that holds the byte at `position`.
    pub fn sentence_at(&self, position: u32) -> Option<u32> {
        let sentences = &self.annotation.sentences;
        index_at(sentences.len(), |index| sentences[index].span, position)
    }

    /// The block that holds the byte at `position`.
    pub fn block_at(&self, position: u32) -> Option<&'a Block> {
        let blocks = &self.annotation.blocks;
        index_at(blocks.len(), |index| blocks[index].span, position).map(|index| &blocks[index as usize])
    }

    /// Kind of the block at `position`. Blocks cover all that is not white space; a position between them counts as prose.
    pub fn block_kind_at(&self, position: u32) -> BlockKind {
        self.block_at(position).map_or(BlockKind::Paragraph, |block| block.kind)
    }

    /// Whether the block at `position` is the article's own prose.
    pub fn is_body_at(&self, position: u32) -> bool {
        self.block_at(position).is_some_and(|block| block.is_body)
    }

    /// Who says the quotation at this index.
    pub fn speaker_of(&self, quotation: u32) -> Option<u32> {
        self.annotation.speakers.of_quotation.get(quotation as usize).copied().flatten()
    }

    /// The quotation that holds all of `span`; the narrowest where they nest.
    pub fn quotation_around(&self, span: Span) -> Option<u32> {
        let quotations = &self.annotation.quotations;
        let before = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        // Quotations are sorted by start and nest at most a few deep: the narrowest around a span is close before it.
        let near = quotations[..before].iter().enumerate().rev().take(8);
        near.filter(|(_, quotation)| quotation.span.contains(span))
            .min_by_key(|(_, quotation)| quotation.span.len())
            .map(|(index, _)| index as u32)
    }
}

/// Index of the one of `count` spans, sorted and apart, that covers `position`.
fn index_at(count: usize, span: impl Fn(usize) -> Span, position: u32) -> Option<u32> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if span(middle).end <= position { low = middle + 1 } else { high = middle }
    }
    (low < count && span(low).covers(position)).then_some(low as u32)
}
