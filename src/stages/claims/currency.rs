//! Signs and codes of currencies beside a figure: `$`, `US$`, `$US`, `HK $`, `EUR`, `Rs.`; pounds as money or weight.

use super::reader::Reader;
use crate::lang::en::Unit;
use crate::text::{RuleWords, words};

/// What stands before `$` and says whose dollar it is.
const DOLLAR_LANDS: &[&str] = &[
    "US", "U.S.", "A", "AU", "AUD", "C", "CA", "CAD", "Can", "CDN", "NZ", "NZD", "HK", "HKD", "S", "SG", "SGD", "NT", "TW", "R",
    "MX", "Mex", "USD",
];

/// `COP28` is a conference: no sum of Colombian pesos has so few digits.
const DIGITS_OF_CONFERENCE: usize = 2;

/// No sign and no code is longer, in bytes: longer words are not looked up.
const LONGEST_SIGN: usize = 8;

/// The currency sign or code that ends right before `at`: its first token and the currency.
pub fn before(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    r.kept(|memos| &memos.currency_before, at, || find_before(r, at))
}

fn find_before(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    let last = at.checked_sub(1).filter(|last| *last >= r.first)?;
    dollar(r, last).or_else(|| land_behind_dollar(r, last)).or_else(|| joined_sign(r, last)).or_else(|| sign_or_code(r, at, last))
}

/// `$`, with the land before it: `A$`, `US $`, `c $`.
fn dollar(r: &Reader, last: usize) -> Option<(usize, Unit)> {
    if !r.is(last, "$") {
        return None;
    }
    let land = last.wrapping_sub(1);
    let word = r.text(land);
    let written_on = r.is_attached(last) || word.len() > 1;
    if written_on && DOLLAR_LANDS.iter().any(|known| r.is(land, known)) {
        let in_capitals = r.words.currency_symbol(&format!("{}$", word.to_ascii_uppercase()));
        return Some((land, in_capitals.or_else(|| r.words.currency_symbol(&format!("{word}$")))?));
    }
    if word == "c" && !r.is_attached(last) {
        return Some((land, r.words.currency_symbol("C$")?));
    }
    Some((last, r.at_home(r.words.currency_symbol("$")?)))
}

/// `$US113`, `$A1.5 million`
fn land_behind_dollar(r: &Reader, last: usize) -> Option<(usize, Unit)> {
    let sign = last.wrapping_sub(1);
    if !r.is(sign, "$") || !r.is_attached(last) {
        return None;
    }
    Some((sign, r.words.currency_symbol(r.slice(sign, last + 1))?))
}

/// `Rs.`, `Y=`: a letter or two and a mark.
fn joined_sign(r: &Reader, last: usize) -> Option<(usize, Unit)> {
    let first = last.wrapping_sub(1);
    if !r.is_attached(last) || !r.is_one_of(last, ".=") || !r.may_begin_symbol(first) {
        return None;
    }
    Some((first, r.at_home(r.words.currency_symbol(r.slice(first, last + 1))?)))
}

/// Codes that take a letter for their magnitude, as the reports of companies write them.
const SCALED_CODES: &[&str] = &["EUR", "USD", "SEK", "NOK", "DKK", "CHF", "GBP", "JPY", "ISK", "PLN", "CZK"];

/// `MEUR`, `TSEK`: the magnitude and the code.
pub fn scaled_code(text: &str) -> Option<(f64, &str)> {
    let (letter, code) = text.split_at_checked(1).filter(|_| text.len() == 4)?;
    let factor = match letter {
        "M" => 1e6,
        "T" | "K" | "k" => 1e3,
        _ => return None,
    };
    SCALED_CODES.contains(&code).then_some((factor, code))
}

fn sign_or_code(r: &Reader, at: usize, last: usize) -> Option<(usize, Unit)> {
    let text = r.text(last);
    if text.len() > LONGEST_SIGN {
        return None;
    }
    if let Some((_, code)) = scaled_code(text) {
        return Some((last, r.words.currency_symbol(code)?));
    }
    let lower_code = r.is_any(last, words!["usd", "eur", "gbp", "rmb"]) && text.bytes().all(|byte| byte.is_ascii_lowercase());
    if !(lower_code || r.may_begin_symbol(last)) {
        return None;
    }
    if text == "COP" && r.is_digits(at) && r.text(at).len() <= DIGITS_OF_CONFERENCE {
        return None;
    }
    let unit = if lower_code { r.words.currency_symbol(&text.to_ascii_uppercase()) } else { r.words.currency_symbol(text) }?;
    let certain = r.is_attached(at) || r.is_mark(last) || text.len() == 3 || ["RM", "Rs"].contains(&text);
    certain.then(|| (last, if is_code(text) { unit } else { r.at_home(unit) }))
}

/// `45 MSEK`
pub fn scaled_behind(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    let (_, code) = scaled_code(r.text(at))?;
    Some((at + 1, r.words.currency_symbol(code)?))
}

/// Parts of a currency behind the second figure of one amount: `3 CAD 50 cents`.
const PARTS: RuleWords = words!["cent", "cents", "pence", "centimes"];

/// The currency sign or code at `at`, behind a figure: `1,200€`, `500 USD`, `20Rs`, `3.14US$`.
pub fn behind(r: &Reader, at: usize) -> Option<(usize, Unit)> {
    if let Some(found) = scaled_behind(r, at) {
        return Some(found);
    }
    let two = at + 2 <= r.end && r.is(at + 1, "$") && r.is_attached(at + 1);
    let end = if two { at + 2 } else { at + 1 };
    let text = r.slice(at, end);
    let fits = two || r.is_mark(at) || text.len() == 3 || ["RM", "Rs"].contains(&text);
    // A sign before the next figure belongs to that one: `10 rmb $20`.
    let opens = !r.is_attached(at) || r.is(at, "$") || r.is_dash(at.wrapping_sub(1));
    let next_figure = r.is_digits(end) && opens && !r.is_any(end + 1, PARTS);
    if !r.has(at) || !fits || next_figure {
        return None;
    }
    let unit = r.words.currency_symbol(text)?;
    Some((end, if two || is_code(text) { unit } else { r.at_home(unit) }))
}

/// `EUR`, `USD`: a code of ISO 4217, which is no other country's.
fn is_code(text: &str) -> bool {
    text.len() == 3 && text.is_ascii()
}

/// Words that make pounds money.
const MONEY: RuleWords = words![
    "£", "cost", "costs", "costing", "pay", "pays", "paid", "paying", "price", "prices", "priced", "worth", "fine", "fined",
    "earn", "earned", "earning", "earns", "sold", "sell", "bill", "bills", "tax", "spend", "spent", "wage", "wages", "salary",
    "profit", "loan", "sterling", "pence", "charge", "charged", "debt", "fee", "fees", "budget", "invest", "invested", "raised",
    "donated", "rent", "sum",
];

/// `pounds` are money behind a magnitude or in a sentence about money, else a weight.
pub fn pound(r: &Reader, at: usize, weight: Unit) -> Unit {
    let before = at.wrapping_sub(1);
    let hyphened = r.is_dash(before);
    let scaled = r.is_any(before, words!["million", "billion", "thousand", "trillion", "m", "bn", "hundred"]);
    let about_money = !hyphened && r.around(at).any(|word| r.is_any(word, MONEY));
    match r.words.currency_symbol("£") {
        Some(sterling) if scaled || about_money => sterling,
        _ => weight,
    }
}
