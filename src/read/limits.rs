//! `[input.limits]`: how much of anything is read, so that no input takes memory or time without end.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What is beyond a limit is a problem and no article; what stands beside it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one record: a line, a row, a page, a text file.
    pub record_bytes: u64,
    /// Bytes of one page of HTML, which takes some twenty times as much memory.
    pub page_bytes: u64,
    /// Bytes of one page of a Parquet file, and of one record batch or all dictionaries of an Arrow IPC file, unpacked.
    pub batch_bytes: u64,
    /// Bytes of the text of one article, in UTF-8; 256 MB at most.
    pub article_bytes: u64,
    /// Records of one file, or of one member of an archive.
    pub file_records: u64,
    /// Members of one archive.
    pub archive_members: u64,
    /// How many times as long as the packed bytes the unpacked ones may be, once there are more than 64 MB of them.
    pub expansion: u64,
}

/// What may be unpacked from however few bytes.
pub(super) const FREE_BYTES: u64 = 64 << 20;

/// Texts of a column are counted in 31 bits, a partition holds its longest article whole, and a word may stand in several rows of a table (quotations
/// nest a few deep).
const MOST_ARTICLE_BYTES: u64 = 1 << 28;

impl Limits {
    /// # Errors
    /// Where a limit is larger than the tables can hold, or lets nothing in.
    pub fn check(&self) -> Result<()> {
        let limits = [
            ("record_bytes", self.record_bytes),
            ("page_bytes", self.page_bytes),
            ("batch_bytes", self.batch_bytes),
            ("article_bytes", self.article_bytes),
            ("file_records", self.file_records),
            ("archive_members", self.archive_members),
            ("expansion", self.expansion),
        ];
        if let Some((name, _)) = limits.iter().find(|(_, limit)| *limit == 0) {
            let message = format!("`{name} = 0` in `[input.limits]` lets nothing in");
            return Err(Error::refused(message, "write a larger number, or leave it out"));
        }
        let bytes = self.article_bytes;
        if bytes <= MOST_ARTICLE_BYTES {
            return Ok(());
        }
        let message =
            format!("`article_bytes = {bytes}` in `[input.limits]` is more than the {MOST_ARTICLE_BYTES} that a table can hold");
        Err(Error::refused(message, "write a smaller number, and cut longer texts into several articles"))
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            record_bytes: 64 << 20,
            page_bytes: 8 << 20,
            batch_bytes: 256 << 20,
            article_bytes: 8 << 20,
            file_records: 10_000_000,
            archive_members: 1_000_000,
            expansion: 200,
        }
    }
}
