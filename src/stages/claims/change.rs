//! Whether a figure says how far a quantity went up or down.

use super::draft::Draft;
use super::reader::Reader;
use crate::annotation::{Change, QuantityKind};
use crate::lang::en::{ChangeWord, WordClass};
use crate::text::{RuleWords, words};

/// How far back from `by` the change word may stand, and how far back from `from`.
const REACH_OF_BY: usize = 9;
const REACH_OF_FROM: usize = 14;

/// The direction in which the quantity `first..end` is the amount of a change. `relative`: a percentage or points.
pub fn direction(r: &Reader, first: usize, end: usize, relative: bool) -> Change {
    let found = verb_before(r, first, relative).or_else(|| noun_before(r, first)).or_else(|| behind(r, end, relative));
    found.unwrap_or(Change::None)
}

/// `rose 3 %`, `fell by 5 points`, `up 58.06 points`, `boost the range by about 35 miles`.
fn verb_before(r: &Reader, first: usize, relative: bool) -> Option<Change> {
    if r.is(first.wrapping_sub(1), "by") {
        let by = first - 1;
        let reach = (r.first + 1..=by).rev().take(REACH_OF_BY).take_while(|at| !is_clause_mark(r, *at));
        return reach
            .into_iter()
            .find_map(|at| r.change_before(at).filter(|word| !word.is_adverb || word.is_noun))
            .map(|word| word.direction);
    }
    let mut end = first;
    while end > r.first && r.is_any(end - 1, words!["another", "further", "a", "an", "just", "only", "some", "the"]) {
        end -= 1;
    }
    if r.is_any(end.wrapping_sub(1), words!["up", "down"]) && is_particle_of(r, end.wrapping_sub(2), relative) {
        return None;
    }
    let word = r.change_before(end)?;
    (word.is_adverb || word.is_verb || (word.is_transitive && relative)).then_some(word.direction)
}

/// Where something moves to, behind a stretch that is no change of a level: `sank 12 miles off the coast`.
const PLACES: RuleWords = words![
    "off",
    "away",
    "below",
    "beneath",
    "east",
    "west",
    "north",
    "south",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "inland",
    "offshore",
    "downstream",
    "upstream",
    "underground",
    "underwater",
];

/// What persons go up and down by in a table.
const STEPS: RuleWords = words!["place", "places", "spot", "spots", "position", "positions", "rung", "rungs", "rank", "ranks"];

/// `she fell 20 metres`, `he dropped 3 coins`, `it sank 12 miles off the coast`: somebody or something moved, and no figure did.
pub fn is_motion(r: &Reader, draft: &Draft) -> bool {
    let verb = draft.first.wrapping_sub(1);
    let is_length = draft.kind == QuantityKind::Length;
    let is_person = || r.is_any(verb.wrapping_sub(1), words!["he", "she", "they", "i", "we", "who"]);
    let is_thing = draft.kind == QuantityKind::Count && draft.item.is_some_and(|item| !r.is_any(item.end - 1, STEPS));
    let is_verb = || r.change_before(draft.first).is_some_and(|word| word.is_verb);
    (is_length && r.is_any(draft.quantity.end, PLACES) || (is_length || is_thing) && is_person()) && is_verb()
}

/// Verbs that have `up` or `down` as a particle without rising or falling: `make up 80 per cent`.
const PHRASAL: RuleWords = words![
    "make", "makes", "made", "making", "take", "takes", "took", "taken", "taking", "put", "puts", "putting", "set", "come",
    "comes", "came", "coming", "pay", "paid", "paying", "turn", "turned", "shut", "cough", "coughed", "rack", "racked", "give",
    "gave", "given", "sign", "signed", "buy", "bought", "round", "rounded", "snap", "snapped", "bring", "brings", "bringing",
    "brought", "shoot", "shot", "tear", "tore", "torn", "gun", "track", "hunt", "burn", "end", "ends", "pick", "call", "line",
    "blow",
];

/// Verbs of the market, beside which `up` and `down` tell a change: `closed up 30 cents`.
const OF_MARKETS: RuleWords = words![
    "closed",
    "closing",
    "ended",
    "ending",
    "finished",
    "finishing",
    "opened",
    "opening",
    "settled",
    "settling",
    "traded",
    "trading",
    "go",
    "going",
    "move",
    "moved",
    "moving",
    "jumped",
    "shot",
    "drifted",
    "drifting",
    "edged",
    "edging",
];

/// Whether `up` or `down` belongs to the verb at `at`: `make up`, and before a count or an amount any verb but those of moving (`gunned down 44 people`, `picking up four seats`).
fn is_particle_of(r: &Reader, at: usize, relative: bool) -> bool {
    let participle = r.ends_in(at, &["ed", "ing"]) || r.in_any_list(at, WordClass::PastVerb.bit() | WordClass::Verb.bit());
    r.is_any(at, PHRASAL) || !relative && participle && !r.is_any(at, OF_MARKETS)
}

/// `an increase of 5 %`
fn noun_before(r: &Reader, first: usize) -> Option<Change> {
    let of = first.checked_sub(1).filter(|at| r.is(*at, "of"))?;
    r.change_before(of).filter(|word| word.is_noun).map(|word| word.direction)
}

/// `3 % higher`, `a 5 % increase`, `a 3 percent sales drop`.
fn behind(r: &Reader, end: usize, relative: bool) -> Option<Change> {
    if !relative {
        return None;
    }
    let word = r.change_at(end).filter(|word| word.is_adverb || word.is_noun);
    let goes_on = r.is_word(end) && !r.in_list(end, WordClass::ItemStop);
    word.or_else(|| r.change_at(end + 1).filter(|word| goes_on && word.is_noun)).map(|word| word.direction)
}

/// A mark that ends a clause.
pub fn is_clause_mark(r: &Reader, at: usize) -> bool {
    r.is_one_of(at, ",;:()—\"“”")
}

/// Whether a word of change stands before the figure in its clause, so that `from … to` tells a move and no range.
pub fn is_moving(r: &Reader, first: usize) -> bool {
    let is_change = |word: &ChangeWord| word.is_verb || word.is_transitive || word.is_adverb || word.is_noun;
    let reach = (r.first..=first).rev().take(REACH_OF_FROM).take_while(|at| !r.is_one_of(*at, ";("));
    r.has_some(WordClass::ChangeWord) && reach.into_iter().any(|at| r.change_before(at).is_some_and(|word| is_change(&word)))
}
