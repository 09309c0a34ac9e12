//! What is wrong with a dataset: where, and in words.

use std::collections::BTreeMap;

use arrow::util::display::array_value_to_string;
use serde::Serialize;

use crate::dataset::stored::{Piece, TableFile};

/// Of findings of one check in one column of one file so many are kept; all are counted.
const KEPT: u64 = 20;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the check.
    pub check: &'static str,
    /// Whether the rows are sound all the same.
    pub is_warning: bool,
    /// The file, relative to the dataset's folder; [`super::INPUTS`] for what was read.
    pub file: String,
    /// Number of the row, from 1; the header of a CSV is not counted.
    pub row: Option<u64>,
    pub column: Option<String>,
    /// Where a spreadsheet shows the cell of a CSV: `F18`.
    pub cell: Option<String>,
    /// The row's primary key; the source of an input.
    pub key: Option<String>,
    pub message: String,
}

/// How often one check failed in one column of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingCount {
    pub file: String,
    pub check: &'static str,
    pub column: Option<String>,
    pub count: u64,
}

/// Findings in the order of the dataset: all counted, the first of each kind kept.
#[derive(Debug, Default)]
pub struct Findings {
    counts: BTreeMap<(String, &'static str, Option<String>), u64>,
    kept: Vec<Finding>,
    /// Number of findings that are no warnings.
    pub errors: u64,
    pub warnings: u64,
}

impl Finding {
    /// A finding that concerns a file as a whole.
    pub fn of_file(check: &'static str, file: impl Into<String>, message: impl Into<String>) -> Finding {
        let (file, message) = (file.into(), message.into());
        Finding { check, is_warning: false, file, row: None, column: None, cell: None, key: None, message }
    }

    /// The same at a row, counted from 0 in the file.
    pub fn at_row(self, row: u64) -> Finding {
        Finding { row: Some(row + 1), ..self }
    }

    /// The same for a column.
    pub fn in_column(self, column: &str) -> Finding {
        Finding { column: Some(column.to_string()), ..self }
    }

    /// The same for what has this key.
    pub fn with_key(self, key: impl Into<String>) -> Finding {
        Finding { key: Some(key.into()), ..self }
    }

    /// The same as a warning.
    pub fn as_warning(self) -> Finding {
        Finding { is_warning: true, ..self }
    }
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        let kind = (finding.file.clone(), finding.check, finding.column.clone());
        *if finding.is_warning { &mut self.warnings } else { &mut self.errors } += 1;
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count <= KEPT {
            self.kept.push(finding);
        }
    }

    /// Adds those of a later part of the dataset.
    pub fn append(&mut self, later: Findings) {
        self.errors += later.errors;
        self.warnings += later.warnings;
        // How many of each kind are kept already.
        let mut kept: BTreeMap<(String, &'static str, Option<String>), u64> = BTreeMap::new();
        for finding in later.kept {
            let kind = (finding.file.clone(), finding.check, finding.column.clone());
            let before = self.counts.get(&kind).copied().unwrap_or_default().min(KEPT);
            let kept = kept.entry(kind).or_insert(before);
            if *kept < KEPT {
                *kept += 1;
                self.kept.push(finding);
            }
        }
        for (kind, count) in later.counts {
            *self.counts.entry(kind).or_default() += count;
        }
    }

    /// The first findings of each kind.
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Vec<FindingCount> {
        let count = |((file, check, column), count): (&(String, &'static str, Option<String>), &u64)| FindingCount {
            file: file.clone(),
            check,
            column: column.clone(),
            count: *count,
        };
        self.counts.iter().map(count).collect()
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.errors + self.warnings == 0
    }
}

/// A piece of a table under check: makes findings of its cells.
pub(super) struct Place<'a> {
    pub(super) file: &'a TableFile,
    pub(super) piece: &'a Piece,
}

impl Place<'_> {
    /// A finding at a row of the piece and a column.
    pub(super) fn finding(&self, check: &'static str, row: usize, column: &str, message: impl Into<String>) -> Finding {
        let number = self.piece.rows.get(row).copied().unwrap_or_default();
        let found = Finding::of_file(check, self.file.path(), message).at_row(number).in_column(column);
        Finding { cell: self.cell(number, column), key: self.key(row), ..found }
    }

    /// Where a spreadsheet shows the cell, if the file is one that a spreadsheet opens.
    fn cell(&self, row: u64, column: &str) -> Option<String> {
        if self.file.format != crate::write::FileFormat::Csv {
            return None;
        }
        let mut at = self.file.columns().iter().position(|(name, _)| name == column)?;
        let mut letters = Vec::new();
        loop {
            letters.push(char::from(b'A' + (at % 26) as u8));
            if at < 26 {
                break;
            }
            at = at / 26 - 1;
        }
        Some(format!("{}{}", letters.iter().rev().collect::<String>(), row + 2))
    }

    fn key(&self, row: usize) -> Option<String> {
        let part = |name: &String| self.piece.column(name).and_then(|column| array_value_to_string(column, row).ok());
        let parts: Vec<String> = self.file.schema.primary_key.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}
