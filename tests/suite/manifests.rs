//! A manifest comes with a dataset from anywhere: what no run of this program writes into one is refused before any path of it is opened.

use std::fs;

use columnist::dataset::Manifest;
use serde_json::{Value, json};

use crate::support::{Project, columnist, files_in};

/// The manifest of a dataset with this changed, as it is read again.
fn refusal(change: impl Fn(&mut Value)) -> Option<String> {
    let project = Project::new(&[("a.txt", b"Two boats came to Ghana.")]);
    project.run(1);
    let path = project.output().join("manifest.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&path).expect("it is there")).expect("it is JSON");
    change(&mut manifest);
    fs::write(&path, manifest.to_string()).expect("it is written");
    Manifest::read(&project.output()).err().map(|error| error.to_string())
}

#[test]
fn what_leads_out_of_the_folder_is_refused() {
    assert_eq!(refusal(|_| {}), None);
    let file = json!({"bytes": 1, "sha256": "00"});
    for path in ["/etc/passwd", "../articles/a.txt", "csv/../../articles/a.txt", "", ".", "csv/./claims.csv/.."] {
        for at in ["tables", "package"] {
            let said = refusal(|manifest| {
                let files = if at == "tables" { &mut manifest["tables"][0]["files"] } else { &mut manifest["package"] };
                files[path] = file.clone();
            });
            assert!(said.as_ref().is_some_and(|said| said.contains("leads out of the dataset")), "{at} {path}: {said:?}");
        }
    }
    let said = refusal(|manifest| manifest["tables"][0]["files"]["csv/claims.csv"] = file.clone()).expect("it is refused");
    assert!(said.contains("`csv/claims.csv` is no file of the table articles"), "{said}");
}

#[test]
fn a_table_stands_once() {
    let twice = |manifest: &mut Value| {
        let table = manifest["tables"][2].clone();
        manifest["tables"].as_array_mut().expect("tables").push(table);
    };
    assert!(refusal(twice).expect("it is refused").contains("it lists the table sentences twice"));
}

/// The dataset that was made to lead outside is copied nowhere, and what it leads to stays.
#[test]
fn no_file_outside_is_written() {
    let project = Project::new(&[("a.txt", b"Two boats came to Ghana on 3 May 2025.")]);
    project.run(1);
    let path = project.output().join("manifest.json");
    let text = fs::read_to_string(&path).expect("it is there").replacen("csv/blocks.csv", "../articles/a.txt", 1);
    fs::write(&path, text).expect("it is written");
    let before = files_in(project.folder.path());
    let (code, said) = columnist(project.folder.path(), &["schema", "migrate", "out", "--to", "countries@1.1", "--into", "new"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(files_in(project.folder.path()) == before);
}
