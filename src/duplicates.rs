//! Articles that repeat an earlier one, over the whole corpus.
//!
//! Exact copies have the same words in their own prose, in any case and with any marks between them. Near copies share most of their
//! sequences of five words: their Jaccard similarity is estimated from MinHash signatures (Broder 1997), in one permutation, and only articles that agree in
//! at least one band of their signatures are compared (locality-sensitive hashing, Indyk and Motwani 1998). What is kept of an article is
//! about seven hundred bytes, whatever its length.
//!
//! An article is compared with the first articles of the groups before it, in the order of the input: so the result depends on that order and
//! on nothing else, and the similarity of a row is the one to the article that it names.

use std::collections::HashMap;

use crate::annotation::Annotation;
use crate::text::{Document, word_hash};

/// From this similarity on an article is a near copy. One word in fifteen changed leaves about this much of five-word sequences.
pub const NEAR_COPY: f64 = 0.5;
/// Words of a sequence.
const SHINGLE: usize = 5;
/// Shorter texts have too few sequences to be measured: they can only be exact copies.
const FEWEST_WORDS: usize = 30;
/// Components of a signature. The similarity has a standard error of 0.063 at [`NEAR_COPY`].
const COMPONENTS: usize = 63;
/// Components of a band: articles of similarity 0.5 meet in at least one of the 21 bands with probability 0.94, those of 0.7 with
/// 0.9998, those of 0.1 with 0.02.
const BAND: usize = 3;

/// What is kept of an article to compare it with others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    /// Hash of the words of its own prose; `None` where it has none.
    body: Option<u128>,
    /// MinHash of its sequences of words; empty for a text that is too short.
    signature: Box<[u32]>,
}

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
pub fn fingerprint(document: &Document, annotation: &Annotation) -> Fingerprint {
    let body = annotation.blocks.iter().filter(|block| block.is_body);
    let tokens = body.flat_map(|block| &document.tokens[block.tokens.range()]);
    let words: Vec<u64> =
        tokens.filter(|token| token.is_word() || token.is_number()).map(|token| word_hash(document.slice(token.span))).collect();
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let hash = u128::from_le_bytes(blake3::hash(&bytes).as_bytes()[..16].try_into().unwrap_or_default());
    let signature = if words.len() >= FEWEST_WORDS { signature_of(&words) } else { Box::default() };
    Fingerprint { body: (!words.is_empty()).then_some(hash), signature }
}

/// One-permutation MinHash (Li, Owen and Zhang 2012): the least hash of the sequences that fall to each component, and for a
/// component to which none falls that of another one, drawn at random but always the same (Shrivastava 2017).
fn signature_of(words: &[u64]) -> Box<[u32]> {
    let mut least = [None::<u32>; COMPONENTS];
    for shingle in words.windows(SHINGLE) {
        let hash = shingle.iter().fold(0, |hash, word| mixed(hash ^ word));
        let component = &mut least[(hash >> 32) as usize % COMPONENTS];
        *component = Some(component.map_or(hash as u32, |so_far| so_far.min(hash as u32)));
    }
    (0..COMPONENTS).map(|component| borrowed(&least, component)).collect()
}

/// The least hash of a component, or of the first that is not empty of a row of others drawn for it.
fn borrowed(least: &[Option<u32>; COMPONENTS], component: usize) -> u32 {
    let mut draw = component as u64 + 1;
    let others = std::iter::from_fn(|| {
        draw = mixed(draw.wrapping_add(0x9e37_79b9_7f4a_7c15));
        Some(draw as usize % COMPONENTS)
    });
    // A text that is long enough for a signature fills at least one component; a hundred rounds of draws find it.
    let row = std::iter::once(component).chain(others.take(100 * COMPONENTS));
    row.into_iter().find_map(|other| least[other]).unwrap_or(u32::MAX)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The duplicates among articles whose fingerprints are given in input order, sorted by article.
pub fn find_duplicates(fingerprints: &[Fingerprint]) -> Vec<Duplicate> {
    let mut groups = Groups { fingerprints, by_body: HashMap::new(), by_band: HashMap::new() };
    let mut duplicates = Vec::new();
    for article in 0..fingerprints.len() {
        match groups.copy_of(article) {
            Some(duplicate) => duplicates.push(duplicate),
            None => groups.begin(article),
        }
    }
    duplicates
}

/// The first articles of the groups found so far.
struct Groups<'a> {
    fingerprints: &'a [Fingerprint],
    by_body: HashMap<u128, u32>,
    /// By the hash of a band: the first article that has it. Later ones with the same band are found by their other bands.
    by_band: HashMap<u64, u32>,
}

impl Groups<'_> {
    /// The earlier article that this one repeats: word for word, or else the most similar, the first of several.
    fn copy_of(&self, article: usize) -> Option<Duplicate> {
        let fingerprint = &self.fingerprints[article];
        if let Some(&first) = self.by_body.get(&fingerprint.body?) {
            let duplicate_of = first as usize;
            return Some(Duplicate { article, duplicate_of, is_exact: true, similarity: 1.0, rule: "same_words" });
        }
        let mut best: Option<(f64, usize)> = None;
        for candidate in self.candidates(fingerprint) {
            let similarity = similarity_of(fingerprint, &self.fingerprints[candidate]);
            let is_better = best.is_none_or(|(most, first)| similarity > most || (similarity == most && candidate < first));
            if similarity >= NEAR_COPY && is_better {
                best = Some((similarity, candidate));
            }
        }
        let (similarity, duplicate_of) = best?;
        Some(Duplicate { article, duplicate_of, is_exact: false, similarity, rule: "word_sequences" })
    }

    /// The first articles of groups that share a band, each as often as it does.
    fn candidates(&self, fingerprint: &Fingerprint) -> impl Iterator<Item = usize> {
        bands(fingerprint).filter_map(|band| self.by_band.get(&band)).map(|&article| article as usize)
    }

    /// Takes an article that repeats none as the first of its group.
    fn begin(&mut self, article: usize) {
        let fingerprint = &self.fingerprints[article];
        if let Some(body) = fingerprint.body {
            self.by_body.insert(body, article as u32);
        }
        for band in bands(fingerprint) {
            self.by_band.entry(band).or_insert(article as u32);
        }
    }
}

/// A hash of each band's number and components.
fn bands(fingerprint: &Fingerprint) -> impl Iterator<Item = u64> {
    let bands = fingerprint.signature.as_chunks::<BAND>().0;
    bands.iter().enumerate().map(|(number, band)| band.iter().fold(number as u64, |hash, part| mixed(hash ^ u64::from(*part))))
}

/// The share of equal components, which estimates the Jaccard similarity of the sequences of words.
fn similarity_of(one: &Fingerprint, other: &Fingerprint) -> f64 {
    let equal = one.signature.iter().zip(&other.signature).filter(|(one, other)| one == other).count();
    equal as f64 / COMPONENTS as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::Annotator;
    use crate::stages::StageParameters;
    use crate::text::Article;

    fn fingerprints(texts: &[String]) -> Vec<Fingerprint> {
        let annotator = Annotator::new(&StageParameters::default());
        let of_text = |text: &String| {
            let article = Article { text: text.clone(), ..Article::default() };
            let document = annotator.document(&article);
            let annotation = annotator.annotate(&document);
            fingerprint(&document, &annotation)
        };
        texts.iter().map(of_text).collect()
    }

    /// A text of `count` sentences that no other `seed` has.
    fn text(seed: usize, count: usize) -> String {
        let sentence = |n: usize| {
            format!("In town {seed} the mayor said on day {n} that boat {} had brought {} sacks of flour.\n", n * 7, n * 13 + seed)
        };
        (0..count).map(sentence).collect()
    }

    #[test]
    fn the_same_words_with_other_marks_are_an_exact_copy() {
        let first = text(1, 10);
        let second = first.replace("the mayor said", "THE MAYOR said –").replace("\n", "\n\n");
        let found = find_duplicates(&fingerprints(&[text(2, 10), first, second]));
        assert_eq!(found, [Duplicate { article: 2, duplicate_of: 1, is_exact: true, similarity: 1.0, rule: "same_words" }]);
    }

    #[test]
    fn a_shortened_copy_is_near_and_its_similarity_is_the_share_of_its_sentences() {
        let found = find_duplicates(&fingerprints(&[text(1, 40), text(1, 30), text(3, 40)]));
        let [only] = &found[..] else { panic!("{found:?}") };
        assert!((only.article, only.duplicate_of, only.is_exact) == (1, 0, false), "{only:?}");
        assert!((only.similarity - 0.75).abs() < 0.15, "{only:?}");
    }

    #[test]
    fn groups_have_one_first_article() {
        let texts = [text(1, 40), text(1, 36), text(1, 34), text(1, 36)];
        let found = find_duplicates(&fingerprints(&texts));
        assert_eq!(found.iter().map(|found| (found.article, found.duplicate_of)).collect::<Vec<_>>(), [(1, 0), (2, 0), (3, 0)]);
    }

    #[test]
    fn short_and_empty_texts_are_no_near_copies() {
        let texts = ["", " ", "A short note of six words.", "A short note of seven words now."].map(str::to_string);
        assert_eq!(find_duplicates(&fingerprints(&texts)), []);
    }

    #[test]
    fn furniture_does_not_make_copies() {
        let furniture = "ADVERTISEMENT\nInvalid email\nWe use cookies to make this page better for you.\n".repeat(20);
        let texts = [format!("{furniture}{}", text(1, 10)), format!("{furniture}{}", text(2, 10))];
        assert_eq!(find_duplicates(&fingerprints(&texts)), []);
    }
}
