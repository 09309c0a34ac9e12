//! The stages: each reads the document and the layers before it, and returns its own.
//!
//! To add one: its file, a line in [`STAGES`], a field in [`StageParameters`], a case file in `tests/cases`.

pub mod blocks;
pub mod claims;
pub mod countries;
pub mod dates;
pub mod metadata;
pub mod names;
pub mod quotations;
pub mod sentences;
pub mod speakers;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, Layer};
use crate::text::Document;

/// A transform over one article. It does no input or output and cannot fail.
pub trait Stage: Send + Sync {
    /// The stage's own layer.
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer;
}

/// A stage as the registry knows it.
pub struct StageDefinition {
    /// Also the name of its layer.
    pub name: &'static str,
    /// Goes up with every change that may change the stage's output.
    pub version: u32,
    /// Layers that must be there before.
    pub reads: &'static [&'static str],
    /// The word lists and tables that its rules ask for; a change of any other changes nothing of its layer.
    pub words: &'static [&'static str],
    /// What it finds, by which rules, with examples and known misses: Markdown, the source of `docs/stages/<name>.md`.
    pub documentation: &'static str,
    /// Makes the stage from its parameters, which are checked when the pipeline file is read.
    pub build: fn(&StageParameters) -> Box<dyn Stage>,
}

/// All stages, in the order in which they run.
pub const STAGES: &[StageDefinition] = &[
    blocks::STAGE,
    metadata::STAGE,
    sentences::STAGE,
    names::STAGE,
    dates::STAGE,
    countries::STAGE,
    claims::STAGE,
    quotations::STAGE,
    speakers::STAGE,
];

/// The `[stages.*]` tables of a pipeline file. Every parameter has a default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StageParameters {
    pub blocks: blocks::Parameters,
    pub metadata: metadata::Parameters,
    pub sentences: sentences::Parameters,
    pub names: names::Parameters,
    pub dates: dates::Parameters,
    pub countries: countries::Parameters,
    pub claims: claims::Parameters,
    pub quotations: quotations::Parameters,
    pub speakers: speakers::Parameters,
}

/// The stage with this name.
pub fn stage_named(name: &str) -> Option<&'static StageDefinition> {
    STAGES.iter().find(|stage| stage.name == name)
}

/// `wanted` and all stages that they read from, in running order. Every stage behind `metadata` needs it: an article in a language that is not
/// supported goes no further.
pub fn with_requirements(wanted: &[&str]) -> Vec<&'static StageDefinition> {
    let mut needed: std::collections::BTreeSet<&str> = wanted.iter().copied().collect();
    for stage in STAGES.iter().rev() {
        if needed.contains(stage.name) {
            needed.extend(stage.reads);
        } else if stage.name == metadata::STAGE.name && needed.iter().any(|name| *name != blocks::STAGE.name) {
            needed.extend([metadata::STAGE.name, blocks::STAGE.name]);
        }
    }
    STAGES.iter().filter(|stage| needed.contains(stage.name)).collect()
}
