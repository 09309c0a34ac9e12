//! Articles that repeat an earlier one, over the whole corpus.

use crate::annotation::Annotation;
use crate::text::Document;

/// What is kept of an article to compare it with others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {}

/// An article that repeats an earlier one. Both are positions in the order of the input.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    pub article: usize,
    pub duplicate_of: usize,
    pub is_exact: bool,
    /// Jaccard similarity, 0 to 1.
    pub similarity: f64,
    pub rule: &'static str,
}

/// The fingerprint of an article's own prose.
pub fn fingerprint(_document: &Document, _annotation: &Annotation) -> Fingerprint {
    Fingerprint {}
}

/// The duplicates among articles whose fingerprints are given in input order, sorted by article.
pub fn find_duplicates(_fingerprints: &[Fingerprint]) -> Vec<Duplicate> {
    Vec::new()
}
