//! `manifest.json`: what a dataset was made from, by what, and what came out.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::manifest_check::check_manifest;
use crate::error::{Error, Result};
use crate::hash::hex;
use crate::lang::en::word_files;
use crate::plan::{Part, Plan};
use crate::read::{InputFile, ReadOptions};
use crate::spec::PipelineHead;
use crate::tables::ColumnSummary;
use crate::write::{CsvOptions, Provenance, TableFiles};

/// The manifest of a dataset. Holds nothing that differs from run to run or from machine to machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// BLAKE3 over all that determines the rows: program, pipeline, input, stages and word lists. Two datasets with one id were made from the
    /// same by the same; their tables may have other schema versions.
    #[serde(default)]
    pub id: String,
    /// `columnist` and its version.
    pub tool: String,
    /// Where this is a shard: which part of which whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    pub pipeline: PipelineHead,
    pub input: InputSummary,
    pub read: ReadOptions,
    pub stages: Vec<StageRecord>,
    /// BLAKE3 of each compiled-in word list and table.
    pub word_lists: BTreeMap<String, String>,
    /// How CSV is written for spreadsheets.
    #[serde(default, skip_serializing_if = "CsvOptions::is_plain")]
    pub csv: CsvOptions,
    pub tables: Vec<TableRecord>,
    /// The files of the package around the tables, by path relative to the dataset folder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub package: BTreeMap<String, FileRecord>,
}

/// All input files taken together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputSummary {
    pub files: usize,
    pub bytes: u64,
    /// BLAKE3 over the files' sources and hashes, in input order.
    pub blake3: String,
}

/// A stage that ran.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageRecord {
    pub name: String,
    pub version: u32,
    pub parameters: serde_json::Value,
}

/// A table that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableRecord {
    pub name: String,
    /// `claims@1.0`
    pub schema: String,
    pub rows: u64,
    /// Rows of each row group, by which rows and columns are hashed; left out where there is one, and where an earlier program hashed the table as one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub row_groups: Vec<u64>,
    /// The same for the same rows in the same row groups, however they are encoded.
    pub rows_blake3: String,
    /// The same for the same values of a column in the same row groups; none in a manifest of an earlier program.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns_blake3: BTreeMap<String, String>,
    /// By path relative to the dataset folder.
    pub files: BTreeMap<String, FileRecord>,
    /// What the values of each column are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, ColumnSummary>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    pub bytes: u64,
    pub sha256: String,
}

impl FileRecord {
    fn of(bytes: &[u8]) -> FileRecord {
        let sha256 = hex(Sha256::digest(bytes));
        FileRecord { bytes: bytes.len() as u64, sha256 }
    }
}

impl Manifest {
    /// The manifest of a run of `plan`, before anything was written.
    pub fn of_plan(plan: &Plan, input: InputSummary) -> Manifest {
        let parameters = serde_json::to_value(&plan.parameters).unwrap_or_default();
        let stage_record = |stage: &&crate::stages::StageDefinition| StageRecord {
            name: stage.name.to_string(),
            version: stage.version,
            parameters: parameters.get(stage.name).cloned().unwrap_or_default(),
        };
        let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
        let mut manifest = Manifest {
            id: String::new(),
            tool: Manifest::own_tool(),
            part: plan.part.clone(),
            pipeline: plan.pipeline.clone(),
            input,
            read: plan.read.clone(),
            stages: plan.stages.iter().map(stage_record).collect(),
            word_lists: word_files().map(|(name, text)| (name.to_string(), hash(text))).collect(),
            csv: plan.csv,
            tables: Vec::new(),
            package: BTreeMap::new(),
        };
        manifest.identify();
        manifest
    }

    /// This program and its version.
    pub fn own_tool() -> String {
        format!("columnist {}", env!("CARGO_PKG_VERSION"))
    }

    fn identify(&mut self) {
        self.id.clear();
        // No row depends on how CSV is written.
        let csv = std::mem::take(&mut self.csv);
        self.id = blake3::hash(&self.to_json()).to_hex().to_string();
        self.csv = csv;
    }

    /// The manifest of the whole that a shard is a part of, before anything was written: the one of a run without `--shard`.
    pub fn of_whole(&self) -> Manifest {
        let mut whole = Manifest { part: None, tables: Vec::new(), package: BTreeMap::new(), ..self.clone() };
        whole.identify();
        whole
    }

    /// What the Parquet files of the dataset tell of it.
    pub fn provenance(&self) -> Provenance {
        Provenance { tool: self.tool.clone(), dataset: self.id.clone() }
    }

    /// Adds what was written.
    pub fn with_tables(mut self, tables: &[TableFiles]) -> Manifest {
        self.tables = tables.iter().map(table_record).collect();
        self
    }

    /// Puts tables that were written again in the place of those of the same name.
    pub fn with_replaced(mut self, tables: &[TableFiles]) -> Manifest {
        for table in tables {
            if let Some(record) = self.tables.iter_mut().find(|record| record.name == table.table) {
                *record = table_record(table);
            }
        }
        self
    }

    /// Adds the files of the package.
    pub fn with_package(mut self, files: &[(String, Vec<u8>)]) -> Manifest {
        self.package = files.iter().map(|(path, bytes)| (path.clone(), FileRecord::of(bytes))).collect();
        self
    }

    /// As the file holds it.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// The manifest of the dataset in `folder`; `None` where there is no dataset.
    ///
    /// # Errors
    /// A manifest that cannot be read or is none, or that says what no dataset of this program can be.
    pub fn read(folder: &Path) -> Result<Option<Manifest>> {
        let path = folder.join("manifest.json");
        if path.exists() { Manifest::read_file(&path).map(Some) } else { Ok(None) }
    }

    /// The manifest in this file.
    pub(super) fn read_file(path: &Path) -> Result<Manifest> {
        let text = std::fs::read_to_string(path).map_err(|cause| Error::file("read", path, cause))?;
        let manifest: std::result::Result<Manifest, String> = serde_json::from_str(&text).map_err(|cause| cause.to_string());
        manifest.and_then(|manifest| check_manifest(&manifest).map(|()| manifest)).map_err(|cause| {
            let message = format!("{} is no manifest of this program: {cause}", path.display());
            Error::refused(message, "remove the dataset and run the pipeline again")
        })
    }
}

fn table_record(table: &TableFiles) -> TableRecord {
    let file =
        |file: &crate::write::WrittenFile| (file.path.clone(), FileRecord { bytes: file.bytes, sha256: file.sha256.clone() });
    TableRecord {
        name: table.table.to_string(),
        schema: table.schema.clone(),
        rows: table.rows,
        row_groups: if table.row_groups.len() > 1 { table.row_groups.clone() } else { Vec::new() },
        rows_blake3: table.rows_blake3.clone(),
        columns_blake3: table.columns_blake3.clone(),
        files: table.files.iter().map(file).collect(),
        columns: table.columns.clone(),
    }
}

/// Counts and hashes the input files. A file that cannot be read counts with no bytes: reading it will be a problem row.
pub fn summarize_inputs(files: &[InputFile]) -> InputSummary {
    let hashes: Vec<(u64, blake3::Hash)> = files.par_iter().map(hash_file).collect();
    let mut total = blake3::Hasher::new();
    for (file, (_, hash)) in files.iter().zip(&hashes) {
        total.update(file.source.as_bytes()).update(&[0]).update(hash.as_bytes());
    }
    InputSummary {
        files: files.len(),
        bytes: hashes.iter().map(|(bytes, _)| bytes).sum(),
        blake3: total.finalize().to_hex().to_string(),
    }
}

fn hash_file(file: &InputFile) -> (u64, blake3::Hash) {
    let mut hasher = blake3::Hasher::new();
    match file.open_as_found().and_then(|opened| hasher.update_reader(opened).map(|_| ())) {
        Ok(()) => (hasher.count(), hasher.finalize()),
        Err(_) => (0, blake3::hash(b"unreadable")),
    }
}
