//! Pages that are generated from the program itself: one per stage, and the codebook of the tables.

use std::fmt::Write;

use crate::package::Codebook;
use crate::stages::{STAGES, StageDefinition, StageParameters};
use crate::tables::TABLES;

/// First line of every generated page.
const NOTE: &str = "<!-- Generated from the program: edit its source and run `UPDATE=1 cargo test --test suite documents`. -->\n";

/// Every generated page: path relative to the repository, and text.
pub fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = STAGES.iter().map(|stage| (format!("docs/stages/{}.md", stage.name), stage_page(stage))).collect();
    pages.push(("docs/codebook.md".to_string(), format!("{NOTE}\n{}", Codebook::of_schemas().to_markdown())));
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
