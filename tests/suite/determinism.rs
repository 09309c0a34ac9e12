//! Same input, same bytes: whatever the threads, the order of files on disk, and the run.

use columnist::dataset::package_paths;

use crate::support::{Project, files_in};

/// Enough articles for several partitions, of several lengths, some in one file.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..700 {
        let text = format!("The mayor of Lomé said on Monday that {number} boats came.\n\n“We counted them,” she said.\n");
        files.push((format!("a{number:04}.txt"), text.repeat(1 + number % 3).into_bytes()));
    }
    let lines: String = (0..900).map(|n| format!("{{\"id\":\"r{n}\",\"text\":\"Ghana sold {n} tonnes of cocoa.\"}}\n")).collect();
    files.push(("b.jsonl".to_string(), lines.into_bytes()));
    files
}

fn project(files: &[(String, Vec<u8>)]) -> Project {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Project::new(&files)
}

#[test]
fn threads_runs_and_order_on_disk_do_not_show() {
    let mut files = files();
    let first = project(&files);
    assert_eq!(first.run(1).tally.articles, 1600);
    let wanted = files_in(&first.output());
    let package = wanted.keys().filter(|path| package_paths().any(|own| own == **path)).count();
    assert_eq!(wanted.len() - package, 25, "two formats of twelve tables, and the manifest");
    first.run(2);
    assert!(files_in(&first.output()) == wanted, "two threads give other bytes than one");
    files.reverse();
    let second = project(&files);
    second.run(3);
    assert!(files_in(&second.output()) == wanted, "another order of the files on disk gives other bytes");
}

#[test]
fn a_new_article_leaves_the_rows_of_the_others() {
    let mut files = files();
    let first = project(&files);
    first.run(2);
    files.push(("a0300b.txt".to_string(), b"One more.".to_vec()));
    let second = project(&files);
    second.run(2);
    let (old, new) = (files_in(&first.output()), files_in(&second.output()));
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_string).collect::<Vec<_>>();
    let (old, mut new) = (lines(&old["csv/sentences.csv"]), lines(&new["csv/sentences.csv"]));
    new.retain(|line| !line.starts_with("a0300b,"));
    assert_eq!(old, new);
}
