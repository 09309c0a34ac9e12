//! Finished pieces of datasets, kept beside the pipeline file so that a run makes again only what is stale.
//!
//! An entry is named by the hash of all that it was made from, and begins with the hash of its own bytes. So nothing in the cache is ever out of date, a damaged entry is
//! as good as none, the folder may be removed at any time, and any number of runs may use it at once. No time stamp decides anything but which entries
//! go first when there are too many.

mod buffers;
mod store;
mod sweep;

pub use buffers::Buffers;
pub use store::{Cache, Entry, Key, KeyBuilder};
pub use sweep::{DEFAULT_LIMIT, Swept, parse_size};
