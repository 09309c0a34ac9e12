//! Ages: `nine years old`, `a 52-year-old boxer`, `aged 18 to 34`, `at the age of 78`, `Porter, 47,`.

use super::quantity::Quantity;
use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// The quantity as an age where the words around it say so; otherwise unchanged.
pub fn with_age(r: &Reader, mut quantity: Quantity) -> Quantity {
    let duration = quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Duration);
    if let Some(end) = duration.then(|| old_behind(r, quantity.end)).flatten() {
        quantity.is_age = true;
        quantity.end = end;
    } else if quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Age) {
        quantity.is_age = true;
    } else if quantity.unit.is_none() && is_bare_age(r, &quantity) {
        quantity.is_age = true;
        quantity.unit = r.words.unit_named("year");
    }
    quantity
}

/// `old`, `-old`, `-olds`, `of age`: the token after it.
fn old_behind(r: &Reader, end: usize) -> Option<usize> {
    if r.is_any(end, words!["old", "olds"]) {
        return Some(end + 1);
    }
    if r.is_dash(end) && r.is_any(end + 1, words!["old", "olds"]) {
        return Some(end + 2);
    }
    (r.is(end, "of") && r.is(end + 1, "age")).then_some(end + 2)
}

fn is_bare_age(r: &Reader, quantity: &Quantity) -> bool {
    let years =
        quantity.low >= 0.0 && quantity.high <= 120.0 && quantity.low.fract() == 0.0 && !quantity.is_fraction && !quantity.is_vague;
    years
        && (after_age(r, quantity.first)
            || of_people(r, quantity)
            || apposition(r, quantity)
            || reached(r, quantity)
            || level_of_age(r, quantity)
            || of_youth(r, quantity)
            || of_person(r, quantity))
}

/// `aged 18`, `age 78`, `as young as 5`, `the age of 21`, `between the ages of 8 and 10`.
fn after_age(r: &Reader, first: usize) -> bool {
    let mut before = first.wrapping_sub(1);
    while r.is_any(before, words!["of", "between", "from", "just", "about", "only"]) && !r.is(before, "of") {
        before = before.wrapping_sub(1);
    }
    if r.is(before, "of") {
        return r.is_any(before.wrapping_sub(1), words!["age", "ages"]);
    }
    let compared =
        r.is(before, "as") && r.is_any(before.wrapping_sub(1), words!["young", "old"]) && r.is(before.wrapping_sub(2), "as");
    compared || r.is_any(before, words!["aged", "age", "ages"])
}

const PEOPLE: RuleWords = words![
    "people",
    "men",
    "women",
    "adults",
    "children",
    "kids",
    "boys",
    "girls",
    "those",
    "anyone",
    "everyone",
    "voters",
    "persons",
    "americans",
];

/// `people under 30`, `women over 50`: a bare number that bounds people.
fn of_people(r: &Reader, quantity: &Quantity) -> bool {
    let bound = quantity.first.wrapping_sub(1);
    r.is_any(bound, words!["under", "over", "above", "below"])
        && r.is_any(bound.wrapping_sub(1), PEOPLE)
        && quantity.low <= 110.0
        && !super::item::counted(r, quantity.end, false).is_some_and(|item| item.is_plural)
}

/// A number between commas behind a name or a role: `Porter, 47, had been ill`, `Porter, then 44, agreed`, `his son, 15, stepped in`.
fn apposition(r: &Reader, quantity: &Quantity) -> bool {
    let before = quantity.first.wrapping_sub(1);
    let comma = if r.is_any(before, words!["then", "now"]) { before.wrapping_sub(1) } else { before };
    let person = comma.wrapping_sub(1);
    let closed = r.is_any(quantity.end, words![",", ".", ")", ";"]) && !r.is_digits(quantity.end + 1);
    let described = r.in_list(person, WordClass::Role) && !super::word_form::looks_plural(r, person);
    let named = described || is_someone(r, person) || r.is_capitalised(person) || r.is_one_of(person, ".)”\"");
    r.is(comma, ",")
        && closed
        && named
        && quantity.is_digits
        && !r.in_list(person, WordClass::Month)
        && !r.is_digits(person.wrapping_sub(1))
}

/// Nouns for persons, beside whom a bare number behind `of` tells their years.
const PERSONS: RuleWords =
    words!["boy", "boys", "child", "girl", "girls", "lad", "man", "teenager", "toddler", "woman", "youth", "youths"];

/// `a girl of seven`, `a man of 60`
fn of_youth(r: &Reader, quantity: &Quantity) -> bool {
    let of = quantity.first.wrapping_sub(1);
    let closes = !r.is_word(quantity.end) || r.in_list(quantity.end, WordClass::ItemStop);
    closes && quantity.low >= 1.0 && r.is(of, "of") && r.is_any(of.wrapping_sub(1), PERSONS) && quantity.scale == 1.0
}

/// Nouns that a figure between commas may tell the value of.
const NUMBERS: RuleWords = words![
    "average",
    "figure",
    "high",
    "low",
    "majority",
    "number",
    "percentage",
    "rating",
    "record",
    "score",
    "sum",
    "tally",
    "total"
];

/// `A guard, 58, was hurt`: a noun behind `a`, beside which a figure between commas is hardly anything but an age.
fn is_someone(r: &Reader, at: usize) -> bool {
    let article = at.wrapping_sub(1 + usize::from(!r.is_any(at.wrapping_sub(1), words!["a", "an"])));
    let is_noun = r.is_word(at) && !r.in_list(at, WordClass::ItemStop) && !super::word_form::looks_plural(r, at);
    is_noun && r.is_any(article, words!["a", "an"]) && !r.is_any(at, NUMBERS)
}

/// How far before its figure an age may be named.
const REACH: usize = 10;

/// What stands before `age` where it is a level: `the average age is 38`, `a retirement age of 67`.
const LEVELS: RuleWords = words![
    "average",
    "median",
    "mean",
    "minimum",
    "maximum",
    "legal",
    "retirement",
    "pension",
    "drinking",
    "voting",
    "marriage",
    "qualifying",
];

/// `life expectancy is 73`, `lifted the retirement age to 67`
fn level_of_age(r: &Reader, quantity: &Quantity) -> bool {
    let outer = super::comparator::before(r, quantity.first, false).map_or(quantity.first, |(first, _)| first);
    let before = outer.wrapping_sub(1);
    let is_joined = r.in_list(before, WordClass::Auxiliary) || r.is_any(before, words!["of", "to", "at", "from"]);
    let is_open = !r.is_word(quantity.end) || r.in_list(quantity.end, WordClass::ItemStop) || r.ends_in(quantity.end, &["ing"]);
    let is_level = |at: usize| {
        let level = r.is(at, "age") && r.is_any(at.wrapping_sub(1), LEVELS);
        level || (r.is(at, "expectancy") && r.is(at.wrapping_sub(1), "life"))
    };
    let clause = (r.first..outer).rev().take(REACH).take_while(|at| !super::change::is_clause_mark(r, *at));
    is_joined && is_open && quantity.low >= 10.0 && clause.into_iter().any(is_level)
}

/// `turned 50`, `turns 116 in July`, `died at 74`, `left school at 16`, `At 12, she moved`.
fn reached(r: &Reader, quantity: &Quantity) -> bool {
    let before = quantity.first.wrapping_sub(1);
    let open = !r.is_word(quantity.end) || r.in_list(quantity.end, WordClass::ItemStop);
    let turned = r.is_any(before, words!["turn", "turns", "turned", "turning"]);
    let lived = r.is(before, "at") && (1..=6).any(|back| is_turn_of_life(r, before.wrapping_sub(back), quantity.low));
    let someone = || r.is_any(quantity.end + 1, words!["he", "she", "i"]);
    let is_at_head = before == r.first && r.is(before, "at");
    let fronted = is_at_head && r.is(quantity.end, ",") && someone() && quantity.low >= 4.0;
    // `At 19 she won`: up to twelve it may be an hour.
    let led = is_at_head && r.is_any(quantity.end, words!["he", "she", "i"]) && quantity.low > LAST_HOUR;
    let learned = r.is(before, "at") && quantity.low >= 3.0 && (1..=6).any(|back| is_start_of_skill(r, before.wrapping_sub(back)));
    open && (quantity.is_digits && (turned || lived || fronted) || led || learned)
}

/// Up to here a figure behind `left home at` may be an hour.
const LAST_HOUR: f64 = 12.0;

/// `took up the cello`, `learned to ride`: what a person does from some age on.
fn is_start_of_skill(r: &Reader, at: usize) -> bool {
    let taken_up = r.is_any(at, words!["took", "taken", "takes", "taking"]) && r.is(at + 1, "up");
    taken_up || r.is_any(at, words!["learned", "learnt"]) && r.is(at + 1, "to")
}

/// What comes once in a life, or seldom more often: `retired`, `left school`.
fn is_turn_of_life(r: &Reader, at: usize, years: f64) -> bool {
    if r.is_any(at, words!["dead", "death", "died", "dies"]) {
        return true;
    }
    let left = words!["leave", "leaves", "leaving", "left"];
    let lived = r.is_any(at, words!["married", "marries", "orphaned", "retire", "retired", "retires", "widowed"])
        || r.is_any(at, words!["home", "school"]) && r.is_any(at.wrapping_sub(1), left);
    lived && years > LAST_HOUR
}

/// The longest name of a person, in tokens.
const LONGEST_NAME: usize = 4;

/// `Tom Lind was 87.`, `Lind was 23 when …`: a name before the verb at `be`, and a figure that is some grown person's age.
fn is_named(r: &Reader, be: usize, quantity: &Quantity) -> bool {
    let part = |at: &usize| r.is_capitalised(*at) && !r.is_in_capitals(*at) && !r.in_any_list(*at, NO_NAMES);
    let Some(first) = (r.first..be).rev().take(LONGEST_NAME).take_while(part).last() else { return false };
    let known = r.in_any_list(first, WordClass::FirstName.bit() | WordClass::Surname.bit());
    let opens_sentence = first == r.first && be == first + 1;
    let is_place = r.in_list(first.wrapping_sub(1), WordClass::Preposition) || r.is(first.wrapping_sub(1), "the");
    let closes = !r.has(quantity.end) || r.is_any(quantity.end, words![".", "when", ","]);
    let grown = quantity.is_digits && (10.0..=110.0).contains(&quantity.low);
    grown && closes && (known || !opens_sentence) && !is_place && !r.is(first, "the")
}

/// Capitalised words that name no person.
const NO_NAMES: u64 = WordClass::Weekday.bit() | WordClass::Month.bit() | WordClass::ItemStop.bit();

/// `He was 100.`, `she will be 35 by the end of the year`: a person, a form of `be`, and nothing counted.
fn of_person(r: &Reader, quantity: &Quantity) -> bool {
    let before = super::comparator::before(r, quantity.first, false).map_or(quantity.first, |(first, _)| first).wrapping_sub(1);
    let open = !r.has(quantity.end)
        || r.is_mark(quantity.end) && !r.is_dash(quantity.end)
        || r.is_any(quantity.end, words!["when", "by", "at", "and", "in", "but", "or", "so", "years"]);
    let be = r.is_any(before, words!["is", "was", "be", "'s"]);
    let pronoun = |back: usize| r.is_any(before.wrapping_sub(back), words!["he", "she", "who", "i"]);
    let verb = before.wrapping_sub(usize::from(r.is(before.wrapping_sub(1), "will")));
    let subject = || pronoun(1) || pronoun(2) || is_named(r, verb, quantity);
    let i_am = r.is_any(before, words!["am", "'m"]);
    // `she was two of a kind`: small numerals count more often than they date.
    let is_age = if quantity.is_digits { quantity.low >= 1.0 } else { quantity.low >= 4.0 };
    open && is_age && (i_am || be && subject())
}
