//! JSON: an array of records, or one record after the other. A file that holds a single object is one article, as some scrapers write
//! them, and is called like its file.

use std::io::BufRead;

use super::output::{Item, Output, Reading};
use super::record::Record;
use super::stream::Stream;
use super::{Format, ReadOptions, record_stream};
use crate::annotation::Severity;

pub(super) const FORMAT: Format = Format { name: "json", endings: &["json"], read };

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let (file, stem) = (stream.source.clone(), stream.stem());
    let stream = record_stream(stream.reader())?;
    let mut values = Values::new(stream.reader, stream.mark_length, options.limits.record_bytes);
    while let Some(value) = values.next()? {
        let is_only = !value.in_array && value.number == 1 && values.is_at_end()?;
        let numbered = format!("{file}#{}", value.number);
        let (source, id) = if is_only { (&file, &stem) } else { (&numbered, &numbered) };
        let name = format!("record {}", value.number);
        if value.length > options.limits.record_bytes {
            let message = format!("{name} is longer than {} bytes", options.limits.record_bytes);
            let span = Some((value.start, value.start + value.length));
            output.record(vec![Item::problem(source, "too_long", Severity::Error, span, message)])?;
        } else {
            let mut record =
                Record::new(source, &name, Some(value.start), &values.bytes, options).encoded_as(stream.encoding.as_deref());
            record.article_of_json(id);
            output.record(record.items)?;
        }
    }
    Ok(())
}

/// Where a value stands. Its bytes are those of [`Values`].
struct Value {
    number: u64,
    start: u64,
    length: u64,
    in_array: bool,
}

/// Finds the values of a stream by their brackets and quotation marks, so that a broken one costs only itself where its brackets
/// are closed, and memory is bounded by one of them.
struct Values<R> {
    reader: R,
    max_bytes: u64,
    offset: u64,
    number: u64,
    in_array: bool,
    /// The present value; of one that is too long only the first bytes.
    bytes: Vec<u8>,
}

impl<R: BufRead> Values<R> {
    /// `offset` is how many bytes of the stream stand before what `reader` yields.
    fn new(reader: R, offset: u64, max_bytes: u64) -> Values<R> {
        Values { reader, max_bytes, offset, number: 0, in_array: false, bytes: Vec::new() }
    }

    /// The next value; `None` at the end.
    fn next(&mut self) -> std::io::Result<Option<Value>> {
        if !self.pass_what_is_between()? {
            return Ok(None);
        }
        self.bytes.clear();
        self.number += 1;
        let start = self.offset;
        let mut scan = Scan::default();
        loop {
            let chunk = self.reader.fill_buf()?;
            let (length, is_whole) = scan.take(chunk);
            let room = self.max_bytes.saturating_sub(self.offset - start).min(length as u64) as usize;
            self.bytes.extend_from_slice(&chunk[..room]);
            let is_end = chunk.is_empty();
            self.reader.consume(length);
            self.offset += length as u64;
            if is_whole || is_end {
                let length = self.offset - start;
                return Ok(Some(Value { number: self.number, start, length, in_array: self.in_array }));
            }
        }
    }

    /// Whether nothing but blanks is left.
    fn is_at_end(&mut self) -> std::io::Result<bool> {
        Ok(!self.pass_what_is_between()?)
    }

    /// Passes blanks, commas, and the brackets of the array; `false` at the end.
    fn pass_what_is_between(&mut self) -> std::io::Result<bool> {
        loop {
            let chunk = self.reader.fill_buf()?;
            let Some(&first) = chunk.first() else { return Ok(false) };
            match first {
                b'[' if self.number == 0 && !self.in_array => self.in_array = true,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' => {}
                _ => return Ok(true),
            }
            self.reader.consume(1);
            self.offset += 1;
        }
    }
}

/// How far inside a value a scan is.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_string: bool,
    is_escaped: bool,
}

impl Scan {
    /// How many bytes of `chunk` belong to the value, and whether it ends with them.
    fn take(&mut self, chunk: &[u8]) -> (usize, bool) {
        for (index, &byte) in chunk.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (index + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (index + 1, true);
                    }
                }
                // A number or a word ends before what follows it.
                b',' | b']' | b'}' | b'\n' if self.depth == 0 => return (index.max(usize::from(byte == b'}')), true),
                _ => {}
            }
        }
        (chunk.len(), false)
    }
}
