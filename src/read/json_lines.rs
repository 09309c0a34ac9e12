//! JSON Lines: one record a line, each an object with at least a text.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::fields::{Fields, date_of};
use super::{Format, InputFile, Item, ReadOptions, Sink, decode, decoding_problems, problem_at, record_stream, sha256_hex};
use crate::annotation::Severity;
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "json-lines", endings: &["jsonl", "ndjson"], read };

fn read(file: &InputFile, options: &ReadOptions, sink: &mut Sink) -> std::io::Result<ControlFlow<()>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(&file.path)?);
    read_json_lines(&mut reader, &file.source, options, sink)
}

/// Reads JSON Lines to their end, or until the sink breaks. Memory is bounded by the longest record that is allowed.
///
/// # Errors
/// Where the reader fails.
pub fn read_json_lines(
    reader: &mut impl BufRead,
    source: &str,
    options: &ReadOptions,
    sink: &mut Sink,
) -> std::io::Result<ControlFlow<()>> {
    let mut stream = record_stream(reader)?;
    let reader = &mut stream.reader;
    let mut line = Line { bytes: Vec::new(), start: 0, number: 0, encoding: stream.encoding };
    let mut offset = stream.mark_length;
    loop {
        line.bytes.clear();
        let read = reader.by_ref().take(options.max_record_bytes + 1).read_until(b'\n', &mut line.bytes)? as u64;
        if read == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        line.number += 1;
        line.start = offset;
        offset += read;
        let source = format!("{source}#{}", line.number);
        let items = if read > options.max_record_bytes {
            offset += skip_line(reader)?;
            let message = format!("line {} is longer than {} bytes", line.number, options.max_record_bytes);
            vec![problem_at(source, "too_long", Severity::Error, Some((line.start, offset)), message)]
        } else {
            line.items(&source, options)
        };
        for item in items {
            if sink(item).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
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

/// One line of a file.
struct Line {
    bytes: Vec<u8>,
    /// First byte of the line in its file.
    start: u64,
    /// Counted from 1.
    number: usize,
    /// What the whole file was decoded from; `None` where the line has to be decoded.
    encoding: Option<String>,
}

impl Line {
    /// The article of the line, with the problems that it has; nothing for a blank line.
    fn items(&self, source: &str, options: &ReadOptions) -> Vec<Item> {
        let record = self.bytes.trim_ascii();
        if record.is_empty() {
            return Vec::new();
        }
        let decoded = decode(record, options.encoding.as_deref());
        let encoding = self.encoding.clone().unwrap_or(decoded.encoding);
        let mut items: Vec<Item> = decoding_problems(decoded.problems, source, self.record_start()).collect();
        let object: Map<String, Value> = match serde_json::from_str(&decoded.text) {
            Ok(object) => object,
            Err(cause) => {
                // serde counts lines from the record's start, where there is but one.
                let why = cause.to_string();
                let why = why.split(" at line ").next().unwrap_or_default();
                let message = format!("line {} is no JSON object: {why} at column {}", self.number, cause.column());
                items.push(self.problem(source, "invalid_json", Severity::Error, Some(cause.column().saturating_sub(1)), message));
                return items;
            }
        };
        let fields = Fields::new(&object, options);
        let Some(text) = fields.text() else {
            let message = format!("line {} has no text: none of the fields {} holds any", self.number, fields.text_names());
            items.push(self.problem(source, "empty_text", Severity::Error, None, message));
            return items;
        };
        let published_on = self.date(source, "published_on", fields.published_on(), &mut items);
        let updated_on = self.date(source, "updated_on", fields.updated_on(), &mut items);
        items.push(Item::Article(Article {
            id: fields.id().unwrap_or_else(|| source.to_string()),
            source: source.to_string(),
            source_sha256: sha256_hex(record),
            encoding,
            title: fields.title(),
            byline: fields.byline(),
            outlet: fields.outlet(),
            url: fields.url(),
            published_on,
            updated_on,
            language: fields.language(),
            text,
        }));
        items
    }

    fn date(&self, source: &str, name: &str, value: Option<String>, items: &mut Vec<Item>) -> Option<Date> {
        let value = value?;
        let date = date_of(&value);
        if date.is_none() {
            let message = format!("line {}: {name} `{value}` is no date that can be read without guessing", self.number);
            items.push(self.problem(source, "unreadable_date", Severity::Warning, None, message));
        }
        date
    }

    /// The first byte of the record, which white space may stand before.
    fn record_start(&self) -> u64 {
        self.start + (self.bytes.len() - self.bytes.trim_ascii_start().len()) as u64
    }

    /// A problem at one byte of the record, or with all of it.
    fn problem(&self, source: &str, code: &'static str, severity: Severity, at: Option<usize>, message: String) -> Item {
        let start = self.record_start();
        let span = match at {
            Some(at) => (start + at as u64, start + at as u64 + 1),
            None => (start, start + self.bytes.trim_ascii().len() as u64),
        };
        problem_at(source.to_string(), code, severity, Some(span), message)
    }
}
