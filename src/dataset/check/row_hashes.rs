//! The rows of a table hashed as a manifest has them: row group by row group, wherever the row groups of the file end that is read.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow::array::RecordBatch;

use super::Depth;
use crate::dataset::manifest::Manifest;
use crate::schema::TableSchema;
use crate::write::{ColumnBytes, ColumnHashes, GrowingDigests, JoinedHash, csv_bytes};

/// Rows as they are hashed, cut where row groups end. Any thread makes them.
pub(in crate::dataset) struct HashedRows {
    slices: Vec<HashedSlice>,
}

/// Rows of one row group as CSV, and column by column.
struct HashedSlice {
    csv: Vec<u8>,
    /// Made for a deep check alone.
    columns: Option<ColumnBytes>,
    /// Whether the row group ends with them.
    ends_row_group: bool,
}

/// The hashes of the rows of a file.
pub(super) struct RowHashes {
    /// Over all rows as CSV.
    pub(super) text: String,
    /// As a manifest has it.
    pub(super) rows: String,
    /// As a manifest has them, by column; of no rows where the check is not deep.
    pub(super) columns: BTreeMap<String, String>,
}

/// Takes the rows of a table in order.
#[derive(Default)]
pub(in crate::dataset) struct RowHasher {
    text: blake3::Hasher,
    /// Of the row group whose end is still to come.
    open: Option<(blake3::Hasher, GrowingDigests)>,
    rows: JoinedHash,
    columns: ColumnHashes,
}

/// Behind which row each row group of a table ends; nothing where the table was hashed as one.
pub(in crate::dataset) fn row_group_ends(manifest: Option<&Manifest>, table: &str) -> Vec<u64> {
    let record = manifest.iter().flat_map(|manifest| &manifest.tables).find(|record| record.name == table);
    let mut end = 0;
    let mut end_of = |rows: &u64| {
        end += rows;
        end
    };
    record.iter().flat_map(|record| &record.row_groups).map(&mut end_of).collect()
}

impl HashedRows {
    /// Some rows, by their numbers in the table.
    pub(in crate::dataset) fn of(batch: &RecordBatch, rows: &[u64], row_group_ends: &[u64], depth: Depth) -> HashedRows {
        let slice = |rows: Range<usize>, ends_row_group: bool| {
            let batch = batch.slice(rows.start, rows.len());
            let columns = (depth == Depth::Everything).then(|| ColumnBytes::of(&batch));
            HashedSlice { csv: csv_bytes(&batch, false), columns, ends_row_group }
        };
        let (mut slices, mut start) = (Vec::new(), 0);
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            let inside = row_group_ends.iter().skip_while(|end| *end <= first).take_while(|end| **end <= last + 1);
            for end in inside {
                let next = rows.partition_point(|row| row < end);
                slices.push(slice(start..next, true));
                start = next;
            }
        }
        if start < rows.len() {
            slices.push(slice(start..rows.len(), false));
        }
        HashedRows { slices }
    }
}

impl RowHasher {
    pub(in crate::dataset) fn add(&mut self, rows: &HashedRows) {
        for slice in &rows.slices {
            self.text.update(&slice.csv);
            let (rows, digests) = self.open.get_or_insert_default();
            rows.update(&slice.csv);
            slice.columns.iter().for_each(|columns| digests.add(columns));
            if slice.ends_row_group {
                self.end_row_group();
            }
        }
    }

    fn end_row_group(&mut self) {
        if let Some((rows, digests)) = self.open.take() {
            self.rows.add(rows.finalize());
            self.columns.add(&digests.finish());
        }
    }

    /// The hash of all rows as a manifest has it.
    pub(in crate::dataset) fn rows(mut self) -> String {
        self.end_row_group();
        self.rows.finish().to_hex().to_string()
    }

    /// All hashes of the table.
    pub(super) fn finish(mut self, schema: &TableSchema) -> RowHashes {
        self.end_row_group();
        let columns = std::mem::take(&mut self.columns).finish(schema.fields.iter().map(|field| field.name.clone()));
        RowHashes { text: self.text.finalize().to_hex().to_string(), rows: self.rows(), columns }
    }
}
