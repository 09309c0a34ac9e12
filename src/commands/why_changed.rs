//! `columnist why-changed`: what a changed parameter, word list or program would move in the dataset that stands there. Nothing is written.

use std::fmt::Write;

use serde_json::json;

use super::diff::as_text;
use super::plan::examine;
use super::{Ending, print};
use crate::cli::WhyChangedArguments;
use crate::dataset::Manifest;
use crate::dataset::diff::{TableDiff, diff};
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::progress::Progress;

pub(super) fn execute(arguments: &WhyChangedArguments) -> Result<Ending> {
    let plan = Plan::new(&arguments.selection.pipeline, &selection(arguments)?)?;
    if Manifest::read(&plan.output)?.is_none() {
        let message = format!("there is no dataset in {} to compare with", plan.output.display());
        return Err(Error::refused(message, "run the pipeline once: `why-changed` tells what would move in its dataset"));
    }
    let causes = causes(&plan)?;
    let aside = tempfile::tempdir().map_err(|cause| Error::file("make a folder in", std::env::temp_dir(), cause))?;
    let progress = Progress::new(!arguments.no_progress && !arguments.output.quiet && !arguments.output.json);
    let mut outcome = crate::run::run(&plan, &aside.path().join("dataset"), arguments.threads, &progress, None)?;
    let Some(dataset) = outcome.take_dataset() else { return Ok(Ending::Done) };
    let only: Vec<String> = plan.tables.iter().map(|table| table.name.to_string()).collect();
    let limit = if arguments.limit == 0 { usize::MAX } else { arguments.limit };
    let diffs = diff(&StoredDataset::open(&plan.output)?, &StoredDataset::open(dataset.path())?, &only, limit)?;
    if arguments.output.json {
        print(format!("{:#}\n", json!({"causes": causes, "moves": moves(&diffs), "tables": diffs})))?;
    } else if !arguments.output.quiet {
        print(told(&causes, &diffs, arguments.color.is_wanted()))?;
    }
    Ok(if diffs.iter().any(TableDiff::is_different) { Ending::Found } else { Ending::Done })
}

/// `--words FILE` stands for the parameter that names a file of words.
fn selection(arguments: &WhyChangedArguments) -> Result<crate::plan::Selection> {
    let mut selection = arguments.selection.selection();
    if let Some(words) = &arguments.words {
        // A path of the command line is relative to where the user is, one of a pipeline to the pipeline.
        let path = std::path::absolute(words).map_err(|cause| Error::file("find", words, cause))?;
        let quoted = toml::Value::String(path.to_string_lossy().into_owned());
        selection.set.push(format!("stages.countries.extra={quoted}"));
    }
    Ok(selection)
}

/// Why the dataset is stale, each cause once.
fn causes(plan: &Plan) -> Result<Vec<String>> {
    let mut causes: Vec<String> = Vec::new();
    for cause in examine(plan)?.tables.into_iter().flat_map(|status| status.causes) {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    Ok(causes)
}

fn told(causes: &[String], diffs: &[TableDiff], has_color: bool) -> String {
    let mut text = String::new();
    for cause in causes {
        let _ = writeln!(text, "because  {cause}");
    }
    if causes.is_empty() {
        text.push_str("because  nothing: program, parameters, words and input are those of the dataset\n");
    }
    let moves = moves(diffs);
    for line in &moves {
        let _ = writeln!(text, "moves    {line}");
    }
    if moves.is_empty() {
        text.push_str("moves    nothing: every row stays what it is\n");
        return text;
    }
    let _ = write!(text, "\n{}", as_text(diffs, has_color));
    text
}

/// What would move, in words: `12 quotations change speaker_index`.
fn moves(diffs: &[TableDiff]) -> Vec<String> {
    let mut moves = Vec::new();
    for diff in diffs.iter().filter(|diff| diff.is_different()) {
        let name = diff.table.replace('_', " ");
        let rows = |count: u64| if count == 1 { format!("1 row of {name}") } else { format!("{count} rows of {name}") };
        let verb = |count: u64, verb: &str| format!("{} {verb}{}", rows(count), if count == 1 { "s" } else { "" });
        moves.extend(
            diff.columns.iter().map(|(column, count)| format!("{} {}", verb(*count, "change"), column.trim_end_matches("_index"))),
        );
        for (count, what) in [(diff.added, "appear"), (diff.removed, "disappear")] {
            if count > 0 {
                moves.push(verb(count, what));
            }
        }
        if diff.moved > 0 {
            moves.push(format!("{} only in number or offset", verb(diff.moved, "shift")));
        }
    }
    moves
}
