//! A dataset without text: its tables follow no released schema, and its spans have no words, so its files are held against their hashes alone.

use super::files::check_unlisted;
use super::finding::{Finding, Findings};
use super::hashes::hash_file;
use super::package::check_package;
use super::{Checked, CheckedTable, Depth};
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::tables::table_named;

/// Compares every file with the manifest.
pub(super) fn check_bare(dataset: &StoredDataset, depth: Depth) -> Result<Checked> {
    let Some(manifest) = dataset.manifest.as_ref().filter(|_| depth == Depth::Everything) else {
        let message = format!("{} has no text: its tables follow no released schema", dataset.folder.display());
        return Err(Error::refused(message, "`columnist verify` compares its files with their hashes"));
    };
    let mut checked = Checked { tables: Vec::new(), findings: Findings::default(), is_by_hash_alone: true };
    for record in &manifest.tables {
        for (path, written) in &record.files {
            let finding = match hash_file(&dataset.folder.join(path)) {
                Ok(found) => found.difference(written).map(|message| Finding::of_file("bytes", path, message)),
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                    Some(Finding::of_file("missing", path, "the manifest lists it and it is not there"))
                }
                Err(cause) => Some(Finding::of_file("unreadable", path, format!("it cannot be read: {cause}"))),
            };
            finding.into_iter().for_each(|finding| checked.findings.push(finding));
        }
        let table = table_named(&record.name);
        let files = record.files.keys().cloned().collect();
        checked.tables.extend(table.map(|table| CheckedTable { name: table.name, rows: Some(record.rows), files }));
    }
    check_unlisted(dataset, manifest, &mut checked.findings);
    check_package(dataset, manifest, &mut checked.findings);
    Ok(checked)
}
