//! Which articles repeat which: found by keys that copies share, decided by comparing their fingerprints.

use super::{Duplicate, Fingerprint, Ledger, NEAR_COPY};
use crate::error::Result;

/// How many keys are sorted at a time: 32 MB of them. More articles need more passes over the ledger, and no more memory.
const KEYS_AT_A_TIME: u64 = 1 << 21;
/// The most keys that an article has.
const KEYS: u64 = 31;

impl Ledger {
    /// The duplicates among its articles, sorted by article.
    ///
    /// # Errors
    /// Where it cannot be read back.
    pub fn find_duplicates(&mut self) -> Result<Vec<Duplicate>> {
        let passes = (u64::from(self.len()) * KEYS).div_ceil(KEYS_AT_A_TIME);
        let mut pairs = Vec::new();
        for pass in 0..passes {
            self.add_pairs(&mut pairs, |key| key % passes == pass)?;
        }
        let mut duplicates = Vec::new();
        for pairs in pairs.chunk_by(|one, other| one.0 == other.0) {
            if let Some(duplicate) = self.copy_among(pairs, &duplicates)? {
                duplicates.push(duplicate);
            }
        }
        Ok(duplicates)
    }

    /// Adds each article with the first one that has the same key, for those keys that are `wanted`; sorted, each pair once.
    fn add_pairs(&mut self, pairs: &mut Vec<(u32, u32)>, wanted: impl Fn(u64) -> bool) -> Result<()> {
        let mut keys: Vec<(u64, u32)> = Vec::new();
        self.each(|article, fingerprint| keys.extend(fingerprint.keys().filter(|key| wanted(*key)).map(|key| (key, article))))?;
        keys.sort_unstable();
        for same in keys.chunk_by(|one, other| one.0 == other.0) {
            pairs.extend(same[1..].iter().map(|(_, article)| (*article, same[0].1)).filter(|(article, first)| article != first));
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(())
    }

    /// The first article of a group that this one repeats: word for word, or else the most similar, the first of several.
    fn copy_among(&mut self, pairs: &[(u32, u32)], before: &[Duplicate]) -> Result<Option<Duplicate>> {
        let article = pairs[0].0;
        let fingerprint = self.record(article)?.fingerprint;
        let mut firsts: Vec<u32> = pairs.iter().map(|(_, earlier)| first_of_group(*earlier, before)).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let mut best: Option<Duplicate> = None;
        for first in firsts {
            let (is_exact, similarity) = compared(&fingerprint, &self.record(first)?.fingerprint);
            let is_better = best.as_ref().is_none_or(|best| !best.is_exact && (is_exact || similarity > best.similarity));
            if (is_exact || similarity >= NEAR_COPY) && is_better {
                let rule = if is_exact { "same_words" } else { "word_sequences" };
                best = Some(Duplicate { article, duplicate_of: first, is_exact, similarity, rule });
            }
        }
        Ok(best)
    }
}

/// The article that an earlier one repeats, or itself.
fn first_of_group(article: u32, duplicates: &[Duplicate]) -> u32 {
    match duplicates.binary_search_by_key(&article, |duplicate| duplicate.article) {
        Ok(index) => duplicates[index].duplicate_of,
        Err(_) => article,
    }
}

/// Whether the words are the same, and how similar their sequences are.
fn compared(one: &Fingerprint, other: &Fingerprint) -> (bool, f64) {
    if one.body.is_some() && one.body == other.body {
        return (true, 1.0);
    }
    let signatures = one.signature.as_ref().zip(other.signature.as_ref());
    (false, signatures.map_or(0.0, |(one, other)| one.similarity_to(other)))
}
