//! Articles gathered into partitions whose borders depend on the articles alone.

use std::ops::ControlFlow;
use std::sync::mpsc::SyncSender;

use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::read::Item;
use crate::shard::{Shard, UniqueIds, id_hash};
use crate::text::Article;

/// A partition ends behind an article whose id's hash has these bits clear: one in 512, so that one new article moves one border
/// at the most.
const BORDER_MASK: u64 = 0x1ff;
/// A partition ends at this size in any case, so that memory stays bounded.
const MAX_BYTES: usize = 2 << 20;
const MAX_ARTICLES: usize = 1024;
const MAX_PROBLEMS: usize = 8192;

/// Some articles in a row, and the problems met in reading them.
#[derive(Debug, Default)]
pub(super) struct Partition {
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<LocatedProblem>,
}

impl Partition {
    /// Leaves what is of `shard`: its articles, the problems with their records, and of problems with other records those whose
    /// source falls to it. Everything comes with its position in the partition: problems stand before articles.
    pub(super) fn cut_to(self, shard: Option<Shard>) -> PartOfPartition {
        let is_ours = |id: &str| shard.is_none_or(|shard| shard.owns(id));
        let first_article = self.problems.len() as u32;
        let problems = (0..).zip(self.problems);
        let articles = (first_article..).zip(self.articles);
        PartOfPartition {
            problems: problems.filter(|(_, problem)| is_ours(problem.article_id.as_ref().unwrap_or(&problem.source))).collect(),
            articles: articles.filter(|(_, article)| is_ours(&article.id)).collect(),
        }
    }
}

/// What of a partition is of one shard, each with its position.
pub(super) struct PartOfPartition {
    pub(super) problems: Vec<(u32, LocatedProblem)>,
    pub(super) articles: Vec<(u32, Article)>,
}

/// Gathers what a reader yields and sends partitions on.
pub(super) struct Collector {
    sender: SyncSender<Partition>,
    partition: Partition,
    bytes: usize,
    ids: UniqueIds,
}

impl Collector {
    pub(super) fn new(sender: SyncSender<Partition>) -> Collector {
        Collector { sender, partition: Partition::default(), bytes: 0, ids: UniqueIds::default() }
    }

    /// Takes one item; breaks when the receiver is gone.
    pub(super) fn take(&mut self, item: Item) -> ControlFlow<()> {
        match item {
            Item::Problem(problem) => {
                self.partition.problems.push(problem);
                if self.partition.problems.len() >= MAX_PROBLEMS {
                    return self.send();
                }
            }
            Item::Article(mut article) => {
                self.make_id_unique(&mut article);
                let border = id_hash(&article.id) & BORDER_MASK == 0;
                self.bytes += article.text.len();
                self.partition.articles.push(article);
                if border || self.bytes >= MAX_BYTES || self.partition.articles.len() >= MAX_ARTICLES {
                    return self.send();
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Sends what is left.
    pub(super) fn finish(mut self) {
        // A receiver that is gone has met an error, which it reports itself.
        let _ = self.send();
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        match self.sender.send(std::mem::take(&mut self.partition)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Reports the second article of an id, which gets another.
    fn make_id_unique(&mut self, article: &mut Article) {
        let given = article.id.clone();
        article.id = self.ids.unique(std::mem::take(&mut article.id));
        if article.id == given {
            return;
        }
        let message = format!("an earlier article has the id `{given}`: this one is called `{}`", article.id);
        let problem = Problem { stage: "read", code: "duplicate_id", severity: Severity::Warning, span: None, message };
        let article_id = Some(article.id.clone());
        self.partition.problems.push(LocatedProblem { source: article.source.clone(), article_id, problem });
    }
}
