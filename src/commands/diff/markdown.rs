//! A comparison as Markdown, for a pull request.

use std::fmt::Write;

use super::{place_of, shown};
use crate::dataset::diff::{ChangeKind, TableDiff};

/// Characters of a cell that are shown.
const WIDTH: usize = 80;

/// The comparison as Markdown: a table of counts, and behind a fold the first rows of each table.
pub(super) fn as_markdown(diffs: &[TableDiff], old: &str, new: &str) -> String {
    let differing: Vec<&TableDiff> = diffs.iter().filter(|diff| diff.is_different()).collect();
    if differing.is_empty() {
        return format!("No row differs between `{old}` and `{new}`.\n");
    }
    let mut text = format!(
        "### `{old}` → `{new}`\n\n| table | rows | added | removed | changed | moved | columns that changed |\n|---|--:|--:|--:|--:|--:|---|\n"
    );
    for diff in &differing {
        let rows = |rows: Option<u64>| rows.map_or("–".to_string(), |rows| rows.to_string());
        let columns: Vec<String> = diff.columns.iter().map(|(column, count)| format!("`{column}` {count}")).collect();
        let (was, is) = (rows(diff.rows_old), rows(diff.rows_new));
        let counts = format!("{} | {} | {} | {}", diff.added, diff.removed, diff.changed, diff.moved);
        let _ = writeln!(text, "| {} | {was} → {is} | {counts} | {} |", diff.table, columns.join(", "));
    }
    for diff in differing.iter().filter(|diff| !diff.samples.is_empty()) {
        let _ =
            writeln!(text, "\n<details><summary>{}</summary>\n\n| | row | column | old | new |\n|---|---|---|---|---|", diff.table);
        for change in &diff.samples {
            let place = place_of(change);
            if change.kind == ChangeKind::Changed {
                for cell in &change.cells {
                    let (old, new) = (escaped(&shown(cell.old.as_ref(), WIDTH)), escaped(&shown(cell.new.as_ref(), WIDTH)));
                    let _ = writeln!(text, "| changed | {} | {} | {old} | {new} |", escaped(&place), cell.column);
                }
            } else {
                let about = escaped(&shown(change.about.as_ref(), WIDTH));
                let (old, new) = if change.kind == ChangeKind::Added { ("", about.as_str()) } else { (about.as_str(), "") };
                let _ = writeln!(text, "| {} | {} | | {old} | {new} |", change.kind.name(), escaped(&place));
            }
        }
        text.push_str("\n</details>\n");
    }
    text
}

/// Text that means nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '|' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
