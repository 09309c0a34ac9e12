//! Two datasets row by row: what is put in shifts what stands behind it and changes nothing there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use columnist::dataset::diff::{ChangeKind, TableDiff, align, diff};
use columnist::dataset::stored::StoredDataset;
use proptest::prelude::*;

use crate::support::Project;

const FIRST: &str = "Harbour reopens\n\n“We will rebuild the pier,” said Amina Kossi, Togo’s transport minister.\n\n";

/// A page of an article with many sentences, quotations, countries and claims.
fn story(opening: &str) -> String {
    let mut text = format!("{opening}{FIRST}");
    for day in 1..=60 {
        text.push_str(&format!(
            "On day {day} some {} crates came from Ghana. “We counted {day} of them,” said Tom Reyes. Nobody in Kenya knew number {day}.\n\n",
            day * 7
        ));
    }
    text
}

fn dataset(files: &[(&str, &str)]) -> Project {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let project = Project::new(&files);
    project.run(1);
    project
}

fn compared(old: &Path, new: &Path) -> Vec<TableDiff> {
    let open = |folder| StoredDataset::open(folder).expect("it is a dataset");
    diff(&open(old), &open(new), &[], 10).expect("they can be compared")
}

fn of<'a>(diffs: &'a [TableDiff], table: &str) -> &'a TableDiff {
    diffs.iter().find(|diff| diff.table == table).expect("the table is there")
}

fn counts(diff: &TableDiff) -> (u64, u64, u64) {
    (diff.added, diff.removed, diff.changed)
}

#[test]
fn one_new_sentence_is_one_row() {
    let old = dataset(&[("a.txt", &story(""))]);
    let new = dataset(&[(
        "a.txt",
        &story("").replacen("Nobody in Kenya knew number 1.", "Gulls cried – “loudly”. Nobody in Kenya knew number 1.", 1),
    )]);
    let diffs = compared(&old.output(), &new.output());
    assert_eq!(counts(of(&diffs, "sentences")), (1, 0, 0), "{:?}", of(&diffs, "sentences"));
    assert_eq!(of(&diffs, "sentences").samples[0].about.as_deref(), Some("Gulls cried – “loudly”."));
    assert!(of(&diffs, "sentences").moved > 150);
    for table in ["quotations", "countries", "claims", "dates", "speakers", "claim_countries"] {
        assert_eq!(counts(of(&diffs, table)), (0, 0, 0), "{:?}", of(&diffs, table));
    }
    assert_eq!(counts(of(&diffs, "blocks")), (0, 0, 1), "the paragraph has other words");
}

#[test]
fn a_changed_word_is_a_changed_cell() {
    let old = dataset(&[("a.txt", &story(""))]);
    let new = dataset(&[("a.txt", &story("").replacen("some 7 crates came", "some 8 crates came", 1))]);
    let diffs = compared(&old.output(), &new.output());
    let claims = of(&diffs, "claims");
    assert_eq!(counts(claims), (0, 0, 1), "{claims:?}");
    let cells: Vec<(&str, Option<&str>, Option<&str>)> =
        claims.samples[0].cells.iter().map(|cell| (cell.column.as_str(), cell.old.as_deref(), cell.new.as_deref())).collect();
    assert!(cells.contains(&("value", Some("7.0"), Some("8.0"))), "{cells:?}");
    assert!(cells.iter().all(|(column, _, _)| !column.contains("start") && !column.contains("end")), "{cells:?}");
    assert_eq!(counts(of(&diffs, "sentences")), (0, 0, 1));
}

#[test]
fn a_quotation_with_another_speaker_is_told_by_name() {
    let text = story("");
    let old = dataset(&[("a.txt", &text)]);
    let new = dataset(&[("a.txt", &text.replacen("said Tom Reyes", "said Ines Kallay", 1))]);
    let diffs = compared(&old.output(), &new.output());
    let quotations = of(&diffs, "quotations");
    assert_eq!(counts(quotations), (0, 0, 1), "{quotations:?}");
    let cell = quotations.samples[0].cells.iter().find(|cell| cell.column == "speaker_index").expect("the speaker is another");
    assert!(cell.old.as_deref().is_some_and(|old| old.ends_with("(Tom Reyes)")), "{cell:?}");
    assert!(cell.new.as_deref().is_some_and(|new| new.ends_with("(Ines Kallay)")), "{cell:?}");
}

#[test]
fn articles_that_move_to_other_partitions_are_the_same_articles() {
    let line = |id: usize| format!("{{\"id\": \"n{id}\", \"text\": \"Boat {id} came to Ghana.\"}}\n");
    let all: String = (0..1500).map(line).collect();
    let with_new: String =
        std::iter::once("{\"id\": \"new\", \"text\": \"A new boat came.\"}\n".to_string()).chain((0..1500).map(line)).collect();
    let (old, new) = (dataset(&[("a.jsonl", &all)]), dataset(&[("a.jsonl", &with_new)]));
    let diffs = compared(&old.output(), &new.output());
    assert_eq!(counts(of(&diffs, "sentences")), (1, 0, 0));
    assert_eq!(counts(of(&diffs, "countries")), (0, 0, 0));
    // Records are named by their number in the file, which every one behind the new one changes.
    let articles = of(&diffs, "articles");
    assert_eq!((articles.added, articles.changed, articles.columns.get("source")), (1, 1500, Some(&1500)));
}

#[test]
fn parquet_and_csv_of_one_dataset_do_not_differ() {
    let (old, new) = (dataset(&[("a.txt", &story(""))]), dataset(&[("a.txt", &story(""))]));
    fs::remove_dir_all(old.output().join("csv")).expect("removed");
    fs::remove_dir_all(new.output().join("parquet")).expect("removed");
    let diffs = compared(&old.output(), &new.output());
    assert!(diffs.iter().all(|diff| !diff.is_different()), "{diffs:?}");
}

#[test]
fn rows_that_two_articles_swapped_are_told_once_each() {
    let old = dataset(&[("a.txt", "Two boats came. They left.\n"), ("b.txt", "Night fell.\n")]);
    let new = dataset(&[("a.txt", "They left.\n"), ("c.txt", "Night fell.\n")]);
    let diffs = compared(&old.output(), &new.output());
    let sentences = of(&diffs, "sentences");
    assert_eq!(counts(sentences), (1, 2, 0), "{sentences:?}");
    let kinds: Vec<ChangeKind> = sentences.samples.iter().map(|change| change.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == ChangeKind::Removed).count(), 2);
    assert_eq!(of(&diffs, "articles").added, 1);
}

fn columnist(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_columnist")).current_dir(folder).args(arguments).output().expect("it runs")
}

fn git(folder: &Path, arguments: &[&str]) {
    let names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(names).args(arguments).output().expect("git runs");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn two_revisions_of_a_dataset_are_compared() {
    let project = dataset(&[("a.txt", "Two boats came. They left.\n")]);
    let folder = project.folder.path();
    git(folder, &["init", "-q"]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "first"]);
    fs::write(folder.join("articles/a.txt"), "Two ships came. They left.\n").expect("it is written");
    project.run(1);
    git(folder, &["commit", "-qam", "second"]);
    for (old, new) in [("HEAD~1:out", "out"), ("HEAD~1:out", "HEAD:out"), ("HEAD~1:./out", "out")] {
        let done = columnist(folder, &["diff", old, new, "--only", "sentences"]);
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(said.contains("1 changed") && said.contains("text: Two boats came. → Two ships came."), "{said}");
    }
    assert_eq!(columnist(&folder.join("articles"), &["diff", "HEAD:out", "../out", "-q"]).status.code(), Some(0));
    let wrong = columnist(folder, &["diff", "HEAD~7:out", "out"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no such revision"), "{}", String::from_utf8_lossy(&wrong.stderr));
}

proptest! {
    #[test]
    fn an_alignment_has_every_row_once(old in prop::collection::vec(0_u64..6, 0..40), new in prop::collection::vec(0_u64..6, 0..40)) {
        let alignment = align(&old, &new, |_, _| None, |_, _| 0.0);
        let mut olds: Vec<usize> = alignment.pairs.iter().map(|pair| pair.0).chain(alignment.removed.iter().copied()).collect();
        let mut news: Vec<usize> = alignment.pairs.iter().map(|pair| pair.1).chain(alignment.added.iter().copied()).collect();
        olds.sort_unstable();
        news.sort_unstable();
        prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
        prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
        prop_assert!(alignment.pairs.iter().all(|&(a, b)| old[a] == new[b]));
        // What is equal finds a partner: nothing that was removed is among what was added.
        prop_assert!(alignment.removed.iter().all(|&a| alignment.added.iter().all(|&b| old[a] != new[b])));
    }
}

#[test]
fn a_speaker_is_told_by_name_where_no_speaker_is_another() {
    let text = "“One boat came,” said Tom Reyes, a clerk.\n\n“Two boats came,” said Ines Kallay, a clerk.\n";
    let (old, new) = (dataset(&[("a.txt", text)]), dataset(&[("a.txt", text)]));
    for project in [&old, &new] {
        fs::remove_dir_all(project.output().join("parquet")).expect("removed");
    }
    let path = new.output().join("csv/quotations.csv");
    let mut reader = csv::Reader::from_path(&path).expect("it is there");
    let header = reader.headers().expect("it has a header").clone();
    let column = header.iter().position(|name| name == "speaker_index").expect("it has the column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.iter().map(|row| &row[column]).collect::<Vec<_>>(), ["0", "1"]);
    let mut writer = csv::Writer::from_path(&path).expect("it can be written");
    writer.write_record(&header).expect("it is written");
    for row in &rows {
        let cells = row.iter().enumerate().map(|(at, cell)| if at == column { "0" } else { cell });
        writer.write_record(cells).expect("it is written");
    }
    drop(writer);
    let diffs = compared(&old.output(), &new.output());
    let quotations = of(&diffs, "quotations");
    assert_eq!(counts(quotations), (0, 0, 1), "{quotations:?}");
    let cell = quotations.samples[0].cells.iter().find(|cell| cell.column == "speaker_index").expect("the speaker is another");
    assert!(cell.old.as_deref().is_some_and(|old| old.ends_with("(Ines Kallay)")), "{cell:?}");
    assert!(cell.new.as_deref().is_some_and(|new| new.ends_with("(Tom Reyes)")), "{cell:?}");
    assert!(!of(&diffs, "speakers").is_different());
}

#[test]
fn an_article_that_is_written_anew_is_the_same_article() {
    let old = dataset(&[("a.txt", "Two boats came to Togo.")]);
    let new = dataset(&[("a.txt", "Nobody in Kenya heard a word of it, the harbour said.")]);
    assert_eq!(counts(of(&compared(&old.output(), &new.output()), "articles")), (0, 0, 1));
}
