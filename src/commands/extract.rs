//! `columnist extract`: one stream in, one table out, no project folder.

use std::io::{BufRead, Read, Stdout, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::{Ending, print_for_reader};
use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::annotator::Annotator;
use crate::cli::{ExtractArguments, StreamFormat, StreamInput};
use crate::error::{Error, Result, nearest};
use crate::read::{Item, ReadOptions, article_from_text, read_json_lines};
use crate::shard::UniqueIds;
use crate::spec::{read_word_files, stage_parameters};
use crate::stages::with_requirements;
use crate::tables::{ArticleView, Rows, TABLES, TableDefinition, table_named};
use crate::write::{ArrowStream, CsvOptions, csv_bytes, excel_safe_csv_bytes, json_lines_bytes};

pub(super) fn execute(arguments: &ExtractArguments) -> Result<Ending> {
    let table = table_of_articles(&arguments.table)?;
    let mut parameters = stage_parameters(&arguments.set)?;
    read_word_files(&mut parameters, Path::new(""))?;
    let annotator = Annotator::with_stages(with_requirements(table.stages), &parameters);
    let csv = CsvOptions { bom: arguments.csv.bom, excel_safe: arguments.csv.excel_safe };
    if !csv.is_plain() && arguments.format != StreamFormat::Csv {
        return Err(Error::refused("`--bom` and `--excel-safe` are about CSV", "add `--format csv`"));
    }
    let mut output = Output::begin(table, arguments.format, csv)?;
    let mut had_errors = false;
    let mut tell = |problem: &Problem| {
        had_errors |= problem.severity == Severity::Error;
        // A stderr that is closed has nobody to tell.
        let _ = writeln!(std::io::stderr(), "{}: {}", problem.severity.name(), problem.message);
    };
    let mut ids = UniqueIds::default();
    for_each_item(arguments, &mut |item| match item {
        Item::Article(mut article) => {
            article.published_on = article.published_on.or(arguments.published_on);
            ids.make_unique(&mut article).iter().for_each(|located| tell(&located.problem));
            let document = annotator.document(&article);
            let annotation = annotator.annotate(&document);
            annotation.problems.iter().for_each(&mut tell);
            output.write(table, &ArticleView::new(&document, &annotation))
        }
        Item::Problem(LocatedProblem { problem, .. }) => {
            tell(&problem);
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
        let mut taken = Ok(());
        let mut sink = |item| {
            taken = take(item);
            if taken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        read_json_lines(&mut stdin, "stdin", &ReadOptions::default(), &mut sink).map_err(failed)?;
        return taken;
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes).map_err(failed)?;
    article_from_text(&bytes, "stdin", "stdin", &ReadOptions::default()).into_iter().try_for_each(take)
}

/// Stdout in the format that was asked for.
enum Output {
    JsonLines,
    Csv(CsvOptions),
    Arrow(Box<ArrowStream<Stdout>>),
}

impl Output {
    fn begin(table: &TableDefinition, format: StreamFormat, csv: CsvOptions) -> Result<Output> {
        let empty = table.builder().finish();
        Ok(match format {
            StreamFormat::Jsonl => Output::JsonLines,
            StreamFormat::Csv => {
                print_for_reader(csv.header(empty.schema_ref()))?;
                Output::Csv(csv)
            }
            StreamFormat::Arrow => {
                let stream = ArrowStream::begin(std::io::stdout(), &empty).map_err(Error::of_stdout)?;
                Output::Arrow(Box::new(stream))
            }
        })
    }

    /// Writes the table's rows of one article.
    fn write(&mut self, table: &TableDefinition, view: &ArticleView) -> Result<()> {
        let batch = table.batch_of(view);
        match self {
            Output::JsonLines => print_for_reader(json_lines_bytes(&batch)),
            Output::Csv(csv) if csv.excel_safe => print_for_reader(excel_safe_csv_bytes(&batch)),
            Output::Csv(_) => print_for_reader(csv_bytes(&batch, false)),
            Output::Arrow(stream) => stream.write(&batch).map_err(Error::of_stdout),
        }
    }

    fn finish(&mut self) -> Result<()> {
        match self {
            Output::Arrow(stream) => stream.finish().map_err(Error::of_stdout),
            _ => Ok(()),
        }
    }
}
