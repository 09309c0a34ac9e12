//! The folder that a dataset is written into: whether it is ours to replace.

use std::fs;
use std::path::Path;

use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::tables::TABLES;

/// What a dataset folder holds besides its tables and the package around them.
const MANIFEST: &str = "manifest.json";
/// The package: descriptors for other tools, codebook and card. Each CSV file has a sidecar besides.
pub const PACKAGE_FILES: &[&str] =
    &["CITATION.cff", "CODEBOOK.md", "README.md", "codebook.html", "croissant.json", "datapackage.json", "ro-crate-metadata.json"];
/// Folders of tables.
const OWN_FOLDERS: &[&str] = &["parquet", "csv"];

/// Refuses an output folder that holds anything that this program did not write, since a run replaces the folder as a whole.
///
/// # Errors
/// Where the folder is a file, cannot be read, or holds a foreign file.
pub fn check_output_folder(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let foreign = first_foreign(folder).map_err(|cause| Error::file("read the output folder", folder, cause))?;
    match foreign {
        None => Ok(()),
        Some(name) => Err(Error::refused(
            format!("the output folder {} holds `{name}`, which is no part of a dataset: nothing was written", folder.display()),
            "choose another `dir` in `[output]`, or move the file away",
        )),
    }
}

/// Where the CSVW description of a table's CSV file stands: beside it, as that standard has it.
pub fn sidecar_path(table: &str) -> String {
    format!("csv/{table}.csv-metadata.json")
}

/// The path of every file that a package may have.
pub fn package_paths() -> impl Iterator<Item = String> {
    PACKAGE_FILES.iter().map(|path| path.to_string()).chain(TABLES.iter().map(|table| sidecar_path(table.name)))
}

/// What a file is called makes it no part of a dataset: the manifest has to name it. A folder that merely has a `README.md` or a `csv/claims.csv`
/// is somebody else's.
fn first_foreign(folder: &Path) -> std::io::Result<Option<String>> {
    let manifest = Manifest::read(folder).ok().flatten();
    let is_named = |path: &String| {
        manifest.as_ref().is_some_and(|manifest| {
            manifest.package.contains_key(path) || manifest.tables.iter().any(|table| table.files.contains_key(path))
        })
    };
    for name in sorted_names(folder)? {
        if name == MANIFEST || is_named(&name) {
            continue;
        }
        if !OWN_FOLDERS.contains(&name.as_str()) {
            return Ok(Some(name));
        }
        let mut files = sorted_names(&folder.join(&name))?.into_iter().map(|file| format!("{name}/{file}"));
        if let Some(foreign) = files.find(|path| !is_named(path)) {
            return Ok(Some(foreign));
        }
    }
    Ok(None)
}

fn sorted_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<std::io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
