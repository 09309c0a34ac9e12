//! Shards become the dataset that a run without shards writes, byte for byte.
//!
//! Each partition of the whole is put together from the rows of all shards in the order of the input and encoded anew, so that its row group is
//! the one that the whole run makes. Duplicates are found over the fingerprints that the shards carry.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::copies::write_duplicates;
use super::rows::pinned_tables;
use crate::dataset::ShardSet;
use crate::duplicates::Ledger;
use crate::error::{Error, Result};
use crate::package::complete;
use crate::write::{DatasetWriter, EncodedPartition, FinishedDataset, TableFiles};

/// Merges the shards in `folders`, given in any order, and leaves the dataset beside `output`.
///
/// # Errors
/// Folders that are not all the shards of one dataset; a file that cannot be read or written.
pub fn merge(folders: &[PathBuf], output: &Path, threads: usize) -> Result<(FinishedDataset, Vec<TableFiles>)> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.min(super::MOST_THREADS)).build();
    let pool = pool.map_err(|cause| Error::refused(format!("cannot start threads: {cause}"), "try `--threads 1`"))?;
    pool.install(|| merge_here(folders, output))
}

fn merge_here(folders: &[PathBuf], output: &Path) -> Result<(FinishedDataset, Vec<TableFiles>)> {
    let shards = ShardSet::open(folders)?;
    let manifest = &shards.manifest;
    let (mut writer, encoder) =
        DatasetWriter::begin(output, &shards.schemas, &shards.part.formats, manifest.csv, &manifest.provenance())?;
    let partitions: Vec<usize> = (0..shards.partitions()).collect();
    for some in partitions.chunks(rayon::current_num_threads()) {
        let encode = |&partition: &usize| encoder.encode(shards.batches(partition)?.into_iter().map(Ok));
        let encoded: Vec<Result<EncodedPartition>> = some.par_iter().map(encode).collect();
        writer.append(encoded.into_iter().collect::<Result<_>>()?)?;
    }
    let mut ledger = Ledger::new(writer.folder())?;
    shards.articles.iter().try_for_each(|(id, fingerprint)| ledger.add(id, fingerprint))?;
    write_duplicates(&mut ledger, &pinned_tables(&shards.tables, &shards.schemas)?, &mut writer, &encoder)?;
    let (dataset, tables) = writer.finish()?;
    complete(&dataset, shards.manifest.with_tables(&tables), shards.part.package)?;
    Ok((dataset, tables))
}
