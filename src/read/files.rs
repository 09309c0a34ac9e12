//! A file that a pipeline reads, and what it is called in the dataset.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::output::Refusal;

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
    /// The file at this path below the input root.
    pub(super) fn new(path: PathBuf, root: &Path, fence: Option<PathBuf>) -> InputFile {
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
        if metadata.is_dir() {
            // A folder that could not be read is found here too.
            std::fs::read_dir(&self.path)?;
            return Err(Refusal::error("link_leads_back", "the link leads to a folder that holds it: it was not followed"));
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
