//! Stretches of time without a figure: `for years`, `within a week`, `a month after`, `several hours`.

use super::draft::Draft;
use super::measure;
use super::quantity::{Quantity, multiply_by_unit};
use super::reader::Reader;
use crate::annotation::QuantityKind;
use crate::lang::en::{Unit, WordClass};
use crate::text::words;

/// The rule of `a week` where it measures time.
pub const ONE: &str = "one-duration";

/// The claim of the unit of time at `at`, which no number stands before.
pub fn without_figure(r: &Reader, at: usize) -> Option<Draft> {
    let (end, unit) = r.phrase_at(&r.words.unit_names, at).filter(|(_, unit)| unit.kind == QuantityKind::Duration)?;
    let before = at.wrapping_sub(1);
    if let Some((first, (low, high))) = few_before(r, at) {
        return Some(Draft::new(r, vague(r, (first, at), end, unit, (low, high)), "vague-duration"));
    }
    if r.ends_in(end - 1, &["s"]) {
        let quoted = r.is_one_of(before, "\"“'‘");
        let cue = if quoted { before.wrapping_sub(1) } else { before };
        let lasting = r.is(cue, "for")
            || r.is(cue, "about") && r.is_any(cue.wrapping_sub(1), words!["talk", "talking", "talked"])
            || r.is_any(cue, words!["take", "takes", "took", "lasted"]);
        let open = !r.is_word(end) || r.in_list(end, WordClass::ItemStop);
        return (lasting && open && unit.name != "second").then(|| Draft::new(r, untold(r, at, end, unit), "bare-duration"));
    }
    let before = if r.is_dash(before) && r.is_attached(at) { before.wrapping_sub(1) } else { before };
    let whole = r.is_any(before, words!["all", "full"]) && !r.is_word(end) && !r.is_dash(end);
    if r.is(end, "or") && r.number_word(end + 1).is_some() {
        return None;
    }
    let halved = r.is(end, "and") && r.is(end + 1, "a") && r.is(end + 2, "half");
    let one = r.is_any(before, words!["a", "an", "another"]) && (halved || is_span_of_time(r, before, end))
        || whole && unit.name != "second";
    one.then(|| {
        let mut quantity = with_half(r, Quantity { unit: Some(unit), end, ..Quantity::bare(before, at, 1.0) });
        multiply_by_unit(r, &mut quantity);
        Draft::new(r, quantity, ONE)
    })
}

/// `several`, `a few` before the unit: first token, bounds.
fn few_before(r: &Reader, at: usize) -> Option<(usize, (f64, f64))> {
    r.phrase_before(&r.words.vague_quantifiers, WordClass::VagueQuantifier, at)
}

/// `for years` has no bounds; `for decades` is a vague magnitude of years.
fn untold(r: &Reader, at: usize, end: usize, unit: Unit) -> Quantity {
    let decades = vague(r, (at, end), end, unit, (1.0, 10.0));
    if decades.unit == Some(unit) { vague(r, (at, end), end, unit, (f64::NAN, f64::NAN)) } else { decades }
}

fn vague(r: &Reader, figure: (usize, usize), end: usize, unit: Unit, bounds: (f64, f64)) -> Quantity {
    let end = measure::after(r, figure.1).map_or(end, |measure| measure.end.max(end));
    let mut quantity = Quantity {
        unit: Some(unit),
        low: bounds.0,
        high: bounds.1,
        is_range: true,
        is_vague: true,
        end,
        figure,
        ..Quantity::bare(figure.0, figure.1, 0.0)
    };
    multiply_by_unit(r, &mut quantity);
    quantity
}

/// `a week` measures time after `for`, `within`, `more than` and before `ago`, `later`, `after`; elsewhere it is a rate or a
/// point in time (`twice a week`, `a year of change`).
fn is_span_of_time(r: &Reader, article: usize, end: usize) -> bool {
    let before = article.wrapping_sub(1);
    let cue = r.is_any(
        before,
        words![
            "for", "within", "in", "almost", "nearly", "about", "over", "than", "least", "only", "just", "barely", "every",
            "under", "around", "lasted", "lasts", "last", "lasting", "take", "takes", "took", "spent", "spend", "stay", "stayed",
            "waited"
        ],
    );
    let or_so = r.is(end, "or") && r.is(end + 1, "so");
    let behind = r.is_any(if or_so { end + 2 } else { end }, words!["ago", "later", "earlier", "before", "after"]);
    let rate = r.is_digits(before) || r.number_word(before).is_some() || measure_ends(r, before);
    behind || (!rate && cue && (!r.is_word(end) || r.in_list(end, WordClass::ItemStop)))
}

/// `an hour and a half`.
fn with_half(r: &Reader, mut quantity: Quantity) -> Quantity {
    let article = usize::from(r.is(quantity.end + 1, "a"));
    if r.is(quantity.end, "and") && r.is(quantity.end + 1 + article, "half") {
        quantity.low += 0.5;
        quantity.high = quantity.low;
        quantity.end += 2 + article;
        quantity.figure.1 = quantity.end;
    }
    quantity
}

fn measure_ends(r: &Reader, at: usize) -> bool {
    r.is_any(at, words!["once", "twice", "times", "percent"]) || r.is_one_of(at, "%$£€")
}
