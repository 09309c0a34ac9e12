//! A dataset as a git revision has it: `HEAD~1:outputs/sample` is taken out of the repository into a folder aside.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// Where a dataset lies that was named on the command line.
pub(super) enum Place {
    Folder(PathBuf),
    /// Taken out of a repository; gone when this is dropped.
    Revision(TempDir),
}

impl Place {
    /// A folder, or `REVISION:FOLDER` where there is no folder of that name.
    pub(super) fn of(named: &str) -> Result<Place> {
        let folder = Path::new(named);
        match named.split_once(':') {
            Some((revision, _)) if !folder.exists() && !revision.is_empty() => Ok(Place::Revision(take_out(named)?)),
            _ => Ok(Place::Folder(folder.to_path_buf())),
        }
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Place::Folder(folder) => folder,
            Place::Revision(aside) => aside.path(),
        }
    }
}

fn take_out(named: &str) -> Result<TempDir> {
    // git settles what the revision and a path that begins with `./` mean; the tree is then named by its hash.
    let object = git(named, &["rev-parse", "--verify", "--quiet", "--end-of-options", named.trim_end_matches('/')])?;
    let tree = git(named, &["rev-parse", "--verify", "--quiet", &format!("{object}^{{tree}}")])?;
    let top = git(named, &["rev-parse", "--show-toplevel"])?;
    let aside = tempfile::tempdir().map_err(|cause| Error::file("make a folder in", std::env::temp_dir(), cause))?;
    let mut archive = Command::new("git")
        .args(["-C", &top, "archive", "--format=tar", &tree])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| refused(named, &cause.to_string()))?;
    let unpacked = match archive.stdout.take() {
        Some(mut stdout) => {
            let unpacked = tar::Archive::new(&mut stdout).unpack(aside.path());
            // What pads the archive is read too: a pipe that is closed before would end git with an error.
            unpacked.and(std::io::copy(&mut stdout, &mut std::io::sink()).map(drop))
        }
        None => Ok(()),
    };
    let ended = archive.wait().map_err(|cause| refused(named, &cause.to_string()))?;
    unpacked.map_err(|cause| refused(named, &cause.to_string()))?;
    if ended.success() { Ok(aside) } else { Err(refused(named, "git archive failed")) }
}

/// What a git command prints.
fn git(named: &str, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new("git").args(arguments).output().map_err(|cause| refused(named, &format!("git cannot be run: {cause}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_string();
        return Err(refused(named, if said.is_empty() { "this repository has no such revision or folder" } else { &said }));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn refused(named: &str, why: &str) -> Error {
    Error::refused(
        format!("`{named}` is no folder, and no dataset of a git revision: {why}"),
        "write it as `HEAD~1:outputs/sample`, inside the repository",
    )
}
