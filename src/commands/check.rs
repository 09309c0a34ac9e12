//! `columnist run --check`: the dataset is regenerated aside and compared with the one that stands there.

use std::fmt::Write;

use serde_json::json;

use super::diff::as_text;
use super::{Ending, lock, print, run};
use crate::cli::RunArguments;
use crate::dataset::{Difference, Manifest, Side, compare};
use crate::error::{Error, Result};
use crate::plan::Plan;

pub(super) fn execute(plan: &Plan, arguments: &RunArguments) -> Result<Ending> {
    if Manifest::read(&plan.output)?.is_none() {
        let message = format!("there is no dataset in {} to compare with", plan.output.display());
        return Err(Error::refused(message, "run the pipeline once without `--check`"));
    }
    let aside = tempfile::tempdir().map_err(|cause| Error::file("make a folder in", std::env::temp_dir(), cause))?;
    let mut outcome = crate::run::run(plan, &aside.path().join("dataset"), arguments.threads, &run::progress(arguments), None)?;
    let Some(dataset) = outcome.take_dataset() else { return Ok(Ending::Done) };
    let differences = compare(&plan.output, dataset.path())?;
    let of_lock =
        if is_of_file(arguments) { lock::differences(dataset.path(), &arguments.selection.pipeline)? } else { Vec::new() };
    if arguments.output.json {
        print(as_json(&differences, &of_lock))?;
    } else if !arguments.output.quiet {
        print(differences_text(plan, &differences))?;
        lock::first_of(&of_lock).iter().try_for_each(|difference| print(format!("columnist.lock: {difference}\n")))?;
    }
    let is_different = !of_lock.is_empty() || differences.iter().any(|difference| difference.is_of_rows() || arguments.strict);
    let has_problems = arguments.strict && !outcome.tally.problems.counts.is_empty();
    Ok(if is_different || has_problems { Ending::Found } else { Ending::Done })
}

/// Whether the dataset is the one that the pipeline file asks for: a lock speaks of no other.
fn is_of_file(arguments: &RunArguments) -> bool {
    let selection = &arguments.selection;
    arguments.shard.is_none() && selection.until.is_none() && selection.only.is_empty() && selection.set.is_empty()
}

fn differences_text(plan: &Plan, differences: &[Difference]) -> String {
    if differences.is_empty() {
        return format!("{}: every byte is the same\n", plan.output.display());
    }
    let mut text = String::new();
    for difference in differences {
        match difference {
            Difference::Missing { path, side: Side::Old } => writeln!(text, "{path}: the dataset does not have it"),
            Difference::Missing { path, side: Side::New } => writeln!(text, "{path}: the pipeline does not write it"),
            Difference::Bytes { path, is_of_rows: false } if is_of_table(path) => {
                writeln!(text, "{path}: bytes differ, rows equal")
            }
            Difference::Bytes { path, .. } => writeln!(text, "{path}: bytes differ"),
            Difference::Rows(rows) => write!(text, "rows differ:\n{}", as_text(std::slice::from_ref(rows.as_ref()), false)),
        }
        .unwrap_or_default();
    }
    text
}

fn is_of_table(path: &str) -> bool {
    path.ends_with(".parquet") || path.ends_with(".csv")
}

fn as_json(differences: &[Difference], of_lock: &[String]) -> String {
    let rows = |difference: &Difference| match difference {
        Difference::Missing { path, side } => {
            json!({"path": path, "kind": "missing", "in": if *side == Side::Old { "old" } else { "new" }})
        }
        Difference::Bytes { path, is_of_rows } if is_of_table(path) => {
            json!({"path": path, "kind": "bytes", "are_rows_equal": !is_of_rows})
        }
        Difference::Bytes { path, .. } => json!({"path": path, "kind": "bytes"}),
        Difference::Rows(rows) => {
            json!({"kind": "rows", "table": rows.table, "rows": rows})
        }
    };
    let of_lock = of_lock.iter().map(|message| json!({"path": "columnist.lock", "kind": "lock", "message": message}));
    format!("{:#}\n", json!({"differences": differences.iter().map(rows).chain(of_lock).collect::<Vec<_>>()}))
}
