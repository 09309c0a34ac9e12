//! Finished datasets: their folder, their manifest, what of them is stale, and the comparison of two.

mod apart;
mod article_changes;
mod changed_values;
pub mod check;
mod compare;
pub mod diff;
mod folder;
mod frame;
mod lock;
mod manifest;
mod manifest_check;
mod migrate;
mod shards;
mod staleness;
pub mod stored;
pub mod without_text;

pub use apart::check_apart;
pub use article_changes::ArticleChanges;
pub use compare::{Difference, Side, compare};
pub use folder::{PACKAGE_FILES, check_output_folder, first_changed_file, package_paths, sidecar_path};
pub use frame::first_rows;
pub use lock::{Lock, lock_file_of};
pub use manifest::{FileRecord, InputSummary, Manifest, StageRecord, TableRecord, summarize_inputs};
pub use migrate::{DatasetMigration, TableMigration};
pub use shards::{INDEX_FILE, ShardSet, ShardUnit, index_bytes};
pub use staleness::{Details, TableStatus, status_of};
