//! What the rows of a partition are made from, as a hash.

use super::partition::PartOfPartition;
use crate::annotation::{LocatedProblem, Problem};
use crate::cache::{Key, KeyBuilder};
use crate::text::Article;

/// The hash of all articles and problems of a partition, each with its position.
pub(super) fn records_key(part: &PartOfPartition) -> Key {
    let mut key = KeyBuilder::new("records");
    for (position, problem) in &part.problems {
        key.number(u64::from(*position)).key(problem_key(problem));
    }
    key.number(part.problems.len() as u64);
    for (position, article) in &part.articles {
        key.number(u64::from(*position)).part(article.id.as_bytes()).key(content_key(article));
    }
    key.finish()
}

/// The hash of all that an article is beside its id.
pub(super) fn content_key(article: &Article) -> Key {
    let Article { id: _, source, source_sha256, encoding, title, byline, outlet, url, published_on, updated_on, language, text } =
        article;
    let mut key = KeyBuilder::new("article");
    key.part(source.as_bytes()).part(source_sha256.as_bytes()).part(encoding.as_bytes());
    for field in [title, byline, outlet, url, language] {
        optional(&mut key, field.as_deref());
    }
    for day in [published_on, updated_on] {
        optional(&mut key, day.map(|day| day.to_string()).as_deref());
    }
    key.part(text.as_bytes()).finish()
}

pub(super) fn problem_key(problem: &LocatedProblem) -> Key {
    let LocatedProblem { source, article_id, problem: Problem { stage, code, severity, span, message } } = problem;
    let mut key = KeyBuilder::new("problem");
    key.part(source.as_bytes());
    optional(&mut key, article_id.as_deref());
    key.part(stage.as_bytes()).part(code.as_bytes()).part(severity.name().as_bytes()).part(message.as_bytes());
    let (start, end) = span.unwrap_or((u64::MAX, u64::MAX));
    key.number(start).number(end).finish()
}

fn optional(key: &mut KeyBuilder, text: Option<&str>) {
    key.number(u64::from(text.is_some())).part(text.unwrap_or_default().as_bytes());
}
