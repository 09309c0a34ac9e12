//! Where reported words end: of all boundaries behind their first word the likeliest, by learnt weights.

use std::sync::LazyLock;

use super::boundary::{Boundary, boundary_at};
use super::clause::{clause_end, phrase_end};
use super::cues::Cue;
use super::frame::{Frame, Tag};
use super::signs::Words;
use super::weights::score;

/// A chance of one.
const CERTAIN: u64 = 1_000_000;

/// The largest log odds, in hundredths, that the table of chances tells from certainty.
const MOST_ODDS: i32 = 1000;

/// By how much a hundredth of log odds more multiplies the odds: e to the power of 0.01.
const ODDS_OF_A_HUNDREDTH: f64 = 1.010_050_167_084_168;

/// By log odds in hundredths, from the smallest up: the chance in millionths. Whole numbers, made by multiplication alone, which is the same on
/// every machine, as the exponential function of its library need not be.
static CHANCES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let odds_of = |hundredths: i32| (0..hundredths.abs()).fold(1.0, |odds: f64, _| odds * ODDS_OF_A_HUNDREDTH);
    let likely = |hundredths: i32| CERTAIN as f64 / (1.0 + 1.0 / odds_of(hundredths));
    let chance = |hundredths: i32| likely(hundredths).round() as u64;
    (-MOST_ODDS..=MOST_ODDS).map(|odds| if odds < 0 { CERTAIN - chance(odds) } else { chance(odds) }).collect()
});

/// So many ends before the last one are weighed: few sentences have as many.
const MOST_ENDS: usize = 40;

/// An end that the words may have.
struct End {
    item: usize,
    /// Number of words up to it.
    words: usize,
    /// How likely it is, and all ends before it together.
    chance: u64,
    before: u64,
}

/// The item behind the last of the reported words that begin at `start`, which `rule` found: an end around which the likeliest ends lie,
/// those that leave at least four of five words in common with it.
pub fn end_of(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue], rule: &'static str) -> usize {
    let ends = possible_ends(frame, start, cue, cues, rule);
    let (mut first, mut last) = (0, 0);
    let mut best = (0, frame.len());
    for end in &ends {
        while ends[first].words * 5 < end.words * 4 {
            first += 1;
        }
        while last + 1 < ends.len() && ends[last + 1].words * 4 <= end.words * 5 {
            last += 1;
        }
        let chance = end.chance + ends[last].before + ends[last].chance - ends[first].before;
        if chance > best.0 {
            best = (chance, end.item);
        }
    }
    best.1
}

/// All ends from left to right, up to the stop: each with its chance where none before it was the end.
fn possible_ends(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue], rule: &'static str) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let reported = Words::new(frame, cue, cues, start, ruled_end(frame, start, cue, cues, rule), rule);
    let (mut left, mut words, mut counted) = (CERTAIN * CERTAIN, 0, start);
    let stop = (start..frame.len()).find(|&at| frame.tag(at) == Tag::Stop).unwrap_or(frame.len());
    for at in start..=stop {
        let boundary = if at == stop || ends.len() >= MOST_ENDS { None } else { boundary_at(frame, start, at) };
        let Some(item) = boundary.map(|boundary| boundary.end).or((at == stop).then_some(stop)) else { continue };
        words += words_of(frame, counted, item);
        counted = item;
        if boundary.is_some_and(|at| reported.lacks_verb(&at)) {
            continue;
        }
        let is_certain = |at: &Boundary| reported.goes_on_reporting(at) || reported.ends_aside(at) || reported.ends_naming(at);
        let chance = boundary.filter(|at| !is_certain(at)).map_or(left, |at| {
            let odds = score(&reported.at(at)).clamp(-MOST_ODDS, MOST_ODDS);
            left / CERTAIN * CHANCES[(odds + MOST_ODDS) as usize]
        });
        ends.push(End { item, words, chance, before: CERTAIN * CERTAIN - left });
        left -= chance;
    }
    ends
}

/// Number of words and figures of some items.
fn words_of(frame: &Frame, start: usize, end: usize) -> usize {
    let tokens = &frame.document.tokens[frame.tokens_of(start, end).range()];
    tokens.iter().filter(|token| token.is_word() || token.is_number()).count()
}

/// Where rules alone have the words end.
pub fn ruled_end(frame: &Frame, start: usize, cue: &Cue, cues: &[Cue], rule: &str) -> usize {
    if rule == "cue_phrase" { phrase_end(frame, start, cue) } else { clause_end(frame, start, cue, cues) }
}
