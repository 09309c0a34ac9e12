//! The subject of a sentence, for words that have none of their own.

use std::ops::Range;

use super::clause::begins_main_clause;
use super::cues::group_start;
use super::frame::{Frame, Tag};
use super::phrase::phrase_before;
use super::verb_subject::subject_before;

/// The subject of the sentence, for a verb at `end` that has none of its own: the first phrase that a verb follows.
pub fn first_subject(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let opening = behind_opening_clause(frame, end);
    let verb = (opening.max(1)..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    subject_before(frame, group_start(frame, verb)).map(|subject| antecedent(frame, subject))
}

/// `When his family moved, Quist refused …`: the item behind the comma that closes a clause or phrase with which the sentence opens.
fn behind_opening_clause(frame: &Frame, end: usize) -> usize {
    if !matches!(frame.tag(0), Tag::Subordinator | Tag::Preposition) {
        return 0;
    }
    let comma = (1..end).find(|&at| frame.tag(at) == Tag::Comma && begins_main_clause(frame, at + 1));
    comma.map_or(0, |comma| comma + 1)
}

/// For a verb outside a relative clause its subject is the one whom the pronoun stands for.
fn antecedent(frame: &Frame, subject: Range<usize>) -> Range<usize> {
    if !is_relative(frame, &subject) && frame.text(subject.start) != "whose" {
        return subject;
    }
    let end = if frame.tag_before(subject.start) == Tag::Comma { subject.start - 1 } else { subject.start };
    phrase_before(frame, end).unwrap_or(subject)
}

/// Whether a subject is `who`, `which` or `that`.
pub fn is_relative(frame: &Frame, subject: &Range<usize>) -> bool {
    subject.len() == 1 && matches!(frame.tag(subject.start), Tag::Relative | Tag::That)
}

/// The subject of the first verb in a stretch of the frame, where it stands in that stretch.
pub fn subject_between(frame: &Frame, start: usize, end: usize) -> Option<Range<usize>> {
    let verb = (start + 1..end).find(|&at| matches!(frame.tag(at), Tag::Verb | Tag::Auxiliary))?;
    subject_before(frame, group_start(frame, verb)).filter(|subject| subject.start >= start)
}
