//! `columnist merge`

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use super::{Ending, counted, print};
use crate::cli::MergeArguments;
use crate::dataset::{check_apart, check_output_folder};
use crate::error::Result;
use crate::run::merge;
use crate::write::TableFiles;

pub(super) fn execute(arguments: &MergeArguments) -> Result<Ending> {
    arguments.shards.iter().try_for_each(|shard| check_apart(shard, &arguments.into))?;
    check_output_folder(&arguments.into)?;
    let (dataset, tables) = merge(&arguments.shards, &arguments.into, arguments.threads)?;
    dataset.put_in_place()?;
    if arguments.output.json {
        print(as_json(arguments, &tables))?;
    } else if !arguments.output.quiet {
        print(as_text(arguments, &tables))?;
    }
    Ok(Ending::Done)
}

fn as_text(arguments: &MergeArguments, tables: &[TableFiles]) -> String {
    let mut text = format!("{}\n", counted(arguments.shards.len() as u64, "shard"));
    for table in tables {
        let _ = writeln!(text, "{:>10}  {}", table.rows, table.table);
    }
    let _ = writeln!(text, "written to {}", arguments.into.display());
    text
}

fn as_json(arguments: &MergeArguments, tables: &[TableFiles]) -> String {
    let rows: BTreeMap<_, _> = tables.iter().map(|table| (table.table, table.rows)).collect();
    format!("{:#}\n", json!({"shards": arguments.shards.len(), "output": arguments.into.display().to_string(), "rows": rows}))
}
