//! Files against the hashes and lengths that the manifest has of them.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::short;
use crate::dataset::manifest::FileRecord;
use crate::hash::hex;

/// Bytes that are read at a time.
const BUFFER: usize = 1 << 20;

/// Length and hashes of a file.
pub(in crate::dataset) struct FileHashes {
    pub(in crate::dataset) bytes: u64,
    pub(in crate::dataset) sha256: String,
    /// BLAKE3 over what stands behind the first line: for a CSV as this program writes it, the hash of its rows.
    pub(in crate::dataset) behind_header: String,
}

impl FileHashes {
    /// In words, how the file differs from what was written.
    pub(super) fn difference(&self, written: &FileRecord) -> Option<String> {
        let (found, was) = (short(&self.sha256), short(&written.sha256));
        (self.sha256 != written.sha256)
            .then(|| format!("{} bytes, SHA-256 {found}…; written were {} bytes, {was}…", self.bytes, written.bytes))
    }
}

/// Reads a file once and hashes it.
pub(in crate::dataset) fn hash_file(path: &Path) -> std::io::Result<FileHashes> {
    let mut file = File::open(path)?;
    let (mut sha256, mut rows) = (Sha256::new(), blake3::Hasher::new());
    let (mut bytes, mut is_behind_header) = (0_u64, false);
    let mut buffer = vec![0; BUFFER];
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        let read = &buffer[..length];
        bytes += length as u64;
        sha256.update(read);
        if is_behind_header {
            rows.update(read);
        } else if let Some(end) = memchr::memchr(b'\n', read) {
            is_behind_header = true;
            rows.update(&read[end + 1..]);
        }
    }
    Ok(FileHashes { bytes, sha256: hex(sha256.finalize()), behind_header: rows.finalize().to_hex().to_string() })
}
