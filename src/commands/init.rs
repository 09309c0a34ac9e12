//! `columnist init`: a pipeline to start from.

use std::fs;
use std::path::Path;

use super::{Ending, print};
use crate::cli::InitArguments;
use crate::error::{Error, Result};

/// The files of a new project: `NAME` in their texts stands for what it is called.
const FILES: [(&str, &str); 3] = [
    ("pipeline.toml", include_str!("starter/pipeline.toml")),
    ("articles/example.txt", include_str!("starter/example.txt")),
    ("README.md", include_str!("starter/README.md")),
];

pub(super) fn execute(arguments: &InitArguments) -> Result<Ending> {
    let folder = &arguments.folder;
    refuse_what_stands_there(folder)?;
    let name = name_of(folder);
    for (path, text) in FILES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|cause| Error::file("make the folder", parent, cause))?;
        }
        fs::write(&path, text.replace("NAME", &name)).map_err(|cause| Error::file("write", &path, cause))?;
    }
    let pipeline = folder.join("pipeline.toml");
    let named = pipeline.display().to_string();
    let argument = if named.contains(char::is_whitespace) { format!("\"{named}\"") } else { named.clone() };
    print(format!("made {named}, articles/ and README.md: next, `columnist run {argument}`\n"))?;
    Ok(Ending::Done)
}

/// Nothing is written over: the folder has to be new or empty, hidden files aside.
fn refuse_what_stands_there(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|cause| Error::file("read the folder", folder, cause))?;
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort_unstable();
    match names.first() {
        None => Ok(()),
        Some(name) => Err(Error::refused(
            format!("{} holds `{name}`: nothing was written", folder.display()),
            "name a new or empty folder, as `columnist init press`",
        )),
    }
}

/// What the dataset is called: as the folder, in letters that every system allows in the name of a folder.
fn name_of(folder: &Path) -> String {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = whole.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "articles".to_string() } else { name.to_string() }
}
