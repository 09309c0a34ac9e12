//! All integration tests in one binary, so that they are linked once.

mod bad_input;
mod cases;
mod cli;
mod determinism;
mod schemas;
mod slices;
mod support;
mod countries;
