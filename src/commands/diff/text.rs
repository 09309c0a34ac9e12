//! A comparison for a terminal: the summary first, then the first rows of each kind.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{place_of, shortened, shown};
use crate::dataset::diff::{ChangeKind, RowChange, TableDiff};

/// Characters of a cell that are shown.
const WIDTH: usize = 60;

/// Text that may have colours.
struct Painter {
    has_color: bool,
}

impl Painter {
    fn paint(&self, color: AnsiColor, text: &str) -> String {
        let style = Style::new().fg_color(Some(color.into()));
        if self.has_color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

/// The comparison as text.
pub(in crate::commands) fn as_text(diffs: &[TableDiff], has_color: bool) -> String {
    let painter = Painter { has_color };
    let mut text = String::new();
    for diff in diffs.iter().filter(|diff| diff.is_different()) {
        let _ = writeln!(text, "{:<18}{}", diff.table, summary(diff, &painter));
    }
    if text.is_empty() {
        return "no row differs\n".to_string();
    }
    for diff in diffs.iter().filter(|diff| !diff.samples.is_empty()) {
        let _ = writeln!(text, "\n{}", diff.table);
        for kind in [ChangeKind::Changed, ChangeKind::Removed, ChangeKind::Added] {
            let some: Vec<&RowChange> = diff.samples.iter().filter(|change| change.kind == kind).collect();
            some.iter().for_each(|change| write_row(&mut text, change, &painter));
            let all = [diff.added, diff.removed, diff.changed][kind as usize];
            if all > some.len() as u64 {
                let _ = writeln!(text, "  … and {} more {}", all - some.len() as u64, kind.name());
            }
        }
    }
    text
}

fn summary(diff: &TableDiff, painter: &Painter) -> String {
    let mut parts = Vec::new();
    match (diff.rows_old, diff.rows_new) {
        (None, Some(rows)) => parts.push(format!("only the new dataset has it ({rows} rows)")),
        (Some(rows), None) => parts.push(format!("only the old dataset has it ({rows} rows)")),
        _ => {}
    }
    let mut count = |number: u64, name: &str, color: AnsiColor| {
        if number > 0 {
            parts.push(painter.paint(color, &format!("{number} {name}")));
        }
    };
    count(diff.added, "added", AnsiColor::Green);
    count(diff.removed, "removed", AnsiColor::Red);
    count(diff.changed, "changed", AnsiColor::Yellow);
    count(diff.moved, "moved", AnsiColor::BrightBlack);
    if !diff.columns.is_empty() {
        let columns: Vec<String> = diff.columns.iter().map(|(column, count)| format!("{column} {count}")).collect();
        parts.push(format!("({})", columns.join(", ")));
    }
    parts.extend(diff.columns_added.iter().map(|column| format!("new column {column}")));
    parts.extend(diff.columns_removed.iter().map(|column| format!("column {column} is gone")));
    parts.join("  ")
}

fn write_row(text: &mut String, change: &RowChange, painter: &Painter) {
    let about = change.about.as_deref().map(|about| format!("  {}", shortened(about, WIDTH))).unwrap_or_default();
    let (mark, color) = match change.kind {
        ChangeKind::Added => ('+', AnsiColor::Green),
        ChangeKind::Removed => ('-', AnsiColor::Red),
        ChangeKind::Changed => ('~', AnsiColor::Yellow),
    };
    let _ = writeln!(text, "  {}", painter.paint(color, &format!("{mark} {}{about}", place_of(change))));
    for cell in change.cells.iter().filter(|_| change.kind == ChangeKind::Changed) {
        let (old, new) = (shown(cell.old.as_ref(), WIDTH), shown(cell.new.as_ref(), WIDTH));
        let (old, new) = (painter.paint(AnsiColor::Red, &old), painter.paint(AnsiColor::Green, &new));
        let _ = writeln!(text, "      {}: {old} → {new}", cell.column);
    }
}
