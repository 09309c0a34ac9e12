//! Datelines: where a report was sent from, and often on which day and by which agency.

use super::following::GRAMMAR;
use super::splitter::{Context, count_look};
use crate::lang::en::{Abbreviation, WordClass};
use crate::text::{Gap, Shape, Token};

/// How many tokens a dateline may have: `PORT LOUIS, Mauritius, Tuesday, March 3, 2025 (Meridian News) –`.
const LONGEST_DATELINE: usize = 24;

/// The first token behind the dateline that opens the block: `NAIROBI, March 3 (Agency) — The port was shut.`, or without a dash
/// `Kano, Nigeria On Friday the port was shut.`
pub(super) fn end(context: &Context) -> Option<usize> {
    let rest = &context.tokens[context.block_start..];
    if !rest.first().is_some_and(Token::is_capitalised) || !rest.last().is_some_and(closes_prose) {
        return None;
    }
    let length = rest.iter().take(LONGEST_DATELINE).enumerate().take_while(|&(index, token)| is_telegraphic(token, index)).count();
    let (head, behind) = rest.split_at(length);
    let dash = dash_width(behind);
    let is_dateline = match dash {
        0 => begins_sentence(behind) && names_region_last(context, head),
        _ => opens_prose(&behind[dash..]) && (ends_with_agency(context, head) || names_places(context, head)),
    };
    is_dateline.then_some(context.block_start + length + dash)
}

fn closes_prose(token: &Token) -> bool {
    token.is_quotation_mark() || matches!(token.mark(), Some('.' | '!' | '?' | ')'))
}

/// Names, numbers and the marks between them: a dateline has no word of grammar and nothing in lower case.
fn is_telegraphic(token: &Token, index: usize) -> bool {
    count_look();
    let is_name = token.is_capitalised() && (token.shape == Shape::Upper || !token.is_any(GRAMMAR));
    let is_between = token.is_number() || matches!(token.mark(), Some(',' | '.' | '(' | ')' | '/'));
    (index == 0 || token.gap <= Gap::Space) && (is_name || is_between)
}

/// Number of tokens of a dash that is set off by spaces, `--` or `–`; 0 where there is none.
fn dash_width(rest: &[Token]) -> usize {
    let is_dash = |token: &Token| matches!(token.mark(), Some('-' | '–' | '—'));
    let width = match rest {
        [first, second, ..] if is_dash(first) && first.gap == Gap::Space => {
            1 + usize::from(is_dash(second) && second.gap == Gap::None)
        }
        _ => 0,
    };
    if rest.get(width).is_some_and(|next| next.gap == Gap::Space) { width } else { 0 }
}

fn opens_prose(rest: &[Token]) -> bool {
    rest.first().is_some_and(|first| first.is_capitalised() || first.is_number() || first.is_quotation_mark())
}

/// A word of grammar with a capital, set off from the name before it.
fn begins_sentence(rest: &[Token]) -> bool {
    rest.first().is_some_and(|first| first.shape == Shape::Capitalised && first.gap == Gap::Space)
}

/// `LOME (Meridian)`, `Lome (Meridian)`, `Old Quay (Meridian News)`: a place, and in brackets an agency. One of them must be known for
/// what it is: behind a person's name stands a party.
fn ends_with_agency(context: &Context, head: &[Token]) -> bool {
    let Some(open) = head.iter().position(|token| token.is_mark('(')) else { return false };
    let (before, [_, agency @ .., close]) = (&head[..open], &head[open..]) else { return false };
    let place = before.split(|token| token.is_mark(',')).next().unwrap_or_default();
    let is_from_place = is_in_capitals(place) || is_place(context, place);
    let is_named = close.is_mark(')') && agency.first().is_some_and(Token::is_capitalised);
    is_named && (is_from_place || agency.iter().any(|word| is_of_agency(context, word)))
}

/// Whether a word stands in the names of news agencies.
fn is_of_agency(context: &Context, word: &Token) -> bool {
    word.is(WordClass::PhotoAgency) || matches!(context.document.slice(word.span), "News" | "Newswire" | "Wire" | "Xinhua")
}

fn is_in_capitals(place: &[Token]) -> bool {
    !place.is_empty() && place.iter().all(|token| token.shape == Shape::Upper)
}

/// `LOME, March 3`, `Kano, Nigeria`, `Reno, Nev.`; one name alone is a dateline only in capitals.
fn names_places(context: &Context, head: &[Token]) -> bool {
    let mut places = head.split(|token| token.is_mark(',')).filter(|part| !is_day(part));
    let (Some(first), last) = (places.next(), places.next_back()) else { return false };
    match last {
        Some(last) => is_region(context, last) && can_be_town(context, first),
        None => is_in_capitals(first) && is_place(context, first),
    }
}

/// Whether capitalised words can be a town's name: `Maria Lopez` is a person's, and `Visit Paris` has a verb.
fn can_be_town(context: &Context, name: &[Token]) -> bool {
    let [first, _, ..] = name else { return true };
    is_in_capitals(name)
        || is_place(context, name)
        || !first.is_any(WordClass::FirstName.bit() | WordClass::Title.bit() | WordClass::Verb.bit() | WordClass::VerbOrNoun.bit())
}

/// `Kano, Nigeria`: two names or more, the last of which is a country's or a state's.
fn names_region_last(context: &Context, head: &[Token]) -> bool {
    let mut parts = head.rsplit(|token| token.is_mark(','));
    let last = parts.next().unwrap_or_default();
    let is_name = |part: &[Token]| !part.is_empty() && part.iter().all(Token::is_capitalised) && can_be_town(context, part);
    let others_are_names = parts.clone().all(is_name);
    parts.next().is_some() && others_are_names && last.last().is_some_and(Token::is_word) && is_region(context, last)
}

fn is_day(part: &[Token]) -> bool {
    let is_of_calendar = |token: &Token| token.is_any(WordClass::Month.bit() | WordClass::Weekday.bit()) || token.is_number();
    part.first().is_none_or(is_of_calendar)
}

fn is_place(context: &Context, part: &[Token]) -> bool {
    context.english.places.phrases.longest_at(part, 0).is_some_and(|(length, _)| length == part.len())
}

/// Whether the words are the name of a country or a state, or the abbreviation of a state.
fn is_region(context: &Context, part: &[Token]) -> bool {
    if let [word, stop] = part
        && stop.is_mark('.')
    {
        return context.english.stops.abbreviations.get(word) == Some(&Abbreviation::State);
    }
    let named = context.english.places.phrases.longest_at(part, 0).filter(|(length, _)| *length == part.len());
    named.is_some_and(|(_, place)| !place.countries.is_empty() || place.states != 0)
}
