//! Dates that say their year, and days of a month that leave it to the article's date.

use jiff::civil::Date;

use super::interval::{Interval, decade_of, month_of, quarter_of, year_of};
use super::reader::{Found, Reader};
use super::tense::{Tense, tense_at};
use crate::annotation::Granularity;
use crate::lang::en::{CalendarWord, WordClass};
use crate::text::{Token, words};

/// What a date in figures says, whose parts may stand in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::stages) enum NumericDate {
    Day(Date),
    /// `03/04/2025`: the third of April or the fourth of March.
    Ambiguous,
}

/// The absolute date at a token.
pub(in crate::stages) fn date_at(reader: &Reader, index: usize) -> Option<Found> {
    if !may_begin(reader, index) {
        return None;
    }
    numeric(reader, index)
        .or_else(|| weekday_and_day(reader, index))
        .or_else(|| quarter_in_figures(reader, index))
        .or_else(|| month_and_year(reader, index))
        .or_else(|| decade(reader, index))
        .or_else(|| short_year(reader, index))
        .or_else(|| year(reader, index))
}

/// Whether none of the words stands there that are part of the calendar but open no date: `the`, `last`, `early`.
fn may_begin(reader: &Reader, index: usize) -> bool {
    use CalendarWord::{Month, Number, Ordinal, QuarterSign, Weekday};
    let opens = || matches!(reader.word(index), Some(Month(_) | Weekday(_) | Ordinal(_) | Number(_) | QuarterSign));
    !reader.token(index).is_some_and(Token::is_word) || opens()
}

/// `2025-02-17`, `17/02/2025`, `11/19/19`
fn numeric(reader: &Reader, index: usize) -> Option<Found> {
    let (date, mut end) = numeric_date(reader, index)?;
    // A time stamp goes on with the hour: `T08:57`.
    if reader.is_word(end, "T") {
        end += 2;
    }
    let interval = match date {
        NumericDate::Day(day) => Some((day, day)),
        NumericDate::Ambiguous => None,
    };
    Some(Found::absolute(end, Granularity::Day, interval, "date_in_figures"))
}

/// A date in figures and the token behind it.
pub(in crate::stages) fn numeric_date(reader: &Reader, index: usize) -> Option<(NumericDate, usize)> {
    let joint = reader.token(index + 1).and_then(Token::mark).filter(|mark| matches!(mark, '-' | '/'));
    if joint.is_none() {
        return Some((NumericDate::Day(dotted_date(reader, index)?), index + 1));
    }
    let parts = [reader.number(index)?, reader.number(index + 2)?, reader.number(index + 4)?];
    let is_joined = (index + 1..index + 5).all(|at| reader.token(at).is_some_and(Token::is_attached));
    // A hyphen right behind the third part goes on with a number; a dash with blanks around it leads to an hour.
    let goes_on = reader.token(index + 5).is_some_and(|next| next.is_mark('-') && next.is_attached());
    if reader.token(index + 3)?.mark() != joint || !is_joined || goes_on {
        return None;
    }
    Some((order_parts(parts)?, index + 5))
}

/// `17.02.2025`, which is one token.
fn dotted_date(reader: &Reader, index: usize) -> Option<Date> {
    reader.token(index).filter(|token| token.is_number() && (8..=10).contains(&token.span.len()))?;
    let (day, rest) = reader.text(index).split_once('.')?;
    let (month, year) = rest.split_once('.')?;
    let is_full = year.len() == 4 && day.len() <= 2 && month.len() <= 2;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_full.then_some(date)
}

/// `20250217`, ISO 8601 without hyphens: a day only where nothing else stands beside it.
pub(in crate::stages) fn basic_date(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
    let is_plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year: i16 = part(0..4).filter(|year| (1900..2100).contains(year))?;
    let date = Date::new(year, i8::try_from(part(4..6)?).ok()?, i8::try_from(part(6..8)?).ok()?).ok()?;
    is_plain.then_some(date)
}

fn order_parts([first, second, third]: [(i32, usize); 3]) -> Option<NumericDate> {
    let date =
        |year: i32, month: i32, day: i32| Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok();
    if first.1 == 4 {
        return date(first.0, second.0, third.0).map(NumericDate::Day);
    }
    let year = match third.1 {
        4 => third.0,
        2 => 2000 + third.0,
        _ => return None,
    };
    match (date(year, first.0, second.0), date(year, second.0, first.0)) {
        (Some(american), Some(european)) if american != european => Some(NumericDate::Ambiguous),
        (Some(day), _) | (_, Some(day)) => Some(NumericDate::Day(day)),
        _ => None,
    }
}

/// `Monday, Oct. 26`, `Friday the 13th of October`, `March 5, 1946`, `3 March`
fn weekday_and_day(reader: &Reader, index: usize) -> Option<Found> {
    let after_weekday = reader.weekday(index).map(|_| reader.after_comma(reader.after_stop(index + 1)));
    let start = after_weekday.unwrap_or(index);
    let start = start + usize::from(after_weekday.is_some() && reader.is_word(start, "the"));
    month_then_day(reader, start).or_else(|| day_then_month(reader, start))
}

/// `March 5, 1946`, `Sept. 30`, `August 7th`
fn month_then_day(reader: &Reader, index: usize) -> Option<Found> {
    let month = reader.month(index)?;
    let at = reader.after_stop(index + 1);
    let (day, _) = reader.number(at).filter(|&(day, digits)| digits <= 2 && (1..=31).contains(&day))?;
    let end = reader.after_ordinal(at + 1);
    let is_amount = reader.is_mark(end, '%') || reader.is_word(end, "percent") || reader.is_mark(end, ':');
    if is_amount { None } else { with_year(reader, index, end, month, day) }
}

/// `3 March 2025`, `the 3rd of March`
fn day_then_month(reader: &Reader, index: usize) -> Option<Found> {
    let (day, _) = reader.number(index).filter(|&(day, digits)| digits <= 2 && (1..=31).contains(&day))?;
    let at = reader.after_ordinal(index + 1);
    let at = at + usize::from(at > index + 1 && reader.is_word(at, "of"));
    let month = reader.month(at)?;
    with_year(reader, index, reader.after_stop(at + 1), month, day)
}

/// The day of a month, with the year behind it or the one that tense and article's date give.
fn with_year(reader: &Reader, index: usize, end: usize, month: i8, day: i32) -> Option<Found> {
    let after = reader.after_comma(end);
    if let Some(year) = reader.year(after) {
        let date = Date::new(year, month, day as i8).ok();
        return date.map(|date| Found::absolute(after + 1, Granularity::Day, Some((date, date)), "day_with_year"));
    }
    let (said, end) = year_said(reader, end);
    let date = match (said, reader.published) {
        (Some(years), Some(published)) => Date::new(published.year() + years, month, day as i8).ok(),
        (None, Some(published)) => nearest_day(published, month, day as i8, tense_at(reader, index)),
        _ => None,
    };
    Some(Found::relative(end, Granularity::Day, date.map(|date| (date, date)), "day_of_month"))
}

/// `this year`, `last year` behind a month, as years from the article's.
fn year_said(reader: &Reader, index: usize) -> (Option<i16>, usize) {
    let at = reader.after_of(index);
    let years = match () {
        () if !reader.is_word(at + 1, "year") => None,
        () if reader.is_word(at, "this") => Some(0),
        () if reader.is_word(at, "last") => Some(-1),
        () if reader.is_word(at, "next") => Some(1),
        () => None,
    };
    (years, if years.is_some() { at + 2 } else { index })
}

/// The day of this name nearest to the article's: before it in a past tense, behind it in a future one.
fn nearest_day(published: Date, month: i8, day: i8, tense: Option<Tense>) -> Option<Date> {
    let year = published.year();
    let candidates: Vec<Date> = (year - 1..=year + 1).filter_map(|year| Date::new(year, month, day).ok()).collect();
    match tense {
        Some(Tense::Past) => candidates.into_iter().filter(|&date| date <= published).max(),
        Some(Tense::Future) => candidates.into_iter().filter(|&date| date >= published).min(),
        None => candidates.into_iter().min_by_key(|&date| published.until(date).map_or(i32::MAX, |span| span.get_days().abs())),
    }
}

/// `July 1997`, `January of this year`, `January` alone with a word before it that only a time can follow.
fn month_and_year(reader: &Reader, index: usize) -> Option<Found> {
    let month = reader.month(index)?;
    let end = reader.after_stop(index + 1);
    let of = reader.after_comma(end);
    let of = of + usize::from(of == end && reader.is_word(of, "of"));
    if let Some(year) = reader.year(of).filter(|_| !reader.is_word(of + 1, "people")) {
        return Some(Found::absolute(of + 1, Granularity::Month, month_of(year, month), "month_and_year"));
    }
    let (said, end) = year_said(reader, end);
    if said.is_none() && reader.is_doubtful(index) && !follows_time_preposition(reader, index) {
        return None;
    }
    if said.is_none() && is_part_of_name(reader, index) {
        return None;
    }
    let interval = reader.published.and_then(|published| match said {
        Some(years) => month_of(published.year() + years, month),
        None => nearest_month(published, month, tense_at(reader, index)),
    });
    Some(Found::relative(end, Granularity::Month, interval, "month"))
}

/// A month that stands between capitalised words that are no dates: `April Jones`, `Lord March`.
fn is_part_of_name(reader: &Reader, index: usize) -> bool {
    let is_name = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.is(WordClass::FirstName) && token.is_capitalised() || token.is(WordClass::Title) && token.is_capitalised()
        })
    };
    let next_is_name = reader.token(index + 1).is_some_and(|next| next.is_capitalised() && next.is(WordClass::Surname));
    is_name(reader.before(index)) || (next_is_name && !follows_time_preposition(reader, index))
}

/// `in May`, `last March`, `since Dec.`
pub(super) fn follows_time_preposition(reader: &Reader, index: usize) -> bool {
    let words = words![
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "to",
        "through",
        "before",
        "after",
        "during",
        "between",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "of",
        "on",
        "for",
        "-",
        "/",
        "and",
        "around",
        "previous",
        "following",
    ];
    index.checked_sub(1).is_some_and(|before| reader.is_any(before, words))
}

fn nearest_month(published: Date, month: i8, tense: Option<Tense>) -> Option<Interval> {
    let year = published.year();
    let year = match tense {
        Some(Tense::Future) => year + i16::from(month < published.month()),
        Some(Tense::Past) => year - i16::from(month > published.month()),
        None => return None,
    };
    month_of(year, month)
}

/// `Q3 2025`, `the third quarter of 1994`
fn quarter_in_figures(reader: &Reader, index: usize) -> Option<Found> {
    let is_q = reader.word(index) == Some(CalendarWord::QuarterSign);
    let (quarter, end) = match reader.word(index) {
        Some(CalendarWord::Ordinal(quarter)) => {
            let at = index + 1 + usize::from(reader.is_mark(index + 1, '-'));
            reader.is_word(at, "quarter").then_some((quarter, at + 1))?
        }
        _ if is_q => (reader.number(index + 1).filter(|&(q, _)| (1..=4).contains(&q))?.0 as i8, index + 2),
        _ => return None,
    };
    match reader.year(reader.after_of(end)) {
        Some(year) => {
            Some(Found::absolute(reader.after_of(end) + 1, Granularity::Quarter, quarter_of(year, quarter), "quarter_and_year"))
        }
        None => Some(Found::relative(end, Granularity::Quarter, None, "quarter")),
    }
}

/// `the 1970s`, `the '80s`
fn decade(reader: &Reader, index: usize) -> Option<Found> {
    let at = index + usize::from(reader.token(index)?.is_quotation_mark());
    let (number, digits) = reader.number(at)?;
    let is_plural = reader.is_word(at + 1, "s") && reader.token(at + 1)?.is_attached()
        || reader.token(at + 1).is_some_and(|next| next.is_attached())
            && matches!(reader.text(at + 1), "'s" | "’s")
            && number % 10 == 0
            && digits == 4;
    let year = match (digits, at > index) {
        (4, false) if (1000..=2199).contains(&number) => number as i16,
        (2, true) => 1900 + number as i16,
        _ => return None,
    };
    let end = at + 2;
    // The 1800s and the 1900s can be a century as well.
    let days = if year % 100 == 0 && year < 2000 { None } else { decade_of(year) };
    (is_plural && number % 10 == 0).then(|| Found::absolute(end, Granularity::Decade, days, "decade"))
}

/// `in ’98`: a year without its century, which is the one nearest to our time.
fn short_year(reader: &Reader, index: usize) -> Option<Found> {
    let led = index.checked_sub(1).is_some_and(|before| reader.is_any(before, words!["in", "since", "of", "from", "until", "by"]));
    let (year, _) = reader.number(index + 1).filter(|&(_, digits)| digits == 2)?;
    let mark = reader.token(index).is_some_and(|token| matches!(token.mark(), Some('’' | '\'' | '‘')));
    let attached = |at: usize| reader.token(at).is_some_and(Token::is_attached);
    let closed = attached(index + 2) && !reader.is_mark(index + 2, '.') && !reader.is_mark(index + 2, ',');
    let year = if year > 30 { 1900 + year } else { 2000 + year } as i16;
    (led && mark && attached(index + 1) && !closed).then(|| Found::absolute(index + 2, Granularity::Year, year_of(year), "year"))
}

/// `1994` alone: four figures where a year can stand.
fn year(reader: &Reader, index: usize) -> Option<Found> {
    let Some(year) = reader.year(index) else { return year_in_words(reader, index) };
    if let Some(found) = year_then_quarter(reader, index, year) {
        return Some(found);
    }
    if let Some(found) = two_years(reader, index, year) {
        return Some(found);
    }
    let (before, next) = (reader.before(index), reader.token(index + 1));
    let is_joined = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.is_attached() && matches!(token.mark(), Some('%' | '/' | ':' | '°')) || token.is_attached() && token.is_word()
        })
    };
    let is_money = before.is_some_and(|before| {
        matches!(before.mark(), Some('$' | '£' | '€' | '¥' | '#' | '.')) && reader.token(index).is_some_and(Token::is_attached)
    });
    if is_joined(next) || is_money || counts_things(reader, index) {
        return None;
    }
    let is_usual = (1900..=2050).contains(&year);
    let is_led = follows_time_preposition(reader, index);
    let is_named = before.is_some_and(|before| before.is_capitalised() && index > reader.start() + 1 && before.is_attached());
    ((is_usual && !is_named) || is_led).then(|| Found::absolute(index + 1, Granularity::Year, year_of(year), "year"))
}

/// `2027/28`: a year of sport, schools or accounts, whose first and last day differ from one to the other.
fn two_years(reader: &Reader, index: usize, year: i16) -> Option<Found> {
    let is_tied =
        reader.is_mark(index + 1, '/') && (index + 1..index + 3).all(|at| reader.token(at).is_some_and(Token::is_attached));
    let (next, digits) = reader.number(index + 2).filter(|_| is_tied)?;
    let goes_on = reader.token(index + 3).is_some_and(|token| token.is_attached() && matches!(token.mark(), Some('/' | '-' | ':')));
    let follows = digits == 2 && next == i32::from(year + 1) % 100;
    (follows && !goes_on).then(|| Found::absolute(index + 3, Granularity::Year, None, "year"))
}

/// `2000 people`, `1,500 troops`: a small plural noun behind the figure, or a unit.
fn counts_things(reader: &Reader, index: usize) -> bool {
    let next = reader.text(index + 1);
    let is_small = reader.token(index + 1).is_some_and(|next| next.is_word() && !next.is_capitalised());
    let is_plural = next.len() > 3
        && next.ends_with('s')
        && !next.ends_with("ss")
        && !next.ends_with("us")
        && !matches!(next, "was" | "has" | "sees" | "elections" | "results" | "sales" | "earnings" | "levels" | "figures");
    let is_unit = matches!(
        next,
        "people"
            | "men"
            | "women"
            | "children"
            | "km"
            | "miles"
            | "feet"
            | "metres"
            | "meters"
            | "tons"
            | "tonnes"
            | "percent"
            | "per"
            | "million"
            | "billion"
            | "square"
            | "more"
            | "kg"
    );
    is_small && (is_plural || is_unit)
}

/// `the 1988 second quarter`
fn year_then_quarter(reader: &Reader, index: usize, year: i16) -> Option<Found> {
    let Some(CalendarWord::Ordinal(quarter)) = reader.word(index + 1) else { return None };
    let interval = quarter_of(year, quarter);
    reader.is_word(index + 2, "quarter").then(|| Found::absolute(index + 3, Granularity::Quarter, interval, "quarter_and_year"))
}

/// `nineteen ninety-four`, as broadcasts spell it.
fn year_in_words(reader: &Reader, index: usize) -> Option<Found> {
    let number = |at: usize| match reader.word(at) {
        Some(CalendarWord::Number(number)) => Some(number),
        _ => None,
    };
    let century = number(index).filter(|century| (18..=20).contains(century))?;
    let tens = number(index + 1).filter(|tens| (10..=90).contains(tens))?;
    let unit = number(index + 3).filter(|unit| reader.is_mark(index + 2, '-') && (1..=9).contains(unit) && tens >= 20);
    let year = i16::try_from(century * 100 + tens + unit.unwrap_or(0)).ok()?;
    let end = if unit.is_some() { index + 4 } else { index + 2 };
    Some(Found::absolute(end, Granularity::Year, year_of(year), "year_in_words"))
}
