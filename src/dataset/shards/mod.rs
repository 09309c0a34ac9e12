//! Shards: what each must tell beside its rows, and all of them read as the one dataset that they are parts of.
//!
//! A shard is a dataset of its own. Its index says where its articles stood in the input and in the partitions of the whole run.

mod check;
mod index;
mod set;

pub use index::{INDEX_FILE, ShardUnit, index_bytes};
pub use set::ShardSet;
