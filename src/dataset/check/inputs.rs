//! The source files against what a dataset says it was made from.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::finding::{Finding, Findings};
use crate::dataset::manifest::{Manifest, summarize_inputs};
use crate::dataset::stored::StoredDataset;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::read::{Item, Output, read_file};
use crate::shard::{Shard, UniqueIds};
use crate::tables::table_named;

/// Name of this check, and the place of its findings: a file of its own for each source would make each a kind of its own.
pub const INPUTS: &str = "inputs";

/// Compares the inputs of a pipeline with those of the dataset's manifest; where they differ, record by record.
///
/// # Errors
/// A dataset without a manifest, or whose articles cannot be read.
pub fn check_inputs(dataset: &StoredDataset, plan: &Plan, findings: &mut Findings) -> Result<()> {
    let Some(Manifest { input: was, part, .. }) = &dataset.manifest else {
        return Err(Error::refused("the dataset has no manifest.json", "run the pipeline to write one"));
    };
    let is = summarize_inputs(&plan.files);
    if is == *was {
        return Ok(());
    }
    let message = format!("{} files with {} bytes; the dataset was made from {} with {}", is.files, is.bytes, was.files, was.bytes);
    findings.push(Finding::of_file(INPUTS, "manifest.json", message));
    let mut known = sources_of(dataset)?;
    compare_records(plan, part.as_ref().map(|part| part.shard), &mut known, findings);
    for source in known.into_keys() {
        findings.push(of_record(source, "the dataset has this record and the input does not"));
    }
    Ok(())
}

/// Hash of the record behind each article, by source.
fn sources_of(dataset: &StoredDataset) -> Result<BTreeMap<String, String>> {
    let unreadable =
        |cause: String| Error::refused(format!("the table articles cannot be read: {cause}"), "run the pipeline again");
    let Some(articles) = table_named("articles") else { return Ok(BTreeMap::new()) };
    let Some(format) = dataset.formats_of(articles).next() else { return Ok(BTreeMap::new()) };
    let file = dataset.table(articles, format).map_err(unreadable)?;
    let mut sources = BTreeMap::new();
    for chunk in file.chunks() {
        let piece = file.read_columns(&[chunk], &["source", "source_sha256"]).map_err(unreadable)?;
        if let (Some(names), Some(hashes)) = (piece.strings("source"), piece.strings("source_sha256")) {
            let rows = names.iter().zip(hashes).filter_map(|(name, hash)| Some((name?.to_string(), hash?.to_string())));
            sources.extend(rows);
        }
    }
    Ok(sources)
}

/// Takes the records that the input has out of `known`. A shard has only its own.
fn compare_records(plan: &Plan, shard: Option<Shard>, known: &mut BTreeMap<String, String>, findings: &mut Findings) {
    let mut ids = UniqueIds::default();
    let mut sink = |item| {
        if let Item::Article(article) = item {
            let id = ids.unique(article.id);
            match known.remove(&article.source) {
                None if shard.is_some_and(|shard| !shard.owns(&id)) => {}
                None => findings.push(of_record(article.source, "the input has this record and the dataset does not")),
                Some(hash) if hash != article.source_sha256 => {
                    findings.push(of_record(article.source, "the record is not the one that the dataset was made from"));
                }
                Some(_) => {}
            }
        }
        ControlFlow::Continue(())
    };
    let mut output = Output::new(&mut sink);
    for file in &plan.files {
        read_file(file, &plan.read, &mut output);
    }
}

fn of_record(source: String, message: &str) -> Finding {
    Finding::of_file(INPUTS, INPUTS, message).with_key(source)
}
