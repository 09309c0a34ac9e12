//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::Parser;
use columnist::cli::Cli;

fn main() -> ExitCode {
    columnist::commands::execute(Cli::parse())
}
