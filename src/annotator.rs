//! The stages of a pipeline, ready to be put to work on one article after the other.

use crate::annotation::{Annotation, Layer};
use crate::lang::en::english;
use crate::lang::is_supported;
use crate::stages::{STAGES, Stage, StageDefinition, StageParameters};
use crate::text::{Article, Document};

/// Runs stages over articles. Made once for a run; shared by all threads.
pub struct Annotator {
    stages: Vec<(&'static StageDefinition, Box<dyn Stage>)>,
}

impl Annotator {
    /// All stages with these parameters.
    pub fn new(parameters: &StageParameters) -> Annotator {
        Annotator::with_stages(STAGES, parameters)
    }

    /// Some stages, which must be in running order and include what they read from.
    pub fn with_stages(stages: impl IntoIterator<Item = &'static StageDefinition>, parameters: &StageParameters) -> Annotator {
        let stages = stages.into_iter().map(|stage| (stage, (stage.build)(parameters))).collect();
        Annotator { stages }
    }

    /// The tokens of an article.
    pub fn document<'a>(&self, article: &'a Article) -> Document<'a> {
        Document::new(article, &english().lexicon)
    }

    /// The names of its stages, in running order.
    pub fn stages(&self) -> impl Iterator<Item = &'static str> {
        self.stages.iter().map(|(definition, _)| definition.name)
    }

    /// All layers of a document. An article in a language that is not supported keeps its blocks and metadata and gets no more.
    pub fn annotate(&self, document: &Document) -> Annotation {
        self.annotate_with(document, |_| true)
    }

    /// The layers of those stages that are wanted, which must include what they read from.
    pub fn annotate_with(&self, document: &Document, wanted: impl Fn(&str) -> bool) -> Annotation {
        let mut annotation = Annotation::default();
        for (_, stage) in self.stages.iter().filter(|(definition, _)| wanted(definition.name)) {
            let layer = stage.annotate(document, &annotation);
            let ends_here = matches!(&layer, Layer::Metadata(metadata, _) if !is_supported(&metadata.language));
            annotation.add(layer);
            if ends_here {
                break;
            }
        }
        annotation
    }
}
