//! Which files a pipeline reads, in which order, and what they are called in the dataset.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where to open it.
    pub(super) path: PathBuf,
    /// Path relative to the input root with `/` between its parts: `articles.source`.
    pub source: String,
}

/// All files that the patterns name, sorted bytewise by their path below the input root: the deepest folder that holds all patterns'
/// fixed parts. `folder` is what relative patterns start from.
///
/// # Errors
/// A pattern that is none, a folder that is missing, or no file at all.
pub fn find_files(folder: &Path, patterns: &[String]) -> Result<Vec<InputFile>> {
    let mut roots = Vec::new();
    let mut paths = Vec::new();
    for pattern in patterns {
        let full = folder.join(pattern);
        let root = fixed_part(&full);
        if !root.exists() {
            let message = format!("the input folder {} of the pattern `{pattern}` does not exist", root.display());
            return Err(Error::refused(message, "correct `paths` in `[input]`: it is relative to the pipeline file"));
        }
        paths.extend(matches_of(&full, pattern)?);
        roots.push(if root.is_file() { root.parent().unwrap_or(&root).to_path_buf() } else { root });
    }
    let root = deepest_common(&roots);
    let mut files: Vec<InputFile> = paths.into_iter().map(|path| input_file(path, &root)).collect();
    files.sort_by(|a, b| a.source.as_bytes().cmp(b.source.as_bytes()));
    files.dedup();
    if files.is_empty() {
        let message = format!("no file matches {}", patterns.join(", "));
        return Err(Error::refused(message, "correct `paths` in `[input]`, or put articles there"));
    }
    Ok(files)
}

fn matches_of(full: &Path, pattern: &str) -> Result<Vec<PathBuf>> {
    let bad_pattern = |cause: &dyn std::fmt::Display| {
        Error::refused(
            format!("`{pattern}` is no pattern: {cause}"),
            "`*` stands for a name, `**` for folders, `[ab]` for one character",
        )
    };
    let found = glob::glob(&full.to_string_lossy()).map_err(|cause| bad_pattern(&cause))?;
    let mut paths = Vec::new();
    for path in found {
        let path = path.map_err(|cause| {
            let place = cause.path().to_path_buf();
            Error::file("read", place, cause.into())
        })?;
        if !path.is_dir() {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn input_file(path: PathBuf, root: &Path) -> InputFile {
    let below = path.strip_prefix(root).unwrap_or(&path);
    let source = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    InputFile { path, source }
}

/// The folders (or the file) at the beginning of a pattern that hold no wildcard.
fn fixed_part(pattern: &Path) -> PathBuf {
    let is_fixed = |part: &std::path::Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    pattern.components().take_while(is_fixed).collect()
}

fn deepest_common(roots: &[PathBuf]) -> PathBuf {
    let Some((first, rest)) = roots.split_first() else { return PathBuf::new() };
    let mut common: Vec<_> = first.components().collect();
    for root in rest {
        let same = common.iter().zip(root.components()).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    common.into_iter().collect()
}
