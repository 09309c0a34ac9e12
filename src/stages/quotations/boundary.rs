//! Boundaries: where reported words may end.

use super::clause::is_time;
use super::frame::{Frame, Tag};
use super::strings::string_ends_with;

/// What stands where reported words may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum BoundaryKind {
    Comma,
    /// A quoted string with a comma inside.
    QuotedComma,
    /// Any other quoted string.
    Quoted,
    Coordinator,
    Dash,
    Semicolon,
    Colon,
    Subordinator,
    Preposition,
    Time,
}

/// The names of the kinds of boundaries, in their order.
pub const BOUNDARIES: &[&str] =
    &["comma", "quoted_comma", "quoted", "coordinator", "dash", "semicolon", "colon", "subordinator", "preposition", "time"];

/// A place where reported words may end.
#[derive(Debug, Clone, Copy)]
pub struct Boundary {
    pub kind: BoundaryKind,
    /// The item behind the last word that may be reported.
    pub end: usize,
    /// The first item behind the mark.
    pub next: usize,
}

/// The boundary at item `at` of words that begin at `start`.
pub fn boundary_at(frame: &Frame, start: usize, at: usize) -> Option<Boundary> {
    let follows_mark = matches!(
        frame.tag_before(at),
        Tag::Comma
            | Tag::Dash
            | Tag::Semicolon
            | Tag::Colon
            | Tag::Coordinator
            | Tag::Quoted
            | Tag::Preposition
            | Tag::Subordinator
    );
    let (kind, end, next) = match frame.tag(at) {
        Tag::Comma => (BoundaryKind::Comma, at, at + 1),
        Tag::Semicolon => (BoundaryKind::Semicolon, at, at + 1),
        Tag::Colon => (BoundaryKind::Colon, at, at + 1),
        Tag::Dash => (BoundaryKind::Dash, at, at + 1),
        Tag::Quoted if matches!(frame.tag(at + 1), Tag::Comma | Tag::Stop | Tag::Dash | Tag::Semicolon | Tag::Colon) => {
            return None;
        }
        Tag::Quoted if string_ends_with(frame, at, &[',']) => (BoundaryKind::QuotedComma, at + 1, at + 1),
        Tag::Quoted => (BoundaryKind::Quoted, at + 1, at + 1),
        Tag::Coordinator if at > start && !follows_mark => (BoundaryKind::Coordinator, at, at),
        Tag::Subordinator if at > start && !follows_mark => (BoundaryKind::Subordinator, at, at),
        Tag::Preposition if at > start && !follows_mark => (BoundaryKind::Preposition, at, at),
        _ if at > start && !follows_mark && is_time(frame, at) => (BoundaryKind::Time, at, at),
        _ => return None,
    };
    (end > start && end < frame.len()).then_some(Boundary { kind, end, next })
}
