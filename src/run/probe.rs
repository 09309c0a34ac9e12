//! What a run would make and what it would take from the cache, told without doing it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};

use super::assembly::AssembledPartition;
use super::keys::word_list_key;
use super::partition::Piece;
use super::records::records_key;
use super::reuse::Reuse;
use super::{Forced, read_partitions};
use crate::cache::{Cache, Key};
use crate::lang::en::word_files;
use crate::plan::Plan;
use crate::text::Article;

/// Partitions of the input, and those of each table that the cache does not have.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Probe {
    pub partitions: u32,
    pub to_make: BTreeMap<&'static str, u32>,
    /// The rows of the dataset's table `articles` in partitions that the input no longer has; `None` where nobody knows how the dataset was put together.
    pub gone: Option<Vec<Range<u64>>>,
}

/// Reads the input and asks the cache for each partition's entries. A damaged entry counts as there. Articles of partitions that the dataset does not have are
/// shown to `look`.
pub fn probe(plan: &Plan, cache: &Cache, mut look: impl FnMut(&Article)) -> Probe {
    let forced = Forced::Tables(Vec::new());
    let reuse = Reuse::of(plan, &plan.output, cache, &forced);
    std::thread::scope(|scope| {
        let (sender, pieces) = sync_channel(1);
        scope.spawn(|| read_partitions(plan, Some(&reuse), sender));
        probe_pieces(plan, &reuse, pieces, &mut look)
    })
}

fn probe_pieces(plan: &Plan, reuse: &Reuse, pieces: Receiver<Piece>, look: &mut impl FnMut(&Article)) -> Probe {
    let shard = plan.part.as_ref().map(|part| part.shard);
    let tables = &reuse.keys.tables;
    let (mut partitions, mut to_make) = (0, vec![0; tables.len()]);
    let mut seen = HashSet::new();
    for piece in pieces {
        let records = match piece {
            Piece::Known(known) => known.assembled.records,
            Piece::Read(partition) => {
                let part = partition.cut_to(shard);
                let records = records_key(&part);
                if !reuse.stands(records) {
                    part.articles.iter().for_each(|(_, article)| look(article));
                }
                records
            }
        };
        partitions += 1;
        seen.insert(records);
        to_make.iter_mut().enumerate().for_each(|(index, count)| *count += u32::from(!reuse.has_table(index, records)));
    }
    let to_make = tables.iter().map(|table| table.name).zip(to_make).collect();
    Probe { partitions, to_make, gone: reuse.partitions().map(|old| gone_articles(old, &seen)) }
}

/// The articles of the partitions that were not seen, by their positions in the dataset.
fn gone_articles(partitions: &[AssembledPartition], seen: &HashSet<Key>) -> Vec<Range<u64>> {
    let mut end = 0;
    let mut rows = |partition: &AssembledPartition| {
        let start = end;
        end += partition.articles;
        (start..end, partition.records)
    };
    let all = partitions.iter().map(&mut rows);
    all.filter(|(rows, records)| !rows.is_empty() && !seen.contains(records)).map(|(rows, _)| rows).collect()
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
    let old = String::from_utf8(cache.get(word_list_key(was))?.bytes.to_vec()).ok()?;
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (old.lines().collect(), new.lines().collect());
    Some(old.difference(&new).count().max(new.difference(&old).count()))
}

/// The file of words that the pipeline names.
fn own_words(plan: &Plan) -> Option<String> {
    let file = plan.parameters.countries.extra.as_ref()?;
    std::fs::read_to_string(plan.folder.join(file.path())).ok()
}
