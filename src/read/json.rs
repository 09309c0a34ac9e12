//! JSON: an array of records, or one record after the other. A file that holds a single object is one article, as some scrapers write
//! them, and is called like its file.

use std::io::BufRead;

use super::output::{Item, Output, Reading};
use super::record::Record;
use super::stream::{Names, Stream};
use super::{Format, ReadOptions, record_stream};
use crate::annotation::Severity;

pub(super) const FORMAT: Format = Format { name: "json", endings: &["json"], read };

/// How often reading goes on inside of a record whose brackets are not closed, and how many times the bytes that a record may have are read
/// again for that: each time costs as much as the record goes on.
const MAX_RESUMPTIONS: u32 = 100;
const MAX_RECORDS_AGAIN: u64 = 4;

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let (file, stem, names) = (stream.source.clone(), stream.stem(), Names::of(&stream, options));
    let stream = record_stream(stream.reader());
    let mut values = Values::new(stream.reader, stream.mark_length, options.limits.record_bytes);
    while let Some(value) = values.next()? {
        let is_only = !value.in_array && value.number == 1 && value.end == End::Closed && values.is_at_end()?;
        let (source, id) = match is_only {
            true => (file.clone(), stem.clone()),
            false => (names.source(value.number), names.id(value.number)),
        };
        if value.end == End::Closed {
            let name = format!("record {}", value.number);
            let record = Record::new(&source, &name, Some(value.start), &values.bytes, options);
            let mut record = record.encoded_as(stream.encoding.as_deref(), &stream.guess);
            record.article_of_json(&id);
            output.record(record.items)?;
        } else {
            output.record(vec![values.give_up(value, &source)?])?;
        }
    }
    Ok(())
}

/// Where a value stands. Its bytes are those of [`Values`].
struct Value {
    number: u64,
    start: u64,
    in_array: bool,
    end: End,
}

/// How a value ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Closed,
    /// With the file.
    Unclosed,
    /// Nowhere within the bytes that a record may have.
    TooLong,
}

/// Finds the values of a stream by their brackets and quotation marks, in memory bounded by two of them. A broken one costs only itself where
/// its brackets are closed; where they are not, up to what begins as it does.
struct Values<R> {
    reader: R,
    /// Bytes that are read again, before those of `reader`.
    again: std::io::Cursor<Vec<u8>>,
    max_bytes: u64,
    offset: u64,
    number: u64,
    in_array: bool,
    resumptions: u32,
    /// How many bytes may still be read again.
    bytes_left: u64,
    /// The present value; of one that is too long only the first bytes.
    bytes: Vec<u8>,
    scan: Scan,
}

impl<R: BufRead> Values<R> {
    /// `offset` is how many bytes of the stream stand before what `reader` yields.
    fn new(reader: R, offset: u64, max_bytes: u64) -> Values<R> {
        let (again, scan) = (std::io::Cursor::default(), Scan::default());
        let (number, in_array, resumptions, bytes) = (0, false, 0, Vec::new());
        let bytes_left = max_bytes.saturating_mul(MAX_RECORDS_AGAIN);
        Values { reader, again, max_bytes, offset, number, in_array, resumptions, bytes_left, bytes, scan }
    }

    /// The next value; `None` at the end.
    fn next(&mut self) -> std::io::Result<Option<Value>> {
        if !self.pass_what_is_between()? {
            return Ok(None);
        }
        self.bytes.clear();
        self.scan = Scan::default();
        self.number += 1;
        let (number, start, in_array) = (self.number, self.offset, self.in_array);
        let end = loop {
            let room = (self.max_bytes.saturating_add(1) - self.bytes.len() as u64) as usize;
            let chunk = fill(&mut self.again, &mut self.reader)?;
            let chunk = &chunk[..chunk.len().min(room)];
            let length = self.scan.take(chunk);
            let is_end = chunk.is_empty();
            self.bytes.extend_from_slice(&chunk[..length]);
            self.consume(length);
            if self.bytes.len() as u64 > self.max_bytes {
                break End::TooLong;
            } else if self.scan.is_done {
                break End::Closed;
            } else if is_end {
                // A number or a word has no bracket to close.
                break if matches!(self.bytes.first(), Some(b'{' | b'[' | b'"')) { End::Unclosed } else { End::Closed };
            }
        };
        Ok(Some(Value { number, start, in_array, end }))
    }

    /// The problem with a value that is not closed. Reading goes on where something begins as the value did, or else behind it.
    fn give_up(&mut self, value: Value, source: &str) -> std::io::Result<Item> {
        let resumes = self.resumptions < MAX_RESUMPTIONS && self.resume();
        let is_too_long = value.end == End::TooLong;
        if !resumes && is_too_long {
            self.pass_value()?;
        }
        let (code, fault) = match is_too_long {
            true => ("too_long", format!("it is longer than {} bytes", self.max_bytes)),
            false => ("invalid_json", "it is no JSON object: its brackets or quotation marks are not closed".to_string()),
        };
        let then = match (resumes, is_too_long) {
            (true, _) => "reading goes on there, where something begins as it did",
            (false, true) => "reading goes on behind it",
            (false, false) => "nothing behind its beginning looks like another record",
        };
        let (start, end, number) = (value.start, self.offset, value.number);
        let message = format!("record {number}: {fault}; bytes {start} to {end} are lost: {then}");
        Ok(Item::problem(source, code, Severity::Error, Some((start, end)), message))
    }

    /// Goes back to the next place in the value where something begins as it does.
    fn resume(&mut self) -> bool {
        let Some(at) = next_beginning(&self.bytes) else { return false };
        let length = (self.bytes.len() - at) as u64;
        let Some(bytes_left) = self.bytes_left.checked_sub(length) else { return false };
        self.bytes_left = bytes_left;
        self.resumptions += 1;
        self.offset -= length;
        let mut again = self.bytes.split_off(at);
        let place = self.again.position() as usize;
        again.extend_from_slice(&self.again.get_ref()[place..]);
        self.again = std::io::Cursor::new(again);
        true
    }

    /// Passes over the rest of a value that is too long.
    fn pass_value(&mut self) -> std::io::Result<()> {
        while !self.scan.is_done {
            let chunk = fill(&mut self.again, &mut self.reader)?;
            let is_end = chunk.is_empty();
            let length = self.scan.take(chunk);
            self.consume(length);
            if is_end {
                break;
            }
        }
        Ok(())
    }

    /// Whether nothing but blanks is left.
    fn is_at_end(&mut self) -> std::io::Result<bool> {
        Ok(!self.pass_what_is_between()?)
    }

    /// Passes blanks, commas, and the brackets of the array; `false` at the end.
    fn pass_what_is_between(&mut self) -> std::io::Result<bool> {
        loop {
            let chunk = fill(&mut self.again, &mut self.reader)?;
            let Some(&first) = chunk.first() else { return Ok(false) };
            match first {
                b'[' if self.number == 0 && !self.in_array => self.in_array = true,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' => {}
                _ => return Ok(true),
            }
            self.consume(1);
        }
    }

    fn consume(&mut self, length: usize) {
        let is_again = (self.again.position() as usize) < self.again.get_ref().len();
        if is_again {
            self.again.consume(length)
        } else {
            self.reader.consume(length)
        }
        self.offset += length as u64;
    }
}

/// What is read again, and then what comes from the file.
fn fill<'a>(again: &'a mut std::io::Cursor<Vec<u8>>, reader: &'a mut impl BufRead) -> std::io::Result<&'a [u8]> {
    let is_again = (again.position() as usize) < again.get_ref().len();
    if is_again { again.fill_buf() } else { reader.fill_buf() }
}

/// Where behind a comma an object begins with the same key as this one: the records of a file are alike.
fn next_beginning(value: &[u8]) -> Option<usize> {
    let key = first_key(value)?;
    memchr::memchr_iter(b'{', value)
        .skip(1)
        .find(|&at| value[..at].trim_ascii_end().ends_with(b",") && first_key(&value[at..]) == Some(key))
}

/// The first key of an object, in its quotation marks.
fn first_key(object: &[u8]) -> Option<&[u8]> {
    let inside = object.strip_prefix(b"{")?.trim_ascii_start();
    let length = memchr::memchr(b'"', inside.strip_prefix(b"\"")?)? + 2;
    inside[length..].trim_ascii_start().starts_with(b":").then_some(&inside[..length])
}

/// How far inside a value a scan is.
#[derive(Default)]
struct Scan {
    depth: u64,
    /// The bracket that closes the value.
    closer: u8,
    in_string: bool,
    is_escaped: bool,
    is_done: bool,
}

impl Scan {
    /// How many bytes of `chunk` belong to the value.
    fn take(&mut self, chunk: &[u8]) -> usize {
        for (index, &byte) in chunk.iter().enumerate() {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = self.in_string,
                b'"' => {
                    self.in_string = !self.in_string;
                    self.is_done = !self.in_string && self.depth == 0;
                }
                _ if self.in_string => {}
                b'{' | b'[' => {
                    // `}` is two behind `{` in ASCII, and `]` two behind `[`.
                    self.closer = if self.depth == 0 { byte + 2 } else { self.closer };
                    self.depth += 1;
                }
                // One of the other kind is one too many, or that of an array which goes on where a value does not end.
                b'}' | b']' if self.depth == 1 && byte != self.closer => {}
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    self.is_done = self.depth == 0;
                }
                // A number or a word ends before what follows it.
                b',' | b']' | b'}' | b'\n' if self.depth == 0 => {
                    self.is_done = true;
                    return index.max(usize::from(byte == b'}'));
                }
                _ => {}
            }
            if self.is_done {
                return index + 1;
            }
        }
        chunk.len()
    }
}
