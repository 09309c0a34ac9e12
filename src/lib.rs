//! Articles in, columns out: staged transforms that turn raw news articles into tidy tables.
//!
//! The modules in reading order:
//!
//! 1. [`text`] — an article's text, its spans and its token array; [`lexicon`] — word lists made into one table;
//!    [`lang`] — everything English.
//! 2. [`annotation`] — the layers that stages return; [`stages`] — the stages; [`annotator`] — all of them at work on an article;
//!    [`duplicates`] — articles compared with each other.
//! 3. [`schema`] — what a column is; [`tables`] — annotated articles into rows; [`migration`] — rows of one schema version into another.
//! 4. [`read`] and [`mod@write`] — files into articles, rows into files; [`dataset`] — finished datasets;
//!    [`package`] — what stands around their tables for other tools.
//! 5. [`cache`] — finished pieces of datasets, kept for the next run.
//! 6. [`spec`] — the pipeline file as written; [`plan`] — everything resolved; [`shard`] — a part of it; [`run`] — doing it.
//! 7. [`cli`] and [`commands`] — the command line; [`error`], [`progress`] and [`documentation`] — what they
//!    show; [`allocator`] — a habit that the program sets for itself.

pub mod allocator;
pub mod annotation;
pub mod annotator;
pub mod cache;
pub mod cli;
pub mod commands;
pub mod dataset;
pub mod documentation;
pub mod duplicates;
pub mod error;
mod hash;
pub mod lang;
pub mod lexicon;
pub mod migration;
mod pack;
pub mod package;
pub mod plan;
pub mod progress;
pub mod read;
pub mod run;
pub mod schema;
pub mod shard;
mod shield;
pub mod spec;
pub mod stages;
pub mod tables;
pub mod text;
mod thrift;
pub mod write;
