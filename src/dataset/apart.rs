//! Whether what is read and what is written are two folders: a dataset that is replaced while it is read may have been the only copy.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Refuses an output that is the folder that is read, inside of it, or around it, whatever the two are called.
///
/// # Errors
/// Where they are not apart.
pub fn check_apart(input: &Path, output: &Path) -> Result<()> {
    let (read, written) = (resolved(input), resolved(output));
    if !read.starts_with(&written) && !written.starts_with(&read) {
        return Ok(());
    }
    let message =
        format!("{} is read and {} written: they are not apart, so nothing was written", input.display(), output.display());
    Err(Error::refused(message, "give `--into` a folder beside the one that is read"))
}

/// The path without links and detours; of what is not there yet, its nearest folder that is.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = absolute.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    let Some((folder, found)) = there else { return absolute };
    absolute.strip_prefix(folder).map_or(found.clone(), |rest| if rest.as_os_str().is_empty() { found } else { found.join(rest) })
}
