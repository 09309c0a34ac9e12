//! `columnist run`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use serde_json::json;

use super::{Ending, check, plan, print};
use crate::annotation::LocatedProblem;
use crate::cli::{OutputArguments, RunArguments};
use crate::dataset::{check_output_folder, read_parquet};
use crate::error::Result;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::run::{Outcome, run};

/// How many problems are shown with `--verbose`.
const SHOWN_PROBLEMS: usize = 20;

pub(super) fn execute(arguments: &RunArguments) -> Result<Ending> {
    let plan = Plan::new(&arguments.selection.pipeline, &arguments.selection.selection())?;
    if arguments.dry_run {
        return plan::show(&plan, &arguments.output);
    }
    if arguments.check {
        return check::execute(&plan, arguments);
    }
    check_output_folder(&plan.output)?;
    if !arguments.force && plan::status(&plan)?.1.iter().all(|table| table.causes.is_empty()) {
        return say_current(&plan, &arguments.output);
    }
    write(&plan, arguments)
}

fn say_current(plan: &Plan, output: &OutputArguments) -> Result<Ending> {
    if output.json {
        print(format!("{:#}\n", json!({"is_current": true, "output": plan.output.display().to_string()})))?;
    } else if !output.quiet {
        print(format!("{} is current: nothing was written (`--force` writes it anew)\n", plan.output.display()))?;
    }
    Ok(Ending::Done)
}

fn write(plan: &Plan, arguments: &RunArguments) -> Result<Ending> {
    let started = Instant::now();
    let mut outcome = run(plan, &plan.output, arguments.threads, &progress(arguments))?;
    let dataset = outcome.take_dataset();
    if let Some(dataset) = dataset {
        dataset.put_in_place(&plan.output)?;
    }
    report(plan, &outcome, started.elapsed().as_secs_f64(), &arguments.output)?;
    Ok(if arguments.strict && !outcome.problems.is_empty() { Ending::Found } else { Ending::Done })
}

/// The progress bar that the arguments ask for.
pub(super) fn progress(arguments: &RunArguments) -> Progress {
    Progress::new(!arguments.no_progress && !arguments.output.quiet && !arguments.output.json)
}

fn report(plan: &Plan, outcome: &Outcome, seconds: f64, output: &OutputArguments) -> Result<()> {
    if output.json {
        return print(as_json(plan, outcome));
    }
    if output.quiet {
        return Ok(());
    }
    print(as_text(plan, outcome, seconds))?;
    if output.verbose {
        print(problems_text(&outcome.problems))?;
        print(preview(plan)?)?;
    }
    Ok(())
}

fn as_text(plan: &Plan, outcome: &Outcome, seconds: f64) -> String {
    let mut text = String::new();
    let megabytes = outcome.text_bytes as f64 / 1e6;
    let _ = writeln!(
        text,
        "{} articles ({} distinct) from {} files, {megabytes:.1} MB of text in {seconds:.2} s ({:.1} MB/s)",
        outcome.articles,
        outcome.articles - outcome.duplicates,
        outcome.input.files,
        megabytes / seconds.max(1e-9)
    );
    for table in &outcome.tables {
        let _ = writeln!(text, "{:>10}  {}", table.rows, table.table);
    }
    for (code, count) in counts_by_code(&outcome.problems) {
        let _ = writeln!(text, "{count:>10}  problem{} {code}", if count == 1 { "" } else { "s" });
    }
    let _ = writeln!(text, "written to {}", plan.output.display());
    text
}

fn as_json(plan: &Plan, outcome: &Outcome) -> String {
    let tables: BTreeMap<_, _> = outcome.tables.iter().map(|table| (table.table, table.rows)).collect();
    let summary = json!({
        "is_current": false,
        "output": plan.output.display().to_string(),
        "files": outcome.input.files,
        "articles": outcome.articles,
        "duplicates": outcome.duplicates,
        "text_bytes": outcome.text_bytes,
        "rows": tables,
        "problems": counts_by_code(&outcome.problems),
    });
    format!("{summary:#}\n")
}

fn counts_by_code(problems: &[LocatedProblem]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.problem.code).or_default() += 1;
    }
    counts
}

fn problems_text(problems: &[LocatedProblem]) -> String {
    let mut text = String::new();
    for LocatedProblem { source, problem, .. } in problems.iter().take(SHOWN_PROBLEMS) {
        let _ = writeln!(text, "{}: {source}: {}", problem.severity.name(), problem.message);
    }
    if problems.len() > SHOWN_PROBLEMS {
        let _ = writeln!(text, "… and {} more in the table `problems`", problems.len() - SHOWN_PROBLEMS);
    }
    text
}

/// The first rows of each table that was written as Parquet.
fn preview(plan: &Plan) -> Result<String> {
    let mut text = String::new();
    for table in &plan.tables {
        let path = plan.output.join(format!("parquet/{}.parquet", table.name));
        if path.exists() {
            let _ = writeln!(text, "{}\n{}", table.name, read_parquet(&path)?.head(Some(3)));
        }
    }
    Ok(text)
}
