//! How sure the statement is: words before the figure in its clause.

use super::change::is_clause_mark;
use super::reader::Reader;
use crate::annotation::Modality;
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// How far back a word of modality and a negation may stand, in tokens.
const REACH: usize = 20;
const REACH_OF_NEGATION: usize = 6;

/// Words that open another clause; what stands before them says nothing about the figure.
const OPENERS: RuleWords =
    words!["when", "because", "after", "before", "since", "who", "which", "while", "although", "where", "whose"];

/// The tokens of the clause before `first`, the nearest first.
fn clause<'a>(r: &'a Reader, first: usize) -> impl Iterator<Item = usize> + 'a {
    (r.first..first).rev().take(REACH).take_while(|at| !is_clause_mark(r, *at) && !r.is_any(*at, OPENERS))
}

/// The nearest word of modality before the quantity in its clause, or behind one that is the subject.
pub fn of(r: &Reader, first: usize, end: usize) -> Modality {
    if !r.has_some(WordClass::ModalityWord) {
        return Modality::Asserted;
    }
    // `May` and `Will` inside a sentence are a month and a man.
    let is_name = |at: usize| at > r.first && r.is_capitalised(at);
    let phrase = |at: usize| r.phrase_at(&r.words.modality, at).filter(|(end, _)| *end <= first && !is_name(at));
    let word = |at: usize| phrase(at).map(|(_, modality)| modality);
    clause(r, first).find_map(word).or_else(|| of_subject(r, first, end)).unwrap_or(Modality::Asserted)
}

/// `4,000 soldiers would be sent`, `40 shops are likely to close`: the words of modality right behind what opens its clause.
fn of_subject(r: &Reader, first: usize, end: usize) -> Option<Modality> {
    let before = first.wrapping_sub(1);
    let leads = words!["that", "and", "but", "if", "the", "these", "those", "another"];
    let opens =
        first == r.first || is_clause_mark(r, before) || r.is_any(before, leads) || r.in_list(before, WordClass::SpeechVerb);
    let verb = end + usize::from(r.is_any(end, words!["are", "is"]) && r.phrase_at(&r.words.modality, end).is_none());
    let is_verb = verb > end || r.in_list(end, WordClass::Modal) || r.in_list(end, WordClass::Auxiliary);
    r.phrase_at(&r.words.modality, verb).filter(|_| opens && is_verb).map(|(_, modality)| modality)
}

/// A negation stands close before the quantity, with neither a preposition nor a conjunction between: what is denied is this
/// figure (`did not send 500 troops`) and nothing around it.
pub fn is_negated(r: &Reader, first: usize) -> bool {
    if !r.has_some(WordClass::Negation) {
        return false;
    }
    let other = WordClass::Preposition.bit() | WordClass::Conjunction.bit();
    let near = clause(r, first).take(REACH_OF_NEGATION).take_while(|at| !r.in_any_list(*at, other));
    let negation = near.into_iter().find(|at| r.in_list(*at, WordClass::Negation) || r.is_any(*at, words!["only", "just"]));
    negation.is_some_and(|at| r.in_list(at, WordClass::Negation) && !r.is(at + 1, "only"))
}
