//! Which columns hold words of the articles, and what stands in their place in a dataset without text.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};

use super::ENDING;
use crate::dataset::check::{SPANS, Unit};
use crate::schema::{ArrowType, TableSchema};

/// Columns of words that no offsets of their own tell: they become places.
const PLACED: &[(&str, &str)] = &[
    ("articles", "title"),
    ("articles", "byline"),
    ("quotations", "addressee"),
    ("claims", "number_text"),
    ("claims", "item"),
    ("speakers", "name"),
    ("speakers", "role"),
    ("speakers", "affiliation"),
];

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    Kept,
    /// The article's text: its hash stands there.
    Hashed,
    /// Left out, since these columns of offsets tell it.
    Sliced {
        start: &'static str,
        end: &'static str,
    },
    /// A place stands there.
    Placed,
}

/// What becomes of a column of a table in this version.
pub(super) fn treatment(table: &TableSchema, column: &str) -> Treatment {
    if table.name == "articles" && column == "text" {
        return Treatment::Hashed;
    }
    if PLACED.contains(&(table.name.as_str(), column)) {
        return Treatment::Placed;
    }
    let tells = |span: &&crate::dataset::check::SpanColumns| {
        span.unit == Unit::CodePoints && span.text == Some(column) && table.field(span.start).is_some()
    };
    match SPANS.iter().find(tells) {
        Some(span) => Treatment::Sliced { start: span.start, end: span.end.unwrap_or(span.start) },
        None => Treatment::Kept,
    }
}

/// The schema of a table without text. It lives as long as the program: there is one per table and command.
pub(super) fn schema_without_text(table: &TableSchema) -> &'static TableSchema {
    let mut schema = table.clone();
    schema.version = format!("{}{ENDING}", schema.version);
    schema.fields.retain(|field| !matches!(treatment(table, &field.name), Treatment::Sliced { .. }));
    for field in &mut schema.fields {
        match treatment(table, &field.name) {
            Treatment::Hashed => field.description = "BLAKE3 of the article’s text.".to_string(),
            Treatment::Placed => {
                field.description = format!("Where in the article’s text it stands, in code points. {}", field.description);
                field.arrow = ArrowType::Utf8;
            }
            _ => {}
        }
    }
    Box::leak(Box::new(schema))
}

/// A column of strings.
pub(super) fn strings(values: Vec<Option<String>>) -> ArrayRef {
    Arc::new(StringArray::from(values))
}
