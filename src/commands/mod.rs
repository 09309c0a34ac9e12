//! The verbs: one file each.

mod run;

use std::process::ExitCode;

use clap::CommandFactory;

use crate::cli::{Cli, Command};
use crate::error::Result;

/// How a command ended that could do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, or nothing differs.
    Done,
    /// It ran and found differences, stale tables or problems.
    Found,
}

/// Executes a command line. Exit codes: 0 done, 1 it ran and found something, 2 it could not do what was asked.
pub fn execute(cli: Cli) -> ExitCode {
    let ended = match &cli.command {
        Command::Run(arguments) => run::execute(arguments),
        _ => todo!(),
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{:?}", miette::Report::new(error));
            ExitCode::from(2)
        }
    }
}
