//! Numbers written with digits: `1,234.5`, `816 000`, `1.2m`, `2 1/2`, `½`, `-15`.

use super::decimal::shifted;
use super::number::Number;
use super::numerals;
use super::reader::Reader;
use crate::lang::en::{NumeralPart, WordClass};
use crate::text::{RuleWords, words};

pub fn read(r: &Reader, at: usize) -> Option<Number> {
    if r.is_word(at) {
        return None;
    }
    let digits_at = at + sign_length(r, at);
    let mut number = plain(r, digits_at)?;
    number = power_of_ten(r, number).or_else(|| exponent(r, number)).or_else(|| power(r, number)).unwrap_or(number);
    number.first = at;
    if digits_at > at {
        if r.text(at) == "+" { number.has_plus = true } else { number = Number { low: -number.low, high: -number.high, ..number } }
    }
    Some(magnitude(r, number))
}

/// `1.3x10^6`, `2.48×10−5`
fn power_of_ten(r: &Reader, number: Number) -> Option<Number> {
    let at = number.end;
    if !r.is_any(at, words!["x", "×"]) || !r.is(at + 1, "10") {
        return None;
    }
    let sign = at + 2 + usize::from(r.is(at + 2, "^"));
    let digits = sign + usize::from(r.is_one_of(sign, "+-−–"));
    let exponent: i32 = r.text(digits).parse().ok().filter(|exponent| *exponent < 100)?;
    let exponent = if r.is_one_of(sign, "-−–") { -exponent } else { exponent };
    let value = shifted(number.low, exponent).filter(|_| digits > at + 2)?;
    Some(Number { end: digits + 1, low: value, high: value, ..number })
}

/// `9.8e-3`, `2.5E6`
fn exponent(r: &Reader, number: Number) -> Option<Number> {
    let at = number.end;
    if !matches!(r.text(at), "e" | "E") || !r.is_attached(at) {
        return None;
    }
    let (end, exponent) = signed_exponent(r, at + 1)?;
    let value = shifted(number.low, exponent)?;
    Some(Number { end, low: value, high: value, ..number })
}

/// `10^6`, `1.1^23`
fn power(r: &Reader, number: Number) -> Option<Number> {
    if r.text(number.end) != "^" || !r.is_attached(number.end) {
        return None;
    }
    let (end, exponent) = signed_exponent(r, number.end + 1)?;
    let value = Some(number.low.powi(exponent)).filter(|value| value.is_finite())?;
    Some(Number { end, low: value, high: value, ..number })
}

/// Digits written on to what stands before them, with or without a sign: the token after them and their value.
fn signed_exponent(r: &Reader, at: usize) -> Option<(usize, i32)> {
    let is_signed = r.is_one_of(at, "+-−–");
    let digits = at + usize::from(is_signed);
    let value: i32 = r.text(digits).parse().ok().filter(|value| *value < 100)?;
    let is_written_on = r.is_attached(at) && r.is_attached(digits);
    is_written_on.then(|| (digits + 1, if is_signed && r.text(at) != "+" { -value } else { value }))
}

/// A sign stands before the digits without a space, and after a space, a bracket or a currency sign.
fn sign_length(r: &Reader, at: usize) -> usize {
    let sign = matches!(r.text(at), "-" | "−" | "–" | "+") && r.is_attached(at + 1) && r.is_digits(at + 1);
    let free = !r.is_attached(at) || matches!(r.text(at.wrapping_sub(1)), "(" | "$" | "£" | "€" | "<" | ">" | "=");
    usize::from(sign && free)
}

fn plain(r: &Reader, at: usize) -> Option<Number> {
    if let Some((above, below)) = vulgar(r.text(at)) {
        return Some(Number { is_fraction: true, ..Number::exact(at, at + 1, above / below, true) });
    }
    if r.text(at) == "." && !r.is_attached(at) && r.is_digits(at + 1) && r.is_attached(at + 1) {
        let value = format!("0.{}", r.text(at + 1)).parse().ok()?;
        return Some(Number::exact(at, at + 2, value, true));
    }
    if !r.is_digits(at) {
        return None;
    }
    if let Some((end, (above, below))) = common_fraction(r, at) {
        return Some(Number { is_fraction: true, ..Number::exact(at, end, above / below, true) });
    }
    let value = parse(r.text(at))?;
    let mut number = spaced_groups(r, at).unwrap_or(Number::exact(at, at + 1, value, true));
    let part = vulgar(r.text(number.end)).map(|part| (number.end + 1, part)).or_else(|| common_fraction(r, number.end));
    if let Some((end, (above, below))) = part.filter(|_| number.low.fract() == 0.0) {
        number = Number::exact(at, end, (number.low * below + above) / below, true);
    }
    Some(number)
}

/// The value of a run of digits with separators. Commas group thousands (or lakhs); one comma before one or two digits is a
/// decimal comma; anything else (`22,24,26`, `192.168.1.2`) is no number.
pub fn parse(text: &str) -> Option<f64> {
    // Most figures have no separator, and need no look at their groups.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (whole, decimals) = match text.rsplit_once('.') {
        Some((whole, decimals)) if !decimals.contains(',') => (whole, Some(decimals)),
        Some(_) => return None,
        None => (text, None),
    };
    if whole.contains('.') {
        return None;
    }
    let Some((first, rest)) = whole.split_once(',') else { return text.parse().ok() };
    let (middle, last) = rest.rsplit_once(',').unzip();
    let last: &str = last.unwrap_or(rest);
    if middle.is_none() && last.len() < 3 && decimals.is_none() {
        return text.replace(',', ".").parse().ok();
    }
    let are_of = |length: usize| middle.is_none_or(|middle: &str| middle.split(',').all(|group| group.len() == length));
    let are_groups = last.len() == 3 && first.len() <= 3 && (are_of(3) || are_of(2));
    are_groups.then(|| text.replace(',', "").parse().ok()).flatten()
}

/// `816 000`, `1 234 567.89`: groups of three digits parted by one blank each, which tabs and wide gaps between cells of a table are not.
fn spaced_groups(r: &Reader, at: usize) -> Option<Number> {
    let head = r.text(at);
    if head.len() > 3 || !head.bytes().all(|b| b.is_ascii_digit()) || head.starts_with('0') {
        return None;
    }
    let goes_on = |end: usize| r.is_digits(end) && r.is_behind_blank(end);
    if !goes_on(at + 1) {
        return None;
    }
    let (mut joined, mut end) = (head.to_string(), at + 1);
    while goes_on(end) {
        let (whole, decimals) = r.text(end).split_once('.').map_or((r.text(end), None), |(w, d)| (w, Some(d)));
        if whole.len() != 3 || !whole.bytes().all(|b| b.is_ascii_digit()) || decimals.is_some_and(|d| d.contains(['.', ','])) {
            break;
        }
        joined.push_str(r.text(end));
        end += 1;
        if decimals.is_some() {
            break;
        }
    }
    if end == at + 1 || r.is_dash(end) && r.is_attached(end) {
        return None;
    }
    Some(Number::exact(at, end, joined.parse().ok()?, true))
}

/// What stands above and below the line of a fraction in one sign.
fn vulgar(text: &str) -> Option<(f64, f64)> {
    let sign = text.chars().next().filter(|c| !c.is_ascii())?;
    const SIGNS: &str = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒";
    const PARTS: [(f64, f64); 16] = [
        (1., 2.),
        (1., 3.),
        (2., 3.),
        (1., 4.),
        (3., 4.),
        (1., 5.),
        (2., 5.),
        (3., 5.),
        (4., 5.),
        (1., 6.),
        (5., 6.),
        (1., 8.),
        (3., 8.),
        (5., 8.),
        (7., 8.),
        (1., 10.),
    ];
    let place = SIGNS.chars().position(|c| c == sign)?;
    PARTS.get(place).copied()
}

/// `1/2`, `3/4`, `2/10`: a proper fraction that is no date (`9/11`, `24/7`).
fn common_fraction(r: &Reader, at: usize) -> Option<(usize, (f64, f64))> {
    if !(r.is_digits(at) && r.text(at + 1) == "/" && r.is_attached(at + 1) && r.is_digits(at + 2) && r.is_attached(at + 2))
        || r.text(at + 3) == "/"
    {
        return None;
    }
    let (above, below): (u32, u32) = (r.text(at).parse().ok()?, r.text(at + 2).parse().ok()?);
    let usual = matches!(below, 2..=6 | 8 | 10 | 16 | 20 | 32 | 64 | 100);
    (above > 0 && above < below && usual).then(|| (at + 3, (f64::from(above), f64::from(below))))
}

/// `2 million`, `1.2m`, `25k`, `4.2b`, `$2.8-billion`, and what may follow: `4 thousand 3 hundred and 21`.
fn magnitude(r: &Reader, number: Number) -> Number {
    if let Some(factor) = letter_magnitude(r, number) {
        return Number { end: number.end + 1, ..number.times(factor) };
    }
    let mut at = number.end;
    if r.is_dash(at) && r.is_attached(at) && r.is_attached(at + 1) {
        at += 1
    }
    match r.number_word(at) {
        Some((1e6, NumeralPart::Short)) if r.is(at, "mm") && r.text(at) != "MM" => number,
        Some((factor, NumeralPart::Short)) if r.is_attached(at) || factor > 1e6 || r.is_any(at, words!["mln", "mn"]) => {
            Number { end: at + 1, ..number.times(factor) }
        }
        Some((_, NumeralPart::Hundred | NumeralPart::Magnitude | NumeralPart::Collective)) => {
            numerals::continue_from(r, number, at).unwrap_or(number)
        }
        Some((factor, NumeralPart::Plural)) if factor != 10.0 && factor != 20.0 => Number { end: at + 1, ..number.times(factor) },
        _ => number,
    }
}

/// A single letter glued to the digits. `m` is a million beside money or before what is counted, else a metre;
/// `t` a trillion only beside money.
fn letter_magnitude(r: &Reader, number: Number) -> Option<f64> {
    let at = number.end;
    let letter = r.text(at);
    if letter.len() != 1 || !r.is_word(at) {
        return None;
    }
    let money = super::currency::before(r, number.first).is_some();
    if !(r.is_attached(at) || money && !r.is(at, "k")) {
        return None;
    }
    match letter {
        "k" => r.is_attached(at).then_some(1e3),
        "K" => (r.is_attached(at) && (money || !is_name_of_format(r, at + 1))).then_some(1e3),
        // `221B Baker Street` is an address.
        "b" | "B" => (money || !r.is_capitalised(at + 1)).then_some(1e9),
        "M" => Some(1e6),
        "m" => (money || counts_millions(r, number.first, at + 1)).then_some(1e6),
        "t" | "T" => money.then_some(1e12),
        _ => None,
    }
}

/// `4K video`, `a 5K race`: before a singular noun the letter makes a name.
fn is_name_of_format(r: &Reader, next: usize) -> bool {
    super::item::counted_noun(r, next).is_some_and(|item| !item.is_plural)
}

/// `10m dead`, `3m out of work`: what people are and no length is; but `10m dead straight`.
fn is_state_of_people(r: &Reader, at: usize) -> bool {
    let state = words!["dead", "displaced", "homeless", "hungry", "infected", "injured", "jobless", "unemployed", "uninsured"];
    let ends = !r.is_word(at + 1) || r.in_list(at + 1, WordClass::ItemStop);
    r.is_any(at, state) && ends || r.is(at, "out") && r.is(at + 1, "of") && r.is(at + 2, "work")
}

/// `1.2m have fled`, `3m were displaced`, `2m who live there`: many who did something, where one stretch of metres takes a singular verb. `The last 200m
/// were …` are of a course.
fn is_subject_of_plural(r: &Reader, first: usize, next: usize) -> bool {
    let is_of_course = r.is_any(first.wrapping_sub(1), words!["the", "first", "last", "final", "her", "his"]);
    !is_of_course && r.is_any(next, words!["are", "have", "were", "who"])
}

/// What is run and swum over so many metres: `the 400m hurdles`.
const RACES: RuleWords = words![
    "champions",
    "finals",
    "heats",
    "hurdles",
    "medallists",
    "qualifiers",
    "races",
    "relays",
    "runners",
    "semifinals",
    "specialists",
    "sprinters",
    "sprints",
    "swimmers",
    "trials",
];

fn counts_millions(r: &Reader, first: usize, next: usize) -> bool {
    !r.is_any(next, RACES) && counts_or_measures(r, first, next)
}

fn counts_or_measures(r: &Reader, first: usize, next: usize) -> bool {
    r.is(next, "of")
        || is_state_of_people(r, next)
        || is_subject_of_plural(r, first, next)
        || super::measure::after(r, next).is_some()
        || super::item::counted_noun(r, next).is_some_and(|item| item.is_plural)
}
