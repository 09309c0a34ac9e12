//! Batches as an Arrow IPC stream.

use std::io::Write;

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use arrow::ipc::writer::StreamWriter;

/// A stream of batches of one table.
pub struct ArrowStream<W: Write> {
    writer: StreamWriter<W>,
}

impl<W: Write> ArrowStream<W> {
    /// Begins a stream of batches like `example`, which may be empty and is not written.
    ///
    /// # Errors
    /// What the output says.
    pub fn begin(output: W, example: &RecordBatch) -> std::io::Result<ArrowStream<W>> {
        let writer = StreamWriter::try_new(output, example.schema_ref()).map_err(io_error)?;
        Ok(ArrowStream { writer })
    }

    /// Writes a batch.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&mut self, batch: &RecordBatch) -> std::io::Result<()> {
        self.writer.write(batch).map_err(io_error)
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(&mut self) -> std::io::Result<()> {
        self.writer.finish().map_err(io_error)
    }
}

fn io_error(cause: ArrowError) -> std::io::Error {
    match cause {
        ArrowError::IoError(_, cause) => cause,
        other => std::io::Error::other(other),
    }
}
