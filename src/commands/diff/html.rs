//! A comparison as one page of HTML that needs nothing else.

use std::fmt::Write;

use super::{place_of, shown};
use crate::dataset::diff::TableDiff;

/// Characters of a cell that are shown.
const WIDTH: usize = 300;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>columnist diff</title><style>\
    body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
    table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}td,th{border-bottom:1px solid #ddd;padding:.25rem .5rem;text-align:left;\
    vertical-align:top}td.n,th.n{text-align:right}del{background:#fdd;text-decoration:none}ins{background:#dfd;text-decoration:none}\
    </style></head><body>\n";

/// The comparison as a page.
pub(super) fn as_html(diffs: &[TableDiff], old: &str, new: &str) -> String {
    let mut page = format!("{HEAD}<h1>{} → {}</h1>\n", escaped(old), escaped(new));
    page.push_str("<table><tr><th>table<th class=n>added<th class=n>removed<th class=n>changed<th class=n>moved<th>columns that changed</tr>\n");
    for diff in diffs {
        let columns: Vec<String> = diff.columns.iter().map(|(column, count)| format!("{column} {count}")).collect();
        let _ = write!(page, "<tr><td>{}", diff.table);
        for count in [diff.added, diff.removed, diff.changed, diff.moved] {
            let _ = write!(page, "<td class=n>{count}");
        }
        let _ = writeln!(page, "<td>{}</tr>", escaped(&columns.join(", ")));
    }
    page.push_str("</table>\n");
    for diff in diffs.iter().filter(|diff| !diff.samples.is_empty()) {
        let _ = writeln!(page, "<h2>{}</h2>\n<table><tr><th><th>row<th>column<th>old<th>new</tr>", diff.table);
        for change in &diff.samples {
            for (at, cell) in change.cells.iter().enumerate() {
                let (kind, place) = if at == 0 { (change.kind.name(), escaped(&place_of(change))) } else { ("", String::new()) };
                let side = |value: Option<&String>, tag: &str| {
                    value.map(|value| format!("<{tag}>{}</{tag}>", escaped(&shown(Some(value), WIDTH)))).unwrap_or_default()
                };
                let (old, new) = (side(cell.old.as_ref(), "del"), side(cell.new.as_ref(), "ins"));
                let _ = writeln!(page, "<tr><td>{kind}<td>{place}<td>{}<td>{old}<td>{new}</tr>", cell.column);
            }
        }
        page.push_str("</table>\n");
    }
    page.push_str("</body></html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
