//! Batches of one schema version made into batches of another, by the steps that `schemas/<table>/migrations/` declares.
//!
//! The one way to an older version: a run makes the newest rows and converts them, and so does `columnist schema migrate` with a
//! dataset. Both therefore write the same bytes.

mod losses;
mod steps;

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::Int32Type;

pub use losses::{Loss, Losses};

use crate::schema::{ArrowType, Catalogue, Migration, TableSchema, Version};
use crate::tables::arrow_schema;

/// The way of a table's rows from one version to another.
pub struct Conversion<'a> {
    /// Each neighbour on the way, with the steps that lead to it.
    legs: Vec<(&'a Migration, &'a TableSchema)>,
}

/// A row that has no place in the version that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    pub column: String,
    /// Position in the batch; nothing where the whole column does not fit.
    pub row: Option<usize>,
    pub message: String,
}

/// A column on its way: its name and its values.
pub(crate) type NamedColumn = (String, ArrayRef);

impl<'a> Conversion<'a> {
    /// The way between two versions of one table; nothing where no migrations lead there.
    pub fn between(catalogue: &'a Catalogue, from: &TableSchema, to: &TableSchema) -> Option<Conversion<'a>> {
        let (start, end) = (Version::parse(&from.version)?, Version::parse(&to.version)?);
        let leg = |migration: &'a Migration| {
            let version = Version::parse(&migration.to)?;
            Some((migration, catalogue.schema(&from.name, version)?))
        };
        let legs = catalogue.route(&from.name, start, end)?.into_iter().map(leg).collect::<Option<_>>()?;
        Some(Conversion { legs })
    }

    /// Whether rows stay as they are.
    pub fn is_empty(&self) -> bool {
        self.legs.is_empty()
    }

    /// What a reader should know of each leg of the way.
    pub fn descriptions(&self) -> impl Iterator<Item = &str> {
        self.legs.iter().map(|(migration, _)| migration.description.as_str())
    }

    /// The batch in the version that is wanted. What gets lost on the way is counted in `losses`.
    ///
    /// # Errors
    /// A value that has no place there.
    pub fn convert(&self, batch: &RecordBatch, losses: &mut Losses) -> Result<RecordBatch, Misfit> {
        let mut batch = batch.clone();
        for (migration, schema) in &self.legs {
            let names = batch.schema_ref().fields().iter().map(|field| field.name().clone());
            let mut columns: Vec<NamedColumn> = names.zip(batch.columns().iter().cloned()).collect();
            for step in &migration.steps {
                steps::apply(step, batch.num_rows(), &mut columns, losses)?;
            }
            batch = in_schema(columns, schema)?;
        }
        Ok(batch)
    }
}

/// The columns in the order of the schema, each value where it may stand.
fn in_schema(columns: Vec<NamedColumn>, schema: &TableSchema) -> Result<RecordBatch, Misfit> {
    let mut arrays = Vec::with_capacity(schema.fields.len());
    for field in &schema.fields {
        let misfit = |row, message: String| Misfit { column: field.name.clone(), row, message };
        let found = columns.iter().find(|(name, _)| *name == field.name);
        let (_, array) = found.ok_or_else(|| misfit(None, format!("no step makes it for {}", schema.id())))?;
        if !field.is_nullable()
            && let Some(row) = (0..array.len()).find(|&row| array.is_null(row))
        {
            return Err(misfit(Some(row), format!("it has no value, and in {} it must have one", schema.id())));
        }
        if let Some((row, value)) = first_unknown_value(array, field.arrow, field.constraints.values.as_deref()) {
            return Err(misfit(Some(row), format!("`{value}` is none of its values in {}", schema.id())));
        }
        arrays.push(array.clone());
    }
    let batch = RecordBatch::try_new(Arc::new(arrow_schema(schema)), arrays);
    batch.map_err(|cause| Misfit { column: String::new(), row: None, message: cause.to_string() })
}

/// The first value of an enumeration that its schema does not list.
fn first_unknown_value(array: &ArrayRef, kind: ArrowType, known: Option<&[String]>) -> Option<(usize, String)> {
    let known = known.filter(|_| kind == ArrowType::Dictionary)?;
    let dictionary = array.as_dictionary_opt::<Int32Type>()?;
    let values = dictionary.values().as_string_opt::<i32>()?;
    let is_known: Vec<bool> = values.iter().map(|value| value.is_some_and(|value| known.iter().any(|k| k == value))).collect();
    let at = (0..array.len()).find(|&row| dictionary.key(row).is_some_and(|key| !is_known[key]))?;
    Some((at, values.value(dictionary.key(at)?).to_string()))
}
