//! A dataset without text filled again from the holder's own copy of the articles, and proved equal by hash.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch};

use super::columns::{Treatment, strings, treatment};
use super::export::formats_of;
use super::parts::{PartTable, Parts, texts};
use super::words::{OF_RECORD, Text, hash_of};
use super::{ORIGINAL, is_without_text};
use crate::dataset::check::{Depth, HashedRows, RowHasher, row_group_ends};
use crate::dataset::manifest::Manifest;
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::read::{InputFile, Item, Output, ReadOptions, read_file};
use crate::schema::TableSchema;
use crate::shard::UniqueIds;
use crate::tables::arrow_schema;
use crate::text::Article;
use crate::write::{DatasetWriter, FinishedDataset};

/// What came of it.
pub enum Rehydrated {
    /// All rows are there again; tables whose hash is another are named.
    Whole { dataset: FinishedDataset, tables: usize, unequal: Vec<String> },
    /// Articles are missing, or their text is another: nothing was written.
    Incomplete { missing: Vec<String>, differing: Vec<String> },
}

/// The holder's articles, their texts on disk.
struct Holder {
    texts: File,
    /// All articles that have a text: copies may have other titles.
    by_hash: BTreeMap<String, Vec<Held>>,
    ids: BTreeSet<String>,
}

/// Where a text lies, and what the record tells beside it.
struct Held {
    id: String,
    at: u64,
    length: usize,
    title: Option<String>,
    byline: Option<String>,
}

/// Reads the holder's articles and writes the full dataset beside `into`.
///
/// # Errors
/// A dataset that was not exported without text; a table that cannot be read; what cannot be written.
pub fn rehydrate(dataset: &StoredDataset, files: &[InputFile], options: &ReadOptions, into: &Path) -> Result<Rehydrated> {
    let original = original_of(dataset)?;
    // The tables have the versions of the original's.
    let dataset = &StoredDataset { folder: dataset.folder.clone(), manifest: Some(original.clone()) };
    let mut holder = Holder::read(files, options)?;
    let parts = Parts::of(dataset)?;
    let (missing, differing) = lacking(&parts, &holder)?;
    if !missing.is_empty() || !differing.is_empty() {
        return Ok(Rehydrated::Incomplete { missing, differing });
    }
    let schemas = parts.schemas();
    let (mut writer, encoder) = DatasetWriter::begin(into, &schemas, &formats_of(&original), original.csv, &original.provenance())?;
    let mut proof = Proof::of(&original, &schemas);
    for articles in parts.all() {
        let batches = filled(&parts.read(articles)?, &mut holder)?;
        proof.add(&batches);
        writer.append(vec![encoder.encode(batches.into_iter().map(Ok))?])?;
    }
    let (finished, tables) = writer.finish()?;
    let hashes = proof.finish();
    let is_equal = |record: &&crate::dataset::TableRecord| hashes.get(record.name.as_str()) == Some(&record.rows_blake3);
    let unequal = original.tables.iter().filter(|record| !is_equal(record)).map(|record| record.name.clone()).collect();
    let count = tables.len();
    finished.add("manifest.json", &original.with_tables(&tables).to_json())?;
    Ok(Rehydrated::Whole { dataset: finished, tables: count, unequal })
}

/// How the articles of the dataset were read.
///
/// # Errors
/// A dataset that was not exported without text.
pub fn read_options_of(dataset: &StoredDataset) -> Result<ReadOptions> {
    original_of(dataset).map(|manifest| manifest.read)
}

fn original_of(dataset: &StoredDataset) -> Result<Manifest> {
    if !is_without_text(dataset) {
        let message = format!("{} was not exported without text", dataset.folder.display());
        return Err(Error::refused(message, "`columnist export --without-text` makes such a dataset"));
    }
    Manifest::read_file(&dataset.folder.join(ORIGINAL))
}

/// The rows as they were put together, hashed as the original was.
struct Proof {
    tables: Vec<ProvedTable>,
}

struct ProvedTable {
    name: &'static str,
    row_group_ends: Vec<u64>,
    rows: u64,
    hasher: RowHasher,
}

impl Proof {
    fn of(original: &Manifest, schemas: &[&'static TableSchema]) -> Proof {
        let table = |schema: &&'static TableSchema| ProvedTable {
            name: &schema.name,
            row_group_ends: row_group_ends(Some(original), &schema.name),
            rows: 0,
            hasher: RowHasher::default(),
        };
        Proof { tables: schemas.iter().map(table).collect() }
    }

    fn add(&mut self, batches: &[RecordBatch]) {
        for (table, batch) in self.tables.iter_mut().zip(batches) {
            let end = table.rows + batch.num_rows() as u64;
            let rows: Vec<u64> = (table.rows..end).collect();
            table.hasher.add(&HashedRows::of(batch, &rows, &table.row_group_ends, Depth::Schema));
            table.rows = end;
        }
    }

    fn finish(self) -> BTreeMap<&'static str, String> {
        self.tables.into_iter().map(|table| (table.name, table.hasher.rows())).collect()
    }
}

impl Holder {
    fn read(files: &[InputFile], options: &ReadOptions) -> Result<Holder> {
        let spool = |cause| Error::file("write to", std::env::temp_dir(), cause);
        let mut holder = Holder { texts: tempfile::tempfile().map_err(spool)?, by_hash: BTreeMap::new(), ids: BTreeSet::new() };
        let (mut end, mut failed, mut ids) = (0_u64, None, UniqueIds::default());
        let mut sink = |item| {
            if let Item::Article(mut article) = item {
                article.id = ids.unique(article.id);
                if let Err(cause) = holder.add(article, &mut end) {
                    failed = Some(cause);
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        };
        let mut output = Output::new(&mut sink);
        for file in files {
            if !read_file(file, options, &mut output) {
                break;
            }
        }
        failed.map_or(Ok(holder), |cause| Err(spool(cause)))
    }

    /// Notes an article; a text that is new goes behind the `end` of those before.
    fn add(&mut self, article: Article, end: &mut u64) -> std::io::Result<()> {
        let same = self.by_hash.entry(hash_of(&article.text)).or_default();
        let at = same.first().map_or(*end, |held| held.at);
        if same.is_empty() {
            self.texts.write_all(article.text.as_bytes())?;
            *end += article.text.len() as u64;
        }
        self.ids.insert(article.id.clone());
        same.push(Held { id: article.id, at, length: article.text.len(), title: article.title, byline: article.byline });
        Ok(())
    }

    /// The holder's article with this text: the one of this id, else the first.
    fn held(&self, hash: &str, id: &str) -> Option<&Held> {
        let same = self.by_hash.get(hash)?;
        same.iter().find(|held| held.id == id).or(same.first())
    }

    fn text(&mut self, hash: &str) -> Result<Option<String>> {
        let Some(held) = self.by_hash.get(hash).and_then(|same| same.first()) else { return Ok(None) };
        let mut bytes = vec![0; held.length];
        let read = self.texts.seek(SeekFrom::Start(held.at)).and_then(|_| self.texts.read_exact(&mut bytes));
        read.map_err(|cause| Error::file("read from", std::env::temp_dir(), cause))?;
        Ok(String::from_utf8(bytes).ok())
    }
}

/// The articles that the holder does not have, and those whose text is another.
fn lacking(parts: &Parts, holder: &Holder) -> Result<(Vec<String>, Vec<String>)> {
    let (mut missing, mut differing) = (Vec::new(), Vec::new());
    for piece in parts.columns("articles", &["article_id", "text"])? {
        let (Some(ids), Some(hashes)) = (piece.strings("article_id"), piece.strings("text")) else { continue };
        for (id, hash) in ids.iter().zip(hashes) {
            let (id, hash) = (id.unwrap_or_default(), hash.unwrap_or_default());
            if !holder.by_hash.contains_key(hash) {
                if holder.ids.contains(id) { &mut differing } else { &mut missing }.push(id.to_string());
            }
        }
    }
    Ok((missing, differing))
}

/// The batches of a part with all their words.
fn filled(part: &[PartTable], holder: &mut Holder) -> Result<Vec<RecordBatch>> {
    let articles = part.iter().find(|table| table.schema.name == "articles");
    let hashes: BTreeSet<&str> = articles.and_then(|table| table.piece.strings("text")).into_iter().flatten().flatten().collect();
    let mut held: BTreeMap<&str, String> = BTreeMap::new();
    for hash in hashes {
        if let Some(text) = holder.text(hash)? {
            held.insert(hash, text);
        }
    }
    let texts = texts(part, |hash| held.get(hash).map(String::as_str));
    let mut batches = Vec::new();
    for table in part {
        let schema = Arc::new(arrow_schema(table.schema));
        let array = |field: &Arc<arrow::datatypes::Field>| -> Option<ArrayRef> {
            Some(match treatment(table.schema, field.name()) {
                Treatment::Kept => table.piece.column(field.name())?.clone(),
                Treatment::Hashed => strings(table.piece.strings("text")?.iter().map(|hash| held.get(hash?).cloned()).collect()),
                Treatment::Sliced { start, end } => sliced(table, start, end, &texts)?,
                Treatment::Placed => from_places(table, field.name(), &texts, holder)?,
            })
        };
        let arrays: Vec<ArrayRef> = schema.fields().iter().filter_map(array).collect();
        let batch = RecordBatch::try_new(schema.clone(), arrays);
        batches.push(batch.map_err(|cause| Error::Table { table: &table.schema.name, cause: cause.to_string() })?);
    }
    Ok(batches)
}

fn sliced(table: &PartTable, start: &str, end: &str, texts: &BTreeMap<u32, Text>) -> Option<ArrayRef> {
    let (starts, ends) = (table.piece.integers(start)?, table.piece.integers(end)?);
    let cell = |row: usize| {
        let text = texts.get(table.article_of.get(row)?)?;
        let at = |column: &arrow::array::Int32Array| column.is_valid(row).then(|| u32::try_from(column.value(row)).ok()).flatten();
        text.slice(at(starts)?, at(ends)?).map(str::to_string)
    };
    Some(strings((0..starts.len()).map(cell).collect()))
}

fn from_places(table: &PartTable, column: &str, texts: &BTreeMap<u32, Text>, holder: &Holder) -> Option<ArrayRef> {
    let (hashes, ids) = (table.piece.strings("text"), table.piece.strings("article_id")?);
    let cell = |(row, place): (usize, Option<&str>)| {
        let place = place?;
        if place == OF_RECORD {
            let held = holder.held(hashes.filter(|hashes| hashes.is_valid(row))?.value(row), ids.value(row))?;
            return if column == "title" { held.title.clone() } else { held.byline.clone() };
        }
        texts.get(table.article_of.get(row)?)?.words_at(place)
    };
    Some(strings(table.piece.strings(column)?.iter().enumerate().map(cell).collect()))
}
