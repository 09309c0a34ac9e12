//! Nouns for what somebody thinks or feels: with them `express` reports.

use super::frame::{Frame, Tag};

/// `expressed deep concern about the pier`, but not `expressed the sum as a share of the whole`: what is said is what somebody thinks or
/// feels.
pub fn expresses_attitude(frame: &Frame, at: usize) -> bool {
    let is_of_phrase = |at: &usize| {
        matches!(frame.tag(*at), Tag::Determiner | Tag::Adverb | Tag::Noun | Tag::Verb | Tag::Coordinator | Tag::Comma)
    };
    (at..frame.len()).take_while(is_of_phrase).any(|at| {
        let noun = frame.text(at);
        ATTITUDES.binary_search(&noun.strip_suffix('s').unwrap_or(noun)).is_ok()
    })
}

/// Nouns for what somebody thinks or feels about something, without the s of a plural.
const ATTITUDES: &[&str] = &[
    "admiration",
    "alarm",
    "anger",
    "annoyance",
    "anxiety",
    "appreciation",
    "belief",
    "caution",
    "concern",
    "condolence",
    "confidence",
    "confusion",
    "contempt",
    "cynicism",
    "delight",
    "desire",
    "disappointment",
    "disapproval",
    "disbelief",
    "discomfort",
    "discontent",
    "dismay",
    "displeasure",
    "dissatisfaction",
    "doubt",
    "enthusiasm",
    "fear",
    "frustration",
    "fury",
    "gratitude",
    "grief",
    "hope",
    "horror",
    "hostility",
    "impatience",
    "incredulity",
    "indignation",
    "interest",
    "joy",
    "misgiving",
    "mistrust",
    "objection",
    "openness",
    "opinion",
    "opposition",
    "optimism",
    "outrage",
    "pessimism",
    "pleasure",
    "preference",
    "pride",
    "readiness",
    "regret",
    "relief",
    "reluctance",
    "remorse",
    "resentment",
    "reservation",
    "respect",
    "sadness",
    "satisfaction",
    "scepticism",
    "shock",
    "skepticism",
    "solidarity",
    "sorrow",
    "support",
    "surprise",
    "sympathy",
    "thank",
    "uncertainty",
    "unease",
    "unhappiness",
    "view",
    "willingness",
    "wish",
    "worry",
];
