//! Every row with a span has the words that stand there, in code points and in bytes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Project, rows_of, run_pipeline, shared};

/// Re-slices every row of every table of a dataset that has CSV.
pub fn assert_slices(dataset: &Path) {
    let texts: BTreeMap<String, String> = rows_of(dataset, "articles")
        .into_iter()
        .map(|mut row| (row["article_id"].clone(), row.remove("text").unwrap_or_default()))
        .collect();
    for table in ["blocks", "sentences", "dates", "countries", "claims", "quotations"] {
        let code_points: BTreeMap<&str, Vec<char>> = texts.iter().map(|(id, text)| (id.as_str(), text.chars().collect())).collect();
        for row in rows_of(dataset, table) {
            let number = |column: &str| row[column].parse::<usize>().expect("a position is a number");
            let id = row["article_id"].as_str();
            let by_bytes = &texts[id][number("byte_start")..number("byte_end")];
            let by_code_points: String = code_points[id][number("char_start")..number("char_end")].iter().collect();
            assert_eq!(by_bytes, row["text"], "{table} of {id}, by bytes");
            assert_eq!(by_code_points, row["text"], "{table} of {id}, by code points");
        }
    }
}

#[test]
fn the_sample_slices() {
    let folder = tempfile::tempdir().expect("a temporary folder is made");
    let output = folder.path().join("out");
    let outcome = run_pipeline(Path::new("pipelines/sample.toml"), &output, 0);
    assert!(outcome.tally.articles >= 15);
    assert_slices(&output);
}

#[test]
fn the_articles_of_shared_slice() {
    let Some(shared) = shared() else { return };
    let files: Vec<(String, Vec<u8>)> = std::fs::read_dir(shared.join("articles"))
        .expect("the folder can be listed")
        .map(|entry| entry.expect("an entry can be read"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("an article can be read"))
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let project = Project::new(&files);
    assert_eq!(project.run(2).tally.articles, 5);
    assert_slices(&project.output());
}
