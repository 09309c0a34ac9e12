//! A file that knows the hash of what was written to it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::digest::common::hazmat::{SerializableState, SerializedState};
use sha2::{Digest, Sha256};

use super::WrittenFile;
use crate::error::{Error, Result};
use crate::hash::hex;

/// How far the hash of a file had come behind some of its bytes. Whoever knows that a file begins with the same bytes need not hash them again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashState(Vec<u8>);

impl HashState {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn from_bytes(bytes: &[u8]) -> HashState {
        HashState(bytes.to_vec())
    }

    fn hasher(&self) -> Option<Sha256> {
        let state = SerializedState::<Sha256>::try_from(self.0.as_slice()).ok()?;
        Sha256::deserialize(&state).ok()
    }
}

/// A file of a dataset on its way to disk.
pub(super) struct HashingFile {
    output: BufWriter<File>,
    /// Relative to the dataset folder.
    name: String,
    path: PathBuf,
    hash: Sha256,
    /// Of what comes next the hash is known.
    is_hashed_already: bool,
    bytes: u64,
}

impl HashingFile {
    /// Makes a file of this name in a folder.
    pub(super) fn create(folder: &Path, name: &str) -> Result<HashingFile> {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|cause| Error::file("make the folder", parent, cause))?;
        let file = File::create(&path).map_err(|cause| Error::file("write", &path, cause))?;
        let (output, hash) = (BufWriter::new(file), Sha256::new());
        Ok(HashingFile { output, name: name.to_string(), path, hash, is_hashed_already: false, bytes: 0 })
    }

    /// How far the hash has come.
    pub(super) fn state(&self) -> HashState {
        HashState(self.hash.serialize().to_vec())
    }

    /// Has `write` write what brings the hash to this state, without hashing it, if it is one.
    pub(super) fn write_known<E>(
        &mut self,
        state: Option<&HashState>,
        write: impl FnOnce(&mut HashingFile) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let hash = state.and_then(HashState::hasher);
        self.is_hashed_already = hash.is_some();
        let written = write(self);
        self.is_hashed_already = false;
        self.hash = hash.unwrap_or_else(|| std::mem::take(&mut self.hash));
        written
    }

    pub(super) fn finish(mut self) -> Result<WrittenFile> {
        self.output.flush().map_err(|cause| Error::file("write", &self.path, cause))?;
        let sha256 = hex(self.hash.finalize());
        Ok(WrittenFile { path: self.name, bytes: self.bytes, sha256 })
    }
}

impl Write for HashingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.output.write(bytes)?;
        if !self.is_hashed_already {
            self.hash.update(&bytes[..written]);
        }
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_hashed_again() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let write = |name: &str, known: Option<&HashState>| {
            let mut file = HashingFile::create(folder.path(), name).expect("a file is made");
            file.write_all(b"source,rows\n").expect("it is written");
            file.write_known(known, |file| file.write_all(b"press,3\n")).expect("it is written");
            let state = file.state();
            file.write_all(b"wire,4\n").expect("it is written");
            (state, file.finish().expect("it is finished").sha256)
        };
        let (state, whole) = write("a.csv", None);
        assert_eq!(whole, hex(Sha256::digest(b"source,rows\npress,3\nwire,4\n")));
        assert_eq!(write("b.csv", Some(&HashState::from_bytes(state.as_bytes()))), (state.clone(), whole.clone()));
        assert_eq!(write("c.csv", Some(&HashState::from_bytes(b"none"))).1, whole, "what is no state is passed over");
    }
}
