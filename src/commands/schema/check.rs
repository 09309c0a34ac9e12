//! `columnist schema check`

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::folder::read_folder;
use super::{Ending, print};
use crate::error::Result;
use crate::schema::{Catalogue, Finding, SCHEMA_FILES, check};

pub(super) fn execute(folder: Option<&Path>, json: bool) -> Result<Ending> {
    let (catalogue, mut findings) = match folder {
        None => Catalogue::from_files(SCHEMA_FILES.iter().copied()),
        Some(folder) => {
            let files = read_folder(folder)?;
            Catalogue::from_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
        }
    };
    findings.extend(check(&catalogue));
    print(if json { as_json(&catalogue, &findings) } else { as_text(&catalogue, &findings) })?;
    Ok(if findings.is_empty() { Ending::Done } else { Ending::Found })
}

fn counts(catalogue: &Catalogue) -> (usize, usize) {
    (catalogue.tables().map(|table| catalogue.versions(table).count()).sum(), catalogue.tables().count())
}

fn as_text(catalogue: &Catalogue, findings: &[Finding]) -> String {
    let mut text = String::new();
    for Finding { schema, column, rule, message } in findings {
        let place = column.as_ref().map(|column| format!(", column {column}")).unwrap_or_default();
        let _ = writeln!(text, "{schema}{place}: {rule}: {message}");
    }
    let (schemas, tables) = counts(catalogue);
    let verdict = match findings.len() {
        0 => "every version is what its number says".to_string(),
        1 => "1 error".to_string(),
        several => format!("{several} errors"),
    };
    let _ = writeln!(text, "{schemas} schemas of {tables} tables: {verdict}");
    text
}

fn as_json(catalogue: &Catalogue, findings: &[Finding]) -> String {
    let (schemas, tables) = counts(catalogue);
    format!("{:#}\n", json!({"schemas": schemas, "tables": tables, "findings": findings}))
}
