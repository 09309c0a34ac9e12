//! The folder that a dataset is written into: whether it is ours to replace.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// What a dataset folder holds besides its tables.
const OWN_FILES: &[&str] = &["manifest.json"];
/// Folders of tables, with the ending of their files.
const OWN_FOLDERS: &[(&str, &str)] = &[("parquet", "parquet"), ("csv", "csv")];

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

fn first_foreign(folder: &Path) -> std::io::Result<Option<String>> {
    for name in sorted_names(folder)? {
        if OWN_FILES.contains(&name.as_str()) {
            continue;
        }
        let Some((own, ending)) = OWN_FOLDERS.iter().find(|(own, _)| *own == name) else { return Ok(Some(name)) };
        let is_table = |file: &String| {
            let (stem, file_ending) = file.rsplit_once('.').unwrap_or((file, ""));
            file_ending == *ending && crate::tables::table_named(stem).is_some()
        };
        if let Some(file) = sorted_names(&folder.join(own))?.iter().find(|file| !is_table(file)) {
            return Ok(Some(format!("{own}/{file}")));
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
