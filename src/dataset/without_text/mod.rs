//! Rights-safe sharing: a dataset of offsets, codes, values and hashes, without a word of the articles; and the full one again from the
//! holder's own copy of the articles.

mod columns;
mod export;
mod parts;
mod rehydrate;
mod words;

pub use export::{Exported, export_without_text};
pub use rehydrate::{Rehydrated, read_options_of, rehydrate};

/// The manifest of the full dataset, by whose hashes it is proved equal.
const ORIGINAL: &str = "original.json";
