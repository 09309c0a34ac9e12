//! Lines of a stream, each no longer than a record may be, in memory bounded by that.

use std::io::{BufRead, Cursor, Read};

/// One line, or what was kept of it.
pub(super) struct Line {
    /// Its bytes with the line feed; where it is too long, only the first of them.
    pub(super) bytes: Vec<u8>,
    /// First byte of the line in its stream.
    pub(super) start: u64,
    /// Its whole length.
    pub(super) length: u64,
}

/// Reads line after line into one buffer.
pub(super) struct Lines<R> {
    reader: Ahead<R>,
    max_bytes: u64,
    line: Line,
}

impl<R: BufRead> Lines<R> {
    /// `start` is how many bytes of the stream stand before what `reader` yields.
    pub(super) fn new(reader: R, start: u64, max_bytes: u64) -> Lines<R> {
        let reader = Ahead { reader, ahead: Cursor::default() };
        Lines { reader, max_bytes, line: Line { bytes: Vec::new(), start, length: 0 } }
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
        line.start += line.length;
        line.length = read;
        if read > self.max_bytes {
            line.length += if line.bytes.last() == Some(&b'\n') { 0 } else { skip_line(&mut self.reader)? };
        }
        Ok(Some(line))
    }

    /// Takes so many bytes, whatever lines they are; fewer where the stream ends.
    pub(super) fn take(&mut self, length: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length as usize);
        self.reader.by_ref().take(length).read_to_end(&mut bytes)?;
        self.line.start += self.line.length;
        self.line.length = bytes.len() as u64;
        Ok(bytes)
    }

    /// Gives back what was taken last, to be read as lines.
    pub(super) fn give_back(&mut self, bytes: Vec<u8>) {
        self.line.length = 0;
        self.reader.put_before(bytes);
    }
}

/// A reader before which bytes can be put.
struct Ahead<R> {
    reader: R,
    ahead: Cursor<Vec<u8>>,
}

impl<R> Ahead<R> {
    fn put_before(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.rest());
        self.ahead = Cursor::new(bytes);
    }

    fn rest(&self) -> &[u8] {
        &self.ahead.get_ref()[self.ahead.position() as usize..]
    }
}

impl<R: BufRead> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.rest().is_empty() { self.reader.fill_buf() } else { self.ahead.fill_buf() }
    }

    fn consume(&mut self, length: usize) {
        if self.rest().is_empty() { self.reader.consume(length) } else { self.ahead.consume(length) }
    }
}

impl<R: BufRead> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.rest().is_empty() { self.reader.read(buffer) } else { self.ahead.read(buffer) }
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
