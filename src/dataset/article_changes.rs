//! Which articles of the input are new, changed or gone against a dataset.

use std::collections::BTreeMap;
use std::ops::Range;

use super::stored::StoredDataset;
use crate::tables::table_named;
use crate::text::Article;

/// So many articles of each kind are named; all are counted.
const NAMED: usize = 3;

/// Articles of the input that may be others than those of the dataset.
#[derive(Debug, Default)]
pub struct ArticleChanges {
    /// Id and hash of the record of each, in the order of the input.
    seen: Vec<(String, String)>,
}

/// Articles of one kind: the first ones, and how many.
#[derive(Debug, Default)]
struct Changed {
    first: Vec<String>,
    count: usize,
}

impl ArticleChanges {
    /// Takes an article of the input.
    pub fn look(&mut self, article: &Article) {
        self.seen.push((article.id.clone(), article.source_sha256.clone()));
    }

    /// The changes in words, against these rows of a dataset's table `articles`, or all of them: `article a17 is new`. `None` where it does not have the table.
    pub fn causes(self, dataset: &StoredDataset, rows: Option<Vec<Range<u64>>>) -> Option<Vec<String>> {
        let mut known = known_articles(dataset, rows)?;
        let (mut new, mut changed, mut gone) = (Changed::default(), Changed::default(), Changed::default());
        for (id, hash) in self.seen {
            match known.remove(&id) {
                None => new.add(&id),
                Some(was) if was != hash => changed.add(&id),
                Some(_) => {}
            }
        }
        known.keys().for_each(|id| gone.add(id));
        let kinds = [(new, "is new", "are new"), (changed, "changed", "changed"), (gone, "is gone", "are gone")];
        Some(kinds.into_iter().flat_map(|(kind, one, many)| kind.told(one, many)).collect())
    }
}

/// Id and hash of the record of each article in some rows, or in all.
fn known_articles(dataset: &StoredDataset, rows: Option<Vec<Range<u64>>>) -> Option<BTreeMap<String, String>> {
    let articles = table_named("articles")?;
    let file = dataset.table(articles, dataset.formats_of(articles).next()?).ok()?;
    let mut known = BTreeMap::new();
    for chunk in rows.unwrap_or_else(|| file.chunks()) {
        let piece = file.read_columns(&[chunk], &["article_id", "source_sha256"]).ok()?;
        let (ids, hashes) = (piece.strings("article_id")?, piece.strings("source_sha256")?);
        known.extend(ids.iter().zip(hashes).filter_map(|(id, hash)| Some((id?.to_string(), hash?.to_string()))));
    }
    Some(known)
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
