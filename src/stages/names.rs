#![doc = include_str!("names.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "names",
    version: 1,
    reads: &["blocks", "sentences"],
    documentation: include_str!("names.md"),
    build: |parameters| Box::new(Names { _parameters: parameters.names.clone() }),
};

/// `[stages.names]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Names {
    _parameters: Parameters,
}

impl Stage for Names {
    fn annotate(&self, _document: &Document, _done: &Annotation) -> Layer {
        Layer::Names(Default::default())
    }
}
