//! `datapackage.json`: Data Package 2.0. A resource for each file, with its hash and bytes; those of CSV have the Table Schema, so that
//! `frictionless validate` reads every row.

use serde_json::{Map, Value, json};

use super::{PackagedTable, tables_of};
use crate::dataset::{FileRecord, Manifest};
use crate::schema::{ForeignKey, TableSchema};
use crate::spec::Author;

pub(super) fn datapackage(manifest: &Manifest) -> Value {
    let pipeline = &manifest.pipeline;
    let tables = tables_of(manifest);
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package_name(&pipeline.name),
        "title": pipeline.title(),
        "version": pipeline.version,
        "resources": tables.iter().flat_map(|table| resources(table, &tables)).collect::<Vec<_>>(),
    });
    let entries = [
        ("description", pipeline.description.clone().map(Value::from)),
        ("homepage", pipeline.url.clone().map(Value::from)),
        ("id", pipeline.doi.as_ref().map(|doi| Value::from(format!("https://doi.org/{doi}")))),
        ("keywords", (!pipeline.keywords.is_empty()).then(|| json!(pipeline.keywords))),
        ("licenses", pipeline.license.as_deref().map(|license| json!([license_entry(license)]))),
        ("contributors", (!pipeline.authors.is_empty()).then(|| pipeline.authors.iter().map(contributor).collect())),
    ];
    for (key, value) in entries {
        if let Some(value) = value {
            package[key] = value;
        }
    }
    package
}

/// Lower case letters, digits and `-._` are all that a name may have.
fn package_name(name: &str) -> String {
    name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' }).collect()
}

fn license_entry(license: &str) -> Value {
    if license.contains("://") { json!({"path": license}) } else { json!({"name": license}) }
}

fn contributor(author: &Author) -> Value {
    let mut entry = json!({"title": author.full_name(), "roles": ["creator"]});
    let entries = [
        ("givenName", &author.given_names),
        ("familyName", &author.family_names),
        ("organization", &author.affiliation),
        ("email", &author.email),
    ];
    for (key, value) in entries {
        if let Some(value) = value {
            entry[key] = json!(value);
        }
    }
    if let Some(orcid) = &author.orcid {
        entry["path"] = json!(format!("https://orcid.org/{orcid}"));
    }
    entry
}

/// A resource for each file of a table. The CSV has the table's name, since foreign keys name resources.
fn resources(table: &PackagedTable, tables: &[PackagedTable]) -> Vec<Value> {
    let has_csv = table.has_csv();
    let resource = |(path, file): (&String, &FileRecord)| {
        let is_csv = path.ends_with(".csv");
        let name = if is_csv || !has_csv { table.schema.name.clone() } else { format!("{}_parquet", table.schema.name) };
        let mut resource = json!({
            "name": name,
            "path": path,
            "title": format!("{} {}", table.schema.name, table.schema.version),
            "description": table.schema.description,
            "bytes": file.bytes,
            "hash": format!("sha256:{}", file.sha256),
        });
        let format = if is_csv { csv_entries() } else { parquet_entries() };
        format.into_iter().for_each(|(key, value)| resource[key] = value);
        if is_csv {
            resource["schema"] = table_schema(table.schema, tables);
        }
        resource
    };
    table.record.files.iter().map(resource).collect()
}

fn csv_entries() -> Map<String, Value> {
    let dialect = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
        "delimiter": ",", "doubleQuote": true, "header": true, "lineTerminator": "\n", "quoteChar": "\"",
    });
    let entries = [
        ("type", json!("table")),
        ("format", json!("csv")),
        ("mediatype", json!("text/csv")),
        ("encoding", json!("utf-8")),
        ("dialect", dialect),
    ];
    entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// A file whose hash and bytes are checked and whose columns tell their types themselves. As `parquet`, `frictionless` would read it as a
/// table of its own, find no bytes to count, and take nulls for the word `nan`.
fn parquet_entries() -> Map<String, Value> {
    let entries = [("format", json!("apache-parquet")), ("mediatype", json!("application/vnd.apache.parquet"))];
    entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// The schema as the package tells it: its own file, but for keys that its readers would misread.
fn table_schema(schema: &TableSchema, tables: &[PackagedTable]) -> Value {
    let mut told = serde_json::to_value(schema).unwrap_or_default();
    let keys = schema.foreign_keys.iter().filter(|key| holds_for_every_row(key, schema, tables));
    told["foreignKeys"] = keys.map(|key| json!({"fields": key.fields, "reference": reference(key)})).collect();
    told
}

/// Whether a reader may look up every row: the other table is here, and no part of a key of several columns is ever null. By SQL a key
/// with a null part points nowhere; `frictionless` looks for the null.
fn holds_for_every_row(key: &ForeignKey, schema: &TableSchema, tables: &[PackagedTable]) -> bool {
    let other = &key.reference.resource;
    let is_here = other.is_empty() || tables.iter().any(|table| table.schema.name == *other);
    let is_nullable = |name: &String| schema.field(name).is_none_or(|(_, field)| field.is_nullable());
    is_here && (key.fields.len() == 1 || !key.fields.iter().any(is_nullable))
}

fn reference(key: &ForeignKey) -> Value {
    let mut reference = json!({"fields": key.reference.fields});
    if !key.reference.resource.is_empty() {
        reference["resource"] = json!(key.reference.resource);
    }
    reference
}
