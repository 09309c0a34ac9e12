//! Finished datasets: their folder, their manifest, what of them is stale, and the comparison of two.

mod compare;
mod folder;
mod frame;
mod manifest;
mod staleness;

pub use compare::{Difference, RowDifference, Side, compare};
pub use folder::check_output_folder;
pub use frame::read_parquet;
pub use manifest::{InputSummary, Manifest, StageRecord, TableRecord, summarize_inputs};
pub use staleness::{TableStatus, status_of};
