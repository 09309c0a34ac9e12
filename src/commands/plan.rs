//! `columnist plan`, and `run --dry-run`

use std::fmt::Write;

use serde_json::json;

use super::sweep::plans;
use super::{Ending, print};
use crate::cli::{OutputArguments, PlanArguments};
use crate::dataset::{InputSummary, Manifest, TableStatus, check_output_folder, status_of, summarize_inputs};
use crate::error::Result;
use crate::plan::{Plan, Selection};

pub(super) fn execute(arguments: &PlanArguments) -> Result<Ending> {
    let selection = Selection { shard: arguments.shard, ..arguments.selection.selection() };
    let plans = plans(&arguments.selection.pipeline, &selection)?;
    plans.iter().try_fold(Ending::Done, |ending, plan| Ok(ending.and(show(plan, &arguments.output)?)))
}

/// Prints what a run of `plan` would do.
pub(super) fn show(plan: &Plan, output: &OutputArguments) -> Result<Ending> {
    check_output_folder(&plan.output)?;
    let (input, tables) = status(plan)?;
    let is_current = tables.iter().all(|table| table.causes.is_empty());
    if output.json {
        print(as_json(plan, &input, &tables))?;
    } else if !output.quiet {
        print(as_text(plan, &input, &tables, output.verbose))?;
    }
    Ok(if is_current { Ending::Done } else { Ending::Found })
}

/// The input of a plan and the status of its tables.
pub(super) fn status(plan: &Plan) -> Result<(InputSummary, Vec<TableStatus>)> {
    let input = summarize_inputs(&plan.files);
    let old = Manifest::read(&plan.output)?;
    let tables = status_of(plan, &Manifest::of_plan(plan, input.clone()), old.as_ref());
    Ok((input, tables))
}

fn as_text(plan: &Plan, input: &InputSummary, tables: &[TableStatus], verbose: bool) -> String {
    let mut text = String::new();
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.name).collect();
    let _ = writeln!(text, "pipeline  {} {}", plan.pipeline.name, plan.pipeline.version);
    let _ = writeln!(text, "input     {} files, {} bytes", input.files, input.bytes);
    if verbose {
        plan.files.iter().for_each(|file| text.push_str(&format!("          {}\n", file.source)));
    }
    let _ = writeln!(text, "stages    {}", stages.join(" → "));
    let _ = writeln!(text, "output    {}", plan.output.display());
    let width = tables.iter().map(|table| table.table.len()).max().unwrap_or_default();
    for status in tables {
        let state = if status.causes.is_empty() { "current".to_string() } else { format!("write: {}", status.causes.join("; ")) };
        let _ = writeln!(text, "  {:width$}  {state}", status.table);
    }
    text
}

fn as_json(plan: &Plan, input: &InputSummary, tables: &[TableStatus]) -> String {
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.name).collect();
    let tables: Vec<_> = tables
        .iter()
        .map(|status| json!({"table": status.table, "is_current": status.causes.is_empty(), "causes": status.causes}))
        .collect();
    let output = plan.output.display().to_string();
    format!("{:#}\n", json!({"pipeline": plan.pipeline, "input": input, "stages": stages, "output": output, "tables": tables}))
}
