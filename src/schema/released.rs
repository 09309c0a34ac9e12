//! The files below `schemas/`, compiled in.
//!
//! To add a version: its file, its migrations, a line for each in [`SCHEMA_FILES`].

use std::sync::OnceLock;

use super::{Catalogue, TableSchema, Version};

/// A file below `schemas/`: its path in there, and its text.
pub type SchemaFile = (&'static str, &'static str);

/// Makes the entry of a file from its path.
macro_rules! file {
    ($path:literal) => {
        ($path, include_str!(concat!("../../schemas/", $path)))
    };
}

/// Every file below `schemas/`; a test compares the list with the folder.
pub const SCHEMA_FILES: &[SchemaFile] = &[
    file!("article_countries/1.0.json"),
    file!("articles/1.0.json"),
    file!("blocks/1.0.json"),
    file!("claim_countries/1.0.json"),
    file!("claims/1.0.json"),
    file!("countries/1.0.json"),
    file!("countries/1.1.json"),
    file!("countries/2.0.json"),
    file!("countries/migrations/1.0-to-1.1.json"),
    file!("countries/migrations/1.1-to-1.0.json"),
    file!("countries/migrations/1.1-to-2.0.json"),
    file!("countries/migrations/2.0-to-1.1.json"),
    file!("dates/1.0.json"),
    file!("dates/1.1.json"),
    file!("dates/migrations/1.0-to-1.1.json"),
    file!("dates/migrations/1.1-to-1.0.json"),
    file!("duplicates/1.0.json"),
    file!("frozen.sha256"),
    file!("problems/1.0.json"),
    file!("quotations/1.0.json"),
    file!("sentences/1.0.json"),
    file!("speakers/1.0.json"),
];

/// The schemas that this program knows, read once. They are compiled in: one that cannot be read is a defect of the program, which
/// a test finds.
pub fn released() -> &'static Catalogue {
    static RELEASED: OnceLock<Catalogue> = OnceLock::new();
    RELEASED.get_or_init(|| {
        let (catalogue, findings) = Catalogue::from_files(SCHEMA_FILES.iter().copied());
        assert!(findings.is_empty(), "{findings:?}");
        catalogue
    })
}

/// The newest schema of a table: the one whose rows the program makes.
pub fn newest(table: &str) -> Option<&'static TableSchema> {
    released().newest(table)
}

/// The schema that `claims@1.0` names, as manifests and Parquet files do.
pub fn schema_with_id(id: &str) -> Option<&'static TableSchema> {
    let (table, version) = id.split_once('@')?;
    released().schema(table, Version::parse(version)?)
}
