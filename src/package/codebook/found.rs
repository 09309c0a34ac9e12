//! What the values of a column are in one dataset, in words.

use serde_json::Value;

use crate::schema::{Field, TableSchema};
use crate::tables::ColumnSummary;

/// How many of the most frequent values are shown.
const SHOWN: usize = 8;

pub(super) struct Found {
    /// The share of nulls.
    pub(super) nulls: String,
    /// Bounds and most frequent values; words of the data are in backticks.
    pub(super) values: String,
}

impl Found {
    pub(super) fn new(summary: &ColumnSummary, field: &Field, schema: &TableSchema, rows: u64) -> Found {
        let nulls = match summary.nulls {
            0 if !field.is_nullable() => "never".to_string(),
            nulls => share(nulls, rows),
        };
        // Which article has the most rows is no property of a key.
        let is_key = schema.primary_key.contains(&field.name);
        Found { nulls, values: values_text(summary, field, if is_key { 0 } else { rows }) }
    }
}

/// `12.3 %` of the rows; nothing of none.
fn share(part: u64, rows: u64) -> String {
    if rows == 0 { String::new() } else { format!("{:.1} %", part as f64 * 100.0 / rows as f64) }
}

fn values_text(summary: &ColumnSummary, field: &Field, rows: u64) -> String {
    let bounds = summary.least.as_ref().zip(summary.greatest.as_ref());
    let bounds = bounds.map(|(least, greatest)| bounds_text(least, greatest, field)).unwrap_or_default();
    // Of values that each stand once, none tells more than another.
    let is_telling = |distinct| distinct < rows.saturating_sub(summary.nulls) || distinct <= SHOWN as u64;
    let values = if rows > 0 && summary.distinct.is_some_and(is_telling) { frequent_text(summary, rows) } else { String::new() };
    [bounds, values].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn bounds_text(least: &Value, greatest: &Value, field: &Field) -> String {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let unit = if field.kind == "string" { " bytes" } else { "" };
    if least == greatest { format!("{}{unit}", plain(least)) } else { format!("{} to {}{unit}", plain(least), plain(greatest)) }
}

fn frequent_text(summary: &ColumnSummary, rows: u64) -> String {
    let mut counts: Vec<_> = summary.top.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let told = |(value, count): &(&String, &u64)| format!("`{}` {}", value.replace('\n', "⏎"), share(**count, rows));
    let shown: Vec<String> = counts.iter().take(SHOWN).map(told).collect();
    let more = summary.distinct.unwrap_or_default().saturating_sub(shown.len() as u64);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
