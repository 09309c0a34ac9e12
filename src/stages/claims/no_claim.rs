//! Figures that are no claims: dates, clock times, phone numbers, house numbers, list numbers, and numbers in names.

use super::number::Number;
use super::reader::Reader;
use super::{calendar, comparator, currency, item, measure, names, word_form};
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// The token after the figures that are no claim, where such figures begin with this number.
pub fn end_of(r: &Reader, number: &Number) -> Option<usize> {
    if let Some(end) = web_address(r, number.first) {
        return Some(end);
    }
    if !number.is_digits {
        if r.is_any(number.end, words!["a.m.", "p.m.", "a.m", "p.m", "o'clock"]) {
            return Some(number.end + 1);
        }
        if let Some(end) = calendar::hour(r, number) {
            return Some(end);
        }
        return is_named_word(r, number).then_some(number.end);
    }
    chain(r, number)
        .or_else(|| is_shape(r, number).then_some(number.end))
        .or_else(|| phone(r, number))
        .or_else(|| emergency(r, number))
        .or_else(|| calendar::clock(r, number))
        .or_else(|| calendar::date(r, number))
        .or_else(|| names::name_with_number(r, number))
        .or_else(|| names::address(r, number))
        .or_else(|| list_number(r, number))
}

/// Figures tied by hyphens, slashes or colons: dates, phone numbers, times, odds (`9/11`, `24/7`). One hyphen makes a range.
fn chain(r: &Reader, number: &Number) -> Option<usize> {
    let (mut end, mut hyphens, mut others) = (number.end, 0, 0);
    while r.is_attached(end) && r.is_one_of(end, "-–/:") && r.is_attached(end + 1) && r.is_digits(end + 1) {
        let is_hyphen = r.is_dash(end);
        hyphens += usize::from(is_hyphen);
        others += usize::from(!is_hyphen);
        end += 2;
    }
    (hyphens >= 2 || others >= 1).then_some(end)
}

/// How many digits a phone number has, from the shortest to the longest.
const DIGITS_OF_PHONE: std::ops::RangeInclusive<usize> = 7..=15;

/// `1 877 855-3222`, `+44 20 7946 0958`, `(020) 7946 0958`, `555-1234`: groups of digits that are no thousands. Two groups alone are a
/// phone number where they are three and four digits behind a hyphen and count nothing.
fn phone(r: &Reader, number: &Number) -> Option<usize> {
    let before = number.first.wrapping_sub(1);
    let area = r.is(before, ")") && r.is_digits(before.wrapping_sub(1)) && r.text(before.wrapping_sub(1)).starts_with('0');
    let first = number.first + usize::from(number.has_plus);
    let is_international = number.has_plus && is_run_of_digits(r, first) && DIGITS_OF_PHONE.contains(&r.text(first).len());
    if is_international && !is_measured(r, number) {
        return Some(end_of_digits(r, first + 1));
    }
    if !(r.is_digits(first + 1) || r.is_tying_hyphen(first + 1)) {
        return None;
    }
    let (mut end, mut groups, mut digits, mut thousands) = (first, usize::from(area), 0, true);
    while is_group(r, end) && DIGITS_OF_PHONE.contains(&(digits + r.text(end).len()).max(7)) {
        thousands &= groups == 0 || r.text(end).len() == 3;
        digits += r.text(end).len();
        groups += 1;
        let hyphen = r.is_tying_hyphen(end + 1) && is_group(r, end + 2);
        end += 1 + usize::from(hyphen);
    }
    let local = groups == 2 && r.text(first).len() == 3 && r.is_dash(first + 1) && r.text(first + 2).len() == 4;
    let is_local = local && !(is_measured(r, number) || measure::after(r, end).is_some() || item::counted(r, end, false).is_some());
    let is_long = groups > 2 && (!thousands || number.has_plus || r.text(first).starts_with('0'));
    (DIGITS_OF_PHONE.contains(&digits) && (is_long || is_local || area && groups == 3)).then_some(end)
}

/// `called 911`, `a 999 operator`: the number of the emergency services.
fn emergency(r: &Reader, number: &Number) -> Option<usize> {
    if !matches!(r.text(number.first), "911" | "999" | "112" | "000") || number.end != number.first + 1 {
        return None;
    }
    let before = number.first.wrapping_sub(1);
    let called = r
        .is_any(before, words!["call", "called", "calling", "calls", "dial", "dialed", "dialled", "dialing", "dialling", "phoned"]);
    let of_call = r.is_any(
        number.end,
        words!["call", "calls", "caller", "callers", "operator", "operators", "dispatcher", "dispatchers", "dispatch", "emergency"],
    );
    (of_call || called && !counts_plural(r, number)).then_some(number.end)
}

/// Digits alone, as they are grouped in phone numbers.
fn is_group(r: &Reader, at: usize) -> bool {
    r.text(at).len() <= 5 && is_run_of_digits(r, at)
}

fn is_run_of_digits(r: &Reader, at: usize) -> bool {
    r.is_digits(at) && r.text(at).bytes().all(|byte| byte.is_ascii_digit())
}

/// The end of the groups of digits that hyphens or spaces add to a phone number.
fn end_of_digits(r: &Reader, mut at: usize) -> usize {
    while is_group(r, at + usize::from(r.is_tying_hyphen(at))) {
        at += 1 + usize::from(r.is_tying_hyphen(at));
    }
    at
}

/// The longest web address that is recognised, in tokens.
const LONGEST_ADDRESS: usize = 80;

/// The end of a web or mail address that holds the token: a run without white space, with `//`, `www` or `@` in it.
fn web_address(r: &Reader, at: usize) -> Option<usize> {
    if !r.is_attached(at) {
        return None;
    }
    let lowest = at.saturating_sub(LONGEST_ADDRESS).max(r.first);
    let start = (lowest..=at).rev().find(|token| !r.is_attached(*token)).unwrap_or(lowest);
    let is_sign =
        |token: usize| r.is_one_of(token, "@") || r.is(token, "www") || (r.is_one_of(token, "/") && r.is_one_of(token + 1, "/"));
    let mut end = at + 1;
    while end < at + LONGEST_ADDRESS && r.is_attached(end) {
        end += 1;
    }
    (start..at).any(is_sign).then_some(end)
}

/// `1.` or `2)` that opens a line, `[17]` and `(3)` that stand alone.
fn list_number(r: &Reader, number: &Number) -> Option<usize> {
    let before = number.first.wrapping_sub(1);
    let is_bare = r.text(number.first).bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = (r.is(before, "[") && r.is(number.end, "]")) || (r.is(before, "(") && r.is(number.end, ")"));
    let opens = number.first == r.first && r.text(number.first).len() <= 2;
    let dotted = r.is(number.end, ")") || (r.is(number.end, ".") && r.has(number.end + 1));
    (is_bare && bracketed || opens && dotted).then_some(number.end)
}

/// Number words that are no numbers: `no one`, `one another`, `Formula One`, `the Big Five`, `the top three`.
fn is_named_word(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    if number.end == number.first + 1 && r.is(number.first, "one") {
        return !counts_one(r, number.first);
    }
    if is_shape(r, number) {
        return true;
    }
    let ranked = r.is_any(before, words!["top", "bottom"]) && item::counted(r, number.end, false).is_none();
    let bakers = r.is_possessive(before) && r.is(number.first, "dozen");
    let inside_compound = r.is_tying_hyphen(before) && r.is_word(before.wrapping_sub(1));
    let labelled = r.in_list(before, WordClass::NumberLabel)
        && (r.is_capitalised(before) || (r.is(number.end, "of") && !r.ends_in(before, &["s"])));
    ranked
        || bakers
        || inside_compound
        || labelled
        || is_hour(r, number)
        || is_part_of_name(r, number)
        || names::is_group_of(r, before)
}

/// `a three-way tie`, `a six-figure sum`, `five-a-side`: says what kind of thing it is, and counts nothing that anybody did.
fn is_shape(r: &Reader, number: &Number) -> bool {
    let noun = number.end + 1;
    let of_side = r.is(noun, "a") && r.is_tying_hyphen(noun + 1) && r.is(noun + 2, "side");
    r.is_tying_hyphen(number.end) && (of_side || r.is_any(noun, words!["figure", "star", "way"]))
}

/// `half past six`, `ten to five`: the hour behind its minutes.
fn is_hour(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    let minutes = before.wrapping_sub(1);
    let is_part = r.is_any(minutes, words!["half", "quarter"]);
    let is_told =
        (r.is(before, "past") && (is_part || r.number_word(minutes).is_some())) || (r.is(before, "to") && r.is(minutes, "quarter"));
    is_told && number.low <= 12.0
}

/// A capitalised numeral beside another capitalised word, not at the head of its sentence.
fn is_part_of_name(r: &Reader, number: &Number) -> bool {
    let (first, before) = (number.first, number.first.wrapping_sub(1));
    if !r.is_capitalised(first) || number.is_vague {
        return false;
    }
    let opens = first == r.first || (r.is_mark(before) && !r.is_dash(before));
    let all_capitals = r.text(first).len() > 1 && r.text(first).bytes().all(|byte| byte.is_ascii_uppercase());
    let beside_capital = r.is_capitalised(before) || r.is_capitalised(number.end) || r.is_possessive(before);
    !opens && beside_capital && !all_capitals
}

/// Words before `one` that make it a pronoun.
const BEFORE_PRONOUN: RuleWords = words![
    "no", "any", "every", "each", "this", "that", "which", "the", "another", "some", "day", "number", "square", "everyone", "big",
    "new", "good", "first", "last", "old", "young", "little", "same", "right", "wrong", "other", "best", "biggest",
];

/// `one` counts before a noun, a unit or `of`; elsewhere it is a pronoun.
fn counts_one(r: &Reader, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let tied = r.is_tying_hyphen(before);
    let named = r.is_capitalised(at) && at > r.first && r.is_capitalised(before);
    let fixed =
        r.is_any(at + 1, words!["another", "thing", "way", "side", "hand"]) || (r.is(at + 1, "day") && !is_measured_day(r, at));
    let once = r.is(before, "at") && r.is_any(at + 1, words!["point", "time", "stage", "moment"]);
    let sole = r.is(before, "only") && r.is(before.wrapping_sub(1), "the");
    if once || sole || leads_to_name(r, at + 1) || r.is_any(before, BEFORE_PRONOUN) || tied || named || fixed {
        return false;
    }
    (r.is(at + 1, "of") && !r.is_digits(at + 2)) || measure::after(r, at + 1).is_some() || item::counted(r, at + 1, true).is_some()
}

/// The longest name of a person, in tokens.
const LONGEST_NAME: usize = 3;

/// `the one Lena wore`, and not `one Lind supporter`: a person's name, behind which the verb of a clause follows.
fn leads_to_name(r: &Reader, at: usize) -> bool {
    let is_known = r.is_capitalised(at) && r.in_any_list(at, WordClass::FirstName.bit() | WordClass::Surname.bit());
    let behind = (at..at + LONGEST_NAME).find(|at| !r.is_capitalised(*at));
    is_known && behind.is_some_and(|verb| word_form::is_verb_form(r, verb) || r.in_list(verb, WordClass::Auxiliary))
}

/// `within one day`, `one day after`; `one day` alone is some day or other.
fn is_measured_day(r: &Reader, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let led = r.in_list(before, WordClass::Preposition) || r.is_any(before, words!["than", "just", "only", "and"]);
    led || r.is_any(at + 2, words!["after", "before", "later", "earlier", "ago"])
}

/// Whether the number has a sign or unit of its own, which no name and no date has.
pub fn is_measured(r: &Reader, number: &Number) -> bool {
    currency::before(r, number.first).is_some() || measure::after(r, number.end).is_some()
}

/// Whether a plural noun follows, so that the number counts it.
pub fn counts_plural(r: &Reader, number: &Number) -> bool {
    item::counted(r, number.end, number.low == 1.0).is_some_and(|item| item.is_plural)
}

/// Whether a comparator stands before the number, which bounds quantities and no names.
pub fn is_compared(r: &Reader, number: &Number) -> bool {
    comparator::before(r, number.first, false).is_some()
}
