//! The codebook as Markdown.

use std::fmt::Write;

use super::{Codebook, CodebookColumn, CodebookTable};

pub(super) fn page(codebook: &Codebook) -> String {
    let mut text = format!("# {}\n\n{}\n", codebook.title, codebook.introduction);
    for table in &codebook.tables {
        text.push_str(&table_section(table, codebook.is_of_dataset));
    }
    text
}

pub(super) fn table_section(table: &CodebookTable, is_of_dataset: bool) -> String {
    let schema = table.schema;
    let rows = table.rows.map(|rows| format!(" {rows} rows.")).unwrap_or_default();
    let mut text = format!("\n## {} ({})\n\n{}{rows}\n", schema.name, schema.version, schema.description);
    let keys = table.keys();
    if !keys.is_empty() {
        let _ = write!(text, "\n{keys}");
    }
    text.push_str(if is_of_dataset {
        "\n\n| column | type | null | meaning | example | values here |\n|---|---|---|---|---|---|\n"
    } else {
        "\n\n| column | type | null | meaning | example |\n|---|---|---|---|---|\n"
    });
    for column in &table.columns {
        text.push_str(&column_row(column));
    }
    text.push_str(&rule_table(table));
    text
}

fn column_row(column: &CodebookColumn) -> String {
    let cells = [column.kind(), column.nulls(), column.meaning(), column.example()];
    let mut row = format!("| `{}` | {} |", column.field.name, cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    if let Some(found) = &column.found {
        let _ = write!(row, " {} |", found.values.replace('|', "\\|"));
    }
    row.push('\n');
    row
}

fn rule_table(table: &CodebookTable) -> String {
    if table.rules.is_empty() {
        return String::new();
    }
    let has_rows = table.rows.is_some();
    let mut text = String::from("\n| rule | what it finds | example |");
    text.push_str(if has_rows { " rows |\n|---|---|---|---|\n" } else { "\n|---|---|---|\n" });
    for rule in &table.rules {
        let _ = write!(text, "| `{}` | {} | {} |", rule.id, rule.meaning, rule.example);
        if let Some(rows) = rule.rows {
            let _ = write!(text, " {rows} |");
        }
        text.push('\n');
    }
    text
}
