//! The folder that a dataset is written into: whether it is ours to replace.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::check::hash_file;
use super::manifest::{FileRecord, Manifest};
use crate::error::{Error, Result};
use crate::tables::TABLES;

/// What a dataset folder holds besides its tables and the package around them.
const MANIFEST: &str = "manifest.json";
/// The package: descriptors for other tools, codebook and card. Each CSV file has a sidecar besides.
pub const PACKAGE_FILES: &[&str] =
    &["CITATION.cff", "CODEBOOK.md", "README.md", "codebook.html", "croissant.json", "datapackage.json", "ro-crate-metadata.json"];
/// What file managers leave in any folder that they show.
const LEFT_BY_SYSTEMS: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];
/// Folders of tables.
const OWN_FOLDERS: &[&str] = &["parquet", "csv"];

/// Refuses an output folder that holds anything that this program did not write, since a run replaces the folder as a whole.
///
/// # Errors
/// Where the folder is a file, cannot be read, or holds a foreign file.
pub fn check_output_folder(folder: &Path) -> Result<()> {
    if folder.file_name().is_none() {
        return Err(Error::refused(format!("`{}` names no folder of its own", folder.display()), "name one, as `outputs/NAME`"));
    }
    if !folder.is_dir() {
        return check_place(folder);
    }
    let manifest = Manifest::read(folder)?;
    let foreign = first_foreign(folder, manifest.as_ref()).map_err(|cause| Error::file("read the output folder", folder, cause))?;
    match foreign {
        None => Ok(()),
        Some(name) => Err(Error::refused(
            format!("the output folder {} holds `{name}`, which is no part of a dataset: nothing was written", folder.display()),
            if manifest.is_some() || !folder.join("parquet").is_dir() && !folder.join("csv").is_dir() {
                "choose another `dir` in `[output]`, or move the file away"
            } else {
                "if it is a dataset that has lost its manifest.json, remove the folder; else choose another `dir` in `[output]`"
            },
        )),
    }
}

/// Refuses a place that nothing can be written to because a file stands in the way.
fn check_place(folder: &Path) -> Result<()> {
    match folder.ancestors().find(|above| above.exists()) {
        Some(file) if !file.is_dir() => {
            let message = format!("{} cannot be made: {} is a file", folder.display(), file.display());
            Err(Error::refused(message, "choose another `dir` in `[output]`"))
        }
        _ => Ok(()),
    }
}

/// The first file of a dataset, by its path, that is missing or has other bytes than the manifest tells. Reads all of them.
///
/// # Errors
/// Where there is no manifest that can be read.
pub fn first_changed_file(dataset: &Path) -> Result<Option<String>> {
    let Some(manifest) = Manifest::read(dataset)? else { return Ok(Some(MANIFEST.to_string())) };
    let tables = manifest.tables.iter().flat_map(|table| &table.files);
    let mut files: Vec<(&String, &FileRecord)> = manifest.package.iter().chain(tables).collect();
    files.sort_by_key(|(path, _)| *path);
    let is_changed =
        |path: &str, written: &FileRecord| hash_file(&dataset.join(path)).map_or(true, |found| found.sha256 != written.sha256);
    Ok(files.into_par_iter().find_first(|(path, written)| is_changed(path, written)).map(|(path, _)| path.clone()))
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
fn first_foreign(folder: &Path, manifest: Option<&Manifest>) -> std::io::Result<Option<String>> {
    let is_named = |path: &String| {
        manifest.is_some_and(|manifest| {
            manifest.package.contains_key(path) || manifest.tables.iter().any(|table| table.files.contains_key(path))
        })
    };
    for name in sorted_names(folder)? {
        if name == MANIFEST || LEFT_BY_SYSTEMS.contains(&name.as_str()) || is_named(&name) {
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
