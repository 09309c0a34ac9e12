//! Each cell by itself: its type, whether it may be null, the values that its column allows.

use std::collections::BTreeSet;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type};

use super::finding::{Findings, Place};
use crate::schema::Field;

/// Checks all cells of a piece.
pub(super) fn check_cells(place: &Place, findings: &mut Findings) {
    for flaw in &place.piece.flaws {
        findings.push(place.finding("type", flaw.row, &flaw.column, flaw.message.clone()));
    }
    let has_column = |field: &&Field| place.file.columns().iter().any(|(name, _)| *name == field.name);
    for field in place.file.schema.fields.iter().filter(has_column) {
        let Some(column) = place.piece.column(&field.name) else { continue };
        check_nulls(place, field, column, findings);
        check_values(place, field, column, findings);
    }
}

fn check_nulls(place: &Place, field: &Field, column: &ArrayRef, findings: &mut Findings) {
    if field.is_nullable() || column.null_count() == 0 {
        return;
    }
    // A cell of another type is null here, and told already.
    let flawed: BTreeSet<usize> = place.piece.flaws.iter().filter(|flaw| flaw.column == field.name).map(|flaw| flaw.row).collect();
    for row in (0..column.len()).filter(|row| column.is_null(*row) && !flawed.contains(row)) {
        findings.push(place.finding("required", row, &field.name, "the cell is empty"));
    }
}

fn check_values(place: &Place, field: &Field, column: &ArrayRef, findings: &mut Findings) {
    match column.data_type() {
        DataType::Utf8 => check_strings(place, field, column, findings),
        DataType::Dictionary(_, _) => check_enumeration(place, field, column, findings),
        DataType::Float64 => {
            let values = column.as_primitive::<Float64Type>();
            let minimum = field.constraints.minimum.map_or(f64::NEG_INFINITY, |minimum| minimum as f64);
            for (row, value) in values.iter().enumerate() {
                match value {
                    Some(value) if !value.is_finite() => {
                        findings.push(place.finding("type", row, &field.name, format!("{value} is no number")));
                    }
                    Some(value) if value < minimum => findings.push(below(place, field, row, value, minimum)),
                    _ => {}
                }
            }
        }
        DataType::Int32 => {
            let values = column.as_primitive::<Int32Type>().iter().map(|value| value.map(i64::from));
            check_minimum(place, field, values, findings);
        }
        DataType::Int64 => check_minimum(place, field, column.as_primitive::<Int64Type>().iter(), findings),
        _ => {}
    }
}

fn check_minimum(place: &Place, field: &Field, values: impl Iterator<Item = Option<i64>>, findings: &mut Findings) {
    let Some(minimum) = field.constraints.minimum else { return };
    for (row, value) in values.enumerate() {
        if let Some(value) = value.filter(|value| *value < minimum) {
            findings.push(below(place, field, row, value, minimum));
        }
    }
}

fn below<T: std::fmt::Display>(place: &Place, field: &Field, row: usize, value: T, minimum: T) -> super::Finding {
    place.finding("minimum", row, &field.name, format!("{value} is less than {minimum}"))
}

fn check_strings(place: &Place, field: &Field, column: &ArrayRef, findings: &mut Findings) {
    let values = column.as_string::<i32>();
    for (row, value) in values.iter().enumerate() {
        match value {
            Some("") => findings.push(place.finding("empty", row, &field.name, "an empty string: no value is null")),
            Some(value) if !is_allowed(field, value) => findings.push(not_allowed(place, field, row, value)),
            _ => {}
        }
    }
}

fn check_enumeration(place: &Place, field: &Field, column: &ArrayRef, findings: &mut Findings) {
    let dictionary = column.as_dictionary::<Int32Type>();
    let words = dictionary.values().as_string::<i32>();
    let is_wrong: Vec<bool> = words.iter().map(|word| word.is_none_or(|word| !is_allowed(field, word))).collect();
    if !is_wrong.contains(&true) {
        return;
    }
    for (row, key) in dictionary.keys().iter().enumerate() {
        if let Some(key) = key.map(|key| key as usize).filter(|&key| is_wrong.get(key) == Some(&true)) {
            findings.push(not_allowed(place, field, row, words.value(key)));
        }
    }
}

fn is_allowed(field: &Field, value: &str) -> bool {
    field.constraints.values.as_ref().is_none_or(|values| values.iter().any(|allowed| allowed == value))
}

fn not_allowed(place: &Place, field: &Field, row: usize, value: &str) -> super::Finding {
    let values = field.constraints.values.as_deref().unwrap_or_default();
    let near = crate::error::nearest(value, values.iter().map(String::as_str));
    let mend = near.map_or_else(|| format!("one of {}", values.join(", ")), |near| format!("did you mean `{near}`?"));
    let shown: String = value.chars().take(40).collect();
    place.finding("enum", row, &field.name, format!("`{shown}` is not allowed: {mend}"))
}
