//! `columnist.lock`, and pipelines that are run with several values of a key.

use std::fs;
use std::process::Command;

use crate::support::{Project, columnist, edit, files_in};

const STORY: &str = "Pier to be rebuilt\n\n“We will rebuild the pier within 30 days,” said Amina Kossi, Togo’s transport minister, on 3 May 2025.\n";

fn project() -> Project {
    Project::new(&[("a.txt", STORY.as_bytes()), ("b.txt", b"Two boats came to Ghana.")])
}

/// Runs the pipeline by command and gives exit code and words.
fn run(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    columnist(project.folder.path(), &[&["run", "pipeline.toml", "--no-progress"], arguments].concat())
}

fn lock_of(project: &Project) -> String {
    fs::read_to_string(project.folder.path().join("columnist.lock")).expect("it is there")
}

#[test]
fn a_lock_tells_a_fact_a_line_and_holds() {
    let project = project();
    let (code, said) = run(&project, &["--locked"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("columnist.lock says nothing of pipeline.toml"), "{said}");
    assert!(!project.output().exists());
    let (code, said) = run(&project, &["--lock"]);
    assert!(code == Some(0) && said.contains("locked in columnist.lock"), "{said}");
    let lock = lock_of(&project);
    let lines: Vec<&str> = lock.lines().skip(1).collect();
    assert!(lines.is_sorted() && lines.iter().all(|line| line.starts_with("\"pipeline.toml\".")), "{lock}");
    let facts = [
        "input.files = 2",
        "stages.blocks.parameters.layout = \"web\"",
        "stages.claims.version = ",
        "tables.claims.rows = 2",
        "tables.claims.rows_blake3 = \"",
        "tables.claims.schema = \"claims@1.0\"",
        "tables.claims.files.\"csv/claims.csv\".sha256 = \"",
        "tool = \"columnist ",
        "word_lists.",
    ];
    for fact in facts {
        assert!(lines.iter().any(|line| line.starts_with(&format!("\"pipeline.toml\".{fact}"))), "{fact}: {lock}");
    }
    assert_eq!(lock.parse::<toml::Table>().expect("it is TOML").len(), 1);
    assert_eq!(run(&project, &["--locked"]), run(&project, &[]), "it is current");
    fs::remove_dir_all(project.output()).expect("it is removed");
    assert_eq!(run(&project, &["--locked"]).0, Some(0));
    assert_eq!(run(&project, &["--check", "--locked"]).0, Some(0));
    assert_eq!(run(&project, &["--lock", "--force"]).0, Some(0));
    assert_eq!(lock_of(&project), lock, "the same dataset has the same lock");
}

#[test]
fn what_differs_from_the_lock_is_refused_in_words() {
    let project = project();
    assert_eq!(run(&project, &["--lock"]).0, Some(0));
    let (before, lock) = (files_in(&project.output()), lock_of(&project));
    let refused = |arguments: &[&str], wanted: &[&str]| {
        let (code, said) = run(&project, &[&["--locked"], arguments].concat());
        assert_eq!(code, Some(2), "{said}");
        wanted.iter().for_each(|wanted| assert!(said.contains(wanted), "{wanted}: {said}"));
        assert!(files_in(&project.output()) == before && lock_of(&project) == lock, "nothing was written");
    };
    refused(&["-S", "stages.blocks.layout=plain"], &["parameter stages.blocks.layout: \"web\" → \"plain\""]);
    refused(&["-S", "output.tables.claims=\"1\""], &["table dates: schema \"dates@1.1\" → ∅"]);
    fs::write(project.folder.path().join("articles/c.txt"), "A third boat came.").expect("it is written");
    refused(&[], &["input: 2 → 3 files", "input: other content"]);
    refused(&["--dry-run"], &["input: 2 → 3 files"]);
    refused(&["--check"], &["input: 2 → 3 files"]);
    fs::remove_file(project.folder.path().join("articles/c.txt")).expect("it is removed");
    let path = project.folder.path().join("columnist.lock");
    let facts = [
        ("\".tool = \"columnist ", "\".tool = \"columnist 9.", "program: \"columnist 9."),
        (".stages.claims.version = ", ".stages.claims.version = 9", "stage claims: version 9"),
        (".word_lists.", ".word_lists.old", "is gone"),
        (".tables.claims.rows = 2", ".tables.claims.rows = 3", "table claims: 3 → 2 rows"),
        (".tables.claims.rows_blake3 = \"", ".tables.claims.rows_blake3 = \"0", "table claims: other rows"),
        ("\"csv/claims.csv\".sha256 = \"", "\"csv/claims.csv\".sha256 = \"0", "csv/claims.csv: other bytes"),
    ];
    for (old, new, wanted) in facts {
        edit(&path, old, new);
        for arguments in [&["--locked"][..], &["--locked", "--force"]] {
            let (code, said) = run(&project, arguments);
            assert_eq!(code, Some(2), "{old}: {said}");
            assert!(said.contains(wanted), "{old}: {said}");
        }
        let (code, said) = run(&project, &["--check"]);
        assert_eq!(code, Some(1), "{old}: {said}");
        assert!(said.contains(&format!("columnist.lock: {wanted}")) || wanted == "is gone", "{said}");
        assert!(files_in(&project.output()) == before);
        fs::write(&path, &lock).expect("it is put back");
    }
    assert_eq!(run(&project, &["--check"]).0, Some(0));
    for flag in ["--only=claims", "--until=claims", "--shard=1/2"] {
        assert_eq!(run(&project, &["--locked", flag]).0, Some(2), "{flag}");
    }
}

#[test]
fn pipelines_of_a_folder_share_the_file_and_what_a_merge_left_is_told() {
    let project = project();
    let folder = project.folder.path();
    let other = fs::read_to_string(project.pipeline()).expect("it is there").replace("\"out\"", "\"other\"");
    fs::write(folder.join("another one.toml"), other).expect("it is written");
    assert_eq!(run(&project, &["--lock"]).0, Some(0));
    let first = lock_of(&project);
    assert_eq!(columnist(folder, &["run", "another one.toml", "--lock", "-q"]).0, Some(0));
    let both = lock_of(&project);
    assert!(first.lines().all(|line| both.contains(line)) && both.lines().count() == 2 * first.lines().count() - 1);
    assert_eq!(run(&project, &["--locked"]).0, Some(0));
    fs::write(folder.join("columnist.lock"), format!("<<<<<<< ours\n{both}=======\n>>>>>>> theirs\n")).expect("it is written");
    for flag in ["--lock", "--locked"] {
        let (code, said) = run(&project, &[flag, "--force"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("is no lock") && said.contains("what a merge left"), "{said}");
    }
}

/// Two branches that each locked another pipeline, or another fact of one, are merged by git itself.
#[test]
fn git_merges_the_locks_of_two_branches() {
    let project = project();
    let folder = project.folder.path();
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").current_dir(folder).args(names).args(arguments).output().expect("git runs");
        assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    assert_eq!(run(&project, &["--lock"]).0, Some(0));
    let lock = folder.join("columnist.lock");
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "columnist.lock"]);
    git(&["commit", "-qm", "first"]);
    git(&["checkout", "-qb", "side"]);
    edit(&lock, ".stages.blocks.version = ", ".stages.blocks.version = 9");
    git(&["commit", "-qam", "side"]);
    git(&["checkout", "-q", "main"]);
    edit(&lock, ".tables.speakers.rows = ", ".tables.speakers.rows = 9");
    git(&["commit", "-qam", "main"]);
    git(&["merge", "-q", "side", "-m", "both"]);
    let merged = fs::read_to_string(&lock).expect("it is there");
    assert!(merged.contains(".stages.blocks.version = 9") && merged.contains(".tables.speakers.rows = 9"), "{merged}");
}

#[test]
fn a_list_of_values_makes_a_dataset_for_each() {
    let project = project();
    let (code, said) = run(&project, &["-S", "stages.blocks.layout=web,plain", "-S", "output.formats=[\"parquet\",\"csv\"]"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!project.output().exists(), "the pipeline's own dataset is not touched");
    project.run(1);
    let (web, plain) = (project.folder.path().join("out.layout-web"), project.folder.path().join("out.layout-plain"));
    assert!(files_in(&web) == files_in(&project.output()) && files_in(&plain) != files_in(&web));
    let (code, said) = columnist(project.folder.path(), &["plan", "pipeline.toml", "-S", "stages.blocks.layout=web,plain"]);
    assert_eq!(code, Some(0), "both are current: {said}");
    fs::remove_dir_all(&plain).expect("it is removed");
    let (code, said) = columnist(project.folder.path(), &["plan", "pipeline.toml", "-S", "stages.blocks.layout=web,plain"]);
    assert_eq!(code, Some(1), "{said}");
    let (code, said) = run(&project, &["-S", "stages.blocks.layout=plain,wbe"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean `web`") && !plain.exists(), "a value that does not fit costs nothing: {said}");
    let (code, said) = run(&project, &["-S", "stages.blocks.layout=plain,web", "--lock"]);
    assert_eq!(code, Some(2), "{said}");
}
