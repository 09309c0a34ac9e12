//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::Parser;
use columnist::cli::Cli;

/// Annotating makes many short-lived vectors on several threads, which this allocator serves faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    columnist::commands::execute(Cli::parse())
}
