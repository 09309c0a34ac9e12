//! The command line as its user wrote it.

mod finished;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::finished::{
    Color, DiffArguments, ExportArguments, RehydrateArguments, RowDiffFormat, ValidateArguments, VerifyArguments,
    WhyChangedArguments,
};
use crate::cache::parse_size;
use crate::plan::Selection;
use crate::shard::Shard;

/// Articles in, columns out: turns raw news articles into tidy tables, reproducibly.
#[derive(Debug, Parser)]
#[command(name = "columnist", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes a pipeline to start from into a new or empty folder, with an article.
    Init(InitArguments),
    /// Reads the input of a pipeline, runs its stages and writes the dataset.
    Run(RunArguments),
    /// Says what `run` would do and why; writes nothing.
    Plan(PlanArguments),
    /// What of a dataset is current and what is stale, on one screen; writes nothing.
    Status(StatusArguments),
    /// The cache beside a pipeline file: finished pieces of its tables.
    #[command(subcommand)]
    Cache(CacheCommand),
    /// Joins the parts that `run --shard` wrote into the dataset that a whole run writes, byte for byte.
    Merge(MergeArguments),
    /// Lists the stages: what each reads, and the tables that show it.
    Stages(StagesArguments),
    /// Reads one text or JSON Lines on stdin and prints one table.
    Extract(ExtractArguments),
    /// The versioned schemas of the tables: what they hold, how they changed, whether their numbers are right.
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Holds a dataset's files, rows and spans against what was written, without running anything.
    Verify(VerifyArguments),
    /// Compares two datasets row by row: folders, or folders of git revisions as `HEAD~1:outputs/sample`.
    Diff(DiffArguments),
    /// Says what a changed parameter, word list or program would move in a pipeline's dataset; writes nothing.
    WhyChanged(WhyChangedArguments),
    /// Writes a dataset that may be passed on where its articles may not: offsets, codes, values and hashes.
    Export(ExportArguments),
    /// Fills a dataset without text from your own copy of the articles, and proves it equal by hash.
    Rehydrate(RehydrateArguments),
    /// Holds a dataset's tables against their schemas: types, nulls, enumerations, keys, counts, spans.
    Validate(ValidateArguments),
    /// Prints the data dictionary: of the tables, or of a dataset with what its values are.
    Codebook(CodebookArguments),
    /// Prints the completions for a shell.
    Completions { shell: clap_complete::Shell },
    /// Prints the manual page.
    Man,
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder; it is made where there is none.
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

/// Which part of a pipeline, and with what changed.
#[derive(Debug, Args)]
pub struct SelectionArguments {
    /// The pipeline file.
    pub pipeline: PathBuf,
    /// Stop after this stage; tables that need a later one are left out.
    #[arg(long, value_name = "STAGE")]
    pub until: Option<String>,
    /// Write these tables only.
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Replace a value of the pipeline file, as `stages.blocks.layout=plain`. `run` and `plan` take a list, `stages.blocks.layout=web,plain`: a dataset for each value,
    /// beside the pipeline's own.
    #[arg(short = 'S', long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// How much is said.
#[derive(Debug, Args)]
pub struct OutputArguments {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Print nothing but errors.
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print more: the first problems, a preview of the tables.
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Debug, Args)]
pub struct RunArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    /// Say what would be done, write nothing.
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Run even if the dataset is current, and make everything again, or these tables, whatever the cache holds.
    #[arg(short, long, value_name = "TABLE", num_args = 0..=1, require_equals = true, default_missing_value = "", value_delimiter = ',')]
    pub force: Option<Vec<String>>,
    /// Take nothing from the cache and put nothing in.
    #[arg(long)]
    pub no_cache: bool,
    /// Regenerate in a temporary folder and compare with the dataset that stands there; write nothing, exit with 1 if rows differ.
    #[arg(long, conflicts_with = "dry_run")]
    pub check: bool,
    /// Note in `columnist.lock` beside the pipeline file what the dataset was made from and what came out.
    #[arg(long, conflicts_with_all = ["locked", "check", "dry_run", "shard", "only", "until"])]
    pub lock: bool,
    /// Refuse where input, parameters, versions or rows are not those of `columnist.lock`.
    #[arg(long, conflicts_with_all = ["shard", "only", "until"])]
    pub locked: bool,
    /// Exit with 1 if the input had problems; with `--check`, also if only bytes differ.
    #[arg(long)]
    pub strict: bool,
    /// Write only one of N parts of the dataset, as `2/7`: the articles whose id's hash falls to it. `merge` joins them.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Number of threads; 0: as many as there are cores.
    #[arg(short = 'j', long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Show no progress bar.
    #[arg(long)]
    pub no_progress: bool,
    #[command(flatten)]
    pub csv: CsvArguments,
}

/// What spreadsheets want of CSV.
#[derive(Debug, Args)]
pub struct CsvArguments {
    /// Begin CSV with a byte-order mark, by which Excel knows UTF-8.
    #[arg(long)]
    pub bom: bool,
    /// Put an apostrophe before cells of CSV that a spreadsheet would run as a formula: those that begin with = + - or @.
    #[arg(long)]
    pub excel_safe: bool,
}

#[derive(Debug, Args)]
pub struct PlanArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,
    /// Say it of one of N parts of the dataset, as `2/7`.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    #[command(flatten)]
    pub output: OutputArguments,
}

#[derive(Debug, Args)]
pub struct StatusArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,
    /// Say why each stale table is stale.
    #[arg(long)]
    pub why: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// Removes what was not used for longest until the cache is small enough.
    Gc {
        /// A pipeline file: its cache stands beside it.
        pipeline: PathBuf,
        /// How much may stay, as `500MB` or `2GB`; `0` removes everything. A run that ends leaves no more than 4GB.
        #[arg(long, value_name = "SIZE", default_value = "4GB", value_parser = parse_size)]
        max_size: u64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The folders that `run --shard` wrote: all of them, in any order.
    #[arg(required = true, value_name = "SHARD")]
    pub shards: Vec<PathBuf>,
    /// The folder of the dataset.
    #[arg(long, value_name = "DATASET")]
    pub into: PathBuf,
    #[command(flatten)]
    pub output: OutputArguments,
    /// Number of threads; 0: as many as there are cores.
    #[arg(short = 'j', long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
}

#[derive(Debug, Args)]
pub struct StagesArguments {
    #[arg(long, value_enum, default_value_t = GraphFormat::Table)]
    pub format: GraphFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    Table,
    Mermaid,
    Dot,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Lists the tables and their versions.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints a schema: every column with type and meaning.
    Show {
        /// The table, or one version of it as `claims@1.0`.
        schema: String,
        /// Print the schema file.
        #[arg(long)]
        json: bool,
    },
    /// Compares each version with the one before; exits with 1 if a number does not say what changed.
    Check {
        /// A folder of schemas; left out: those of this program.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Says what changed between two versions of a table; exits with 1 if anything did.
    Diff {
        /// The older one, as `claims@1.0`.
        old: String,
        /// The newer one, or the table for its newest.
        new: String,
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
    /// Brings tables of a dataset to other versions of their schemas; says what is lost before anything is written.
    Migrate(MigrateArguments),
}

#[derive(Debug, Args)]
pub struct MigrateArguments {
    /// The folder of the dataset.
    pub dataset: PathBuf,
    /// Tables with the versions wanted, as `claims@1.0`; without a version, the newest.
    #[arg(long, value_name = "TABLE@VERSION", value_delimiter = ',', required = true)]
    pub to: Vec<String>,
    /// Write a new dataset here; left out, the dataset is replaced.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Write even if values are lost.
    #[arg(long)]
    pub allow_loss: bool,
    /// Say what would be done and lost, write nothing.
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Text,
    Json,
    /// For a changelog.
    Markdown,
}

#[derive(Debug, Args)]
pub struct CodebookArguments {
    /// Folder of a dataset; the newest schemas where it is left out.
    pub dataset: Option<PathBuf>,
    #[arg(short, long, value_enum, default_value_t = CodebookFormat::Md)]
    pub format: CodebookFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodebookFormat {
    /// Markdown.
    Md,
    /// A page that loads nothing.
    Html,
}

#[derive(Debug, Args)]
pub struct ExtractArguments {
    /// The table to print.
    #[arg(short, long)]
    pub table: String,
    /// How to print it.
    #[arg(short, long, value_enum, default_value_t = StreamFormat::Jsonl)]
    pub format: StreamFormat,
    /// What stdin holds; `auto` takes text that begins with `{` for JSON Lines.
    #[arg(short, long, value_enum, default_value_t = StreamInput::Auto)]
    pub input: StreamInput,
    /// Set a stage's parameter, as `stages.blocks.layout=plain`.
    #[arg(short = 'S', long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Day of publication of a plain text, as 2025-03-17: relative dates are resolved against it.
    #[arg(long, value_name = "DATE")]
    pub published_on: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub csv: CsvArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StreamFormat {
    Jsonl,
    Csv,
    /// An Arrow IPC stream.
    Arrow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StreamInput {
    Auto,
    Text,
    Jsonl,
}

impl RunArguments {
    /// What of this concerns the plan: the flags for CSV are short for values of the pipeline file.
    pub fn selection(&self) -> Selection {
        let mut selection = Selection { shard: self.shard, ..self.selection.selection() };
        for (is_set, key) in [(self.csv.bom, "bom"), (self.csv.excel_safe, "excel_safe")] {
            selection.set.extend(is_set.then(|| format!("output.csv.{key}=true")));
        }
        selection
    }
}

impl SelectionArguments {
    /// What of this concerns the plan.
    pub fn selection(&self) -> Selection {
        Selection {
            until: self.until.clone(),
            only: self.only.iter().map(|name| name.trim().to_string()).collect(),
            set: self.set.clone(),
            ..Selection::default()
        }
    }
}
