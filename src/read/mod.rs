//! Readers: bytes in files become articles, in input order. What cannot be read becomes a problem and costs no neighbour.
//!
//! A file is a stream of bytes. What its name says is taken off from the right: one compression (`compression`), one archive
//! (`archive`), whose members are streams again; what is left is the format of its records ([`FORMATS`]).
//!
//! To add a format: its file, a line in [`FORMATS`].

mod archive;
mod arrow_ipc;
mod arrow_rows;
mod compression;
mod counts;
mod csv;
mod decode;
mod fields;
mod file_search;
mod files;
mod guess;
mod html;
mod http;
mod json;
mod json_lines;
mod limits;
mod line_place;
mod lines;
mod mojibake;
mod output;
mod page_shape;
mod parquet;
mod plain_text;
mod python_json;
mod record;
mod rows;
mod stream;
mod warc;

use serde::{Deserialize, Serialize};

pub use counts::{FormatCounts, ReadCounts};
pub use decode::{Decoded, DecodingProblem, RecordStream, decode, is_known_encoding, record_stream};
pub use fields::FieldNames;
pub use file_search::{find_files, without_detours};
pub use files::InputFile;
pub use guess::LegacyGuess;
pub use json_lines::read_json_lines;
pub use limits::Limits;
pub use line_place::{ExpectedLines, LinePlace};
pub use output::{Item, Output, Sink};
pub use plain_text::article_from_text;

use output::{Reading, Stop};
use stream::Stream;

/// How records become articles.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// `stem`, or the name of the field that holds the article's id.
    pub id: Option<String>,
    /// Which field is what.
    pub fields: FieldNames,
    pub limits: Limits,
    /// Label of the encoding of records that declare none, have no byte-order mark and are no UTF-8.
    pub encoding: Option<String>,
    /// Whether mojibake is put right.
    pub repair: bool,
}

impl ReadOptions {
    /// Whether an article is called after its file, whatever its fields say.
    fn is_called_by_stem(&self) -> bool {
        self.id.as_deref() == Some("stem")
    }

    /// The field that the pipeline file names as the id.
    fn id_field(&self) -> Option<&str> {
        self.fields.id.as_deref().or(self.id.as_deref().filter(|_| !self.is_called_by_stem()))
    }
}

/// A format that articles come in.
pub struct Format {
    pub name: &'static str,
    /// Endings of file names, in lower case.
    pub endings: &'static [&'static str],
    read: fn(Stream, &ReadOptions, &mut Output) -> Reading,
}

/// All formats of records.
pub const FORMATS: &[Format] = &[
    plain_text::FORMAT,
    html::FORMAT,
    json_lines::FORMAT,
    json::FORMAT,
    csv::CSV,
    csv::TSV,
    parquet::FORMAT,
    arrow_ipc::FORMAT,
    warc::FORMAT,
];

/// Reads one file to its end, or until nobody takes its items any more: `false`.
pub fn read_file(file: &InputFile, options: &ReadOptions, output: &mut Output) -> bool {
    let read =
        file.open().map_err(Stop::from).and_then(|opened| read_stream(Stream::of_file(opened, &file.source), options, output));
    let changed = || match file.has_changed() {
        true => output::refused("file_changed", "the file changed while it was read: there may be more in it, or less"),
        false => Ok(()),
    };
    output.close(&file.source, read).and_then(|()| output.close(&file.source, changed())).is_ok()
}

/// Reads a stream as its name says.
fn read_stream(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let mut stream = compression::unpacked(stream, &options.limits)?;
    let (is_empty, records_before) = (stream.is_empty()?, output.records());
    match archive::kind_of(&stream) {
        Some(kind) => archive::read_members(kind, stream, options, output),
        None => read_records(stream, options, output),
    }?;
    // A text without a byte is a record without a text, of which is told already.
    if is_empty && output.records() == records_before {
        return output::refused("empty_file", "there is not a byte in it");
    }
    Ok(())
}

/// Reads the records of a stream that is neither compressed nor an archive.
fn read_records(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let ending = stream.ending();
    let Some(format) = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str())) else {
        let what = if ending.is_empty() { "no ending".to_string() } else { format!("the ending .{ending}") };
        let message = match compression::ENDINGS.contains(&ending.as_str()) {
            true => format!("`{}` is packed twice: one compression is taken off", stream.name),
            false => format!("the name `{}` has {what}, and none of {}", stream.name, known_endings()),
        };
        return output::refused("unknown_format", message);
    };
    output.begin(format.name, options.limits.file_records);
    (format.read)(stream, options, output)
}

fn known_endings() -> String {
    let formats = FORMATS.iter().flat_map(|format| format.endings).copied();
    let all = formats.chain(archive::ENDINGS.iter().copied()).chain(compression::ENDINGS.iter().copied());
    all.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
}

/// SHA-256 in hexadecimal digits.
fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    crate::hash::hex(sha2::Sha256::digest(bytes))
}
