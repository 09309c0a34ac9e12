//! Where lines stand in a stream of lines: what it takes to tell them from others, and to read them again apart from those before them.

use std::ops::ControlFlow;

use super::json_lines::read_lines_at;
use super::output::{Item, Output};
use super::stream::Names;
use super::{LegacyGuess, ReadOptions, lines::Lines};
use crate::text::Article;

/// Where some lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePlace {
    pub(super) names: Names,
    /// What the stream was decoded from as a whole, if it was.
    pub(super) encoding: Option<String>,
    /// Number of the first line, from 1.
    pub(super) first: u64,
}

/// Lines that somebody may know already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedLines {
    pub bytes: u64,
    pub lines: u64,
    pub articles: u64,
}

impl LinePlace {
    /// The stream and the line: no two places of an input have both in common.
    pub fn position(&self) -> (&str, u64) {
        (&self.names.file, self.first)
    }

    /// All that a place is made of: the stream, what its articles are called after, its encoding, the line.
    pub fn parts(&self) -> (&str, Option<&str>, Option<&str>, u64) {
        (&self.names.file, self.names.stem.as_deref(), self.encoding.as_deref(), self.first)
    }

    /// The place of these parts.
    pub fn of_parts(file: String, stem: Option<String>, encoding: Option<String>, first: u64) -> LinePlace {
        LinePlace { names: Names { file, stem }, encoding, first }
    }

    /// The articles of lines that stand here and were read without any problem.
    pub fn articles(&self, bytes: &[u8], options: &ReadOptions) -> Vec<Article> {
        let mut articles = Vec::new();
        let mut sink = |item| {
            if let Item::Article(article) = item {
                articles.push(article);
            }
            ControlFlow::Continue(())
        };
        let mut output = Output::new(&mut sink);
        output.begin("", u64::MAX);
        let lines = Lines::new(bytes, 0, options.limits.record_bytes);
        // Bytes in memory can be read to their end, and of lines without a problem none was in a guessed encoding.
        let _ = read_lines_at(self.clone(), lines, &LegacyGuess::default(), options, &mut output);
        articles
    }
}
