//! Which articles repeat which: found by keys that copies share, decided by comparing their fingerprints.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};

use super::{Duplicate, Fingerprint, Ledger, NEAR_COPY};
use crate::error::Result;

/// How many keys are sorted at a time: 32 MB of them. More articles need more passes over the ledger, and no more memory.
const KEYS_AT_A_TIME: u64 = 1 << 21;
/// The most keys that an article has.
const KEYS: u64 = 31;
/// How many articles in a row are decided at a time: their pairs are 16 MB at the most.
const ARTICLES_AT_A_TIME: u32 = 1 << 16;
/// Two positions of four bytes.
const PAIR: usize = 8;

/// The search for the copies in a ledger. It needs four bytes an article; pairs that may be copies lie in files.
pub struct Search {
    /// For every so many articles in a row, a file of the pairs whose later article is one of them.
    pairs: std::vec::IntoIter<BufWriter<File>>,
    /// For each article that was decided, the first of its group: what it repeats, or itself.
    firsts: Vec<u32>,
}

impl Search {
    /// Finds what has to be compared.
    ///
    /// # Errors
    /// Where the ledger cannot be read back, or no file can be written beside it.
    pub fn new(ledger: &mut Ledger) -> Result<Search> {
        let files = ledger.len().div_ceil(ARTICLES_AT_A_TIME);
        let mut pairs = (0..files).map(|_| ledger.file_beside()).collect::<Result<Vec<_>>>()?;
        let passes = (u64::from(ledger.len()) * KEYS).div_ceil(KEYS_AT_A_TIME);
        for pass in 0..passes {
            write_pairs(ledger, &mut pairs, |key| key % passes == pass)?;
        }
        Ok(Search { pairs: pairs.into_iter(), firsts: Vec::new() })
    }

    /// The duplicates among the next articles, sorted by article; `None` behind the last article.
    ///
    /// # Errors
    /// Where what was written cannot be read back.
    pub fn next(&mut self, ledger: &mut Ledger) -> Result<Option<Vec<Duplicate>>> {
        let Some(file) = self.pairs.next() else { return Ok(None) };
        let pairs = pairs_in(file).map_err(|cause| ledger.lost(cause))?;
        let mut duplicates = Vec::new();
        for pairs in pairs.chunk_by(|one, other| one.0 == other.0) {
            self.begin_groups_up_to(pairs[0].0);
            if let Some(duplicate) = self.copy_among(ledger, pairs)? {
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
    fn copy_among(&self, ledger: &mut Ledger, pairs: &[(u32, u32)]) -> Result<Option<Duplicate>> {
        let article = pairs[0].0;
        let fingerprint = ledger.record(article)?.fingerprint;
        let mut firsts: Vec<u32> = pairs.iter().filter_map(|(_, earlier)| self.firsts.get(*earlier as usize).copied()).collect();
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

/// Writes each article with the first one that has the same key, for those keys that are `wanted`, to the file that it belongs to.
fn write_pairs(ledger: &mut Ledger, files: &mut [BufWriter<File>], wanted: impl Fn(u64) -> bool) -> Result<()> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    ledger.each(|article, fingerprint| keys.extend(fingerprint.keys().filter(|key| wanted(*key)).map(|key| (key, article))))?;
    keys.sort_unstable();
    for same in keys.chunk_by(|one, other| one.0 == other.0) {
        let first = same[0].1;
        for (_, article) in same[1..].iter().filter(|(_, article)| *article != first) {
            let file = &mut files[(article / ARTICLES_AT_A_TIME) as usize];
            let written = file.write_all(&article.to_le_bytes()).and_then(|()| file.write_all(&first.to_le_bytes()));
            written.map_err(|cause| ledger.lost(cause))?;
        }
    }
    Ok(())
}

/// The pairs in a file, sorted, each once.
fn pairs_in(file: BufWriter<File>) -> std::io::Result<Vec<(u32, u32)>> {
    let mut file = file.into_inner()?;
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let (pairs, _) = bytes.as_chunks::<PAIR>();
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte));
    let mut pairs: Vec<(u32, u32)> = pairs.iter().map(|pair| (number(&pair[..4]), number(&pair[4..]))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    Ok(pairs)
}

/// Whether the words are the same, and how similar their sequences are.
fn compared(one: &Fingerprint, other: &Fingerprint) -> (bool, f64) {
    if one.body.is_some() && one.body == other.body {
        return (true, 1.0);
    }
    let signatures = one.signature.as_ref().zip(other.signature.as_ref());
    (false, signatures.map_or(0.0, |(one, other)| one.similarity_to(other)))
}
