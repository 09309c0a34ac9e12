//! `columnist schema migrate`

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::{Ending, print, schema_named};
use crate::cli::MigrateArguments;
use crate::commands::counted;
use crate::dataset::check::{Depth, Finding, check};
use crate::dataset::stored::StoredDataset;
use crate::dataset::{DatasetMigration, check_apart, check_output_folder};
use crate::error::{Error, Result};
use crate::migration::Loss;
use crate::package::complete;

/// What is going to happen to one table.
struct Planned {
    from: String,
    to: String,
    descriptions: Vec<String>,
    losses: Vec<Loss>,
}

pub(super) fn execute(arguments: &MigrateArguments) -> Result<Ending> {
    let folder = arguments.dataset.as_path();
    let output = arguments.into.as_deref().unwrap_or(folder);
    let wanted = arguments.to.iter().map(|name| schema_named(name)).collect::<Result<Vec<_>>>()?;
    let dataset = StoredDataset::open(folder)?;
    check_output(folder, output)?;
    let migration = DatasetMigration::new(&dataset, &wanted)?;
    refuse_unsound(&dataset, output == folder)?;
    let planned = plan(&migration)?;
    if !arguments.json {
        print(as_text(&planned))?;
    }
    let is_lossy = planned.iter().any(|table| !table.losses.is_empty());
    let writes = !planned.is_empty() && !arguments.dry_run && (arguments.allow_loss || !is_lossy);
    if writes {
        let (converted, migrated) = migration.write(output)?;
        let had_package = !migrated.package.is_empty();
        complete(&converted, migrated, had_package)?;
        converted.put_in_place()?;
    }
    if arguments.json {
        print(as_json(&planned, writes.then_some(output)))?;
    } else if writes {
        print(format!("written to {}\n", output.display()))?;
    }
    if is_lossy && !arguments.dry_run && !writes {
        let message = "values would be lost: nothing was written";
        return Err(Error::refused(message, "add `--allow-loss` if they may be, and `--into DIR` to keep the dataset as it is"));
    }
    Ok(Ending::Done)
}

/// A dataset is replaced by itself in another version, or a new folder is made: nothing else is overwritten.
fn check_output(folder: &Path, output: &Path) -> Result<()> {
    if output == folder {
        return check_output_folder(folder);
    }
    check_apart(folder, output)?;
    if output.exists() {
        let message = format!("{} exists: nothing was written", output.display());
        return Err(Error::refused(message, "give `--into` a folder that is not there yet"));
    }
    Ok(())
}

/// What was changed since it was written is not carried over in silence: it may be an edit, or damage. Nor is an edited file of the package
/// overwritten, as it would be where the dataset `is_replaced`.
fn refuse_unsound(dataset: &StoredDataset, is_replaced: bool) -> Result<()> {
    let checked = check(dataset, Depth::Everything)?;
    let is_edit = |finding: &&Finding| is_replaced && finding.check == "package";
    if let Some(edited) = checked.findings.kept().iter().find(is_edit).filter(|_| checked.findings.errors == 0) {
        let message = format!("{}: {}: nothing was written", edited.file, edited.message);
        return Err(Error::refused(message, "`--into DIR` writes a new dataset and leaves this one as it is"));
    }
    let Some(first) = checked.findings.kept().iter().find(|finding| !finding.is_warning) else { return Ok(()) };
    let row = first.row.map(|row| format!(", row {row}")).unwrap_or_default();
    let column = first.column.as_ref().map(|column| format!(", column {column}")).unwrap_or_default();
    let more = checked.findings.errors - 1;
    let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    let message = format!("{}{row}{column}: {}{more}: nothing was written", first.file, first.message);
    Err(Error::refused(
        message,
        format!("`columnist verify {}` tells all; run the pipeline again to write it anew", dataset.folder.display()),
    ))
}

fn plan(migration: &DatasetMigration) -> Result<Vec<Planned>> {
    let planned = migration.tables().iter().map(|table| {
        let (from, to) = table.versions();
        let descriptions = table.descriptions().map(str::to_string).collect();
        Ok(Planned { from, to, descriptions, losses: table.losses()? })
    });
    planned.collect()
}

fn as_text(planned: &[Planned]) -> String {
    if planned.is_empty() {
        return "every table has its version already: nothing was written\n".to_string();
    }
    let mut text = String::new();
    for Planned { from, to, descriptions, losses } in planned {
        let _ = writeln!(text, "{from} → {to}");
        descriptions.iter().for_each(|description| text.push_str(&format!("  {description}\n")));
        for Loss { column, what, values } in losses {
            let _ = writeln!(text, "  lost: column {column}: {} {what}", counted(*values, "value"));
        }
        if losses.is_empty() {
            text.push_str("  nothing is lost\n");
        }
    }
    text
}

fn as_json(planned: &[Planned], output: Option<&Path>) -> String {
    let table = |table: &Planned| json!({"from": table.from, "to": table.to, "losses": table.losses});
    let tables: Vec<_> = planned.iter().map(table).collect();
    let written = output.map(|output| output.display().to_string());
    format!("{:#}\n", json!({"tables": tables, "written_to": written}))
}
