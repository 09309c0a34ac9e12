#![doc = include_str!("claims.md")]

mod age;
mod calendar;
mod change;
mod comparator;
mod currency;
mod decimal;
mod draft;
mod durations;
mod figures;
mod home;
mod item;
mod links;
mod measure;
mod memo;
mod modality;
mod multiple;
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
use crate::annotation::{Annotation, Layer, Sentence};
use crate::lang::en::english;
use crate::text::{Document, Span};
use home::Home;
use memo::Memos;
use reader::Reader;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "claims",
    version: 7,
    reads: &["blocks", "metadata", "sentences", "dates", "countries"],
    words: &[
        "auxiliary",
        "change-words",
        "comparators-after",
        "comparators-before",
        "conjunction",
        "currency-lands",
        "currency-names",
        "currency-names-more",
        "currency-symbols",
        "currency-symbols-more",
        "determiner",
        "first-names",
        "irregular-plural",
        "item-stop",
        "modal",
        "modality-words",
        "month",
        "negation",
        "number-label",
        "number-words",
        "past-verb",
        "preposition",
        "pronoun",
        "reporting-verbs",
        "roles",
        "street-word",
        "surname",
        "unit-names",
        "unit-names-more",
        "unit-symbols",
        "unit-symbols-more",
        "vague-quantifiers",
        "verb",
        "verb-or-noun",
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
        let (memos, home) = (Memos::default(), Home::new(document, done));
        let (mut claims, mut drafts) = (Vec::new(), Vec::new());
        for sentence in &done.sentences {
            if let Some(reader) = Reader::new(document, &english().claims, (&memos, &home), sentence.tokens) {
                sentence::add_claims(&reader, dates_in(sentence, &dates), &mut drafts);
                let first_index = claims.len();
                claims.extend(drafts.drain(..).map(|draft| draft.into_claim(&reader, first_index)));
            }
        }
        Layer::Claims(claims)
    }
}

/// The dates that overlap the sentence, of all that are in the article.
fn dates_in<'d>(sentence: &Sentence, dates: &'d [Span]) -> &'d [Span] {
    let dates = &dates[dates.partition_point(|date| date.end <= sentence.span.start)..];
    &dates[..dates.partition_point(|date| date.start < sentence.span.end)]
}
