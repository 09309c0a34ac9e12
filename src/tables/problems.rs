//! `problems`: what the program could not read or was unsure of. A corpus table: readers and stages both report.

use arrow::array::RecordBatch;

use super::table_named;
use crate::annotation::LocatedProblem;

/// The rows of `problems`, in the order given.
pub fn problems_batch(problems: &[LocatedProblem]) -> RecordBatch {
    let mut table = table_named("problems").expect("problems is a table").builder();
    for LocatedProblem { source, article_id, problem } in problems {
        table
            .cell("source", source)
            .cell("article_id", article_id.as_ref())
            .cell("stage", problem.stage)
            .cell("code", problem.code)
            .cell("severity", problem.severity.name())
            .cell("byte_start", problem.span.map(|(start, _)| start))
            .cell("byte_end", problem.span.map(|(_, end)| end))
            .cell("message", &problem.message);
    }
    table.finish()
}
