//! The plans that a command line asks for: one, or one for each choice of values that `--set` lists.

use std::path::Path;

use crate::error::Result;
use crate::plan::{Plan, Selection};
use crate::spec::variants;

/// All of them are made before the first is run: a value that does not fit costs nothing.
pub(super) fn plans(pipeline: &Path, selection: &Selection) -> Result<Vec<Plan>> {
    let plan = |variant: crate::spec::Variant| {
        Plan::new(pipeline, &Selection { set: variant.set, variant: variant.name, ..selection.clone() })
    };
    variants(&selection.set)?.into_iter().map(plan).collect()
}
