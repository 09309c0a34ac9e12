//! JSON Lines: one record a line, each an object with at least a text.

use std::io::BufRead;

use super::line_place::LinePlace;
use super::lines::Lines;
use super::output::{Output, Reading, Sink, Stop};
use super::record::Record;
use super::stream::{Names, Stream};
use super::{Format, LegacyGuess, ReadOptions, record_stream};
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
pub fn read_json_lines(reader: &mut dyn BufRead, source: &str, options: &ReadOptions, sink: &mut dyn Sink) -> std::io::Result<()> {
    let mut output = Output::new(sink);
    output.begin(FORMAT.name, u64::MAX);
    match read_lines(reader, &Names::of_source(source), options, &mut output) {
        Ok(()) | Err(Stop::Unwanted) => Ok(()),
        Err(Stop::Refused { message, .. }) => Err(std::io::Error::other(message)),
    }
}

fn read_lines(reader: impl BufRead, names: &Names, options: &ReadOptions, output: &mut Output) -> Reading {
    let stream = record_stream(reader);
    let place = LinePlace { names: names.clone(), encoding: stream.encoding, first: 1 };
    let lines = Lines::new(stream.reader, stream.mark_length, options.limits.record_bytes);
    read_lines_at(place, lines, &stream.guess, options, output)
}

/// Reads the lines that stand at this place.
pub(super) fn read_lines_at<R: BufRead>(
    mut place: LinePlace,
    mut lines: Lines<R>,
    guess: &LegacyGuess,
    options: &ReadOptions,
    output: &mut Output,
) -> Reading {
    let max_bytes = options.limits.record_bytes;
    loop {
        if let Some(count) = pass_known(&place, &mut lines, output)? {
            place.first += count;
            continue;
        }
        let Some(line) = lines.next()? else { return Ok(()) };
        output.passes(&place, &line.bytes);
        let (number, bytes) = (place.first, line.bytes.trim_ascii());
        place.first += 1;
        if bytes.is_empty() {
            continue;
        }
        let indent = (line.bytes.len() - line.bytes.trim_ascii_start().len()) as u64;
        let (source, name) = (place.names.source(number), format!("line {number}"));
        let mut record =
            Record::new(&source, &name, Some(line.start + indent), bytes, options).encoded_as(place.encoding.as_deref(), guess);
        if line.is_too_long(max_bytes) {
            record.problem("too_long", Severity::Error, None, &format!("it is longer than {max_bytes} bytes"));
        } else {
            record.article_of_json(&place.names.id(number));
        }
        output.record(record.items)?;
    }
}

/// Passes over lines that whoever takes the items knows already, and says how many; `None` where the next line is to be read.
fn pass_known<R: BufRead>(place: &LinePlace, lines: &mut Lines<R>, output: &mut Output) -> std::io::Result<Option<u64>> {
    let Some(expected) = output.expects(place) else { return Ok(None) };
    let bytes = lines.take(expected.bytes)?;
    match output.recognises(place, &expected, bytes) {
        Ok(()) => Ok(Some(expected.lines)),
        Err(bytes) => {
            lines.give_back(bytes);
            Ok(None)
        }
    }
}
