//! Guards against the calendar and the clock: days, months, years, decades, seasons, hours.
//!
//! The dates stage finds these to place them in time; here they only must not come out as quantities, also where that stage
//! leaves them alone.

use super::no_claim::{counts_plural, is_compared, is_measured};
use super::number::Number;
use super::reader::Reader;
use super::{comparator, currency, item, measure};
use crate::annotation::QuantityKind;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

const PARTS_OF_DAY: RuleWords = words!["morning", "afternoon", "evening"];
const ZONES: RuleWords = words!["gmt", "bst", "est", "edt", "et", "utc", "cet", "pdt", "pst", "cdt"];
const ERAS: RuleWords = words!["bc", "ad", "bce", "ce", "b.c.", "a.d."];

/// `11 a.m.`, `10.45pm`, `5 o'clock`, `1500 GMT`, `at 5 on Friday`, `4 in the morning`: the token after the time.
pub fn clock(r: &Reader, number: &Number) -> Option<usize> {
    let at = number.end;
    let named = r.is_any(at, words!["a.m.", "p.m.", "a.m", "p.m", "o'clock"]);
    let half_of_day = r.is_any(at, words!["am", "pm"]) && is_clock_figure(r, number);
    let zoned = r.is_any(at, ZONES) && r.is_in_capitals(at) && number.low <= 2400.0;
    if named || half_of_day || zoned {
        return Some(at + 1);
    }
    if let Some(end) = clock_range(r, number).or_else(|| hour(r, number)) {
        return Some(end);
    }
    let hour = number.low >= 1.0 && number.low <= 12.0 && number.low.fract() == 0.0;
    let in_part = r.is(at, "in") && r.is(at + 1, "the") && r.is_any(at + 2, PARTS_OF_DAY);
    let on_day = r.is_any(at, words!["on", "this", "tomorrow", "tonight", "every", "today", "sharp"]);
    let told = in_part || (on_day && r.is(number.first.wrapping_sub(1), "at"));
    (hour && told).then_some(at)
}

/// `9-11am`, `from 2 to 3:30 p.m.`: the token after two hours of one half of the day.
fn clock_range(r: &Reader, number: &Number) -> Option<usize> {
    let second = number.end + 1;
    if !(r.is_dash(number.end) || r.is_any(number.end, words!["to", "and", "or", "until", "till", "through"])) {
        return None;
    }
    let is_hour = r.is_digits(second) && r.text(second).len() <= 5 && is_clock_figure(r, number);
    let minutes = r.is_one_of(second + 1, ":") && r.is_digits(second + 2);
    let half = second + 1 + 2 * usize::from(minutes);
    (is_hour && r.is_any(half, words!["am", "pm", "a.m.", "p.m.", "a.m", "p.m"])).then_some(half + 1)
}

/// Verbs of coming and waking, beside which a figure behind `at` is a time.
const ARRIVALS: RuleWords =
    words!["arrive", "arrived", "arrives", "arriving", "awoke", "depart", "departed", "departs", "wake", "wakes", "woke",];

/// `arrived at 5.21`, `slept until nine`, `from nine to five`, `at three o'clock and … by five`: an hour that only the words around it tell. Gives the token
/// after it.
pub fn hour(r: &Reader, number: &Number) -> Option<usize> {
    let before = number.first.wrapping_sub(1);
    let is_told = match () {
        () if r.is(before, "at") => r.is_any(before.wrapping_sub(1), ARRIVALS) || is_beside_clock(r, number.first),
        () if r.is_any(before, words!["until", "till"]) => true,
        () if r.is_any(before, words!["by", "before", "after"]) => is_beside_clock(r, number.first),
        () if r.is(before, "from") => return hours_of_work(r, number),
        () => false,
    };
    (is_told && is_bare_hour(r, number)).then_some(number.end)
}

/// Whether the sentence tells the time of another thing.
fn is_beside_clock(r: &Reader, at: usize) -> bool {
    r.around(at).any(|at| r.is_any(at, words!["o'clock", "a.m.", "p.m."]))
}

/// An hour's figure that neither counts nor measures.
fn is_bare_hour(r: &Reader, number: &Number) -> bool {
    let closes = !r.is_word(number.end) || r.in_list(number.end, WordClass::ItemStop);
    // `until three of them left`, `until two or three people came`
    let goes_on = r.is_dash(number.end) || r.is_one_of(number.end, "%°") || r.is_any(number.end, words!["of", "or"]);
    closes && !goes_on && is_clock_figure(r, number) && !is_measured(r, number)
}

/// `from nine to five`: an earlier hour behind `to` is that of the afternoon, where nothing has fallen.
fn hours_of_work(r: &Reader, number: &Number) -> Option<usize> {
    let end = super::number::read(r, number.end + 1).filter(|_| r.is(number.end, "to"))?;
    let is_earlier = end.low < number.low && is_clock_figure(r, number) && number.low.fract() == 0.0;
    (is_earlier && is_bare_hour(r, &end) && !super::change::is_moving(r, number.first)).then_some(end.end)
}

/// `10`, `10.45`: an hour, or an hour and minutes of two digits.
fn is_clock_figure(r: &Reader, number: &Number) -> bool {
    let minutes = r.text(number.first).split_once('.').map(|(_, minutes)| minutes);
    number.low >= 1.0 && number.low < 13.0 && minutes.is_none_or(|minutes| minutes.len() == 2 && minutes < "60")
}

/// Whether the token, or the word before its stop, is a month. `may` and `march` count only with a capital.
fn is_month(r: &Reader, at: usize) -> bool {
    let word = if r.is(at, ".") { at.wrapping_sub(1) } else { at };
    r.in_list(word, WordClass::Month) && (r.is_capitalised(word) || !r.is_any(word, words!["may", "march", "mar"]))
}

fn is_day(r: &Reader, at: usize) -> bool {
    r.is_digits(at) && r.text(at).len() <= 2 && r.text(at).parse().is_ok_and(|day: u32| (1..=31).contains(&day))
}

fn is_four_digits(r: &Reader, at: usize) -> bool {
    r.text(at).len() == 4 && r.text(at).bytes().all(|byte| byte.is_ascii_digit())
}

/// Days beside months, years, decades and seasons: the token after them.
pub fn date(r: &Reader, number: &Number) -> Option<usize> {
    decade(r, number).or_else(|| day_of_month(r, number)).or_else(|| era(r, number)).or_else(|| year(r, number))
}

/// `the 1960s`, `his 40s`, `the 1990's`, `a 30-something`.
fn decade(r: &Reader, number: &Number) -> Option<usize> {
    if r.is_tying_hyphen(number.end) && r.is_any(number.end + 1, words!["something", "somethings"]) {
        return Some(number.end + 2);
    }
    if !(r.is_attached(number.end) && (r.is(number.end, "s") || r.is_possessive(number.end))) {
        return None;
    }
    let before = number.first.wrapping_sub(1);
    let two_digits = r.text(number.first).len() == 2
        && r.is_any(before, words!["the", "early", "late", "mid", "his", "her", "their", "and", "-", "'"]);
    (two_digits || is_four_digits(r, number.first)).then_some(number.end + 1)
}

/// `September 8`, `Feb. 20-22`, `8 September`, `the 12th of May`, `24 and 25 April`.
fn day_of_month(r: &Reader, number: &Number) -> Option<usize> {
    let (at, before) = (number.first, number.first.wrapping_sub(1));
    if !is_day(r, at) || number.end != at + 1 || currency::before(r, at).is_some() {
        return None;
    }
    let last = if r.is_dash(at + 1) && is_day(r, at + 2) { at + 3 } else { at + 1 };
    let percent = measure::after(r, last).is_some_and(|measure| measure.unit.kind == QuantityKind::Percent);
    if is_month(r, before) && !percent {
        return Some(more_days(r, last));
    }
    let ordinal = if r.is_attached(last) && r.is_any(last, words!["st", "nd", "rd", "th"]) { last + 1 } else { last };
    let month = if r.is(ordinal, "of") { ordinal + 1 } else { ordinal };
    if is_month(r, month) && !is_measured(r, number) {
        return Some(month);
    }
    let listed = r.is_any(last, words!["and", "or", "to"]) && is_day(r, last + 1) && is_month(r, last + 2);
    listed.then_some(last + 2)
}

/// The end of `24 and 25`, `24, 25 and 26` behind a month.
fn more_days(r: &Reader, mut end: usize) -> usize {
    while r.is_any(end, words!["and", "to", "or", "through", ","]) && is_day(r, end + 1) && !r.is_word(end + 2) {
        end += 2;
    }
    end
}

/// `300 BC`, `A.D. 1000`, `’68`.
fn era(r: &Reader, number: &Number) -> Option<usize> {
    let (at, before) = (number.first, number.first.wrapping_sub(1));
    let is_era = |at: usize, words: RuleWords| r.is_any(at, words) && r.is_in_capitals(at);
    let named = is_era(number.end, ERAS) || is_era(before, words!["ad", "a.d."]);
    let short = r.is_one_of(before, "'’‘") && r.is_attached(at) && r.text(at).len() == 2 && is_day_or_year(r, at);
    (named || short).then(|| end_of_years(r, number.end))
}

fn is_day_or_year(r: &Reader, at: usize) -> bool {
    r.text(at).bytes().all(|byte| byte.is_ascii_digit())
}

const BEFORE_YEAR: RuleWords = words![
    "in", "since", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "through", "between", "circa",
    "year", "fiscal", "spring", "summer", "autumn", "fall", "winter", "(", "/", "end", "back", "class",
];

/// A figure of four digits that names a year. From 1900 on it does unless it counts or is bounded; before 1900 only behind a
/// word of time or as a modifier (`the 1812 overture`).
fn year(r: &Reader, number: &Number) -> Option<usize> {
    let before = number.first.wrapping_sub(1);
    if !is_four_digits(r, number.first)
        || number.end != number.first + 1
        || is_measured(r, number)
        || opens_counted_range(r, number)
    {
        return None;
    }
    let plural = counts_plural(r, number) && !r.is(number.end, "of");
    let led = r.is_any(before, BEFORE_YEAR)
        || is_month(r, before)
        || (r.is(before, "as") && r.is_any(before.wrapping_sub(1), words!["early", "late", "recently", "back", "ago"]))
        || (r.is(before, ",") && (1..=4).any(|back| is_month(r, before.wrapping_sub(back))));
    let modifies = (r.is_any(before, words!["the", "this", "a"]) || r.is_capitalised(number.end)) && !plural;
    let is_year = if (1900.0..2100.0).contains(&number.low) {
        let counts = plural && number.low % 50.0 == 0.0 && !is_led_strongly(r, before);
        !counts && (!is_compared(r, number) || is_about_year(r, number))
    } else {
        let spelled = is_month(r, before) || r.is(before, "in") || (led && !plural) || modifies;
        let is_told = if is_compared(r, number) { is_dated_about(r, number) } else { spelled };
        (1000.0..1900.0).contains(&number.low) && is_told
    };
    is_year.then(|| end_of_years(r, number.end))
}

/// A comparator that bounds no count of this size: `by 1950`, `about the 2016 race`, `some 2016 candidates`, `since at least 1980`.
fn is_about_year(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    let outer = comparator::before(r, number.first, false).map_or(before, |(first, _)| first.wrapping_sub(1));
    let names_some = r.is(before, "some") && number.low % 10.0 != 0.0;
    names_some
        || r.is_any(before, words!["around", "about", "by", "before", "the"])
        || r.is_any(outer, words!["since", "until", "till"])
}

/// How far before `around 1890` the verb may stand, in tokens.
const REACH_OF_DATED: usize = 8;

/// `dated the gold to around 1890`, `built in about 1720`: a comparator before a year that something is said to be from.
fn is_dated_about(r: &Reader, number: &Number) -> bool {
    let dated = words!["built", "date", "dated", "dates", "dating", "founded", "made", "painted", "written"];
    let is_dated = (number.first.saturating_sub(REACH_OF_DATED).max(r.first)..number.first).any(|at| r.is_any(at, dated));
    is_dated && is_about_year(r, number) && !counts_plural(r, number)
}

/// Words before which even a counted noun leaves a year a year: `in 2000 people fled`, `the 1950 elections`.
fn is_led_strongly(r: &Reader, before: usize) -> bool {
    r.is_any(before, words!["in", "since", "during", "the", "until", "of"]) || r.is_possessive(before) || is_month(r, before)
}

/// `2000 - 2500 calories`; `the 2003-2007 models` are of those years.
fn opens_counted_range(r: &Reader, number: &Number) -> bool {
    let second = number.end + 1;
    let year = |value: f64| (1900.0..2100.0).contains(&value);
    let years = year(number.low) && is_four_digits(r, second) && r.text(second).parse().is_ok_and(year);
    let counted = !years && item::counted(r, second + 1, false).is_some_and(|item| item.is_plural);
    r.is_dash(number.end) && r.is_digits(second) && (counted || measure::after(r, second + 1).is_some())
}

/// The end of `2018-19`, `2013/14`, `1994 and 1997`, where the first year ends at `end`.
fn end_of_years(r: &Reader, end: usize) -> usize {
    let whole = r.text(end + 1).bytes().all(|byte| byte.is_ascii_digit());
    let season = (r.is_dash(end) || r.is(end, "/")) && matches!(r.text(end + 1).len(), 2 | 4);
    let pair = r.is_any(end, words!["and", "to", "or", "until", "through"]) && r.text(end + 1).len() == 4;
    if r.is_digits(end + 1) && whole && (season || pair) { end + 2 } else { end }
}
