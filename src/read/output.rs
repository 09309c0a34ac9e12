//! Where readers put what they read, and how reading ends early.

use std::ops::ControlFlow;

use super::counts::{FormatCounts, ReadCounts};
use super::line_place::{ExpectedLines, LinePlace};
use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::shield::without_panic;
use crate::text::Article;

/// What a reader yields, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Article(Article),
    Problem(LocatedProblem),
}

impl Item {
    /// A problem with a source as a whole or with a range of its bytes.
    pub(super) fn problem(
        source: &str,
        code: &'static str,
        severity: Severity,
        span: Option<(u64, u64)>,
        message: impl Into<String>,
    ) -> Item {
        let problem = Problem { stage: "read", code, severity, span, message: message.into() };
        Item::Problem(LocatedProblem { source: source.to_string(), article_id: None, problem })
    }
}

/// Takes what readers yield.
pub trait Sink {
    /// Takes the next item; `Break` ends the reading.
    fn take(&mut self, item: Item) -> ControlFlow<()>;

    /// Is told that a stream of records begins.
    fn begins(&mut self) {}

    /// Is asked before each line of a stream of lines: what it expects there, if it may know it already.
    fn expects(&mut self, _place: &LinePlace) -> Option<ExpectedLines> {
        None
    }

    /// Is shown the lines that stand where it expected some. Gives them back where they are others; else they are read no further.
    fn recognises(&mut self, _place: &LinePlace, bytes: Vec<u8>) -> Result<(), Vec<u8>> {
        Err(bytes)
    }

    /// Is shown every line of a stream of lines, before it takes what comes of it.
    fn passes(&mut self, _place: &LinePlace, _line: &[u8]) {}
}

impl<F: FnMut(Item) -> ControlFlow<()>> Sink for F {
    fn take(&mut self, item: Item) -> ControlFlow<()> {
        self(item)
    }
}

/// Why reading ended before the end of a stream.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody takes items any more: all reading ends.
    Unwanted,
    /// This stream cannot be read on: the next one can.
    Refused { code: &'static str, message: String },
}

/// How the reading of a stream ended.
pub(super) type Reading = Result<(), Stop>;

/// Ends the reading of a stream with a problem.
pub(super) fn refused<T>(code: &'static str, message: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Refused { code, message: message.into() })
}

/// A stream that its library cannot read.
pub(super) fn unreadable(cause: impl std::fmt::Display) -> Stop {
    Stop::Refused { code: "unreadable_file", message: cause.to_string() }
}

/// Calls a library that may panic over bytes that it does not expect.
pub(super) fn shielded<T>(call: impl FnOnce() -> T) -> Result<T, Stop> {
    without_panic(call).map_or_else(|| refused("unreadable_file", "the library that reads it gave up: it is broken"), Ok)
}

/// A refusal on its way through [`std::io::Read`].
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn error(code: &'static str, message: impl Into<String>) -> std::io::Error {
        std::io::Error::other(Refusal { code, message: message.into() })
    }
}

impl From<std::io::Error> for Stop {
    fn from(cause: std::io::Error) -> Stop {
        let code = cause.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()).map_or("unreadable_file", |own| own.code);
        Stop::Refused { code, message: cause.to_string() }
    }
}

/// Where readers put what they read, in order. Every record is counted here.
pub struct Output<'a> {
    sink: &'a mut dyn Sink,
    counts: ReadCounts,
    format: &'static str,
    /// How many more records the present stream may have.
    records_left: u64,
}

impl<'a> Output<'a> {
    pub fn new(sink: &'a mut dyn Sink) -> Output<'a> {
        Output { sink, counts: ReadCounts::new(), format: "", records_left: 0 }
    }

    /// What was read so far.
    pub fn into_counts(self) -> ReadCounts {
        self.counts
    }

    /// Begins a stream of records of this format.
    pub(super) fn begin(&mut self, format: &'static str, max_records: u64) {
        self.format = format;
        self.records_left = max_records;
        self.here().files += 1;
        self.sink.begins();
    }

    /// How many records were read so far, of all formats.
    pub(super) fn records(&self) -> u64 {
        self.counts.values().map(|counts| counts.records).sum()
    }

    /// The lines that may be known here, as far as the stream may have so many records.
    pub(super) fn expects(&mut self, place: &LinePlace) -> Option<ExpectedLines> {
        self.sink.expects(place).filter(|expected| expected.articles <= self.records_left)
    }

    /// Whether these are the lines that were expected: then they are counted, each article a record. Otherwise they come back.
    pub(super) fn recognises(&mut self, place: &LinePlace, expected: &ExpectedLines, bytes: Vec<u8>) -> Result<(), Vec<u8>> {
        self.sink.recognises(place, bytes)?;
        self.records_left -= expected.articles;
        let counts = self.here();
        counts.records += expected.articles;
        counts.articles += expected.articles;
        Ok(())
    }

    /// Shows a line that is read.
    pub(super) fn passes(&mut self, place: &LinePlace, line: &[u8]) {
        self.sink.passes(place, line);
    }

    /// Takes what came of one record: its article, its problems, or nothing where it is no article by its nature.
    pub(super) fn record(&mut self, items: Vec<Item>) -> Reading {
        if self.records_left == 0 {
            return refused("too_many_records", "the file has more records than `file_records` allows: the rest was not read");
        }
        self.records_left -= 1;
        let counts = self.here();
        counts.records += 1;
        if items.iter().any(|item| matches!(item, Item::Article(_))) {
            counts.articles += 1;
        } else if items.is_empty() {
            counts.passed_over += 1;
        } else {
            counts.left_out += 1;
        }
        items.into_iter().try_for_each(|item| self.give(item))
    }

    /// Takes a record that could not be read at all.
    pub(super) fn unreadable_record(&mut self, source: &str, stop: Stop) -> Reading {
        match stop {
            Stop::Refused { code, message } => self.record(vec![Item::problem(source, code, Severity::Error, None, message)]),
            Stop::Unwanted => Err(stop),
        }
    }

    /// Takes a doubt about a stream as a whole.
    pub(super) fn doubt(&mut self, source: &str, code: &'static str, message: String) -> Reading {
        self.give(Item::problem(source, code, Severity::Warning, None, message))
    }

    /// Ends a stream. What stopped it early becomes a problem, unless all reading ends.
    pub(super) fn close(&mut self, source: &str, reading: Reading) -> Reading {
        match reading {
            Err(Stop::Refused { code, message }) => self.give(Item::problem(source, code, Severity::Error, None, message)),
            other => other,
        }
    }

    fn give(&mut self, item: Item) -> Reading {
        match self.sink.take(item) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Unwanted),
        }
    }

    fn here(&mut self) -> &mut FormatCounts {
        self.counts.entry(self.format).or_default()
    }
}
