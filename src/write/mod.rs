//! Writers: record batches become files, one partition after the other.

mod arrow_stream;
mod column_hash;
mod csv;
mod dataset_writer;
mod encoded;
mod hashing_file;
mod joined_hash;
mod json_lines;
mod output_lock;
mod parquet;
mod pieces;
mod text_column;

pub use self::csv::{CsvOptions, csv_bytes, excel_safe_csv_bytes, without_safety};
pub use self::json_lines::json_lines_bytes;
pub use arrow_stream::ArrowStream;
pub use column_hash::{ColumnBytes, ColumnDigests, ColumnHashes, GrowingDigests};
pub use dataset_writer::{DatasetWriter, FileStates, FinishedDataset, TableFiles, WrittenFile};
pub use encoded::{ENCODING, EncodedPartition, EncodedTable, PartitionEncoder, Seal};
pub use hashing_file::HashState;
pub use joined_hash::JoinedHash;

use serde::{Deserialize, Serialize};

/// Where a dataset comes from, as each of its Parquet files tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The program and its version.
    pub tool: String,
    /// Id of the dataset, which its manifest has too.
    pub dataset: String,
}

/// A format that tables are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    Parquet,
    Csv,
}

impl FileFormat {
    /// Where a dataset keeps a table in this format, relative to its folder.
    pub fn path_of(self, table: &str) -> String {
        match self {
            FileFormat::Parquet => format!("parquet/{table}.parquet"),
            FileFormat::Csv => format!("csv/{table}.csv"),
        }
    }
}
