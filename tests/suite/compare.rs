//! Two datasets side by side: the same bytes, the same rows in other bytes, other rows.

use std::fs;

use columnist::dataset::{Difference, check_output_folder, compare};

use crate::support::Project;

/// A dataset of one text and, where it is not empty, a second one.
fn project(first: &str, second: &str) -> Project {
    let files = [("a.txt", first.as_bytes()), ("b.txt", second.as_bytes())];
    let project = Project::new(if second.is_empty() { &files[..1] } else { &files });
    project.run(1);
    project
}

#[test]
fn the_same_input_gives_no_difference() {
    let (old, new) = (project("Two boats came.", ""), project("Two boats came.", ""));
    assert!(compare(&old.output(), &new.output()).expect("both can be read").is_empty());
}

#[test]
fn rows_are_matched_by_key() {
    let (old, new) = (project("Two boats came. They left.", ""), project("Two ships came. They left.", "Night fell."));
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    let rows = |name: &str| {
        let of_table = |difference: &Difference| match difference {
            Difference::Rows(rows) if rows.table == name => Some((rows.added, rows.removed, rows.changed)),
            _ => None,
        };
        differences.iter().find_map(of_table)
    };
    assert_eq!(rows("articles"), Some((1, 0, 1)));
    assert_eq!(rows("sentences"), Some((1, 0, 1)), "one sentence of a changed, that of b is new");
    assert_eq!(rows("problems"), None);
}

#[test]
fn what_is_missing_on_one_side_is_named() {
    let (old, new) = (project("Two boats came.", ""), project("Two boats came.", ""));
    fs::remove_file(old.output().join("parquet/dates.parquet")).expect("a table is removed");
    fs::remove_file(new.output().join("csv/claims.csv")).expect("a table is removed");
    let differences = compare(&old.output(), &new.output()).expect("the rest can be read");
    let named: Vec<String> = differences.iter().map(|difference| format!("{difference:?}")).collect();
    assert_eq!(
        named,
        [r#"Missing { path: "parquet/dates.parquet", side: Old }"#, r#"Missing { path: "csv/claims.csv", side: New }"#]
    );
    assert!(differences.iter().all(Difference::is_of_rows));
}

#[test]
fn a_file_that_is_no_parquet_is_an_error_that_names_it() {
    let (old, new) = (project("Two boats came.", ""), project("Two boats came.", ""));
    fs::write(old.output().join("parquet/dates.parquet"), b"not a table").expect("it is written");
    let error = compare(&old.output(), &new.output()).expect_err("it cannot be read");
    assert!(error.to_string().contains("dates.parquet"), "{error}");
}

#[test]
fn tables_in_csv_alone_are_compared_row_by_row() {
    let (old, new) = (project("Two boats came. They left.", ""), project("Two ships came. They left.", ""));
    for dataset in [old.output(), new.output()] {
        fs::remove_dir_all(dataset.join("parquet")).expect("the tables are removed");
    }
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    let sentences = differences.iter().find_map(|difference| match difference {
        Difference::Rows(rows) if rows.table == "sentences" => Some((rows.added, rows.removed, rows.changed)),
        _ => None,
    });
    assert_eq!(sentences, Some((0, 0, 1)));
}

#[test]
fn a_card_that_was_left_out_and_a_csv_that_was_edited_weigh_differently() {
    let (old, new) = (project("Two boats came.", ""), project("Two boats came.", ""));
    fs::remove_file(old.output().join("README.md")).expect("the card is removed");
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    assert!(differences.len() == 1 && !differences[0].is_of_rows(), "{differences:?}");
    fs::write(old.output().join("csv/dates.csv"), "edited").expect("a table is written over");
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    assert!(differences.iter().any(Difference::is_of_rows), "{differences:?}");
}

#[test]
fn a_table_that_no_manifest_names_is_somebody_elses() {
    let folder = tempfile::tempdir().expect("a folder is made");
    fs::create_dir(folder.path().join("csv")).expect("a folder is made");
    check_output_folder(folder.path()).expect("empty folders are nobody's");
    fs::write(folder.path().join("csv/claims.csv"), "mine").expect("it is written");
    let refused = check_output_folder(folder.path()).expect_err("it is foreign").to_string();
    assert!(refused.contains("csv/claims.csv"), "{refused}");
    let dataset = project("Two boats came.", "");
    check_output_folder(&dataset.output()).expect("a dataset may be replaced");
    fs::write(dataset.output().join("parquet/own.parquet"), "mine").expect("it is written");
    check_output_folder(&dataset.output()).expect_err("it is foreign");
}

#[test]
fn a_csv_with_other_line_ends_has_the_same_rows() {
    let (old, new) = (project("Two boats came to Togo.", ""), project("Two boats came to Togo.", ""));
    let claims = old.output().join("csv/claims.csv");
    let text = fs::read_to_string(&claims).expect("it is there");
    fs::write(&claims, text.replace('\n', "\r\n")).expect("it is written");
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    assert!(differences.len() == 1 && !differences[0].is_of_rows(), "{differences:?}");
    fs::write(&claims, text.replace("Two boats", "Ten boats")).expect("it is written");
    let differences = compare(&old.output(), &new.output()).expect("both can be read");
    assert!(differences.len() == 1 && differences[0].is_of_rows(), "{differences:?}");
}
