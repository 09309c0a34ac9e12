//! `columnist schema list` and `show`

use std::fmt::Write;

use serde_json::json;

use super::{Ending, print, schema_named};
use crate::error::Result;
use crate::package::schema_section;
use crate::schema::{Catalogue, released};

pub(super) fn list(json: bool) -> Result<Ending> {
    print(if json { as_json(released()) } else { as_text(released()) })?;
    Ok(Ending::Done)
}

pub(super) fn show(name: &str, json: bool) -> Result<Ending> {
    let schema = schema_named(name)?;
    print(match json {
        true => format!("{}\n", serde_json::to_string_pretty(schema).unwrap_or_default()),
        false => schema_section(schema).trim_start().to_string(),
    })?;
    Ok(Ending::Done)
}

fn as_text(catalogue: &Catalogue) -> String {
    let width = catalogue.tables().map(str::len).max().unwrap_or_default();
    let mut text = String::new();
    for table in catalogue.tables() {
        let columns = catalogue.newest(table).map_or(0, |schema| schema.fields.len());
        let _ = writeln!(text, "{table:width$}  {columns:>2} columns  {}", catalogue.version_list(table));
    }
    text
}

fn as_json(catalogue: &Catalogue) -> String {
    let versions = |table| {
        let told = catalogue.versions(table).map(|(version, schema)| {
            json!({
                "version": version.to_string(),
                "columns": schema.fields.len(),
                "sha256": schema.sha256,
                "is_released": catalogue.is_frozen(table, version),
            })
        });
        told.collect::<Vec<_>>()
    };
    let tables: Vec<_> = catalogue.tables().map(|table| json!({"table": table, "versions": versions(table)})).collect();
    format!("{:#}\n", json!({"tables": tables}))
}
