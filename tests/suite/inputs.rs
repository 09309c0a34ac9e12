//! Every example of `docs/inputs.md` runs and gives what the page says.

use std::collections::BTreeMap;

use crate::readers::{arrow_file, bzipped, gzipped, parquet_file, tarred, zipped, zstandard};
use crate::support::{Project, rows_of};

/// A fenced block: the words behind its fence, and what it holds.
type Block = (Vec<String>, String);

/// The blocks of each section, by its heading.
fn sections(page: &str) -> Vec<(String, Vec<Block>)> {
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(fence)) => open = Some((fence.split_whitespace().map(str::to_string).collect(), String::new())),
            (Some(_), Some(_)) => sections.last_mut().expect("a block has a section").1.extend(open.take()),
            (Some((_, text)), None) => text.extend([line, "\n"]),
            (None, None) if line.starts_with("## ") => sections.push((line.to_string(), Vec::new())),
            (None, None) => {}
        }
    }
    sections
}

/// The file of an example: its name, and its bytes as the ending of the name wants them.
fn file_of(path: &str, text: &str) -> (String, Vec<u8>) {
    let name = path.strip_prefix("articles/").expect("examples stand in that folder");
    if let Some((archive, member)) = name.split_once("!/") {
        let members = [(member, text.as_bytes())];
        return (archive.to_string(), if archive.ends_with(".tar") { tarred(&members) } else { zipped(&members) });
    }
    let objects = || serde_json::Deserializer::from_str(text).into_iter().map(|row| row.expect("an object")).collect::<Vec<_>>();
    let bytes = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("gz") => gzipped(text.as_bytes()),
        Some("bz2") => bzipped(text.as_bytes()),
        Some("zst") => zstandard(text.as_bytes()),
        Some("parquet") => parquet_file(&objects()),
        Some("arrow") => arrow_file(&objects()),
        _ => text.as_bytes().to_vec(),
    };
    (name.to_string(), bytes)
}

/// The rows that a block says a table has, in the columns that it names.
fn assert_rows(heading: &str, project: &Project, table: &str, wanted: &str) {
    let mut reader = csv::Reader::from_reader(wanted.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_string).collect();
    let wanted: Vec<Vec<String>> = reader.records().map(|row| row.expect("a row").iter().map(str::to_string).collect()).collect();
    let cells = |row: &BTreeMap<String, String>| columns.iter().map(|column| row[column].clone()).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = rows_of(&project.output(), table).iter().map(cells).collect();
    assert_eq!(found, wanted, "{table} under {heading}");
}

#[test]
fn examples_give_what_the_page_says() {
    let page = std::fs::read_to_string("docs/inputs.md").expect("the page is there");
    let mut run = 0;
    for (heading, blocks) in sections(&page) {
        let file = |block: &Block| Some(file_of(block.0.get(1)?.strip_prefix("file=")?, &block.1));
        let files: Vec<(String, Vec<u8>)> = blocks.iter().filter_map(file).collect();
        if files.is_empty() {
            continue;
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let mut project = Project::new(&files);
        let is = |block: &&Block, what: &str| block.0.get(1).is_some_and(|word| word == what);
        for (_, text) in blocks.iter().filter(|block| is(block, "input")) {
            project.add_input(&text.replace("[input]\n", ""));
        }
        let outcome = project.run(1);
        let mut gives: Vec<&Block> = blocks.iter().filter(|block| is(block, "gives")).collect();
        assert!(!gives.is_empty(), "{heading}: nothing says what comes of it");
        gives.iter().for_each(|(words, text)| assert_rows(&heading, &project, &words[2], text));
        gives.retain(|(words, _)| words[2] == "problems");
        assert_eq!(gives.is_empty(), outcome.tally.problems.counts.is_empty(), "{heading}: {:?}", outcome.tally.problems.first);
        run += 1;
    }
    assert!(run >= 9, "only {run} examples ran");
}

#[test]
fn the_page_names_every_limit_with_its_default() {
    let page = std::fs::read_to_string("docs/inputs.md").expect("the page is there");
    let limits = serde_json::to_value(columnist::read::Limits::default()).expect("limits are plain");
    for (name, default) in limits.as_object().expect("limits have names") {
        assert!(page.contains(&format!("\n{name} = {default}")), "the page has another {name} than {default}");
    }
}

#[test]
fn the_page_names_every_ending() {
    let page = std::fs::read_to_string("docs/inputs.md").expect("the page is there");
    for ending in columnist::read::FORMATS.iter().flat_map(|format| format.endings) {
        assert!(page.contains(&format!("`.{ending}`")), "the page says nothing of .{ending}");
    }
}
