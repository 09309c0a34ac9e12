//! The words that name times on the calendar.

use super::{WordClass, rows_of};
use crate::lexicon::{Lexicon, WordMap};

/// What the list knows of a word of time. Each begins or continues an expression for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarWord {
    /// From 1.
    Month(i8),
    /// Monday is 1.
    Weekday(i8),
    Unit(TimeUnit),
    /// `morning`
    PartOfDay,
    Season,
    /// `two`; 0 for one that is not told: `several`.
    Number(i32),
    /// `third`, of quarters.
    Ordinal(i8),
    /// `Q` before the figure of a quarter.
    QuarterSign,
    Direction(Direction),
    /// `early`, `end`
    Edge,
    /// Days from today: `yesterday`.
    Day(i32),
    /// `now`
    Deictic,
    /// `the`
    Article,
    /// `Christmas`; `election` is one with `Day` behind it.
    Holiday {
        needs_day: bool,
    },
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    /// `the year-earlier period`
    Period,
}

/// Where a unit lies, seen from the day of the article or from the time that the text has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Last,
    Next,
    This,
    /// `previous`: before the time that the text speaks of.
    Before,
    /// `following`
    After,
    Recent,
    Coming,
    /// `latest`, `same`
    Named,
}

/// The words of the calendar, by number.
pub struct CalendarWords {
    pub words: WordMap<CalendarWord>,
}

impl CalendarWords {
    pub(super) fn new(lexicon: &mut Lexicon) -> CalendarWords {
        let pairs = rows_of("calendar").filter_map(|row| match row[..] {
            [word, class, value] => Some((word, word_of(class, value)?)),
            _ => None,
        });
        CalendarWords { words: WordMap::new(lexicon, Some(WordClass::Calendar.into()), pairs) }
    }
}

fn word_of(class: &str, value: &str) -> Option<CalendarWord> {
    Some(match class {
        "month" => CalendarWord::Month(value.parse().ok()?),
        "weekday" => CalendarWord::Weekday(value.parse().ok()?),
        "unit" => CalendarWord::Unit(unit_of(value)?),
        "part" => CalendarWord::PartOfDay,
        "season" => CalendarWord::Season,
        "number" => CalendarWord::Number(value.parse().ok()?),
        "ordinal" => CalendarWord::Ordinal(value.parse().ok()?),
        "quarter" => CalendarWord::QuarterSign,
        "direction" => CalendarWord::Direction(direction_of(value)?),
        "edge" => CalendarWord::Edge,
        "day" => CalendarWord::Day(value.parse().ok()?),
        "deictic" => CalendarWord::Deictic,
        "article" => CalendarWord::Article,
        "holiday" => CalendarWord::Holiday { needs_day: value == "day" },
        _ => return None,
    })
}

fn unit_of(value: &str) -> Option<TimeUnit> {
    Some(match value {
        "hour" => TimeUnit::Hour,
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "weekend" => TimeUnit::Weekend,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "period" => TimeUnit::Period,
        _ => return None,
    })
}

fn direction_of(value: &str) -> Option<Direction> {
    Some(match value {
        "last" => Direction::Last,
        "next" => Direction::Next,
        "this" => Direction::This,
        "before" => Direction::Before,
        "after" => Direction::After,
        "recent" => Direction::Recent,
        "coming" => Direction::Coming,
        "named" => Direction::Named,
        _ => return None,
    })
}
