//! `csv/<table>.csv-metadata.json`: CSV on the Web, the sidecar that its readers look for beside a CSV file.
//!
//! A sidecar tells of its own file alone: keys that point to other tables stand in `datapackage.json`.

use serde_json::{Value, json};

use super::PackagedTable;
use crate::schema::{ArrowType, Field};

pub(super) fn sidecar(table: &PackagedTable) -> Value {
    let schema = table.schema;
    let mut told = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": format!("{}.csv", schema.name),
        "dc:title": format!("{} {}", schema.name, schema.version),
        "dc:description": schema.description,
        "dialect": {"encoding": "utf-8", "header": true, "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": schema.fields.iter().map(column).collect::<Vec<_>>()},
    });
    if !schema.primary_key.is_empty() {
        told["tableSchema"]["primaryKey"] = json!(schema.primary_key);
    }
    told
}

fn column(field: &Field) -> Value {
    json!({
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": datatype(field),
        "required": !field.is_nullable(),
        "null": "",
    })
}

fn datatype(field: &Field) -> Value {
    let base = match field.arrow {
        ArrowType::Utf8 | ArrowType::Dictionary => "string",
        ArrowType::Int32 => "int",
        ArrowType::Int64 => "long",
        ArrowType::Float64 => "double",
        ArrowType::Boolean => "boolean",
        ArrowType::Date32 => "date",
    };
    match (&field.constraints.values, field.constraints.minimum) {
        // CSVW has no enumerations: a regular expression of the values says the same.
        (Some(values), _) => json!({"base": base, "format": values.join("|")}),
        (None, Some(minimum)) => json!({"base": base, "minimum": minimum}),
        (None, None) => json!(base),
    }
}
