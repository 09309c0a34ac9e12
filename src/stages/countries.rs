#![doc = include_str!("countries.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "countries",
    version: 1,
    reads: &["blocks", "sentences", "names"],
    documentation: include_str!("countries.md"),
    build: |parameters| Box::new(Countries { _parameters: parameters.countries.clone() }),
};

/// `[stages.countries]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Countries {
    _parameters: Parameters,
}

impl Stage for Countries {
    fn annotate(&self, _document: &Document, _done: &Annotation) -> Layer {
        Layer::Countries(Default::default())
    }
}
