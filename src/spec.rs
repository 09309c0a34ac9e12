//! The pipeline file as its author wrote it. Nothing is looked up yet: that is [`crate::plan`]'s work.

mod citation;
mod own_names;
mod place;
mod sweep;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, nearest};
use crate::read::{FieldNames, Limits};
use crate::stages::StageParameters;
use crate::write::{CsvOptions, FileFormat};

pub use citation::Author;
pub use place::placed_in;
pub use sweep::{Variant, variants};

/// A pipeline file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PipelineSpec {
    pub pipeline: PipelineHead,
    pub input: InputSpec,
    #[serde(default)]
    pub stages: StageParameters,
    pub output: OutputSpec,
}

/// `[pipeline]`: what the dataset is called, and how it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PipelineHead {
    pub name: String,
    pub version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The name in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// An SPDX identifier, or the address of a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Day of release, as 2025-03-17. Nothing in a dataset tells the day of a run: the same input gives the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where the dataset can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
}

/// `[input]`: which files, and what their records' fields are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Patterns relative to the pipeline file.
    pub paths: Vec<String>,
    /// `stem` (articles are called after their files), or the name of the field that is the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default)]
    pub fields: FieldNames,
    /// How much of anything is read.
    #[serde(default)]
    pub limits: Limits,
    /// Whether links may lead out of the input folder.
    #[serde(default)]
    pub follow_links: bool,
    /// Encoding of records that declare none, have no byte-order mark and are no UTF-8: a label of the WHATWG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether mojibake is put right; it is reported in any case.
    #[serde(default)]
    pub repair: bool,
}

/// `[output]`: where the dataset goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputSpec {
    /// Folder, relative to the pipeline file.
    pub dir: PathBuf,
    #[serde(default = "all_formats")]
    pub formats: Vec<FileFormat>,
    /// Tables to write, each with the version wanted; all tables where it is empty.
    #[serde(default)]
    pub tables: BTreeMap<String, String>,
    /// How CSV is written for spreadsheets.
    #[serde(default)]
    pub csv: CsvOptions,
    /// Whether the descriptors, the codebook and the card stand beside the tables.
    #[serde(default = "yes")]
    pub package: bool,
}

fn yes() -> bool {
    true
}

fn all_formats() -> Vec<FileFormat> {
    vec![FileFormat::Parquet, FileFormat::Csv]
}

impl PipelineSpec {
    /// Reads a pipeline file. `overrides` are `key=value` pairs with dotted keys (`stages.blocks.layout=plain`) that replace or add a value.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, has an unknown key, or lacks one; an override that does not fit.
    pub fn read(path: &Path, overrides: &[String]) -> Result<PipelineSpec> {
        let text = std::fs::read_to_string(path).map_err(|cause| Error::file("read the pipeline file", path, cause))?;
        let name = path.display().to_string();
        // The file is checked as it stands first, so that its errors have their place in it.
        let spec = toml::from_str(&text).map_err(|cause| pipeline_error(&cause, &name, &text))?;
        if overrides.is_empty() {
            return Ok(spec);
        }
        let mut table: toml::Table = toml::from_str(&text).map_err(|cause| pipeline_error(&cause, &name, &text))?;
        for assignment in overrides {
            set(&mut table, assignment)?;
        }
        let text = table.to_string();
        toml::from_str(&text).map_err(|cause| pipeline_error(&cause, "the pipeline with `--set`", &text))
    }
}

/// The part of a pipeline that is of use without one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StagesAlone {
    #[serde(default)]
    stages: StageParameters,
}

/// Stage parameters with their defaults, changed by `key=value` pairs with dotted keys, such as `stages.blocks.layout=plain`.
///
/// # Errors
/// A pair that does not fit.
pub fn stage_parameters(overrides: &[String]) -> Result<StageParameters> {
    let mut table = toml::Table::new();
    for assignment in overrides {
        set(&mut table, assignment)?;
    }
    let text = table.to_string();
    let alone: StagesAlone = toml::from_str(&text).map_err(|cause| pipeline_error(&cause, "the parameters of `--set`", &text))?;
    Ok(alone.stages)
}

/// Reads the files that stage parameters name, whose paths are relative to `folder`.
///
/// # Errors
/// A file that cannot be read, or a row that does not fit.
pub fn read_word_files(parameters: &mut StageParameters, folder: &Path) -> Result<()> {
    if let Some(file) = &mut parameters.countries.extra {
        let path = folder.join(file.path());
        if !path.is_file() {
            let message = format!("`{}`, the names of countries that `extra` tells, is no file", file.path().display());
            return Err(Error::refused(
                message,
                format!("correct `extra` in `[stages.countries]`: it stands for {}", path.display()),
            ));
        }
        let names = own_names::read_own_names(&path)?;
        file.hold(names);
    }
    Ok(())
}

fn pipeline_error(cause: &toml::de::Error, name: &str, text: &str) -> Error {
    let message = cause.message().to_string();
    Error::Pipeline {
        mend: mend_for(&message),
        message,
        source_text: Arc::new(NamedSource::new(name, text.to_string())),
        place: cause.span().map(SourceSpan::from),
    }
}

/// What to write where one of the keys that every pipeline has is missing.
fn lacking(key: &str) -> Option<&'static str> {
    Some(match key {
        "pipeline" => "begin with `[pipeline]`, `name = \"NAME\"` and `version = \"1.0.0\"`",
        "name" => "write `name = \"NAME\"` in `[pipeline]`",
        "version" => "write `version = \"1.0.0\"` in `[pipeline]`",
        "input" => "add `[input]` and `paths = [\"articles/*.txt\"]`",
        "paths" => "write `paths = [\"articles/*.txt\"]` in `[input]`",
        "output" => "add `[output]` and `dir = \"outputs/NAME\"`",
        "dir" => "write `dir = \"outputs/NAME\"` in `[output]`",
        _ => return None,
    })
}

/// For a missing key how to write it, for an unknown key or value the nearest one that is known. serde tells both in its message, the wrong one first.
fn mend_for(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next()?;
    if message.starts_with("missing field ") {
        return lacking(wrong).map(str::to_string);
    }
    if !message.starts_with("unknown ") {
        return None;
    }
    nearest(wrong, quoted).map(|right| format!("did you mean `{right}`?"))
}

/// Puts one `key=value` into the table. A value that is no TOML counts as a string.
fn set(table: &mut toml::Table, assignment: &str) -> Result<()> {
    let refuse =
        |why: &str| Error::refused(format!("`--set {assignment}`: {why}"), "write it as `--set stages.blocks.layout=plain`");
    let (key, value) = assignment.split_once('=').ok_or_else(|| refuse("there is no `=`"))?;
    let value = toml::from_str::<toml::Table>(&format!("value = {value}"))
        .ok()
        .and_then(|mut parsed| parsed.remove("value"))
        .unwrap_or_else(|| toml::Value::String(value.to_string()));
    let (folders, last) = key.rsplit_once('.').map_or((None, key), |(folders, last)| (Some(folders), last));
    let mut place = table;
    for part in folders.iter().flat_map(|folders| folders.split('.')) {
        let entry = place.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        place = entry.as_table_mut().ok_or_else(|| refuse(&format!("`{part}` holds a value and no keys")))?;
    }
    place.insert(last.to_string(), value);
    Ok(())
}
