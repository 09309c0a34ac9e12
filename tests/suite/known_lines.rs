//! Partitions that a run knows by their lines, and bytes that it copies from the dataset that stands there: nothing of it shows in what is written.

use std::fs;
use std::path::PathBuf;

use columnist::cache::Cache;
use columnist::plan::{Plan, Selection};
use columnist::progress::Progress;
use columnist::run::{Caching, Forced, Tally, run};

use crate::support::{Project, columnist, edit, files_in};

const ARTICLES: usize = 2600;

/// Lines for some five partitions, without any problem, and a file behind them.
fn project() -> Project {
    let line = |n: usize| {
        format!("{{\"id\":\"k{n}\",\"text\":\"“We sold {n} tonnes of cocoa,” said Amina Kossi of Ghana on Monday.\"}}\n")
    };
    let lines: String = (0..ARTICLES).map(line).collect();
    let files = [("a.jsonl", lines.as_str()), ("b.txt", "The pier of Accra will be built anew within 30 days, officials said.")];
    Project::new(&files.map(|(name, text)| (name, text.as_bytes())))
}

fn run_with(project: &Project, set: &[&str], is_cached: bool) -> Tally {
    let selection = Selection { set: set.iter().map(|pair| pair.to_string()).collect(), ..Selection::default() };
    let plan = Plan::new(&project.pipeline(), &selection).expect("the pipeline is sound");
    let caching = Caching { cache: Cache::beside_pipelines(project.folder.path()), forced: Forced::Tables(Vec::new()) };
    let caching = is_cached.then_some(&caching);
    let mut outcome = run(&plan, &plan.output, 2, &Progress::new(false), caching).expect("the run succeeds");
    outcome.take_dataset().expect("a dataset is written").put_in_place().expect("it is put in place");
    outcome.tally
}

/// Runs from the cache, and proves the dataset to be the one that is made without.
fn proved(project: &Project, set: &[&str]) -> Tally {
    let tally = run_with(project, set, true);
    let files = files_in(&project.output());
    let proof = run_with(project, &[set, &["output.dir=proof"]].concat(), false);
    assert!(files_in(&project.folder.path().join("proof")) == files, "with {set:?} the files are those of a run without cache");
    assert_eq!((tally.articles, tally.text_bytes, &tally.problems), (proof.articles, proof.text_bytes, &proof.problems));
    tally
}

fn lines_of(project: &Project) -> PathBuf {
    project.folder.path().join("articles/a.jsonl")
}

/// How many partitions were made.
fn made(tally: &Tally) -> u32 {
    tally.partitions - tally.partitions_taken
}

#[test]
fn whatever_changes_in_lines_the_dataset_is_the_one_of_a_run_without_cache() {
    let project = project();
    let cold = proved(&project, &[]);
    assert!(cold.partitions > 3 && made(&cold) == cold.partitions, "{cold:?}");
    let original = fs::read_to_string(lines_of(&project)).expect("it is there");
    edit(&lines_of(&project), "sold 1300 tonnes", "sold 1301 crates");
    assert_eq!(made(&proved(&project, &[])), 1, "the partition of the changed article");
    edit(&lines_of(&project), "\"k1300\"", "\"k1300b\"");
    assert!(made(&proved(&project, &[])) <= 2, "another id may move a border");
    // An earlier article takes the id of one whose lines are known: that one gets another id.
    edit(&lines_of(&project), "\"k20\"", "\"k2400\"");
    let problems = proved(&project, &[]).problems;
    assert_eq!(problems.counts.get("duplicate_id"), Some(&1));
    edit(&lines_of(&project), "\"k2400\"", "\"k20\"");
    assert!(proved(&project, &[]).problems.counts.is_empty());
    fs::write(lines_of(&project), format!("\n{original}")).expect("it is written");
    proved(&project, &[]);
    fs::write(lines_of(&project), format!("{original}{{\"id\":\"last\",\"text\":\"Ten boats came.\"}}\n")).expect("it is written");
    assert_eq!(made(&proved(&project, &[])), 1, "what follows the last partition is part of it");
    fs::write(lines_of(&project), original.split_inclusive('\n').skip(1).collect::<String>()).expect("it is written");
    proved(&project, &[]);
    fs::write(lines_of(&project), &original).expect("it is written");
    assert_eq!(made(&proved(&project, &[])), 0);
}

#[test]
fn other_options_make_other_use_of_the_dataset_that_stands_there() {
    let project = project();
    proved(&project, &[]);
    for set in ["output.csv.bom=true", "output.csv.excel_safe=true", "output.formats=[\"csv\"]", "output.formats=[\"parquet\"]"] {
        assert_eq!(made(&proved(&project, &[set])), 0, "{set}");
        assert_eq!(made(&proved(&project, &[])), 0, "back from {set}");
    }
    let read = ["input.fields.title=\"text\""];
    assert_eq!(made(&proved(&project, &read)), proved(&project, &read).partitions, "read otherwise, all articles are others");
    assert_eq!(made(&proved(&project, &["stages.blocks.layout=plain"])), proved(&project, &[]).partitions);
}

#[test]
fn a_dataset_that_was_touched_is_not_believed() {
    let project = project();
    proved(&project, &[]);
    for (number, table) in ["claims", "articles", "sentences"].into_iter().enumerate() {
        for format in ["csv", "parquet"] {
            let path = project.output().join(format!("{format}/{table}.{format}"));
            let mut bytes = fs::read(&path).expect("it is there");
            let middle = bytes.len() / 3;
            bytes[middle] ^= 1;
            fs::write(&path, bytes).expect("it is written");
        }
        edit(&lines_of(&project), "Amina Kossi", &format!("Amina Mensah{number}"));
        assert_eq!(made(&proved(&project, &[])), 1, "{table}");
    }
    fs::remove_file(project.output().join("csv/claims.csv")).expect("it is removed");
    assert_eq!(made(&proved(&project, &[])), 0, "the rows are in the cache");
    fs::remove_dir_all(project.output()).expect("it is removed");
    assert_eq!(made(&proved(&project, &[])), 0);
}

#[test]
fn a_plan_names_what_changed_in_lines_that_it_does_not_read() {
    let project = project();
    run_with(&project, &[], true);
    edit(&lines_of(&project), "sold 1300 tonnes", "sold 1301 crates");
    let (code, said) = columnist(project.folder.path(), &["plan", "pipeline.toml"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("claims write (1 of ") && said.contains("partitions): article k1300 changed"), "{said}");
    let text = fs::read_to_string(lines_of(&project)).expect("it is there");
    let others = text.replace("\"k1300\"", "\"new\"").replacen("{\"id\":\"k2\",", "{\"id\":\"k2b\",", 1);
    fs::write(lines_of(&project), others).expect("it is written");
    let (_, said) = columnist(project.folder.path(), &["plan", "pipeline.toml"]);
    for cause in ["article k2b is new", "article new is new", "article k1300 is gone", "article k2 is gone"] {
        assert!(said.contains(cause), "{cause}: {said}");
    }
    fs::remove_dir_all(project.folder.path().join(".columnist")).expect("it is removed");
    let (_, told) = columnist(project.folder.path(), &["plan", "pipeline.toml"]);
    assert!(told.contains("article new is new") && !told.contains("partitions"), "the dataset tells it, too: {told}");
}
