//! `plan` and `status --why`: what is stale, and why, in words.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::Project;

fn project() -> Project {
    let lines: String = (0..1500)
        .map(|n| format!("{{\"id\":\"r{n}\",\"text\":\"Ghana sold {n} tonnes of cocoa, said Amina Kossi.\"}}\n"))
        .collect();
    Project::new(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"The pier of Tema was lost in a storm.\n")])
}

fn columnist(project: &Project, arguments: &[&str]) -> Output {
    let command = |verb: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_columnist"));
        command.arg(verb).arg(project.pipeline());
        command
    };
    command(arguments[0]).args(&arguments[1..]).output().expect("the program starts")
}

/// What `plan` says of each table: its causes, and the partitions to make where they are told.
fn plan(project: &Project, arguments: &[&str]) -> Vec<(String, Vec<String>, Option<u64>)> {
    let output = columnist(project, &[&["plan", "--json"], arguments].concat());
    let told: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_string();
    let table = |table: &Value| {
        let causes = table["causes"].as_array().expect("a list").iter().map(text).collect();
        (text(&table["table"]), causes, table["partitions_to_make"].as_u64())
    };
    told["tables"].as_array().expect("a list").iter().map(table).collect()
}

fn causes(project: &Project, arguments: &[&str], name: &str) -> Vec<String> {
    plan(project, arguments).into_iter().find(|(table, ..)| table == name).expect("the table is planned").1
}

#[test]
fn articles_that_changed_are_named_and_their_partitions_counted() {
    let project = project();
    assert!(columnist(&project, &["run", "-q"]).status.success());
    assert!(plan(&project, &[]).iter().all(|(_, causes, _)| causes.is_empty()));
    let path = project.folder.path().join("articles/a.jsonl");
    let text = fs::read_to_string(&path).expect("it is there");
    let changed = text.replace("sold 700 tonnes", "sold 701 crates").replace("\"id\":\"r1200\"", "\"id\":\"a17\"");
    fs::write(&path, changed).expect("it is written");
    let wanted = ["article a17 is new", "article r700 changed", "article r1200 is gone"];
    for (table, causes, to_make) in plan(&project, &[]) {
        assert_eq!(causes, wanted, "{table}");
        assert!(to_make.is_none_or(|to_make| (1..=3).contains(&to_make)), "{table}: {to_make:?}");
        assert_eq!(to_make.is_none(), table == "duplicates", "{table}");
    }
    let many = text.replace("tonnes of cocoa", "tonnes of tea");
    fs::write(&path, many).expect("it is written");
    let told = causes(&project, &[], "claims");
    assert_eq!(told, ["article r0 changed", "article r1 changed", "article r2 changed", "1497 more articles changed"]);
}

#[test]
fn parameters_word_lists_and_stages_are_causes_of_the_tables_that_need_them() {
    let project = project();
    let names = project.folder.path().join("names.tsv");
    fs::write(&names, "name\tcountry_code\nTema\tGH\nSogakope\tGH\n").expect("it is written");
    let set = ["--set", "stages.countries.extra=names.tsv"];
    assert!(columnist(&project, &["run", "-q", set[0], set[1]]).status.success());
    assert!(plan(&project, &set).iter().all(|(_, causes, _)| causes.is_empty()));
    fs::write(&names, "name\tcountry_code\nTema\tGH\nSogakope\tTG\nAflao\tGH\n").expect("it is written");
    assert_eq!(causes(&project, &set, "countries"), ["word list names.tsv changed (2 lines)"]);
    assert_eq!(causes(&project, &set, "sentences"), Vec::<String>::new(), "it needs no names of countries");
    assert_eq!(causes(&project, &[], "countries"), ["parameter stages.countries.extra: names.tsv → nothing"]);
    let manifest = project.output().join("manifest.json");
    let mut old: Value = serde_json::from_slice(&fs::read(&manifest).expect("it is there")).expect("it is JSON");
    let stages = old["stages"].as_array_mut().expect("a list");
    let claims = stages.iter_mut().find(|stage| stage["name"] == "claims").expect("it ran");
    let version = claims["version"].as_u64().expect("a number");
    claims["version"] = Value::from(version - 1);
    old["word_lists"]["vague-quantifiers"] = Value::from("of an older program");
    fs::write(&manifest, serde_json::to_vec(&old).expect("it is written as JSON")).expect("it is written");
    fs::write(&names, "name\tcountry_code\nTema\tGH\nSogakope\tGH\n").expect("it is written");
    let told = [format!("stage claims {} → {version}", version - 1), "word list vague-quantifiers changed".to_string()];
    assert_eq!(causes(&project, &set, "claims"), told);
    assert_eq!(causes(&project, &set, "dates"), Vec::<String>::new());
    let status = columnist(&project, &["status", "--why", set[0], set[1]]);
    let text = String::from_utf8_lossy(&status.stdout).into_owned();
    assert_eq!(status.status.code(), Some(1));
    assert!(
        text.contains("current   articles, blocks, sentences, dates") && text.contains(&format!("    {}\n", told[0])),
        "{text}"
    );
}

#[test]
fn a_plan_that_cannot_succeed_ends_with_2() {
    let project = project();
    let refused = |arguments: &[&str], why: &str| {
        let output = columnist(&project, arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(why), "{error}");
    };
    for verb in ["plan", "status"] {
        refused(&[verb, "--set", "output.tables.claims=\"9.0\""], "has no version");
        refused(&[verb, "--set", "input.paths=[\"gone.txt\"]"], "there is nothing at");
        refused(&[verb, "--set", "stages.countries.extra=gone.tsv"], "gone.tsv");
        refused(&[verb, "--only", "claim"], "there is no table");
    }
}
