//! `columnist diff`: which rows of a dataset are new, gone or other.

mod html;
mod markdown;
mod revision;
mod table;
mod text;

use serde_json::json;

use self::revision::Place;
pub(super) use self::text::as_text;
use super::{Ending, print};
use crate::cli::{DiffArguments, RowDiffFormat};
use crate::dataset::diff::{TableDiff, diff};
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result, nearest};
use crate::tables::{TABLES, table_named};

pub(super) fn execute(arguments: &DiffArguments) -> Result<Ending> {
    check_tables(&arguments.only)?;
    let (old, new) = (Place::of(&arguments.old)?, Place::of(&arguments.new)?);
    let (was, is) = (StoredDataset::open(old.path())?, StoredDataset::open(new.path())?);
    let limit = if arguments.limit == 0 { usize::MAX } else { arguments.limit };
    let diffs = diff(&was, &is, &arguments.only, limit)?;
    if !arguments.quiet {
        print(rendered(&diffs, arguments))?;
    }
    Ok(if diffs.iter().any(TableDiff::is_different) { Ending::Found } else { Ending::Done })
}

fn rendered(diffs: &[TableDiff], arguments: &DiffArguments) -> String {
    match arguments.format {
        RowDiffFormat::Text => as_text(diffs, arguments.color.is_wanted()),
        RowDiffFormat::Json => as_json(diffs),
        RowDiffFormat::Csv => table::as_csv(diffs),
        RowDiffFormat::Markdown => markdown::as_markdown(diffs, &arguments.old, &arguments.new),
        RowDiffFormat::Html => html::as_html(diffs, &arguments.old, &arguments.new),
    }
}

fn as_json(diffs: &[TableDiff]) -> String {
    format!("{:#}\n", json!({"is_different": diffs.iter().any(TableDiff::is_different), "tables": diffs}))
}

fn check_tables(names: &[String]) -> Result<()> {
    match names.iter().find(|name| table_named(name).is_none()) {
        None => Ok(()),
        Some(name) => {
            let near = nearest(name, TABLES.iter().map(|table| table.name));
            let mend = near.map_or("`columnist stages` lists the tables".to_string(), |near| format!("did you mean `{near}`?"));
            Err(Error::refused(format!("there is no table `{name}`"), mend))
        }
    }
}

/// Where a row is, in one short line: article, index, and what it is about.
fn place_of(change: &crate::dataset::diff::RowChange) -> String {
    let article = change.article_id.as_deref().unwrap_or("(no article)");
    let index = change.index.map(|index| format!(" {index}")).unwrap_or_default();
    format!("{article}{index}")
}

/// The first characters of a cell, on one line.
fn shortened(value: &str, width: usize) -> String {
    let line = value.replace('\n', "⏎");
    match line.char_indices().nth(width) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A cell as it is shown: null is told apart from every word.
fn shown(value: Option<&String>, width: usize) -> String {
    value.map_or_else(|| "∅".to_string(), |value| shortened(value, width))
}
