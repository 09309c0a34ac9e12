#![doc = include_str!("dates.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "dates",
    version: 1,
    reads: &["blocks", "metadata", "sentences"],
    documentation: include_str!("dates.md"),
    build: |parameters| Box::new(Dates { _parameters: parameters.dates.clone() }),
};

/// `[stages.dates]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Dates {
    _parameters: Parameters,
}

impl Stage for Dates {
    fn annotate(&self, _document: &Document, _done: &Annotation) -> Layer {
        Layer::Dates(Default::default())
    }
}
