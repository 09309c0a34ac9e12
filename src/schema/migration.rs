//! How rows of one version become rows of the next or the one before: declared steps, kept in `schemas/<table>/migrations/`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{ArrowType, Catalogue, Field, Finding, TableSchema, Version};

/// The way from one version of a table to a neighbour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migration {
    pub table: String,
    pub from: String,
    pub to: String,
    /// What a reader should know of it.
    pub description: String,
    /// In the order in which they are done. Columns end up in the order of the schema that they lead to.
    pub steps: Vec<Step>,
}

/// One thing that is done to the columns of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "lowercase", deny_unknown_fields)]
pub enum Step {
    /// Leaves a column out. Its values are lost.
    Drop { column: String },
    /// Gives a column another name.
    Rename { column: String, to: String },
    /// Adds a column with the same value, or null, in each row.
    Fill { column: String, arrow: ArrowType, value: serde_json::Value },
    /// Gives a column another type. What does not fit is lost.
    Cast { column: String, arrow: ArrowType },
    /// Replaces some values of a column of strings; all others stay. What becomes null, or one with another value, is lost.
    Map { column: String, values: BTreeMap<String, Option<String>> },
}

/// A column on its way: field id (none for a new one), name, type.
type Column = (Option<u32>, String, ArrowType);

impl Migration {
    /// Reads a migration file.
    ///
    /// # Errors
    /// Where the text is no JSON, lacks a property, or has an unknown step.
    pub fn parse(text: &str) -> Result<Migration, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Why the steps do not lead from the one schema to the other.
    pub(super) fn misses(&self, from: &TableSchema, to: &TableSchema) -> Option<String> {
        let told = |field: &Field| (Some(field.field_id), field.name.clone(), field.arrow);
        let mut columns: Vec<Column> = from.fields.iter().map(told).collect();
        for step in &self.steps {
            if let Err(why) = step.apply(&mut columns) {
                return Some(why);
            }
        }
        let is_empty = |field: &&Field| !field.is_nullable() && self.fills_with_null(&field.name);
        if let Some(field) = to.fields.iter().find(is_empty) {
            return Some(format!("`{}` is never null and is filled with null", field.name));
        }
        to.fields.iter().find_map(|field| missing(field, from, &columns)).or_else(|| {
            let is_left = |column: &&Column| to.field(&column.1).is_none();
            columns.iter().find(is_left).map(|(_, name, _)| format!("`{name}` is left over: drop it"))
        })
    }

    fn fills_with_null(&self, name: &str) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Fill { column, value, .. } if column == name && value.is_null()))
    }
}

/// Why the columns that the steps make do not serve as this one.
fn missing(field: &Field, from: &TableSchema, columns: &[Column]) -> Option<String> {
    let wanted = from.field_with_id(field.field_id).map(|before| before.field_id);
    match columns.iter().find(|(_, name, _)| *name == field.name) {
        None => Some(format!("no step makes `{}`", field.name)),
        Some((_, _, arrow)) if *arrow != field.arrow => {
            Some(format!("`{}` comes out as {} and is {}", field.name, arrow.name(), field.arrow.name()))
        }
        Some((id, _, _)) if *id != wanted => Some(format!("`{}` is made from another column than its field id says", field.name)),
        Some(_) => None,
    }
}

impl Step {
    fn apply(&self, columns: &mut Vec<Column>) -> Result<(), String> {
        let position = |columns: &[Column], name: &str| {
            columns.iter().position(|(_, known, _)| known == name).ok_or(format!("there is no column `{name}` at that step"))
        };
        match self {
            Step::Drop { column } => {
                columns.remove(position(columns, column)?);
            }
            Step::Rename { column, to } => {
                let at = position(columns, column)?;
                if position(columns, to).is_ok() {
                    return Err(format!("`{to}` is there already: `{column}` cannot have its name"));
                }
                columns[at].1.clone_from(to);
            }
            Step::Fill { column, arrow, value } => {
                if position(columns, column).is_ok() {
                    return Err(format!("`{column}` is there already: it cannot be filled"));
                }
                if !fits(value, *arrow) {
                    return Err(format!("`{value}` is no {} to fill `{column}` with", arrow.name()));
                }
                columns.push((None, column.clone(), *arrow));
            }
            Step::Cast { column, arrow } => {
                let at = position(columns, column)?;
                columns[at].2 = *arrow;
            }
            Step::Map { column, .. } => {
                let at = position(columns, column)?;
                if columns[at].2.frictionless_type() != "string" {
                    return Err(format!("`{column}` holds no strings to map"));
                }
            }
        }
        Ok(())
    }
}

/// Whether a column of this type may hold the value. A column of days is filled with null only.
fn fits(value: &serde_json::Value, arrow: ArrowType) -> bool {
    match arrow.frictionless_type() {
        _ if value.is_null() => true,
        "string" => value.is_string(),
        "integer" if arrow == ArrowType::Int32 => value.as_i64().is_some_and(|value| i32::try_from(value).is_ok()),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => false,
    }
}

impl Catalogue {
    /// The migration between two neighbours.
    pub fn migration(&self, table: &str, from: &str, to: &str) -> Option<&Migration> {
        self.migrations.iter().find(|migration| migration.table == table && migration.from == from && migration.to == to)
    }

    /// The migrations that lead from one version of a table to another, one neighbour after the other.
    pub fn route(&self, table: &str, from: Version, to: Version) -> Option<Vec<&Migration>> {
        let mut versions: Vec<Version> = self.versions(table).map(|(version, _)| version).collect();
        if to < from {
            versions.reverse();
        }
        let start = versions.iter().position(|&version| version == from)?;
        let end = versions.iter().position(|&version| version == to)?;
        let steps = versions.get(start..=end)?.windows(2);
        steps.map(|pair| self.migration(table, &pair[0].to_string(), &pair[1].to_string())).collect()
    }

    /// Migrations that lead from or to no version, or past a neighbour: nobody ever takes them.
    pub(super) fn stray_migrations(&self) -> Vec<Finding> {
        let is_taken = |migration: &&Migration| {
            let versions: Vec<String> = self.versions(&migration.table).map(|(version, _)| version.to_string()).collect();
            let is_way = |one: &String, other: &String| *one == migration.from && *other == migration.to;
            versions.windows(2).any(|pair| is_way(&pair[0], &pair[1]) || is_way(&pair[1], &pair[0]))
        };
        let stray = self.migrations.iter().filter(|migration| !is_taken(migration));
        let finding = |migration: &Migration| {
            let path = format!("{}/migrations/{}-to-{}.json", migration.table, migration.from, migration.to);
            Finding::new(path, "migration_mismatch", "it leads between no two neighbouring versions")
        };
        stray.map(finding).collect()
    }

    /// What is wrong with the migrations between two neighbours, in both directions.
    pub(super) fn broken_migrations(&self, old: &TableSchema, new: &TableSchema) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (from, to) in [(old, new), (new, old)] {
            let path = format!("{}/migrations/{}-to-{}.json", from.name, from.version, to.version);
            match self.migration(&from.name, &from.version, &to.version) {
                None => findings.push(Finding::new(path, "migration_missing", "each version has a way up and a way down")),
                Some(migration) => {
                    let broken = migration.misses(from, to).map(|why| Finding::new(path, "migration_mismatch", why));
                    findings.extend(broken);
                }
            }
        }
        findings
    }
}
