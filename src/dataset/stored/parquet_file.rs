//! A Parquet file of a table, written by this program or by another: any of its rows as one batch.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use arrow::datatypes::{Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection};

use crate::shield::without_panic;

/// Rows that are decoded at a time. What a file says of its length is not believed before its rows are there.
const BATCH_ROWS: usize = 65_536;

/// An opened file: its footer is read, its rows are not.
pub(super) struct ParquetFile {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    /// First row of each row group, and behind them the number of rows.
    starts: Vec<u64>,
}

impl ParquetFile {
    /// Reads the footer. An error says in words why the file is none.
    pub(super) fn open(path: &Path) -> Result<ParquetFile, String> {
        let file = File::open(path).map_err(|cause| cause.to_string())?;
        let load = || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(|cause| in_words(&cause));
        let metadata = shielded(load)?;
        let mut starts = vec![0_u64];
        for group in metadata.metadata().row_groups() {
            let rows = u64::try_from(group.num_rows()).map_err(|_| "a row group has a negative number of rows".to_string())?;
            starts.push(starts.last().copied().unwrap_or_default().saturating_add(rows));
        }
        Ok(ParquetFile { path: path.to_path_buf(), metadata, starts })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        self.metadata.schema()
    }

    pub(super) fn rows(&self) -> u64 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The row groups.
    pub(super) fn chunks(&self) -> Vec<Range<u64>> {
        self.starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|rows| !rows.is_empty()).collect()
    }

    /// These rows, in ascending ranges, with the columns of these names (those that the file has).
    pub(super) fn read(&self, ranges: &[Range<u64>], columns: &[&str]) -> Result<RecordBatch, String> {
        shielded(|| self.decode(ranges, columns))
    }

    fn decode(&self, ranges: &[Range<u64>], columns: &[&str]) -> Result<RecordBatch, String> {
        let (groups, selected, rows_in_groups) = self.selection(ranges);
        let file = File::open(&self.path).map_err(|cause| cause.to_string())?;
        let mask = ProjectionMask::columns(self.metadata.parquet_schema(), columns.iter().copied());
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(mask)
            .with_batch_size(BATCH_ROWS)
            .with_row_groups(groups);
        if selected.iter().map(Range::len).sum::<usize>() < rows_in_groups {
            builder = builder.with_row_selection(RowSelection::from_consecutive_ranges(selected.into_iter(), rows_in_groups));
        }
        let reader = builder.build().map_err(|cause| in_words(&cause))?;
        let schema = Schema::new(
            self.schema().fields().iter().filter(|field| columns.contains(&field.name().as_str())).cloned().collect::<Vec<_>>(),
        );
        let batches = reader.collect::<Result<Vec<RecordBatch>, _>>().map_err(|cause| cause.to_string())?;
        let schema = batches.first().map_or_else(|| schema.into(), RecordBatch::schema);
        concat_batches(&schema, &batches).map_err(|cause| cause.to_string())
    }

    /// The row groups that hold some of these rows, the rows counted from the beginning of the first of these groups on as if they
    /// followed each other, and how many rows these groups have.
    fn selection(&self, ranges: &[Range<u64>]) -> (Vec<usize>, Vec<Range<usize>>, usize) {
        let (mut groups, mut selected, mut before) = (Vec::new(), Vec::new(), 0_usize);
        for (group, bounds) in self.starts.windows(2).enumerate() {
            let first = ranges.partition_point(|range| range.end <= bounds[0]);
            let inside: Vec<Range<usize>> = ranges[first..]
                .iter()
                .take_while(|range| range.start < bounds[1])
                .map(|range| (range.start.max(bounds[0]) - bounds[0]) as usize..(range.end.min(bounds[1]) - bounds[0]) as usize)
                .filter(|range| !range.is_empty())
                .collect();
            if !inside.is_empty() {
                groups.push(group);
                selected.extend(inside.into_iter().map(|range| before + range.start..before + range.end));
                before += (bounds[1] - bounds[0]) as usize;
            }
        }
        (groups, selected, before)
    }
}

/// Reads what somebody else may have broken.
fn shielded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    without_panic(read).unwrap_or_else(|| Err("its bytes are broken".to_string()))
}

/// The message of the reader, which begins with the name of its own kind of error.
fn in_words(cause: &parquet::errors::ParquetError) -> String {
    let message = cause.to_string();
    message.strip_prefix("Parquet error: ").map_or(message.clone(), str::to_string)
}
