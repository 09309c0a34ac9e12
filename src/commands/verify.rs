//! `columnist verify` and `columnist validate`: whether a finished dataset is what was written, or at least what its schemas allow.

use std::fmt::Write;

use serde_json::json;

use super::{Ending, counted, print};
use crate::cli::{OutputArguments, ValidateArguments, VerifyArguments};
use crate::dataset::check::{Checked, Depth, Finding, INPUTS, check, check_inputs};
use crate::dataset::stored::StoredDataset;
use crate::error::Result;
use crate::plan::{Plan, Selection};

/// Widest key that is shown beside a finding.
const KEY_WIDTH: usize = 40;

pub(super) fn verify(arguments: &VerifyArguments) -> Result<Ending> {
    let dataset = StoredDataset::open(&arguments.dataset)?;
    let plan = arguments.inputs.as_deref().map(|pipeline| Plan::new(pipeline, &Selection::default())).transpose()?;
    let mut checked = check(&dataset, Depth::Everything)?;
    if let Some(plan) = plan {
        check_inputs(&dataset, &plan, &mut checked.findings)?;
    }
    report(&dataset, &checked, "verified", &arguments.output)?;
    Ok(ending(&checked, arguments.strict))
}

pub(super) fn validate(arguments: &ValidateArguments) -> Result<Ending> {
    let dataset = StoredDataset::open(&arguments.dataset)?;
    let checked = check(&dataset, Depth::Schema)?;
    report(&dataset, &checked, "valid", &arguments.output)?;
    Ok(ending(&checked, arguments.strict))
}

fn ending(checked: &Checked, strict: bool) -> Ending {
    let is_found = checked.findings.errors > 0 || (strict && checked.findings.warnings > 0);
    if is_found { Ending::Found } else { Ending::Done }
}

fn report(dataset: &StoredDataset, checked: &Checked, sound: &str, output: &OutputArguments) -> Result<()> {
    if output.json {
        return print(as_json(checked));
    }
    if output.quiet {
        return Ok(());
    }
    let mut text = findings_text(checked);
    let tables = checked.tables.len();
    let rows: u64 = checked.tables.iter().filter_map(|table| table.rows).sum();
    let verdict = match (checked.findings.errors, checked.findings.warnings) {
        (0, 0) => sound.to_string(),
        (0, warnings) => format!("{sound}, {}", counted(warnings, "warning")),
        (errors, 0) => counted(errors, "finding"),
        (errors, warnings) => format!("{}, {}", counted(errors, "finding"), counted(warnings, "warning")),
    };
    let verdict = if checked.is_by_hash_alone { format!("{verdict} (files by hash alone: there is no text)") } else { verdict };
    let _ =
        writeln!(text, "{}: {}, {}: {verdict}", dataset.folder.display(), counted(tables as u64, "table"), counted(rows, "row"));
    print(text)
}

/// The findings as a table: where, which check, what; below it how many are not shown.
fn findings_text(checked: &Checked) -> String {
    let rows: Vec<[String; 4]> = checked.findings.kept().iter().map(cells_of).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..3).map(width).collect();
    let mut text = String::new();
    for [place, key, check, message] in &rows {
        let _ = writeln!(text, "{place:<a$}  {key:<b$}  {check:<c$}  {message}", a = widths[0], b = widths[1], c = widths[2]);
    }
    let shown = checked.findings.kept();
    for count in checked.findings.counts() {
        let is_same =
            |finding: &&Finding| finding.check == count.check && finding.file == count.file && finding.column == count.column;
        let more = count.count - shown.iter().filter(is_same).count() as u64;
        if more > 0 {
            let column = count.column.as_deref().map(|column| format!(" {column}")).unwrap_or_default();
            let _ = writeln!(text, "… and {more} more: {}{column} {}", count.file, count.check);
        }
    }
    text
}

fn cells_of(finding: &Finding) -> [String; 4] {
    let mut place = finding.file.clone();
    if let Some(row) = finding.row {
        let _ = write!(place, " row {row}");
    }
    if let Some(column) = &finding.column {
        let _ = write!(place, " {column}");
    }
    if let Some(cell) = &finding.cell {
        let _ = write!(place, " ({cell})");
    }
    let key = finding.key.as_deref().unwrap_or_default();
    let message = if finding.is_warning { format!("warning: {}", finding.message) } else { finding.message.clone() };
    let width = if finding.check == INPUTS { usize::MAX } else { KEY_WIDTH };
    [place, key.chars().take(width).collect(), finding.check.to_string(), message]
}

fn as_json(checked: &Checked) -> String {
    let summary = json!({
        "is_sound": checked.findings.errors == 0,
        "is_by_hash_alone": checked.is_by_hash_alone,
        "errors": checked.findings.errors,
        "warnings": checked.findings.warnings,
        "tables": checked.tables,
        "counts": checked.findings.counts(),
        "findings": checked.findings.kept(),
    });
    format!("{summary:#}\n")
}
