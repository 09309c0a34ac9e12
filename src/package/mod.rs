//! The package around the tables of a dataset: one file per descriptor, each made from the manifest and the schemas alone.
//!
//! So a package costs the same for ten rows and for ten million, holds nothing that differs from run to run, and can be made again
//! from a dataset that is long finished.

mod datapackage;

use serde_json::Value;

use crate::dataset::{Manifest, TableRecord};
use crate::schema::{TableSchema, Version, released};

/// Every file of the package of a dataset: path relative to its folder, and bytes.
pub fn package_files(manifest: &Manifest) -> Vec<(String, Vec<u8>)> {
    vec![("datapackage.json".to_string(), json_bytes(&datapackage::datapackage(manifest)))]
}

fn json_bytes(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// A table of a dataset with its schema.
struct PackagedTable<'a> {
    record: &'a TableRecord,
    schema: &'static TableSchema,
}

/// The tables of a dataset, each with the schema of the version that it was written in. A version that this program does not know cannot
/// be told of and is left out.
fn tables_of(manifest: &Manifest) -> Vec<PackagedTable<'_>> {
    let tables = manifest.tables.iter();
    tables.filter_map(|record| Some(PackagedTable { record, schema: schema_of(&record.schema)? })).collect()
}

/// The schema that `claims@1.0` names.
fn schema_of(id: &str) -> Option<&'static TableSchema> {
    let (table, version) = id.split_once('@')?;
    released().schema(table, Version::parse(version)?)
}
