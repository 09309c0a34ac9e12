//! Numeric claims: what is written is what is read, and odd texts give sound rows.

use columnist::annotation::{Claim, Comparator};
use columnist::annotator::Annotator;
use columnist::stages::StageParameters;
use columnist::text::Article;
use proptest::prelude::*;

use crate::support::same_texts_each_time;

fn claims_of(text: &str) -> Vec<Claim> {
    let annotator = Annotator::new(&StageParameters::default());
    let article = Article { id: "a".into(), source: "a".into(), encoding: "utf-8".into(), text: text.into(), ..Article::default() };
    let document = annotator.document(&article);
    annotator.annotate(&document).claims
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// English for a number below a thousand, as British papers write it.
fn words_below_thousand(number: u64) -> String {
    match number {
        0..20 => UNITS[number as usize].to_string(),
        20..100 if number.is_multiple_of(10) => TENS[number as usize / 10 - 2].to_string(),
        20..100 => format!("{}-{}", TENS[number as usize / 10 - 2], UNITS[number as usize % 10]),
        _ if number.is_multiple_of(100) => format!("{} hundred", UNITS[number as usize / 100]),
        _ => format!("{} hundred and {}", UNITS[number as usize / 100], words_below_thousand(number % 100)),
    }
}

fn words(number: u64) -> String {
    let parts = [(1_000_000_000, " billion"), (1_000_000, " million"), (1_000, " thousand"), (1, "")];
    let said = parts.iter().filter_map(|(size, name)| {
        let count = number / size % 1000;
        (count > 0).then(|| words_below_thousand(count) + name)
    });
    said.collect::<Vec<_>>().join(" ")
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn check_value(written: &str, value: f64) {
    let text = format!("They counted {written} boxes.");
    let claims = claims_of(&text);
    let [claim] = claims.as_slice() else { panic!("{} claims in {text:?}", claims.len()) };
    assert_eq!(claim.value, Some(value), "{text:?}");
    assert_eq!(claim.number.of(&text), written);
    assert_eq!(claim.item_head.as_deref(), Some("box"), "{text:?}");
}

/// Pieces of which sentences with figures are made, in any order.
const PIECES: &[&str] = &[
    "12",
    "1,250",
    "3.5",
    "2018",
    "0",
    "007",
    "half",
    "a",
    "an",
    "third",
    "thirds",
    "quarter",
    "hundred",
    "thousand",
    "million",
    "bn",
    "dozen",
    "dozens",
    "tens",
    "of",
    "thousands",
    "twenty",
    "one",
    "two",
    "and",
    "or",
    "to",
    "from",
    "between",
    "-",
    "–",
    "/",
    ":",
    ",",
    ".",
    "+",
    "x",
    "^",
    "%",
    "per cent",
    "$",
    "US",
    "€",
    "£",
    "EUR",
    "pounds",
    "pence",
    "m",
    "k",
    "km",
    "km/h",
    "°C",
    "feet",
    "inches",
    "years",
    "old",
    "hours",
    "ago",
    "a day",
    "per",
    "more than",
    "up to",
    "about",
    "or more",
    "at least",
    "rose",
    "fell",
    "by",
    "up",
    "down",
    "increase",
    "not",
    "will",
    "if",
    "troops",
    "people",
    "workers",
    "largest",
    "place",
    "May",
    "Article",
    "Street",
    "point",
    "below zero",
    "(",
    ")",
    "several",
    "a few",
    "minus",
    "aged",
    "he was",
    "th",
    "s",
    "'s",
    "fold",
    "sixfold",
    "in",
    "out of",
    "~",
    "=",
    "Y",
    "Rs",
    "for",
    "such",
    "US$",
    "No.",
    "10",
    "4",
    "3",
];

/// What a figure of plain digits says, read without the program: commas group, one before one or two digits is a decimal comma.
fn plain_digits(number: &str) -> Option<f64> {
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
    let decimal_comma = number.rsplit_once(',').is_some_and(|(_, last)| last.len() < 3);
    let written = if decimal_comma { number.replace(',', ".") } else { number.replace(',', "") };
    written.parse().ok().filter(|_| is_plain)
}

/// `kEUR 12`, which two pieces make when they are glued: its magnitude stands in the code and not in the figure.
fn scale_outside_of_the_figure(claim: &str) -> f64 {
    if claim.contains("kEUR") { 1e3 } else { 1.0 }
}

fn odd_texts() -> impl Strategy<Value = String> {
    let spaced = (proptest::sample::select(PIECES), prop_oneof![3 => Just(" "), 1 => Just("")]);
    proptest::collection::vec(spaced, 0..40).prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

fn check_sound(text: &str, claim: &Claim) {
    assert!(claim.span.contains(claim.number) && !claim.number.is_empty(), "{claim:?} in {text:?}");
    let numbers = [claim.value, claim.value_low, claim.value_high];
    assert!(numbers.iter().flatten().all(|number| number.is_finite()), "{claim:?} in {text:?}");
    let ordered = claim.value_low.zip(claim.value_high).is_none_or(|(low, high)| low <= high);
    assert!(ordered, "bounds of {claim:?} in {text:?}");
    let said = plain_digits(claim.number.of(text));
    let scale = scale_outside_of_the_figure(claim.span.of(text));
    let is_said = said.zip(claim.value).is_none_or(|(said, value)| value == said || value == said * scale);
    assert!(is_said, "value of {claim:?} in {text:?}");
    let both = claim.value_low.is_some() && claim.value_high.is_some() && claim.value.is_none();
    assert!(claim.comparator != Comparator::Between || both, "{claim:?} in {text:?}");
}

proptest! {
    #![proptest_config(same_texts_each_time(200))]

    #[test]
    fn numerals_are_read_as_they_are_written(number in 2_u64..2_000_000_000) {
        check_value(&words(number), number as f64);
    }

    #[test]
    fn digits_are_read_as_they_are_written(number in 2_u64..2_000_000_000) {
        check_value(&grouped(number), number as f64);
    }

    #[test]
    fn odd_sentences_give_sound_claims(text in odd_texts()) {
        let claims = claims_of(&text);
        claims.iter().for_each(|claim| check_sound(&text, claim));
        prop_assert!(claims.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "{:?} in {text:?}", claims);
    }
}

/// Runs of figures and joints of figures cost no more per byte than prose: this ends at once or not at all.
#[test]
fn hostile_runs_of_figures_end() {
    let pieces = [
        "1",
        "1,",
        "1-",
        "1 ",
        "one ",
        "$",
        "1/2 ",
        "of the ",
        "one and a ",
        "9.",
        "twenty-",
        "a hundred and ",
        "1m ",
        "1K ",
        "minus ",
        "three to one ",
        "half the ",
        "a couple of ",
        "ages of ",
        "1-2pm ",
        "24-17 ",
    ];
    for piece in pieces {
        let text = piece.repeat(60_000 / piece.len());
        assert!(claims_of(&text).len() <= text.len());
    }
}
