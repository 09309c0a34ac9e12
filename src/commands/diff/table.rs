//! A comparison as CSV: one line per cell that differs.

use crate::dataset::diff::TableDiff;

/// The kept rows, cell by cell.
pub(super) fn as_csv(diffs: &[TableDiff]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(["table", "kind", "article_id", "index", "column", "old", "new"]);
    for diff in diffs {
        for change in &diff.samples {
            let index = change.index.map(|index| index.to_string()).unwrap_or_default();
            let article = change.article_id.as_deref().unwrap_or_default();
            for cell in &change.cells {
                let (old, new) = (cell.old.as_deref().unwrap_or_default(), cell.new.as_deref().unwrap_or_default());
                let _ = writer.write_record([diff.table, change.kind.name(), article, &index, &cell.column, old, new]);
            }
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
