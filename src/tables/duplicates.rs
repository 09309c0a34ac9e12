//! `duplicates`: articles that repeat an earlier one. A corpus table, made after the last article.

use arrow::array::RecordBatch;

use super::table_named;
use crate::duplicates::Duplicate;

/// The rows of `duplicates`; `ids` are the articles' keys in input order.
pub fn duplicates_batch(duplicates: &[Duplicate], ids: &[String]) -> RecordBatch {
    let mut table = table_named("duplicates").expect("duplicates is a table").builder();
    for duplicate in duplicates {
        table
            .cell("article_id", &ids[duplicate.article])
            .cell("duplicate_of", &ids[duplicate.duplicate_of])
            .cell("kind", if duplicate.is_exact { "exact" } else { "near" })
            .cell("similarity", duplicate.similarity)
            .cell("rule", duplicate.rule);
    }
    table.finish()
}
