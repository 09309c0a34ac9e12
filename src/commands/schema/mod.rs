//! `columnist schema`: the versions of the tables' schemas.

mod check;
mod diff;
mod folder;
mod list;
mod migrate;

use super::{Ending, print};
use crate::cli::SchemaCommand;
use crate::error::{Error, Result, nearest};
use crate::plan::pinned_schema;
use crate::schema::{TableSchema, released};

pub(super) fn execute(command: &SchemaCommand) -> Result<Ending> {
    match command {
        SchemaCommand::List { json } => list::list(*json),
        SchemaCommand::Show { schema, json } => list::show(schema, *json),
        SchemaCommand::Check { folder, json } => check::execute(folder.as_deref(), *json),
        SchemaCommand::Diff { old, new, format } => diff::execute(old, new, *format),
        SchemaCommand::Migrate(arguments) => migrate::execute(arguments),
    }
}

/// The schema that `claims@1.0` names, or `claims@1` for the newest 1.x, or `claims` for the newest of all.
fn schema_named(name: &str) -> Result<&'static TableSchema> {
    let (table, version) = name.split_once('@').map_or((name, None), |(table, version)| (table, Some(version)));
    let catalogue = released();
    let Some(newest) = catalogue.newest(table) else {
        let mend = nearest(table, catalogue.tables())
            .map_or_else(|| "`columnist schema list` lists the tables".to_string(), |near| format!("did you mean `{near}`?"));
        return Err(Error::refused(format!("there is no table `{table}`"), mend));
    };
    let Some(text) = version else { return Ok(newest) };
    pinned_schema(table, text)
}
