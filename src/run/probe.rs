//! What a run would make and what it would take from the cache, told without doing it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, sync_channel};

use super::keys::{PlanKeys, word_list_key};
use super::partition::Partition;
use super::read_partitions;
use super::records::records_key;
use crate::cache::Cache;
use crate::lang::en::word_files;
use crate::plan::Plan;
use crate::text::Article;

/// Partitions of the input, and those of each table that the cache does not have.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Probe {
    pub partitions: u32,
    pub to_make: BTreeMap<&'static str, u32>,
}

/// Reads the input, shows its articles to `look`, and asks the cache for each partition's entries. A damaged entry counts as there.
pub fn probe(plan: &Plan, cache: &Cache, mut look: impl FnMut(&Article)) -> Probe {
    std::thread::scope(|scope| {
        let (sender, partitions) = sync_channel(1);
        scope.spawn(|| read_partitions(plan, sender));
        probe_partitions(plan, cache, partitions, &mut look)
    })
}

fn probe_partitions(plan: &Plan, cache: &Cache, partitions: Receiver<Partition>, look: &mut impl FnMut(&Article)) -> Probe {
    let keys = PlanKeys::of(plan);
    let shard = plan.part.as_ref().map(|part| part.shard);
    let mut probe = Probe { partitions: 0, to_make: keys.tables.iter().map(|table| (table.name, 0)).collect() };
    for partition in partitions {
        let part = partition.cut_to(shard);
        part.articles.iter().for_each(|(_, article)| look(article));
        let records = records_key(&part);
        probe.partitions += 1;
        for table in keys.tables.iter().filter(|table| !cache.has(table.of_records(records))) {
            *probe.to_make.entry(table.name).or_default() += 1;
        }
    }
    probe
}

/// Keeps the word lists of this program and of the pipeline: a later plan tells by them in how many lines a list has changed.
pub(super) fn keep_word_lists(plan: &Plan, cache: &Cache) {
    let own = own_words(plan);
    for text in word_files().map(|(_, text)| text).chain(own.as_deref()) {
        let key = word_list_key(blake3::hash(text.as_bytes()).to_hex().as_str());
        if !cache.has(key) {
            cache.put(key, text.as_bytes());
        }
    }
}

/// In how many lines two word lists differ, by their hashes: those of the one that the other does not have, of whichever has more.
pub fn changed_lines(plan: &Plan, cache: &Cache, was: &str, is: &str) -> Option<usize> {
    let own = own_words(plan);
    let mut texts = word_files().map(|(_, text)| text).chain(own.as_deref());
    let new = texts.find(|text| blake3::hash(text.as_bytes()).to_hex().as_str() == is)?;
    let old = String::from_utf8(cache.get(word_list_key(was))?).ok()?;
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (old.lines().collect(), new.lines().collect());
    Some(old.difference(&new).count().max(new.difference(&old).count()))
}

/// The file of words that the pipeline names.
fn own_words(plan: &Plan) -> Option<String> {
    let file = plan.parameters.countries.extra.as_ref()?;
    std::fs::read_to_string(plan.folder.join(file.path())).ok()
}
