//! Rights-safe sharing: a dataset of offsets, codes, values and hashes, without a word of the articles; and the full one again from the
//! holder's own copy of the articles.

mod columns;
mod export;
mod parts;
mod rehydrate;
mod words;

pub use export::{Exported, export_without_text};
pub use rehydrate::{Rehydrated, read_options_of, rehydrate};

use super::stored::StoredDataset;

/// The manifest of the full dataset, by whose hashes it is proved equal.
pub(super) const ORIGINAL: &str = "original.json";

/// Ends the version of every table's schema.
const ENDING: &str = "-without-text";

/// Whether a dataset was exported without text.
pub(super) fn is_without_text(dataset: &StoredDataset) -> bool {
    dataset.manifest.iter().flat_map(|manifest| &manifest.tables).any(|table| table.schema.ends_with(ENDING))
}
