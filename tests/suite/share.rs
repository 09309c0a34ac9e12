//! A dataset without text, and the full one from the holder's copy of the articles.

use std::fs;
use std::path::{Path, PathBuf};

use columnist::dataset::check::{Depth, check};
use columnist::dataset::diff::diff;
use columnist::dataset::stored::StoredDataset;
use columnist::dataset::without_text::{Rehydrated, export_without_text, read_options_of, rehydrate};
use columnist::read::find_files;

use crate::support::{Project, columnist, files_in, rows_of};

const STORY: &str = "Harbour reopens after storm\n\nBy Ines Kallay\n\n17 March 2025\n\n\
    “We will rebuild the pier within 30 days,” said Amina\nKossi, Togo’s transport minister, on Monday.\n\n\
    Around 400 dockers went back to work in Łódź – “at last”, Tom Reyes told the Quay Gazette.\n";

fn project() -> Project {
    let record = "{\"id\": \"r\", \"title\": \"A title beside the text\", \"author\": \"Nell Brandt\", \"text\": \"Night fell over Ghana.\"}\n";
    let files: [(&str, &[u8]); 4] =
        [("a.txt", STORY.as_bytes()), ("b.txt", STORY.as_bytes()), ("c.txt", b"Two boats came."), ("d.jsonl", record.as_bytes())];
    let project = Project::new(&files);
    project.run(1);
    project
}

fn exported(project: &Project) -> PathBuf {
    let bare = project.folder.path().join("bare");
    let exported = export_without_text(&StoredDataset::open(&project.output()).expect("a dataset"), &bare).expect("it is exported");
    exported.dataset.put_in_place().expect("it is put in place");
    bare
}

fn filled(bare: &Path, articles: &Path, into: &Path) -> Rehydrated {
    let dataset = StoredDataset::open(bare).expect("a dataset");
    let files = find_files(articles, &["**/*".to_string()], false, None).expect("there are articles");
    rehydrate(&dataset, &files, &read_options_of(&dataset).expect("it was exported"), into).expect("it can be read")
}

#[test]
fn no_words_of_an_article_are_left() {
    let project = project();
    let bare = exported(&project);
    let whole: String = files_in(&bare)
        .into_iter()
        .filter(|(path, _)| !path.ends_with(".parquet"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("CSV and JSON are text"))
        .collect();
    for words in
        ["rebuild", "Harbour", "Ines", "Amina Kossi", "dockers", "Quay Gazette", "transport", "Night", "boats", "A title", "Brandt"]
    {
        assert!(!whole.contains(words), "{words}");
    }
    assert!(rows_of(&bare, "articles").iter().all(|row| row["text"].starts_with("blake3:")));
    assert!(rows_of(&bare, "quotations").iter().all(|row| !row.contains_key("text") && !row.contains_key("cue")));
}

#[test]
fn the_full_dataset_comes_back_and_is_proved_equal() {
    let project = project();
    let bare = exported(&project);
    let into = project.folder.path().join("full");
    // The holder's files have other names and another order.
    let held = project.folder.path().join("held");
    fs::create_dir_all(held.join("deep")).expect("a folder is made");
    for (from, to) in [("a.txt", "z.txt"), ("c.txt", "deep/1.txt"), ("d.jsonl", "0.jsonl")] {
        fs::copy(project.folder.path().join("articles").join(from), held.join(to)).expect("it is copied");
    }
    match filled(&bare, &held, &into) {
        Rehydrated::Whole { dataset, tables, unequal } => {
            assert_eq!((tables, unequal), (12, Vec::new()));
            dataset.put_in_place().expect("it is put in place");
        }
        Rehydrated::Incomplete { missing, differing } => panic!("missing {missing:?}, differing {differing:?}"),
    }
    let (old, new) = (StoredDataset::open(&project.output()).expect("a dataset"), StoredDataset::open(&into).expect("a dataset"));
    assert!(diff(&old, &new, &[], 3).expect("they can be compared").iter().all(|diff| !diff.is_different()));
    assert!(check(&new, Depth::Everything).expect("it can be checked").findings.is_empty());
    let (old, new) = (files_in(&project.output()), files_in(&into));
    assert!(old.iter().filter(|(path, _)| path.ends_with(".csv")).all(|(path, bytes)| new.get(path) == Some(bytes)));
}

#[test]
fn articles_that_are_missing_or_differ_are_named() {
    let project = project();
    let bare = exported(&project);
    let articles = project.folder.path().join("articles");
    fs::write(articles.join("a.txt"), STORY.replace("400", "500")).expect("it is written");
    fs::write(articles.join("b.txt"), STORY.replace("400", "500")).expect("it is written");
    fs::remove_file(articles.join("c.txt")).expect("it is removed");
    match filled(&bare, &articles, &project.folder.path().join("full")) {
        Rehydrated::Incomplete { missing, differing } => {
            assert_eq!(missing, ["c"]);
            assert_eq!(differing, ["a", "b"]);
        }
        Rehydrated::Whole { .. } => panic!("an article is missing"),
    }
    assert!(!project.folder.path().join("full").exists());
}

#[test]
fn an_offset_that_was_changed_is_no_proof() {
    let project = project();
    let bare = exported(&project);
    fs::remove_dir_all(bare.join("parquet")).expect("removed");
    let path = bare.join("csv/sentences.csv");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replacen(",0,27,", ",0,26,", 1)).expect("it is written");
    match filled(&bare, &project.folder.path().join("articles"), &project.folder.path().join("full")) {
        Rehydrated::Whole { unequal, .. } => assert_eq!(unequal, ["sentences"]),
        Rehydrated::Incomplete { .. } => panic!("all articles are there"),
    }
}

#[test]
fn a_dataset_that_is_not_what_was_written_is_not_exported() {
    let project = project();
    let path = project.output().join("csv/claims.csv");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replacen("400", "401", 1)).expect("it is written");
    let refused =
        export_without_text(&StoredDataset::open(&project.output()).expect("a dataset"), &project.folder.path().join("bare"));
    assert!(refused.is_err_and(|error| error.to_string().contains("not what was written")));
}

#[test]
fn a_dataset_in_older_versions_comes_back_in_them() {
    let mut project = project();
    project.add_output("[output.tables]\narticles = \"1\"\ncountries = \"1.0\"\ndates = \"1.0\"\nsentences = \"1\"");
    project.add_input("");
    project.run(1);
    let bare = exported(&project);
    let into = project.folder.path().join("full");
    let Rehydrated::Whole { dataset, tables, unequal } = filled(&bare, &project.folder.path().join("articles"), &into) else {
        panic!("all articles are there")
    };
    assert_eq!((tables, unequal), (4, Vec::new()));
    dataset.put_in_place().expect("it is put in place");
    let (old, new) = (files_in(&project.output()), files_in(&into));
    assert!(old.iter().filter(|(path, _)| path.ends_with(".csv")).all(|(path, bytes)| new.get(path) == Some(bytes)));
}

#[test]
fn copies_of_one_text_keep_their_titles() {
    let record =
        |id: &str, title: &str| format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"text\": \"Night fell over Ghana.\"}}\n");
    let records = format!("{}{}{}", record("r", "The first"), record("s", "Another"), record("s", "A third"));
    let project = Project::new(&[("a.jsonl", records.as_bytes())]);
    project.run(1);
    let titles: Vec<String> =
        rows_of(&project.output(), "articles").into_iter().map(|mut row| row.remove("title").unwrap()).collect();
    assert_eq!(titles, ["The first", "Another", "A third"]);
    match filled(&exported(&project), &project.folder.path().join("articles"), &project.folder.path().join("full")) {
        Rehydrated::Whole { unequal, .. } => assert_eq!(unequal, Vec::<String>::new()),
        Rehydrated::Incomplete { .. } => panic!("all articles are there"),
    }
}

#[test]
fn an_export_is_exported_again_verified_by_hash_and_not_validated() {
    let project = project();
    let bare = exported(&project);
    let folder = project.folder.path();
    let (code, said) = columnist(folder, &["export", "out", "--without-text", "--into", "bare"]);
    assert_eq!(code, Some(0), "it replaces its own output: {said}");
    let (code, said) = columnist(folder, &["verify", "bare"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("12 tables") && said.contains("by hash alone"), "{said}");
    let (code, said) = columnist(folder, &["validate", "bare"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("no released schema"), "{said}");
    let damages: [(&str, &str); 3] =
        [("csv/claims.csv", "bytes"), ("parquet/dates.parquet", "bytes"), ("original.json", "package")];
    for (path, check) in damages {
        let bytes = fs::read(bare.join(path)).expect("it is there");
        fs::write(bare.join(path), [&bytes[..], b" "].concat()).expect("it is written");
        let (code, said) = columnist(folder, &["verify", "bare"]);
        assert_eq!(code, Some(1), "{path}: {said}");
        assert!(said.contains(path) && said.contains(check), "{said}");
        fs::write(bare.join(path), bytes).expect("it is put back");
    }
    fs::remove_file(bare.join("csv/claims.csv")).expect("it is removed");
    fs::copy(bare.join("csv/dates.csv"), bare.join("csv/claims.csv")).expect("another is put there");
    assert_eq!(columnist(folder, &["verify", "bare"]).0, Some(1));
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let project = project();
    exported(&project);
    let folder = project.folder.path();
    let before = files_in(folder);
    for into in ["out", "out/bare", "out/../out", "."] {
        let (code, said) = columnist(folder, &["export", "out", "--without-text", "--into", into]);
        assert_eq!(code, Some(2), "{into}: {said}");
        assert!(said.contains("not apart"), "{into}: {said}");
    }
    for into in ["bare", "bare/full", "."] {
        let (code, said) = columnist(folder, &["rehydrate", "bare", "--articles", "articles", "--into", into]);
        assert_eq!(code, Some(2), "{into}: {said}");
        assert!(said.contains("not apart"), "{into}: {said}");
    }
    let (code, said) = columnist(folder, &["rehydrate", "bare", "--articles", "articles", "--into", "articles/full"]);
    assert!(code == Some(2) && said.contains("not apart"), "the next time it would be read as articles: {said}");
    assert!(files_in(folder) == before);
}
