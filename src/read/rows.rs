//! The rows of a CSV file, in memory bounded by the longest that is allowed.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader};

use super::output::Refusal;

/// How often reading goes on behind a quotation mark that is never closed. Each time costs as much as a record may be long.
const MAX_RESUMPTIONS: u32 = 100;
const CHUNK: usize = 1 << 16;

/// Where a row stands in its stream, and what it is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// First byte and length, without the line breaks around it.
    pub(super) start: u64,
    pub(super) length: u64,
    pub(super) cells: usize,
    pub(super) state: RowState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    Whole,
    /// Longer than a record may be. Reading goes on behind its first line.
    TooLong,
    /// A quotation mark is open at the end of the file. Reading goes on behind the row's first line.
    Unclosed,
}

/// Splits a stream into rows.
pub(super) struct Rows<R> {
    reader: R,
    parser: Reader,
    max_bytes: usize,
    /// Bytes of the stream from `offset` on: the present row begins at `begin` and is read up to `scan`.
    buffer: Vec<u8>,
    offset: u64,
    begin: usize,
    scan: usize,
    is_at_end: bool,
    resumptions: u32,
}

impl<R: Read> Rows<R> {
    /// `offset` is how many bytes of the stream stand before what `reader` yields.
    pub(super) fn new(reader: R, offset: u64, delimiter: u8, max_bytes: u64) -> Rows<R> {
        Rows {
            reader,
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            max_bytes: usize::try_from(max_bytes).unwrap_or(usize::MAX),
            buffer: Vec::new(),
            offset,
            begin: 0,
            scan: 0,
            is_at_end: false,
            resumptions: 0,
        }
    }

    /// The next row; `None` at the end.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Row>> {
        self.begin = self.scan;
        let mut cells = 0;
        loop {
            if self.scan == self.buffer.len() && !self.is_at_end {
                self.fill()?;
            }
            if self.scan == self.buffer.len() {
                return self.last(cells);
            }
            let (result, read, ends) = parse(&mut self.parser, &self.buffer[self.scan..]);
            self.scan += read;
            cells += ends;
            match result {
                ReadRecordResult::Record => return Ok(Some(self.row(RowState::Whole, self.scan, cells))),
                _ if self.scan - self.begin > self.max_bytes => return self.resume(RowState::TooLong).map(Some),
                _ => {}
            }
        }
    }

    /// The bytes of the row that [`Rows::next`] returned last; those of a row that is not whole may be gone.
    pub(super) fn bytes(&self, row: &Row) -> &[u8] {
        let start = row.start.checked_sub(self.offset).map_or(usize::MAX, |start| start as usize);
        self.buffer.get(start..start.saturating_add(row.length as usize)).unwrap_or_default()
    }

    /// What stands before the end of the stream. A line feed more ends a row, unless a quotation mark is open.
    fn last(&mut self, cells: usize) -> std::io::Result<Option<Row>> {
        if self.buffer[self.begin..].trim_ascii().is_empty() {
            return Ok(None);
        }
        match parse(&mut self.parser, b"\n") {
            (ReadRecordResult::Record, _, ends) => Ok(Some(self.row(RowState::Whole, self.scan, cells + ends))),
            _ => self.resume(RowState::Unclosed).map(Some),
        }
    }

    /// The row from `begin` to `end`, without the line breaks around it.
    fn row(&self, state: RowState, end: usize, cells: usize) -> Row {
        let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let bytes = &self.buffer[self.begin..end];
        let leading = bytes.iter().take_while(|&byte| is_break(byte)).count();
        let trailing = bytes[leading..].iter().rev().take_while(|&byte| is_break(byte)).count();
        let length = (bytes.len() - leading - trailing) as u64;
        Row { start: self.offset + (self.begin + leading) as u64, length, cells, state }
    }

    /// Gives up the present row and goes on behind its first line, which is what is returned.
    fn resume(&mut self, state: RowState) -> std::io::Result<Row> {
        self.resumptions += 1;
        if self.resumptions > MAX_RESUMPTIONS {
            let message = format!("more than {MAX_RESUMPTIONS} quotation marks are never closed: the rest was not read");
            return Err(Refusal::error("unclosed_quotes", message));
        }
        self.parser.reset();
        let leading = self.buffer[self.begin..].iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n')).count();
        let first = self.begin + leading;
        let line_end = memchr::memchr(b'\n', &self.buffer[first..]).map(|at| first + at + 1);
        let mut row = self.row(state, line_end.unwrap_or(self.buffer.len()), 0);
        match line_end {
            Some(end) => self.scan = end,
            None => row.length += self.skip_line()?,
        }
        Ok(row)
    }

    /// Passes over the rest of a line without keeping it, and says how long it was.
    fn skip_line(&mut self) -> std::io::Result<u64> {
        let mut skipped = 0;
        loop {
            self.begin = self.buffer.len();
            self.scan = self.begin;
            self.fill()?;
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[self.scan..]) {
                self.scan += at + 1;
                return Ok(skipped + at as u64);
            }
            if self.is_at_end {
                return Ok(skipped);
            }
            skipped += (self.buffer.len() - self.scan) as u64;
        }
    }

    /// Reads on, and lets go of what stands before the present row.
    fn fill(&mut self) -> std::io::Result<()> {
        if self.begin > CHUNK && self.begin > self.buffer.len() / 2 {
            self.buffer.drain(..self.begin);
            self.offset += self.begin as u64;
            self.scan -= self.begin;
            self.begin = 0;
        }
        let length = self.buffer.len();
        self.buffer.resize(length + CHUNK, 0);
        let read = self.reader.read(&mut self.buffer[length..]);
        self.buffer.truncate(length + *read.as_ref().unwrap_or(&0));
        match read {
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => Ok(()),
            Err(cause) => Err(cause),
            Ok(read) => {
                self.is_at_end = read == 0;
                Ok(())
            }
        }
    }
}

/// Lets the parser go through some bytes for the borders of rows alone: how they end, how many it took, how many cells ended in them.
fn parse(parser: &mut Reader, bytes: &[u8]) -> (ReadRecordResult, usize, usize) {
    let (mut cell_bytes, mut cell_ends) = ([0; 4096], [0; 64]);
    let (result, read, _, ends) = parser.read_record(bytes, &mut cell_bytes, &mut cell_ends);
    (result, read, ends)
}
