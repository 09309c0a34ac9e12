//! What changed from one version of a schema to another, and how much that weighs.
//!
//! Columns are told apart by their field ids, so that a rename is seen as one. A minor version may be read by whoever reads the one before:
//! columns that may be null are appended, enumerations have more values, texts are other. Everything else is major, also where a rule
//! becomes laxer: who relies on a value being there is deceived.

use serde::Serialize;

use super::{Constraints, Field, ForeignKey, TableSchema};

/// How much a change weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Minor,
    Major,
}

impl Level {
    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Level::Minor => "minor",
            Level::Major => "major",
        }
    }
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Name of the column in the newer version, where it still has one; nothing for the table as a whole.
    pub column: Option<String>,
    /// Stable name of the kind of change; `docs/schemas.md` explains each.
    pub rule: &'static str,
    pub level: Level,
    pub message: String,
}

/// The changes from `old` to `new`: those of the table, then those of columns in the order of `new`, then those removed.
pub fn changes(old: &TableSchema, new: &TableSchema) -> Vec<Change> {
    let mut found = Changes(Vec::new());
    found.compare_tables(old, new);
    for (index, field) in new.fields.iter().enumerate() {
        match old.field_with_id(field.field_id) {
            Some(before) => found.compare_fields(before, field),
            None => found.add_new_field(old, new, index),
        }
    }
    for field in old.fields.iter().filter(|field| new.field_with_id(field.field_id).is_none()) {
        found.of_column(field, "column_removed", Level::Major, "the column is gone");
    }
    found.0
}

struct Changes(Vec<Change>);

impl Changes {
    fn of_table(&mut self, rule: &'static str, level: Level, message: impl Into<String>) {
        self.0.push(Change { column: None, rule, level, message: message.into() });
    }

    fn of_column(&mut self, field: &Field, rule: &'static str, level: Level, message: impl Into<String>) {
        self.0.push(Change { column: Some(field.name.clone()), rule, level, message: message.into() });
    }

    fn compare_tables(&mut self, old: &TableSchema, new: &TableSchema) {
        if old.description != new.description || old.profile != new.profile {
            self.of_table("text_changed", Level::Minor, "the table is described in other words");
        }
        let key_ids = |schema: &TableSchema| schema.ids_of(&schema.primary_key);
        if key_ids(old) != key_ids(new) {
            let message = format!("it was ({}) and is ({})", old.primary_key.join(", "), new.primary_key.join(", "));
            self.of_table("primary_key_changed", Level::Major, message);
        }
        self.compare_foreign_keys(old, new);
        let common = |schema: &TableSchema, other: &TableSchema| -> Vec<u32> {
            schema.fields.iter().map(|field| field.field_id).filter(|&id| other.field_with_id(id).is_some()).collect()
        };
        let pairs = common(old, new).into_iter().zip(common(new, old));
        if let Some(field) = pairs.filter(|(was, is)| was != is).find_map(|(_, is)| new.field_with_id(is)) {
            self.of_column(field, "column_moved", Level::Major, "the columns stand in another order from here on");
        }
    }

    /// A key that comes or goes with its column belongs to that change.
    fn compare_foreign_keys(&mut self, old: &TableSchema, new: &TableSchema) {
        let told = |schema: &TableSchema, key: &ForeignKey| (schema.ids_of(&key.fields), key.reference.clone());
        for (here, there, what) in [(new, old, "is new"), (old, new, "is gone")] {
            let others: Vec<_> = there.foreign_keys.iter().map(|key| told(there, key)).collect();
            for key in here.foreign_keys.iter().filter(|key| !others.contains(&told(here, key))) {
                let has_all = here.ids_of(&key.fields).into_iter().flatten().all(|id| there.field_with_id(id).is_some());
                if has_all {
                    let message = format!("({}) → {} {what}", key.fields.join(", "), key.target(here));
                    self.of_table("foreign_key_changed", Level::Major, message);
                }
            }
        }
    }

    fn compare_fields(&mut self, old: &Field, new: &Field) {
        if old.name != new.name {
            let message = format!("`{}` is called `{}`", old.name, new.name);
            self.of_column(new, "column_renamed", Level::Major, message);
        }
        if (&old.kind, old.arrow) != (&new.kind, new.arrow) {
            let message = format!("it was {} and is {}", old.arrow.name(), new.arrow.name());
            self.of_column(new, "column_retyped", Level::Major, message);
        }
        self.compare_constraints(new, &old.constraints, &new.constraints);
        if old.description != new.description || old.example != new.example {
            self.of_column(new, "text_changed", Level::Minor, "it is described in other words");
        }
    }

    fn compare_constraints(&mut self, field: &Field, old: &Constraints, new: &Constraints) {
        let tightened = [
            (!old.required && new.required, "it may no longer be null"),
            (!old.unique && new.unique, "its values are now unique"),
            (old.minimum < new.minimum, "its minimum is higher"),
            (old.values.is_none() && new.values.is_some(), "its values are now enumerated"),
        ];
        let loosened = [
            (old.required && !new.required, "it may now be null"),
            (old.unique && !new.unique, "its values are no longer unique"),
            (old.minimum > new.minimum, "its minimum is lower"),
            (old.values.is_some() && new.values.is_none(), "its values are no longer enumerated"),
        ];
        for (rule, all) in [("constraint_tightened", tightened), ("constraint_loosened", loosened)] {
            for (_, message) in all.into_iter().filter(|(is_so, _)| *is_so) {
                self.of_column(field, rule, Level::Major, message);
            }
        }
        if let (Some(old), Some(new)) = (&old.values, &new.values) {
            self.compare_values(field, old, new);
        }
    }

    fn compare_values(&mut self, field: &Field, old: &[String], new: &[String]) {
        let missing = |from: &[String], in_these: &[String]| -> Vec<String> {
            from.iter().filter(|value| !in_these.contains(value)).map(|value| format!("`{value}`")).collect()
        };
        let (removed, added) = (missing(old, new), missing(new, old));
        if !removed.is_empty() {
            self.of_column(field, "enum_value_removed", Level::Major, format!("{} is no value any more", removed.join(", ")));
        }
        if !added.is_empty() {
            self.of_column(field, "enum_value_added", Level::Minor, format!("{} is a value", added.join(", ")));
        }
        if removed.is_empty() && added.is_empty() && old != new {
            self.of_column(field, "text_changed", Level::Minor, "its values are listed in another order");
        }
    }

    fn add_new_field(&mut self, old: &TableSchema, new: &TableSchema, index: usize) {
        let field = &new.fields[index];
        let is_last = new.fields[index..].iter().all(|later| old.field_with_id(later.field_id).is_none());
        let (rule, level, message) = match (field.is_nullable(), is_last) {
            (true, true) => {
                ("column_added", Level::Minor, format!("a {} that may be null: {}", field.arrow.name(), field.description))
            }
            (true, false) => ("column_inserted", Level::Major, "a new column stands before an older one".to_string()),
            (false, _) => {
                ("required_column_added", Level::Major, "a new column that is never null: older rows have no value".to_string())
            }
        };
        self.of_column(field, rule, level, message);
    }
}
