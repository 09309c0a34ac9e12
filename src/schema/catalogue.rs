//! The versions of all tables, from files as they lie in a schema folder.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Finding, Migration, TableSchema, Version};
use crate::hash::hex;

/// Every version of every table, in order.
#[derive(Debug, Default)]
pub struct Catalogue {
    tables: BTreeMap<String, BTreeMap<Version, TableSchema>>,
    /// Paths of released files with their SHA-256, from `frozen.sha256`.
    pub(super) frozen: Vec<(String, String)>,
    /// SHA-256 of every file but that one.
    pub(super) sha256: BTreeMap<String, String>,
    pub(super) migrations: Vec<Migration>,
}

impl Catalogue {
    /// Reads files given as path inside the folder and text. What cannot be read is left out and told.
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Catalogue, Vec<Finding>) {
        let mut catalogue = Catalogue::default();
        let mut findings = Vec::new();
        for (path, text) in files {
            if let Err(message) = catalogue.add(path, text) {
                findings.push(Finding::new(path, "unreadable_file", message));
            }
        }
        (catalogue, findings)
    }

    /// Names of the tables, sorted.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The schemas of a table, oldest first.
    pub fn versions(&self, table: &str) -> impl DoubleEndedIterator<Item = (Version, &TableSchema)> {
        self.tables.get(table).into_iter().flatten().map(|(version, schema)| (*version, schema))
    }

    /// The newest schema of a table.
    pub fn newest(&self, table: &str) -> Option<&TableSchema> {
        self.versions(table).next_back().map(|(_, schema)| schema)
    }

    /// One version of a table.
    pub fn schema(&self, table: &str, version: Version) -> Option<&TableSchema> {
        self.tables.get(table)?.get(&version)
    }

    /// The schema that a pin names: `1.0`, or `1` for the newest 1.x.
    pub fn pinned(&self, table: &str, pin: &str) -> Option<&TableSchema> {
        match Version::parse(pin) {
            Some(version) => self.schema(table, version),
            None => {
                let of_major = |(version, _): &(Version, &TableSchema)| version.major.to_string() == pin;
                self.versions(table).rfind(of_major).map(|(_, schema)| schema)
            }
        }
    }

    /// The versions of a table as a list, oldest first.
    pub fn version_list(&self, table: &str) -> String {
        self.versions(table).map(|(version, _)| version.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Whether this version is released: its file never changes any more.
    pub fn is_frozen(&self, table: &str, version: Version) -> bool {
        let path = format!("{table}/{version}.json");
        self.frozen.iter().any(|(frozen, _)| *frozen == path)
    }

    fn add(&mut self, path: &str, text: &str) -> Result<(), String> {
        if path == "frozen.sha256" {
            self.frozen = read_hashes(text)?;
            return Ok(());
        }
        self.sha256.insert(path.to_string(), sha256_of(text));
        match path.split('/').collect::<Vec<_>>().as_slice() {
            [table, file] => self.add_schema(table, file, text),
            [table, "migrations", file] => self.add_migration(table, file, text),
            _ => Err("a schema folder holds `<table>/<version>.json`, `<table>/migrations/` and `frozen.sha256`".to_string()),
        }
    }

    fn add_schema(&mut self, table: &str, file: &str, text: &str) -> Result<(), String> {
        let version = file.strip_suffix(".json").and_then(Version::parse);
        let version = version.ok_or("the file of a schema is called `<major>.<minor>.json`")?;
        let schema = TableSchema::parse(text).map_err(|cause| cause.to_string())?;
        if (schema.name.as_str(), schema.version.as_str()) != (table, version.to_string().as_str()) {
            return Err(format!("it calls itself {}@{}", schema.name, schema.version));
        }
        self.tables.entry(table.to_string()).or_default().insert(version, schema);
        Ok(())
    }

    fn add_migration(&mut self, table: &str, file: &str, text: &str) -> Result<(), String> {
        let migration = Migration::parse(text).map_err(|cause| cause.to_string())?;
        let name = format!("{}-to-{}.json", migration.from, migration.to);
        if (migration.table.as_str(), name.as_str()) != (table, file) {
            return Err(format!("it says that it leads from {0}@{1} to {0}@{2}", migration.table, migration.from, migration.to));
        }
        self.migrations.push(migration);
        Ok(())
    }
}

/// SHA-256 in hexadecimal digits.
pub(super) fn sha256_of(text: &str) -> String {
    hex(Sha256::digest(text.as_bytes()))
}

/// Lines as `sha256sum` writes them.
fn read_hashes(text: &str) -> Result<Vec<(String, String)>, String> {
    let pair = |(number, line): (usize, &str)| match line.split_once("  ") {
        Some((hash, path)) if hash.len() == 64 => Ok((path.to_string(), hash.to_string())),
        _ => Err(format!("line {} is no hash and path", number + 1)),
    };
    text.lines().enumerate().map(pair).collect()
}
