//! Pages that are generated from the program itself: one per stage, and the codebook of the tables.

use std::fmt::Write;

use crate::schema::{Field, TableSchema};
use crate::stages::{STAGES, StageDefinition, StageParameters};
use crate::tables::TABLES;

/// First line of every generated page.
const NOTE: &str = "<!-- Generated from the program: edit its source and run `UPDATE=1 cargo test --test suite documents`. -->\n";

/// Every generated page: path relative to the repository, and text.
pub fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = STAGES.iter().map(|stage| (format!("docs/stages/{}.md", stage.name), stage_page(stage))).collect();
    pages.push(("docs/codebook.md".to_string(), format!("{NOTE}\n{}", codebook())));
    pages
}

/// The page of a stage: what it says of itself, and what the registry knows.
fn stage_page(stage: &StageDefinition) -> String {
    let parameters = serde_json::to_value(StageParameters::default()).unwrap_or_default();
    let defaults = parameters.get(stage.name).and_then(|value| value.as_object()).cloned().unwrap_or_default();
    let mut page = format!("{NOTE}\n{}\n\n## In the pipeline\n\n", stage.documentation.trim_end());
    let reads = if stage.reads.is_empty() { "the text alone".to_string() } else { stage.reads.join(", ") };
    let tables: Vec<_> = TABLES.iter().filter(|table| table.stages.contains(&stage.name)).map(|table| table.name).collect();
    let _ = writeln!(page, "- version: {}\n- reads: {reads}\n- seen in the tables: {}", stage.version, tables.join(", "));
    for (name, default) in defaults {
        let _ = writeln!(page, "- parameter `{name}` in `[stages.{}]`: default `{default}`", stage.name);
    }
    page
}

/// The data dictionary of the newest schemas, as Markdown.
pub fn codebook() -> String {
    let mut text = String::from("# Codebook\n\nEvery table and column, from the schema files under `schemas/`.\n");
    for table in TABLES {
        text.push_str(&schema_section(table.schema()));
    }
    text
}

/// What a schema says of its table and columns, as Markdown.
pub fn schema_section(schema: &TableSchema) -> String {
    let mut text = format!("\n## {} ({})\n\n{}\n", schema.name, schema.version, schema.description);
    if !schema.primary_key.is_empty() {
        let _ = write!(text, "\nPrimary key: `{}`.", schema.primary_key.join("`, `"));
    }
    for key in &schema.foreign_keys {
        let _ = write!(text, " `{}` → `{}`.", key.fields.join("`, `"), key.target(schema));
    }
    text.push_str("\n\n| column | type | null | meaning | example |\n|---|---|---|---|---|\n");
    for field in &schema.fields {
        let _ = writeln!(text, "{}", field_row(field));
    }
    text
}

fn field_row(field: &Field) -> String {
    let null = if field.is_nullable() { "yes" } else { "" };
    let values = field.constraints.values.as_ref();
    let values = values.map(|values| format!(" One of `{}`.", values.join("`, `"))).unwrap_or_default();
    let example = match &field.example {
        Some(serde_json::Value::String(text)) => text.replace('\n', "⏎"),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    format!("| `{}` | {} | {null} | {}{values} | {example} |", field.name, field.kind, field.description)
}
