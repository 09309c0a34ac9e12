//! `[stages.countries] extra`: a researcher's own names of countries, which go before what the program knows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use serde::{Deserialize, Serialize, Serializer};

use super::hit::Hit;
use crate::lang::en::Place;
use crate::text::Document;

/// A file of own names as a pipeline names it, and what it holds once it was read.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "PathBuf")]
pub struct OwnNamesFile {
    path: PathBuf,
    names: Option<Arc<OwnNames>>,
}

impl OwnNamesFile {
    /// As the pipeline file has it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes what the file holds.
    pub fn hold(&mut self, names: OwnNames) {
        self.names = Some(Arc::new(names));
    }

    /// What the file holds, once it was read.
    pub(super) fn names(&self) -> Option<Arc<OwnNames>> {
        self.names.clone()
    }

    fn fingerprint(&self) -> Option<&str> {
        self.names.as_ref().map(|names| names.fingerprint.as_str())
    }
}

impl From<PathBuf> for OwnNamesFile {
    fn from(path: PathBuf) -> OwnNamesFile {
        OwnNamesFile { path, names: None }
    }
}

/// A manifest tells the path as it was written and what the file held.
impl Serialize for OwnNamesFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let path = self.path.to_string_lossy().replace('\\', "/");
        let told = BTreeMap::from([("path", Some(path.as_str())), ("blake3", self.fingerprint())]);
        told.serialize(serializer)
    }
}

impl PartialEq for OwnNamesFile {
    fn eq(&self, other: &OwnNamesFile) -> bool {
        self.path == other.path && self.fingerprint() == other.fingerprint()
    }
}

/// The names, ready to be looked for. They are found as they are written, where they begin and end with a token.
#[derive(Debug)]
pub struct OwnNames {
    automaton: AhoCorasick,
    /// In the order of the automaton's patterns.
    places: Vec<Place>,
    fingerprint: String,
}

impl OwnNames {
    /// Names and what each of them names; `fingerprint` tells one list from another.
    ///
    /// # Errors
    /// More names than an automaton can hold.
    pub fn new(names: Vec<(String, Place)>, fingerprint: String) -> Result<OwnNames, BuildError> {
        let (names, places): (Vec<String>, Vec<Place>) = names.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names)?;
        Ok(OwnNames { automaton, places, fingerprint })
    }

    /// The names in a document, in text order and without overlap.
    pub(super) fn hits<'p>(&'p self, document: &Document) -> Vec<Hit<'p>> {
        let tokens = &document.tokens;
        let found = self.automaton.find_iter(document.text);
        let hit_of = |found: aho_corasick::Match| {
            let start = tokens.binary_search_by_key(&(found.start() as u32), |token| token.span.start).ok()?;
            let end = tokens.binary_search_by_key(&(found.end() as u32), |token| token.span.end).ok()? + 1;
            let place = &self.places[found.pattern().as_usize()];
            (start < end).then_some(Hit { start, end, place, may_be_country: !place.countries.is_empty(), is_own: true })
        };
        found.filter_map(hit_of).collect()
    }
}
