//! The thing counted: the noun phrase behind a number or its unit, found by the ends of words and lists of function words.

use super::quantity::Quantity;
use super::reader::Reader;
use super::word_form::{is_adjective, is_stop, is_superlative, is_verb_form, looks_plural};
use super::{measure, number};
use crate::annotation::QuantityKind;
use crate::lang::en::{NumeralPart, WordClass};
use crate::text::{RuleWords, words};

/// A noun phrase, in tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    pub first: usize,
    /// The token after the phrase.
    pub end: usize,
    /// Where the head noun begins that ends the phrase; none where no noun is said: `those surveyed`.
    pub head: Option<usize>,
    pub is_plural: bool,
}

/// The longest noun phrase, in tokens.
const LONGEST: usize = 12;

/// The longest noun phrase before `or two`, in tokens.
const LONGEST_BEFORE_OR: usize = 4;

/// Words that end a phrase elsewhere but stand before a counted noun: `two other men`, `15 million fewer jobs`.
const SKIPPED: RuleWords =
    words!["other", "more", "fewer", "such", "additional", "extra", "further", "different", "new", "separate", "less"];

/// The noun phrase counted by the number that ends before `at`. `one`: the number is one, so the noun is singular.
pub fn counted(r: &Reader, at: usize, one: bool) -> Option<Item> {
    if one { find_counted(r, at, true) } else { r.kept(|memos| &memos.counted, at, || find_counted(r, at, false)) }
}

fn find_counted(r: &Reader, at: usize, one: bool) -> Option<Item> {
    if r.is(at, "of") {
        return partitive(r, at);
    }
    if r.is_tying_hyphen(at) && r.is_word(at + 1) {
        return hyphenated(r, at + 1);
    }
    let first = behind_skipped(r, at);
    if let Some(end) = inner_measure(r, first) {
        plural(r, end + usize::from(r.is_tying_hyphen(end))).map(|item| Item { first, ..item })
    } else if !opens_phrase(r, first) {
        modified(r, first)
    } else if one {
        singular(r, first).filter(|_| !looks_plural(r, first) || r.is_capitalised(first))
    } else if is_verb_of_group(r, at) {
        None
    } else {
        plural(r, first).or_else(|| measuring(r, first))
    }
}

/// The noun phrase counted by the number that ends before `at`, where it holds no number of its own. Who reads numbers asks this, for
/// otherwise each number would read the next, and with it all that follow.
pub fn counted_noun(r: &Reader, at: usize) -> Option<Item> {
    let first = behind_skipped(r, at);
    let noun = || plural(r, first).or_else(|| measuring(r, first));
    opens_phrase(r, first).then(noun).flatten()
}

/// The token behind `other`, `more` and an opening quotation mark.
fn behind_skipped(r: &Reader, at: usize) -> usize {
    let mut first = at;
    while r.is_any(first, SKIPPED) && !r.is_capitalised(first) && r.is_word(first + 1) && !r.is(first + 1, "than") {
        first += 1;
    }
    first + usize::from(r.is_one_of(first, "\"“'‘") && !r.is_attached(first))
}

/// Nouns for some people together, whose number may stand behind `of`.
const GROUPS: RuleWords =
    words!["band", "class", "couple", "crew", "crowd", "family", "gang", "group", "household", "panel", "party", "squad", "team"];

/// `a family of four pays`, before the verb at `at`: the number is how many the group has, and what looks like a plural is its verb.
fn is_verb_of_group(r: &Reader, at: usize) -> bool {
    r.in_list(at, WordClass::Verb) && r.is(at.wrapping_sub(2), "of") && r.is_any(at.wrapping_sub(3), GROUPS)
}

/// Words between `of` and the noun.
const DETERMINERS: RuleWords = words![
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "these", "those", "this", "that", "all", "some", "such"
];

/// How many or how much of a noun is meant, between `of the` and it: `one of the most famous sons`, `one of several shops`.
const QUANTIFIERS: RuleWords = words!["few", "several", "many", "most", "more", "least", "less", "very"];

/// `of the students`, `of British troops`: the noun phrase after `of`.
pub fn partitive(r: &Reader, at: usize) -> Option<Item> {
    if r.is(at, "of") { determined(r, at + 1) } else { None }
}

/// `half the villagers`: the noun phrase of which something is half.
pub fn halved(r: &Reader, at: usize) -> Option<Item> {
    if r.is_any(at, DETERMINERS) || possessor(r, at) > 0 { determined(r, at) } else { None }
}

/// The noun phrase that begins at `at`, without its determiners, numbers and possessors.
fn determined(r: &Reader, at: usize) -> Option<Item> {
    let mut first = at;
    loop {
        let possessor = possessor(r, first);
        if possessor > 0 {
            first += possessor;
        } else if let Some((end, _)) = super::comparator::at(r, first).filter(|(end, _)| is_number(r, *end)) {
            first = end;
        } else if r.is_any(first, DETERMINERS) || is_number(r, first) || (r.is_any(first, QUANTIFIERS) && r.is_word(first + 1)) {
            first += 1;
        } else {
            break;
        }
    }
    if !opens_phrase(r, first) {
        return modified(r, first).or_else(|| those(r, first));
    }
    plural(r, first).or_else(|| singular(r, first).filter(|item| !is_adjective_alone(r, item)))
}

/// `one of the longest of its kind`, `one of the most cynical`: the noun is left out.
fn is_adjective_alone(r: &Reader, item: &Item) -> bool {
    let is_compared = r.is_any(item.first.wrapping_sub(1), words!["most", "least"]) && !item.is_plural;
    item.end == item.first + 1 && (is_superlative(r, item.first) || is_compared)
}

/// Words that mostly end a phrase and yet can stand before the adjectives of a plural noun.
const BEFORE_ADJECTIVES: RuleWords = words!["most", "past", "online", "overseas", "nationwide"];

/// `25 randomly selected sites`, `the 100 most influential people`: the phrase behind an adverb that stands before an adjective or a
/// participle, up to its plural noun.
fn modified(r: &Reader, at: usize) -> Option<Item> {
    let next = at + 1;
    let is_adverb = r.is_word(at) && r.ends_in(at, &["ly"]) && (is_verb_form(r, next) || is_adjective(r, next));
    let opens = is_adverb || r.is_any(at, BEFORE_ADJECTIVES) && !r.is_capitalised(at);
    (opens && opens_phrase(r, next)).then(|| plural(r, next)).flatten()
}

/// `those surveyed`, before the participle at `at`: the noun is left out.
fn those(r: &Reader, at: usize) -> Option<Item> {
    let said = r.is(at.wrapping_sub(1), "those") && is_verb_form(r, at);
    said.then(|| Item { first: at - 1, end: at + 1, head: None, is_plural: true })
}

/// `a pick or two`, where the number is at `at`: the noun before `or`, in tokens.
pub fn before_or(r: &Reader, at: usize) -> Option<Item> {
    let or = at.checked_sub(1).filter(|or| r.is(*or, "or"))?;
    let in_phrase = |word: &usize| r.is_word(*word) && !is_stop(r, *word);
    let first = (r.first..or).rev().take(LONGEST_BEFORE_OR).take_while(in_phrase).last()?;
    let article = r.is_any(first.wrapping_sub(1), words!["a", "an", "another"]);
    article.then(|| Item { first, end: or, head: Some(or - 1), is_plural: false })
}

/// The measure with a figure of its own that stands before a counted noun: `12 30-second spots`, `three $20 notes`, `two
/// 12-year-old boys`. Gives the token after it.
pub fn inner_measure(r: &Reader, at: usize) -> Option<usize> {
    let sign = r.is_one_of(at, "$£€");
    let first = at + usize::from(sign);
    if !is_number(r, first) || r.is_attached(at) {
        return None;
    }
    let number = number::read(r, first).filter(|number| !number.is_vague)?;
    if sign {
        return Some(number.end);
    }
    let is_plural_of_name = r.is(number.end, "s") && r.is_attached(number.end);
    let measure = measure::after(r, number.end).filter(|measure| measure.is_attributive && !is_plural_of_name)?;
    let old = r.is_dash(measure.end) && r.is(measure.end + 1, "old");
    Some(measure.end + if old { 2 } else { 0 })
}

/// What makes a percentage so many of the people, before a verb: `the top 10 percent earn more`.
const PARTS_OF_PEOPLE: RuleWords = words!["top", "bottom", "richest", "poorest", "wealthiest", "other", "remaining"];

/// What is measured: `a 30-day ceasefire`, `$12 million in damages`, `a 5 per cent fee`.
pub fn behind_measure(r: &Reader, at: usize, quantity: &Quantity) -> Option<Item> {
    let is_money = quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Money);
    if is_money && r.is(at, "in") && !r.is_capitalised(at + 1) {
        return opens_phrase(r, at + 1).then(|| plural(r, at + 1)).flatten();
    }
    let is_share = is_money || quantity.unit.is_some_and(|unit| unit.kind == QuantityKind::Percent);
    let stands_before_noun = if is_share { is_determined(r, quantity.first) } else { quantity.is_attributive };
    let first = at + usize::from(r.is_dash(at) && r.is_attached(at));
    let is_of_people = is_share && r.is_any(quantity.first.wrapping_sub(1), PARTS_OF_PEOPLE);
    let is_tied = r.is_tying_hyphen(quantity.figure.1);
    let opens = opens_phrase(r, first) || is_tied && r.ends_in(first, &["ing"]);
    let is_noun = opens && !r.is_capitalised(first) && !r.is_any(first, measure::DIMENSIONS);
    if !stands_before_noun || is_of_people || !is_noun {
        return None;
    }
    plural(r, first).or_else(|| singular(r, first))
}

/// `a`, `its` or a possessor stands before the quantity, with an adjective or two between: `a massive $916 million loss`.
fn is_determined(r: &Reader, first: usize) -> bool {
    let mut before = first.wrapping_sub(1);
    while first.wrapping_sub(before) <= 2 && r.is_word(before) && !r.is_capitalised(before) && !is_stop(r, before) {
        before = before.wrapping_sub(1);
    }
    r.is_any(before, DETERMINERS) || r.is_possessive(before)
}

/// Number of tokens of a possessor at `at`: `Airbnb's`, `the drivers'`.
fn possessor(r: &Reader, at: usize) -> usize {
    let ends = |length: &usize| {
        let mark = at + length;
        r.is_possessive(mark) || (r.is_one_of(mark, "'’") && r.ends_in(mark - 1, &["s"]))
    };
    let length = (1..=3)
        .find(ends)
        .filter(|length| (at..at + length).all(|word| r.is_word(word) && !is_stop(r, word)) && r.is_word(at + length + 1));
    length.map_or(0, |length| length + 1)
}

fn is_number(r: &Reader, at: usize) -> bool {
    r.is_digits(at) || r.number_word(at).is_some_and(|(_, part)| !matches!(part, NumeralPart::Fraction | NumeralPart::Multiple))
}

/// What follows a number and a hyphen without being counted: `one-off`, `two-way`, `9-to-5`.
const UNCOUNTED: RuleWords =
    words!["off", "time", "sided", "way", "plus", "odd", "ish", "fold", "handed", "dimensional", "to", "something", "strong"];

/// `two-party system`, `12-page document`: the noun tied to the number by a hyphen is what is counted.
fn hyphenated(r: &Reader, at: usize) -> Option<Item> {
    if r.in_list(at, WordClass::ItemStop) || r.is_any(at, UNCOUNTED) {
        return None;
    }
    let mut end = at + 1;
    while r.is_tying_hyphen(end) && r.is_word(end + 1) {
        end += 2;
    }
    Some(Item { first: at, end, head: Some(end - 1), is_plural: false })
}

fn opens_phrase(r: &Reader, at: usize) -> bool {
    r.is_word(at) && !is_stop(r, at) && (modifies(r, at) || !is_verb_form(r, at))
}

/// A participle before a plural noun modifies it: `two wounded soldiers`.
fn modifies(r: &Reader, at: usize) -> bool {
    let part_of_phrase = |at: &usize| (r.is_word(*at) && !is_stop(r, *at)) || r.is_tying_hyphen(*at);
    let phrase = (at + 1..at + 6).take_while(part_of_phrase);
    !r.in_list(at, WordClass::PastVerb) && phrase.into_iter().any(|at| looks_plural(r, at))
}

/// Up to the plural noun that ends the phrase.
fn plural(r: &Reader, first: usize) -> Option<Item> {
    for at in first..first + LONGEST {
        let tied = at > first && r.is_dash(at - 1);
        let is_verb = at > first && !tied && is_verb_form(r, at) && !modifies(r, at);
        if !goes_on(r, at) || is_verb {
            return None;
        }
        let inside_compound = r.is_tying_hyphen(at + 1);
        if let Some(head) = figure_plural(r, first, at) {
            return Some(Item { first, end: at + 1, head: Some(head), is_plural: true });
        }
        if looks_plural(r, at) && !inside_compound && !goes_on_after_plural(r, at) {
            return Some(Item { first, end: at + 1, head: Some(at), is_plural: true });
        }
    }
    None
}

/// `F-16s`, `737s`, `Model 3s`, where the `s` is at `at`: a name that ends in a figure has its plural with `s`. Gives where the head
/// begins: with the letters or the name before the figure.
fn figure_plural(r: &Reader, first: usize, at: usize) -> Option<usize> {
    let figure = at.checked_sub(1).filter(|figure| r.is(at, "s") && r.is_attached(at) && r.is_digits(*figure))?;
    let before = figure.wrapping_sub(1);
    let tied = r.is_attached(figure) && r.is_dash(before) && r.is_word(before.wrapping_sub(1));
    let head = match () {
        () if tied => before - 1,
        () if r.is_word(before) && (r.is_attached(figure) || r.is_capitalised(before)) => before,
        () => figure,
    };
    Some(head.max(first))
}

/// Plurals that stand before other nouns as they are: `police officer`, `poultry trader`.
const COLLECTIVES: RuleWords = words!["police", "poultry", "cattle", "livestock", "media", "data", "infantry", "cavalry"];

/// Two plural-looking words in a row end at the second (`sports stars`), for a verb after a plural subject has no `s`; the last
/// word of a compound modifies what follows (`plain-clothes officers`).
fn goes_on_after_plural(r: &Reader, at: usize) -> bool {
    let next = at + 1;
    let tied = r.is_dash(at.wrapping_sub(1)) && r.is_attached(at);
    let is_verb = |at: usize| r.in_any_list(at, WordClass::Verb.bit() | WordClass::VerbOrNoun.bit()) || r.is_in_capitals(at);
    let is_many = r.is_any(at, COLLECTIVES) && !is_verb(next);
    (looks_plural(r, next) || (tied || is_many) && r.is_word(next))
        && !(is_stop(r, next) || is_verb_form(r, next) || is_verb_of_singular(r, next))
        // `children ages 3 to 17`
        && !(r.is(next, "ages") && is_number(r, next + 1))
}

/// How far before a verb its subject is looked for, in tokens.
const LONGEST_SUBJECT: usize = 12;

/// `Boat with 60 migrants sinks off coast`, `a poll of 900 voters shows that …`: the subject is a noun before a preposition or participle,
/// so what looks like a plural is its verb. It is where a line without a stop ends or goes on with a preposition, and where a clause, a
/// determiner or a pronoun follows; a verb that reports may have a name behind it.
fn is_verb_of_singular(r: &Reader, at: usize) -> bool {
    const VERBS: u64 = WordClass::Verb.bit() | WordClass::VerbOrNoun.bit();
    const OPENERS: u64 = WordClass::Determiner.bit() | WordClass::Pronoun.bit();
    let after = at + 1;
    let in_headline =
        || !r.is_any(r.end - 1, words![".", "?", "!", "\"", "”"]) && (!r.has(after) || r.in_list(after, WordClass::Preposition));
    let has_object = || r.in_list(at, WordClass::Verb) && (r.is(after, "that") || r.in_any_list(after, OPENERS));
    let reports = || r.in_list(at, WordClass::Verb) && r.in_list(at, WordClass::ReportingVerb) && r.is_capitalised(after);
    let ties = |at: usize| r.in_list(at, WordClass::Preposition) || r.ends_in(at, &["ing"]);
    r.in_any_list(at, VERBS)
        && (has_object() || reports() || in_headline())
        && (at.saturating_sub(LONGEST_SUBJECT).max(r.first + 1)..at).any(ties)
}

/// Whether the phrase can hold this token: words, hyphens inside compounds, `and` between modifiers, figures of a name
/// (`Model 3 sedans`).
fn goes_on(r: &Reader, at: usize) -> bool {
    // `cocaine worth $400,000`
    let is_worth = r.is(at, "worth") && (is_number(r, at + 1) || r.is_one_of(at + 1, "$£€"));
    if is_worth || r.opens_cell(at) {
        return false;
    }
    if r.is_dash(at) {
        let hyphen = r.is_attached(at) && !r.is_one_of(at, "—");
        return hyphen && (r.is_attached(at + 1) || r.is_any(at + 1, words!["and", "or"]));
    }
    if r.is_any(at, words!["and", "&", "/"]) {
        return joins_modifiers(r, at);
    }
    if r.is_digits(at) {
        return r.is_attached(at) || r.is_capitalised(at.wrapping_sub(1)) || r.is_capitalised(at + 1);
    }
    let tied = r.is_attached(at) && r.is_dash(at.wrapping_sub(1));
    r.is_word(at) && (tied || !is_stop(r, at) && !opens_other_count(r, at))
}

/// A numeral inside the phrase opens another one (`a $305 billion plan three months ago`), but for one in a compound or a name.
fn opens_other_count(r: &Reader, at: usize) -> bool {
    use NumeralPart::{Digit, Hundred, Magnitude, Teen, Ten};
    let cardinal = |part| matches!(part, Digit | Teen | Ten | Hundred | Magnitude);
    r.number_word(at).is_some_and(|(_, part)| cardinal(part)) && !r.is_capitalised(at) && !r.is_tying_hyphen(at + 1)
}

/// `Kia and Hyundai vehicles`: what stands before `and` is no plural, and one follows soon.
fn joins_modifiers(r: &Reader, at: usize) -> bool {
    let next = at + 1;
    let noun_follows = looks_plural(r, at + 2) || looks_plural(r, at + 3);
    let is_noun = r.is_word(next) && !is_stop(r, next) && !r.in_list(next, WordClass::Verb);
    is_noun && !is_number(r, next) && !looks_plural(r, at.wrapping_sub(1)) && noun_follows && !is_stop(r, at + 2)
}

/// `12 page document`: a singular noun behind a plural number measures; it is what is counted.
fn measuring(r: &Reader, at: usize) -> Option<Item> {
    let is_other = is_verb_form(r, at) || is_adjective(r, at) || is_verb_with_object(r, at) || is_distance(r, at);
    let fits = !r.opens_cell(at) && !r.is_capitalised(at) && !is_other && !r.is(at, "strong");
    fits.then_some(Item { first: at, end: at + 1, head: Some(at), is_plural: false })
}

/// `all three deny it`, `the two admit that`: a verb, since what it is done to follows.
fn is_verb_with_object(r: &Reader, at: usize) -> bool {
    const OPENERS: u64 = WordClass::Determiner.bit() | WordClass::Pronoun.bit();
    r.in_list(at, WordClass::Verb) && r.in_any_list(at + 1, OPENERS)
}

/// `two clear of the field`, `three shy of the record`
fn is_distance(r: &Reader, at: usize) -> bool {
    r.is(at + 1, "of") && r.is_any(at, words!["adrift", "clear", "short", "shy", "wide"])
}

/// The singular noun phrase behind `one`: up to a function word, a mark or a verb.
fn singular(r: &Reader, first: usize) -> Option<Item> {
    let mut end = first;
    while end < first + LONGEST && goes_on(r, end) && !(end > first && ends_singular(r, end)) {
        end += 1;
    }
    while end > first && !r.is_word(end - 1) {
        end -= 1;
    }
    (end > first).then(|| Item { first, end, head: Some(end - 1), is_plural: false })
}

/// Adjectives that say in what state the one that is counted was: `one man dead`.
const BEHIND_NOUN: RuleWords = words!["dead", "hurt", "alive", "unhurt", "safe", "ill", "sick", "free", "familiar", "responsible"];

/// After a singular noun, a word in `-s`, `-ed` or `-ing` is a verb, and a first name names the one whom the noun describes
/// (`one rapper Tom Miles`).
fn ends_singular(r: &Reader, at: usize) -> bool {
    let named = r.in_list(at, WordClass::FirstName) && r.is_capitalised(at) && r.is_capitalised(at + 1);
    if named && !r.is_capitalised(at - 1) && !is_adjective(r, at - 1) {
        return true;
    }
    if r.is_any(at, BEHIND_NOUN) && (!r.is_word(at + 1) || is_stop(r, at + 1)) {
        return true;
    }
    let tied = r.is_dash(at) || r.is_dash(at - 1);
    let third_person = looks_plural(r, at) && !r.is_capitalised(at);
    !tied && (third_person || (is_verb_form(r, at) && !r.is_dash(at + 1)))
}
