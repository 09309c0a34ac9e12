//! What of a dataset is stale against a plan, and why.

use std::collections::BTreeSet;
use std::path::Path;

use super::changed_values::{list_cause, parameter_causes};
use super::manifest::{FileRecord, Manifest, TableRecord};
use crate::plan::Plan;
use crate::schema::TableSchema;
use crate::stages::{StageDefinition, with_requirements};
use crate::tables::TableDefinition;

/// One table of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableStatus {
    pub table: &'static str,
    /// Why it must be written; nothing for a table that is current.
    pub causes: Vec<String>,
}

/// In how many lines two word lists differ, by their hashes; `None` where the older one is no longer known.
pub type ChangedLines<'a> = dyn Fn(&str, &str) -> Option<usize> + 'a;

/// What the manifests do not tell of a change.
#[derive(Default)]
pub struct Details<'a> {
    /// Which articles changed, in words; empty where nobody looked.
    pub articles: Vec<String>,
    /// In how many lines two word lists differ, by their hashes.
    pub lines: Option<&'a ChangedLines<'a>>,
}

impl Details<'_> {
    fn lines(&self, was: &str, is: &str) -> Option<usize> {
        self.lines.and_then(|lines| lines(was, is))
    }
}

/// The tables of `plan`, each with what makes it stale. `planned` is the manifest that a run would begin with, `old` the dataset's.
pub fn status_of(plan: &Plan, planned: &Manifest, old: Option<&Manifest>, details: &Details) -> Vec<TableStatus> {
    let common = |old| {
        let causes = common_causes(planned, old, details).into_iter().chain(package_causes(plan, old));
        causes.chain(surplus_causes(plan, old)).collect()
    };
    let common: Vec<String> = old.map(common).unwrap_or_default();
    let status = |(table, schema): (&&'static TableDefinition, &&'static TableSchema)| TableStatus {
        table: table.name,
        causes: match old {
            None => vec!["there is no dataset yet".to_string()],
            Some(old) => common.iter().cloned().chain(causes_of(table, schema, plan, planned, old, details)).collect(),
        },
    };
    plan.tables.iter().zip(&plan.schemas).map(status).collect()
}

/// What concerns all tables.
fn common_causes(planned: &Manifest, old: &Manifest, details: &Details) -> Vec<String> {
    let mut causes = Vec::new();
    if planned.tool != old.tool {
        causes.push(format!("program: {} → {}", old.tool, planned.tool));
    }
    if planned.pipeline != old.pipeline {
        let [was, is] = [old, planned].map(|manifest| format!("{} {}", manifest.pipeline.name, manifest.pipeline.version));
        causes.push(match was == is {
            true => "pipeline: what it says of the dataset changed".to_string(),
            false => format!("pipeline: {was} → {is}"),
        });
    }
    if planned.input != old.input {
        let (was, is) = (&old.input, &planned.input);
        if details.articles.is_empty() {
            let [was, is] = [was, is].map(|input| format!("{} files, {} bytes", input.files, input.bytes));
            causes.push(match was == is {
                true => format!("input: {is} as before, but others or in another order"),
                false => format!("input: {was} → {is}"),
            });
        }
        causes.extend(details.articles.iter().cloned());
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
    causes
}

/// Tables and forms of files that the pipeline no longer writes. A choice of tables says nothing of the others.
fn surplus_causes(plan: &Plan, old: &Manifest) -> Vec<String> {
    if plan.is_selection {
        return Vec::new();
    }
    let (kept, gone): (Vec<&TableRecord>, Vec<&TableRecord>) = old.tables.iter().partition(|record| plan.writes(&record.name));
    let tables: Vec<&str> = gone.iter().map(|record| record.name.as_str()).collect();
    let is_wanted = |path: &str, table: &str| plan.formats.iter().any(|format| format.path_of(table) == path);
    let files = kept.iter().flat_map(|record| record.files.keys().filter(|path| !is_wanted(path, &record.name)));
    let folders: BTreeSet<&str> = files.map(|path| path.split('/').next().unwrap_or(path)).collect();
    let tables = (!tables.is_empty()).then(|| format!("no longer wanted: {}", tables.join(", ")));
    tables.into_iter().chain(folders.iter().map(|folder| format!("no longer wanted: the files in {folder}"))).collect()
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

fn causes_of(
    table: &TableDefinition,
    schema: &TableSchema,
    plan: &Plan,
    planned: &Manifest,
    old: &Manifest,
    details: &Details,
) -> Vec<String> {
    let Some(record) = old.tables.iter().find(|record| record.name == table.name) else {
        return vec!["the dataset does not have it".to_string()];
    };
    let mut causes = Vec::new();
    for stage in with_requirements(table.stages) {
        causes.extend(stage_causes(stage, planned, old, details));
    }
    causes.extend(word_causes(table, planned, old, details));
    if record.schema != schema.id() {
        causes.push(format!("schema: {} → {}", record.schema, schema.id()));
    }
    causes.extend(file_causes(table.name, plan, record));
    causes
}

fn stage_causes(stage: &StageDefinition, planned: &Manifest, old: &Manifest, details: &Details) -> Vec<String> {
    let in_manifest = |manifest: &Manifest| manifest.stages.iter().find(|record| record.name == stage.name).cloned();
    match (in_manifest(old), in_manifest(planned)) {
        (Some(was), Some(is)) if was.version != is.version => {
            vec![format!("stage {} {} → {}", stage.name, was.version, is.version)]
        }
        (Some(was), Some(is)) => parameter_causes(stage.name, &was.parameters, &is.parameters, &|was, is| details.lines(was, is)),
        (None, Some(_)) => vec![format!("stage {} is new", stage.name)],
        _ => Vec::new(),
    }
}

/// Word lists that changed, of those that the stages of a table ask for.
fn word_causes(table: &TableDefinition, planned: &Manifest, old: &Manifest, details: &Details) -> Vec<String> {
    let words: BTreeSet<&str> = with_requirements(table.stages).iter().flat_map(|stage| stage.words).copied().collect();
    let hashes = |name: &&str| Some((old.word_lists.get(*name), planned.word_lists.get(*name)?));
    let changed = |name: &&str| match hashes(name) {
        Some((Some(was), is)) if was != is => Some(list_cause(name, details.lines(was, is))),
        Some((None, _)) => Some(format!("word list {name} is new")),
        _ => None,
    };
    words.iter().filter_map(changed).collect()
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
