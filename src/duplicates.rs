//! Articles that repeat an earlier one, over the whole corpus.
//!
//! Exact copies have the same words in their own prose, in any case and with any marks between them. Near copies share most of their
//! sequences of five words: their Jaccard similarity is estimated from MinHash signatures (Broder 1997), in one permutation, and only articles that agree in
//! at least one band of their signatures are compared (locality-sensitive hashing, Indyk and Motwani 1998). What is kept of an article is
//! about 350 bytes, whatever its length, and a kilobyte while all are compared at the end (measured with 100,000 articles).
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
/// Components of a signature. The similarity has a standard error of 0.044 at [`NEAR_COPY`], of 0.027 at 0.9.
const COMPONENTS: usize = 128;
/// Components of a band, and bands of a signature: articles of similarity 0.5 meet in at least one band with probability 0.98, those
/// of 0.7 nearly always, those of 0.1 with 0.03.
const BAND: usize = 3;
const BANDS: usize = 30;

/// What is kept of an article to compare it with others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    /// Hash of the words of its own prose; `None` where it has none.
    body: Option<u128>,
    /// MinHash of its sequences of words; empty for a text that is too short.
    signature: Box<[u16]>,
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
fn signature_of(words: &[u64]) -> Box<[u16]> {
    let mut least = [None::<u32>; COMPONENTS];
    for shingle in words.windows(SHINGLE) {
        let hash = shingle.iter().fold(0, |hash, word| mixed(hash ^ word));
        let component = &mut least[(hash >> 32) as usize % COMPONENTS];
        *component = Some(component.map_or(hash as u32, |so_far| so_far.min(hash as u32)));
    }
    // The low half of a hash tells two hashes apart as well as the whole does, but for one pair in 65,536.
    (0..COMPONENTS).map(|component| borrowed(&least, component) as u16).collect()
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
    by_band: HashMap<u32, u32>,
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

/// A hash of each band's number and components. Two bands of one hash make a comparison more, and no duplicate.
fn bands(fingerprint: &Fingerprint) -> impl Iterator<Item = u32> {
    let bands = fingerprint.signature.as_chunks::<BAND>().0.iter().take(BANDS);
    let hash = |number: usize, band: &[u16; BAND]| band.iter().fold(number as u64, |hash, part| mixed(hash ^ u64::from(*part)));
    bands.enumerate().map(move |(number, band)| hash(number, band) as u32)
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

    const HEADLINE: &str = "Two ports agree to share a pilot boat\n";
    const LEAD: &str =
        "LOME, March 3 (Wire News) – The ports of Lome and Cotonou agreed on Monday to share a pilot boat from next spring.\n";
    const OTHER_LEAD: &str =
        "Ships that wait off the coast will soon be met by one boat: two harbours are to share their pilots.\n";
    const STORY: &str = "Under the agreement each port pays half of the costs, which the harbour masters put at two million francs a year.\n\
        “We have been waiting for the same boat for ten years,” said Afi Mensah, who runs the pilots’ office in Lome.\n\
        The boat, which was built in Porto, can carry six pilots and stay at sea for three days.\n\
        Ships that enter either port now wait for eleven hours on average, and in the rainy season for up to two days.\n\
        Fishermen had asked for a smaller boat, since the harbour of Cotonou is shallow at low water.\n\
        Their union said it would look at the timetable before it decided whether to support the plan.\n\
        The first crew begins its training in September, and the boat is to be painted in the colours of both cities.\n";
    const TAIL: &str = "In the past each port had its own boat, but the one in Lome sank in a storm four years ago.\n\
        Nobody was hurt, and parts of its engine are still in use on a ferry.\n";

    #[test]
    fn an_agencys_story_is_found_again_in_other_papers() {
        let original = format!("{HEADLINE}{LEAD}{STORY}{TAIL}");
        let edited_lead = format!("{HEADLINE}{OTHER_LEAD}{STORY}{TAIL}");
        let cut_tail = format!("Pilot boat for two harbours\n{LEAD}{STORY}");
        let furniture = format!(
            "MORE LIKE THIS:\n- Harbour fees to rise again\n- Why the ferry is late\n{LEAD}{STORY}{TAIL}\nADVERTISEMENT\n© 2025 The Meridian. All rights reserved.\n"
        );
        let found = find_duplicates(&fingerprints(&[text(5, 12), original, edited_lead, cut_tail, furniture, text(6, 12)]));
        let pairs: Vec<_> = found.iter().map(|found| (found.article, found.duplicate_of)).collect();
        assert_eq!(pairs, [(2, 1), (3, 1), (4, 1)], "{found:?}");
        assert!(found[2].similarity > 0.9, "furniture is no part of the comparison: {found:?}");
    }

    #[test]
    fn two_reports_of_one_event_are_no_copies() {
        let other = "Harbour pilots of two cities will work from one boat next year, officials said after talks in Cotonou.\n\
            The vessel has room for six of them. It was made in Portugal and has lain at a quay since January.\n\
            “My members will read the small print,” a spokesman for the fishermen said, and pointed to the shallow water at the entrance.\n\
            Waiting times have grown to almost half a day. The costs are to be shared, and training starts after the summer.\n";
        let found = find_duplicates(&fingerprints(&[format!("{LEAD}{STORY}{TAIL}"), other.to_string()]));
        assert_eq!(found, []);
    }

    #[test]
    fn the_similarity_is_measured() {
        let words = |from: usize, to: usize| (from..to).map(|word| mixed(word as u64)).collect::<Vec<_>>();
        for (shared, length) in [(500, 500), (450, 500), (400, 500), (350, 400), (300, 400), (120, 160)] {
            let (one, other) = (words(0, length), words(length - shared, 2 * length - shared));
            let truth = (shared - SHINGLE + 1) as f64 / (2 * length - shared - SHINGLE + 1) as f64;
            let of = |words: &[u64]| Fingerprint { body: None, signature: signature_of(words) };
            let measured = similarity_of(&of(&one), &of(&other));
            assert!((measured - truth).abs() < 0.13, "{shared} of {length} words: {measured} for {truth}");
        }
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
