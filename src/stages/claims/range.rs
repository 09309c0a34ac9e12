//! Two figures that make one quantity: ranges, two bounds, results.

use super::decimal::product;
use super::number::{self, Number};
use super::quantity::{self, Quantity};
use super::reader::Reader;
use super::{change, comparator, currency, item, measure};
use crate::annotation::{Change, Comparator, QuantityKind};
use crate::lang::en::Unit;
use crate::text::{RuleWords, words};

/// How two figures are joined.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Joint {
    Dash,
    To,
    And,
    Or,
}

/// The range that `a` opens: `10-15`, `$10m to $15m`, `between 3 and 5`, `three or four`, `more than 10 and less than 20`.
pub fn opened_by(r: &Reader, a: &Quantity) -> Option<Quantity> {
    if a.is_range || (a.is_fraction && a.low >= 1.0) {
        return None;
    }
    let (at, joint) = joint_behind(r, a)?;
    if joint == Joint::And && comparator::at(r, at).is_some() {
        return two_bounds(r, a, at);
    }
    let at = comparator::at(r, at).filter(|_| joint != Joint::Or).map_or(at, |(end, _)| end);
    let b = second_at(r, at)?;
    let low = scaled_low(a, &b);
    // `raised by a tenth to 22p`: a share and the level that was reached.
    let measures_other = |unit: Unit| matches!(unit.kind, QuantityKind::Percent | QuantityKind::Money) && a.unit.is_none();
    let is_other = a.is_fraction && (b.scale > 1.0 || b.unit.is_some_and(measures_other));
    let goes_down = is_below_zero(a, &b);
    let fits =
        !b.is_vague && !is_other && (low < b.high || goes_down) && is_same_measure(a, &b, joint) && is_range(r, a, &b, joint, low);
    let (low, high) = if goes_down { (b.low, low) } else { (low, b.high) };
    fits.then(|| Quantity { low, high, scale: b.scale, ..joined(a, &b) })
}

/// `-10 to -15C`: below zero the colder of two may come second.
fn is_below_zero(a: &Quantity, b: &Quantity) -> bool {
    let is_temperature = b.unit.is_some_and(|unit| unit.kind == QuantityKind::Temperature || unit.name == "degree");
    is_temperature && a.low < 0.0 && b.high < a.low
}

/// `plus or minus 3 points`, `±3`, `+/- 3`: as much below as above.
pub fn around_zero(r: &Reader, quantity: Quantity) -> Quantity {
    let before = quantity.first.wrapping_sub(1);
    let written = |words: [&str; 3]| (0..3).all(|place| r.is(quantity.first.wrapping_sub(3 - place), words[place]));
    let sign = if r.is_one_of(before, "±") {
        1
    } else if written(["plus", "or", "minus"]) || written(["+", "/", "-"]) || written(["plus", "/", "minus"]) {
        3
    } else {
        return quantity;
    };
    if quantity.is_range || quantity.low < 0.0 {
        return quantity;
    }
    Quantity { first: quantity.first - sign, low: -quantity.low, is_range: true, ..quantity }
}

/// The tokens and the measure of two figures taken together.
fn joined(a: &Quantity, b: &Quantity) -> Quantity {
    Quantity {
        is_range: true,
        end: b.end,
        figure: (a.figure.0, b.figure.1),
        unit: b.unit.or(a.unit),
        is_attributive: b.is_attributive,
        is_suspended: b.is_suspended,
        ..a.clone()
    }
}

/// What joins the two figures, and the token behind it.
fn joint_behind(r: &Reader, a: &Quantity) -> Option<(usize, Joint)> {
    let at = a.end;
    if r.is_dash(at) && r.is(at + 1, "to") {
        let hyphen = usize::from(r.is_dash(at + 2));
        return Some((at + 2 + hyphen, Joint::To));
    }
    // A long dash with spaces around it puts something in between.
    if r.is_dash(at) && (r.is_attached(at) || !r.is_one_of(at, "—")) || r.is(at, "~") {
        return Some((at + 1, Joint::Dash));
    }
    if r.is(at, "up") && r.is(at + 1, "to") {
        return Some((at + 2, Joint::To));
    }
    if r.is(at, "to") {
        let hyphen = usize::from(r.is_dash(at + 1) && r.is_attached(at + 1));
        return Some((at + 1 + hyphen, Joint::To));
    }
    let joint = if r.is(at, "through") {
        Joint::To
    } else if r.is(at, "and") {
        Joint::And
    } else if r.is(at, "or") {
        Joint::Or
    } else {
        return None;
    };
    Some((at + 1, joint))
}

/// The longest currency sign, in tokens.
const LONGEST_SIGN: usize = 3;

/// The second figure, with a currency sign before it.
fn second_at(r: &Reader, at: usize) -> Option<Quantity> {
    let at = at + usize::from(r.is(at, "~"));
    (at..at + LONGEST_SIGN)
        .find_map(|start| number::read(r, start).map(|number| quantity::of(r, number)).filter(|found| found.first == at))
}

/// `four to five thousand`, `$89 to $93 billion`: the first figure takes the magnitude of the second.
fn scaled_low(a: &Quantity, b: &Quantity) -> f64 {
    let shares = a.scale == 1.0 && b.scale > 1.0;
    let smaller = a.low < b.low / b.scale;
    if shares && (smaller || (b.scale >= 1e6 && a.low < 1000.0 && a.unit.is_none())) { product(a.low, b.scale) } else { a.low }
}

fn is_same_measure(a: &Quantity, b: &Quantity, joint: Joint) -> bool {
    match (a.unit, b.unit) {
        (Some(x), Some(y)) => {
            let money = x.currency.is_some() && y.currency.is_some();
            x.kind == y.kind && (x.name == y.name || money || x.name == "degree")
        }
        (Some(x), None) => x.kind == QuantityKind::Money || joint != Joint::Or,
        (None, _) => true,
    }
}

/// Whether the joint makes a range of these two.
fn is_range(r: &Reader, a: &Quantity, b: &Quantity, joint: Joint, low: f64) -> bool {
    let led_by = |word: &str| is_led_by(r, a.first, word);
    let is_money = |quantity: &Quantity| quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Money);
    let is_temperature = a.unit.is_some_and(|unit| unit.kind == QuantityKind::Temperature);
    match joint {
        Joint::And => led_by("between") || (led_by("from") && a.unit == b.unit && is_temperature),
        Joint::Or => a.unit.is_none() && a.end == a.figure.1 && (b.high - low == b.scale || is_loose(r, a, b)),
        Joint::To if led_by("from") || led_by("between") => true,
        Joint::To if is_level_behind_change(r, a, b) => false,
        Joint::To if a.unit.is_none() => true,
        Joint::To if is_money(a) => is_money(b),
        Joint::To => a.unit == b.unit && change::direction(r, a.first, a.end, true) == Change::None,
        Joint::Dash => a.unit.is_none() || is_money(a) || a.unit == b.unit,
    }
}

/// `ten or twelve days`, `twenty or thirty people`: numerals that only say about how many. `either five or ten` are two numbers.
fn is_loose(r: &Reader, a: &Quantity, b: &Quantity) -> bool {
    let in_words = !a.is_digits && !b.is_digits && !a.is_fraction && !b.is_fraction && a.scale == b.scale;
    in_words && a.low >= 5.0 && b.high <= 2.0 * a.low && !r.is(a.first.wrapping_sub(1), "either")
}

/// `rose $3 to $70`, `fell 47.69 to 2,346.90`: behind a word of change stand its amount and the level reached. With one unit for both
/// (`fell 5 to 10 percent`) the two bound the amount.
fn is_level_behind_change(r: &Reader, a: &Quantity, b: &Quantity) -> bool {
    let outer = comparator::before(r, a.first, false).map_or(a.first, |(first, _)| first);
    let changes = r.change_before(outer).is_some_and(|word| word.is_adverb || word.is_verb || word.is_transitive);
    let is_signed = |quantity: &Quantity| quantity.first < quantity.figure.0;
    let is_bare = a.unit.is_none() && b.unit.is_none() && !item::counted(r, b.end, false).is_some_and(|item| item.is_plural);
    changes && (is_bare || is_signed(a) && is_signed(b))
}

/// Whether `word` stands before the quantity or before its comparator, or leads to its ages: `between the ages of 13 and 17`.
pub fn is_led_by(r: &Reader, first: usize, word: &str) -> bool {
    let outer = comparator::before(r, first, false).map_or(first, |(first, _)| first);
    let between = r.is(first.wrapping_sub(1), "between") && r.is(first.wrapping_sub(2), word);
    between
        || r.is(first.wrapping_sub(1), word)
        || r.is(outer.wrapping_sub(1), word)
        || ages_before(r, first).is_some_and(|at| r.is(at, word))
}

/// The token before `the ages of`, `ages`.
fn ages_before(r: &Reader, first: usize) -> Option<usize> {
    let ages = first.checked_sub(1 + usize::from(r.is(first.wrapping_sub(1), "of")))?;
    let before = ages.checked_sub(1).filter(|_| r.is_any(ages, words!["age", "ages"]))?;
    Some(before - usize::from(r.is(before, "the")))
}

/// `more than 10 and less than 40`
fn two_bounds(r: &Reader, a: &Quantity, at: usize) -> Option<Quantity> {
    let (_, lower) = comparator::before(r, a.first, false)?;
    let (end, upper) = comparator::at(r, at)?;
    let is_lower = matches!(lower, Comparator::MoreThan | Comparator::AtLeast);
    let is_upper = matches!(upper, Comparator::LessThan | Comparator::AtMost);
    let b = second_at(r, end).filter(|b| is_lower && is_upper && b.low > a.low)?;
    Some(Quantity { high: b.high, ..joined(a, &b) })
}

/// Words behind or before two figures that make them a result.
const RESULTS: RuleWords = words![
    "win", "wins", "won", "victory", "defeat", "loss", "draw", "drew", "lead", "led", "vote", "voted", "decision", "record",
    "margin", "triumph", "tie", "tied", "score", "down", "up", "beat", "beaten", "lost", "lose", "leading", "trailing", "trail",
    "thrashed", "defeated", "ruled", "ruling", "at", "to", "overall", "start", "mark", "team", "season",
];

/// Words that say in a sentence that two sides met.
const MEETINGS: RuleWords = words![
    "beat",
    "beats",
    "beating",
    "beaten",
    "defeat",
    "defeats",
    "defeated",
    "defeating",
    "edged",
    "thrashed",
    "routed",
    "topped",
    "downed",
    "crushed",
    "stunned",
    "won",
    "win",
    "wins",
    "winning",
    "victory",
    "lost",
    "lose",
    "loses",
    "losing",
    "loss",
    "drew",
    "draw",
    "tied",
    "against",
    "over",
    "past",
];

/// `beat the Lions 24-17`: behind a name a result and no part of it, where the sentence tells of sides that met.
pub fn is_result(r: &Reader, number: &Number) -> bool {
    r.is_tying_hyphen(number.end) && score(r, number).is_some() && r.around(number.first).any(|at| r.is_any(at, MEETINGS))
}

/// Nouns behind the votes for and against.
const DECISIONS: RuleWords = words![
    "vote", "votes", "decision", "ruling", "verdict", "majority", "margin", "split", "win", "victory", "defeat", "loss", "lead"
];

/// `5-to-4`, where the first figure ends at `at`.
fn is_tied_by_to(r: &Reader, at: usize) -> bool {
    r.is_tying_hyphen(at) && r.is(at + 1, "to") && r.is_tying_hyphen(at + 2)
}

/// `voted 28 to 19`, `by a vote of 28 to 19`, `the vote was 28 to 19`
fn is_vote(r: &Reader, number: &Number) -> bool {
    let before = number.first.wrapping_sub(1);
    let links = r.is_any(before, words!["of", "was", "is"]);
    let voted = r.is(before, "voted") || links && r.is_any(before.wrapping_sub(1), words!["vote", "margin", "score"]);
    voted && r.is(number.end, "to")
}

/// `2-0`, `a 5-4 ruling`, `a 5-to-4 vote`: two small whole numbers tied by a hyphen, the first not smaller, or beside a word of results. The bounds
/// are the two sides' points.
pub fn score(r: &Reader, number: &Number) -> Option<Quantity> {
    let (voted, is_vote) = (is_tied_by_to(r, number.end), is_vote(r, number));
    let other = number.end + if voted { 3 } else { 1 };
    let is_small = |at: usize| r.is_digits(at) && r.text(at).len() <= 3 && r.text(at).bytes().all(|byte| byte.is_ascii_digit());
    let hyphen = voted || is_vote || r.is_dash(number.end) && r.is_attached(number.end) == r.is_attached(other);
    if number.end != number.first + 1 || !is_small(number.first) || !hyphen || !is_small(other) {
        return None;
    }
    let second: f64 = r.text(other).parse().ok()?;
    let measured = measure::after(r, other + 1).is_some() || currency::before(r, number.first).is_some();
    let goes_on = r.is_attached(other + 1) && !r.is_mark(other + 1);
    let counts = item::counted(r, other + 1, false).is_some_and(|item| item.is_plural);
    if voted && !r.is_any(other + 1, DECISIONS) {
        return None;
    }
    let told = is_vote || !counts && (r.is_any(other + 1, RESULTS) || r.is_any(number.first.wrapping_sub(1), RESULTS));
    if measured || goes_on || !(number.low >= second || told) {
        return None;
    }
    let (low, high) = (number.low.min(second), number.low.max(second));
    Some(Quantity { low, high, is_range: true, is_score: true, ..Quantity::bare(number.first, other + 1, 0.0) })
}
