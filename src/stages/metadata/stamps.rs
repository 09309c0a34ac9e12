//! The days of publication and of the last update.

use jiff::civil::Date;

use super::address;
use crate::annotation::{Block, BlockKind, DateKind, Granularity, Problem, Severity};
use crate::stages::dates::absolute::{self, NumericDate, numeric_date};
use crate::stages::dates::reader::Reader;
use crate::text::{Document, Span};

/// What is known of an article's days.
#[derive(Default)]
pub(super) struct Dates {
    pub(super) published_on: Option<Date>,
    pub(super) updated_on: Option<Date>,
}

/// A date in figures whose day and month may stand in either order.
struct Ambiguous {
    is_update: bool,
    span: Span,
}

/// The record's days; or those of the datelines; or, for the day of publication, the one in the article's address. A date that
/// can be read in two ways is reported where nothing else tells the day.
pub(super) fn dates_of(document: &Document, blocks: &[Block], url: Option<&str>, problems: &mut Vec<Problem>) -> Dates {
    let article = document.article;
    let mut dates = Dates::default();
    let mut ambiguous = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Dateline && block.rule != "reporting_credit") {
        read_dateline(document, block, &mut dates, &mut ambiguous);
    }
    dates.published_on = article.published_on.or(dates.published_on).or_else(|| address::day_in(url?));
    dates.updated_on = article.updated_on.or(dates.updated_on);
    let is_open = |found: &&Ambiguous| if found.is_update { dates.updated_on } else { dates.published_on }.is_none();
    problems.extend(ambiguous.iter().filter(is_open).map(|found| ambiguous_date(document, found.span)));
    dates
}

/// Reads a dateline from left to right. A date behind `updated` is the update's; the first other one is the day of publication.
fn read_dateline(document: &Document, block: &Block, dates: &mut Dates, ambiguous: &mut Vec<Ambiguous>) {
    if let Some(day) = absolute::basic_date(document.slice(block.span)) {
        dates.published_on.get_or_insert(day);
    }
    let reader = Reader::new(document, block.tokens, None);
    let mut is_update = false;
    let mut index = block.tokens.start as usize;
    while index < block.tokens.end as usize {
        is_update = is_update_word(document.token_text(index), is_update);
        let Some((day, end)) = day_at(&reader, index) else {
            index += 1;
            continue;
        };
        let place = if is_update { &mut dates.updated_on } else { &mut dates.published_on };
        match day {
            NumericDate::Day(day) => {
                place.get_or_insert(day);
            }
            NumericDate::Ambiguous => {
                let span = document.tokens[index].span.to(document.tokens[end - 1].span);
                ambiguous.push(Ambiguous { is_update, span });
            }
        }
        index = end;
    }
}

/// Whether what follows is the time of an update.
fn is_update_word(word: &str, before: bool) -> bool {
    match word.to_ascii_lowercase().as_str() {
        "updated" | "update" | "modified" | "edited" | "revised" | "amended" => true,
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

fn ambiguous_date(document: &Document, span: Span) -> Problem {
    Problem {
        stage: "metadata",
        code: "ambiguous_date",
        severity: Severity::Warning,
        span: Some((u64::from(span.start), u64::from(span.end))),
        message: format!("day and month of `{}` may stand in either order: no date was taken from it", document.slice(span)),
    }
}
