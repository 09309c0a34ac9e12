//! Same input, same bytes: whatever the threads, the order of files on disk, and the run.

use columnist::dataset::package_paths;

use crate::support::{Project, files_in, rows_of};

/// Enough articles for several partitions, of several lengths, some in one file.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..700 {
        let text = format!("The mayor of Lomé said on Monday that {number} boats came.\n\n“We counted them,” she said.\n");
        files.push((format!("a{number:04}.txt"), text.repeat(1 + number % 3).into_bytes()));
    }
    // Stories that come again far from each other, word for word or without their end: copies stand in other partitions than what they repeat.
    for number in 0..60 {
        let whole = format!("{}Nobody in town {number} had asked for it.\n", story(number));
        files.push((format!("a{:04}c.txt", number * 11), whole.into_bytes()));
        files.push((format!("c{number:02}.txt"), story(number).into_bytes()));
    }
    let lines: String = (0..900).map(|n| format!("{{\"id\":\"r{n}\",\"text\":\"Ghana sold {n} tonnes of cocoa.\"}}\n")).collect();
    files.push(("b.jsonl".to_string(), lines.into_bytes()));
    files
}

/// Forty words and more that no other number has.
fn story(number: usize) -> String {
    let sentence = |n: usize| {
        format!("In town {number} the mayor said on day {n} that boat {} had brought {} sacks.\n", n * 7, n * 13 + number)
    };
    (0..6).map(sentence).collect()
}

fn project(files: &[(String, Vec<u8>)]) -> Project {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Project::new(&files)
}

#[test]
fn threads_runs_and_order_on_disk_do_not_show() {
    let mut files = files();
    let first = project(&files);
    assert_eq!(first.run(1).tally.articles, 1720);
    assert!(rows_of(&first.output(), "duplicates").len() >= 60, "each story comes twice");
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

/// New articles move the borders of partitions: what is said of the others, also of copies, stays.
#[test]
fn new_articles_leave_the_rows_of_the_others() {
    let mut files = files();
    let first = project(&files);
    first.run(2);
    for number in 0..400 {
        files.push((format!("a{number:04}new.txt"), format!("Boat {number} is new.").into_bytes()));
    }
    let second = project(&files);
    second.run(2);
    let (old, new) = (files_in(&first.output()), files_in(&second.output()));
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_string).collect::<Vec<_>>();
    for table in ["csv/sentences.csv", "csv/duplicates.csv"] {
        let (old, mut new) = (lines(&old[table]), lines(&new[table]));
        new.retain(|line| !line.split(',').next().is_some_and(|id| id.ends_with("new")));
        assert_eq!(old, new, "{table}");
    }
}
