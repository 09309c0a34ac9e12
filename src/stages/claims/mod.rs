#![doc = include_str!("claims.md")]

mod age;
mod calendar;
mod change;
mod comparator;
mod currency;
mod draft;
mod durations;
mod figures;
mod item;
mod links;
mod measure;
mod memo;
mod modality;
mod names;
mod no_claim;
mod number;
mod numerals;
mod quantity;
mod range;
mod rank;
mod rate;
mod reader;
mod sentence;
mod singular;
mod word_form;

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Claim, Layer, Sentence};
use crate::lang::en::english;
use crate::text::{Document, Span};
use memo::Memos;
use reader::Reader;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "claims",
    version: 4,
    reads: &["blocks", "sentences", "dates"],
    words: &[
        "auxiliary",
        "change-words",
        "comparators-after",
        "comparators-before",
        "conjunction",
        "currency-names",
        "currency-names-more",
        "currency-symbols",
        "currency-symbols-more",
        "determiner",
        "first-names",
        "irregular-plural",
        "item-stop",
        "modality-words",
        "month",
        "negation",
        "number-label",
        "number-words",
        "past-verb",
        "preposition",
        "roles",
        "street-word",
        "surname",
        "unit-names",
        "unit-names-more",
        "unit-symbols",
        "unit-symbols-more",
        "vague-quantifiers",
        "weekday",
    ],
    documentation: include_str!("claims.md"),
    build: |parameters| Box::new(Claims { _parameters: parameters.claims.clone() }),
};

/// `[stages.claims]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Claims {
    _parameters: Parameters,
}

impl Stage for Claims {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let dates: Vec<Span> = done.dates.iter().map(|date| date.span).collect();
        let memos = Memos::default();
        let mut claims = Vec::new();
        for sentence in &done.sentences {
            add_claims(document, sentence, &dates, &memos, &mut claims);
        }
        Layer::Claims(claims)
    }
}

fn add_claims(document: &Document, sentence: &Sentence, dates: &[Span], memos: &Memos, claims: &mut Vec<Claim>) {
    let tokens = document.tokens.get(sentence.tokens.range()).unwrap_or_default();
    if !tokens.iter().any(reader::may_begin_quantity) {
        return;
    }
    let near = dates.partition_point(|date| date.end <= sentence.span.start);
    let dates: Vec<Span> = dates[near..].iter().take_while(|date| date.start < sentence.span.end).copied().collect();
    let reader = Reader::new(document, &english().claims, memos, sentence.tokens);
    let first_index = claims.len();
    claims.extend(sentence::claims_of(&reader, &dates).into_iter().map(|draft| draft.into_claim(&reader, first_index)));
}
