//! `duplicates`: articles that repeat an earlier one. Made after the last article.

use super::TableBuilder;
use crate::duplicates::Duplicate;

/// Adds a row for each duplicate, which comes with the ids of the article and of the one that it repeats.
pub fn fill_duplicates(duplicates: &[(Duplicate, [String; 2])], table: &mut TableBuilder) {
    for (duplicate, [id, id_of_first]) in duplicates {
        table
            .cell("article_id", id)
            .cell("duplicate_of", id_of_first)
            .cell("kind", if duplicate.is_exact { "exact" } else { "near" })
            .cell("similarity", duplicate.similarity)
            .cell("rule", duplicate.rule);
    }
}
