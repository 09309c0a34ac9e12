//! Literate cases: prose that states a rule of English, an input, and the rows that must come of it.
//!
//! A case is a heading, a fence ```` ```text ```` with the input, and fences whose info string is a table's name and some of its
//! columns, with a row a line and ` | ` between cells. All rows of that table must be listed, in order. An empty cell is null. A fence
//! The layer `names`, which has no table, can be asked for like one.
//! ```` ```article ```` before the text gives fields of the record (`published_on = 2025-03-17`), ```` ```toml ```` stage parameters,
//! whose files stand in `tests/cases`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use columnist::annotation::{Name, Problem};
use columnist::annotator::Annotator;
use columnist::spec::read_word_files;
use columnist::stages::StageParameters;
use columnist::tables::{ArticleView, table_named};
use columnist::text::{Article, Document};
use columnist::write::csv_bytes;

/// A fence of a case file.
struct Fence {
    line: usize,
    info: String,
    body: Vec<String>,
}

/// What the text fences after it are read with; a heading clears it.
#[derive(Default)]
struct Setting {
    heading: String,
    article: String,
    parameters: String,
    text: Option<String>,
}

#[test]
fn every_case_gives_its_rows() {
    let mut failures = String::new();
    let mut checked = 0;
    let only = std::env::var("CASES").unwrap_or_default();
    for file in case_files(Path::new("tests/cases")) {
        if file.to_string_lossy().contains(&only) {
            checked += check_file(&file, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(checked > 0, "no case was found");
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of cases is there") {
        let path = entry.expect("a case file can be listed").path();
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Checks all fences of a file and says how many it checked.
fn check_file(file: &Path, failures: &mut String) -> usize {
    let source = std::fs::read_to_string(file).expect("a case file can be read");
    let mut setting = Setting::default();
    let mut checked = 0;
    for part in parts_of(&source) {
        match part {
            Part::Heading(heading) => setting = Setting { heading, ..Setting::default() },
            Part::Fence(fence) => match fence.info.as_str() {
                "text" => setting.text = Some(fence.body.join("\n")),
                "article" => setting.article = fence.body.join("\n"),
                "toml" => setting.parameters = fence.body.join("\n"),
                _ => {
                    checked += 1;
                    if let Err(why) = check_fence(&fence, &setting) {
                        let _ = writeln!(failures, "{}:{} {}\n{why}", file.display(), fence.line, setting.heading);
                    }
                }
            },
        }
    }
    checked
}

enum Part {
    Heading(String),
    Fence(Fence),
}

fn parts_of(source: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<Fence> = None;
    for (index, line) in source.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Fence { line: index + 1, info: info.trim().to_string(), body: Vec::new() }),
            (Some(_), Some(_)) => parts.extend(open.take().map(Part::Fence)),
            (Some(fence), None) => fence.body.push(line.to_string()),
            (None, None) if line.starts_with('#') => parts.push(Part::Heading(line.trim_start_matches(['#', ' ']).to_string())),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    parts
}

fn check_fence(fence: &Fence, setting: &Setting) -> Result<(), String> {
    let text = setting.text.as_deref().ok_or("there is no text before these rows")?;
    let (table, columns) = fence.info.split_once(' ').ok_or("the info string needs a table and columns")?;
    let columns: Vec<&str> = columns.split(',').map(str::trim).collect();
    let wanted: Vec<Vec<String>> = fence
        .body
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('|').map(|cell| cell.trim().to_string()).collect())
        .collect();
    let got = rows_of(text, setting, table, &columns)?;
    if wanted == got {
        return Ok(());
    }
    let show = |rows: &[Vec<String>]| rows.iter().map(|row| format!("    {}\n", row.join(" | "))).collect::<String>();
    Err(format!("  text: {text}\n  wanted {table}:\n{}  got:\n{}", show(&wanted), show(&got)))
}

fn rows_of(text: &str, setting: &Setting, table: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, String> {
    let mut parameters: StageParameters = toml::from_str(&setting.parameters).map_err(|error| error.to_string())?;
    read_word_files(&mut parameters, Path::new("tests/cases")).map_err(|error| error.to_string())?;
    let article = article_with(text, &setting.article)?;
    let annotator = Annotator::new(&parameters);
    let document = annotator.document(&article);
    let annotation = annotator.annotate(&document);
    if table == "names" {
        return Ok(annotation
            .names
            .iter()
            .map(|name| columns.iter().map(|column| name_cell(&document, name, column)).collect())
            .collect());
    }
    if table == "problems" {
        return Ok(annotation
            .problems
            .iter()
            .map(|problem| columns.iter().map(|column| problem_cell(problem, column)).collect())
            .collect());
    }
    let definition = table_named(table).ok_or_else(|| format!("there is no table {table}"))?;
    let csv = csv_bytes(&definition.batch_of(&ArticleView::new(&document, &annotation)), true);
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let place = |column: &&str| header.iter().position(|name| name == *column).ok_or(format!("there is no column {column}"));
    let places: Vec<usize> = columns.iter().map(place).collect::<Result<_, _>>()?;
    let cells = |record: csv::StringRecord| places.iter().map(|&place| record[place].replace('\n', " ")).collect();
    reader.records().map(|record| record.map(cells).map_err(|error| error.to_string())).collect()
}

/// The table `problems` is the run's: cases ask for the `code` and `message` of those of the stages.
fn problem_cell(problem: &Problem, column: &str) -> String {
    match column {
        "code" => problem.code.to_string(),
        "message" => problem.message.clone(),
        other => format!("no column {other}"),
    }
}

/// The layer `names` has no table: its cases ask for `kind`, `text`, `bare`, `gender` and `rule`.
fn name_cell(document: &Document, name: &Name, column: &str) -> String {
    match column {
        "kind" => format!("{:?}", name.kind).to_lowercase(),
        "text" => document.slice(name.span).to_string(),
        "bare" => document.slice(document.span_of(name.bare)).to_string(),
        "gender" => format!("{:?}", name.gender).to_lowercase(),
        "rule" => name.rule.to_string(),
        other => format!("no column {other}"),
    }
}

fn article_with(text: &str, fields: &str) -> Result<Article, String> {
    let fields: std::collections::BTreeMap<String, toml::Value> = toml::from_str(fields).map_err(|error| error.to_string())?;
    let mut article =
        Article { id: "case".into(), source: "case".into(), encoding: "utf-8".into(), text: text.into(), ..Article::default() };
    for (name, value) in &fields {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_string);
        match name.as_str() {
            "published_on" => article.published_on = Some(value.parse().map_err(|_| format!("no date: {value}"))?),
            "title" => article.title = Some(value),
            "outlet" => article.outlet = Some(value),
            "byline" => article.byline = Some(value),
            "url" => article.url = Some(value),
            "language" => article.language = Some(value),
            other => return Err(format!("cases cannot set {other}")),
        }
    }
    Ok(article)
}
