//! Signs: what tells whether reported words end at a boundary.

use super::boundary::Boundary;
use super::clause::{
    begins_main_clause, begins_other_report, begins_report, brings_report, is_in_relative, is_last_apposition, is_participle,
    is_reporting_participle, is_subordinate, is_time, joint_end, leaves_modal,
};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::symbols::{Symbol, symbol_of};
use crate::lang::en::{Frames, WordClass, form};

/// A boundary in its sentence.
pub struct Place<'a> {
    pub frame: &'a Frame<'a>,
    pub cue: &'a Cue,
    pub cues: &'a [Cue],
    /// First item of the reported words.
    pub start: usize,
    pub at: Boundary,
    /// Where rules alone would have them end.
    pub ruled: usize,
    /// The rule that found where they begin.
    pub rule: &'static str,
}

/// What is true or not of a place, by name.
pub const SIGNS: &[(&str, fn(&Place) -> bool)] = &[
    ("ruled", |place| place.at.end == place.ruled),
    ("ruled_phrase", |place| place.at.end == place.ruled && place.is_phrase()),
    ("ruled_phrase_at_time", |place| place.at.end == place.ruled && place.is_phrase() && place.begins_time()),
    ("phrase_at_time", |place| place.is_phrase() && place.begins_time()),
    ("phrase_at_clause", |place| place.is_phrase() && place.frame.tag(place.at.next) == Tag::Subordinator),
    ("ruled_clause", |place| place.at.end == place.ruled && !place.is_phrase()),
    ("ruled_before", |place| place.at.end > place.ruled),
    ("main_clause", |place| begins_main_clause(place.frame, place.at.next)),
    ("joint_main_clause", |place| begins_main_clause(place.frame, joint_end(place.frame, place.at.next))),
    ("report", |place| begins_report(place.frame, place.at.next, place.cues)),
    ("joint_report", |place| begins_report(place.frame, joint_end(place.frame, place.at.next), place.cues)),
    ("other_report", |place| begins_other_report(place.at.next, place.cues)),
    ("reporting_participle", |place| is_reporting_participle(place.frame, place.at.next)),
    ("participle", |place| is_participle(place.frame, place.at.next)),
    ("last_apposition", |place| is_last_apposition(place.frame, place.at.next)),
    ("brings_report", |place| brings_report(place.frame, place.at.next)),
    ("leaves_modal", |place| {
        place.frame.tag(place.at.next) == Tag::Coordinator && leaves_modal(place.frame, place.start, place.at.next + 1, place.cue)
    }),
    ("subordinate", |place| is_subordinate(place.frame, place.cue)),
    ("subordinate_main_clause", |place| is_subordinate(place.frame, place.cue) && begins_main_clause(place.frame, place.at.next)),
    ("in_relative", |place| is_in_relative(place.frame, place.cue)),
    ("verb_before", |place| place.has_verb(place.start, place.at.end)),
    ("verb_behind", |place| place.has_verb(place.at.next, place.next_mark())),
    ("verb_in_rest", |place| place.has_verb(place.at.next, place.frame.len())),
    ("quoted_before", |place| place.has(Tag::Quoted, place.start, place.at.end)),
    ("quoted_behind", |place| place.has(Tag::Quoted, place.at.next, place.frame.len())),
    ("quoted_next", |place| place.has(Tag::Quoted, place.at.next, place.next_mark())),
    ("comma_before", |place| place.has(Tag::Comma, place.start, place.at.end)),
    ("comma_behind", |place| place.has(Tag::Comma, place.at.next, place.frame.len())),
    ("coordinator_behind", |place| place.has(Tag::Coordinator, place.at.next, place.frame.len())),
    ("joint_behind_comma", |place| place.frame.tag(place.next_mark() + 1) == Tag::Coordinator),
    ("verb_behind_aside", |place| {
        place.frame.tag(place.next_mark()) == Tag::Comma
            && matches!(place.frame.tag(place.next_mark() + 1), Tag::Verb | Tag::Auxiliary)
    }),
    ("last_mark", |place| place.frame.tag(place.next_mark()) == Tag::Stop),
    ("before_1", |place| place.at.end - place.start <= 1),
    ("before_3", |place| place.at.end - place.start <= 3),
    ("before_6", |place| place.at.end - place.start <= 6),
    ("before_12", |place| place.at.end - place.start <= 12),
    ("before_24", |place| place.at.end - place.start <= 24),
    ("next_2", |place| place.next_mark().saturating_sub(place.at.next) <= 2),
    ("next_5", |place| place.next_mark().saturating_sub(place.at.next) <= 5),
    ("next_10", |place| place.next_mark().saturating_sub(place.at.next) <= 10),
    ("rest_3", |place| place.frame.len() - place.at.end <= 4),
    ("rest_6", |place| place.frame.len() - place.at.end <= 7),
    ("rest_12", |place| place.frame.len() - place.at.end <= 13),
    ("rest_24", |place| place.frame.len() - place.at.end <= 25),
    ("cue_quotes", |place| place.cue.frames.any(Frames::QUOTE)),
    ("cue_says", |place| place.cue.lemma == "say"),
    ("cue_tells", |place| place.cue.frames.any(Frames::WHOM)),
    ("cue_participle", |place| place.cue.mode == Mode::Participle),
    ("cue_according", |place| place.cue.mode == Mode::According),
    ("cue_infinitive", |place| place.cue.mode == Mode::Infinitive),
    ("cue_noun", |place| place.cue.mode == Mode::Noun),
    ("cue_inverted", |place| place.cue.is_inverted),
    ("cue_first", |place| place.cue.start() <= 1),
    ("cue_past", |place| place.cue_is(form::PAST)),
    ("cue_past_next_past", |place| place.cue_is(form::PAST) && place.tense(place.at.next) == Tense::Past),
    ("cue_third_next_past", |place| place.cue_is(form::THIRD) && place.tense(place.at.next) == Tense::Past),
    ("cue_past_next_present", |place| place.cue_is(form::PAST) && place.tense(place.at.next) == Tense::Present),
    ("next_past", |place| place.tense(place.at.next) == Tense::Past),
    ("next_modal", |place| place.tense(place.at.next) == Tense::Modal),
    ("next_present", |place| place.tense(place.at.next) == Tense::Present),
    ("past_past", |place| place.tenses() == (Tense::Past, Tense::Past)),
    ("past_present", |place| place.tenses() == (Tense::Past, Tense::Present)),
    ("past_modal", |place| place.tenses() == (Tense::Past, Tense::Modal)),
    ("present_past", |place| place.tenses() == (Tense::Present, Tense::Past)),
    ("present_present", |place| place.tenses() == (Tense::Present, Tense::Present)),
    ("present_modal", |place| place.tenses() == (Tense::Present, Tense::Modal)),
    ("modal_past", |place| place.tenses() == (Tense::Modal, Tense::Past)),
    ("modal_present", |place| place.tenses() == (Tense::Modal, Tense::Present)),
    ("modal_modal", |place| place.tenses() == (Tense::Modal, Tense::Modal)),
    ("cue_that", |place| place.rule == "cue_that"),
    ("cue_clause", |place| place.rule == "cue_clause"),
    ("cue_quote", |place| place.rule == "cue_quote"),
    ("cue_phrase", |place| place.rule == "cue_phrase"),
    ("to_do", |place| place.rule == "cue_infinitive"),
    ("interrupted", |place| place.rule == "interrupted"),
];

/// When what a clause tells happens, as its first finite verb has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    None,
    Past,
    Present,
    Modal,
}

/// Occasions on which somebody speaks.
const OCCASIONS: &[&str] = &[
    "address",
    "briefing",
    "conference",
    "debate",
    "email",
    "event",
    "hearing",
    "interview",
    "letter",
    "meeting",
    "rally",
    "speech",
    "statement",
];

impl Place<'_> {
    fn is_phrase(&self) -> bool {
        self.rule == "cue_phrase"
    }

    /// `on Tuesday`, `during a visit`, `in an interview`: when and where it was said.
    fn begins_time(&self) -> bool {
        let next = self.at.next;
        let is_occasion = |at: usize| OCCASIONS.contains(&self.frame.text(at));
        is_time(self.frame, next)
            || self.frame.text(next) == "during"
            || self.frame.tag(next) == Tag::Preposition && (next + 1..next + 4).any(|at| is_time(self.frame, at) || is_occasion(at))
    }

    fn has(&self, tag: Tag, start: usize, end: usize) -> bool {
        (start..end).any(|at| self.frame.tag(at) == tag)
    }

    fn has_verb(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| matches!(self.frame.tag(at), Tag::Verb | Tag::Auxiliary))
    }

    /// The next mark behind the boundary.
    fn next_mark(&self) -> usize {
        let is_mark = |at: &usize| matches!(self.frame.tag(*at), Tag::Comma | Tag::Dash | Tag::Semicolon | Tag::Colon | Tag::Stop);
        (self.at.next..self.frame.len()).find(is_mark).unwrap_or(self.frame.len())
    }

    fn cue_is(&self, form: u8) -> bool {
        let last = self.cue.group.end.saturating_sub(1);
        self.frame.verb(last).is_some_and(|verb| verb.forms & form != 0)
    }

    fn tenses(&self) -> (Tense, Tense) {
        (self.tense(self.start), self.tense(self.at.next))
    }

    /// The tense of the first finite verb behind `start`.
    fn tense(&self, start: usize) -> Tense {
        for at in start..(start + 14).min(self.frame.len()) {
            match self.frame.tag(at) {
                Tag::Auxiliary
                    if self.frame.is(at, WordClass::Modal) || matches!(self.frame.text(at), "'ll" | "’ll" | "'d" | "’d") =>
                {
                    return Tense::Modal;
                }
                Tag::Auxiliary
                    if matches!(self.frame.text(at), "was" | "were" | "had" | "did" | "wasn't" | "weren't" | "didn't") =>
                {
                    return Tense::Past;
                }
                Tag::Auxiliary => return Tense::Present,
                Tag::Verb if self.frame.text(at).ends_with("ing") => {}
                Tag::Verb if self.frame.text(at).ends_with("ed") || self.frame.is(at, WordClass::PastVerb) => return Tense::Past,
                Tag::Verb if self.frame.verb(at).is_some_and(|verb| verb.forms & form::PAST != 0) => return Tense::Past,
                Tag::Verb => return Tense::Present,
                Tag::Stop | Tag::Semicolon => return Tense::None,
                _ => {}
            }
        }
        Tense::None
    }

    /// What the words are: the first and the last one reported, and the three behind the boundary.
    pub fn symbols(&self) -> [Symbol; 5] {
        let next = self.at.next;
        [self.start, self.at.end.saturating_sub(1), next, next + 1, next + 2].map(|at| symbol_of(self.frame, at))
    }
}
