//! Articles that repeat an earlier one, over the whole corpus.
//!
//! Exact copies have the same words in their own prose, in any case and with any marks between them. Near copies share most of their
//! sequences of five words: their Jaccard similarity is estimated from MinHash signatures, and only articles that agree in at least one band of their
//! signatures are compared (locality-sensitive hashing, Indyk and Motwani 1998).
//!
//! What is kept of an article lies in a file, 288 bytes and its id, and so do the pairs to be compared: memory grows by four bytes an article. An article is compared with
//! the first articles of the groups before it, in the order of the input: so the result depends on that order and on nothing else, and the similarity of a
//! row is the one to the article that it names.

mod buckets;
mod groups;
mod ledger;
mod minhash;

pub use self::groups::Search;
pub use self::ledger::Ledger;
pub use self::minhash::Signature;
use crate::annotation::{Annotation, BlockKind};
use crate::text::Document;

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

/// Goes up when the same prose has another fingerprint than before, so that nothing of the older form is taken from a cache.
pub const FINGERPRINT: u64 = 1;

/// The fingerprint of an article's own prose. Papers print an agency's story with and without its dateline.
pub fn fingerprint(document: &Document, annotation: &Annotation) -> Fingerprint {
    let body = annotation.blocks.iter().filter(|block| block.is_body && block.kind != BlockKind::Dateline);
    let tokens = body.flat_map(|block| &document.tokens[block.tokens.range()]);
    let words: Vec<u64> = tokens.filter(|token| token.is_word() || token.is_number()).map(|token| token.hash).collect();
    let bytes: Vec<[u8; 8]> = words.iter().map(|word| word.to_le_bytes()).collect();
    let hash = u128::from_le_bytes(blake3::hash(bytes.as_flattened()).as_bytes()[..16].try_into().unwrap_or_default());
    let signature = (words.len() >= FEWEST_WORDS).then(|| Box::new(Signature::of(&words)));
    Fingerprint { body: (!words.is_empty()).then_some(hash), signature }
}

impl Fingerprint {
    /// All of it as bytes, for a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.body.is_some()), u8::from(self.signature.is_some())];
        bytes.extend(self.body.unwrap_or_default().to_le_bytes());
        bytes.extend(self.signature.as_ref().map_or([0; Signature::BYTES], |signature| signature.to_bytes()));
        bytes
    }

    /// What [`Fingerprint::to_bytes`] wrote; of bytes that it did not write, a fingerprint without anything.
    pub fn from_bytes(bytes: &[u8]) -> Fingerprint {
        let Some((&[has_body, has_signature], rest)) = bytes.split_first_chunk() else { return Fingerprint::default() };
        let Some((body, signature)) = rest.split_first_chunk() else { return Fingerprint::default() };
        Fingerprint {
            body: (has_body == 1).then(|| u128::from_le_bytes(*body)),
            signature: (has_signature == 1 && signature.len() == Signature::BYTES)
                .then(|| Box::new(Signature::from_bytes(signature))),
        }
    }

    /// Numbers of which two copies, exact or near, have at least one in common nearly always. Two articles that have one in common by chance make
    /// a comparison more, and no duplicate.
    fn keys(&self) -> impl Iterator<Item = u64> {
        let bands = self.signature.iter().flat_map(|signature| signature.bands());
        self.body.map(|body| body as u64).into_iter().chain(bands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::Annotator;
    use crate::stages::StageParameters;
    use crate::text::Article;

    fn found_in(mut ledger: Ledger) -> Vec<Duplicate> {
        let mut search = Search::new(&mut ledger).expect("the keys and pairs are written");
        let mut found = Vec::new();
        while let Some(some) = search.next(&mut ledger).expect("they are read back") {
            found.extend(some);
        }
        found
    }

    fn duplicates_among(texts: &[String]) -> Vec<Duplicate> {
        let annotator = Annotator::new(&StageParameters::default());
        let mut ledger = Ledger::new(&std::env::temp_dir()).expect("a temporary file");
        for (number, text) in texts.iter().enumerate() {
            let article = Article { text: text.clone(), ..Article::default() };
            let document = annotator.document(&article);
            let annotation = annotator.annotate(&document);
            ledger.add(&format!("article {number}"), &fingerprint(&document, &annotation)).expect("it is written");
        }
        found_in(ledger)
    }

    /// A text of `count` sentences that no other `seed` has.
    fn text(seed: usize, count: usize) -> String {
        let sentence = |n: usize| {
            format!("In town {seed} the mayor said on day {n} that boat {} had brought {} sacks of flour.\n", n * 7, n * 13 + seed)
        };
        (0..count).map(sentence).collect()
    }

    /// Keys and pairs lie in several files: that does not show.
    #[test]
    fn copies_far_from_each_other_are_found() {
        const ALL: u32 = 150_000;
        const APART: u32 = 70_000;
        let mut ledger = Ledger::new(&std::env::temp_dir()).expect("a temporary file");
        for number in 0..ALL {
            let body =
                Some(blake3::hash(&(number % APART).to_le_bytes()).as_bytes()[0..16].try_into().map_or(0, u128::from_le_bytes));
            ledger.add("", &Fingerprint { body, signature: None }).expect("it is written");
        }
        let found = found_in(ledger);
        assert_eq!(found.len() as u32, ALL - APART);
        assert!(
            found.iter().zip(APART..).all(|(found, article)| (found.article, found.duplicate_of) == (article, article % APART))
        );
    }

    #[test]
    fn the_same_words_with_other_marks_are_an_exact_copy() {
        let first = text(1, 10);
        let second = first.replace("the mayor said", "THE MAYOR said –").replace("\n", "\n\n");
        let found = duplicates_among(&[text(2, 10), first, second]);
        assert_eq!(found, [Duplicate { article: 2, duplicate_of: 1, is_exact: true, similarity: 1.0, rule: "same_words" }]);
    }

    #[test]
    fn a_shortened_copy_is_near_and_its_similarity_is_the_share_of_its_sentences() {
        let found = duplicates_among(&[text(1, 40), text(1, 30), text(3, 40)]);
        let [only] = &found[..] else { panic!("{found:?}") };
        assert!((only.article, only.duplicate_of, only.is_exact) == (1, 0, false), "{only:?}");
        assert!((only.similarity - 0.75).abs() < 0.15, "{only:?}");
    }

    #[test]
    fn groups_have_one_first_article() {
        let texts = [text(1, 40), text(1, 36), text(1, 34), text(1, 36)];
        let found = duplicates_among(&texts);
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
        let found = duplicates_among(&[text(5, 12), original, edited_lead, cut_tail, furniture, text(6, 12)]);
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
        let found = duplicates_among(&[format!("{LEAD}{STORY}{TAIL}"), other.to_string()]);
        assert_eq!(found, []);
    }

    #[test]
    fn short_and_empty_texts_are_no_near_copies() {
        let texts = ["", " ", "A short note of six words.", "A short note of seven words now."].map(str::to_string);
        assert_eq!(duplicates_among(&texts), []);
    }

    #[test]
    fn furniture_does_not_make_copies() {
        let furniture = "ADVERTISEMENT\nInvalid email\nWe use cookies to make this page better for you.\n".repeat(20);
        let texts = [format!("{furniture}{}", text(1, 10)), format!("{furniture}{}", text(2, 10))];
        assert_eq!(duplicates_among(&texts), []);
    }

    #[test]
    fn a_fingerprint_comes_back_from_its_bytes() {
        let signature = Signature::of(&(0..100_u64).collect::<Vec<_>>());
        for (body, signature) in [(Some(7), Some(Box::new(signature))), (Some(u128::MAX), None), (None, None)] {
            let fingerprint = Fingerprint { body, signature };
            assert_eq!(Fingerprint::from_bytes(&fingerprint.to_bytes()), fingerprint);
        }
        assert_eq!(Fingerprint::from_bytes(&[]), Fingerprint::default());
    }
}
