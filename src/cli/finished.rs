//! The arguments of the verbs that look at finished datasets.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{OutputArguments, SelectionArguments};

#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The dataset's folder.
    pub dataset: PathBuf,
    #[command(flatten)]
    pub output: OutputArguments,
    /// Also compare the source files that this pipeline reads with those that the dataset was made from.
    #[arg(long, value_name = "PIPELINE")]
    pub inputs: Option<PathBuf>,
    /// Exit with 1 also for warnings: bytes differ where rows are equal.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The dataset as it was: a folder, or `REVISION:FOLDER`.
    pub old: String,
    /// The dataset as it is.
    pub new: String,
    #[arg(short, long, value_enum, default_value_t = RowDiffFormat::Text)]
    pub format: RowDiffFormat,
    /// Rows of each kind that are shown of a table; 0: all of them.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// Compare these tables only.
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    pub only: Vec<String>,
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Print nothing: the exit code says whether rows differ.
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The dataset's folder.
    pub dataset: PathBuf,
    #[command(flatten)]
    pub output: OutputArguments,
    /// Leave out every word of the articles.
    #[arg(long)]
    pub without_text: bool,
    /// The folder to write.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

#[derive(Debug, Args)]
pub struct RehydrateArguments {
    /// The dataset without text.
    pub dataset: PathBuf,
    #[command(flatten)]
    pub output: OutputArguments,
    /// The articles: a folder, or a pipeline that reads them.
    #[arg(long, value_name = "DIR_OR_PIPELINE")]
    pub articles: PathBuf,
    /// The folder to write.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

#[derive(Debug, Args)]
pub struct WhyChangedArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    /// A file of own names of countries, in place of the one that the pipeline names.
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// Rows of each kind that are shown of a table; 0: all of them.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// Number of threads; 0: as many as there are cores.
    #[arg(short = 'j', long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Show no progress bar.
    #[arg(long)]
    pub no_progress: bool,
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowDiffFormat {
    Text,
    Json,
    /// One line per cell.
    Csv,
    /// For a pull request.
    Markdown,
    Html,
}

/// When text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether stdout gets colours.
    pub fn is_wanted(self) -> bool {
        let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => std::io::stdout().is_terminal() && !is_refused,
        }
    }
}

#[derive(Debug, Args)]
pub struct ValidateArguments {
    /// The dataset's folder.
    pub dataset: PathBuf,
    #[command(flatten)]
    pub output: OutputArguments,
    /// Exit with 1 also for warnings.
    #[arg(long)]
    pub strict: bool,
}
