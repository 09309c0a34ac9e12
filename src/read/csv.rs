//! CSV and TSV: a header, then one record a row. Quoted cells may hold line breaks. A row of another length than the header's is left
//! out, since nobody can tell which of its cells is which.

use std::io::{Cursor, Read};

use serde_json::{Map, Value};

use super::decode::{beginning_of, decode_as};
use super::fields::Fields;
use super::output::{self, Output, Reading, Stop};
use super::record::Record;
use super::rows::{Row, RowState, Rows};
use super::stream::{Names, Stream};
use super::{Format, LegacyGuess, ReadOptions, record_stream};
use crate::annotation::Severity;

pub(super) const CSV: Format = Format { name: "csv", endings: &["csv"], read: read_csv };
pub(super) const TSV: Format = Format { name: "tsv", endings: &["tsv", "tab"], read: read_tsv };

/// A header with more columns is none.
const MAX_COLUMNS: usize = 1 << 14;
/// A header is no longer than this.
const HEADER_BYTES: usize = 1 << 20;
/// Bytes from whose look the delimiter is told.
const LOOK_AHEAD: u64 = 1 << 16;

fn read_csv(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    read(stream, None, options, output)
}

fn read_tsv(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    read(stream, Some(b'\t'), options, output)
}

fn read(stream: Stream, delimiter: Option<u8>, options: &ReadOptions, output: &mut Output) -> Reading {
    let names = Names::of(&stream, options);
    let stream = record_stream(stream.reader());
    let (head, rest) = beginning_of(stream.reader, LOOK_AHEAD);
    let declared = declared_delimiter(&head);
    let delimiter = declared.or(delimiter).unwrap_or_else(|| delimiter_of(&head));
    let whole = Cursor::new(head).chain(rest);
    let mut rows = Rows::new(whole, stream.mark_length, delimiter, options.limits.record_bytes);
    if declared.is_some() {
        rows.next()?;
    }
    let Some(first) = rows.next()? else { return Ok(()) };
    let header = header_of(&first, rows.bytes(&first), delimiter, options, &stream.guess)?;
    Fields::tell_repeated(&names.file, &header, options, output)?;
    let mut number = 0_u64;
    while let Some(row) = rows.next()? {
        number += 1;
        let (source, name) = (names.source(number), format!("row {number}"));
        let record = Record::new(&source, &name, Some(row.start), rows.bytes(&row), options);
        let mut record = record.encoded_as(stream.encoding.as_deref(), &stream.guess);
        if let Some((code, message)) = fault_of(&row, header.len(), options) {
            record.problem(code, Severity::Error, None, &message);
        } else {
            let text = record.decoded();
            let cells = cells_of(&text, delimiter).into_iter().map(Value::String);
            // Of columns with one name the first is put in last.
            let object: Map<String, Value> = header.iter().cloned().zip(cells).rev().collect();
            record.article_of_fields(&names.id(number), &object);
        }
        output.record(record.items)?;
    }
    Ok(())
}

/// What a first line `sep=;` says, which spreadsheets write and read, also in quotation marks.
fn declared_delimiter(beginning: &[u8]) -> Option<u8> {
    let first_line = beginning.split(|&byte| matches!(byte, b'\r' | b'\n')).next()?;
    let unquoted = first_line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\""));
    let first_line = unquoted.unwrap_or(first_line);
    match first_line.get(..4)? {
        b"sep=" | b"SEP=" => [b'|', b'\t', b';', b','].into_iter().find(|&delimiter| first_line[4..] == [delimiter]),
        _ => None,
    }
}

/// The one of commas, semicolons, tabs and bars that the header has most of outside of quotation marks.
fn delimiter_of(beginning: &[u8]) -> u8 {
    let header = beginning.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| {
        let unquoted = header.split(|&byte| byte == b'"').step_by(2).flatten();
        unquoted.filter(|&&byte| byte == delimiter).count()
    };
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// Why a row is left out.
fn fault_of(row: &Row, columns: usize, options: &ReadOptions) -> Option<(&'static str, String)> {
    let limit = options.limits.record_bytes;
    match row.state {
        RowState::TooLong => Some(("too_long", format!("it is longer than {limit} bytes: reading goes on behind its first line"))),
        RowState::Unclosed => {
            Some(("unclosed_quote", "a quotation mark in it is never closed: reading goes on behind its first line".to_string()))
        }
        RowState::Whole if row.cells != columns => Some((
            "ragged_row",
            format!("it has {} {} where the header has {columns}", row.cells, if row.cells == 1 { "cell" } else { "cells" }),
        )),
        RowState::Whole => None,
    }
}

/// The names of the columns.
fn header_of(row: &Row, bytes: &[u8], delimiter: u8, options: &ReadOptions, guess: &LegacyGuess) -> Result<Vec<String>, Stop> {
    if row.state != RowState::Whole || row.cells > MAX_COLUMNS || bytes.len() > HEADER_BYTES {
        return output::refused("no_header", "its first row is no header");
    }
    let text = decode_as(bytes, options.encoding.as_deref(), guess).text;
    let names: Vec<String> = cells_of(&text, delimiter).iter().map(|name| name.trim().to_string()).collect();
    Fields::check_names(&names, options)?;
    Ok(names)
}

fn cells_of(row: &str, delimiter: u8) -> Vec<String> {
    let mut builder = csv::ReaderBuilder::new();
    let reader = builder.has_headers(false).delimiter(delimiter).buffer_capacity(row.len() + 1).from_reader(row.as_bytes());
    let first = reader.into_records().next().and_then(Result::ok);
    first.map(|record| record.iter().map(str::to_string).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_may_declare_the_delimiter() {
        for (beginning, delimiter) in [
            ("sep=;\nid;text", Some(b';')),
            ("SEP=,\r\nid,text", Some(b',')),
            ("sep=\t\r\nid\ttext", Some(b'\t')),
            ("\"sep=;\"\r\nid;text", Some(b';')),
            ("\"sep=;\nid;text", None),
            ("sep=ab\n", None),
            ("sep=\n", None),
            ("sep\ttext", None),
            ("", None),
        ] {
            assert_eq!(declared_delimiter(beginning.as_bytes()), delimiter, "{beginning}");
        }
    }

    #[test]
    fn the_delimiter_is_what_the_header_has_most_of() {
        for (header, delimiter) in [
            ("id,title,text\n1;2;3;4", b','),
            ("id;\"title, long\";text", b';'),
            ("\n\nid\ttext, whole\tdate\n", b'\t'),
            ("id|title|text", b'|'),
            ("text", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter_of(header.as_bytes()), delimiter, "{header}");
        }
    }
}
