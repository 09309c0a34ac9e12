//! The day that a record's field tells, in the forms that scrapers and archives write. English month names alone are known.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime::BrokenDownTime};
use jiff::tz::TimeZone;

/// Forms with one reading, of a text without weekday and ordinal endings. What stands behind them is the time.
const FORMS: &[&str] = &[
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%d %B, %Y",
    "%d-%B-%Y",
    "%b %d, %Y",
    "%b %d %Y",
    "%d %b %Y",
    "%d %b, %Y",
    "%d-%b-%Y",
    "%b %d %H:%M:%S %Y",
    "%b %d %H:%M:%S %z %Y",
    "%b %d %H:%M:%S UTC %Y",
    "%b %d %H:%M:%S GMT %Y",
];
/// Forms in pairs, of which the first is American and the second European.
const EITHER_ORDER: &[[&str; 2]] =
    &[["%m/%d/%Y", "%d/%m/%Y"], ["%m-%d-%Y", "%d-%m-%Y"], ["%m/%d/%y", "%d/%m/%y"], ["%m-%d-%y", "%d-%m-%y"]];

/// The day that a field tells, in whatever zone it tells it. Nothing is guessed: `None` too where day and month may stand in either order
/// (`03/04/2025`).
pub(super) fn day_of(text: &str) -> Option<Date> {
    let text = text.trim();
    let stamp = || rfc2822::parse(text).ok().map(|zoned| zoned.date());
    let plain = || without_weekday(&without_ordinals(text));
    iso(text).or_else(|| compact(text)).or_else(stamp).or_else(|| in_some_form(&plain()))
}

fn in_some_form(plain: &str) -> Option<Date> {
    let either = || {
        let readings = EITHER_ORDER.iter().map(|[american, european]| (in_form(american, plain), in_form(european, plain)));
        readings.into_iter().find(|(american, european)| american.is_some() || european.is_some())
    };
    FORMS.iter().find_map(|form| in_form(form, plain)).or_else(|| match either()? {
        (Some(american), Some(european)) => (american == european).then_some(american),
        (american, european) => american.or(european),
    })
}

/// `2025-03-04`, and a time behind it
fn iso(text: &str) -> Option<Date> {
    let is_date_alone = text.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+']));
    text.get(..10).filter(|_| is_date_alone).and_then(|day| day.parse().ok())
}

/// `20250304`, `20250304T101500Z`, and the seconds or milliseconds since 1970 (`1741046400`, `1741046400.0`), as the day in UTC
fn compact(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let is_fraction = |rest: &str| rest.strip_prefix('.').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let is_day = digits == 8 && (rest.is_empty() || rest.starts_with(['T', 't', ' '])) || digits == 14 && rest.is_empty();
    let number = || text[..digits].parse::<i64>().ok();
    let instant = match digits {
        10 | 13 if !rest.is_empty() && !is_fraction(rest) => None,
        10 => number().and_then(|seconds| Timestamp::from_second(seconds).ok()),
        13 => number().and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok()),
        _ => None,
    };
    if is_day { in_form("%Y%m%d", &text[..8]) } else { instant.map(|instant| instant.to_zoned(TimeZone::UTC).date()) }
}

/// The date that the text begins with in this form, if no digit or letter goes on with it.
fn in_form(form: &str, text: &str) -> Option<Date> {
    let (parsed, length) = BrokenDownTime::parse_prefix(form, text).ok()?;
    let is_whole = !text[length..].starts_with(char::is_alphanumeric);
    parsed.to_date().ok().filter(|date| is_whole && date.year() >= 1000)
}

/// `17th March` as `17 March`, `Sept. 3` and `Sept 3` as `Sep 3`
fn without_ordinals(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let word = word.trim_end_matches('.');
        let core = word.trim_end_matches(',');
        let digits = core.trim_end_matches(char::is_alphabetic);
        let is_ordinal =
            digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(&core[digits.len()..], "st" | "nd" | "rd" | "th");
        match () {
            () if is_ordinal && !digits.is_empty() => format!("{digits}{}", &word[core.len()..]),
            () if core.eq_ignore_ascii_case("sept") => "Sep".to_string(),
            () => word.to_string(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text behind a weekday's name.
fn without_weekday(text: &str) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (first, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let is_day = first.get(..3).is_some_and(|start| DAYS.iter().any(|day| start.eq_ignore_ascii_case(day)));
    if is_day { rest.trim_start_matches([' ', ',']).to_string() } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_with_one_reading_are_read() {
        for text in [
            "2025-03-04",
            " 2025-03-04T23:59:00+02:00",
            "2025-03-04 10:00:00",
            "Tue, 4 Mar 2025 08:00:00 +0000",
            "20250304",
            "20250304T101500Z",
            "20250304101500",
            "1741046400",
            "1741046400.0",
            "1741046400000",
            "2025/03/04",
            "04.03.2025",
            "4.3.2025, 10:15",
            "March 4, 2025",
            "MARCH 4, 2025 9:56 AM EST",
            "Mar. 4, 2025",
            "Tuesday, March 4th, 2025 at 10:15",
            "Tuesday 4 March 2025 10:15",
            "4 Mar 2025",
            "04-Mar-2025",
            "Tue Mar 04 08:00:00 2025",
            "Tue Mar 04 08:00:00 +0000 2025",
        ] {
            assert_eq!(day_of(text), Some(Date::constant(2025, 3, 4)), "{text}");
        }
        assert_eq!(day_of("Sept. 17, 2025"), Some(Date::constant(2025, 9, 17)));
    }

    #[test]
    fn a_part_over_twelve_tells_the_order_and_equal_parts_need_none() {
        let day = Some(Date::constant(2025, 3, 17));
        for text in ["17/03/2025", "3/17/2025", "17-03-2025 10:15", "3/17/25", "03-17-2025"] {
            assert_eq!(day_of(text), day, "{text}");
        }
        assert_eq!(day_of("04/04/2025"), Some(Date::constant(2025, 4, 4)));
    }

    #[test]
    fn what_has_two_readings_is_not_guessed() {
        for text in ["03/04/2025", "3/4/25", "03-04-2025 10:15"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "2025-03-041",
            "yesterday",
            "",
            "2025-13-01",
            "é2025-03-04",
            "March 2025",
            "2025",
            "31/02/2025",
            "17/03/20255",
            "–",
            "0000-00-00",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
