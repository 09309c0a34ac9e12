#![doc = include_str!("claims.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "claims",
    version: 1,
    reads: &["blocks", "sentences", "names", "dates", "countries"],
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
    fn annotate(&self, _document: &Document, _done: &Annotation) -> Layer {
        Layer::Claims(Default::default())
    }
}
