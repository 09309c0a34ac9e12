//! `columnist extract`: one stream in, one table out, no project folder.

use std::io::{BufRead, Read};

use arrow::array::RecordBatch;
use arrow::ipc::writer::StreamWriter;

use super::{Ending, print};
use crate::annotator::Annotator;
use crate::cli::{ExtractArguments, StreamFormat, StreamInput};
use crate::error::{Error, Result, nearest};
use crate::read::{Item, ReadOptions, article_from_json_line, decode};
use crate::spec::stage_parameters;
use crate::stages::with_requirements;
use crate::tables::{ArticleView, LocatedProblem, Rows, TABLES, TableDefinition, table_named};
use crate::text::Article;
use crate::write::{csv_bytes, json_lines_bytes};

pub(super) fn execute(arguments: &ExtractArguments) -> Result<Ending> {
    let table = table_of_articles(&arguments.table)?;
    let parameters = stage_parameters(&arguments.set)?;
    let annotator = Annotator::with_stages(with_requirements(table.stages), &parameters);
    let mut output = Output::begin(table, arguments.format)?;
    let mut had_errors = false;
    for_each_item(arguments, &mut |item| match item {
        Item::Article(article) => {
            let document = annotator.document(&article);
            let annotation = annotator.annotate(&document);
            output.write(&table.batch_of(&ArticleView::new(&document, &annotation)))
        }
        Item::Problem(LocatedProblem { problem, .. }) => {
            had_errors |= problem.severity == crate::annotation::Severity::Error;
            eprintln!("{}: {}", problem.severity.name(), problem.message);
            Ok(())
        }
    })?;
    output.finish()?;
    Ok(if had_errors { Ending::Found } else { Ending::Done })
}

fn table_of_articles(name: &str) -> Result<&'static TableDefinition> {
    let tables = || TABLES.iter().filter(|table| matches!(table.rows, Rows::Article(_)));
    match table_named(name) {
        Some(table) if matches!(table.rows, Rows::Article(_)) => Ok(table),
        Some(_) => Err(Error::refused(format!("`{name}` is a table over many articles"), "write it with `columnist run`")),
        None => {
            let names: Vec<_> = tables().map(|table| table.name).collect();
            let mend = nearest(name, names.iter().copied())
                .map_or_else(|| format!("the tables are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
            Err(Error::refused(format!("there is no table `{name}`"), mend))
        }
    }
}

/// Reads stdin to its end: JSON Lines line by line, a plain text whole.
fn for_each_item(arguments: &ExtractArguments, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
    let failed = |cause| Error::file("read", "stdin", cause);
    let mut stdin = std::io::stdin().lock();
    let begins_with_brace = stdin.fill_buf().map_err(failed)?.trim_ascii_start().starts_with(b"{");
    if arguments.input == StreamInput::Jsonl || (arguments.input == StreamInput::Auto && begins_with_brace) {
        let options = ReadOptions::default();
        let (mut line, mut offset, mut number) = (Vec::new(), 0, 0);
        loop {
            line.clear();
            let read = stdin.read_until(b'\n', &mut line).map_err(failed)?;
            if read == 0 {
                return Ok(());
            }
            number += 1;
            let items = article_from_json_line(&line, offset, number, &format!("stdin#{number}"), &options);
            items.into_iter().try_for_each(&mut *take)?;
            offset += read as u64;
        }
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes).map_err(failed)?;
    let decoded = decode(&bytes);
    take(Item::Article(Article {
        id: "stdin".to_string(),
        source: "stdin".to_string(),
        encoding: decoded.encoding,
        published_on: arguments.published_on,
        text: decoded.text,
        ..Article::default()
    }))
}

/// Stdout in the format that was asked for.
enum Output {
    JsonLines,
    Csv,
    Arrow(Box<StreamWriter<std::io::Stdout>>),
}

impl Output {
    fn begin(table: &TableDefinition, format: StreamFormat) -> Result<Output> {
        let empty = table.builder().finish();
        Ok(match format {
            StreamFormat::Jsonl => Output::JsonLines,
            StreamFormat::Csv => {
                print(csv_bytes(&empty, true))?;
                Output::Csv
            }
            StreamFormat::Arrow => {
                let writer = StreamWriter::try_new(std::io::stdout(), empty.schema_ref());
                Output::Arrow(Box::new(writer.map_err(of_arrow)?))
            }
        })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        match self {
            Output::JsonLines => print(json_lines_bytes(batch)),
            Output::Csv => print(csv_bytes(batch, false)),
            Output::Arrow(writer) => writer.write(batch).map_err(of_arrow),
        }
    }

    fn finish(&mut self) -> Result<()> {
        match self {
            Output::Arrow(writer) => writer.finish().map_err(of_arrow),
            _ => Ok(()),
        }
    }
}

fn of_arrow(cause: arrow::error::ArrowError) -> Error {
    match cause {
        arrow::error::ArrowError::IoError(_, cause) => Error::of_stdout(cause),
        other => Error::of_stdout(std::io::Error::other(other)),
    }
}
