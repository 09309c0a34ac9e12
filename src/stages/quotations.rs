#![doc = include_str!("quotations.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "quotations",
    version: 1,
    reads: &["blocks", "sentences", "names"],
    documentation: include_str!("quotations.md"),
    build: |parameters| Box::new(Quotations { _parameters: parameters.quotations.clone() }),
};

/// `[stages.quotations]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Quotations {
    _parameters: Parameters,
}

impl Stage for Quotations {
    fn annotate(&self, _document: &Document, _done: &Annotation) -> Layer {
        Layer::Quotations(Default::default())
    }
}
