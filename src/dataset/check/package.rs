//! The files around the tables.

use super::finding::{Finding, Findings};
use super::hashes::hash_file;
use crate::dataset::manifest::Manifest;
use crate::dataset::shards::INDEX_FILE;
use crate::dataset::stored::StoredDataset;
use crate::dataset::without_text::ORIGINAL;

/// Compares them with the manifest. They hold no rows: one that was edited is a warning, and whoever has no use for one may leave it out. But
/// without its index a shard cannot be merged, and without the manifest of the original nothing is proved of a rehydrated dataset.
pub(super) fn check_package(dataset: &StoredDataset, manifest: &Manifest, findings: &mut Findings) {
    for (path, written) in &manifest.package {
        let is_needed = path == INDEX_FILE || path == ORIGINAL;
        let message = match hash_file(&dataset.folder.join(path)) {
            Ok(found) if found.sha256 == written.sha256 => continue,
            Ok(_) => "it is not the file that was written".to_string(),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound && is_needed => "it is not there".to_string(),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
            Err(cause) => format!("it cannot be read: {cause}"),
        };
        let finding = Finding::of_file("package", path, message);
        findings.push(if is_needed { finding } else { finding.as_warning() });
    }
    if manifest.part.is_some() && !manifest.package.contains_key(INDEX_FILE) {
        findings.push(Finding::of_file("package", INDEX_FILE, "the manifest of a shard lists it, and this one does not"));
    }
}
