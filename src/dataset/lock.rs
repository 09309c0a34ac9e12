//! `columnist.lock`: what datasets were made from and what came out, in a file beside their pipelines, a fact a line.
//!
//! Each line begins with the name of the pipeline file, and the lines are sorted. So git merges what two branches changed in different places, and a fact that
//! both changed is a conflict of one line. The file is TOML, all of whose keys are dotted: a fact that stands twice is an error.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::plan::Plan;

/// Name of the file.
const LOCK_FILE: &str = "columnist.lock";
const HEAD: &str = "# What the datasets of the pipelines in this folder were made from, and what came out. `columnist run --lock` writes it, `--locked` holds it.";
/// What a fact is that one of two sides does not have.
const NOTHING: &str = "∅";

/// The facts of one dataset: by the parts of their keys, as TOML writes their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    facts: BTreeMap<Vec<String>, String>,
}

/// The lock file beside a pipeline file.
pub fn lock_file_of(pipeline: &Path) -> PathBuf {
    pipeline.with_file_name(LOCK_FILE)
}

impl Lock {
    /// The facts of a dataset.
    pub fn of(manifest: &Manifest) -> Lock {
        let mut lock = Lock::default();
        let Ok(Value::Object(mut whole)) = serde_json::to_value(manifest) else { return lock };
        let mut take = |name: &str| whole.remove(name).unwrap_or_default();
        for name in ["tool", "pipeline", "input", "read", "word_lists", "csv"] {
            lock.add(&[name], take(name));
        }
        lock.add(&["stages"], by_name(take("stages"), &[]));
        // The hash of the rows stands for those of the columns.
        lock.add(&["tables"], by_name(take("tables"), &["columns", "columns_blake3", "row_groups"]));
        lock
    }

    /// The facts that are known before a run. `planned` is the manifest that it begins with.
    pub fn of_plan(plan: &Plan, planned: &Manifest) -> Lock {
        let mut lock = Lock::of(planned);
        for schema in &plan.schemas {
            lock.add(&["tables", &schema.name, "schema"], schema.id().into());
        }
        lock
    }

    /// What the lock file beside a pipeline says of it; `None` where it says nothing.
    ///
    /// # Errors
    /// A file that cannot be read or is no lock.
    pub fn read(pipeline: &Path) -> Result<Option<Lock>> {
        let mut all = read_all(&lock_file_of(pipeline))?;
        Ok(all.remove(&name_of(pipeline)).map(|facts| {
            let mut lock = Lock::default();
            lock.add(&[], facts);
            lock
        }))
    }

    /// Puts the facts into the lock file beside a pipeline, in the place of what it said of it. Lines of other pipelines stay.
    ///
    /// # Errors
    /// A file that is no lock, or cannot be written.
    pub fn write(&self, pipeline: &Path) -> Result<()> {
        let path = lock_file_of(pipeline);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Whoever else writes into the file waits. Where a folder cannot be locked, two writers at once are not kept apart.
        let _writing = File::open(folder).and_then(|folder| folder.lock().map(|()| folder));
        let mut lines = Vec::new();
        for (name, facts) in read_all(&path)?.into_iter().filter(|(name, _)| *name != name_of(pipeline)) {
            let mut other = Lock::default();
            other.add(&[], facts);
            lines.extend(other.lines(&name));
        }
        lines.extend(self.lines(&name_of(pipeline)));
        lines.sort_unstable();
        let aside = path.with_file_name(format!("{LOCK_FILE}.new"));
        std::fs::write(&aside, format!("{HEAD}\n{}\n", lines.join("\n"))).map_err(|cause| Error::file("write", &aside, cause))?;
        std::fs::rename(&aside, &path).map_err(|cause| Error::file("put in place", &path, cause))
    }

    /// In words, how what `is` differs from what the lock says, as far as it is known before a run.
    pub fn differences_of_plan(&self, is: &Lock) -> Vec<String> {
        self.differences(is, |key| key[0] != "tables" || key.last().is_some_and(|last| last == "schema"))
    }

    /// In words, how a dataset differs from what the lock says.
    pub fn differences_of_dataset(&self, is: &Lock) -> Vec<String> {
        self.differences(is, |_| true)
    }

    fn differences(&self, is: &Lock, is_compared: impl Fn(&[String]) -> bool) -> Vec<String> {
        let mut keys: Vec<&Vec<String>> = self.facts.keys().chain(is.facts.keys()).filter(|key| is_compared(key)).collect();
        keys.sort_unstable();
        keys.dedup();
        let pair = |key: &Vec<String>| (self.facts.get(key).map(String::as_str), is.facts.get(key).map(String::as_str));
        let is_other = |key: &Vec<String>| self.facts.get(key) != is.facts.get(key);
        // The length of a file says nothing more where its hash is another.
        let is_told = |key: &&Vec<String>| match key.as_slice() {
            [tables, table, files, path, bytes] if bytes == "bytes" => {
                is_other(key) && !is_other(&[tables, table, files, path, "sha256"].map(str::to_string).to_vec())
            }
            _ => is_other(key),
        };
        let told = keys.into_iter().filter(is_told).map(|key| (key, pair(key)));
        told.map(|(key, (was, is))| in_words(key, was, is)).collect()
    }

    fn add(&mut self, key: &[&str], value: Value) {
        let key: Vec<String> = key.iter().map(|part| part.to_string()).collect();
        add_facts(&mut self.facts, key, value);
    }

    fn lines(&self, pipeline: &str) -> Vec<String> {
        let key = |parts: &Vec<String>| parts.iter().map(|part| toml_key(part)).collect::<Vec<_>>().join(".");
        self.facts.iter().map(|(parts, value)| format!("{}.{} = {value}", toml_string(pipeline), key(parts))).collect()
    }
}

fn name_of(pipeline: &Path) -> String {
    pipeline.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a lock file says, by pipeline; nothing where there is none.
fn read_all(path: &Path) -> Result<Map<String, Value>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Map::new()),
        Err(cause) => return Err(Error::file("read", path, cause)),
    };
    let no_lock = |why: &str| {
        let mend = "take out what a merge left in it; or remove it, and run the pipelines of the folder with `--lock`";
        Error::refused(format!("{} is no lock: {why}", path.display()), mend)
    };
    let table: toml::Table = toml::from_str(&text).map_err(|cause| no_lock(cause.to_string().trim()))?;
    match serde_json::to_value(table) {
        Ok(Value::Object(all)) if all.values().all(Value::is_object) => Ok(all),
        _ => Err(no_lock("its keys do not begin with the names of pipelines")),
    }
}

/// A list of things that have a name, by that name; without what is `left_out` of each.
fn by_name(list: Value, left_out: &[&str]) -> Value {
    let Value::Array(list) = list else { return Value::Null };
    let named = list.into_iter().filter_map(|thing| {
        let Value::Object(mut thing) = thing else { return None };
        let name = thing.remove("name")?.as_str()?.to_string();
        thing.retain(|key, _| !left_out.contains(&key.as_str()));
        Some((name, Value::Object(thing)))
    });
    Value::Object(named.collect())
}

/// A fact for each value that has no parts. Null is no fact.
fn add_facts(facts: &mut BTreeMap<Vec<String>, String>, key: Vec<String>, value: Value) {
    let with = |part: String| key.iter().cloned().chain([part]).collect::<Vec<_>>();
    match value {
        Value::Null => {}
        Value::Object(parts) => parts.into_iter().for_each(|(name, part)| add_facts(facts, with(name), part)),
        Value::Array(parts) => {
            parts.into_iter().enumerate().for_each(|(at, part)| add_facts(facts, with(at.to_string()), part));
        }
        Value::String(text) => drop(facts.insert(key, toml_string(&text))),
        other => drop(facts.insert(key, other.to_string())),
    }
}

fn toml_key(part: &str) -> String {
    let is_bare = !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_bare { part.to_string() } else { toml_string(part) }
}

/// In one line, whatever it holds: as JSON writes it, and one character more that TOML wants escaped.
fn toml_string(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// What became of a fact.
fn in_words(key: &[String], was: Option<&str>, is: Option<&str>) -> String {
    let change = |unit: &str| format!("{} → {}{unit}", was.unwrap_or(NOTHING), is.unwrap_or(NOTHING));
    let parts: Vec<&str> = key.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["tool"] => format!("program: {}", change("")),
        ["input", "blake3"] => "input: other content".to_string(),
        ["input", what] => format!("input: {}", change(&format!(" {what}"))),
        ["word_lists", list] => match (was, is) {
            (None, _) => format!("word list {list} is new"),
            (_, None) => format!("word list {list} is gone"),
            _ => format!("word list {list} changed"),
        },
        ["stages", stage, "version"] => format!("stage {stage}: version {}", change("")),
        ["stages", stage, "parameters", names @ ..] => format!("parameter stages.{stage}.{}: {}", names.join("."), change("")),
        ["tables", table, "schema"] => format!("table {table}: schema {}", change("")),
        ["tables", table, "rows"] => format!("table {table}: {}", change(" rows")),
        ["tables", table, "rows_blake3"] => format!("table {table}: other rows"),
        ["tables", _, "files", path, "sha256"] => format!("{path}: other bytes"),
        ["tables", _, "files", path, "bytes"] => format!("{path}: {}", change(" bytes")),
        _ => format!("{}: {}", parts.join("."), change("")),
    }
}
