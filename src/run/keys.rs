//! What every piece of a run is kept under in the cache: the hash of all that it is made from.

use std::collections::BTreeMap;

use crate::cache::{Key, KeyBuilder};
use crate::duplicates::FINGERPRINT;
use crate::lang::en::word_files;
use crate::plan::Plan;
use crate::schema::TableSchema;
use crate::stages::{StageDefinition, with_requirements};
use crate::tables::TableDefinition;
use crate::write::ENCODING;

/// The keys of a plan's tables, still without the records of a partition.
pub(super) struct PlanKeys {
    /// In the order of the plan's tables.
    pub(super) tables: Vec<TableKey>,
    /// For what a partition tells beside its rows.
    pub(super) aside: Key,
    /// Of how articles are read.
    pub(super) reading: Key,
    /// Stages that the aside needs.
    pub(super) aside_stages: Vec<&'static str>,
}

pub(super) struct TableKey {
    pub(super) name: &'static str,
    key: Key,
    /// All stages that its rows depend on.
    pub(super) stages: Vec<&'static str>,
}

impl TableKey {
    /// Of all that its rows depend on beside the records.
    pub(super) fn key(&self) -> Key {
        self.key
    }

    /// The key of the table's rows from these records.
    pub(super) fn of_records(&self, records: Key) -> Key {
        of_records(self.key, records)
    }
}

/// The key of what is made from these records in the way that `key` tells.
pub(super) fn of_records(key: Key, records: Key) -> Key {
    KeyBuilder::new("unit").key(key).key(records).finish()
}

impl PlanKeys {
    pub(super) fn of(plan: &Plan) -> PlanKeys {
        let stages = StageKeys::of(plan);
        let is_part = u64::from(plan.part.is_some());
        let table = |(table, schema): (&&'static TableDefinition, &&'static TableSchema)| {
            let needed = with_requirements(table.stages);
            let mut key = KeyBuilder::new("table");
            key.part(env!("CARGO_PKG_VERSION").as_bytes()).number(ENCODING).number(is_part);
            key.part(table.name.as_bytes()).part(schema.id().as_bytes()).part(schema.sha256.as_bytes());
            key.part(table.schema().sha256.as_bytes());
            stages.add(&needed, &mut key);
            TableKey { name: table.name, key: key.finish(), stages: names_of(&needed) }
        };
        let tables = plan.tables.iter().zip(&plan.schemas).map(table).collect();
        let (aside, aside_stages) = aside_key(plan, &stages);
        let options = serde_json::to_vec(&plan.read).unwrap_or_default();
        let reading = KeyBuilder::new("reading").part(env!("CARGO_PKG_VERSION").as_bytes()).part(&options).finish();
        PlanKeys { tables, aside, reading, aside_stages }
    }
}

/// Problems are told by the stage `metadata`, where it is part of the plan; articles are compared by their blocks.
fn aside_key(plan: &Plan, stages: &StageKeys) -> (Key, Vec<&'static str>) {
    let compares = plan.writes("duplicates");
    let planned = |name: &&str| plan.stages.iter().any(|stage| stage.name == *name);
    let wanted: Vec<&str> = ["metadata"].into_iter().filter(planned).chain(compares.then_some("blocks")).collect();
    let needed = with_requirements(&wanted);
    let mut key = KeyBuilder::new("aside");
    key.part(env!("CARGO_PKG_VERSION").as_bytes()).number(ENCODING).number(FINGERPRINT).number(u64::from(compares));
    stages.add(&needed, &mut key);
    (key.finish(), names_of(&needed))
}

fn names_of(stages: &[&'static StageDefinition]) -> Vec<&'static str> {
    stages.iter().map(|stage| stage.name).collect()
}

/// A key for each stage by itself: its version, parameters and words.
struct StageKeys {
    keys: BTreeMap<&'static str, Key>,
}

impl StageKeys {
    fn of(plan: &Plan) -> StageKeys {
        let words: BTreeMap<&str, blake3::Hash> = word_files().map(|(name, text)| (name, blake3::hash(text.as_bytes()))).collect();
        let parameters = serde_json::to_value(&plan.parameters).unwrap_or_default();
        let key = |stage: &&'static StageDefinition| {
            let mut key = KeyBuilder::new("stage");
            key.part(stage.name.as_bytes()).number(u64::from(stage.version));
            key.part(parameters[stage.name].to_string().as_bytes());
            for (name, hash) in stage.words.iter().filter_map(|name| words.get_key_value(name)) {
                key.part(name.as_bytes()).part(hash.as_bytes());
            }
            (stage.name, key.finish())
        };
        StageKeys { keys: plan.stages.iter().map(key).collect() }
    }

    fn add(&self, stages: &[&'static StageDefinition], key: &mut KeyBuilder) {
        for stage in stages {
            // A stage that is not part of the plan is of none of its tables.
            if let Some(own) = self.keys.get(stage.name) {
                key.key(*own);
            }
        }
    }
}

/// The key of a word list by its hash, so that a later program can tell what changed in it.
pub(super) fn word_list_key(blake3: &str) -> Key {
    KeyBuilder::new("word list").part(blake3.as_bytes()).finish()
}
