//! A dataset without any text: offsets, codes, values and hashes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch};
use rayon::prelude::*;

use super::columns::{Treatment, schema_without_text, strings, treatment};
use super::parts::{PartTable, Parts, texts};
use super::words::{OF_RECORD, Text, hash_of, kept};
use super::{ORIGINAL, is_without_text};
use crate::dataset::check::{Depth, check};
use crate::dataset::manifest::Manifest;
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::schema::TableSchema;
use crate::tables::arrow_schema;
use crate::write::{DatasetWriter, FileFormat, FinishedDataset};

/// What was written.
pub struct Exported {
    pub dataset: FinishedDataset,
    /// Of each column, how many cells hold words that the article's text does not: they are kept as they are.
    pub kept: BTreeMap<String, u64>,
}

/// Writes the dataset without its texts beside `into`.
///
/// # Errors
/// A dataset that is not what was written: what is exported could not be proved equal later.
pub fn export_without_text(dataset: &StoredDataset, into: &Path) -> Result<Exported> {
    let Some(manifest) = dataset.manifest.as_ref().filter(|_| !is_without_text(dataset)) else {
        return Err(Error::refused("the dataset has no manifest, or no text any more", "export what `columnist run` has written"));
    };
    if check(dataset, Depth::Everything)?.findings.errors > 0 {
        let message =
            format!("{} is not what was written: without its texts it could not be proved equal again", dataset.folder.display());
        return Err(Error::refused(message, "`columnist verify` says what differs; run the pipeline again"));
    }
    let parts = Parts::of(dataset)?;
    let schemas: Vec<_> = parts.schemas().into_iter().map(schema_without_text).collect();
    let (mut writer, encoder) = DatasetWriter::begin(into, &schemas, &formats_of(manifest), manifest.csv, &manifest.provenance())?;
    let mut all_kept: BTreeMap<String, u64> = BTreeMap::new();
    for some in parts.all().chunks(rayon::current_num_threads()) {
        let taken = some.par_iter().map(|articles| {
            let (batches, kept) = without_text(&parts.read(articles.clone())?, &schemas)?;
            Ok((encoder.encode(batches.into_iter().map(Ok))?, kept))
        });
        for (encoded, kept) in taken.collect::<Result<Vec<_>>>()? {
            writer.append(vec![encoded])?;
            kept.into_iter().for_each(|column| *all_kept.entry(column).or_default() += 1);
        }
    }
    let (finished, tables) = writer.finish()?;
    let original = vec![(ORIGINAL.to_string(), without_words(manifest).to_json())];
    original.iter().try_for_each(|(name, bytes)| finished.add(name, bytes))?;
    finished.add("manifest.json", &without_words(manifest).with_tables(&tables).with_package(&original).to_json())?;
    Ok(Exported { dataset: finished, kept: all_kept })
}

/// The formats that a dataset was written in.
pub(super) fn formats_of(manifest: &Manifest) -> Vec<FileFormat> {
    let has = |format: &FileFormat| manifest.tables.iter().any(|table| table.files.contains_key(&format.path_of(&table.name)));
    [FileFormat::Parquet, FileFormat::Csv].into_iter().filter(has).collect()
}

/// The manifest without what it tells of the columns' values, which are words of articles.
fn without_words(manifest: &Manifest) -> Manifest {
    let mut manifest = manifest.clone();
    manifest.tables.iter_mut().for_each(|table| table.columns.clear());
    manifest.package.clear();
    manifest
}

/// The batches of a part in these schemas, and the columns of cells that were kept as they are, once per cell.
fn without_text(part: &[PartTable], schemas: &[&'static TableSchema]) -> Result<(Vec<RecordBatch>, Vec<String>)> {
    let texts = texts(part, Some);
    let mut all_kept = Vec::new();
    let mut batches = Vec::new();
    for (table, bare) in part.iter().zip(schemas) {
        let schema = Arc::new(arrow_schema(bare));
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for field in schema.fields() {
            let Some(column) = table.piece.column(field.name()) else { continue };
            arrays.push(match treatment(table.schema, field.name()) {
                Treatment::Hashed => {
                    let cells = table.piece.strings(field.name()).into_iter().flatten();
                    strings(cells.map(|text| text.map(hash_of)).collect())
                }
                Treatment::Placed => placed(table, field.name(), &texts, &mut all_kept),
                _ => column.clone(),
            });
        }
        let batch = RecordBatch::try_new(schema, arrays);
        batches.push(batch.map_err(|cause| Error::Table { table: &table.schema.name, cause: cause.to_string() })?);
    }
    Ok((batches, all_kept))
}

fn placed(table: &PartTable, column: &str, texts: &BTreeMap<u32, Text>, all_kept: &mut Vec<String>) -> ArrayRef {
    let starts = table.piece.integers("byte_start");
    let mut cell = |(row, words): (usize, Option<&str>)| {
        let words = words?;
        let near = starts.filter(|starts| starts.is_valid(row)).map_or(0, |starts| starts.value(row).max(0) as usize);
        let text = table.article_of.get(row).and_then(|article| texts.get(article));
        Some(text.and_then(|text| text.place_of(words, near)).unwrap_or_else(|| {
            // What an article's record tells beside its text comes back from the record.
            if table.schema.name == "articles" {
                return OF_RECORD.to_string();
            }
            all_kept.push(format!("{}.{column}", table.schema.name));
            kept(words)
        }))
    };
    strings(table.piece.strings(column).into_iter().flatten().enumerate().map(&mut cell).collect())
}
