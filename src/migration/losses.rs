//! What a migration loses, counted value by value before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// Values of one column that one step loses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    pub column: String,
    /// What becomes of them, as a participle.
    pub what: &'static str,
    pub values: u64,
}

/// Losses as they add up over the batches of one table.
#[derive(Debug, Default)]
pub struct Losses {
    counts: BTreeMap<(String, &'static str), u64>,
    /// By column and new value: the old values that became it, and how often one was replaced.
    merged: BTreeMap<(String, String), (BTreeSet<String>, u64)>,
}

impl Losses {
    pub(super) fn add(&mut self, column: &str, what: &'static str, values: usize) {
        if values > 0 {
            *self.counts.entry((column.to_string(), what)).or_default() += values as u64;
        }
    }

    /// Notes that a value of a mapped column came out as `after`, which may be the same.
    pub(super) fn note_mapped(&mut self, column: &str, before: &str, after: &str) {
        let (sources, replaced) = self.merged.entry((column.to_string(), after.to_string())).or_default();
        if !sources.contains(before) {
            sources.insert(before.to_string());
        }
        *replaced += u64::from(before != after);
    }

    /// Everything that is lost, sorted by column. A value that became another one is lost where both were there.
    pub fn into_list(mut self) -> Vec<Loss> {
        for ((column, _), (sources, replaced)) in std::mem::take(&mut self.merged) {
            if sources.len() > 1 {
                self.add(&column, "merged with another value", replaced as usize);
            }
        }
        self.counts.into_iter().map(|((column, what), values)| Loss { column, what, values }).collect()
    }
}
