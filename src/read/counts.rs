//! What readers met: for each format the records of its files, and what became of them.

use std::collections::BTreeMap;

use serde::Serialize;

/// Records of one format. `articles`, `left_out` and `passed_over` add up to `records`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FormatCounts {
    /// Files, and members of archives.
    pub files: u64,
    pub records: u64,
    pub articles: u64,
    /// Records that should have been articles and could not be read: each has a row in `problems`.
    pub left_out: u64,
    /// Records that are no articles by their nature, such as the requests of a WARC file.
    pub passed_over: u64,
}

/// The counts by name of the format.
pub type ReadCounts = BTreeMap<&'static str, FormatCounts>;
