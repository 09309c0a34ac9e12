//! Spans: inside the article's text, and the words that stand there are the row's.

use std::collections::BTreeMap;

use arrow::array::{Array, Int32Array, StringArray};
use memchr::memmem;

use super::finding::{Findings, Place};
use crate::text::CodePointIndex;

/// How an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    CodePoints,
    Bytes,
}

/// A pair of columns that is a span of `articles.text`, and the column that holds the words there.
#[derive(Debug, Clone, Copy)]
pub struct SpanColumns {
    pub start: &'static str,
    /// Nothing for a single position.
    pub end: Option<&'static str>,
    pub unit: Unit,
    pub text: Option<&'static str>,
}

/// All columns of offsets into `articles.text`. A table has those of them that its schema has.
pub const SPANS: &[SpanColumns] = &[
    SpanColumns { start: "char_start", end: Some("char_end"), unit: Unit::CodePoints, text: Some("text") },
    SpanColumns { start: "byte_start", end: Some("byte_end"), unit: Unit::Bytes, text: Some("text") },
    SpanColumns { start: "cue_char_start", end: Some("cue_char_end"), unit: Unit::CodePoints, text: Some("cue") },
    SpanColumns {
        start: "speaker_char_start",
        end: Some("speaker_char_end"),
        unit: Unit::CodePoints,
        text: Some("speaker_mention"),
    },
    SpanColumns { start: "first_char_start", end: None, unit: Unit::CodePoints, text: None },
];

/// Columns whose words the article holds at a place that no column tells.
pub const WORDS: &[(&str, &str)] = &[("claims", "number_text"), ("claims", "item"), ("quotations", "addressee")];

/// An article's text, ready to be sliced.
pub(super) struct ArticleText<'a> {
    text: &'a str,
    code_points: CodePointIndex,
}

/// The texts of some articles by the articles' numbers.
pub(super) type Texts<'a> = BTreeMap<u32, ArticleText<'a>>;

/// The texts of a piece of `articles`. `article_of` is the number of each row's article.
pub(super) fn texts_of<'a>(articles: &'a Place, article_of: &[u32]) -> Texts<'a> {
    let Some(texts) = articles.piece.strings("text") else { return Texts::new() };
    let text = |(row, &article): (usize, &u32)| {
        let text = texts.is_valid(row).then(|| texts.value(row))?;
        Some((article, ArticleText { text, code_points: CodePointIndex::new(text) }))
    };
    article_of.iter().enumerate().filter_map(text).collect()
}

/// Checks the spans of a piece; `with_words`: also that the words there are the row's.
pub(super) fn check_spans(place: &Place, article_of: &[u32], texts: &Texts, with_words: bool, findings: &mut Findings) {
    if place.file.table.name == "articles" {
        return check_lengths(place, article_of, texts, findings);
    }
    for span in SPANS {
        let Some(starts) = place.piece.integers(span.start) else { continue };
        let ends = span.end.and_then(|end| place.piece.integers(end));
        let words = span.text.filter(|_| with_words).and_then(|text| place.piece.strings(text));
        for (row, article) in article_of.iter().enumerate() {
            if let Some(text) = texts.get(article)
                && let Err((column, check, message)) = check_span(span, text, starts, ends, words, row)
            {
                findings.push(place.finding(check, row, column, message));
            }
        }
    }
    if with_words {
        check_words(place, article_of, texts, findings);
    }
}

/// What is wrong with a span: the column, the check, the message.
type Wrong = (&'static str, &'static str, String);

fn check_span(
    span: &SpanColumns,
    text: &ArticleText,
    starts: &Int32Array,
    ends: Option<&Int32Array>,
    words: Option<&StringArray>,
    row: usize,
) -> Result<(), Wrong> {
    let wrong = |column, message: String| (column, "span", message);
    let (end_column, text_column) = (span.end.unwrap_or(span.start), span.text.unwrap_or(span.start));
    let start_at = starts.is_valid(row).then(|| starts.value(row));
    let end_at = ends.map_or(start_at, |ends| ends.is_valid(row).then(|| ends.value(row)));
    let has_words = words.is_none_or(|words| words.is_valid(row));
    let (start, end) = match (start_at, end_at) {
        (Some(start), Some(end)) => (start, end),
        (None, None) if words.is_some() && has_words && span.end.is_some() => {
            return Err((text_column, "slice", "there are words and no offsets".to_string()));
        }
        (None, None) => return Ok(()),
        _ => return Err(wrong(end_column, format!("only one of {} and {end_column} is null", span.start))),
    };
    let outside = |column, at: i32| wrong(column, format!("{at} is outside the article’s text or inside a character"));
    let first = text.byte_at(span.unit, start).ok_or_else(|| outside(span.start, start))?;
    let last = text.byte_at(span.unit, end).ok_or_else(|| outside(end_column, end))?;
    if last < first {
        return Err(wrong(end_column, format!("{end} is before {} {start}", span.start)));
    }
    match words {
        Some(words) if !has_words || &text.text[first..last] != words.value(row) => {
            let there: String = text.text[first..last].chars().take(60).collect();
            Err((text_column, "slice", format!("at {start}..{end} of the article ({}) stands `{there}`", span.start)))
        }
        _ => Ok(()),
    }
}

fn check_lengths(place: &Place, article_of: &[u32], texts: &Texts, findings: &mut Findings) {
    let Some(counts) = place.piece.integers("char_count") else { return };
    for (row, text) in article_of.iter().enumerate().filter_map(|(row, article)| Some((row, texts.get(article)?))) {
        let length = text.code_points.code_points_before(text.text.len() as u32);
        if counts.is_valid(row) && i64::from(counts.value(row)) != i64::from(length) {
            let message = format!("the text has {length} code points and not {}", counts.value(row));
            findings.push(place.finding("count", row, "char_count", message));
        }
    }
}

fn check_words(place: &Place, article_of: &[u32], texts: &Texts, findings: &mut Findings) {
    for (_, column) in WORDS.iter().filter(|(table, _)| *table == place.file.table.name) {
        let Some(words) = place.piece.strings(column) else { continue };
        let near = place.piece.strings("text");
        for (row, article) in article_of.iter().enumerate().filter(|(row, _)| words.is_valid(*row)) {
            let Some(text) = texts.get(article) else { continue };
            let wanted = words.value(row).as_bytes();
            let holds = |text: &str| memmem::find(text.as_bytes(), wanted).is_some();
            let is_near = near.is_some_and(|near| near.is_valid(row) && holds(near.value(row)));
            if !is_near && !holds(text.text) {
                findings.push(place.finding("slice", row, column, "the article does not hold these words"));
            }
        }
    }
}

impl ArticleText<'_> {
    /// The byte at an offset; `None` outside the text or inside a character.
    fn byte_at(&self, unit: Unit, at: i32) -> Option<usize> {
        let at = u32::try_from(at).ok()?;
        match unit {
            Unit::CodePoints => self.code_points.byte_of(at).map(|byte| byte as usize),
            Unit::Bytes => Some(at as usize).filter(|&byte| self.text.is_char_boundary(byte)),
        }
    }
}
