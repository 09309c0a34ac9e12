//! Which files a pipeline reads, in which order, and what they are called in the dataset.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::output::Refusal;
use crate::error::{Error, Result};

/// A file of the input.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Where to open it.
    path: PathBuf,
    /// Path relative to the input root with `/` between its parts: `articles.source`.
    pub source: String,
    /// The input root, all links followed. A link that leads out of it is not opened, unless links may lead anywhere.
    fence: Option<PathBuf>,
    /// What it was when it was found.
    state: Option<FileState>,
}

/// What changes when a file is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileState {
    length: u64,
    modified: Option<SystemTime>,
}

impl InputFile {
    fn new(path: PathBuf, root: &Path, fence: Option<PathBuf>) -> InputFile {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let source = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let state = state_of(&path);
        InputFile { path, source, fence, state }
    }

    /// Opens the file, which must be a regular one inside the input root.
    ///
    /// # Errors
    /// A file that is gone, cannot be opened, is a pipe or a device, or is a link that leads out of the input root.
    pub fn open(&self) -> std::io::Result<File> {
        let metadata = std::fs::metadata(&self.path)?;
        if let Some(fence) = &self.fence
            && !std::fs::canonicalize(&self.path)?.starts_with(fence)
        {
            let message = "the link leads out of the input folder; `follow_links = true` in `[input]` allows that";
            return Err(Refusal::error("link_leads_out", message));
        }
        if !metadata.is_file() {
            return Err(Refusal::error("unreadable_file", "it is no regular file"));
        }
        File::open(&self.path)
    }

    /// Opens the file and ends it where it ended when it was found, so that one that grows without end has an end.
    ///
    /// # Errors
    /// As [`InputFile::open`].
    pub fn open_as_found(&self) -> std::io::Result<std::io::Take<File>> {
        Ok(self.open()?.take(self.state.map_or(u64::MAX, |state| state.length)))
    }

    /// Whether the file is another than it was when it was found.
    pub(super) fn has_changed(&self) -> bool {
        state_of(&self.path) != self.state
    }
}

fn state_of(path: &Path) -> Option<FileState> {
    let state = |metadata: Metadata| FileState { length: metadata.len(), modified: metadata.modified().ok() };
    std::fs::metadata(path).ok().map(state)
}

/// All files that the patterns name, sorted bytewise by their path below the input root: the deepest folder that holds all patterns'
/// fixed parts. `folder` is what relative patterns start from; `follow_links` says whether a link may lead out of the root.
///
/// # Errors
/// A pattern that is none, a folder that is missing, or no file at all.
pub fn find_files(folder: &Path, patterns: &[String], follow_links: bool) -> Result<Vec<InputFile>> {
    let mut roots = Vec::new();
    let mut paths = Vec::new();
    for pattern in patterns {
        let full = folder.join(pattern);
        let root = fixed_part(&full);
        if !of_any_part(&root).exists() {
            let message = format!("there is nothing at {}, which `{pattern}` names", root.display());
            return Err(Error::refused(message, "correct `paths` in `[input]`: it is relative to the pipeline file"));
        }
        paths.extend(matches_of(&full, pattern)?);
        roots.push(if root.is_file() { root.parent().unwrap_or(&root).to_path_buf() } else { root });
    }
    let root = deepest_common(&roots);
    let real = || std::fs::canonicalize(of_any_part(&root)).map_err(|cause| Error::file("find", &root, cause));
    let fence = if follow_links { None } else { Some(real()?) };
    let mut files: Vec<InputFile> = paths.into_iter().map(|path| InputFile::new(path, &root, fence.clone())).collect();
    files.sort_by(|a, b| a.source.as_bytes().cmp(b.source.as_bytes()));
    files.dedup_by(|a, b| a.path == b.path);
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

/// The folders (or the file) at the beginning of a pattern that hold no wildcard, without the `.` that matches do not have either.
fn fixed_part(pattern: &Path) -> PathBuf {
    let is_fixed = |part: &Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    pattern.components().filter(|part| *part != Component::CurDir).take_while(is_fixed).collect()
}

/// A path without a part is the present folder, which has a name all the same.
fn of_any_part(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
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
