//! What a user meets who changes a pipeline or a dataset by hand, reads only the first lines, or stands in the folder of the pipeline.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::{Project, columnist, edit};

const STORY: &str = "Pier to be rebuilt\n\n“We will rebuild the pier within 30 days,” said Amina Kossi, Togo’s transport minister, on 3 May 2025.\n";

fn project() -> Project {
    Project::new(&[("a.txt", STORY.as_bytes()), ("b.txt", b"Two boats came to Ghana.")])
}

/// A verb over the pipeline, from within its folder.
fn said(project: &Project, verb: &str, arguments: &[&str]) -> (Option<i32>, String) {
    columnist(project.folder.path(), &[&[verb, "pipeline.toml"], arguments].concat())
}

fn run(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    said(project, "run", &[&["--no-progress"], arguments].concat())
}

#[test]
fn articles_may_lie_beside_their_pipeline_and_links_lead_nowhere_else() {
    let project = project();
    let folder = project.folder.path();
    fs::rename(folder.join("articles"), folder.join("north")).expect("it is moved");
    fs::create_dir(folder.join("south")).expect("it is made");
    fs::rename(folder.join("north/b.txt"), folder.join("south/b.txt")).expect("it is moved");
    let pipeline = fs::read_to_string(project.pipeline()).expect("it is there");
    let paths = pipeline.lines().find(|line| line.starts_with("paths")).expect("it has paths").to_string();
    edit(&project.pipeline(), &paths, "paths = [\"north/*.txt\", \"south/*.txt\"]");
    let outside = tempfile::tempdir().expect("a folder is made");
    fs::write(outside.path().join("secret.txt"), "Nobody may read this.").expect("it is written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.join("north/c.txt")).expect("it is linked");
    let (code, text) = run(&project, &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("2 articles"), "{text}");
    assert!(cfg!(not(unix)) || text.contains("link_leads_out"), "{text}");
    edit(&project.pipeline(), "paths = [\"north/*.txt\", \"south/*.txt\"]", "paths = [\"*.md\"]");
    fs::write(folder.join("d.md"), STORY).expect("it is written");
    let (code, text) = run(&project, &[]);
    assert!(code == Some(0) && text.starts_with("1 article"), "{text}");
}

#[test]
fn what_the_pipeline_no_longer_writes_goes_with_the_next_run() {
    let mut project = project();
    assert_eq!(run(&project, &[]).0, Some(0));
    assert_eq!(said(&project, "plan", &["--only", "claims"]).0, Some(0), "a choice says nothing of the others");
    project.add_output("formats = [\"parquet\"]");
    let (code, text) = said(&project, "status", &["--why"]);
    assert!(code == Some(1) && text.contains("no longer wanted: the files in csv"), "{text}");
    assert_eq!(run(&project, &[]).0, Some(0));
    assert!(!project.output().join("csv").exists());
    project.add_output("tables = { claims = \"1\", claim_countries = \"1\" }");
    let (code, text) = said(&project, "plan", &[]);
    assert!(code == Some(1) && text.contains("no longer wanted: articles, blocks, sentences"), "{text}");
    let (code, text) = run(&project, &[]);
    assert!(code == Some(0) && text.contains("no longer there: articles, blocks, sentences"), "{text}");
    assert_eq!(fs::read_dir(project.output().join("parquet")).expect("it is there").count(), 2);
    assert_eq!(said(&project, "plan", &[]).0, Some(0));
}

#[test]
fn a_file_changed_without_changing_its_length_is_seen_where_it_is_asked_for() {
    let project = project();
    assert_eq!(run(&project, &["--lock"]).0, Some(0));
    edit(&project.output().join("csv/sentences.csv"), "Two boats", "Ten boats");
    assert_eq!(run(&project, &[]).0, Some(0), "a run looks at lengths");
    let (code, text) = run(&project, &["--locked"]);
    assert!(code == Some(2) && text.contains("sentences.csv was changed since it was written"), "{text}");
    assert_eq!(run(&project, &["--locked", "--force"]).0, Some(0));
    assert_eq!(run(&project, &["--locked"]).0, Some(0));
}

#[test]
fn who_reads_no_further_changes_nothing_of_what_is_found_and_done() {
    let project = project();
    let unread = |arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().expect("a pipe is made");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_columnist"));
        command.current_dir(project.folder.path()).args(arguments).stdout(writer).stderr(Stdio::null());
        command.status().expect("the program starts").code()
    };
    assert_eq!(unread(&["run", "pipeline.toml", "--lock", "--no-progress"]), Some(0));
    assert!(project.folder.path().join("columnist.lock").exists());
    edit(&project.output().join("csv/sentences.csv"), "Two boats", "Ten boats");
    assert_eq!(unread(&["verify", "out"]), Some(1));
    assert_eq!(unread(&["run", "pipeline.toml", "--check", "--no-progress"]), Some(1));
    let lists = ["run", "pipeline.toml", "-S", "stages.blocks.layout=web,plain", "--no-progress"];
    assert_eq!(unread(&lists), Some(0));
    let datasets = fs::read_dir(project.folder.path()).expect("it is there").flatten();
    assert_eq!(datasets.filter(|entry| entry.file_name().to_string_lossy().starts_with("out.")).count(), 2);
}

#[test]
fn a_manifest_that_is_broken_or_lost_is_called_so() {
    let project = project();
    assert_eq!(run(&project, &[]).0, Some(0));
    let manifest = project.output().join("manifest.json");
    edit(&manifest, "{", "<<<<<<< HEAD\n{");
    for arguments in [&[][..], &["--force"], &["--check"]] {
        let (code, text) = run(&project, arguments);
        assert!(code == Some(2) && text.contains("is no manifest of this program"), "{arguments:?}: {text}");
    }
    fs::remove_file(&manifest).expect("it is removed");
    let (code, text) = run(&project, &[]);
    assert!(code == Some(2) && text.contains("lost its manifest.json"), "{text}");
}

#[test]
fn what_is_forced_is_told_and_checked_before_it_is_done() {
    let project = project();
    assert_eq!(run(&project, &[]).0, Some(0));
    let (code, text) = run(&project, &["--force=claims", "--dry-run"]);
    assert!(code == Some(1) && text.contains("write: `--force`"), "{text}");
    for flag in ["--dry-run", "--check"] {
        let (code, text) = run(&project, &["--force=clams", flag]);
        assert!(code == Some(2) && text.contains("did you mean `claims`?"), "{text}");
    }
}

#[test]
fn what_is_told_of_several_datasets_as_json_is_one_value() {
    let project = project();
    let list = ["-S", "stages.blocks.layout=web,plain", "--json"];
    for (verb, arguments) in [("plan", &list[..]), ("run", &list[..]), ("status", &list[..])] {
        let (_, text) = said(&project, verb, arguments);
        let told: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{verb}: {error}: {text}"));
        assert_eq!(told.as_array().map(Vec::len), Some(2), "{verb}");
    }
}

#[test]
fn a_place_that_nothing_can_be_written_to_is_refused_before_anything_is_made() {
    let project = project();
    fs::write(project.folder.path().join("note.txt"), "A note.").expect("it is written");
    for (dir, wanted) in [("note.txt/out", "is a file"), ("", "names no folder of its own")] {
        let (code, text) = said(&project, "plan", &["-S", &format!("output.dir=\"{dir}\"")]);
        assert!(code == Some(2) && text.contains(wanted), "{dir}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_dataset_keeps_the_mode_of_its_folder() {
    use std::os::unix::fs::PermissionsExt;
    let project = project();
    assert_eq!(run(&project, &[]).0, Some(0));
    let mode = || fs::metadata(project.output()).expect("it is there").permissions().mode() & 0o777;
    let of_any = fs::metadata(project.output().join("csv")).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(), of_any, "that of any new folder");
    fs::set_permissions(project.output(), fs::Permissions::from_mode(0o700)).expect("it is set");
    assert_eq!(run(&project, &["--force"]).0, Some(0));
    assert_eq!(mode(), 0o700);
}

#[test]
fn strictness_does_not_wear_off() {
    let project = Project::new(&[("a.txt", STORY.as_bytes()), ("b.txt", b"")]);
    assert_eq!(run(&project, &["--strict"]).0, Some(1));
    let (code, text) = run(&project, &["--strict"]);
    assert!(code == Some(1) && text.contains("is current"), "{text}");
    assert_eq!(run(&project, &["--check", "--strict"]).0, Some(1), "rows are equal, and one is a problem");
    assert_eq!(run(&project, &["--check"]).0, Some(0));
    assert_eq!(run(&project, &[]).0, Some(0));
}

#[test]
fn a_plan_tells_which_tables_go() {
    let project = project();
    assert_eq!(run(&project, &[]).0, Some(0));
    fs::write(project.folder.path().join("articles/b.txt"), "Three boats came to Ghana.").expect("it is written");
    let (code, text) = said(&project, "plan", &["--only", "claims"]);
    assert!(code == Some(1) && text.contains("remove articles, blocks, sentences"), "{text}");
    let (code, text) = run(&project, &["--only", "claims"]);
    assert!(code == Some(2) && text.contains("tables that would be removed: articles, blocks"), "{text}");
    assert!(project.output().join("parquet/articles.parquet").exists(), "nothing is lost");
    assert_eq!(run(&project, &["--only", "claims", "--force"]).0, Some(0));
    assert!(!project.output().join("parquet/articles.parquet").exists(), "what was forced is done");
}

/// Standard input into `extract`, and what comes out on both sides.
fn extracted(arguments: &[&str], input: &str) -> (String, String) {
    use std::io::Write;
    let mut command = Command::new(env!("CARGO_BIN_EXE_columnist"));
    command.args([&["extract", "--table"], arguments].concat()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("it listens").write_all(input.as_bytes()).expect("it is written");
    let output = child.wait_with_output().expect("it ends");
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn extract_tells_what_a_run_would_tell() {
    let german =
        "Die Fähre nach Anholm ist heute Mittag pünktlich ausgelaufen, und niemand an Bord hat sich über das Wetter beschwert. ";
    let (rows, said) = extracted(&["claims"], &german.repeat(5));
    assert!(rows.is_empty() && said.contains("language"), "{said}");
    let (rows, said) = extracted(&["articles"], "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"a\",\"text\":\"Two.\"}\n");
    assert!(rows.contains("\"a~2\"") && said.contains("an earlier article has the id `a`"), "{rows}{said}");
}

#[test]
fn extract_dates_articles_that_have_no_day_of_their_own() {
    let lines = "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"date\":\"2024-01-02\",\"text\":\"Two.\"}\n";
    let (rows, said) = extracted(&["articles", "--published-on", "2025-03-17"], lines);
    assert!(rows.contains("2025-03-17") && rows.contains("2024-01-02"), "{rows}{said}");
}

#[test]
fn own_names_without_a_first_line_are_refused() {
    let project = project();
    fs::write(project.folder.path().join("names.tsv"), "Anholm\tDK\n").expect("it is written");
    let (code, text) = run(&project, &["-S", "stages.countries.extra=names.tsv"]);
    assert!(code == Some(2) && text.contains("the first line names no column `name`") && text.contains("names.tsv:1"), "{text}");
}

#[test]
fn a_new_project_runs_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let (code, text) = columnist(folder.path(), &["init", "Harbour news"]);
    assert!(code == Some(0) && text.contains("pipeline.toml"), "{text}");
    let project = folder.path().join("Harbour news");
    let (code, text) = columnist(&project, &["run", "pipeline.toml", "--no-progress", "--strict"]);
    assert_eq!(code, Some(0), "{text}");
    for table in ["claims", "quotations", "countries"] {
        let rows = fs::read_to_string(project.join(format!("outputs/harbour-news/csv/{table}.csv"))).expect("it is written");
        assert!(rows.lines().count() > 1, "{table} of the example: {rows}");
    }
    let (code, text) = columnist(&project, &["init"]);
    assert!(code == Some(2) && text.contains("holds `README.md`: nothing was written"), "{text}");
}
