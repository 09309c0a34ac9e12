//! The one error type at the edge: what could not be done, where, and the mend.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

/// Why a command could not do what was asked. Problems inside the input are no errors: they are rows of `problems`.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    #[error("cannot {action} {}: {cause}", path.display())]
    File { action: &'static str, path: PathBuf, cause: std::io::Error },

    #[error("{message}")]
    Pipeline {
        message: String,
        #[source_code]
        source_text: Arc<NamedSource<String>>,
        #[label("here")]
        place: Option<SourceSpan>,
        #[help]
        mend: Option<String>,
    },

    #[error("{message}")]
    Refused {
        message: String,
        #[help]
        mend: Option<String>,
    },

    #[error("nobody reads stdout any more")]
    ClosedPipe,

    #[error("cannot write table {table}: {cause}")]
    Table { table: &'static str, cause: String },
}

/// The result of whatever may fail at the edge.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of the operating system over a file.
    pub fn file(action: &'static str, path: impl AsRef<Path>, cause: std::io::Error) -> Error {
        Error::File { action, path: path.as_ref().to_path_buf(), cause }
    }

    /// An error of writing to stdout.
    pub fn of_stdout(cause: std::io::Error) -> Error {
        match cause.kind() {
            std::io::ErrorKind::BrokenPipe => Error::ClosedPipe,
            _ => Error::file("write to", "stdout", cause),
        }
    }

    /// A request that is refused, with what to do instead.
    pub fn refused(message: impl Into<String>, mend: impl Into<String>) -> Error {
        Error::Refused { message: message.into(), mend: Some(mend.into()) }
    }
}

/// The candidate that is nearest to a misspelt `word`, if one is near at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (similarity(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// 1 for the same word: swapped letters weigh little in the one measure, wrong endings in the other.
fn similarity(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b).max(strsim::jaro_winkler(a, b) - 0.1)
}
