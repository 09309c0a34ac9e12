//! The files of a schema folder on disk, in the form in which those of the program are compiled in.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// Schemas, migrations and the list of released files: path inside the folder and text, sorted. Files of other kinds are passed over.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    if files.is_empty() {
        let message = format!("there is no schema in {}", folder.display());
        return Err(Error::refused(message, "give a folder that holds `<table>/<version>.json`"));
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, inside: &str, files: &mut Vec<(String, String)>) -> Result<()> {
    let unreadable = |cause| Error::file("read", folder, cause);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{inside}{name}/"), files)?;
        } else if name.ends_with(".json") || name == "frozen.sha256" {
            let bytes = fs::read(&path).map_err(|cause| Error::file("read", &path, cause))?;
            files.push((format!("{inside}{name}"), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(())
}
