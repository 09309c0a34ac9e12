//! One step at work on the columns of a batch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray, new_null_array};
use arrow::compute::cast;
use arrow::compute::kernels::cmp::distinct;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;

use super::{Losses, Misfit, NamedColumn};
use crate::schema::{ArrowType, Step};
use crate::tables::arrow_type;

/// Does one step. Names and types were checked with the schemas; what is found here is about values.
pub(super) fn apply(step: &Step, rows: usize, columns: &mut Vec<NamedColumn>, losses: &mut Losses) -> Result<(), Misfit> {
    match step {
        Step::Drop { column } => {
            let at = position(columns, column)?;
            let (_, array) = columns.remove(at);
            losses.add(column, "dropped", array.len() - array.null_count());
        }
        Step::Rename { column, to } => {
            let at = position(columns, column)?;
            columns[at].0.clone_from(to);
        }
        Step::Fill { column, arrow, value } => {
            let filled = fill(value, *arrow, rows).map_err(|cause| misfit(column, &cause))?;
            columns.push((column.clone(), filled));
        }
        Step::Cast { column, arrow } => {
            let at = position(columns, column)?;
            let after = cast(&columns[at].1, &arrow_type(*arrow)).map_err(|cause| misfit(column, &cause))?;
            let lost = count_lost(&columns[at].1, &after).map_err(|cause| misfit(column, &cause))?;
            losses.add(column, "changed by the other type", lost);
            columns[at].1 = after;
        }
        Step::Map { column, values } => {
            let at = position(columns, column)?;
            columns[at].1 = map(column, &columns[at].1, values, losses).map_err(|cause| misfit(column, &cause))?;
        }
    }
    Ok(())
}

fn position(columns: &[NamedColumn], name: &str) -> Result<usize, Misfit> {
    let missing = || Misfit { column: name.to_string(), row: None, message: "there is no such column at that step".to_string() };
    columns.iter().position(|(known, _)| known == name).ok_or_else(missing)
}

fn misfit(column: &str, cause: &ArrowError) -> Misfit {
    Misfit { column: column.to_string(), row: None, message: cause.to_string() }
}

/// A column with one value in all rows.
fn fill(value: &serde_json::Value, kind: ArrowType, rows: usize) -> Result<ArrayRef, ArrowError> {
    let kind = arrow_type(kind);
    let text = match value {
        serde_json::Value::Null => return Ok(new_null_array(&kind, rows)),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    cast(&(Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows))) as ArrayRef), &kind)
}

/// Number of values that do not come back when the column is cast the other way.
fn count_lost(before: &ArrayRef, after: &ArrayRef) -> Result<usize, ArrowError> {
    let plain = |array: &ArrayRef| match array.data_type() {
        DataType::Dictionary(_, value) => cast(array, value),
        _ => Ok(array.clone()),
    };
    let (before, back) = (plain(before)?, cast(after, before.data_type())?);
    Ok(distinct(&before, &plain(&back)?)?.true_count())
}

/// Replaces the values that the step names.
fn map(
    column: &str,
    array: &ArrayRef,
    values: &BTreeMap<String, Option<String>>,
    losses: &mut Losses,
) -> Result<ArrayRef, ArrowError> {
    let strings = cast(array, &DataType::Utf8)?;
    // Only values that take part can come to be the same: a column may have millions of others.
    let targets: BTreeSet<&str> = values.values().flatten().map(String::as_str).collect();
    let mut mapped = Vec::with_capacity(array.len());
    let mut removed = 0;
    for before in strings.as_string::<i32>() {
        let after = match before {
            Some(before) => values.get(before).map_or(Some(before), |after| after.as_deref()),
            None => None,
        };
        match (before, after) {
            (Some(before), Some(after)) if targets.contains(after) => losses.note_mapped(column, before, after),
            (Some(_), None) => removed += 1,
            _ => {}
        }
        mapped.push(after);
    }
    losses.add(column, "made null", removed);
    cast(&(Arc::new(StringArray::from(mapped)) as ArrayRef), array.data_type())
}
