//! `columnist completions` and `columnist man`

use clap::CommandFactory;

use super::{Ending, print};
use crate::cli::Cli;
use crate::error::{Error, Result};

pub(super) fn print_completions(shell: clap_complete::Shell) -> Result<Ending> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "columnist", &mut script);
    print(script)?;
    Ok(Ending::Done)
}

/// The page of the program and of each verb, one behind the other.
pub(super) fn print_manual() -> Result<Ending> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    // Building gives each verb its full name, `columnist-run`.
    command.build();
    let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help");
    for part in std::iter::once(&command).chain(verbs) {
        clap_mangen::Man::new(part.clone()).render(&mut page).map_err(Error::of_stdout)?;
    }
    print(page)?;
    Ok(Ending::Done)
}
