//! Lines of a stream, each no longer than a record may be, in memory bounded by that.

use std::io::{BufRead, Read};

/// One line, or what was kept of it.
pub(super) struct Line {
    /// Its bytes with the line feed; where it is too long, only the first of them.
    pub(super) bytes: Vec<u8>,
    /// First byte of the line in its stream.
    pub(super) start: u64,
    /// Counted from 1.
    pub(super) number: u64,
    /// Its whole length.
    pub(super) length: u64,
}

/// Reads line after line into one buffer.
pub(super) struct Lines<R> {
    reader: R,
    max_bytes: u64,
    line: Line,
}

impl<R: BufRead> Lines<R> {
    /// `start` is how many bytes of the stream stand before what `reader` yields.
    pub(super) fn new(reader: R, start: u64, max_bytes: u64) -> Lines<R> {
        Lines { reader, max_bytes, line: Line { bytes: Vec::new(), start, number: 0, length: 0 } }
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> std::io::Result<Option<&Line>> {
        let line = &mut self.line;
        line.bytes.clear();
        let limit = self.max_bytes.saturating_add(1);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut line.bytes)? as u64;
        if read == 0 {
            return Ok(None);
        }
        line.number += 1;
        line.start += line.length;
        line.length = read;
        if read > self.max_bytes {
            line.length += if line.bytes.last() == Some(&b'\n') { 0 } else { skip_line(&mut self.reader)? };
        }
        Ok(Some(line))
    }
}

impl Line {
    /// Whether the line has more bytes than were kept.
    pub(super) fn is_too_long(&self, max_bytes: u64) -> bool {
        self.length > max_bytes
    }
}

/// Passes over the rest of a line without keeping it, and says how long it was.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let (length, ended) = memchr::memchr(b'\n', buffer).map_or((buffer.len(), false), |at| (at + 1, true));
        reader.consume(length);
        skipped += length as u64;
        if ended {
            return Ok(skipped);
        }
    }
}
