//! Whether a stop ends its sentence: by the word before it and what follows.

use super::following::{Following, GRAMMAR, Next, joined_before};
use super::splitter::{Boundary, Context, count_look};
use super::terminator::{Terminator, Terminators};
use crate::lang::en::{Abbreviation, WordClass};
use crate::text::{Gap, Shape, Token, TokenKind};

/// A sentence has more words than this before a clock time can end it (`At 5 a.m. Mr. Lee left`).
const LONGEST_TIME_PHRASE: usize = 4;

/// How far back a clause's words are looked for.
const CLAUSE_REACH: usize = 24;

/// Words in lower case that names of companies and titles have too.
const LINKING_WORDS: u64 = WordClass::Preposition.bit() | WordClass::Conjunction.bit() | WordClass::Determiner.bit();

/// How far behind its first modifier a role may stand: `Senior Vice President`.
const LONGEST_MODIFIERS: usize = 3;

const TITLE_OR_DAY: u64 = WordClass::Title.bit() | WordClass::Weekday.bit() | WordClass::Month.bit();

/// The number of a list item or a section has at most so many digits; a year has more.
const LONGEST_LIST_NUMBER: u32 = 3;

/// What a clause goes on with behind a name with an unknown abbreviation: `Acme Bancorp. for two million`, `Acme Bancorp. said`.
const GOES_ON: u64 = WordClass::Preposition.bit()
    | WordClass::Conjunction.bit()
    | WordClass::Auxiliary.bit()
    | WordClass::Modal.bit()
    | WordClass::SpeechVerb.bit()
    | WordClass::ReportingVerb.bit();

/// What a speaker's name stands behind: `said X. Cook`.
const SAYING: u64 = WordClass::SpeechVerb.bit() | WordClass::ReportingVerb.bit();

/// Words of American clock time: `7 p.m. Eastern`.
const TIME_ZONES: [&str; 4] = ["Eastern", "Central", "Mountain", "Pacific"];

/// Unknown abbreviations in lower case are shorter than this, in bytes.
const SHORTEST_ORDINARY_WORD: u32 = 3;

/// And those with a capital than this.
const SHORTEST_ORDINARY_NAME: u32 = 6;

pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    let rule = match word_before(context, run) {
        _ if following.next == Next::Punctuation => None,
        Before::ListNumber => None,
        Before::Abbreviation(class, word) if !run.is_repeated => abbreviation(context, run, following, class, word),
        Before::Initial(letter) if !run.is_repeated => initial(context, following, letter),
        Before::Plain | Before::Abbreviation(..) | Before::Initial(_) => plain_stop(context, run, following),
    }?;
    Some((run.end, rule))
}

/// What the stop is written on to.
enum Before {
    Plain,
    /// With the index of the word.
    Abbreviation(Abbreviation, usize),
    /// A single letter, by index.
    Initial(usize),
    /// A number that opens the sentence: `1. Read the text.`
    ListNumber,
}

fn word_before(context: &Context, run: &Terminators) -> Before {
    if run.terminator == Terminator::DottedWord {
        let class = context.english.stops.abbreviations.get(&context.tokens[run.start]).copied();
        return Before::Abbreviation(class.unwrap_or(Abbreviation::Initials), run.start);
    }
    let Some(word) = joined_before(context, run.start) else { return Before::Plain };
    let index = run.start - 1;
    match word.kind {
        TokenKind::Number if is_list_number(context, index) => Before::ListNumber,
        TokenKind::Word if is_written_on(context, index) => Before::Plain,
        TokenKind::Mark if word.is_mark('°') && context.tokens.get(index + 2).is_some_and(Token::is_number) => {
            Before::Abbreviation(Abbreviation::Reference, index)
        }
        TokenKind::Word => word_with_stop(context, word, index),
        _ => Before::Plain,
    }
}

fn word_with_stop(context: &Context, word: &Token, index: usize) -> Before {
    let class =
        context.english.stops.abbreviations.get(word).copied().filter(|&class| counts_as_abbreviation(context, word, class, index));
    match class {
        Some(class) => Before::Abbreviation(class, index),
        None if word.span.len() == 1 => Before::Initial(index),
        None => Before::Plain,
    }
}

/// Abbreviations of names are capitalised, and references stand before a number; elsewhere the same letters are a word (`ill`, `no`).
fn counts_as_abbreviation(context: &Context, word: &Token, class: Abbreviation, index: usize) -> bool {
    match class {
        Abbreviation::State | Abbreviation::Calendar => word.shape != Shape::Lower,
        Abbreviation::Reference => context.tokens.get(index + 2).is_some_and(Token::is_number),
        // `Lund v. Ode`, but `Iris V.`
        Abbreviation::Inner => word.shape == Shape::Lower || word.span.len() > 1,
        _ => true,
    }
}

/// `the 1970s.`, `May 21st.`, `example.mx.`: the end of a number or an address is no abbreviation.
fn is_written_on(context: &Context, index: usize) -> bool {
    let is_small = context.tokens[index].shape == Shape::Lower;
    let is_of_address = |mark: Option<char>| matches!(mark, Some('@' | '/' | '_')) || (is_small && mark == Some('.'));
    joined_before(context, index).is_some_and(|before| before.is_number() || is_of_address(before.mark()))
}

/// `1. Wash the rice.`, `three steps: 1. Wash the rice.`
fn is_list_number(context: &Context, index: usize) -> bool {
    context.tokens[index].span.len() <= LONGEST_LIST_NUMBER && (is_opening(context, index) || follows_colon(context, index))
}

fn follows_colon(context: &Context, index: usize) -> bool {
    index > context.sentence_start && context.tokens[index].gap != Gap::None && context.tokens[index - 1].is_mark(':')
}

/// Whether nothing but marks stands before this token in its sentence.
fn is_opening(context: &Context, index: usize) -> bool {
    let before = &context.tokens[context.sentence_start..index];
    before.len() <= 2 && before.iter().all(|token| token.kind == TokenKind::Mark)
}

/// A stop that is no abbreviation's. Before a small letter it ends a sentence where the word before it is an ordinary one.
fn plain_stop(context: &Context, run: &Terminators, following: &Following) -> Option<&'static str> {
    match following.next {
        Next::Punctuation => None,
        Next::Lower => (ends_before_lower(context, run) || following.is_web_address(context)).then_some("stop_before_lower"),
        Next::Capital | Next::Number | Next::Other => Some("stop"),
    }
}

fn ends_before_lower(context: &Context, run: &Terminators) -> bool {
    let is_ordinary = |word: &Token| match (word.kind, word.shape) {
        (TokenKind::Word, Shape::Lower) | (TokenKind::Number, _) => word.span.len() >= SHORTEST_ORDINARY_WORD,
        (TokenKind::Word, Shape::Capitalised | Shape::Mixed) => word.span.len() >= SHORTEST_ORDINARY_NAME,
        _ => word.is_mark('%'),
    };
    let goes_on = |word: &Token| word.is_capitalised() && context.tokens[run.end].is_any(GOES_ON);
    let before = joined_before(context, run.start);
    !run.closes_quote && !run.closes_bracket && before.is_some_and(|word| is_ordinary(word) && !goes_on(word))
}

fn abbreviation(
    context: &Context,
    run: &Terminators,
    following: &Following,
    class: Abbreviation,
    word: usize,
) -> Option<&'static str> {
    if following.next != Next::Capital || following.dash || run.closes_bracket {
        return None;
    }
    let ends = match class {
        Abbreviation::Title => following.begins_surely() && is_street_or_state(context, word),
        Abbreviation::Inner | Abbreviation::Reference => false,
        Abbreviation::Closing | Abbreviation::Unit => true,
        Abbreviation::Clock => ends_with_clock_time(context, following, word),
        Abbreviation::Initials => context.tokens[following.index].is_any(GRAMMAR),
        Abbreviation::Calendar | Abbreviation::Suffix | Abbreviation::Organisation => following.begins_surely(),
        Abbreviation::Acronym => following.begins_no_name(context),
        Abbreviation::StateLetters if names_role_or_day(context, following) => following.begins_surely(),
        Abbreviation::StateLetters => following.begins_no_name(context) || ends_after_place(context, word),
        Abbreviation::State if names_role_or_day(context, following) => false,
        Abbreviation::State => following.begins_likely() || ends_after_place(context, word),
        Abbreviation::Company if names_role_or_day(context, following) => false,
        Abbreviation::Company => following.begins_likely() || ends_clause(context, word),
        Abbreviation::Street => following.begins_likely(),
    };
    let ends = ends || (run.closes_quote && following.begins_likely());
    ends.then_some("abbreviation_before_start")
}

/// `sold it to Acme Corp. Lexus sales rose`: behind a company at the end of a clause, a name begins the next sentence.
fn ends_clause(context: &Context, word: usize) -> bool {
    let first = word.saturating_sub(CLAUSE_REACH).max(context.sentence_start);
    let is_of_clause = |token: &Token| {
        count_look();
        token.shape == Shape::Lower && !token.is_any(LINKING_WORDS)
    };
    context.tokens[first..word].iter().any(is_of_clause)
}

/// `in Reno, Nev. Kysor said`: a state behind a comma would have a comma behind it if its sentence went on.
fn ends_after_place(context: &Context, word: usize) -> bool {
    let has_comma = word > context.sentence_start && context.tokens[word - 1].is_mark(',');
    has_comma && ends_clause(context, word)
}

/// `Acme Corp. Chairman Ada Lopez`, `Acme Corp. Monday said`
fn names_role_or_day(context: &Context, following: &Following) -> bool {
    let next = &context.tokens[following.index];
    let is_role = |token: &Token| context.english.people.roles.get(token).is_some_and(|role| !role.is_plural);
    let behind = context.tokens.get(following.index + 1..).unwrap_or_default().iter().take(LONGEST_MODIFIERS);
    is_role(next)
        || context.english.stops.abbreviations.get(next) == Some(&Abbreviation::Title)
        || next.is_any(TITLE_OR_DAY)
        || (next.is(WordClass::RoleModifier) && behind.take_while(|token| token.is_capitalised()).any(is_role))
}

/// `on Main St. The`: behind a name, `St.` is a street and no saint.
fn is_street_or_state(context: &Context, word: usize) -> bool {
    let before = word.checked_sub(1).filter(|&index| index >= context.sentence_start);
    before
        .is_some_and(|index| context.tokens[index].is_capitalised() && context.document.token_text(word).eq_ignore_ascii_case("st"))
}

fn ends_with_clock_time(context: &Context, following: &Following, word: usize) -> bool {
    let next = &context.tokens[following.index];
    let is_date = next.is_any(WordClass::Weekday.bit() | WordClass::Month.bit()) || next.shape == Shape::Upper;
    let names_time = context.document.token_text(following.index + 1).eq_ignore_ascii_case("time");
    let is_zone = TIME_ZONES.contains(&context.document.token_text(following.index)) && !following.name_goes_on(context);
    word - context.sentence_start >= LONGEST_TIME_PHRASE && !is_date && !names_time && !is_zone
}

/// `J. P. Light`: whether the letter follows on an initial with its stop.
fn is_behind_initial(context: &Context, letter: usize) -> bool {
    let initial = letter.checked_sub(2).filter(|&index| index >= context.sentence_start);
    let is_letter = |token: &Token| token.is_capitalised() && token.span.len() == 1;
    context.tokens[letter - 1].is_mark('.') && initial.is_some_and(|index| is_letter(&context.tokens[index]))
}

/// `Iris F. Cook` goes on, and so does `J. Cook`; `you and I. Did`, `plan B. Look` and `wrote on X. Cook` do not.
fn initial(context: &Context, following: &Following, letter: usize) -> Option<&'static str> {
    if following.next != Next::Capital || is_opening(context, letter) {
        return None;
    }
    let before = &context.tokens[letter - 1];
    let is_behind_word = before.shape == Shape::Lower;
    let is_word = match context.document.token_text(letter) {
        "I" => is_behind_word,
        // The platform: hardly any first name begins so, and whom a verb of saying has for its subject may have one.
        "X" => is_behind_word && !before.is_any(SAYING),
        _ => false,
    };
    let begins = if before.is_capitalised() || is_behind_initial(context, letter) {
        following.begins_no_name(context)
    } else {
        following.begins_surely()
    };
    (is_word || begins).then_some("letter_before_start")
}
