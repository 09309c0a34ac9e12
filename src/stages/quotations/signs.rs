//! Signs: what tells whether reported words end at a boundary.

use super::boundary::{Boundary, BoundaryKind};
use super::clause::{
    begins_main_clause, begins_other_report, begins_report, brings_report, is_in_relative, is_last_apposition, is_participle,
    is_reporting_participle, is_subordinate, is_time, joint_end, leaves_modal,
};
use super::cues::{Cue, Mode};
use super::frame::{Frame, Tag};
use super::outlook::{Outlook, Tense};
use super::symbols::{Symbol, symbol_of};
use crate::lang::en::{Frames, form};
use crate::text::{RuleWords, words};

/// The rules that find words whose end is to be found; of any other rule nothing is known.
pub const RULES: &[&str] =
    &["other", "according_to", "as_cue", "cue_clause", "cue_infinitive", "cue_phrase", "cue_quote", "cue_that", "interrupted"];

/// Reported words whose end is looked for.
pub struct Words<'a> {
    frame: &'a Frame<'a>,
    cue: &'a Cue,
    cues: &'a [Cue],
    outlook: &'a Outlook,
    /// First item.
    start: usize,
    /// Where rules alone would have them end.
    ruled: usize,
    /// The rule that found where they begin, as its place in [`RULES`].
    pub rule: usize,
    is_phrase: bool,
    is_subordinate: bool,
    /// Whether the cue stands between commas, behind which the clause around it goes on with its verb.
    is_aside: bool,
    /// The forms that the verb of the cue can be.
    cue_forms: u8,
    /// Those signs that are the same at every boundary.
    signs: u128,
}

impl<'a> Words<'a> {
    pub fn new(frame: &'a Frame<'a>, cue: &'a Cue, cues: &'a [Cue], start: usize, ruled: usize, rule: &'static str) -> Words<'a> {
        let verb = frame.verb(cue.group.end.saturating_sub(1));
        let mut words = Words {
            frame,
            cue,
            cues,
            outlook: Outlook::of(frame),
            start,
            ruled,
            rule: RULES.iter().position(|known| *known == rule).unwrap_or(0),
            is_phrase: rule == "cue_phrase",
            is_subordinate: is_subordinate(frame, cue),
            is_aside: is_in_relative(frame, cue) || is_participle_in_aside(frame, cue),
            cue_forms: verb.map_or(0, |verb| verb.forms),
            signs: 0,
        };
        words.signs = signs_of_words(&words);
        words
    }

    /// A boundary of these words.
    pub fn at(&'a self, at: Boundary) -> Place<'a> {
        let (frame, next) = (self.frame, at.next);
        Place {
            words: self,
            frame,
            at,
            next_mark: self.outlook.next_mark(next),
            joint: joint_end(frame, next),
            is_ruled: at.end == self.ruled,
            begins_main_clause: begins_main_clause(frame, next),
            tenses: (self.outlook.tense(self.start), self.outlook.tense(next)),
        }
    }

    /// `…, and its spokesman warned that …`, `blamed the board, others blamed …`: whether behind a comma and a conjunction somebody else reports with a
    /// verb that takes a clause, or at all where what is reported is a noun phrase.
    pub fn goes_on_reporting(&self, at: &Boundary) -> bool {
        let joint = match (at.kind, self.frame.tag(at.next)) {
            (BoundaryKind::Comma | BoundaryKind::QuotedComma, Tag::Coordinator) => joint_end(self.frame, at.next),
            (BoundaryKind::Comma | BoundaryKind::QuotedComma, _) if self.is_phrase => at.next,
            _ => usize::MAX,
        };
        let takes_clause = |cue: &Cue| self.is_phrase || self.frame.tag(cue.group.end) == Tag::That;
        let is_other = |cue: &Cue| cue.start() == joint && cue.mode == Mode::Finite && cue.has_own_subject && takes_clause(cue);
        joint < self.frame.len() && self.cues.iter().any(is_other)
    }

    /// `The mayor, despite admitting that the road is old, will wait`: whether behind the first comma the clause around the cue goes on.
    pub fn ends_aside(&self, at: &Boundary) -> bool {
        let (frame, next) = (self.frame, behind_adverb(self.frame, at.next));
        let is_finite = frame.tag(next) == Tag::Auxiliary || frame.tag(next) == Tag::Verb && !frame.text(next).ends_with("ing");
        self.is_aside
            && is_finite
            && matches!(at.kind, BoundaryKind::Comma | BoundaryKind::QuotedComma)
            && (self.is_phrase || self.outlook.has_verb(self.start, at.end))
            && !self.outlook.has_comma(self.start, at.end)
    }

    /// `called the pier “a ruin” during a visit`, `called it “a ruin” and left`: whether behind the name that something is given stands when and where it
    /// was given, or what else was done.
    pub fn ends_naming(&self, at: &Boundary) -> bool {
        self.is_phrase
            && self.cue.frames.any(Frames::NAME.or(Frames::AS))
            && at.kind == BoundaryKind::Quoted
            && (begins_occasion(self.frame, at.next) || goes_on_with_verb(self.frame, at.next))
    }

    /// `said that the mast - a gift of the town - had snapped`: whether a dash
    /// opens or closes an aside before the verb of the clause.
    pub fn lacks_verb(&self, at: &Boundary) -> bool {
        let frame = self.frame;
        let closing = || (at.next..frame.len()).find(|&item| matches!(frame.tag(item), Tag::Dash | Tag::Stop));
        let is_verb = |item: usize| matches!(frame.tag(item), Tag::Auxiliary | Tag::Verb);
        at.kind == BoundaryKind::Dash
            && !self.is_phrase
            && !self.outlook.has_verb(self.start, at.end)
            && (is_verb(at.next) || closing().is_some_and(|dash| frame.tag(dash) == Tag::Dash && is_verb(dash + 1)))
    }

    fn is_by(&self, rule: &str) -> bool {
        RULES[self.rule] == rule
    }
}

/// A boundary in its sentence.
pub struct Place<'a> {
    pub words: &'a Words<'a>,
    frame: &'a Frame<'a>,
    pub at: Boundary,
    /// The next mark behind the boundary.
    next_mark: usize,
    /// Behind the conjunction that follows the boundary, if one does.
    joint: usize,
    is_ruled: bool,
    begins_main_clause: bool,
    /// Of the words, and of what follows them.
    tenses: (Tense, Tense),
}

/// Makes the list of signs: names for the table of weights, and what each of them asks, of a place or of the words alone.
macro_rules! signs {
    (|$place:ident| $($name:literal => $holds:expr,)+ |$words:ident| $($fixed:literal => $is:expr,)+) => {
        /// All signs, in the order in which weights number them.
        pub const SIGNS: &[&str] = &[$($name,)+ $($fixed),+];

        const OF_PLACES: usize = [$($name),+].len();

        /// A bit for each sign that holds at a place.
        pub fn signs_at($place: &Place) -> u128 {
            bits_of(&[$($holds),+]) | $place.words.signs
        }

        fn signs_of_words($words: &Words) -> u128 {
            bits_of(&[$($is),+]) << OF_PLACES
        }
    };
}

/// The first in the lowest bit.
fn bits_of(holds: &[bool]) -> u128 {
    holds.iter().rev().fold(0, |bits, &holds| bits << 1 | u128::from(holds))
}

signs! {
    |place|
    "ruled" => place.is_ruled,
    "ruled_phrase" => place.is_ruled && place.words.is_phrase,
    "ruled_phrase_at_time" => place.is_ruled && place.words.is_phrase && place.begins_time(),
    "phrase_at_time" => place.words.is_phrase && place.begins_time(),
    "phrase_at_clause" => place.words.is_phrase && place.frame.tag(place.at.next) == Tag::Subordinator,
    "ruled_clause" => place.is_ruled && !place.words.is_phrase,
    "ruled_before" => place.at.end > place.words.ruled,
    "main_clause" => place.begins_main_clause,
    "joint_main_clause" => begins_main_clause(place.frame, place.joint),
    "report" => place.begins_report(place.at.next),
    "joint_report" => place.begins_report(place.joint),
    "other_report" => begins_other_report(place.at.next, place.words.cues),
    "reporting_participle" => is_reporting_participle(place.frame, place.at.next),
    "participle" => is_participle(place.frame, place.at.next),
    "last_apposition" => is_last_apposition(place.frame, place.at.next),
    "brings_report" => brings_report(place.frame, place.at.next),
    "leaves_modal" => place.joint != usize::MAX && leaves_modal(place.frame, place.words.start, place.joint, place.words.cue),
    "subordinate_main_clause" => place.words.is_subordinate && place.begins_main_clause,
    "verb_before" => place.words.outlook.has_verb(place.words.start, place.at.end),
    "verb_behind" => place.words.outlook.has_verb(place.at.next, place.next_mark),
    "verb_in_rest" => place.words.outlook.has_verb(place.at.next, place.frame.len()),
    "quoted_before" => place.words.outlook.has_string(place.words.start, place.at.end),
    "quoted_behind" => place.words.outlook.has_string(place.at.next, place.frame.len()),
    "quoted_next" => place.words.outlook.has_string(place.at.next, place.next_mark),
    "comma_before" => place.words.outlook.has_comma(place.words.start, place.at.end),
    "comma_behind" => place.words.outlook.has_comma(place.at.next, place.frame.len()),
    "coordinator_behind" => place.words.outlook.has_coordinator(place.at.next, place.frame.len()),
    "joint_behind_comma" => place.frame.tag(place.next_mark + 1) == Tag::Coordinator,
    "verb_behind_aside" => place.has_verb_behind_aside(),
    "last_mark" => place.frame.tag(place.next_mark) == Tag::Stop,
    "before_1" => place.at.end - place.words.start <= 1,
    "before_3" => place.at.end - place.words.start <= 3,
    "before_6" => place.at.end - place.words.start <= 6,
    "before_12" => place.at.end - place.words.start <= 12,
    "before_24" => place.at.end - place.words.start <= 24,
    "next_2" => place.next_mark.saturating_sub(place.at.next) <= 2,
    "next_5" => place.next_mark.saturating_sub(place.at.next) <= 5,
    "next_10" => place.next_mark.saturating_sub(place.at.next) <= 10,
    "rest_3" => place.frame.len() - place.at.end <= 4,
    "rest_6" => place.frame.len() - place.at.end <= 7,
    "rest_12" => place.frame.len() - place.at.end <= 13,
    "rest_24" => place.frame.len() - place.at.end <= 25,
    "cue_past_next_past" => place.words.cue_forms & form::PAST != 0 && place.tenses.1 == Tense::Past,
    "cue_third_next_past" => place.words.cue_forms & form::THIRD != 0 && place.tenses.1 == Tense::Past,
    "cue_past_next_present" => place.words.cue_forms & form::PAST != 0 && place.tenses.1 == Tense::Present,
    "next_past" => place.tenses.1 == Tense::Past,
    "next_modal" => place.tenses.1 == Tense::Modal,
    "next_present" => place.tenses.1 == Tense::Present,
    "past_past" => place.tenses == (Tense::Past, Tense::Past),
    "past_present" => place.tenses == (Tense::Past, Tense::Present),
    "past_modal" => place.tenses == (Tense::Past, Tense::Modal),
    "present_past" => place.tenses == (Tense::Present, Tense::Past),
    "present_present" => place.tenses == (Tense::Present, Tense::Present),
    "present_modal" => place.tenses == (Tense::Present, Tense::Modal),
    "modal_past" => place.tenses == (Tense::Modal, Tense::Past),
    "modal_present" => place.tenses == (Tense::Modal, Tense::Present),
    "modal_modal" => place.tenses == (Tense::Modal, Tense::Modal),
    |words|
    "subordinate" => words.is_subordinate,
    "in_relative" => is_in_relative(words.frame, words.cue),
    "cue_quotes" => words.cue.frames.any(Frames::QUOTE),
    "cue_says" => words.cue.lemma == "say",
    "cue_tells" => words.cue.frames.any(Frames::WHOM),
    "cue_participle" => words.cue.mode == Mode::Participle,
    "cue_according" => words.cue.mode == Mode::According,
    "cue_infinitive" => words.cue.mode == Mode::Infinitive,
    "cue_noun" => words.cue.mode == Mode::Noun,
    "cue_inverted" => words.cue.is_inverted,
    "cue_first" => words.cue.start() <= 1,
    "cue_past" => words.cue_forms & form::PAST != 0,
    "cue_that" => words.is_by("cue_that"),
    "cue_clause" => words.is_by("cue_clause"),
    "cue_quote" => words.is_by("cue_quote"),
    "cue_phrase" => words.is_by("cue_phrase"),
    "to_do" => words.is_by("cue_infinitive"),
    "interrupted" => words.is_by("interrupted"),
}

/// Occasions on which somebody speaks.
const OCCASIONS: RuleWords = words![
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

/// Steps over an adverb.
fn behind_adverb(frame: &Frame, at: usize) -> usize {
    if frame.tag(at) == Tag::Adverb { at + 1 } else { at }
}

/// `The mayor, fearing …`, `The board, after saying …`: a participle behind a comma, before which no verb stands.
fn is_participle_in_aside(frame: &Frame, cue: &Cue) -> bool {
    let start = cue.group.start;
    let opens = |at: usize| matches!(frame.tag(at), Tag::Preposition | Tag::Subordinator | Tag::Adverb);
    let comma = (start.saturating_sub(2)..start).rev().find(|&at| !opens(at)).filter(|&at| frame.tag(at) == Tag::Comma);
    cue.mode == Mode::Participle && comma.is_some_and(|comma| !Outlook::of(frame).has_verb(0, comma))
}

/// `and left`
fn goes_on_with_verb(frame: &Frame, next: usize) -> bool {
    frame.tag(next) == Tag::Coordinator && matches!(frame.tag(next + 1), Tag::Verb | Tag::Auxiliary)
}

/// `on Tuesday`, `during a visit`, `in an interview`: when and where it was said.
pub fn begins_occasion(frame: &Frame, next: usize) -> bool {
    let is_occasion = |at: usize| frame.is_one_of(at, OCCASIONS);
    is_time(frame, next)
        || frame.is_one_of(next, words!["during"])
        || frame.tag(next) == Tag::Preposition && (next + 1..next + 4).any(|at| is_time(frame, at) || is_occasion(at))
}

impl Place<'_> {
    fn begins_time(&self) -> bool {
        begins_occasion(self.frame, self.at.next)
    }

    /// `…, as she said, is late`: whether the next mark is a comma with a verb behind it.
    fn has_verb_behind_aside(&self) -> bool {
        let (frame, mark) = (self.frame, self.next_mark);
        frame.tag(mark) == Tag::Comma && matches!(frame.tag(mark + 1), Tag::Verb | Tag::Auxiliary)
    }

    /// Whether a second report of the reporter's begins at `at`.
    fn begins_report(&self, at: usize) -> bool {
        at < self.frame.len() && begins_report(self.frame, at, self.words.cues)
    }

    /// What the words are: the first and the last one reported, and the three behind the boundary.
    pub fn symbols(&self) -> [Symbol; 5] {
        let next = self.at.next;
        let items = [self.words.start, self.at.end.saturating_sub(1), next, next + 1, next + 2];
        items.map(|at| symbol_of(self.frame, at))
    }
}
