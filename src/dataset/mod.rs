//! Finished datasets: their manifest, and the comparison of two.

mod folder;
mod manifest;

pub use folder::check_output_folder;
pub use manifest::{InputSummary, Manifest, StageRecord, TableRecord, summarize_inputs};
