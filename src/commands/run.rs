//! `columnist run`

use super::Ending;
use crate::cli::RunArguments;
use crate::dataset::check_output_folder;
use crate::error::Result;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::run::run;

pub(super) fn execute(arguments: &RunArguments) -> Result<Ending> {
    let plan = Plan::new(&arguments.selection.pipeline, &arguments.selection.selection())?;
    check_output_folder(&plan.output)?;
    let progress = Progress::new(!arguments.no_progress && !arguments.output.quiet);
    let outcome = run(&plan, &plan.output, arguments.threads, &progress)?;
    for table in &outcome.tables {
        println!("{:>10}  {}", table.rows, table.table);
    }
    outcome.dataset.put_in_place(&plan.output)?;
    Ok(Ending::Done)
}
