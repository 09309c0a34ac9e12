//! The schemas of the tables: the one place where a column's name, type and meaning stand.
//!
//! A schema is a Frictionless Table Schema (Data Package 2.0) with three properties more: the table's `name` and `version`, and each field's
//! `arrow` type and `fieldId`. The files lie in `schemas/<table>/<version>.json`; released ones never change.

mod catalogue;
mod change;
mod check;
mod finding;
mod migration;
mod released;
mod soundness;
mod version;

pub use catalogue::Catalogue;
pub use change::{Change, Level, changes};
pub use check::check;
pub use finding::Finding;
pub use migration::{Migration, Step};
pub use released::{SCHEMA_FILES, SchemaFile, newest, released, schema_with_id};
pub use version::Version;

use serde::{Deserialize, Serialize};

/// The schema of one version of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableSchema {
    /// The profile of Data Package 2.0 that the file keeps to.
    #[serde(rename = "$schema")]
    pub profile: String,
    pub name: String,
    /// `major.minor`
    pub version: String,
    pub description: String,
    pub fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
    /// SHA-256 of the file, as `schemas/frozen.sha256` has it.
    #[serde(skip)]
    pub sha256: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    pub name: String,
    /// Frictionless type: `string`, `integer`, `number`, `boolean`, `date`.
    #[serde(rename = "type")]
    pub kind: String,
    pub description: String,
    pub example: Option<serde_json::Value>,
    pub constraints: Constraints,
    pub arrow: ArrowType,
    /// Number that stays with the column when it is renamed.
    pub field_id: u32,
}

/// What every value of a column keeps to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraints {
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "enum")]
    pub values: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
}

/// The Arrow types that all readers of Parquet handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArrowType {
    Utf8,
    /// An enumeration, written once per row group.
    #[serde(rename = "Dictionary(Int32, Utf8)")]
    Dictionary,
    Int32,
    Int64,
    Float64,
    Boolean,
    Date32,
}

/// Columns whose values are keys of another table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    pub fields: Vec<String>,
    pub reference: Reference,
}

/// The table and columns that a foreign key points to. An empty table name is the table itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    pub resource: String,
    pub fields: Vec<String>,
}

impl TableSchema {
    /// Reads a schema file.
    ///
    /// # Errors
    /// Where the text is no JSON, lacks a property or has an unknown one.
    pub fn parse(text: &str) -> Result<TableSchema, serde_json::Error> {
        let mut schema: TableSchema = serde_json::from_str(text)?;
        schema.sha256 = catalogue::sha256_of(text);
        Ok(schema)
    }

    /// Table and version, as `claims@1.0`.
    pub fn id(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }

    /// The column with this field id.
    pub fn field_with_id(&self, id: u32) -> Option<&Field> {
        self.fields.iter().find(|field| field.field_id == id)
    }

    /// The field ids of columns; none for a name that is no column.
    fn ids_of(&self, names: &[String]) -> Vec<Option<u32>> {
        names.iter().map(|name| self.field(name).map(|(_, field)| field.field_id)).collect()
    }

    /// The column with this name, and its position.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

impl ForeignKey {
    /// The table that it points to, from a table with this schema.
    pub fn target<'a>(&'a self, schema: &'a TableSchema) -> &'a str {
        if self.reference.resource.is_empty() { &schema.name } else { &self.reference.resource }
    }
}

impl ArrowType {
    /// The Frictionless type of columns of this type.
    pub fn frictionless_type(self) -> &'static str {
        match self {
            ArrowType::Utf8 | ArrowType::Dictionary => "string",
            ArrowType::Int32 | ArrowType::Int64 => "integer",
            ArrowType::Float64 => "number",
            ArrowType::Boolean => "boolean",
            ArrowType::Date32 => "date",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            ArrowType::Utf8 => "string",
            ArrowType::Dictionary => "enumeration",
            ArrowType::Int32 => "32-bit integer",
            ArrowType::Int64 => "64-bit integer",
            ArrowType::Float64 => "number",
            ArrowType::Boolean => "boolean",
            ArrowType::Date32 => "date",
        }
    }
}

impl Field {
    /// Whether a cell of this column may be null.
    pub fn is_nullable(&self) -> bool {
        !self.constraints.required
    }
}
