//! `columnist codebook`

use super::{Ending, print};
use crate::cli::{CodebookArguments, CodebookFormat};
use crate::dataset::Manifest;
use crate::error::{Error, Result};
use crate::package::Codebook;

pub(super) fn execute(arguments: &CodebookArguments) -> Result<Ending> {
    let codebook = match &arguments.dataset {
        None => Codebook::of_schemas(),
        Some(folder) => match Manifest::read(folder)? {
            Some(manifest) => Codebook::of_dataset(&manifest),
            None => {
                let message = format!("{} is no dataset: it has no manifest.json", folder.display());
                return Err(Error::refused(message, "name the folder that `columnist run` wrote"));
            }
        },
    };
    print(match arguments.format {
        CodebookFormat::Md => codebook.to_markdown(),
        CodebookFormat::Html => codebook.to_html(),
    })?;
    Ok(Ending::Done)
}
