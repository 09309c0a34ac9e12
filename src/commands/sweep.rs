//! The plans that a command line asks for: one, or one for each choice of values that `--set` lists.

use std::path::Path;

use super::{Ending, print};
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

/// Does the same with each of them. What is printed as JSON is one value: of several plans, a list.
pub(super) fn for_each(plans: &[Plan], is_json: bool, mut show: impl FnMut(&Plan) -> Result<Ending>) -> Result<Ending> {
    let is_list = is_json && plans.len() > 1;
    let mut ending = Ending::Done;
    for (number, plan) in plans.iter().enumerate() {
        if is_list {
            print(if number == 0 { "[\n" } else { ",\n" })?;
        }
        ending = ending.and(show(plan)?);
    }
    if is_list {
        print("]\n")?;
    }
    Ok(ending)
}
