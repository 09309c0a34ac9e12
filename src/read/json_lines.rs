//! JSON Lines: one record a line, each an object with at least a text.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::fields::{Fields, date_of};
use super::{Format, InputFile, Item, ReadOptions, Sink, decode, problem_at, sha256_hex};
use crate::annotation::Severity;
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "json-lines", endings: &["jsonl", "ndjson"], read };

fn read(file: &InputFile, options: &ReadOptions, sink: &mut Sink) -> std::io::Result<ControlFlow<()>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(&file.path)?);
    let (mut line, mut offset, mut number) = (Vec::new(), 0_u64, 0_usize);
    loop {
        line.clear();
        let read = reader.by_ref().take(options.max_record_bytes + 1).read_until(b'\n', &mut line)? as u64;
        if read == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        number += 1;
        let source = format!("{}#{number}", file.source);
        let start = offset;
        offset += read;
        if read > options.max_record_bytes {
            offset += skip_line(&mut reader)?;
            let message = format!("line {number} is longer than {} bytes", options.max_record_bytes);
            if sink(problem_at(source, "too_long", Severity::Error, Some((start, offset)), message)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            continue;
        }
        for item in article_from_json_line(&line, start, number, &source, options) {
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

/// The article of one line, with the problems that it has; nothing for a blank line.
///
/// `start` is the line's first byte in its file, `number` counts lines from 1.
pub fn article_from_json_line(line: &[u8], start: u64, number: usize, source: &str, options: &ReadOptions) -> Vec<Item> {
    let record = line.strip_suffix(b"\n").unwrap_or(line);
    let record = record.strip_suffix(b"\r").unwrap_or(record);
    if record.trim_ascii().is_empty() {
        return Vec::new();
    }
    let span = Some((start, start + record.len() as u64));
    let decoded = decode(record);
    let mut items = Vec::new();
    if let Some(at) = decoded.invalid_at {
        let message = format!("line {number}: byte {at} is no UTF-8: the line was read as {}", decoded.encoding);
        let at = start + at as u64;
        items.push(problem_at(source.to_string(), "invalid_utf8", Severity::Warning, Some((at, at + 1)), message));
    }
    let object: Map<String, Value> = match serde_json::from_str(&decoded.text) {
        Ok(object) => object,
        Err(cause) => {
            let at = start + (cause.column() as u64).saturating_sub(1);
            let message = format!("line {number} is no JSON object: {cause}");
            items.push(problem_at(source.to_string(), "invalid_json", Severity::Error, Some((at, at + 1)), message));
            return items;
        }
    };
    let fields = Fields::new(&object, options);
    let Some(text) = fields.text() else {
        let message = format!("line {number} has no text: none of the fields {} holds any", fields.text_names());
        items.push(problem_at(source.to_string(), "empty_text", Severity::Error, span, message));
        return items;
    };
    let mut date = |name: &str, value: Option<String>| {
        let value = value?;
        let date = date_of(&value);
        if date.is_none() {
            let message = format!("line {number}: {name} `{value}` is no date that can be read without guessing");
            items.push(problem_at(source.to_string(), "unreadable_date", Severity::Warning, span, message));
        }
        date
    };
    let (published_on, updated_on) = (date("published_on", fields.published_on()), date("updated_on", fields.updated_on()));
    items.push(Item::Article(Article {
        id: fields.id().unwrap_or_else(|| source.to_string()),
        source: source.to_string(),
        source_sha256: sha256_hex(record),
        encoding: decoded.encoding,
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
