//! One writer at a time for each output folder, and what killed writers left.
//!
//! Everything that a writer makes before its dataset stands in its place has a name beside the output folder that begins with `.columnist-<name>.`: the
//! lock, the folders that are being written. Whoever holds the lock is the only writer, so that all other such folders are leftovers.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use crate::error::{Error, Result};

/// Letters that a temporary folder's name ends in.
const RANDOM: usize = 6;
/// Ending of the old dataset's name while the new one takes its place, where two folders cannot be exchanged at once.
const REPLACED: &str = "replaced";

/// The right to write into an output folder. It ends when it is dropped, and with the process however that ends.
pub(super) struct OutputLock {
    output: PathBuf,
    path: PathBuf,
    file: File,
}

impl OutputLock {
    /// Takes the lock; brings back a dataset that was about to be replaced, and removes what killed writers left.
    ///
    /// # Errors
    /// Where another process holds it: the message says which and since when.
    pub(super) fn take(output: &Path) -> Result<OutputLock> {
        let output = &behind_link(output)?;
        let parent = parent_of(output);
        fs::create_dir_all(parent).map_err(|cause| Error::file("make the folder", parent, cause))?;
        let path = name_beside(output, "lock");
        loop {
            let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = opened.map_err(|cause| Error::file("write into", parent, cause))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(held_by_another(output, &mut file)),
                Err(TryLockError::Error(cause)) if cause.kind() != std::io::ErrorKind::Unsupported => {
                    return Err(Error::file("lock", &path, cause));
                }
                // A file system without locks has no other writers to offer either.
                _ => {}
            }
            if is_still_at(&file, &path) {
                let lock = OutputLock { output: output.to_path_buf(), path, file };
                lock.say_who();
                lock.tidy_up()?;
                return Ok(lock);
            }
        }
    }

    /// An empty folder on the same file system as the output.
    pub(super) fn staging(&self) -> Result<TempDir> {
        let parent = parent_of(&self.output);
        let prefix = format!(".columnist-{}.", name_of(&self.output));
        let staging = tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempdir_in(parent);
        staging.map_err(|cause| Error::file("write into", parent, cause))
    }

    /// Puts the folder `new` in the place of the output. The old one or the new one stands there at every moment, wherever the system can exchange two folders at
    /// once; elsewhere a process that is killed between two renames leaves the old one beside its place, and the next writer brings it back.
    pub(super) fn put_in_place(&self, new: &Path) -> Result<()> {
        let output = &self.output;
        let replaced = if output.exists() { exchange(new, output) } else { fs::rename(new, output) };
        match replaced {
            // The old dataset goes with the temporary folder whose name it has now.
            Ok(()) => {}
            Err(cause) if can_do_without(&cause) => self.rename_twice(new)?,
            Err(cause) => return Err(Error::file("put in place", output, cause)),
        }
        write_out_folder(parent_of(output))?;
        remove_files(new);
        Ok(())
    }

    /// Gives a temporary folder, which is for its owner alone, the mode of the folder that it will replace; where there is none, that of any new folder.
    ///
    /// # Errors
    /// Where modes cannot be read or set.
    #[cfg(unix)]
    pub(super) fn give_mode_of_output(&self, folder: &Path) -> Result<()> {
        let failed = |cause| Error::file("set the mode of", folder, cause);
        let mode = match fs::metadata(&self.output) {
            Ok(metadata) => metadata.permissions(),
            Err(_) => {
                let new = folder.join("new");
                fs::create_dir(&new).map_err(failed)?;
                let mode = fs::metadata(&new).map_err(failed)?.permissions();
                fs::remove_dir(&new).map_err(failed)?;
                mode
            }
        };
        fs::set_permissions(folder, mode).map_err(failed)
    }

    #[cfg(not(unix))]
    pub(super) fn give_mode_of_output(&self, _folder: &Path) -> Result<()> {
        Ok(())
    }

    fn rename_twice(&self, new: &Path) -> Result<()> {
        let (output, old) = (&self.output, name_beside(&self.output, REPLACED));
        fs::rename(output, &old).map_err(|cause| Error::file("move away", output, cause))?;
        if let Err(cause) = fs::rename(new, output) {
            fs::rename(&old, output).map_err(|cause| Error::file("bring back", output, cause))?;
            return Err(Error::file("put in place", output, cause));
        }
        fs::remove_dir_all(&old).map_err(|cause| Error::file("remove", old, cause))
    }

    /// For whoever finds the output locked. That it cannot be written takes nothing from the lock.
    fn say_who(&self) {
        let since = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        let _ = self.file.set_len(0);
        let _ = (&self.file).write_all(format!("process {} since {since}", std::process::id()).as_bytes());
    }

    fn tidy_up(&self) -> Result<()> {
        let replaced = name_beside(&self.output, REPLACED);
        if replaced.exists() && !self.output.exists() {
            fs::rename(&replaced, &self.output).map_err(|cause| Error::file("bring back", &self.output, cause))?;
        }
        let parent = parent_of(&self.output);
        let entries = fs::read_dir(parent).map_err(|cause| Error::file("read the folder", parent, cause))?;
        let is_leftover = |entry: &fs::DirEntry| entry.path().is_dir() && self.is_leftover(&entry.file_name().to_string_lossy());
        entries.flatten().filter(is_leftover).for_each(|entry| remove_leftover(&entry.path()));
        Ok(())
    }

    fn is_leftover(&self, name: &str) -> bool {
        let rest = name.strip_prefix(".columnist-").and_then(|name| name.strip_prefix(&name_of(&self.output)));
        rest.and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(|rest| rest == REPLACED || (rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())))
    }
}

/// Removes the files of the old dataset side by side: each is as large as what the system has to give free for it. What stays goes with its folder.
fn remove_files(folder: &Path) {
    let entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.par_iter().for_each(|path| match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => remove_files(path),
        _ => _ = fs::remove_file(path),
    });
}

/// Removes what an earlier writer left. What cannot be removed is in nobody's way, and is told of.
fn remove_leftover(folder: &Path) {
    if let Err(cause) = fs::remove_dir_all(folder).or_else(|_| make_writable(folder).and_then(|()| fs::remove_dir_all(folder))) {
        // A stderr that is closed has nobody to tell.
        let _ = writeln!(std::io::stderr(), "note: {} is left of an earlier run and cannot be removed: {cause}", folder.display());
    }
}

/// Lets files be removed from a folder and those below it, as far as they are ours.
#[cfg(unix)]
fn make_writable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            make_writable(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_writable(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // It is removed while it is held: whoever opened it before sees that its name is gone and opens another.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The folder that is replaced: of a link the one that it leads to, so that the link stays, and whoever writes to either holds the same lock.
fn behind_link(output: &Path) -> Result<PathBuf> {
    if !output.is_symlink() {
        return Ok(output.to_path_buf());
    }
    fs::canonicalize(output).map_err(|cause| Error::file("follow the link", output, cause))
}

fn held_by_another(output: &Path, file: &mut File) -> Error {
    let mut who = String::new();
    let is_told = file.read_to_string(&mut who).is_ok() && !who.is_empty();
    let who = if is_told { who } else { "another process".to_string() };
    Error::refused(
        format!("{} is being written by {who}: nothing was written", output.display()),
        "wait until it ends, or choose another `dir` in `[output]`",
    )
}

fn parent_of(output: &Path) -> &Path {
    output.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn name_of(output: &Path) -> String {
    output.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn name_beside(output: &Path, ending: &str) -> PathBuf {
    parent_of(output).join(format!(".columnist-{}.{ending}", name_of(output)))
}

/// Has the disk take the names in a folder.
#[cfg(unix)]
pub(super) fn write_out_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(|cause| Error::file("write out", folder, cause))
}

#[cfg(not(unix))]
pub(super) fn write_out_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

/// Whether `path` still names the file that was opened.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().ok().map(place) == fs::metadata(path).ok().map(place)
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Whether a file system says that it does not know how to exchange.
fn can_do_without(cause: &std::io::Error) -> bool {
    matches!(cause.kind(), std::io::ErrorKind::Unsupported | std::io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(folder: &Path, word: &str) {
        fs::create_dir_all(folder).expect("a folder is made");
        fs::write(folder.join("manifest.json"), word).expect("a file is written");
    }

    fn word_in(folder: &Path) -> String {
        fs::read_to_string(folder.join("manifest.json")).expect("it is there")
    }

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock_and_gets_it_afterwards() {
        let parent = tempfile::tempdir().expect("a folder is made");
        let output = parent.path().join("out");
        let lock = OutputLock::take(&output).expect("it is free");
        let refused = OutputLock::take(&output).err().expect("it is held").to_string();
        assert!(refused.contains(&format!("process {} since ", std::process::id())), "{refused}");
        OutputLock::take(&parent.path().join("out.2")).expect("another output is free");
        drop(lock);
        OutputLock::take(&output).expect("it is free again");
        assert_eq!(fs::read_dir(parent.path()).expect("it is there").count(), 0, "nothing is left");
    }

    #[test]
    fn both_ways_replace_the_old_dataset() {
        let parent = tempfile::tempdir().expect("a folder is made");
        let output = parent.path().join("out");
        let lock = OutputLock::take(&output).expect("it is free");
        for (word, twice) in [("first", false), ("second", false), ("third", true)] {
            let staging = lock.staging().expect("a folder is made");
            dataset(staging.path(), word);
            if twice { lock.rename_twice(staging.path()) } else { lock.put_in_place(staging.path()) }.expect("it is replaced");
            assert_eq!(word_in(&output), word);
        }
        drop(lock);
        assert_eq!(fs::read_dir(parent.path()).expect("it is there").count(), 1, "nothing is left besides");
    }

    #[test]
    fn a_writer_killed_between_two_renames_leaves_the_old_dataset() {
        let parent = tempfile::tempdir().expect("a folder is made");
        let output = parent.path().join("out");
        dataset(&parent.path().join(".columnist-out.replaced"), "old");
        dataset(&parent.path().join(".columnist-out.abC123"), "half of the new");
        dataset(&parent.path().join(".columnist-out.2.abC123"), "of another output");
        drop(OutputLock::take(&output).expect("it is free"));
        assert_eq!(word_in(&output), "old");
        assert!(!parent.path().join(".columnist-out.abC123").exists(), "leftovers are swept");
        assert!(parent.path().join(".columnist-out.2.abC123").exists(), "those of others are not");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_the_folder_behind_it_is_replaced() {
        let parent = tempfile::tempdir().expect("a folder is made");
        let (there, link) = (parent.path().join("there"), parent.path().join("link"));
        dataset(&there, "old");
        std::os::unix::fs::symlink("there", &link).expect("a link is made");
        let lock = OutputLock::take(&link).expect("it is free");
        OutputLock::take(&there).err().expect("it is held under either name");
        let staging = lock.staging().expect("a folder is made");
        dataset(staging.path(), "new");
        lock.put_in_place(staging.path()).expect("it is replaced");
        assert!(link.is_symlink());
        assert_eq!((word_in(&link), word_in(&there)), ("new".to_string(), "new".to_string()));
        std::os::unix::fs::symlink("nowhere", parent.path().join("lost")).expect("a link is made");
        let refused = OutputLock::take(&parent.path().join("lost")).err().expect("it leads nowhere").to_string();
        assert!(refused.contains("follow the link"), "{refused}");
    }

    #[test]
    fn an_old_dataset_behind_a_finished_one_is_swept() {
        let parent = tempfile::tempdir().expect("a folder is made");
        let output = parent.path().join("out");
        dataset(&output, "new");
        dataset(&parent.path().join(".columnist-out.replaced"), "old");
        drop(OutputLock::take(&output).expect("it is free"));
        assert_eq!(word_in(&output), "new");
        assert!(!parent.path().join(".columnist-out.replaced").exists());
    }
}
