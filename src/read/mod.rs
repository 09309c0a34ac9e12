//! Readers: bytes in files become articles, in input order. What cannot be read becomes a problem and costs no neighbour.
//!
//! To add a format: its file, a line in [`FORMATS`].

mod decode;
mod fields;
mod files;
mod guess;
mod json_lines;
mod mojibake;
mod plain_text;

use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use decode::{Decoded, DecodingProblem, RecordStream, decode, is_known_encoding, record_stream};
pub use files::{InputFile, find_files};
pub use json_lines::read_json_lines;
pub use plain_text::article_from_text;

use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::text::Article;

/// What a reader yields, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Article(Article),
    Problem(LocatedProblem),
}

/// Takes one item after the other; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// How records become articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// `stem`, or the name of the field that holds the article's id.
    pub id: Option<String>,
    /// Which field is what.
    pub fields: FieldNames,
    /// Records longer than this are a problem and no article.
    pub max_record_bytes: u64,
    /// Label of the encoding of records that declare none, have no byte-order mark and are no UTF-8.
    pub encoding: Option<String>,
    /// Whether mojibake is put right.
    pub repair: bool,
}

/// The names of a record's fields; `None` where the usual names are tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldNames {
    pub id: Option<String>,
    pub text: Option<String>,
    pub title: Option<String>,
    pub published_on: Option<String>,
    pub updated_on: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub byline: Option<String>,
    pub language: Option<String>,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { id: None, fields: FieldNames::default(), max_record_bytes: 64 << 20, encoding: None, repair: false }
    }
}

/// A format that articles come in.
pub struct Format {
    pub name: &'static str,
    /// Endings of file names, in lower case.
    pub endings: &'static [&'static str],
    read: fn(&InputFile, &ReadOptions, &mut Sink) -> std::io::Result<ControlFlow<()>>,
}

/// All formats.
pub const FORMATS: &[Format] = &[plain_text::FORMAT, json_lines::FORMAT];

/// Reads one file to its end, or until the sink breaks.
pub fn read_file(file: &InputFile, options: &ReadOptions, sink: &mut Sink) -> ControlFlow<()> {
    let sink: &mut Sink = &mut |item| checked(item, options, sink);
    let Some(format) = format_of(&file.path) else {
        let known: Vec<_> = FORMATS.iter().flat_map(|format| format.endings).map(|ending| format!(".{ending}")).collect();
        let message = format!("the ending of the file's name is none of {}", known.join(", "));
        return sink(file.problem("unknown_format", Severity::Error, None, message));
    };
    (format.read)(file, options, sink)
        .unwrap_or_else(|cause| sink(file.problem("unreadable_file", Severity::Error, None, cause.to_string())))
}

/// Hands an item on, with the problem that its text has.
fn checked(mut item: Item, options: &ReadOptions, sink: &mut Sink) -> ControlFlow<()> {
    if let Item::Article(article) = &mut item
        && let Some(problem) = mojibake::check(article, options.repair)
    {
        sink(Item::Problem(problem))?;
    }
    sink(item)
}

/// What was doubtful in decoding a record whose first byte is at `start` of its file.
fn decoding_problems(problems: Vec<DecodingProblem>, source: &str, start: u64) -> impl Iterator<Item = Item> {
    problems.into_iter().map(move |problem| {
        let span = problem.at.map(|at| (start + at as u64, start + at as u64 + 1));
        problem_at(source.to_string(), problem.code, Severity::Warning, span, problem.message)
    })
}

fn format_of(path: &std::path::Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

impl InputFile {
    /// A problem with this file as a whole or with a range of its bytes.
    fn problem(&self, code: &'static str, severity: Severity, span: Option<(u64, u64)>, message: String) -> Item {
        problem_at(self.source.clone(), code, severity, span, message)
    }

    /// The path to open.
    pub fn path(&self) -> &PathBuf {
        &self.path
    }
}

fn problem_at(source: String, code: &'static str, severity: Severity, span: Option<(u64, u64)>, message: String) -> Item {
    let problem = Problem { stage: "read", code, severity, span, message };
    Item::Problem(LocatedProblem { source, article_id: None, problem })
}

/// SHA-256 in hexadecimal digits.
fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
