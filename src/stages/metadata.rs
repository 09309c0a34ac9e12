#![doc = include_str!("metadata.md")]

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer, Metadata};
use crate::text::Document;

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "metadata",
    version: 1,
    reads: &["blocks"],
    documentation: include_str!("metadata.md"),
    build: |parameters| Box::new(FindMetadata { _parameters: parameters.metadata.clone() }),
};

/// `[stages.metadata]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct FindMetadata {
    _parameters: Parameters,
}

impl Stage for FindMetadata {
    fn annotate(&self, document: &Document, _done: &Annotation) -> Layer {
        let article = document.article;
        let metadata = Metadata {
            title: article.title.clone(),
            byline: article.byline.clone(),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            published_on: article.published_on,
            updated_on: article.updated_on,
            language: article.language.clone().unwrap_or_else(|| "en".to_string()),
        };
        Layer::Metadata(metadata, Vec::new())
    }
}
