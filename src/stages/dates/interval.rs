//! Intervals of whole days on the calendar.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::annotation::Granularity;
use crate::lang::en::TimeUnit;

/// First and last day.
pub(super) type Interval = (Date, Date);

/// The unit of the calendar that holds a day: its ISO week, its month, its year.
pub(super) fn around(date: Date, granularity: Granularity) -> Option<Interval> {
    let (year, month) = (date.year(), date.month());
    match granularity {
        Granularity::Day => Some((date, date)),
        Granularity::Week => {
            let monday = date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        Granularity::Month => month_of(year, month),
        Granularity::Quarter => quarter_of(year, (month - 1) / 3 + 1),
        Granularity::Year => year_of(year),
        Granularity::Decade => decade_of(year),
    }
}

pub(super) fn month_of(year: i16, month: i8) -> Option<Interval> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

pub(super) fn quarter_of(year: i16, quarter: i8) -> Option<Interval> {
    let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
    Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
}

pub(super) fn year_of(year: i16) -> Option<Interval> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

pub(super) fn decade_of(year: i16) -> Option<Interval> {
    let first = year - year.rem_euclid(10);
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?))
}

/// The Saturday and Sunday of a day's ISO week.
pub(super) fn weekend_of(date: Date) -> Option<Interval> {
    let (_, sunday) = around(date, Granularity::Week)?;
    Some((sunday.yesterday().ok()?, sunday))
}

/// The unit that lies `count` units from the one that holds `date`.
pub(super) fn shifted(date: Date, unit: TimeUnit, count: i32) -> Option<Interval> {
    let there = date.checked_add(span_of(unit, count)?).ok()?;
    match unit {
        TimeUnit::Weekend => weekend_of(there),
        _ => around(there, granularity_of(unit)),
    }
}

fn span_of(unit: TimeUnit, count: i32) -> Option<Span> {
    let span = Span::new();
    match unit {
        TimeUnit::Hour => Some(span),
        TimeUnit::Day => span.try_days(count).ok(),
        TimeUnit::Week | TimeUnit::Weekend => span.try_weeks(count).ok(),
        TimeUnit::Month => span.try_months(count).ok(),
        TimeUnit::Quarter => span.try_months(count.checked_mul(3)?).ok(),
        TimeUnit::Year => span.try_years(count).ok(),
        TimeUnit::Decade => span.try_years(count.checked_mul(10)?).ok(),
        TimeUnit::Period => None,
    }
}

/// How long the time is that a unit names.
pub(super) fn granularity_of(unit: TimeUnit) -> Granularity {
    match unit {
        TimeUnit::Hour | TimeUnit::Day => Granularity::Day,
        TimeUnit::Week | TimeUnit::Weekend => Granularity::Week,
        TimeUnit::Month => Granularity::Month,
        TimeUnit::Quarter | TimeUnit::Period => Granularity::Quarter,
        TimeUnit::Year => Granularity::Year,
        TimeUnit::Decade => Granularity::Decade,
    }
}

/// The nearest day with this name (Monday is 1), counted from `date` in direction `days` of 1 or -1; `date` itself included if `or_same`.
pub(super) fn nearest_weekday(date: Date, weekday: i8, days: i64, or_same: bool) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    let first = i64::from(!or_same);
    (first..first + 7)
        .map(|step| date.checked_add((step * days).days()).ok())
        .find(|day| day.is_some_and(|day| day.weekday() == wanted))?
}
