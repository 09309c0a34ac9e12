//! One of N parts of a run: the articles whose id's hash falls to it; and the ids, which are unique over the whole input.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::text::Article;

/// Shard `number` (from 1) of `of`. Written as `2/7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    pub number: u32,
    pub of: u32,
}

impl Shard {
    /// Whether the article with this id is of this shard. The ids of a corpus alone decide, so that a shard can be run anywhere and at any time.
    pub fn owns(self, article_id: &str) -> bool {
        id_hash(article_id) % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// The folder of this shard of the dataset in `output`: beside it.
    pub fn folder_beside(self, output: &Path) -> PathBuf {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        output.with_file_name(format!("{name}.shard-{}-of-{}", self.number, self.of))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err("a shard is written as `2/7`: the second of seven, counted from 1".to_string()),
        }
    }
}

/// Gives every article of a corpus an id of its own, in the order in which they are read.
#[derive(Debug, Default)]
pub struct UniqueIds {
    /// Hashes of all ids so far. Eight bytes an article; two ids of one hash would give one of them a suffix for nothing.
    given: HashSet<u64>,
    /// For each id that came again, the number that is tried next.
    next: HashMap<u64, u64>,
}

impl UniqueIds {
    /// Takes ids that are unique among themselves, by their hashes, if no earlier article has one of them.
    pub fn take_new(&mut self, hashes: &[u64]) -> bool {
        let are_new = hashes.iter().all(|hash| !self.given.contains(hash));
        if are_new {
            self.given.extend(hashes);
        }
        are_new
    }

    /// Gives an article whose id an earlier one has another, and says so.
    pub fn make_unique(&mut self, article: &mut Article) -> Option<LocatedProblem> {
        let given = article.id.clone();
        article.id = self.unique(std::mem::take(&mut article.id));
        if article.id == given {
            return None;
        }
        let message = format!("an earlier article has the id `{given}`: this one is called `{}`", article.id);
        let problem = Problem { stage: "read", code: "duplicate_id", severity: Severity::Warning, span: None, message };
        Some(LocatedProblem { source: article.source.clone(), article_id: Some(article.id.clone()), problem })
    }

    /// The id itself, or where an earlier article has it the first free one of `id~2`, `id~3` …
    pub fn unique(&mut self, id: String) -> String {
        let hash = id_hash(&id);
        if self.given.insert(hash) {
            return id;
        }
        let next = self.next.entry(hash).or_insert(2);
        loop {
            let other = format!("{id}~{next}");
            *next += 1;
            if self.given.insert(id_hash(&other)) {
                return other;
            }
        }
    }
}

/// The first eight bytes of the BLAKE3 of an id, as a big-endian number.
pub fn id_hash(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_two_numbers() {
        assert_eq!("2/7".parse(), Ok(Shard { number: 2, of: 7 }));
        for wrong in ["", "2", "0/7", "8/7", "2/0", "-1/3", "a/b", "1/2/3", "2 / 7"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        assert_eq!(Shard { number: 2, of: 7 }.folder_beside(Path::new("out/press")), Path::new("out/press.shard-2-of-7"));
    }

    #[test]
    fn ids_that_come_again_get_the_next_free_number() {
        let mut ids = UniqueIds::default();
        let unique: Vec<String> = ["a", "a~3", "a", "a", "b", "a", "a~3", "b"].map(|id| ids.unique(id.to_string())).to_vec();
        assert_eq!(unique, ["a", "a~3", "a~2", "a~4", "b", "a~5", "a~3~2", "b~2"]);
    }

    #[test]
    fn every_article_is_of_one_shard() {
        for of in [1, 2, 7] {
            let mut sizes = vec![0; of as usize];
            for article in 0..700 {
                let owners: Vec<u32> = (1..=of).filter(|&number| Shard { number, of }.owns(&format!("a{article}"))).collect();
                assert_eq!(owners.len(), 1);
                sizes[owners[0] as usize - 1] += 1;
            }
            assert!(sizes.iter().all(|&size| size > 0), "{sizes:?}");
        }
        // The rule is a promise: shards are run on many machines.
        assert_eq!(id_hash("harbour-1"), 7_369_245_727_461_941_287);
    }
}
