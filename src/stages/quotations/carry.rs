//! Quoted strings that no cue reports: whose they are follows from what stands before them.
//!
//! A string that fills its sentence goes on with the speech before it: in the same paragraph after a quotation, in the next
//! paragraph where the one before ended in an open string or in a cue.

use super::frame::{Frame, Tag};
use super::statements::{Draft, DraftSpeaker};
use crate::text::TokenRange;

/// What the sentences before tell about who is speaking.
#[derive(Debug, Default)]
pub struct Carry {
    /// The last draft that a quotation may go on with, and its block.
    last: Option<(usize, u32)>,
}

impl Carry {
    /// Looks at a frame whose own statements are the drafts from `first` on; adds the strings that go on with earlier speech.
    pub fn follow(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, first: usize) {
        if let Some(items) = whole_quotation(frame) {
            let tokens = frame.tokens_of(items.start, items.end);
            if !drafts[first..].iter().any(|draft| overlaps(draft.content, tokens)) {
                if let Some(rule) = self.rule_for(frame.block) {
                    let speaker = self.last.map_or(DraftSpeaker::Unknown, |(index, _)| DraftSpeaker::SameAs(origin(drafts, index)));
                    drafts.push(Draft { content: tokens, cue: None, speaker, addressee: None, rule });
                }
            }
        }
        if drafts.len() > first {
            self.last = (first..drafts.len()).rev().find(|&i| drafts[i].speaker != DraftSpeaker::Unknown).map(|i| (i, frame.block));
        }
    }

    fn rule_for(&self, block: u32) -> Option<&'static str> {
        let (_, last) = self.last?;
        match block - last {
            0 => Some("same_paragraph"),
            1 => Some("next_paragraph"),
            _ => None,
        }
    }
}

/// The draft that names the speaker of draft `index`.
fn origin(drafts: &[Draft], index: usize) -> usize {
    match drafts[index].speaker {
        DraftSpeaker::SameAs(earlier) => earlier,
        _ => index,
    }
}

fn overlaps(one: TokenRange, other: TokenRange) -> bool {
    one.start < other.end && other.start < one.end
}

/// The items of a frame that is nothing but quoted strings, but for stops and a conjunction.
fn whole_quotation(frame: &Frame) -> Option<std::ops::Range<usize>> {
    let first = (0..frame.len()).find(|&at| frame.tag(at) == Tag::Quoted)?;
    let last = (0..frame.len()).rev().find(|&at| frame.tag(at) == Tag::Quoted)?;
    let is_filler = |at: usize| matches!(frame.tag(at), Tag::Quoted | Tag::Stop | Tag::Other | Tag::Comma | Tag::Coordinator);
    (0..frame.len()).all(is_filler).then_some(first..last + 1)
}
