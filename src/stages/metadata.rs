#![doc = include_str!("metadata.md")]

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dates::absolute::{self, NumericDate, numeric_date};
use super::dates::reader::Reader;
use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Block, BlockKind, DateKind, Granularity, Layer, Metadata, Problem, Severity};
use crate::lang::en::WordClass;
use crate::text::{Document, Span};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "metadata",
    version: 1,
    reads: &["blocks"],
    documentation: include_str!("metadata.md"),
    build: |parameters| Box::new(FindMetadata { _parameters: parameters.metadata.clone() }),
};

/// `[stages.metadata]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct FindMetadata {
    _parameters: Parameters,
}

impl Stage for FindMetadata {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let article = document.article;
        let mut problems = Vec::new();
        let stamps = stamps_of(document, &done.blocks, &mut problems);
        let metadata = Metadata {
            title: article.title.clone().or_else(|| title_of(document, &done.blocks)),
            byline: article.byline.clone().or_else(|| byline_of(document, &done.blocks)),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            published_on: article.published_on.or(stamps.published_on),
            updated_on: article.updated_on.or(stamps.updated_on),
            language: article.language.clone().unwrap_or_else(|| language_of(document, &mut problems)),
        };
        if article.published_on.is_some() {
            problems.retain(|problem| problem.code != "ambiguous_date");
        }
        Layer::Metadata(metadata, problems)
    }
}

/// The headline's words, in one line.
fn title_of(document: &Document, blocks: &[Block]) -> Option<String> {
    let headline = blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
    Some(in_one_line(document.slice(headline.span)))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name in the first byline, without `By` and without what stands behind the name: a date, a post.
fn byline_of(document: &Document, blocks: &[Block]) -> Option<String> {
    let byline = blocks.iter().find(|block| matches!(block.rule, "byline" | "author_alone"))?;
    let mut tokens = byline.tokens.range();
    while tokens.start < tokens.end
        && matches!(document.token_text(tokens.start).to_ascii_lowercase().as_str(), "by" | "written" | "words" | "text" | "|")
    {
        tokens.start += 1;
    }
    let is_end = |index: &usize| {
        let token = &document.tokens[*index];
        token.is_number()
            || token.is_any(WordClass::Month.bit() | WordClass::Weekday.bit())
            || matches!(token.mark(), Some('|' | '–' | '—' | '•' | '('))
            || is_spaced_hyphen(document, *index)
    };
    let end = tokens.clone().find(is_end).unwrap_or(tokens.end);
    let first = document.tokens.get(tokens.start).filter(|_| tokens.start < end)?;
    let last = document.tokens.get(end - 1)?;
    let name = in_one_line(document.slice(first.span.to(last.span)));
    Some(name.trim_end_matches([',', ' ']).to_string()).filter(|name| !name.is_empty())
}

fn is_spaced_hyphen(document: &Document, index: usize) -> bool {
    let token = &document.tokens[index];
    token.is_mark('-') && !token.is_attached()
}

/// The days of publication and of the last update that datelines tell.
#[derive(Default)]
struct Stamps {
    published_on: Option<Date>,
    updated_on: Option<Date>,
}

/// Reads the datelines from the top. A date behind `updated` is the update's; the first other one is the day of publication.
fn stamps_of(document: &Document, blocks: &[Block], problems: &mut Vec<Problem>) -> Stamps {
    let mut stamps = Stamps::default();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Dateline && block.rule != "reporting_credit") {
        let reader = Reader::new(document, block.tokens, None);
        let mut is_update = false;
        let mut index = block.tokens.start as usize;
        while index < block.tokens.end as usize {
            is_update = is_update_word(document.token_text(index), is_update);
            match day_at(&reader, index) {
                Some((day, end)) => {
                    note(
                        document,
                        &mut stamps,
                        day,
                        is_update,
                        Span::new(document.tokens[index].span.start, block.span.end),
                        problems,
                    );
                    index = end;
                }
                None => index += 1,
            }
        }
    }
    stamps
}

/// Whether what follows is the time of an update.
fn is_update_word(word: &str, before: bool) -> bool {
    match word.to_ascii_lowercase().as_str() {
        "updated" | "update" | "modified" | "edited" | "revised" => true,
        "published" | "posted" | "first" | "created" | "date" => false,
        _ => before,
    }
}

/// A full date that begins at a token, and the token behind it.
fn day_at(reader: &Reader, index: usize) -> Option<(NumericDate, usize)> {
    numeric_date(reader, index).or_else(|| {
        let found = absolute::date_at(reader, index)?;
        let is_day = found.kind == DateKind::Absolute && found.granularity == Granularity::Day;
        found.interval.filter(|_| is_day).map(|(day, _)| (NumericDate::Day(day), found.end))
    })
}

fn note(document: &Document, stamps: &mut Stamps, day: NumericDate, is_update: bool, span: Span, problems: &mut Vec<Problem>) {
    let place = if is_update { &mut stamps.updated_on } else { &mut stamps.published_on };
    match day {
        NumericDate::Day(day) => {
            place.get_or_insert(day);
        }
        NumericDate::Ambiguous if place.is_none() => problems.push(Problem {
            stage: "metadata",
            code: "ambiguous_date",
            severity: Severity::Warning,
            span: Some((u64::from(span.start), u64::from(span.end))),
            message: format!("day and month of `{}` may stand in either order: no date was taken from it", document.slice(span)),
        }),
        NumericDate::Ambiguous => {}
    }
}

/// Words from which the share of English grammar words tells the language.
const ENOUGH_WORDS: usize = 60;
/// Of a hundred words of English news, 35 to 50 are determiners, prepositions, pronouns, conjunctions and auxiliaries; of other
/// languages' words those that happen to be spelt like one of them are less than this share.
const LEAST_ENGLISH: f64 = 0.18;

/// `en`, or `und` with a problem where a text is long enough to tell that it isn't.
fn language_of(document: &Document, problems: &mut Vec<Problem>) -> String {
    let grammar = WordClass::Determiner.bit()
        | WordClass::Preposition.bit()
        | WordClass::Conjunction.bit()
        | WordClass::Pronoun.bit()
        | WordClass::Auxiliary.bit()
        | WordClass::Modal.bit()
        | WordClass::Negation.bit();
    let words = document.tokens.iter().filter(|token| token.is_word());
    let (count, english) = words.fold((0, 0), |(count, english), word| {
        (count + 1, english + usize::from(word.is_any(grammar) || is_infinitive_to(document, word)))
    });
    if count < ENOUGH_WORDS || english as f64 >= count as f64 * LEAST_ENGLISH {
        return "en".to_string();
    }
    problems.push(Problem {
        stage: "metadata",
        code: "unsupported_language",
        severity: Severity::Warning,
        span: None,
        message: format!("{english} of {count} words are English grammar words: too few for English, so nothing is extracted"),
    });
    "und".to_string()
}

fn is_infinitive_to(document: &Document, word: &crate::text::Token) -> bool {
    document.slice(word.span) == "to"
}
