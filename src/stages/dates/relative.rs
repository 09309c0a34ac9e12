//! Dates that are told from the article's day: `yesterday`, `on Thursday`, `last week`, `two weeks ago`, `in the coming days`.

use super::absolute::follows_time_preposition;
use super::interval::{Interval, granularity_of, month_of, nearest_weekday, shifted, weekend_of, year_of};
use super::reader::{Found, Reader};
use super::tense::{Tense, tense_at};
use crate::annotation::Granularity;
use crate::lang::en::{CalendarWord, Direction, TimeUnit};
use crate::text::{Token, words};

/// The relative date at a token.
pub(super) fn date_at(reader: &Reader, index: usize) -> Option<Found> {
    ago(reader, index).or_else(|| match reader.word(index)? {
        CalendarWord::Day(days) => Some(day_from_today(reader, index + 1, days)),
        CalendarWord::Weekday(_) => weekday(reader, index),
        CalendarWord::Direction(direction) => directed(reader, index, direction),
        CalendarWord::Edge => edge(reader, index),
        CalendarWord::Article => behind_article(reader, index),
        CalendarWord::Unit(TimeUnit::Year) => earlier_year(reader, index).or_else(|| year_end(reader, index)),
        CalendarWord::Deictic if !reader.is_word(index + 1, "that") => {
            Some(Found::relative(index + 1, Granularity::Day, None, "deictic"))
        }
        CalendarWord::Season => season(reader, index, index),
        CalendarWord::Holiday { needs_day } => holiday(reader, index, needs_day),
        _ => None,
    })
}

fn day_from_today(reader: &Reader, end: usize, days: i32) -> Found {
    let interval = reader.published.and_then(|published| shifted(published, TimeUnit::Day, days));
    Found::relative(end, Granularity::Day, interval, "day_from_today")
}

/// `Thursday`, `Monday night`: in a past tense the latest one, in a future tense the coming one; the article's own day counts for both.
fn weekday(reader: &Reader, index: usize) -> Option<Found> {
    let day = reader.weekday(index)?;
    let is_set = reader
        .before(index)
        .is_some_and(|_| matches!(reader.text(index - 1), "every" | "each" | "most" | "per" | "Every" | "Each"));
    if is_set || (reader.is_doubtful(index) && !follows_time_preposition(reader, index)) {
        return None;
    }
    let step = match tense_at(reader, index) {
        Some(Tense::Future) => 1,
        _ if leads_ahead(reader, index) => 1,
        _ => -1,
    };
    let date = reader.published.and_then(|published| nearest_weekday(published, day, step, true));
    Some(Found::relative(index + 1, Granularity::Day, date.map(|date| (date, date)), "weekday"))
}

/// `by Friday`, `until Monday`: what they lead to has not come. At the head of a sentence the verb alone decides.
fn leads_ahead(reader: &Reader, index: usize) -> bool {
    index > reader.start() && matches!(reader.text(index - 1), "by" | "until" | "till")
}

/// `last week`, `this morning`, `next March`, `the coming days`, `recent years`
fn directed(reader: &Reader, index: usize, direction: Direction) -> Option<Found> {
    // `early this`, `last fiscal year`: one word may stand between.
    let at = index + 1 + usize::from(reader.is_word(index + 1, "fiscal") || reader.is_mark(index + 1, '-'));
    match reader.word(at)? {
        // `the last few months`: a time of no known length.
        CalendarWord::Number(0) if matches!(direction, Direction::Last | Direction::Recent | Direction::Next) => {
            let Some(CalendarWord::Unit(unit)) = reader.word(at + 1) else { return None };
            Some(Found::relative(at + 2, granularity_of(unit), None, "vague_period"))
        }
        CalendarWord::Unit(unit) => directed_unit(reader, at, direction, unit),
        CalendarWord::PartOfDay if matches!(direction, Direction::This) => Some(day_from_today(reader, at + 1, 0)),
        CalendarWord::PartOfDay if matches!(direction, Direction::Last) => Some(day_from_today(reader, at + 1, -1)),
        CalendarWord::Weekday(day) => Some(directed_weekday(reader, at, direction, day)),
        CalendarWord::Month(month) => reader.month(at).map(|_| directed_month(reader, at, direction, month)),
        CalendarWord::Season if !is_vague(direction) => Some(Found::relative(at + 1, Granularity::Quarter, None, "season")),
        CalendarWord::Holiday { needs_day: false } => Some(Found::relative(at + 1, Granularity::Day, None, "holiday")),
        CalendarWord::Ordinal(_) if reader.is_word(at + 1, "quarter") => {
            Some(Found::relative(at + 2, Granularity::Quarter, None, "quarter"))
        }
        _ => None,
    }
}

fn is_vague(direction: Direction) -> bool {
    matches!(direction, Direction::Recent | Direction::Coming | Direction::Named)
}

fn directed_unit(reader: &Reader, at: usize, direction: Direction, unit: TimeUnit) -> Option<Found> {
    let is_plural = reader.text(at).ends_with('s');
    let granularity = granularity_of(unit);
    let count = match (direction, is_plural) {
        (Direction::Last, false) => Some(-1),
        (Direction::Next, false) => Some(1),
        (Direction::This, false) => Some(0),
        (Direction::Recent | Direction::Coming | Direction::Before | Direction::After | Direction::Named, _) => None,
        // `last years`, `these last days`: a stretch of time of no known length.
        _ => return None,
    };
    let is_stretch =
        unit == TimeUnit::Hour || (unit == TimeUnit::Period && !matches!(direction, Direction::Named | Direction::Before));
    if is_stretch || (direction == Direction::This && unit == TimeUnit::Day) {
        return None;
    }
    let interval = reader.published.zip(count).and_then(|(published, count)| shifted(published, unit, count));
    let rule = if is_vague(direction) { "vague_period" } else { "period" };
    let mut end = at + 1;
    // `last year's third quarter`
    let clitic = matches!(reader.text(end), "'s" | "’s");
    if unit == TimeUnit::Year
        && clitic
        && matches!(reader.word(end + 1), Some(CalendarWord::Ordinal(_)))
        && reader.is_word(end + 2, "quarter")
    {
        end += 3;
        return Some(Found::relative(end, Granularity::Quarter, None, "quarter"));
    }
    Some(Found::relative(end, granularity, interval, rule))
}

fn directed_weekday(reader: &Reader, at: usize, direction: Direction, day: i8) -> Found {
    let date = reader.published.and_then(|published| match direction {
        Direction::Last => nearest_weekday(published, day, -1, false),
        Direction::Next | Direction::Coming => nearest_weekday(published, day, 1, false),
        Direction::This => nearest_weekday(published, day, if tense_at(reader, at) == Some(Tense::Past) { -1 } else { 1 }, true),
        _ => None,
    });
    Found::relative(at + 1, Granularity::Day, date.map(|date| (date, date)), "weekday")
}

fn directed_month(reader: &Reader, at: usize, direction: Direction, month: i8) -> Found {
    let interval = reader.published.and_then(|published| {
        let year = match direction {
            Direction::Last => published.year() - i16::from(month >= published.month()),
            Direction::Next | Direction::Coming => published.year() + i16::from(month <= published.month()),
            Direction::This => published.year(),
            _ => return None,
        };
        month_of(year, month)
    });
    Found::relative(at + 1, Granularity::Month, interval, "month")
}

/// `two weeks ago`, `a year earlier`, `10 days later`
fn ago(reader: &Reader, index: usize) -> Option<Found> {
    let (count, at) = amount(reader, index)?;
    let Some(CalendarWord::Unit(unit)) = reader.word(at) else { return None };
    let (word, end) = (reader.text(at + 1), at + 2);
    let published = reader.published.filter(|_| count > 0 && unit != TimeUnit::Weekend);
    let is_today = unit == TimeUnit::Hour;
    let interval = match word {
        "ago" => published.and_then(|published| shifted(published, unit, if is_today { 0 } else { -count })),
        "earlier" | "later" | "before" | "previously" if unit != TimeUnit::Hour => None,
        "from" if reader.is_word(end, "now") => {
            let interval = published.and_then(|published| shifted(published, unit, count));
            return Some(Found::relative(end + 1, granularity_of(unit), interval, "from_now"));
        }
        _ => return None,
    };
    let is_clause = word == "before" && reader.token(end).is_some_and(|next| next.is_word());
    (!is_clause)
        .then(|| Found::relative(end, granularity_of(unit), interval, if word == "ago" { "ago" } else { "earlier_or_later" }))
}

/// `two`, `10`, `a couple of`, `several`; 0 where the number is not told.
fn amount(reader: &Reader, index: usize) -> Option<(i32, usize)> {
    if let Some((number, _)) = reader.number(index) {
        return Some((number, index + 1));
    }
    match reader.word(index)? {
        CalendarWord::Number(1) if matches!(reader.word(index + 1), Some(CalendarWord::Number(0))) => {
            Some((0, index + 2 + usize::from(reader.is_word(index + 2, "of"))))
        }
        CalendarWord::Number(number) => Some((number, index + 1)),
        // `weeks ago`
        CalendarWord::Unit(_) if reader.is_word(index + 1, "ago") => Some((0, index)),
        _ => None,
    }
}

/// `early next year`, `late yesterday`, `mid-January`, `the end of the month`, `earlier Sunday`
fn edge(reader: &Reader, index: usize) -> Option<Found> {
    let at = index + 1 + usize::from(reader.is_mark(index + 1, '-'));
    let at = reader.after_of(at);
    let found = super::absolute::date_at(reader, at).or_else(|| date_at(reader, at)).or_else(|| {
        // `the end of the month`, `later in the week`
        let Some(CalendarWord::Unit(unit)) = reader.word(at).filter(|_| at > index + 1) else { return None };
        let interval = reader.published.and_then(|published| shifted(published, unit, 0));
        let is_calendar = !matches!(unit, TimeUnit::Hour | TimeUnit::Period);
        is_calendar.then(|| Found::relative(at + 1, granularity_of(unit), interval, "edge_of_period"))
    })?;
    Some(if found.is_relative() {
        Found { rule: if found.rule == "edge_of_period" { found.rule } else { "edge_of_date" }, ..found }
    } else {
        found
    })
}

/// `the third quarter`, `the weekend`, `the past`, `the year-earlier period`, `the coming days`
fn behind_article(reader: &Reader, index: usize) -> Option<Found> {
    let at = index + 1;
    let whole = |end, granularity, rule| Some(Found::relative(end, granularity, None, rule));
    match reader.word(at) {
        Some(CalendarWord::Unit(TimeUnit::Day)) if reader.is_any(at + 1, words!["before", "after"]) => beside_day(reader, at),
        Some(CalendarWord::Unit(TimeUnit::Weekend)) => whole(at + 1, Granularity::Week, "period")
            .map(|found| Found { interval: reader.published.and_then(|day| weekend(reader, index, day)), ..found }),
        Some(CalendarWord::Unit(TimeUnit::Quarter)) if !reader.text(at).ends_with('s') && !reader.is_mark(at + 1, '-') => {
            whole(at + 1, Granularity::Quarter, "quarter")
        }
        Some(CalendarWord::Direction(direction)) if reader.word(at + 1).is_some() => {
            let is_stretch = matches!(direction, Direction::Last | Direction::Next) || reader.is_word(at, "past");
            directed(reader, at, direction)
                .filter(|found| !is_stretch || found.rule == "vague_period" || !reader.text(at + 1).ends_with('s'))
        }
        _ if reader.is_any(at, words!["near"]) && matches!(reader.text(at + 1), "future" | "term") => {
            whole(at + 2, Granularity::Year, "deictic")
        }
        Some(CalendarWord::Direction(_)) if is_deictic_noun(reader, at) => whole(at + 1, Granularity::Year, "deictic"),
        _ if is_deictic_noun(reader, at) => whole(at + 1, Granularity::Year, "deictic"),
        Some(CalendarWord::Unit(TimeUnit::Year)) => earlier_year(reader, at),
        Some(CalendarWord::Season) => season(reader, index, at),
        Some(CalendarWord::Ordinal(_) | CalendarWord::Edge) => super::absolute::date_at(reader, at).or_else(|| date_at(reader, at)),
        _ => super::absolute::date_at(reader, at).filter(|found| found.granularity == Granularity::Decade),
    }
}

/// `the day before yesterday`, `the day after tomorrow`
fn beside_day(reader: &Reader, at: usize) -> Option<Found> {
    let Some(CalendarWord::Day(days)) = reader.word(at + 2).filter(|_| reader.is_word(at, "day")) else { return None };
    let step = if reader.is_word(at + 1, "before") { -1 } else { 1 };
    Some(day_from_today(reader, at + 3, days + step))
}

/// `the past`, `the future` with no noun behind.
fn is_deictic_noun(reader: &Reader, at: usize) -> bool {
    if !reader.is_any(at, words!["future", "past"]) {
        return false;
    }
    let is_followed =
        reader.token(at + 1).is_some_and(|next| next.is_word() && reader.word(at + 1).is_none() && !follows_noun(next));
    !is_followed
        && !reader.token(at + 1).is_some_and(Token::is_number)
        && !matches!(reader.word(at + 1), Some(CalendarWord::Number(_)))
}

fn follows_noun(token: &Token) -> bool {
    use crate::lang::en::WordClass;
    token.is_any(
        WordClass::Preposition.bit()
            | WordClass::Auxiliary.bit()
            | WordClass::Modal.bit()
            | WordClass::Conjunction.bit()
            | WordClass::Pronoun.bit(),
    )
}

fn weekend(reader: &Reader, index: usize, published: jiff::civil::Date) -> Option<Interval> {
    match tense_at(reader, index)? {
        Tense::Future => weekend_of(published),
        Tense::Past => {
            let this = weekend_of(published)?;
            if this.0 <= published { Some(this) } else { shifted(published, TimeUnit::Weekend, -1) }
        }
    }
}

/// `year-earlier`, `year-ago period`
fn earlier_year(reader: &Reader, index: usize) -> Option<Found> {
    let is_joined = reader.is_mark(index + 1, '-') && (reader.is_word(index + 2, "earlier") || reader.is_word(index + 2, "ago"));
    let end = index
        + 3
        + usize::from(matches!(reader.word(index + 3), Some(CalendarWord::Ordinal(_))) && reader.is_word(index + 4, "quarter"));
    let follows = matches!(reader.word(end), Some(CalendarWord::Unit(TimeUnit::Period | TimeUnit::Quarter)));
    is_joined.then(|| Found::relative(end + usize::from(follows), Granularity::Year, None, "earlier_or_later"))
}

/// `year end`, `year's end`
fn year_end(reader: &Reader, index: usize) -> Option<Found> {
    let at = index + 1 + usize::from(matches!(reader.text(index + 1), "'s" | "’s" | "-"));
    let interval = reader.published.and_then(|published| year_of(published.year()));
    reader.is_word(at, "end").then(|| Found::relative(at + 1, Granularity::Year, interval, "edge_of_period"))
}

/// `in spring`, `in the spring`, `the winter of 1994`, whose name is at `at`; a season's months differ between the hemispheres, so it has no interval.
fn season(reader: &Reader, first: usize, at: usize) -> Option<Found> {
    let of = reader.after_of(at + 1);
    if reader.year(of).is_some() {
        return Some(Found::absolute(of + 1, Granularity::Quarter, None, "season"));
    }
    let prepositions = words!["in", "since", "by", "until", "over", "during", "before", "mid", "through", "throughout"];
    let led = first > reader.start() && reader.is_any(first - 1, prepositions);
    let is_verb = reader.token(at + 1).is_some_and(|next| next.is_word() && !follows_noun(next));
    // `since the fall of the government`, `during the fall in prices`
    let is_descent = first < at && reader.is_word(at, "fall") && reader.is_any(at + 1, words!["in", "of"]);
    (led && !is_verb && !is_descent).then(|| Found::relative(at + 1, Granularity::Quarter, None, "season"))
}

/// `at Christmas`, `before Easter`, `Election Day`; it has no interval, since the day moves or differs between countries.
fn holiday(reader: &Reader, index: usize, needs_day: bool) -> Option<Found> {
    let is_named = matches!(reader.text(index + 1), "Day" | "Eve") && reader.token(index)?.is_capitalised();
    let is_period = matches!(reader.text(index + 1), "week" | "weekend");
    let is_led =
        index > reader.start() && (follows_time_preposition(reader, index) || reader.is_any(index - 1, words!["at", "over"]));
    let end = index + 1 + usize::from(is_named || is_period);
    (is_named || ((is_led || is_period) && !needs_day)).then(|| Found::relative(end, Granularity::Day, None, "holiday"))
}
