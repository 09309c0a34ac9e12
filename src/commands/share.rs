//! `columnist export --without-text` and `columnist rehydrate`: a dataset that may be passed on where its articles may not.

use std::fmt::Write;

use serde_json::json;

use super::{Ending, print};
use crate::cli::{ExportArguments, RehydrateArguments};
use crate::dataset::stored::StoredDataset;
use crate::dataset::without_text::{Rehydrated, export_without_text, read_options_of, rehydrate as fill};
use crate::dataset::{check_apart, check_output_folder};
use crate::error::{Error, Result};
use crate::plan::{Plan, Selection};
use crate::read::find_files;

/// Articles of each kind that are named.
const NAMED: usize = 50;

pub(super) fn export(arguments: &ExportArguments) -> Result<Ending> {
    if !arguments.without_text {
        return Err(Error::refused("what is to be left out?", "write `columnist export DATASET --without-text --into DIR`"));
    }
    check_apart(&arguments.dataset, &arguments.into)?;
    check_output_folder(&arguments.into)?;
    let exported = export_without_text(&StoredDataset::open(&arguments.dataset)?, &arguments.into)?;
    exported.dataset.put_in_place()?;
    if arguments.output.json {
        print(format!("{:#}\n", json!({"output": arguments.into.display().to_string(), "kept": exported.kept})))?;
    } else if !arguments.output.quiet {
        let mut text = String::new();
        for (column, cells) in &exported.kept {
            let plural = if *cells == 1 { "" } else { "s" };
            let _ = writeln!(text, "{cells:>10}  cell{plural} of {column} kept: the article’s text does not hold the words");
        }
        let _ = writeln!(text, "written to {} without text", arguments.into.display());
        print(text)?;
    }
    Ok(Ending::Done)
}

pub(super) fn rehydrate(arguments: &RehydrateArguments) -> Result<Ending> {
    check_apart(&arguments.dataset, &arguments.into)?;
    check_output_folder(&arguments.into)?;
    let dataset = StoredDataset::open(&arguments.dataset)?;
    let (files, options) = if arguments.articles.is_dir() {
        // A dataset inside of it would be read as articles another time.
        check_apart(&arguments.articles, &arguments.into)?;
        (find_files(&arguments.articles, &["**/*".to_string()], false, None)?, read_options_of(&dataset)?)
    } else {
        let plan = Plan::new(&arguments.articles, &Selection::default())?;
        (plan.files, plan.read)
    };
    match fill(&dataset, &files, &options, &arguments.into)? {
        Rehydrated::Incomplete { missing, differing } => {
            tell_lacking(arguments, &missing, &differing)?;
            Ok(Ending::Found)
        }
        Rehydrated::Whole { unequal, .. } if !unequal.is_empty() => {
            let message = format!("the rows of {} are not those of the original: nothing was written", unequal.join(", "));
            Err(Error::refused(message, "the dataset without text was changed: `columnist verify` says where"))
        }
        Rehydrated::Whole { dataset, tables, .. } => {
            dataset.put_in_place()?;
            if arguments.output.json {
                print(format!("{:#}\n", json!({"is_equal": true, "tables": tables, "missing": [], "differing": []})))?;
            } else if !arguments.output.quiet {
                print(format!(
                    "written to {}: the rows of all {tables} tables are proved equal by hash\n",
                    arguments.into.display()
                ))?;
            }
            Ok(Ending::Done)
        }
    }
}

fn tell_lacking(arguments: &RehydrateArguments, missing: &[String], differing: &[String]) -> Result<()> {
    if arguments.output.json {
        return print(format!("{:#}\n", json!({"is_equal": false, "missing": missing, "differing": differing})));
    }
    let mut text = String::new();
    for (ids, what) in [(missing, "is missing"), (differing, "has another text")] {
        for id in ids.iter().take(NAMED) {
            let _ = writeln!(text, "article {id} {what}");
        }
        if ids.len() > NAMED {
            let _ = writeln!(text, "… and {} more: each {what}", ids.len() - NAMED);
        }
    }
    let _ = writeln!(text, "nothing was written (missing: {}, with another text: {})", missing.len(), differing.len());
    if arguments.output.quiet { Ok(()) } else { print(text) }
}
