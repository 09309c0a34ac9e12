//! An article made ready for the stages: its text and its token array.

use super::{Article, Span, Token, TokenRange, Vocabulary, tokenize};

/// An article with its tokens. Made once; every stage reads it and none changes it.
pub struct Document<'a> {
    pub article: &'a Article,
    pub text: &'a str,
    pub tokens: Vec<Token>,
}

impl<'a> Document<'a> {
    /// Tokenizes the article with the words that `vocabulary` knows.
    pub fn new(article: &'a Article, vocabulary: &impl Vocabulary) -> Document<'a> {
        Document { article, text: &article.text, tokens: tokenize(&article.text, vocabulary) }
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The words of the token with this index; empty past the last one.
    pub fn token_text(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| self.slice(token.span))
    }

    /// The bytes from the first to the last token of a range; an empty range has an empty span at its place.
    pub fn span_of(&self, tokens: TokenRange) -> Span {
        match self.tokens.get(tokens.range()) {
            Some([first, .., last]) => first.span.to(last.span),
            Some([only]) => only.span,
            _ => {
                let at = self.tokens.get(tokens.start as usize).map_or(self.text.len() as u32, |token| token.span.start);
                Span::new(at, at)
            }
        }
    }

    /// The tokens that lie wholly inside `span`, by binary search.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        TokenRange::new(start, end.max(start))
    }

    /// The index of the first token that ends after byte `position`.
    pub fn token_at(&self, position: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= position)
    }
}
