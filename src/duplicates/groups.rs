//! Which articles repeat which: found by keys that copies share, decided by comparing their fingerprints.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::buckets::{Bucket, Buckets};
use super::{Duplicate, Fingerprint, Ledger, NEAR_COPY};
use crate::error::Result;

/// How many keys are looked at at a time: few enough to stay in the processor's caches.
const KEYS_AT_A_TIME: u64 = 1 << 16;
/// The most keys that an article has.
const KEYS: u64 = 31;
/// How many articles in a row are decided at a time: their pairs are 8 MB at the most.
const ARTICLES_AT_A_TIME: u64 = 1 << 15;
/// More files than this are not open at a time, whatever that means for the two numbers before.
const MOST_BUCKETS: u64 = 256;
/// A key of eight bytes and the position of an article.
const KEY: usize = 12;
/// Two positions.
const PAIR: usize = 8;

/// The search for the copies in a ledger. It needs four bytes an article; what may be copies lies in files.
pub struct Search {
    /// In each bucket the pairs whose later article is one of so many in a row.
    pairs: Box<dyn Iterator<Item = std::io::Result<Bucket<PAIR>>>>,
    /// For each article that was decided, the first of its group: what it repeats, or itself.
    firsts: Vec<u32>,
}

impl Search {
    /// Finds what has to be compared.
    ///
    /// # Errors
    /// Where the ledger cannot be read back, or no file can be written beside it.
    pub fn new(ledger: &mut Ledger) -> Result<Search> {
        let keys = keys_of(ledger)?;
        let articles = u64::from(ledger.len());
        let count = articles.div_ceil(ARTICLES_AT_A_TIME).min(MOST_BUCKETS);
        let mut pairs = Buckets::new(count, || ledger.file_beside())?;
        let mut firsts = Firsts::default();
        for bucket in keys.into_each() {
            let bucket = bucket.map_err(|cause| ledger.lost(cause))?;
            add_pairs(&bucket, &mut firsts, articles, &mut pairs).map_err(|cause| ledger.lost(cause))?;
        }
        Ok(Search { pairs: Box::new(pairs.into_each()), firsts: Vec::new() })
    }

    /// The duplicates among the next articles, sorted by article; `None` behind the last article.
    ///
    /// # Errors
    /// Where what was written cannot be read back.
    pub fn next(&mut self, ledger: &mut Ledger) -> Result<Option<Vec<Duplicate>>> {
        let Some(bucket) = self.pairs.next() else { return Ok(None) };
        let bucket = bucket.map_err(|cause| ledger.lost(cause))?.sorted();
        let mut duplicates = Vec::new();
        for pairs in bucket.records().chunk_by(|one, other| one[..4] == other[..4]) {
            let article = number(&pairs[0][..4]);
            self.begin_groups_up_to(article);
            if let Some(duplicate) = self.copy_among(ledger, article, pairs)? {
                self.firsts.push(duplicate.duplicate_of);
                duplicates.push(duplicate);
            }
        }
        Ok(Some(duplicates))
    }

    /// Notes that the articles before `article` that nothing was found for repeat nothing.
    fn begin_groups_up_to(&mut self, article: u32) {
        self.firsts.extend(self.firsts.len() as u32..article);
    }

    /// The first article of a group that this one repeats: word for word, or else the most similar, the first of several.
    fn copy_among(&self, ledger: &mut Ledger, article: u32, pairs: &[[u8; PAIR]]) -> Result<Option<Duplicate>> {
        let fingerprint = ledger.record(article)?.fingerprint;
        let earlier = pairs.iter().map(|pair| number(&pair[4..]));
        let mut firsts: Vec<u32> = earlier.filter_map(|earlier| self.firsts.get(earlier as usize).copied()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let mut best: Option<Duplicate> = None;
        for first in firsts {
            let (is_exact, similarity) = compared(&fingerprint, &ledger.record(first)?.fingerprint);
            let is_better = best.as_ref().is_none_or(|best| !best.is_exact && (is_exact || similarity > best.similarity));
            if (is_exact || similarity >= NEAR_COPY) && is_better {
                let rule = if is_exact { "same_words" } else { "word_sequences" };
                best = Some(Duplicate { article, duplicate_of: first, is_exact, similarity, rule });
            }
        }
        Ok(best)
    }
}

/// The first article of each key.
type Firsts = HashMap<u64, u32, BuildHasherDefault<KeyHasher>>;

/// Keys are hashes already. Those of a bucket have their first bits in common, which a table looks at: so the halves are exchanged.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0 << 8 | u64::from(byte));
    }
}

/// The keys of all articles, each with its article, in the order of the articles; equal keys are in one bucket.
fn keys_of(ledger: &mut Ledger) -> Result<Buckets<KEY>> {
    let count = (u64::from(ledger.len()) * KEYS).div_ceil(KEYS_AT_A_TIME).clamp(1, MOST_BUCKETS);
    let mut buckets = Buckets::<KEY>::new(count, || ledger.file_beside())?;
    ledger.each(|article, fingerprint| {
        fingerprint.keys().try_for_each(|key| {
            let mut record = [0; KEY];
            record[..8].copy_from_slice(&key.to_be_bytes());
            record[8..].copy_from_slice(&article.to_be_bytes());
            buckets.add(((key >> 32) * count) >> 32, &record)
        })
    })?;
    Ok(buckets)
}

/// Adds each article with the first one that has the same key to the bucket that it belongs to.
fn add_pairs(keys: &Bucket<KEY>, firsts: &mut Firsts, articles: u64, pairs: &mut Buckets<PAIR>) -> std::io::Result<()> {
    firsts.clear();
    for record in keys.records() {
        let (key, article) = (record[..8].iter().fold(0, |key, &byte| key << 8 | u64::from(byte)), number(&record[8..]));
        match firsts.entry(key) {
            Entry::Vacant(none) => _ = none.insert(article),
            Entry::Occupied(first) if *first.get() == article => {}
            Entry::Occupied(first) => {
                let mut pair = [0; PAIR];
                pair[..4].copy_from_slice(&article.to_be_bytes());
                pair[4..].copy_from_slice(&first.get().to_be_bytes());
                pairs.add(u64::from(article) * pairs.count() / articles, &pair)?;
            }
        }
    }
    Ok(())
}

/// Four bytes as a number.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// Whether the words are the same, and how similar their sequences are.
fn compared(one: &Fingerprint, other: &Fingerprint) -> (bool, f64) {
    if one.body.is_some() && one.body == other.body {
        return (true, 1.0);
    }
    let signatures = one.signature.as_ref().zip(other.signature.as_ref());
    (false, signatures.map_or(0.0, |(one, other)| one.similarity_to(other)))
}
