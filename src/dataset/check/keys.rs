//! Keys: each is there once, and what points to one finds it.

use std::collections::{BTreeMap, HashSet};

use arrow::array::{Array, ArrayRef};
use arrow::row::{Row, RowConverter, Rows, SortField};

use super::finding::{Finding, Findings, Place};
use crate::schema::ForeignKey;

/// The pieces of all tables that belong to the same articles, by table.
pub(super) type Pieces<'a> = BTreeMap<&'static str, Place<'a>>;

/// Checks that no two rows of a piece have the same primary key. A key begins with the article, so that rows of other articles have
/// other keys.
pub(super) fn check_unique(place: &Place, findings: &mut Findings) {
    let names = &place.file.schema.primary_key;
    let Some(last) = names.last() else { return };
    let Some((_, rows)) = encoded(place, names) else { return };
    let mut seen: HashSet<Row> = HashSet::with_capacity(rows.num_rows());
    for (number, row) in rows.iter().enumerate() {
        if !seen.insert(row) {
            findings.push(place.finding("unique", number, last, "an earlier row has the same primary key"));
        }
    }
}

/// Checks the foreign keys of one table against the other tables' rows of the same articles. A table that is not there is passed over,
/// and so is `articles`: a row that names an unknown article belongs to no piece.
pub(super) fn check_references(place: &Place, pieces: &Pieces, findings: &mut Findings) {
    for key in &place.file.schema.foreign_keys {
        let resource = if key.reference.resource.is_empty() { place.file.table.name } else { key.reference.resource.as_str() };
        if resource == "articles" {
            continue;
        }
        if let Some(target) = pieces.get(resource) {
            check_reference(place, key, target, findings);
        }
    }
}

fn check_reference(place: &Place, key: &ForeignKey, target: &Place, findings: &mut Findings) {
    let Some((converter, targets)) = encoded(target, &key.reference.fields) else { return };
    let Some(columns) = columns_of(place, &key.fields) else { return };
    let Ok(rows) = converter.convert_columns(&columns) else { return };
    let known: HashSet<Row> = targets.iter().collect();
    for (number, row) in rows.iter().enumerate() {
        let has_null = columns.iter().any(|column| column.is_null(number));
        if !has_null && !known.contains(&row) {
            findings.push(unresolved(place, key, number, target.file.table.name));
        }
    }
}

fn unresolved(place: &Place, key: &ForeignKey, row: usize, target: &str) -> Finding {
    let column = key.fields.last().map_or("", String::as_str);
    let wanted = key.reference.fields.last().map_or("", String::as_str);
    let value = place.piece.column(column).and_then(|column| arrow::util::display::array_value_to_string(column, row).ok());
    let message = format!("{}: no row of {target} has this {wanted}", value.unwrap_or_default());
    place.finding("foreign_key", row, column, message)
}

/// The values of some columns as one comparable run of bytes per row.
fn encoded(place: &Place, names: &[String]) -> Option<(RowConverter, Rows)> {
    let columns = columns_of(place, names)?;
    let fields = columns.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let converter = RowConverter::new(fields).ok()?;
    let rows = converter.convert_columns(&columns).ok()?;
    Some((converter, rows))
}

fn columns_of(place: &Place, names: &[String]) -> Option<Vec<ArrayRef>> {
    names.iter().map(|name| place.piece.column(name).cloned()).collect()
}
