//! All integration tests in one binary, so that they are linked once.

mod bad_input;
mod cases;
mod claims;
mod cli;
mod compare;
mod countries;
mod determinism;
mod diff;
mod documents;
mod encodings;
mod golden;
mod inputs;
mod migrations;
mod package;
mod parquet_metadata;
mod properties;
mod readers;
mod reading_limits;
mod schema_changes;
mod schemas;
mod sentences;
mod share;
mod slices;
mod support;
mod tidy;
mod verify;
