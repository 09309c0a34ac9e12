//! The stages of a pipeline, ready to be put to work on articles.

use crate::annotation::{Annotation, Layer};
use crate::lang::en::english;
use crate::lang::is_supported;
use crate::stages::{STAGES, Stage, StageDefinition, StageParameters};
use crate::text::{Article, Document};

/// So many articles go through a stage before the next one begins: its code is read once for all of them, and their layers need little memory.
pub const ARTICLES_AT_ONCE: usize = 128;

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
        self.annotate_with(std::slice::from_ref(document), |_| true).pop().unwrap_or_default()
    }

    /// The layers of some documents, of those stages that are wanted, which must include what they read from.
    ///
    /// Each stage goes over all documents before the next begins: the code and the words of one stage fit the processor's caches, those of all do not.
    pub fn annotate_with(&self, documents: &[Document], wanted: impl Fn(&str) -> bool) -> Vec<Annotation> {
        let mut annotations: Vec<Annotation> = documents.iter().map(|_| Annotation::default()).collect();
        let mut going_on: Vec<usize> = (0..documents.len()).collect();
        for (_, stage) in self.stages.iter().filter(|(definition, _)| wanted(definition.name)) {
            going_on.retain(|&index| {
                let layer = stage.annotate(&documents[index], &annotations[index]);
                let ends_here = matches!(&layer, Layer::Metadata(metadata, _) if !is_supported(&metadata.language));
                annotations[index].add(layer);
                !ends_here
            });
        }
        annotations
    }
}
