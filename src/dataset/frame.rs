//! Tables of finished datasets as polars frames.
//!
//! arrow and polars keep columns in memory of their own: batches are handed over as an Arrow IPC stream in memory, which needs no
//! `unsafe` and no version in common.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};
use arrow::ipc::writer::StreamWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use polars::prelude::{DataFrame, IpcStreamReader, SerReader};

use crate::error::{Error, Result};

/// Reads the first rows of a Parquet file as a frame. Enumerations become strings.
///
/// # Errors
/// A file that is missing or is no Parquet.
pub fn first_rows(path: &Path, rows: usize) -> Result<DataFrame> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::refused(format!("cannot read the table {}: {cause}", path.display()), "run the pipeline again to write it anew")
    };
    let file = File::open(path).map_err(|cause| Error::file("read", path, cause))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| unreadable(&cause))?;
    let schema = Arc::new(without_dictionaries(builder.schema()));
    let reader = builder.with_limit(rows).build().map_err(|cause| unreadable(&cause))?;
    let mut stream = StreamWriter::try_new(Vec::new(), &schema).map_err(|cause| unreadable(&cause))?;
    for batch in reader {
        let batch = batch.and_then(|batch| plain_batch(&batch, &schema)).map_err(|cause| unreadable(&cause))?;
        stream.write(&batch).map_err(|cause| unreadable(&cause))?;
    }
    let bytes = stream.into_inner().map_err(|cause| unreadable(&cause))?;
    IpcStreamReader::new(Cursor::new(bytes)).finish().map_err(|cause| unreadable(&cause))
}

fn without_dictionaries(schema: &Schema) -> Schema {
    let plain = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(_, value) => field.as_ref().clone().with_data_type(value.as_ref().clone()),
        _ => field.as_ref().clone(),
    };
    Schema::new(schema.fields().iter().map(plain).collect::<Vec<_>>())
}

fn plain_batch(batch: &RecordBatch, schema: &Arc<Schema>) -> std::result::Result<RecordBatch, arrow::error::ArrowError> {
    let columns = batch.columns().iter().zip(schema.fields()).map(|(column, field)| cast(column, field.data_type()));
    RecordBatch::try_new(schema.clone(), columns.collect::<std::result::Result<_, _>>()?)
}
