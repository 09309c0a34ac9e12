//! Which articles of the input are new, changed or gone against a dataset.

use std::collections::BTreeMap;

use super::stored::StoredDataset;
use crate::tables::table_named;
use crate::text::Article;

/// So many articles of each kind are named; all are counted.
const NAMED: usize = 3;

/// The articles of a dataset, and what was found otherwise in the input.
#[derive(Debug, Default)]
pub struct ArticleChanges {
    /// Id and hash of the record of each article that the input has not shown yet.
    known: BTreeMap<String, String>,
    new: Changed,
    changed: Changed,
}

/// Articles of one kind: the first ones, and how many.
#[derive(Debug, Default)]
struct Changed {
    first: Vec<String>,
    count: usize,
}

impl ArticleChanges {
    /// Begins with the articles of a dataset; `None` where it does not have the table.
    pub fn against(dataset: &StoredDataset) -> Option<ArticleChanges> {
        let articles = table_named("articles")?;
        let file = dataset.table(articles, dataset.formats_of(articles).next()?).ok()?;
        let mut known = BTreeMap::new();
        for chunk in file.chunks() {
            let piece = file.read_columns(&[chunk], &["article_id", "source_sha256"]).ok()?;
            let (ids, hashes) = (piece.strings("article_id")?, piece.strings("source_sha256")?);
            known.extend(ids.iter().zip(hashes).filter_map(|(id, hash)| Some((id?.to_string(), hash?.to_string()))));
        }
        Some(ArticleChanges { known, ..ArticleChanges::default() })
    }

    /// Takes an article of the input.
    pub fn look(&mut self, article: &Article) {
        match self.known.remove(&article.id) {
            None => self.new.add(&article.id),
            Some(hash) if hash != article.source_sha256 => self.changed.add(&article.id),
            Some(_) => {}
        }
    }

    /// The changes in words, once all articles were shown: `article a17 is new`.
    pub fn causes(self) -> Vec<String> {
        let mut gone = Changed::default();
        self.known.keys().for_each(|id| gone.add(id));
        let kinds = [(self.new, "is new", "are new"), (self.changed, "changed", "changed"), (gone, "is gone", "are gone")];
        kinds.into_iter().flat_map(|(kind, one, many)| kind.told(one, many)).collect()
    }
}

impl Changed {
    fn add(&mut self, id: &str) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(id.to_string());
        }
    }

    fn told(self, one: &str, many: &str) -> Vec<String> {
        let more = self.count - self.first.len();
        let mut told: Vec<String> = self.first.into_iter().map(|id| format!("article {id} {one}")).collect();
        told.extend((more > 0).then(|| format!("{more} more articles {many}")));
        told
    }
}
