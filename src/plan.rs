//! A pipeline with everything resolved: files found, stages and tables chosen, the output folder known. What can go wrong before work
//! begins goes wrong here.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, nearest};
use crate::read::{InputFile, ReadOptions, find_files, is_known_encoding, without_detours};
use crate::schema::{TableSchema, released};
use crate::shard::Shard;
use crate::spec::{PipelineHead, PipelineSpec, placed_in, read_word_files};
use crate::stages::{STAGES, StageDefinition, StageParameters, stage_named, with_requirements};
use crate::tables::{TABLES, TableDefinition, table_named};
use crate::write::{CsvOptions, FileFormat};

/// What a run will do.
pub struct Plan {
    /// Of the pipeline file; the cache stands there.
    pub folder: PathBuf,
    pub pipeline: PipelineHead,
    pub files: Vec<InputFile>,
    pub read: ReadOptions,
    pub parameters: StageParameters,
    /// In running order, with all that they need.
    pub stages: Vec<&'static StageDefinition>,
    /// In the order of [`TABLES`].
    pub tables: Vec<&'static TableDefinition>,
    /// Whether the command line leaves tables out that the pipeline file asks for, or may.
    pub is_selection: bool,
    /// The version that each of these tables is written in, in their order.
    pub schemas: Vec<&'static TableSchema>,
    pub output: PathBuf,
    pub formats: Vec<FileFormat>,
    pub csv: CsvOptions,
    /// Whether the package is written around the tables.
    pub package: bool,
    /// Where only a part of the dataset is written: which, and as what the whole will be.
    pub part: Option<Part>,
}

/// Which part of a dataset a shard is, and what [`crate::run::merge`] makes of all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    #[serde(flatten)]
    pub shard: Shard,
    /// Formats of the whole. A shard itself is Parquet alone.
    pub formats: Vec<FileFormat>,
    /// Whether the whole has a package around it. A shard has none.
    pub package: bool,
}

/// What the command line adds to a pipeline file.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Last stage that runs; tables that need a later one are left out.
    pub until: Option<String>,
    /// Tables to write.
    pub only: Vec<String>,
    /// `key=value` pairs that replace values of the pipeline file.
    pub set: Vec<String>,
    /// The part of the dataset to write, instead of the whole.
    pub shard: Option<Shard>,
    /// What the dataset is called beside the one that the pipeline file names: `press.layout-plain`.
    pub variant: Option<String>,
}

impl Plan {
    /// Reads a pipeline file and resolves it.
    ///
    /// # Errors
    /// What [`PipelineSpec::read`] and [`find_files`] refuse; an unknown stage, table or table version; nothing left to write.
    pub fn new(path: &Path, selection: &Selection) -> Result<Plan> {
        let spec = PipelineSpec::read(path, &selection.set)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Plan::resolved(spec, folder, selection).map_err(|refusal| placed_in(path, refusal))
    }

    fn resolved(mut spec: PipelineSpec, folder: &Path, selection: &Selection) -> Result<Plan> {
        read_word_files(&mut spec.stages, folder)?;
        let tables = chosen_tables(&spec, selection)?;
        let needed: Vec<&str> = tables.iter().flat_map(|table| table.stages).copied().collect();
        if spec.output.formats.is_empty() {
            return Err(Error::refused("`formats` in `[output]` is empty", "write `formats = [\"parquet\", \"csv\"]`"));
        }
        let mut formats = spec.output.formats.clone();
        formats.sort_unstable();
        formats.dedup();
        if spec.input.id.is_some() && spec.input.fields.id.is_some() {
            return Err(Error::refused("`id` stands both in `[input]` and in `[input.fields]`", "keep one of them"));
        }
        check_encoding(spec.input.encoding.as_deref())?;
        spec.input.limits.check()?;
        spec.pipeline.check()?;
        let pinned = |table: &&'static TableDefinition| match spec.output.tables.get(table.name) {
            Some(pin) => pinned_schema(table.name, pin),
            None => Ok(table.schema()),
        };
        let output = without_detours(&folder.join(&spec.output.dir));
        if output.file_name().is_none() || spec.output.dir.as_os_str().is_empty() {
            return Err(Error::refused("`dir` in `[output]` names no folder of its own", "write `dir = \"outputs/NAME\"`"));
        }
        let mut plan = Plan {
            folder: folder.to_path_buf(),
            files: find_files(folder, &spec.input.paths, spec.input.follow_links, Some(&output))?,
            read: ReadOptions {
                id: spec.input.id,
                fields: spec.input.fields,
                limits: spec.input.limits,
                encoding: spec.input.encoding,
                repair: spec.input.repair,
            },
            pipeline: spec.pipeline,
            parameters: spec.stages,
            stages: with_requirements(&needed),
            schemas: tables.iter().map(pinned).collect::<Result<_>>()?,
            tables,
            is_selection: selection.until.is_some() || !selection.only.is_empty(),
            output,
            formats,
            csv: spec.output.csv,
            package: spec.output.package,
            part: None,
        };
        if let Some(variant) = &selection.variant {
            let name = plan.output.file_name().unwrap_or_default().to_string_lossy().into_owned();
            plan.output.set_file_name(format!("{name}.{variant}"));
        }
        if let Some(shard) = selection.shard {
            plan.cut_to(shard);
        }
        Ok(plan)
    }

    /// Makes this the plan of a part: the same articles are read, those of the shard are written, beside the place of the whole.
    fn cut_to(&mut self, shard: Shard) {
        self.output = shard.folder_beside(&self.output);
        let formats = std::mem::replace(&mut self.formats, vec![FileFormat::Parquet]);
        self.part = Some(Part { shard, formats, package: std::mem::take(&mut self.package) });
    }

    /// Whether this table is written.
    pub fn writes(&self, table: &str) -> bool {
        self.tables.iter().any(|planned| planned.name == table)
    }
}

fn chosen_tables(spec: &PipelineSpec, selection: &Selection) -> Result<Vec<&'static TableDefinition>> {
    let allowed = stages_until(selection.until.as_deref())?;
    for name in selection.only.iter().chain(spec.output.tables.keys()) {
        if table_named(name).is_none() {
            let near = nearest(name, TABLES.iter().map(|table| table.name));
            return Err(Error::refused(
                format!("there is no table `{name}`"),
                mend_with(near, "`columnist stages` lists the tables"),
            ));
        }
    }
    let (mut tables, mut left_out) = (Vec::new(), None);
    for table in TABLES {
        let is_chosen = if selection.only.is_empty() {
            spec.output.tables.is_empty() || spec.output.tables.contains_key(table.name)
        } else {
            selection.only.iter().any(|name| name == table.name)
        };
        if !is_chosen {
            continue;
        }
        match with_requirements(table.stages).iter().rfind(|stage| !allowed.contains(&stage.name)) {
            None => tables.push(table),
            Some(stage) => left_out = Some((table.name, stage.name)),
        }
    }
    match left_out.filter(|_| tables.is_empty()) {
        Some((table, stage)) => Err(Error::refused(
            format!("no table is left to write: {table} needs the stage {stage}"),
            format!("write `--until {stage}`, or choose other tables with `--only`"),
        )),
        None => Ok(tables),
    }
}

/// The schema of a table in the version that a pin names: `1.0`, or `1` for the newest 1.x.
///
/// # Errors
/// A version that the table does not have: the message lists those that it has.
pub fn pinned_schema(table: &str, pin: &str) -> Result<&'static TableSchema> {
    released().pinned(table, pin).ok_or_else(|| {
        let versions = released().version_list(table);
        Error::refused(format!("table {table} has no version `{pin}`"), format!("its versions are {versions}"))
    })
}

fn check_encoding(label: Option<&str>) -> Result<()> {
    match label {
        Some(label) if !is_known_encoding(label) => Err(Error::refused(
            format!("`encoding = \"{label}\"` in `[input]` names no encoding that is known"),
            "write a label of the WHATWG: `utf-8`, `windows-1252`, `macintosh`, `utf-16le`, `shift_jis`",
        )),
        _ => Ok(()),
    }
}

fn stages_until(last: Option<&str>) -> Result<Vec<&'static str>> {
    let Some(last) = last else { return Ok(STAGES.iter().map(|stage| stage.name).collect()) };
    if stage_named(last).is_none() {
        let near = nearest(last, STAGES.iter().map(|stage| stage.name));
        return Err(Error::refused(format!("there is no stage `{last}`"), mend_with(near, "`columnist stages` lists them")));
    }
    let position = STAGES.iter().position(|stage| stage.name == last).unwrap_or_default();
    Ok(STAGES[..=position].iter().map(|stage| stage.name).collect())
}

fn mend_with(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_string(), |near| format!("did you mean `{near}`?"))
}
