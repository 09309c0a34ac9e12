//! `columnist plan`, and `run --dry-run`

use std::fmt::Write;

use serde_json::json;

use super::run::gone_tables;
use super::sweep::{for_each, plans};
use super::{Ending, counted, print};
use crate::cache::Cache;
use crate::cli::{OutputArguments, PlanArguments};
use crate::dataset::stored::StoredDataset;
use crate::dataset::{
    ArticleChanges, Details, InputSummary, Manifest, TableStatus, check_output_folder, status_of, summarize_inputs,
};
use crate::error::Result;
use crate::plan::{Plan, Selection};
use crate::run::{Forced, Probe, changed_lines, probe};

pub(super) fn execute(arguments: &PlanArguments) -> Result<Ending> {
    let selection = Selection { shard: arguments.shard, ..arguments.selection.selection() };
    let plans = plans(&arguments.selection.pipeline, &selection)?;
    for_each(&plans, arguments.output.json, |plan| show(plan, None, &arguments.output))
}

/// What a run of a plan would do.
pub(super) struct Examined {
    pub(super) input: InputSummary,
    pub(super) tables: Vec<TableStatus>,
    /// Where something is stale, and a cache could have a part of it.
    pub(super) probe: Option<Probe>,
    /// Tables of the dataset that would go with it: it is written as a whole.
    gone: Vec<String>,
}

impl Examined {
    pub(super) fn is_current(&self) -> bool {
        self.tables.iter().all(|table| table.causes.is_empty())
    }

    /// How many partitions of a table a run would make, where the cache has others.
    pub(super) fn to_make(&self, table: &str) -> Option<(u32, u32)> {
        let probe = self.probe.as_ref()?;
        let to_make = *probe.to_make.get(table)?;
        (to_make < probe.partitions && table != "duplicates").then_some((to_make, probe.partitions))
    }
}

/// Prints what a run of `plan` would do, where it is told to make something in any case.
pub(super) fn show(plan: &Plan, forced: Option<&Forced>, output: &OutputArguments) -> Result<Ending> {
    let mut examined = examine(plan)?;
    let is_forced = |table: &&mut TableStatus| forced.is_some_and(|forced| forced.holds(table.table));
    examined.tables.iter_mut().filter(is_forced).for_each(|table| table.causes.push("`--force`".to_string()));
    if output.json {
        print(as_json(plan, &examined))?;
    } else if !output.quiet {
        print(as_text(plan, &examined, output.verbose))?;
    }
    Ok(if examined.is_current() { Ending::Done } else { Ending::Found })
}

/// Whether all tables are current for this input, as far as the manifest tells.
pub(super) fn is_current(plan: &Plan, input: &InputSummary) -> Result<bool> {
    let old = Manifest::read(&plan.output)?;
    let planned = Manifest::of_plan(plan, input.clone());
    Ok(status_of(plan, &planned, old.as_ref(), &Details::default()).iter().all(|table| table.causes.is_empty()))
}

/// The tables of a plan, why they are stale, and what of them the cache has. The input is read only where something is stale.
pub(super) fn examine(plan: &Plan) -> Result<Examined> {
    check_output_folder(&plan.output)?;
    let input = summarize_inputs(&plan.files);
    let old = Manifest::read(&plan.output)?;
    let planned = Manifest::of_plan(plan, input.clone());
    let cache = Cache::beside_pipelines(&plan.folder);
    let lines = |was: &str, is: &str| changed_lines(plan, &cache, was, is);
    let mut details = Details { articles: Vec::new(), lines: Some(&lines) };
    let mut tables = status_of(plan, &planned, old.as_ref(), &details);
    let is_current = tables.iter().all(|table| table.causes.is_empty());
    let has_other_input = old.as_ref().is_some_and(|old| old.input != input);
    let mut changes = has_other_input.then(ArticleChanges::default);
    let mut found = None;
    if !is_current && (cache.folder().exists() || has_other_input) {
        found = Some(probe(plan, &cache, |article| changes.iter_mut().for_each(|changes| changes.look(article))));
    }
    if let (Some(changes), Some(probe)) = (changes, &found) {
        let causes = changes.causes(&StoredDataset::open(&plan.output)?, probe.gone.clone());
        details.articles = causes.unwrap_or_default();
        tables = status_of(plan, &planned, old.as_ref(), &details);
    }
    let gone = if is_current { Vec::new() } else { gone_tables(plan, old.as_ref()) };
    Ok(Examined { input, tables, probe: found, gone })
}

fn as_text(plan: &Plan, examined: &Examined, verbose: bool) -> String {
    let mut text = String::new();
    let Examined { input, tables, gone, .. } = examined;
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.name).collect();
    let _ = writeln!(text, "pipeline  {} {}", plan.pipeline.name, plan.pipeline.version);
    let _ = writeln!(text, "input     {}, {} bytes", counted(input.files as u64, "file"), input.bytes);
    if verbose {
        plan.files.iter().for_each(|file| text.push_str(&format!("          {}\n", file.source)));
    }
    let _ = writeln!(text, "stages    {}", stages.join(" → "));
    let _ = writeln!(text, "output    {}", plan.output.display());
    if !gone.is_empty() {
        let only_forced = if plan.is_selection { " (with `--force` only)" } else { "" };
        let _ = writeln!(text, "remove    {}{only_forced}", gone.join(", "));
    }
    let width = tables.iter().map(|table| table.table.len()).max().unwrap_or_default();
    for status in tables {
        let _ = writeln!(text, "  {:width$}  {}", status.table, state_of(examined, status));
    }
    text
}

fn state_of(examined: &Examined, status: &TableStatus) -> String {
    if status.causes.is_empty() {
        return "current".to_string();
    }
    let partitions = examined.to_make(status.table).map(|(to_make, all)| format!(" ({to_make} of {all} partitions)"));
    format!("write{}: {}", partitions.unwrap_or_default(), status.causes.join("; "))
}

fn as_json(plan: &Plan, examined: &Examined) -> String {
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.name).collect();
    let table = |status: &TableStatus| {
        let mut told = json!({"table": status.table, "is_current": status.causes.is_empty(), "causes": status.causes});
        if let Some((to_make, _)) = examined.to_make(status.table) {
            told["partitions_to_make"] = json!(to_make);
        }
        told
    };
    let tables: Vec<_> = examined.tables.iter().map(table).collect();
    let output = plan.output.display().to_string();
    let mut told =
        json!({"pipeline": plan.pipeline, "input": examined.input, "stages": stages, "output": output, "tables": tables});
    if !examined.gone.is_empty() {
        told["removed"] = json!(examined.gone);
    }
    if let Some(probe) = &examined.probe {
        told["partitions"] = json!(probe.partitions);
    }
    format!("{told:#}\n")
}
