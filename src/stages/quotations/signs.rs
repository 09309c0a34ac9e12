//! Signs: what tells whether reported words end at a boundary.

use super::boundary::Boundary;
use super::clause::{
    begins_main_clause, brings_report, is_in_relative, is_last_apposition, is_participle, is_reporting_participle, is_subordinate,
    is_time, joint_end, leaves_modal,
};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::outlook::{Outlook, Tense};
use super::symbols::{Symbol, symbol_of};
use crate::lang::en::{Frames, form};

/// Reported words whose end is looked for.
pub struct Words<'a> {
    pub frame: &'a Frame<'a>,
    pub cue: &'a Cue,
    pub outlook: Outlook<'a>,
    /// First item.
    pub start: usize,
    /// Where rules alone would have them end.
    pub ruled: usize,
    /// The rule that found where they begin.
    pub rule: &'static str,
    is_subordinate: bool,
}

impl<'a> Words<'a> {
    pub fn new(frame: &'a Frame<'a>, cue: &'a Cue, cues: &'a [Cue], start: usize, ruled: usize, rule: &'static str) -> Words<'a> {
        Words { frame, cue, outlook: Outlook::of(frame, cues), start, ruled, rule, is_subordinate: is_subordinate(frame, cue) }
    }

    /// A boundary of these words.
    pub fn at(&'a self, at: Boundary) -> Place<'a> {
        Place { words: self, at, begins_main_clause: begins_main_clause(self.frame, at.next) }
    }
}

/// A boundary in its sentence.
pub struct Place<'a> {
    words: &'a Words<'a>,
    pub at: Boundary,
    begins_main_clause: bool,
}

impl<'a> std::ops::Deref for Place<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        self.words
    }
}

/// What is true or not of a place, with its name.
type Sign = (&'static str, fn(&Place) -> bool);

/// All signs, in the order in which weights number them.
pub const SIGNS: &[Sign] = &[
    ("ruled", |place| place.at.end == place.ruled),
    ("ruled_phrase", |place| place.at.end == place.ruled && place.is_phrase()),
    ("ruled_phrase_at_time", |place| place.at.end == place.ruled && place.is_phrase() && place.begins_time()),
    ("phrase_at_time", |place| place.is_phrase() && place.begins_time()),
    ("phrase_at_clause", |place| place.is_phrase() && place.frame.tag(place.at.next) == Tag::Subordinator),
    ("ruled_clause", |place| place.at.end == place.ruled && !place.is_phrase()),
    ("ruled_before", |place| place.at.end > place.ruled),
    ("main_clause", |place| place.begins_main_clause),
    ("joint_main_clause", |place| begins_main_clause(place.frame, joint_end(place.frame, place.at.next))),
    ("report", |place| place.outlook.begins_report(place.at.next)),
    ("joint_report", |place| place.outlook.begins_report(joint_end(place.frame, place.at.next))),
    ("other_report", |place| place.outlook.begins_other_report(place.at.next)),
    ("reporting_participle", |place| is_reporting_participle(place.frame, place.at.next)),
    ("participle", |place| is_participle(place.frame, place.at.next)),
    ("last_apposition", |place| is_last_apposition(place.frame, place.at.next)),
    ("brings_report", |place| brings_report(place.frame, place.at.next)),
    ("leaves_modal", |place| {
        place.frame.tag(place.at.next) == Tag::Coordinator && leaves_modal(place.frame, place.start, place.at.next + 1, place.cue)
    }),
    ("subordinate", |place| place.is_subordinate),
    ("subordinate_main_clause", |place| place.is_subordinate && place.begins_main_clause),
    ("in_relative", |place| is_in_relative(place.frame, place.cue)),
    ("verb_before", |place| place.outlook.has_verb(place.start, place.at.end)),
    ("verb_behind", |place| place.outlook.has_verb(place.at.next, place.next_mark())),
    ("verb_in_rest", |place| place.outlook.has_verb(place.at.next, place.frame.len())),
    ("quoted_before", |place| place.outlook.has_string(place.start, place.at.end)),
    ("quoted_behind", |place| place.outlook.has_string(place.at.next, place.frame.len())),
    ("quoted_next", |place| place.outlook.has_string(place.at.next, place.next_mark())),
    ("comma_before", |place| place.outlook.has_comma(place.start, place.at.end)),
    ("comma_behind", |place| place.outlook.has_comma(place.at.next, place.frame.len())),
    ("coordinator_behind", |place| place.outlook.has_coordinator(place.at.next, place.frame.len())),
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

    /// The next mark behind the boundary.
    fn next_mark(&self) -> usize {
        self.outlook.next_mark(self.at.next)
    }

    fn cue_is(&self, form: u8) -> bool {
        let last = self.cue.group.end.saturating_sub(1);
        self.frame.verb(last).is_some_and(|verb| verb.forms & form != 0)
    }

    fn tenses(&self) -> (Tense, Tense) {
        (self.tense(self.start), self.tense(self.at.next))
    }

    fn tense(&self, start: usize) -> Tense {
        self.outlook.tense(start)
    }

    /// What the words are: the first and the last one reported, and the three behind the boundary.
    pub fn symbols(&self) -> [Symbol; 5] {
        let next = self.at.next;
        [self.start, self.at.end.saturating_sub(1), next, next + 1, next + 2].map(|at| symbol_of(self.frame, at))
    }
}
