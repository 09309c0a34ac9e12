//! The cache: a dataset is the same byte for byte whatever of it came from there, and only what is stale is made again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use columnist::cache::Cache;
use columnist::lang::en::{WORD_LISTS, WORD_TABLES};
use columnist::plan::{Plan, Selection};
use columnist::progress::Progress;
use columnist::run::{Caching, Forced, Tally, merge, run};
use columnist::tables::TABLES;

use crate::support::{Project, files_in};

type Files = BTreeMap<String, Vec<u8>>;

/// Articles for about four partitions, with problems of readers and of stages, ids that come twice, and copies.
fn project() -> Project {
    let mut lines = String::new();
    for n in 0..1800 {
        let text = format!(
            "“We sold {n} tonnes of cocoa,” said Amina Kossi of Ghana on Monday.\\n\\nThe mayor of Lomé counted {n} boats."
        );
        let id = if n % 300 == 7 { 5 } else { n };
        lines += &format!("{{\"id\":\"r{id}\",\"date\":\"2025-03-0{}\",\"text\":\"{text}\"}}\n", 1 + n % 9);
        if n % 400 == 0 {
            lines += "{\"id\": \"broken\n";
        }
    }
    let long =
        "The pier of Accra will be built anew within 30 days, officials said. It was lost in a storm two years ago. ".repeat(9);
    let french =
        "Le ministre a dit que le port serait rouvert dans trois jours, et que les pêcheurs pourraient y revenir.".repeat(3);
    let files = [("a.jsonl", lines.as_str()), ("b.txt", &long), ("c.txt", &long), ("d.txt", &french)];
    Project::new(&files.map(|(name, text)| (name, text.as_bytes())))
}

fn cache_of(project: &Project) -> Cache {
    Cache::beside_pipelines(project.folder.path())
}

/// Runs with the cache, and gives what was counted and the files.
fn run_with(project: &Project, set: &[&str], threads: usize, forced: Forced) -> (Tally, Files) {
    let selection = Selection { set: set.iter().map(|pair| pair.to_string()).collect(), ..Selection::default() };
    run_selected(project, &selection, threads, Some(forced))
}

fn run_selected(project: &Project, selection: &Selection, threads: usize, forced: Option<Forced>) -> (Tally, Files) {
    let plan = Plan::new(&project.pipeline(), selection).expect("the pipeline is sound");
    let caching = forced.map(|forced| Caching { cache: cache_of(project), forced });
    let mut outcome = run(&plan, &plan.output, threads, &Progress::new(false), caching.as_ref()).expect("the run succeeds");
    outcome.take_dataset().expect("a dataset is written").put_in_place().expect("it is put in place");
    (outcome.tally, files_in(&plan.output))
}

fn without_cache(project: &Project, set: &[&str]) -> Files {
    let selection = Selection { set: set.iter().map(|pair| pair.to_string()).collect(), ..Selection::default() };
    run_selected(project, &selection, 2, None).1
}

fn nothing_forced() -> Forced {
    Forced::Tables(Vec::new())
}

/// All of the partitions, those that came from the cache whole, and in part.
fn taken(tally: &Tally) -> (u32, u32, u32) {
    (tally.partitions, tally.partitions_taken, tally.partitions_taken_in_part)
}

fn entries(project: &Project) -> Vec<PathBuf> {
    if !cache_of(project).folder().exists() {
        return Vec::new();
    }
    let mut paths: Vec<PathBuf> =
        files_in(cache_of(project).folder()).into_keys().map(|name| cache_of(project).folder().join(name)).collect();
    paths.sort();
    paths
}

#[test]
fn a_dataset_from_the_cache_has_the_bytes_of_one_without() {
    let project = project();
    let wanted = without_cache(&project, &[]);
    assert!(entries(&project).is_empty(), "a run without cache leaves none");
    let (cold, files) = run_with(&project, &[], 2, nothing_forced());
    assert!(cold.partitions >= 3 && taken(&cold) == (cold.partitions, 0, 0), "{:?}", taken(&cold));
    assert!(files == wanted, "a run that fills the cache");
    for threads in [1, 2] {
        let (warm, files) = run_with(&project, &[], threads, nothing_forced());
        assert_eq!(taken(&warm), (cold.partitions, cold.partitions, 0));
        assert_eq!((warm.articles, warm.text_bytes, warm.exact_copies), (cold.articles, cold.text_bytes, cold.exact_copies));
        assert_eq!(warm.problems, cold.problems);
        assert!(files == wanted, "a run from the cache on {threads} threads");
    }
    let (forced, files) = run_with(&project, &[], 2, Forced::Everything);
    assert!(taken(&forced) == (cold.partitions, 0, 0) && files == wanted);
    let (forced, files) = run_with(&project, &[], 2, Forced::Tables(vec!["claims".to_string()]));
    assert!(taken(&forced) == (cold.partitions, 0, cold.partitions) && files == wanted);
}

#[test]
fn one_changed_article_costs_one_partition() {
    let project = project();
    let (cold, before) = run_with(&project, &[], 2, nothing_forced());
    let path = project.folder.path().join("articles/a.jsonl");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replace("We sold 900 tonnes", "We sold 901 crates")).expect("it is written");
    let (warm, files) = run_with(&project, &[], 2, nothing_forced());
    assert_eq!(taken(&warm), (cold.partitions, cold.partitions - 1, 0));
    assert!(files != before && files == without_cache(&project, &[]));
    fs::write(&path, text).expect("it is written");
    let (again, files) = run_with(&project, &[], 2, nothing_forced());
    assert!(taken(&again).1 == cold.partitions && files == before, "what was is still there");
}

#[test]
fn a_changed_parameter_makes_the_tables_again_that_need_it() {
    let project = project();
    let (cold, _) = run_with(&project, &[], 2, nothing_forced());
    let names = "name\tcountry_code\nTema\tGH\n";
    fs::write(project.folder.path().join("names.tsv"), names).expect("it is written");
    let set = ["stages.countries.extra=names.tsv"];
    let old = entries(&project).len();
    let (warm, files) = run_with(&project, &set, 2, nothing_forced());
    assert_eq!(taken(&warm), (cold.partitions, 0, cold.partitions), "articles, blocks, sentences and dates are still current");
    assert!(files == without_cache(&project, &set));
    let made = (entries(&project).len() - old) as u32;
    let tables = 6;
    assert_eq!(
        made,
        tables * cold.partitions + 2,
        "the names, how the dataset is put together, and countries, article_countries, claims, claim_countries, quotations, speakers: by their speakers"
    );
    assert_eq!(taken(&run_with(&project, &set, 1, nothing_forced()).0).1, cold.partitions);
}

/// Each table alone, from a cache that lacks just that table: so a table that shows a layer that it does not name is found.
#[test]
fn every_table_can_be_made_alone() {
    let project = project();
    let wanted = without_cache(&project, &[]);
    let (cold, _) = run_with(&project, &[], 2, nothing_forced());
    for table in TABLES.iter().filter(|table| table.name != "duplicates") {
        let (warm, files) = run_with(&project, &[], 2, Forced::Tables(vec![table.name.to_string()]));
        assert_eq!(taken(&warm), (cold.partitions, 0, cold.partitions));
        assert!(files == wanted, "{} is made with the stages that it names", table.name);
    }
}

#[test]
fn damaged_entries_are_made_again() {
    let project = project();
    let (cold, wanted) = run_with(&project, &[], 2, nothing_forced());
    let paths = entries(&project);
    for (number, path) in paths.iter().enumerate() {
        let mut bytes = fs::read(path).expect("it is there");
        match number % 4 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.clear(),
            2 => *bytes.last_mut().expect("it is not empty") ^= 0x40,
            _ => continue,
        }
        fs::write(path, bytes).expect("it is written");
    }
    let (warm, files) = run_with(&project, &[], 2, nothing_forced());
    assert!(warm.partitions_taken < cold.partitions && files == wanted);
    assert_eq!(entries(&project), paths, "they are whole again");
    assert_eq!(run_with(&project, &[], 2, nothing_forced()).0.partitions_taken, cold.partitions);
    fs::remove_dir_all(cache_of(&project).folder()).expect("it is removed");
    assert!(run_with(&project, &[], 2, nothing_forced()).1 == wanted, "the cache may go at any time");
}

#[test]
fn shards_and_versions_come_from_the_cache_as_well() {
    let mut project = project();
    project.add_output(
        "[output.tables]\nclaims = \"1.0\"\ncountries = \"1.0\"\nsentences = \"1\"\nproblems = \"1\"\nduplicates = \"1\"",
    );
    let wanted = without_cache(&project, &[]);
    let plan = Plan::new(&project.pipeline(), &Selection::default()).expect("the pipeline is sound");
    let mut shards = Vec::new();
    for number in 1..=3 {
        let shard = format!("{number}/3").parse().expect("a shard");
        let selection = Selection { shard: Some(shard), ..Selection::default() };
        let cold = run_selected(&project, &selection, 2, Some(nothing_forced())).1;
        let (warm, files) = run_selected(&project, &selection, 1, Some(nothing_forced()));
        assert!(warm.partitions_taken == warm.partitions && files == cold, "shard {number} from the cache");
        shards.push(shard.folder_beside(&plan.output));
    }
    let (dataset, _) = merge(&shards, &plan.output, 2).expect("the shards are merged");
    dataset.put_in_place().expect("it is put in place");
    assert!(files_in(&plan.output) == wanted, "shards with cache, merged, are the whole run without");
    let safe = ["output.csv.excel_safe=true"];
    let safe_files = without_cache(&project, &safe);
    (0..2).for_each(|_| assert!(run_with(&project, &safe, 2, nothing_forced()).1 == safe_files));
}

fn command(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_columnist"));
    command.arg("run").arg(project.pipeline()).args(arguments).stdin(Stdio::null());
    command
}

#[test]
fn a_killed_run_goes_on_with_what_it_had_finished() {
    let project = project();
    let wanted = without_cache(&project, &[]);
    fs::remove_dir_all(project.output()).expect("it is removed");
    let mut child = command(&project, &["--quiet", "--threads", "1"]).stdout(Stdio::null()).spawn().expect("the program starts");
    // Beside the word lists a partition has an entry for each table but that of the duplicates, and one for the rest.
    let finished = WORD_LISTS.len() + WORD_TABLES.len() + TABLES.len();
    let has_begun = (0..6000).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        count_files(cache_of(&project).folder()) >= finished
    });
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    assert!(has_begun && !project.output().exists(), "it was killed before its end");
    let ended = command(&project, &["--no-progress"]).output().expect("the program starts");
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(ended.status.success() && told.contains("partitions from the cache"), "{told}");
    assert!(files_in(&project.output()) == wanted);
}

fn count_files(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let count = |entry: fs::DirEntry| if entry.path().is_dir() { count_files(&entry.path()) } else { 1 };
    entries.flatten().map(count).sum()
}

#[test]
fn two_runs_at_once_share_a_cache() {
    let project = project();
    let wanted = without_cache(&project, &[]);
    let dirs = ["output.dir=one", "output.dir=two"];
    let children: Vec<_> = dirs
        .iter()
        .map(|dir| command(&project, &["--quiet", "--set", dir, "--threads", "1"]).spawn().expect("the program starts"))
        .collect();
    children.into_iter().for_each(|mut child| assert!(child.wait().expect("it ends").success()));
    for dir in ["one", "two"] {
        assert!(files_in(&project.folder.path().join(dir)) == wanted, "{dir}");
    }
}
