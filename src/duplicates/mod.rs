//! Articles that repeat an earlier one, over the whole corpus.
//!
//! Exact copies have the same words in their own prose, in any case and with any marks between them. Near copies share most of their
//! sequences of five words: their Jaccard similarity is estimated from MinHash signatures, and only articles that agree in at least one band of their
//! signatures are compared (locality-sensitive hashing, Indyk and Motwani 1998).
//!
//! What is kept of an article lies in a file, 288 bytes and its id, so that memory does not grow with the corpus. An article is compared with
//! the first articles of the groups before it, in the order of the input: so the result depends on that order and on nothing else, and the similarity of a
//! row is the one to the article that it names.

mod groups;
mod ledger;
mod minhash;

pub use self::ledger::Ledger;
pub use self::minhash::Signature;
use crate::annotation::Annotation;
use crate::text::{Document, word_hash};

/// From this similarity on an article is a near copy. One word in fifteen changed leaves about this much of five-word sequences.
pub const NEAR_COPY: f64 = 0.5;
/// Shorter texts have too few sequences to be measured: they can only be exact copies.
const FEWEST_WORDS: usize = 30;

/// What is kept of an article to compare it with others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    /// Hash of the words of its own prose; `None` where it has none.
    body: Option<u128>,
    /// `None` for a text that is too short.
    signature: Option<Box<Signature>>,
}

/// An article that repeats an earlier one. Both are positions in the order of the input.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    pub article: u32,
    pub duplicate_of: u32,
    pub is_exact: bool,
    /// Jaccard similarity, 0 to 1.
    pub similarity: f64,
    pub rule: &'static str,
}

/// The fingerprint of an article's own prose.
pub fn fingerprint(document: &Document, annotation: &Annotation) -> Fingerprint {
    let body = annotation.blocks.iter().filter(|block| block.is_body);
    let tokens = body.flat_map(|block| &document.tokens[block.tokens.range()]);
    let words: Vec<u64> =
        tokens.filter(|token| token.is_word() || token.is_number()).map(|token| word_hash(document.text, token.span)).collect();
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let hash = u128::from_le_bytes(blake3::hash(&bytes).as_bytes()[..16].try_into().unwrap_or_default());
    let signature = (words.len() >= FEWEST_WORDS).then(|| Box::new(Signature::of(&words)));
    Fingerprint { body: (!words.is_empty()).then_some(hash), signature }
}

impl Fingerprint {
    /// Numbers of which two copies, exact or near, have at least one in common nearly always. Two articles that have one in common by chance make
    /// a comparison more, and no duplicate.
    fn keys(&self) -> impl Iterator<Item = u64> {
        let bands = self.signature.iter().flat_map(|signature| signature.bands());
        self.body.map(|body| body as u64).into_iter().chain(bands)
    }
}

#[cfg(test)]
mod tests;
