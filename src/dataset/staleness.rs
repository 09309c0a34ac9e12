//! What of a dataset is stale against a plan, and why.

use std::path::Path;

use super::manifest::{FileRecord, Manifest, TableRecord};
use crate::plan::Plan;
use crate::schema::TableSchema;
use crate::stages::with_requirements;
use crate::tables::TableDefinition;

/// One table of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableStatus {
    pub table: &'static str,
    /// Why it must be written; nothing for a table that is current.
    pub causes: Vec<String>,
}

/// The tables of `plan`, each with what makes it stale. `planned` is the manifest that a run would begin with, `old` the dataset's.
pub fn status_of(plan: &Plan, planned: &Manifest, old: Option<&Manifest>) -> Vec<TableStatus> {
    let common = |old| common_causes(planned, old).into_iter().chain(package_causes(plan, old)).collect();
    let common: Vec<String> = old.map(common).unwrap_or_default();
    let status = |(table, schema): (&&'static TableDefinition, &&'static TableSchema)| TableStatus {
        table: table.name,
        causes: match old {
            None => vec!["there is no dataset yet".to_string()],
            Some(old) => common.iter().cloned().chain(causes_of(table, schema, plan, planned, old)).collect(),
        },
    };
    plan.tables.iter().zip(&plan.schemas).map(status).collect()
}

/// What concerns all tables.
fn common_causes(planned: &Manifest, old: &Manifest) -> Vec<String> {
    let mut causes = Vec::new();
    if planned.tool != old.tool {
        causes.push(format!("program: {} → {}", old.tool, planned.tool));
    }
    if planned.pipeline != old.pipeline {
        causes.push(format!(
            "pipeline: {} {} → {} {}",
            old.pipeline.name, old.pipeline.version, planned.pipeline.name, planned.pipeline.version
        ));
    }
    if planned.input != old.input {
        let (was, is) = (&old.input, &planned.input);
        causes.push(format!("input: {} files, {} bytes → {} files, {} bytes", was.files, was.bytes, is.files, is.bytes));
    }
    if planned.part != old.part {
        causes.push("shard: it is a part of another whole".to_string());
    }
    if planned.read != old.read {
        causes.push("input: its fields or limits are read otherwise".to_string());
    }
    if planned.csv != old.csv {
        causes.push("csv: it is written otherwise for spreadsheets".to_string());
    }
    let lists = planned.word_lists.iter().filter(|(name, hash)| old.word_lists.get(*name) != Some(hash)).map(|(name, _)| name);
    causes.extend(lists.map(|name| format!("word list {name} changed")));
    causes
}

/// Files of the package that are missing, no longer wanted, or not as long as they were written.
fn package_causes(plan: &Plan, old: &Manifest) -> Vec<String> {
    // The package of a shard is its index.
    match (plan.package || plan.part.is_some(), old.package.is_empty()) {
        (true, true) => vec!["the package around the tables is missing".to_string()],
        (false, false) => vec!["the package around the tables is no longer wanted".to_string()],
        _ => old.package.iter().filter_map(|(path, file)| change_of(path, file, plan)).collect(),
    }
}

fn causes_of(table: &TableDefinition, schema: &TableSchema, plan: &Plan, planned: &Manifest, old: &Manifest) -> Vec<String> {
    let Some(record) = old.tables.iter().find(|record| record.name == table.name) else {
        return vec!["the dataset does not have it".to_string()];
    };
    let mut causes = Vec::new();
    for stage in with_requirements(table.stages) {
        let in_manifest = |manifest: &Manifest| manifest.stages.iter().find(|record| record.name == stage.name).cloned();
        match (in_manifest(old), in_manifest(planned)) {
            (Some(was), Some(is)) if was.version != is.version => {
                causes.push(format!("stage {}: version {} → {}", stage.name, was.version, is.version));
            }
            (Some(was), Some(is)) if was.parameters != is.parameters => {
                causes.push(format!("parameters of {}: {} → {}", stage.name, was.parameters, is.parameters));
            }
            (None, Some(_)) => causes.push(format!("stage {} is new", stage.name)),
            _ => {}
        }
    }
    if record.schema != schema.id() {
        causes.push(format!("schema: {} → {}", record.schema, schema.id()));
    }
    causes.extend(file_causes(table.name, plan, record));
    causes
}

/// Files that are missing, or that are not as long as they were written.
fn file_causes(table: &str, plan: &Plan, record: &TableRecord) -> Vec<String> {
    let mut causes = Vec::new();
    for format in &plan.formats {
        let path = format.path_of(table);
        match record.files.get(&path) {
            None => causes.push(format!("it was not written as {path}")),
            Some(file) => causes.extend(change_of(&path, file, plan)),
        }
    }
    causes
}

/// What became of a file since it was written, as far as its length tells.
fn change_of(path: &str, file: &FileRecord, plan: &Plan) -> Option<String> {
    match length_of(&plan.output.join(path)) {
        None => Some(format!("{path} is missing")),
        Some(length) if length != file.bytes => Some(format!("{path} was changed")),
        Some(_) => None,
    }
}

fn length_of(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|metadata| metadata.len())
}
