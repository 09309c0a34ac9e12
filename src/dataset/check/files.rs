//! The files of a dataset: there, readable, with the columns of their schema.

use arrow::datatypes::DataType;

use super::finding::{Finding, Findings};
use crate::dataset::manifest::Manifest;
use crate::dataset::stored::{StoredDataset, TableFile};
use crate::error::nearest;
use crate::schema::schema_with_id;
use crate::tables::{TABLES, TableDefinition, arrow_schema, table_named};
use crate::write::FileFormat;

/// Of the rows of a CSV with a wrong number of fields so many are told.
const RAGGED: usize = 5;

/// A table with those of its files that can be read, Parquet first.
pub(super) struct OpenedTable {
    pub(super) definition: &'static TableDefinition,
    /// All its files, also those that cannot be read.
    pub(super) paths: Vec<String>,
    pub(super) files: Vec<TableFile>,
}

/// Opens every table that the folder or the manifest names.
pub(super) fn open_tables(dataset: &StoredDataset, findings: &mut Findings) -> Vec<OpenedTable> {
    check_listed(dataset, findings);
    let mut tables = Vec::new();
    for definition in TABLES {
        let mut opened = OpenedTable { definition, paths: Vec::new(), files: Vec::new() };
        for format in dataset.formats_of(definition) {
            opened.paths.push(format.path_of(definition.name));
            match dataset.table(definition, format) {
                Ok(file) => {
                    check_columns(&file, findings);
                    opened.files.push(file);
                }
                Err(cause) => {
                    let message = format!("it cannot be read: {cause}");
                    findings.push(Finding::of_file("unreadable", format.path_of(definition.name), message));
                }
            }
        }
        if !opened.paths.is_empty() {
            tables.push(opened);
        }
    }
    tables
}

/// What the manifest lists is there, and of a schema that this program knows.
fn check_listed(dataset: &StoredDataset, findings: &mut Findings) {
    for record in dataset.manifest.iter().flat_map(|manifest| &manifest.tables) {
        match table_named(&record.name) {
            None => {
                let message = format!("this program knows no table `{}`: its files are not looked at", record.name);
                findings.push(Finding::of_file("schema", "manifest.json", message));
            }
            Some(table) if schema_with_id(&record.schema).is_none_or(|schema| schema.name != table.name) => {
                let message = format!("schema {} is unknown: the table is held against {}", record.schema, table.schema().version);
                findings.push(Finding::of_file("schema", "manifest.json", message));
            }
            Some(_) => {}
        }
        for path in record.files.keys().filter(|path| !dataset.folder.join(path).exists()) {
            findings.push(Finding::of_file("missing", path, "the manifest lists it and it is not there"));
        }
    }
}

/// A table that the manifest does not list was not written with the others.
pub(super) fn check_unlisted(dataset: &StoredDataset, manifest: &Manifest, findings: &mut Findings) {
    for table in TABLES {
        for path in dataset.formats_of(table).map(|format| format.path_of(table.name)) {
            if !manifest.tables.iter().any(|record| record.files.contains_key(&path)) {
                findings.push(Finding::of_file("unlisted", path, "it is there and the manifest does not list it"));
            }
        }
    }
}

fn check_columns(file: &TableFile, findings: &mut Findings) {
    let schema = file.schema;
    let found = file.columns();
    let finding = |column: &str, message: String| Finding::of_file("schema", file.path(), message).in_column(column);
    for (field, wanted) in schema.fields.iter().zip(arrow_schema(schema).fields()) {
        match found.iter().find(|(name, _)| *name == field.name) {
            None => {
                let near =
                    nearest(&field.name, found.iter().map(|(name, _)| name.as_str()).filter(|name| schema.field(name).is_none()));
                let hint = near.map(|near| format!(" (is it `{near}`?)")).unwrap_or_default();
                findings.push(finding(&field.name, format!("the column is missing{hint}")));
            }
            Some((_, Some(kind))) if !is_same_type(kind, wanted.data_type()) => {
                findings.push(finding(&field.name, format!("the column is {kind} and not {}", wanted.data_type())));
            }
            Some(_) => {}
        }
    }
    for (name, _) in found.iter().filter(|(name, _)| schema.field(name).is_none()) {
        findings.push(finding(name, format!("the schema {}@{} has no such column", schema.name, schema.version)));
    }
    let known: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).filter(|name| schema.field(name).is_some()).collect();
    let is_sorted = known.is_sorted_by_key(|name| schema.field(name).map(|(position, _)| position));
    if !is_sorted {
        findings.push(Finding::of_file("schema", file.path(), "the columns are in another order than in the schema").as_warning());
    }
    check_fields(file, found.len(), findings);
    for &(row, column) in file.undecoded_cells() {
        let message = "the cell is no UTF-8: was the file saved in another encoding?";
        let finding = Finding::of_file("encoding", file.path(), message).at_row(row);
        findings.push(match found.get(column) {
            Some((name, _)) => finding.in_column(name),
            None => finding,
        });
    }
}

/// Another program may write strings as it likes: they are the same strings.
fn is_same_type(found: &DataType, wanted: &DataType) -> bool {
    let is_string = |kind: &DataType| match kind {
        DataType::Dictionary(_, value) => matches!(value.as_ref(), DataType::Utf8 | DataType::LargeUtf8),
        kind => matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View),
    };
    found == wanted || (is_string(found) && is_string(wanted))
}

fn check_fields(file: &TableFile, columns: usize, findings: &mut Findings) {
    let last = file.rows().saturating_sub(1);
    for &(row, fields) in file.ragged_rows().iter().take(RAGGED) {
        let hint = if row == last && fields < columns { ": is the file cut off?" } else { "" };
        let message = format!("the row has {fields} fields and not {columns}{hint}");
        findings.push(Finding::of_file("fields", file.path(), message).at_row(row));
    }
    debug_assert!(file.format == FileFormat::Csv || file.ragged_rows().is_empty());
}
