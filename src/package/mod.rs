//! The package around the tables of a dataset: one file per descriptor, each made from the manifest and the schemas alone.
//!
//! So a package costs the same for ten rows and for ten million, holds nothing that differs from run to run, and can be made again
//! from a dataset that is long finished. `docs/dataset.md` says what each file is for and which tool reads it.

mod card;
mod citation;
mod cite;
mod codebook;
mod croissant;
mod csvw;
mod datapackage;
mod research_object;

use serde_json::Value;

use crate::dataset::{Manifest, TableRecord, sidecar_path};
use crate::error::Result;
use crate::schema::{TableSchema, schema_with_id};
use crate::write::FinishedDataset;
use cite::{bibtex, citation_text, day_of_release, license_address, quoted, tool_of};
pub use codebook::{Codebook, schema_section};

/// Every file of the package of a dataset: path relative to its folder, and bytes.
pub fn package_files(manifest: &Manifest) -> Vec<(String, Vec<u8>)> {
    let codebook = Codebook::of_dataset(manifest);
    let mut files: Vec<(String, Vec<u8>)> = [
        ("CITATION.cff", citation::citation(manifest).into_bytes()),
        ("CODEBOOK.md", codebook.to_markdown().into_bytes()),
        ("README.md", card::card(manifest).into_bytes()),
        ("codebook.html", codebook.to_html().into_bytes()),
        ("croissant.json", json_bytes(&croissant::croissant(manifest))),
        ("datapackage.json", json_bytes(&datapackage::datapackage(manifest))),
        ("ro-crate-metadata.json", json_bytes(&research_object::research_object(manifest))),
    ]
    .map(|(path, bytes)| (path.to_string(), bytes))
    .into();
    for table in tables_of(manifest).iter().filter(|table| table.has_csv()) {
        files.push((sidecar_path(&table.schema.name), json_bytes(&csvw::sidecar(table))));
    }
    files
}

/// Adds the package, where it is wanted, and the manifest to a dataset whose tables are written.
///
/// # Errors
/// Where a file cannot be written.
pub fn complete(dataset: &FinishedDataset, mut manifest: Manifest, with_package: bool) -> Result<()> {
    if with_package {
        let files = package_files(&manifest);
        files.iter().try_for_each(|(path, bytes)| dataset.add(path, bytes))?;
        manifest = manifest.with_package(&files);
    }
    dataset.add("manifest.json", &manifest.to_json())
}

fn json_bytes(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// A table of a dataset with its schema.
struct PackagedTable<'a> {
    record: &'a TableRecord,
    schema: &'static TableSchema,
}

impl PackagedTable<'_> {
    fn has_csv(&self) -> bool {
        self.record.files.keys().any(|path| path.ends_with(".csv"))
    }

    /// The Parquet file, else the CSV.
    fn main_file(&self) -> &str {
        let mut paths = self.record.files.keys();
        let path = self.record.files.keys().find(|path| path.ends_with(".parquet")).or_else(|| paths.next());
        path.map(String::as_str).unwrap_or_default()
    }
}

/// The tables of a dataset, each with the schema of the version that it was written in. A version that this program does not know cannot
/// be told of and is left out.
fn tables_of(manifest: &Manifest) -> Vec<PackagedTable<'_>> {
    let tables = manifest.tables.iter();
    tables.filter_map(|record| Some(PackagedTable { record, schema: schema_with_id(&record.schema)? })).collect()
}
