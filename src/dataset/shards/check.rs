//! Whether some folders are all the shards of one dataset, and as they were written.

use std::path::{Path, PathBuf};

use crate::dataset::check::hash_file;
use crate::dataset::manifest::Manifest;
use crate::error::{Error, Result};
use crate::plan::Part;

/// Of the shards that are missing so many are named.
const NAMED: usize = 10;

/// The manifests of shards, in the order of their numbers, each with its folder.
///
/// # Errors
/// A folder that is no shard, a shard of another whole, one that is given twice or is missing, one made by another program.
pub(super) fn sorted_shards(folders: &[PathBuf]) -> Result<Vec<(PathBuf, Part, Manifest)>> {
    let mut shards = folders.iter().map(|folder| shard_in(folder)).collect::<Result<Vec<_>>>()?;
    shards.sort_by_key(|(_, part, _)| part.shard.number);
    let Some((first, part, manifest)) = shards.first() else {
        return Err(Error::refused("no shard is given", "name the folders that `run --shard` wrote"));
    };
    for (folder, other_part, other) in &shards[1..] {
        if let Some(what) = difference_of((part, manifest), (other_part, other)) {
            let message = format!("{} and {} are no shards of one dataset: {what}", first.display(), folder.display());
            return Err(Error::refused(message, "run all shards with one pipeline, one input and one version of this program"));
        }
    }
    for pair in shards.windows(2) {
        let ((one, part, _), (other, other_part, _)) = (&pair[0], &pair[1]);
        if part.shard == other_part.shard {
            let message = format!("shard {} is given twice: {} and {}", part.shard, one.display(), other.display());
            return Err(Error::refused(message, "name each shard once"));
        }
    }
    let given: Vec<u32> = shards.iter().map(|(_, part, _)| part.shard.number).collect();
    let of = part.shard.of;
    // A manifest that was edited may say `of` what number it likes: no more are looked at than are named.
    let missing = (1..=of).filter(|number| given.binary_search(number).is_err()).take(NAMED);
    let missing: Vec<String> = missing.map(|number| format!("{number}/{of}")).collect();
    if !missing.is_empty() {
        let all = of as usize - given.len();
        let more = if all > missing.len() { format!(" and {} more", all - missing.len()) } else { String::new() };
        let mend = format!("run `columnist run PIPELINE --shard {}` first", missing[0]);
        return Err(Error::refused(format!("{} missing: {}{more}", are(all), missing.join(", ")), mend));
    }
    Ok(shards)
}

fn are(count: usize) -> &'static str {
    if count == 1 { "a shard is" } else { "shards are" }
}

fn shard_in(folder: &Path) -> Result<(PathBuf, Part, Manifest)> {
    let Some(manifest) = Manifest::read(folder)? else {
        let message = format!("{} is no dataset: it has no manifest.json", folder.display());
        return Err(Error::refused(message, "name the folders that `run --shard` wrote"));
    };
    let Some(part) = manifest.part.clone() else {
        let message = format!("{} is a whole dataset and no shard", folder.display());
        return Err(Error::refused(message, "name the folders that `run --shard` wrote"));
    };
    let own = Manifest::own_tool();
    if manifest.tool != own {
        let message = format!("{} was made by {} and this is {own}", folder.display(), manifest.tool);
        return Err(Error::refused(message, "merge with the program that made the shards, or make them anew"));
    }
    Ok((folder.to_path_buf(), part, manifest))
}

/// In a few words, by what two shards cannot be of one dataset.
fn difference_of((part, one): (&Part, &Manifest), (other_part, other): (&Part, &Manifest)) -> Option<String> {
    let schemas = |manifest: &Manifest| manifest.tables.iter().map(|table| table.schema.clone()).collect::<Vec<_>>();
    if part.shard.of != other_part.shard.of {
        return Some(format!("one is of {} shards, the other of {}", part.shard.of, other_part.shard.of));
    }
    let differs = [
        ("their pipelines differ", one.pipeline != other.pipeline),
        ("their inputs differ", one.input != other.input),
        ("their inputs are read otherwise", one.read != other.read),
        ("versions or parameters of stages differ", one.stages != other.stages),
        ("word lists differ", one.word_lists != other.word_lists),
        ("their tables differ", schemas(one) != schemas(other)),
        ("the CSV of the whole differs", one.csv != other.csv),
        ("the formats of the whole differ", (&part.formats, part.package) != (&other_part.formats, other_part.package)),
    ];
    differs.iter().find(|(_, differs)| *differs).map(|(what, _)| what.to_string())
}

/// Compares the files of a shard with what its manifest says of them.
pub(super) fn check_files(folder: &Path, manifest: &Manifest) -> Result<()> {
    let files = manifest.tables.iter().flat_map(|table| &table.files).chain(&manifest.package);
    for (name, record) in files {
        let path = folder.join(name);
        let found = hash_file(&path).map_err(|cause| Error::file("read", &path, cause))?;
        if found.sha256 != record.sha256 {
            let message = format!("{} is not what the run of the shard wrote: its bytes differ from its manifest", path.display());
            return Err(Error::refused(message, "run the shard again with `--force`"));
        }
    }
    Ok(())
}
