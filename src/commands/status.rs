//! `columnist status`

use std::fmt::Write;

use serde_json::json;

use super::cache::size_text;
use super::plan::{Examined, examine};
use super::sweep::{for_each, plans};
use super::{Ending, print};
use crate::cache::{Cache, Swept};
use crate::cli::StatusArguments;
use crate::dataset::TableStatus;
use crate::error::Result;
use crate::plan::Plan;

pub(super) fn execute(arguments: &StatusArguments) -> Result<Ending> {
    let plans = plans(&arguments.selection.pipeline, &arguments.selection.selection())?;
    for_each(&plans, arguments.json, |plan| show(plan, arguments))
}

fn show(plan: &Plan, arguments: &StatusArguments) -> Result<Ending> {
    let examined = examine(plan)?;
    let size = Cache::beside_pipelines(&plan.folder).size();
    print(if arguments.json { as_json(plan, &examined, size) } else { as_text(plan, &examined, size, arguments.why) })?;
    Ok(if examined.is_current() { Ending::Done } else { Ending::Found })
}

fn as_text(plan: &Plan, examined: &Examined, size: Swept, why: bool) -> String {
    let mut text = String::new();
    let (current, stale): (Vec<_>, Vec<_>) = examined.tables.iter().partition(|table| table.causes.is_empty());
    let names = |tables: &[&TableStatus]| tables.iter().map(|table| table.table).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "{} {} in {}", plan.pipeline.name, plan.pipeline.version, plan.output.display());
    let _ = writeln!(text, "current   {}", if current.is_empty() { "nothing".to_string() } else { names(&current) });
    let _ = writeln!(text, "stale     {}", if stale.is_empty() { "nothing".to_string() } else { names(&stale) });
    if why {
        for table in &stale {
            let partitions = examined.to_make(table.table).map(|(to_make, all)| format!(", {to_make} of {all} partitions"));
            let _ = writeln!(text, "  {}{}", table.table, partitions.unwrap_or_default());
            table.causes.iter().for_each(|cause| text.push_str(&format!("    {cause}\n")));
        }
    }
    let Swept { entries, bytes, .. } = size;
    let _ = writeln!(text, "cache     {entries} entr{}, {}", if entries == 1 { "y" } else { "ies" }, size_text(bytes));
    text
}

fn as_json(plan: &Plan, examined: &Examined, size: Swept) -> String {
    let is_current = |table: &&TableStatus| table.causes.is_empty();
    let current: Vec<_> = examined.tables.iter().filter(is_current).map(|table| table.table).collect();
    let stale: Vec<_> = examined.tables.iter().filter(|table| !is_current(table)).collect();
    let stale: Vec<_> = stale.iter().map(|table| json!({"table": table.table, "causes": table.causes})).collect();
    let cache = json!({"entries": size.entries, "bytes": size.bytes});
    let output = plan.output.display().to_string();
    format!("{:#}\n", json!({"pipeline": plan.pipeline, "output": output, "current": current, "stale": stale, "cache": cache}))
}
