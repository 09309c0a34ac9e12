//! `columnist cache`

use std::path::Path;

use serde_json::json;

use super::{Ending, print};
use crate::cache::{Cache, Swept};
use crate::cli::CacheCommand;
use crate::error::{Error, Result};

pub(super) fn execute(command: &CacheCommand) -> Result<Ending> {
    let CacheCommand::Gc { pipeline, max_size, json } = command;
    if !pipeline.exists() {
        let mend = "name a pipeline file: its cache stands beside it";
        return Err(Error::refused(format!("there is no pipeline file {}", pipeline.display()), mend));
    }
    let cache = Cache::beside_pipelines(pipeline.parent().unwrap_or(Path::new("")));
    let swept = cache.sweep(*max_size).map_err(|cause| Error::file("sweep", cache.folder(), cause))?;
    print(if *json { as_json(&swept) } else { as_text(&cache, &swept) })?;
    Ok(Ending::Done)
}

fn as_text(cache: &Cache, swept: &Swept) -> String {
    let Swept { entries, bytes, removed_entries, removed_bytes } = swept;
    let removed = format!("removed {removed_entries} entries, {}", size_text(*removed_bytes));
    format!("{}: {removed}; {entries} are left, {}\n", cache.folder().display(), size_text(*bytes))
}

fn as_json(swept: &Swept) -> String {
    let Swept { entries, bytes, removed_entries, removed_bytes } = swept;
    let report = json!({"entries": entries, "bytes": bytes, "removed_entries": removed_entries, "removed_bytes": removed_bytes});
    format!("{report:#}\n")
}

/// A size as people read it.
pub(super) fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
