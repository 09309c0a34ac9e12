//! `columnist stages`

use std::fmt::Write;

use serde_json::json;

use super::{Ending, print};
use crate::cli::{GraphFormat, StagesArguments};
use crate::error::Result;
use crate::stages::STAGES;
use crate::tables::TABLES;

pub(super) fn execute(arguments: &StagesArguments) -> Result<Ending> {
    print(match arguments.format {
        GraphFormat::Table => table(),
        GraphFormat::Mermaid => mermaid(),
        GraphFormat::Dot => dot(),
        GraphFormat::Json => json(),
    })?;
    Ok(Ending::Done)
}

/// Names of the tables that show the layer of a stage and of no later one.
fn tables_of(stage: &str) -> Vec<&'static str> {
    TABLES.iter().filter(|table| table.stages.last() == Some(&stage)).map(|table| table.name).collect()
}

fn table() -> String {
    let mut rows = vec![["stage", "version", "reads", "tables"].map(str::to_string)];
    for stage in STAGES {
        rows.push([stage.name.into(), stage.version.to_string(), stage.reads.join(" "), tables_of(stage.name).join(" ")]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for [stage, version, reads, tables] in &rows {
        let line = format!("{stage:0$}  {version:1$}  {reads:2$}  {tables}", widths[0], widths[1], widths[2]);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The edges of the graph: from stage to stage, and from a stage to the tables that show it.
fn edges() -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    let between = STAGES.iter().flat_map(|stage| stage.reads.iter().map(|&read| (read, stage.name, false)));
    let to_tables = TABLES.iter().flat_map(|table| table.stages.iter().map(|&stage| (stage, table.name, true)));
    between.chain(to_tables)
}

fn mermaid() -> String {
    let mut text = String::from("flowchart LR\n");
    for (from, to, is_table) in edges() {
        let target = if is_table { format!("table_{to}[({to})]") } else { to.to_string() };
        let _ = writeln!(text, "  {from} --> {target}");
    }
    text
}

fn dot() -> String {
    let mut text = String::from("digraph columnist {\n  rankdir = LR;\n");
    for table in TABLES {
        let _ = writeln!(text, "  \"table {0}\" [label = \"{0}\", shape = cylinder];", table.name);
    }
    for (from, to, is_table) in edges() {
        let kind = if is_table { "table " } else { "" };
        let _ = writeln!(text, "  \"{from}\" -> \"{kind}{to}\";");
    }
    text + "}\n"
}

fn json() -> String {
    let stages: Vec<_> = STAGES
        .iter()
        .map(|stage| json!({"name": stage.name, "version": stage.version, "reads": stage.reads, "tables": tables_of(stage.name)}))
        .collect();
    let tables: Vec<_> =
        TABLES.iter().map(|table| json!({"name": table.name, "schema": table.schema().version, "stages": table.stages})).collect();
    format!("{:#}\n", json!({"stages": stages, "tables": tables}))
}
