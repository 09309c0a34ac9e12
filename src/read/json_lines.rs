//! JSON Lines: one record a line, each an object with at least a text.

use std::io::BufRead;

use super::lines::Lines;
use super::output::{Output, Reading, Sink, Stop};
use super::record::Record;
use super::stream::{Names, Stream};
use super::{Format, ReadOptions, record_stream};
use crate::annotation::Severity;

pub(super) const FORMAT: Format = Format { name: "json-lines", endings: &["jsonl", "ndjson"], read };

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let names = Names::of(&stream, options);
    read_lines(stream.reader(), &names, options, output)
}

/// Reads JSON Lines to their end, or until the sink breaks. Memory is bounded by the longest record that is allowed.
///
/// # Errors
/// Where the reader fails.
pub fn read_json_lines(reader: &mut dyn BufRead, source: &str, options: &ReadOptions, sink: &mut Sink) -> std::io::Result<()> {
    let mut output = Output::new(sink);
    output.begin(FORMAT.name, u64::MAX);
    match read_lines(reader, &Names::of_source(source), options, &mut output) {
        Ok(()) | Err(Stop::Unwanted) => Ok(()),
        Err(Stop::Refused { message, .. }) => Err(std::io::Error::other(message)),
    }
}

fn read_lines(reader: impl BufRead, names: &Names, options: &ReadOptions, output: &mut Output) -> Reading {
    let max_bytes = options.limits.record_bytes;
    let stream = record_stream(reader)?;
    let mut lines = Lines::new(stream.reader, stream.mark_length, max_bytes);
    while let Some(line) = lines.next()? {
        let bytes = line.bytes.trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        let indent = (line.bytes.len() - line.bytes.trim_ascii_start().len()) as u64;
        let (source, name) = (names.source(line.number), format!("line {}", line.number));
        let mut record =
            Record::new(&source, &name, Some(line.start + indent), bytes, options).encoded_as(stream.encoding.as_deref());
        if line.is_too_long(max_bytes) {
            record.problem("too_long", Severity::Error, None, &format!("it is longer than {max_bytes} bytes"));
        } else {
            record.article_of_json(&names.id(line.number));
        }
        output.record(record.items)?;
    }
    Ok(())
}
