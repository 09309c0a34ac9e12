//! What the quantities of one sentence share: nouns and units said once, values that changed into each other, and quantities
//! said again in other terms.

use super::draft::Draft;
use super::reader::Reader;
use super::{change, range};
use crate::annotation::{Change, Comparator, QuantityKind};
use crate::lang::en::WordClass;
use crate::text::{RuleWords, words};

/// Ties the drafts of a sentence, in text order.
pub fn tie(r: &Reader, drafts: &mut [Draft]) {
    let mut is_list = false;
    for index in (1..drafts.len()).rev() {
        is_list = share_following_noun(r, drafts, index - 1, is_list);
    }
    for index in 1..drafts.len() {
        share_age(r, drafts, index);
        share_noun_before(r, drafts, index);
        tie_change(r, drafts, index);
        share_points(r, drafts, index);
        restate(r, drafts, index);
    }
}

/// A number with neither unit nor item.
fn is_bare(draft: &Draft) -> bool {
    draft.unit.is_none() && draft.item.is_none() && draft.kind == QuantityKind::Count
}

/// The same, or so many per something: `an average of 20 a week`.
fn lacks_noun(draft: &Draft) -> bool {
    is_bare(draft) || (draft.kind == QuantityKind::Rate && draft.unit.is_none() && draft.item.is_none())
}

fn take_noun(drafts: &mut [Draft], bare: usize, full: usize) {
    let (unit, kind, item, per) = (drafts[full].unit, drafts[full].kind, drafts[full].item, drafts[full].per.clone());
    let draft = &mut drafts[bare];
    (draft.unit, draft.kind, draft.item, draft.per) = (unit, kind, item, per);
}

/// `four-, five- and six-cylinder engines`, `45 and 50 mg`: a bare number joined to the next takes its noun, and tells whether it did. A comma alone
/// joins it only to a number of a list that goes on (`5, 6 and 7 %`): `a hazard ratio of 0.82, 95% CI` are two things.
fn share_following_noun(r: &Reader, drafts: &mut [Draft], index: usize, is_list: bool) -> bool {
    let (bare, next) = (&drafts[index], &drafts[index + 1]);
    let counts = !matches!(next.kind, QuantityKind::Score | QuantityKind::Ratio);
    let has_conjunction = || (bare.end..next.quantity.first).any(|at| r.is_any(at, words!["and", "or", "to"]));
    let is_joined = || is_joined(r, bare, next) && (is_list || has_conjunction() || counts_up(bare, next));
    let shares = is_bare(bare) && counts && (bare.quantity.is_suspended || is_joined());
    if shares {
        take_noun(drafts, index, index + 1);
    }
    shares
}

/// `7, 8, 10 percent`: whole numbers told one after the other, each somewhat greater.
fn counts_up(bare: &Draft, next: &Draft) -> bool {
    let (small, great) = (bare.quantity.low, next.quantity.low);
    let is_whole = small.fract() == 0.0 && great.fract() == 0.0;
    is_whole && small < great && great <= 2.0 * small && bare.end == bare.quantity.end && next.first == next.quantity.first
}

/// Nothing but `and`, `or`, a comma or a comparator stands between two numbers.
fn is_joined(r: &Reader, bare: &Draft, next: &Draft) -> bool {
    let mut at = bare.end;
    while r.is_any(at, words!["and", "or", "to", ","]) {
        at += 1;
    }
    at > bare.end && (at == next.quantity.first || at == next.first)
}

/// `aged 18, 20 and 23`: a bare figure in a list that an age opens is an age.
fn share_age(r: &Reader, drafts: &mut [Draft], index: usize) {
    let (age, bare) = (&drafts[index - 1], &drafts[index]);
    let is_year = age.unit.is_some_and(|unit| unit.name == "year") && age.quantity.end == age.quantity.figure.1;
    let adult = bare.quantity.is_digits && bare.quantity.high <= 120.0;
    if age.kind == QuantityKind::Age && is_year && adult && is_bare(bare) && is_joined(r, age, bare) {
        take_noun(drafts, index, index - 1);
        drafts[index].rule = "age";
    }
}

/// How far the second of two counts may stand from the first.
const REACH: usize = 12;

/// `10 people in London and 12 in Paris`: a bare number before a preposition, joined to a counted one, counts the same.
fn share_noun_before(r: &Reader, drafts: &mut [Draft], index: usize) {
    let (before, bare) = (&drafts[index - 1], &drafts[index]);
    let ends = !r.has(bare.end) || bare.per.is_some();
    let open = ends || r.in_list(bare.end, WordClass::Preposition) || (r.is_mark(bare.end) && !r.is_dash(bare.end));
    let joined = || (before.end..bare.first).any(|at| r.is_any(at, words!["and", ",", "while", "compared", "against", "but"]));
    // `three presidents … his last recital at 94`, `“two notes,” said one of them`
    let is_other = || r.is(bare.first.wrapping_sub(1), "at") || (before.end..bare.first).any(|at| r.is_one_of(at, "\"“”"));
    let counted = before.kind == QuantityKind::Count && before.item.is_some();
    if lacks_noun(bare) && counted && open && bare.first.saturating_sub(before.end) <= REACH && joined() && !is_other() {
        drafts[index].item = drafts[index - 1].item;
    }
}

/// `from 21 to 23`, `rose to 7 from 6`, `78 per cent, up from 50`: a value and the one it changed from.
fn tie_change(r: &Reader, drafts: &mut [Draft], index: usize) {
    let (earlier, later) = (&drafts[index - 1], &drafts[index]);
    let led_by = |draft: &Draft, word: &str| range::is_led_by(r, draft.quantity.first, word);
    if !(earlier.kind == later.kind || is_bare(earlier) || is_bare(later)) {
        return;
    }
    let (leaves, from) = (led_by(earlier, "from"), from_before(r, later));
    if !leaves && from.is_none() {
        return;
    }
    let is_moving = change::is_moving(r, earlier.quantity.first);
    let is_near = later.first.saturating_sub(earlier.end) <= REACH / 2;
    let comma_before = |from: usize| from - usize::from(r.is(from.wrapping_sub(1), ","));
    let goes_on = |from: usize| !(earlier.end..comma_before(from)).any(|at| r.is_any(at, words!["and", ",", ";"]));
    let same_clause = is_near && from.is_some_and(goes_on);
    let turns = from.and_then(|from| r.change_before(from)).is_some_and(|word| word.is_adverb);
    if leaves && led_by(later, "to") && is_moving {
        share_unit(drafts, index);
        drafts[index].change_from = Some(index - 1);
    } else if from.is_some() && (turns || (is_moving && same_clause && led_by(earlier, "to"))) {
        share_unit(drafts, index);
        drafts[index - 1].change_from = Some(index);
    }
}

/// Adjectives of the value that something changed from.
const EARLIER: RuleWords = words!["previous", "earlier", "prior", "revised", "original", "initial", "former", "record"];

/// The `from` that leads to the value: `from 2 %`, `from about 2 %`, `from a previous 2 %`.
fn from_before(r: &Reader, draft: &Draft) -> Option<usize> {
    let before = |at: usize| at.checked_sub(1);
    let bound = [draft.first, draft.quantity.first].into_iter().filter_map(before).find(|at| r.is(*at, "from"));
    let earlier = || before(draft.first).filter(|at| r.is_any(*at, EARLIER)).and_then(before);
    bound.or_else(|| before(earlier().filter(|at| r.in_list(*at, WordClass::Determiner))?).filter(|at| r.is(*at, "from")))
}

/// The one of two tied values that has no unit takes that of the other.
fn share_unit(drafts: &mut [Draft], index: usize) {
    if is_bare(&drafts[index]) {
        take_noun(drafts, index, index - 1);
    } else if is_bare(&drafts[index - 1]) {
        take_noun(drafts, index - 1, index);
    }
}

/// `rose 64 points to 4,577`, `at 16,369, up 58 points`: the level of an index is in points like its change, or like the level of
/// another index in the sentence (`one ended at 1,463 points, the other lost 1 % to 1,334`).
fn share_points(r: &Reader, drafts: &mut [Draft], index: usize) {
    let is_points = |draft: &Draft| draft.unit.is_some_and(|unit| unit.name == "point");
    let (earlier, later) = (&drafts[index - 1], &drafts[index]);
    let reaches = r.is_any(later.first.wrapping_sub(1), words!["to", "at"]) && later.first.saturating_sub(earlier.end) <= REACH;
    let moves_by = later.change != Change::None && later.first.saturating_sub(earlier.end) <= 2;
    let moved = earlier.kind == QuantityKind::Percent && earlier.change != Change::None;
    let points = if moved { drafts[..index].iter().rposition(is_points) } else { Some(index - 1).filter(|_| is_points(earlier)) };
    if let Some(points) = points.filter(|_| is_bare(later) && reaches) {
        take_noun(drafts, index, points);
    } else if is_points(later) && is_bare(earlier) && moves_by {
        take_noun(drafts, index - 1, index);
    }
}

/// `rose 107 points, or 0.5%`, `more than seven miles (11 km)`: said again in other terms, a quantity is bounded and changed
/// like the first.
fn restate(r: &Reader, drafts: &mut [Draft], index: usize) {
    let (said, again) = (&drafts[index - 1], &drafts[index]);
    let other_unit = said.kind == again.kind && said.unit != again.unit;
    let bracketed = r.is(said.end, "(") && again.first == said.end + 1 && r.is_any(again.end, words![")", "/"]);
    let slashed = r.is(said.end, "/") && again.first == said.end + 1;
    let or_so = r.is(said.end, ",") && r.is(said.end + 1, "or") && again.first == said.end + 2 && said.change != Change::None;
    if !(other_unit && (bracketed || slashed) || or_so && again.unit.is_some()) {
        return;
    }
    let (change, comparator) = (said.change, said.comparator);
    let again = &mut drafts[index];
    if again.change == Change::None {
        again.change = change;
    }
    if again.comparator == Comparator::Eq && comparator != Comparator::Between {
        again.comparator = comparator;
    }
}
