//! `duplicates`: articles that repeat an earlier one. Made after the last article.

use super::TableBuilder;
use crate::duplicates::Duplicate;

/// Adds a row for each duplicate; `ids` are the articles' keys in input order.
pub fn fill_duplicates(duplicates: &[Duplicate], ids: &[String], table: &mut TableBuilder) {
    for duplicate in duplicates {
        table
            .cell("article_id", &ids[duplicate.article])
            .cell("duplicate_of", &ids[duplicate.duplicate_of])
            .cell("kind", if duplicate.is_exact { "exact" } else { "near" })
            .cell("similarity", duplicate.similarity)
            .cell("rule", duplicate.rule);
    }
}
