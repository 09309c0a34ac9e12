#![doc = include_str!("speakers.md")]

mod antecedent;
mod cast;
mod description;
mod mention;
mod profile;
mod pronoun;
mod resolver;
mod wanted_role;

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "speakers",
    version: 8,
    reads: &["blocks", "sentences", "names", "countries", "quotations"],
    words: &[
        "auxiliary",
        "conjunction",
        "countries",
        "country-context",
        "country-lookalikes",
        "country-surfaces",
        "determiner",
        "document",
        "first-names",
        "institutions",
        "modal",
        "month",
        "name-particle",
        "negation",
        "organisation-head",
        "preposition",
        "pronoun",
        "reporting-verbs",
        "roles",
        "surname",
        "titles",
        "us-places",
        "us-states",
        "verb-or-noun",
        "weekday",
    ],
    documentation: include_str!("speakers.md"),
    build: |parameters| Box::new(Speakers { _parameters: parameters.speakers.clone() }),
};

/// `[stages.speakers]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Speakers {
    _parameters: Parameters,
}

impl Stage for Speakers {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        Layer::Speakers(resolver::Resolver::new(document, done).resolve())
    }
}
