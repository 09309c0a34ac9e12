//! Records too many for memory, laid into files by what they begin with, so that each file can be worked on alone.

use std::fs::File;
use std::io::{BufWriter, Read, Result, Seek, SeekFrom, Write};

use rayon::prelude::*;

/// Files without a name, each with records of as many bytes. Numbers in them are big-endian, so that they are sorted as bytes.
pub(super) struct Buckets<const BYTES: usize> {
    files: Vec<BufWriter<File>>,
}

impl<const BYTES: usize> Buckets<BYTES> {
    /// So many buckets, each in a file that `file` makes.
    pub(super) fn new<E>(count: u64, file: impl Fn() -> std::result::Result<BufWriter<File>, E>) -> std::result::Result<Self, E> {
        Ok(Buckets { files: (0..count).map(|_| file()).collect::<std::result::Result<_, E>>()? })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.files.len() as u64
    }

    /// Adds a record to a bucket.
    pub(super) fn add(&mut self, bucket: u64, record: &[u8; BYTES]) -> Result<()> {
        self.files[bucket as usize].write_all(record)
    }

    /// All buckets in order.
    pub(super) fn into_each(self) -> impl Iterator<Item = Result<Bucket<BYTES>>> + use<BYTES> {
        self.files.into_iter().map(|file| Bucket::read(file.into_inner()?))
    }
}

/// A record as one number in the same order, since numbers are compared at once. No record is longer.
fn number_of<const BYTES: usize>(record: &[u8; BYTES]) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    bytes[..BYTES].copy_from_slice(record);
    u128::from_be_bytes(bytes)
}

/// The records of one bucket, in the order in which they were added.
pub(super) struct Bucket<const BYTES: usize> {
    bytes: Vec<u8>,
}

impl<const BYTES: usize> Bucket<BYTES> {
    fn read(mut file: File) -> Result<Self> {
        let mut bytes = Vec::with_capacity(file.metadata()?.len() as usize);
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        Ok(Bucket { bytes })
    }

    /// The same records, sorted.
    pub(super) fn sorted(mut self) -> Self {
        self.bytes.as_chunks_mut().0.par_sort_unstable_by_key(number_of::<BYTES>);
        self
    }

    /// The records in their order.
    pub(super) fn records(&self) -> &[[u8; BYTES]] {
        self.bytes.as_chunks().0
    }
}
