//! What the tool that learns where reported words end (`tools/learn_clause_ends.rs`) sees of an article.

use super::boundary::boundary_at;
use super::content::content_after;
use super::cues::{Cue, cues};
use super::ends::ruled_end;
use super::frame::{Frame, Tag, each_frame};
use super::interruptions::{behind_interruption, rest_of};
use super::signs::Words;
use super::statements::reports;
use super::units::{Quoted, units};
use super::weights::each_feature;
pub use super::weights::{feature_name, features};
use crate::annotation::Annotation;
use crate::text::{Document, Span};

/// Words behind a cue that may be reported, with every place where they may end.
pub struct Candidate {
    /// Byte where they begin.
    pub start: u32,
    /// The rule that found them.
    pub rule: &'static str,
    /// From left to right.
    pub ends: Vec<CandidateEnd>,
}

/// A place where reported words may end.
pub struct CandidateEnd {
    /// Byte behind the last of them.
    pub at: u32,
    /// Numbers of its features; the end of the sentence has none.
    pub features: Vec<usize>,
}

/// All candidates of an article. They don't depend on what was learnt before.
pub fn candidates(document: &Document, done: &Annotation) -> Vec<Candidate> {
    let quoted = Quoted::new(document, done);
    let (mut items, mut found) = (Vec::new(), Vec::new());
    for unit in units(document, done, &quoted) {
        each_frame(document, &quoted, unit, &mut items, |frame| {
            let cues = cues(frame);
            found.extend(cues.iter().filter(|cue| reports(cue)).filter_map(|cue| candidate(frame, cue, &cues)));
        });
    }
    found
}

fn candidate(frame: &Frame, cue: &Cue, cues: &[Cue]) -> Option<Candidate> {
    let after = content_after(frame, cue, cues)
        .or_else(|| behind_interruption(frame, cue, cues))
        .or_else(|| rest_of(frame, cue, cues, "interrupted"))?;
    let (start, rule) = (after.content.start, after.rule);
    let words = Words::new(frame, cue, cues, start, ruled_end(frame, start, cue, cues, rule), rule);
    let span = |end: usize| -> Span { frame.document.span_of(frame.tokens_of(start, end)) };
    let stop = (start..frame.len()).find(|&at| frame.tag(at) == Tag::Stop).unwrap_or(frame.len());
    let mut ends: Vec<CandidateEnd> = Vec::new();
    for boundary in (start..stop).filter_map(|at| boundary_at(frame, start, at)) {
        let mut features = Vec::new();
        each_feature(&words.at(boundary), |feature| features.push(feature));
        ends.push(CandidateEnd { at: span(boundary.end).end, features });
    }
    ends.push(CandidateEnd { at: span(stop).end, features: Vec::new() });
    Some(Candidate { start: span(stop).start, rule, ends })
}
