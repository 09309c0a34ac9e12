//! Whether a date lies behind or before the article's day, as the verb nearest to it says.

use super::reader::Reader;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, Token, words};

/// Tokens that are looked at on each side.
const REACH: usize = 14;

/// Where a time lies, seen from the article's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// The tense at the expression that begins at `index`: of the nearest verb before it, or else of the first behind it.
pub(super) fn tense_at(reader: &Reader, index: usize) -> Option<Tense> {
    let first = index.saturating_sub(REACH).max(reader.start());
    let before = (first..index).rev().take_while(|&at| !ends_clause(reader, at)).find_map(|at| tense_of(reader, at));
    let behind = || (index + 1..index + REACH).take_while(|&at| !ends_clause(reader, at)).find_map(|at| tense_of(reader, at));
    before.or_else(|| is_bidden(reader, first).then_some(Tense::Future)).or_else(behind)
}

/// `Ask me in June`, `“Come on Friday”`: a sentence or a quotation that opens with the base form of a verb bids somebody do what is to come.
fn is_bidden(reader: &Reader, first: usize) -> bool {
    let opening = first + usize::from(reader.token(first).is_some_and(Token::is_quotation_mark));
    first == reader.start()
        && reader.is_any(opening, words!["ask", "call", "check", "come", "expect", "join", "look", "see", "vote", "wait", "watch"])
}

fn ends_clause(reader: &Reader, index: usize) -> bool {
    reader.is_mark(index, ';') || reader.is_mark(index, '”')
}

fn tense_of(reader: &Reader, index: usize) -> Option<Tense> {
    let token = reader.token(index).filter(|token| token.is_word() || token.kind == crate::text::TokenKind::Clitic)?;
    let text = reader.text(index);
    if token.is(WordClass::Modal) || matches!(text, "'ll" | "’ll" | "upcoming" | "due" | "scheduled" | "ahead") {
        return Some(Tense::Future);
    }
    if token.is_capitalised() && index > reader.start() {
        return None;
    }
    if text == "to" && is_led_to_future(reader, index) || is_planned(reader, index) || is_timetable(reader, index) {
        return Some(Tense::Future);
    }
    if matches!(text, "is" | "are") && reader.text(index + 1).ends_with("ing") {
        return Some(Tense::Future);
    }
    let is_passive = index.checked_sub(1).is_some_and(|before| matches!(reader.text(before), "be" | "being"));
    (is_past_form(reader, index, token) && !is_passive && !is_led_to_future(reader, index + 1)).then_some(Tense::Past)
}

/// `expected to`, `set to`, `likely to`, `plans to`, `is to`: what a `to` behind makes of these words lies ahead.
fn is_led_to_future(reader: &Reader, to: usize) -> bool {
    let before = to.checked_sub(1).map_or("", |before| reader.text(before));
    reader.is_word(to, "to")
        && reader.token(to + 1).is_some_and(|next| next.is_word() && !next.is_capitalised() && !next.is(WordClass::Determiner))
        && matches!(
            before,
            "expected"
                | "set"
                | "likely"
                | "due"
                | "scheduled"
                | "planning"
                | "plan"
                | "plans"
                | "planned"
                | "going"
                | "is"
                | "are"
                | "ready"
                | "about"
                | "hope"
                | "hopes"
                | "want"
                | "wants"
                | "intends"
                | "needs"
                | "has"
                | "have"
                | "begins"
                | "prepares"
                | "preparing"
        )
}

/// `is expected on Friday`, `set for June`: a participle of plans before the time that they are for. `was expected on Friday` is past.
fn is_planned(reader: &Reader, index: usize) -> bool {
    let plan = reader.is_any(index, words!["expected", "set", "planned", "slated", "fixed", "pencilled", "penciled"]);
    let before = index.wrapping_sub(1);
    let told = reader.is_any(before, words!["was", "were", "had", "been"]);
    plan && !told && reader.is_any(index + 1, words!["for", "on", "in", "by", "at", "next", "later", "this", "early", "late"])
}

/// Verbs whose present tense tells what is on the timetable, in forms that are seldom nouns: `talks begin on Thursday`.
fn is_timetable(reader: &Reader, index: usize) -> bool {
    let takes = reader.is_any(index, words!["take", "takes"]) && reader.is_any(index + 1, words!["place", "effect", "office"]);
    let verbs = words![
        "begin",
        "begins",
        "starts",
        "opens",
        "expires",
        "expire",
        "resumes",
        "resume",
        "closes",
        "concludes",
        "convenes",
        "convene",
        "arrives",
        "arrive",
        "departs",
        "depart",
        "retires",
        "meets",
        "premieres",
    ];
    takes || reader.is_any(index, verbs) || is_fixture(reader, index) || is_opening(reader, index)
}

/// `Rovers host Marston`, `she plays Smith`, `the team travel to Leeds`, `voters go to the polls`, `the case goes on trial`: a verb of what is to be with whom or
/// where it will be.
fn is_fixture(reader: &Reader, index: usize) -> bool {
    let is_name = |at: usize| reader.token(at).is_some_and(Token::is_capitalised);
    let meets = reader.is_any(index, words!["face", "faces", "host", "hosts", "plays", "visit", "visits"]) && is_name(index + 1);
    let leads = reader.is_any(index + 1, words!["to", "on"]);
    let travels = reader.is_any(index, words!["travel", "travels"]) && leads && is_name(index + 2);
    let events = words!["display", "polls", "sale", "show", "strike", "trial"];
    let goes = reader.is_any(index, words!["go", "goes"]) && leads && (index + 2..index + 4).any(|at| reader.is_any(at, events));
    meets || travels || goes
}

/// `the match is on Friday`, `polls open on Thursday`
fn is_opening(reader: &Reader, index: usize) -> bool {
    let is_on = reader.is_any(index, words!["is", "are"]) && reader.is_word(index + 1, "on") && reader.weekday(index + 2).is_some();
    let behind_plural = reader.before(index).is_some_and(Token::is_word) && reader.text(index - 1).ends_with('s');
    let is_free = !reader.before(index).is_some_and(|before| before.is(WordClass::Auxiliary));
    let opens = reader.is_any(index, words!["open", "close"]) && reader.is_any(index + 1, words!["on", "at", "in"]);
    is_on || opens && behind_plural && is_free
}

/// Irregular past forms and participles that news is told with.
const PAST_FORMS: RuleWords = words![
    "said", "told", "was", "were", "had", "did", "wrote", "met", "made", "took", "began", "came", "went", "gave", "held", "won",
    "lost", "fell", "rose", "shot", "left", "found", "became", "saw", "spoke", "sent", "led", "broke", "struck", "flew", "stood",
    "kept", "brought", "bought", "sold", "paid", "got", "ran", "grew", "drew", "fought", "taken", "seen", "given", "been", "died",
    "has", "have", "didn't", "wasn't", "weren't", "done", "gone", "knew", "thought", "felt", "heard", "slid", "sank", "sought",
    "spent", "threw", "woke", "drove", "swept", "laid", "built", "caught", "closed", "ended",
];

/// Past forms that are base forms as well: `could cut`, `to set`.
const PAST_OR_BASE: RuleWords = words!["set", "put", "hit", "cut", "beat"];

/// A past tense or participle, by its ending or as one of the irregular verbs.
fn is_past_form(reader: &Reader, index: usize, token: &Token) -> bool {
    let text = reader.text(index);
    let regular = text.len() > 4 && text.ends_with("ed") && !token.is(WordClass::Preposition);
    regular || PAST_FORMS.have(token) || PAST_OR_BASE.have(token) && !is_infinitive(reader, index)
}

/// Behind a modal verb or `to`, with an adverb between: `could cut`, `will not cut`, `to sharply cut`.
fn is_infinitive(reader: &Reader, index: usize) -> bool {
    let leads = |token: &Token| token.is(WordClass::Modal) || words!["to"].have(token);
    let steps = |token: &Token| token.is_any(WordClass::Adverb.bit() | WordClass::Negation.bit());
    let before = reader.before(index);
    before.is_some_and(leads) || before.is_some_and(steps) && reader.before(index - 1).is_some_and(leads)
}
