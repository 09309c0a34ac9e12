//! What lies ahead of each item of a frame, looked up once for all places where reported words may end.

use super::frame::{Frame, MOST_ITEMS, Tag};
use crate::lang::en::{WordClass, form};
use crate::text::{RuleWords, words};

/// So many items ahead is looked for the verb that tells the tense.
const REACH_OF_TENSE: usize = 14;

const PAST_AUXILIARIES: RuleWords = words!["was", "were", "had", "did", "wasn't", "weren't", "didn't"];

/// When what a clause tells happens, as its first finite verb has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    None,
    Past,
    Present,
    Modal,
}

/// The first of each kind at an item or behind it; the length of the frame where there is none.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    verb: Place,
    quoted: Place,
    comma: Place,
    coordinator: Place,
    mark: Place,
    /// What tells the tense, and which it tells.
    tense: (Place, Tense),
}

/// A place in a frame, which has fewer items than this counts.
type Place = u8;

const _: () = assert!(MOST_ITEMS <= Place::MAX as usize);

/// What lies ahead of each item, and of the end of the frame.
#[derive(Debug)]
pub struct Outlook {
    ahead: Vec<Ahead>,
}

impl Outlook {
    /// That of a frame, made when it is first asked for.
    pub fn of<'a>(frame: &'a Frame) -> &'a Outlook {
        frame.outlook.get_or_init(|| Outlook::new(frame))
    }

    /// One pass over a frame, from its end.
    fn new(frame: &Frame) -> Outlook {
        let end = frame.len() as Place;
        let nothing = Ahead { verb: end, quoted: end, comma: end, coordinator: end, mark: end, tense: (end, Tense::None) };
        let mut ahead = vec![nothing; frame.len() + 1];
        for at in (0..end).rev() {
            let mut here = ahead[at as usize + 1];
            match frame.tag(at as usize) {
                Tag::Verb | Tag::Auxiliary => here.verb = at,
                Tag::Quoted => here.quoted = at,
                Tag::Coordinator => here.coordinator = at,
                Tag::Comma => (here.comma, here.mark) = (at, at),
                Tag::Dash | Tag::Semicolon | Tag::Colon | Tag::Stop => here.mark = at,
                _ => {}
            }
            if let Some(tense) = tense_told_by(frame, at as usize) {
                here.tense = (at, tense);
            }
            ahead[at as usize] = here;
        }
        Outlook { ahead }
    }

    fn ahead(&self, at: usize) -> &Ahead {
        &self.ahead[at.min(self.ahead.len() - 1)]
    }

    /// Whether a verb stands in `start..end`.
    pub fn has_verb(&self, start: usize, end: usize) -> bool {
        usize::from(self.ahead(start).verb) < end
    }

    /// Whether a quoted string does.
    pub fn has_string(&self, start: usize, end: usize) -> bool {
        usize::from(self.ahead(start).quoted) < end
    }

    /// Whether a comma does.
    pub fn has_comma(&self, start: usize, end: usize) -> bool {
        usize::from(self.ahead(start).comma) < end
    }

    /// Whether a conjunction does.
    pub fn has_coordinator(&self, start: usize, end: usize) -> bool {
        usize::from(self.ahead(start).coordinator) < end
    }

    /// The next mark at `at` or behind it.
    pub fn next_mark(&self, at: usize) -> usize {
        self.ahead(at).mark.into()
    }

    /// The tense of the first finite verb at `start` or behind it.
    pub fn tense(&self, start: usize) -> Tense {
        let (at, tense) = self.ahead(start).tense;
        if usize::from(at) < start + REACH_OF_TENSE { tense } else { Tense::None }
    }
}

/// The tense that an item tells; [`Tense::None`] for a mark behind which another clause begins, `None` for what tells nothing.
fn tense_told_by(frame: &Frame, at: usize) -> Option<Tense> {
    match frame.tag(at) {
        Tag::Auxiliary if frame.is(at, WordClass::Modal) || frame.is_one_of(at, words!["'ll", "'d"]) => Some(Tense::Modal),
        Tag::Auxiliary if frame.is_one_of(at, PAST_AUXILIARIES) => Some(Tense::Past),
        Tag::Auxiliary => Some(Tense::Present),
        Tag::Verb => tense_of_verb(frame, at),
        Tag::Stop | Tag::Semicolon => Some(Tense::None),
        _ => None,
    }
}

fn tense_of_verb(frame: &Frame, at: usize) -> Option<Tense> {
    let (text, verb) = (frame.text(at), frame.verb(at));
    let is_past =
        text.ends_with("ed") || frame.is(at, WordClass::PastVerb) || verb.is_some_and(|verb| verb.forms & form::PAST != 0);
    match text.ends_with("ing") {
        true => None,
        false if is_past => Some(Tense::Past),
        false => Some(Tense::Present),
    }
}
