//! The verbs: one file each.

mod cache;
mod check;
mod codebook;
mod diff;
mod extract;
mod init;
mod lock;
mod merge;
mod plan;
mod run;
mod schema;
mod share;
mod shell;
mod stages;
mod status;
mod sweep;
mod verify;
mod why_changed;

use std::io::Write;
use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::error::{Error, Result};

/// How a command ended that could do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, or nothing differs.
    Done,
    /// It ran and found differences, stale tables or problems.
    Found,
}

impl Ending {
    /// How two things ended that were done one after the other.
    fn and(self, later: Ending) -> Ending {
        if later == Ending::Found { later } else { self }
    }
}

/// Executes a command line. Exit codes: 0 done, 1 it ran and found something, 2 it could not do what was asked.
pub fn execute(cli: Cli) -> ExitCode {
    let ended = match &cli.command {
        Command::Init(arguments) => init::execute(arguments),
        Command::Run(arguments) => run::execute(arguments),
        Command::Plan(arguments) => plan::execute(arguments),
        Command::Status(arguments) => status::execute(arguments),
        Command::Cache(command) => cache::execute(command),
        Command::Merge(arguments) => merge::execute(arguments),
        Command::Stages(arguments) => stages::execute(arguments),
        Command::Extract(arguments) => extract::execute(arguments),
        Command::Schema(command) => schema::execute(command),
        Command::Verify(arguments) => verify::verify(arguments),
        Command::Diff(arguments) => diff::execute(arguments),
        Command::WhyChanged(arguments) => why_changed::execute(arguments),
        Command::Export(arguments) => share::export(arguments),
        Command::Rehydrate(arguments) => share::rehydrate(arguments),
        Command::Validate(arguments) => verify::validate(arguments),
        Command::Codebook(arguments) => codebook::execute(arguments),
        Command::Completions { shell } => shell::print_completions(*shell),
        Command::Man => shell::print_manual(),
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Err(Error::ClosedPipe) => ExitCode::SUCCESS,
        Err(error) => {
            // A stderr that is closed has nobody to tell.
            let _ = writeln!(std::io::stderr(), "{:?}", miette::Report::new(error));
            ExitCode::from(2)
        }
    }
}

/// `1 table`, `2 tables`.
fn counted(count: u64, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// Writes a result to stdout. A reader that has closed the pipe has seen enough; what is left to do is done all the same.
fn print(bytes: impl AsRef<[u8]>) -> Result<()> {
    match print_for_reader(bytes) {
        Err(Error::ClosedPipe) => Ok(()),
        printed => printed,
    }
}

/// Writes a part of what a reader takes as it comes.
///
/// # Errors
/// Where nobody reads any more, so that nothing is left to do.
fn print_for_reader(bytes: impl AsRef<[u8]>) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(bytes.as_ref()).and_then(|()| stdout.flush()).map_err(Error::of_stdout)
}
