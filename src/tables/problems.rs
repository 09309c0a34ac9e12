//! `problems`: what the program could not read or was unsure of. Not from articles alone: readers and stages both report.

use super::TableBuilder;
use crate::annotation::LocatedProblem;

/// Adds a row for each problem.
pub fn fill_problems(problems: &[LocatedProblem], table: &mut TableBuilder) {
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
}
