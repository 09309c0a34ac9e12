//! Writers: record batches become files, one partition after the other.

mod csv;
mod dataset_writer;
mod parquet;

pub use self::csv::csv_bytes;
pub use dataset_writer::{DatasetWriter, EncodedPartition, FinishedDataset, PartitionEncoder, TableFiles, WrittenFile};
