//! `columnist run`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use serde_json::json;

use super::sweep::{for_each, plans};
use super::{Ending, check, counted, lock, plan, print};
use crate::allocator::prepare_for_a_run;
use crate::cache::{Cache, DEFAULT_LIMIT};
use crate::cli::{OutputArguments, RunArguments};
use crate::dataset::{InputSummary, Manifest, check_output_folder, first_rows, summarize_inputs};
use crate::error::{Error, Result, nearest};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::read::FormatCounts;
use crate::run::{Caching, Forced, Outcome, ShownProblem, Tally, run_on};
use crate::write::FileFormat;

/// Rows of each table that `--verbose` shows.
const PREVIEWED: usize = 3;

pub(super) fn execute(arguments: &RunArguments) -> Result<Ending> {
    prepare_for_a_run();
    let plans = plans(&arguments.selection.pipeline, &arguments.selection())?;
    if plans.len() > 1 && (arguments.lock || arguments.locked) {
        return Err(Error::refused("a lock is of one dataset, and `--set` lists several", "lock the pipeline without lists"));
    }
    for_each(&plans, arguments.output.json, |plan| execute_plan(plan, arguments))
}

fn execute_plan(plan: &Plan, arguments: &RunArguments) -> Result<Ending> {
    let pipeline = &arguments.selection.pipeline;
    if arguments.locked {
        lock::refuse_other_plan(plan, pipeline)?;
    }
    let caching = caching(plan, arguments)?;
    if arguments.dry_run {
        return plan::show(plan, arguments.force.as_ref().map(|_| &caching.forced), &arguments.output);
    }
    if arguments.check {
        return check::execute(plan, arguments);
    }
    check_output_folder(&plan.output)?;
    let input = summarize_inputs(&plan.files);
    if arguments.force.is_none() && plan::is_current(plan, &input)? {
        if arguments.locked {
            lock::refuse_other_dataset(&plan.output, pipeline)?;
            lock::refuse_changed_files(&plan.output)?;
        }
        say_current(plan, &arguments.output)?;
        if arguments.lock {
            lock::write(&plan.output, pipeline, &arguments.output)?;
        }
        return Ok(if arguments.strict && has_problems(plan)? { Ending::Found } else { Ending::Done });
    }
    write(plan, input, arguments, (!arguments.no_cache).then_some(caching))
}

/// Whether the dataset that stands there has rows in its table of problems.
fn has_problems(plan: &Plan) -> Result<bool> {
    let manifest = Manifest::read(&plan.output)?;
    Ok(manifest.iter().flat_map(|manifest| &manifest.tables).any(|table| table.name == "problems" && table.rows > 0))
}

fn say_current(plan: &Plan, output: &OutputArguments) -> Result<Ending> {
    if output.json {
        print(format!("{:#}\n", json!({"is_current": true, "output": plan.output.display().to_string()})))?;
    } else if !output.quiet {
        print(format!("{} is current: nothing was written (`--force` writes it anew)\n", plan.output.display()))?;
    }
    Ok(Ending::Done)
}

fn write(plan: &Plan, input: InputSummary, arguments: &RunArguments, caching: Option<Caching>) -> Result<Ending> {
    let started = Instant::now();
    let before = Manifest::read(&plan.output)?;
    if arguments.force.is_none() {
        refuse_to_remove(plan, &gone_tables(plan, before.as_ref()))?;
    }
    let mut outcome = run_on(plan, input, &plan.output, arguments.threads, &progress(arguments), caching.as_ref())?;
    let dataset = outcome.take_dataset();
    if let Some(dataset) = dataset {
        if arguments.locked {
            lock::refuse_other_dataset(dataset.path(), &arguments.selection.pipeline)?;
        }
        // Somebody may have put a file there meanwhile.
        check_output_folder(&plan.output)?;
        dataset.put_in_place()?;
    }
    if let Some(Caching { cache, .. }) = caching
        && cache.has_written()
    {
        // What cannot be removed now is removed by a later run.
        let _ = cache.sweep(DEFAULT_LIMIT);
    }
    report(plan, &outcome, started.elapsed().as_secs_f64(), &arguments.output)?;
    if !arguments.output.json && !arguments.output.quiet {
        let gone = gone_tables(plan, before.as_ref());
        print(if gone.is_empty() { String::new() } else { format!("no longer there: {}\n", gone.join(", ")) })?;
    }
    if arguments.lock {
        lock::write(&plan.output, &arguments.selection.pipeline, &arguments.output)?;
    }
    Ok(if arguments.strict && !outcome.tally.problems.counts.is_empty() { Ending::Found } else { Ending::Done })
}

/// The cache of a run, and what is made in spite of it.
fn caching(plan: &Plan, arguments: &RunArguments) -> Result<Caching> {
    let mut tables = arguments.force.clone().unwrap_or_default();
    tables.retain(|table| !table.is_empty());
    for name in &tables {
        if !plan.writes(name) {
            let near = nearest(name, plan.tables.iter().map(|table| table.name));
            let mend = near.map_or("`columnist plan` lists the tables".to_string(), |near| format!("did you mean `{near}`?"));
            return Err(Error::refused(format!("`--force={name}`: the pipeline writes no such table"), mend));
        }
    }
    let forced = if arguments.force.is_some() && tables.is_empty() { Forced::Everything } else { Forced::Tables(tables) };
    Ok(Caching { cache: Cache::beside_pipelines(&plan.folder), forced })
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
        print(problems_text(&outcome.tally))?;
        print(preview(plan)?)?;
    }
    Ok(())
}

fn as_text(plan: &Plan, outcome: &Outcome, seconds: f64) -> String {
    let mut text = String::new();
    let (articles, megabytes) = (outcome.tally.articles, outcome.tally.text_bytes as f64 / 1e6);
    let copies = copies_text(plan, outcome);
    let speed = megabytes / seconds.max(1e-9);
    let _ = writeln!(
        text,
        "{}{copies} from {}, {megabytes:.1} MB of text in {seconds:.2} s ({speed:.1} MB/s){}",
        counted(articles, "article"),
        counted(outcome.input.files as u64, "file"),
        taken_text(&outcome.tally)
    );
    for (format, counts) in &outcome.read {
        let _ = writeln!(text, "{:>10}  {}", counts.records, counts_text(format, counts));
    }
    for table in &outcome.tables {
        let _ = writeln!(text, "{:>10}  {}", table.rows, table.table);
    }
    for (code, count) in &outcome.tally.problems.counts {
        let _ = writeln!(text, "{count:>10}  problem{} {code}", if *count == 1 { "" } else { "s" });
    }
    let _ = writeln!(text, "written to {}", plan.output.display());
    text
}

/// Tables that a dataset has and will not have when a run of the plan has written it.
pub(super) fn gone_tables(plan: &Plan, before: Option<&Manifest>) -> Vec<String> {
    let tables = before.iter().flat_map(|manifest| &manifest.tables);
    tables.map(|table| table.name.clone()).filter(|name| !plan.writes(name)).collect()
}

/// A dataset is written as a whole, so that its tables fit together: some of them alone would remove the others.
fn refuse_to_remove(plan: &Plan, gone: &[String]) -> Result<()> {
    if !plan.is_selection || gone.is_empty() {
        return Ok(());
    }
    let message = format!("{} has tables that would be removed: {}", plan.output.display(), gone.join(", "));
    Err(Error::refused(message, "write elsewhere with `-S output.dir=DIR`, or remove them with `--force`"))
}

/// What was not made again.
fn taken_text(tally: &Tally) -> String {
    let Tally { partitions, partitions_taken: taken, partitions_taken_in_part: in_part, .. } = tally;
    match (taken, in_part) {
        (0, 0) => String::new(),
        (_, 0) => format!("; {taken} of {partitions} partitions from the cache"),
        _ => format!("; {taken} of {partitions} partitions from the cache, {in_part} in part"),
    }
}

/// What became of the records of one format. The numbers add up to the records.
fn counts_text(format: &str, counts: &FormatCounts) -> String {
    let FormatCounts { files, articles, left_out, passed_over, .. } = counts;
    let mut text = format!("read as {format} from {}: {}", counted(*files, "file"), counted(*articles, "article"));
    for (count, what) in [(left_out, "left out"), (passed_over, "passed over")] {
        if *count > 0 {
            let _ = write!(text, ", {count} {what}");
        }
    }
    text
}

fn as_json(plan: &Plan, outcome: &Outcome) -> String {
    let tables: BTreeMap<_, _> = outcome.tables.iter().map(|table| (table.table, table.rows)).collect();
    let compared = plan.writes("duplicates");
    let summary = json!({
        "is_current": false,
        "output": plan.output.display().to_string(),
        "files": outcome.input.files,
        "articles": outcome.tally.articles,
        "read": outcome.read,
        "duplicates": compared.then_some(outcome.duplicates),
        "text_bytes": outcome.tally.text_bytes,
        "exact_copies": compared.then_some(outcome.tally.exact_copies),
        "distinct_articles": compared.then(|| outcome.tally.articles - outcome.duplicates),
        "rows": tables,
        "problems": outcome.tally.problems.counts,
        "partitions": outcome.tally.partitions,
        "partitions_from_cache": outcome.tally.partitions_taken,
    });
    format!("{summary:#}\n")
}

/// How many articles stand for themselves, and how many repeat an earlier one. They are compared for the table `duplicates` alone, as that
/// takes memory for each of them.
fn copies_text(plan: &Plan, outcome: &Outcome) -> String {
    if !plan.writes("duplicates") {
        return " (not compared without the table duplicates)".to_string();
    }
    let (copies, exact) = (outcome.duplicates, outcome.tally.exact_copies);
    let distinct = outcome.tally.articles - copies;
    let which = if copies == 0 { String::new() } else { format!(", {exact} exact and {} near copies", copies - exact) };
    format!(" ({distinct} distinct{which})")
}

fn problems_text(tally: &Tally) -> String {
    let mut text = String::new();
    for ShownProblem { source, severity, message, .. } in &tally.problems.first {
        let _ = writeln!(text, "{severity}: {source}: {message}");
    }
    let more = tally.problems.counts.values().sum::<u64>() - tally.problems.first.len() as u64;
    if more > 0 {
        let _ = writeln!(text, "… and {more} more in the table `problems`");
    }
    text
}

/// The first rows of each table that was written as Parquet.
fn preview(plan: &Plan) -> Result<String> {
    let mut text = String::new();
    for table in &plan.tables {
        let path = plan.output.join(FileFormat::Parquet.path_of(table.name));
        if path.exists() {
            let _ = writeln!(text, "{}\n{}", table.name, first_rows(&path, PREVIEWED)?);
        }
    }
    Ok(text)
}
