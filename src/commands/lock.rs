//! `columnist.lock` at work: `run --lock` writes it, `run --locked` refuses what differs from it, `run --check` compares with it.

use std::path::Path;

use super::print;
use crate::cli::OutputArguments;
use crate::dataset::{Lock, Manifest, first_changed_file, lock_file_of, summarize_inputs};
use crate::error::{Error, Result};
use crate::plan::Plan;

/// Of what differs so much is told.
const TOLD: usize = 10;

/// Refuses a plan whose input, parameters, versions or words are not those of the lock.
pub(super) fn refuse_other_plan(plan: &Plan, pipeline: &Path) -> Result<()> {
    let Some(lock) = Lock::read(pipeline)? else {
        let message = format!("{} says nothing of {}", lock_file_of(pipeline).display(), pipeline.display());
        return Err(Error::refused(message, "`columnist run PIPELINE --lock` writes it"));
    };
    let planned = Manifest::of_plan(plan, summarize_inputs(&plan.files));
    refuse(pipeline, &lock.differences_of_plan(&Lock::of_plan(plan, &planned)))
}

/// Refuses a dataset that is not the one of the lock.
pub(super) fn refuse_other_dataset(dataset: &Path, pipeline: &Path) -> Result<()> {
    refuse(pipeline, &differences(dataset, pipeline)?)
}

/// Refuses a dataset of which a file has other bytes than its manifest tells.
pub(super) fn refuse_changed_files(dataset: &Path) -> Result<()> {
    match first_changed_file(dataset)? {
        None => Ok(()),
        Some(path) => Err(Error::refused(
            format!("{} was changed since it was written", dataset.join(path).display()),
            "`columnist verify` tells what differs; `columnist run PIPELINE --force` writes it anew",
        )),
    }
}

/// In words, how a dataset differs from the lock; not at all where there is none.
pub(super) fn differences(dataset: &Path, pipeline: &Path) -> Result<Vec<String>> {
    let (Some(lock), Some(manifest)) = (Lock::read(pipeline)?, Manifest::read(dataset)?) else { return Ok(Vec::new()) };
    Ok(lock.differences_of_dataset(&Lock::of(&manifest)))
}

/// Writes the facts of a dataset into the lock, and says so.
pub(super) fn write(dataset: &Path, pipeline: &Path, output: &OutputArguments) -> Result<()> {
    Manifest::read(dataset)?.map_or(Ok(()), |manifest| Lock::of(&manifest).write(pipeline))?;
    if output.json || output.quiet {
        return Ok(());
    }
    print(format!("locked in {}\n", lock_file_of(pipeline).display()))
}

/// The first of some differences, and how many more there are.
pub(super) fn first_of(differences: &[String]) -> Vec<String> {
    let more = differences.len().saturating_sub(TOLD);
    differences.iter().take(TOLD).cloned().chain((more > 0).then(|| format!("and {more} more"))).collect()
}

fn refuse(pipeline: &Path, differences: &[String]) -> Result<()> {
    if differences.is_empty() {
        return Ok(());
    }
    let told = first_of(differences).join("; ");
    let message = format!("{} says otherwise, so nothing was written: {told}", lock_file_of(pipeline).display());
    Err(Error::refused(message, "put back what differs, or write what is so now with `columnist run PIPELINE --lock`"))
}
