//! Writers: record batches become files, one partition after the other.

mod csv;
mod dataset_writer;
mod json_lines;
mod parquet;
mod text_column;

pub use self::csv::csv_bytes;
pub use self::json_lines::json_lines_bytes;
pub use dataset_writer::{DatasetWriter, EncodedPartition, FinishedDataset, PartitionEncoder, TableFiles, WrittenFile};
