//! How sure the statement is: words before the figure in its clause.

use super::change::is_clause_mark;
use super::reader::Reader;
use crate::annotation::Modality;
use crate::lang::en::WordClass;

fn clause(r: &Reader, first: usize) -> impl Iterator<Item = usize> + use<> {
    let r_first = r.first;
    let marks: Vec<bool> = (r.first..first).map(|at| is_clause_mark(r, at)).collect();
    (r_first..first).rev().take(25).take_while(move |at| !marks[at - r_first])
}

/// The nearest word of modality before the quantity in its clause.
pub fn of(r: &Reader, first: usize) -> Option<Modality> {
    clause(r, first).find_map(|at| r.phrase_at(&r.words.modality, at).filter(|(end, _)| *end <= first).map(|(_, m)| m))
}

/// A negation stands close before the quantity in its clause, and no `only` between them.
pub fn is_negated(r: &Reader, first: usize) -> bool {
    let found = clause(r, first).take(7).find(|at| r.in_list(*at, WordClass::Negation) || r.is_any(*at, &["only", "just", "but"]));
    found.is_some_and(|at| r.in_list(at, WordClass::Negation) && !r.is(at + 1, "only"))
}
