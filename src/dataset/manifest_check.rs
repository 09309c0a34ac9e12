//! What a manifest may say. It comes with a dataset from anywhere, and its paths are read, copied and hashed: none may lead out of the folder.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use super::manifest::{Manifest, TableRecord};
use crate::plan::Part;
use crate::write::FileFormat;

/// Says in words what no run of this program writes into a manifest.
pub(super) fn check_manifest(manifest: &Manifest) -> Result<(), String> {
    let mut names = BTreeSet::new();
    for table in &manifest.tables {
        if !names.insert(&table.name) {
            return Err(format!("it lists the table {} twice", table.name));
        }
        check_files(table)?;
        check_row_groups(table)?;
    }
    manifest.package.keys().try_for_each(|path| check_path(path))?;
    manifest.part.as_ref().map_or(Ok(()), check_part)
}

fn check_files(table: &TableRecord) -> Result<(), String> {
    for path in table.files.keys() {
        check_path(path)?;
        if [FileFormat::Parquet, FileFormat::Csv].iter().all(|format| format.path_of(&table.name) != *path) {
            return Err(format!("`{path}` is no file of the table {}", table.name));
        }
    }
    Ok(())
}

fn check_row_groups(table: &TableRecord) -> Result<(), String> {
    let rows = table.row_groups.iter().try_fold(0_u64, |sum, rows| sum.checked_add(*rows));
    match table.row_groups.is_empty() || rows == Some(table.rows) {
        true => Ok(()),
        false => Err(format!("the row groups of the table {} do not have its {} rows", table.name, table.rows)),
    }
}

fn check_path(path: &str) -> Result<(), String> {
    let is_inside = !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inside { Ok(()) } else { Err(format!("the path `{path}` leads out of the dataset")) }
}

fn check_part(part: &Part) -> Result<(), String> {
    let shard = part.shard;
    if (1..=shard.of).contains(&shard.number) { Ok(()) } else { Err(format!("there is no shard {shard}")) }
}
