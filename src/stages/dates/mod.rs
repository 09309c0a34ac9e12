#![doc = include_str!("dates.md")]

pub(super) mod absolute;
mod interval;
pub(super) mod reader;
mod relative;
mod tense;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::reader::{Found, Reader};
use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, BlockKind, DateKind, DateMention, Layer};
use crate::text::{Document, TokenRange};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "dates",
    version: 4,
    reads: &["blocks", "metadata", "sentences"],
    words: &[
        "adverb",
        "auxiliary",
        "calendar",
        "conjunction",
        "determiner",
        "first-names",
        "modal",
        "negation",
        "preposition",
        "pronoun",
        "surname",
        "titles",
    ],
    documentation: include_str!("dates.md"),
    build: |parameters| Box::new(Dates { _parameters: parameters.dates.clone() }),
};

/// `[stages.dates]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Dates {
    _parameters: Parameters,
}

impl Stage for Dates {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let published = done.metadata.published_on;
        let datelines = done.blocks.iter().filter(|block| block.kind == BlockKind::Dateline).map(|block| block.tokens);
        let sentences = done.sentences.iter().map(|sentence| sentence.tokens);
        let mut dates: Vec<DateMention> =
            sentences.chain(datelines).flat_map(|tokens| dates_in(document, tokens, published)).collect();
        dates.sort_by_key(|date| date.span);
        Layer::Dates(dates)
    }
}

/// The dates of a sentence or dateline, from left to right.
fn dates_in(document: &Document, tokens: TokenRange, published: Option<Date>) -> Vec<DateMention> {
    let reader = Reader::new(document, tokens, published);
    let mut dates = Vec::new();
    let mut index = tokens.start as usize;
    while index < tokens.end as usize {
        match date_at(&reader, index) {
            Some(found) => {
                dates.push(mention(document, index, &found));
                index = found.end.max(index + 1);
            }
            None => index += 1,
        }
    }
    dates
}

/// The expression that begins at a token: a clock time with its day, an absolute date, a relative one.
fn date_at(reader: &Reader, index: usize) -> Option<Found> {
    if !reader.may_begin(index) {
        return None;
    }
    let found = reader
        .after_clock_time(index)
        .and_then(|next| day_at(reader, next))
        .or_else(|| absolute::date_at(reader, index))
        .or_else(|| relative::date_at(reader, index))?;
    Some(Found { end: reader.after_part_of_day(found.end), ..found })
}

/// A date of one day: what a clock time belongs to.
fn day_at(reader: &Reader, index: usize) -> Option<Found> {
    absolute::date_at(reader, index)
        .or_else(|| relative::date_at(reader, index))
        .filter(|found| found.granularity == crate::annotation::Granularity::Day)
}

fn mention(document: &Document, start: usize, found: &Found) -> DateMention {
    DateMention {
        span: document.span_of(TokenRange::new(start, found.end)),
        kind: found.kind,
        granularity: found.granularity,
        start_on: found.interval.map(|(start, _)| start),
        end_on: found.interval.map(|(_, end)| end),
        rule: found.rule,
    }
}

impl Found {
    /// Whether the article's own date is needed to know which time is meant.
    pub(super) fn is_relative(&self) -> bool {
        self.kind == DateKind::Relative
    }
}
