//! `columnist schema diff`

use std::fmt::Write;

use serde_json::json;

use super::{Ending, print, schema_named};
use crate::cli::DiffFormat;
use crate::error::{Error, Result};
use crate::schema::{Change, Level, TableSchema, changes};

pub(super) fn execute(old: &str, new: &str, format: DiffFormat) -> Result<Ending> {
    let (old, new) = (schema_named(old)?, schema_named(new)?);
    if old.name != new.name {
        let message = format!("{} and {} are different tables", old.name, new.name);
        return Err(Error::refused(message, format!("compare two versions of one, as `{0}@1.0 {0}`", old.name)));
    }
    let found = changes(old, new);
    print(match format {
        DiffFormat::Text => as_text(old, new, &found),
        DiffFormat::Markdown => as_markdown(old, new, &found),
        DiffFormat::Json => {
            let level = level_of(&found).map(Level::name);
            format!("{:#}\n", json!({"old": old.id(), "new": new.id(), "level": level, "changes": found}))
        }
    })?;
    Ok(if found.is_empty() { Ending::Done } else { Ending::Found })
}

fn level_of(changes: &[Change]) -> Option<Level> {
    changes.iter().map(|change| change.level).max()
}

fn heading(old: &TableSchema, new: &TableSchema, changes: &[Change]) -> String {
    let level = level_of(changes).map_or("no change", Level::name);
    format!("{} {} → {} ({level})", old.name, old.version, new.version)
}

fn as_text(old: &TableSchema, new: &TableSchema, changes: &[Change]) -> String {
    let mut text = heading(old, new, changes) + "\n";
    for change in changes {
        let place = change.column.as_deref().unwrap_or("the table");
        let _ = writeln!(text, "  {}  {:20}  {place}: {}", change.level.name(), change.rule, change.message);
    }
    text
}

/// As it may stand in a changelog.
fn as_markdown(old: &TableSchema, new: &TableSchema, changes: &[Change]) -> String {
    let mut text = format!("### {}\n\n", heading(old, new, changes));
    for change in changes {
        let place = change.column.as_ref().map(|column| format!("`{column}`: ")).unwrap_or_default();
        let _ = writeln!(text, "- {}: {place}{}", change.rule.replace('_', " "), change.message);
    }
    text
}
