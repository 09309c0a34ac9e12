//! Which files a pipeline reads: each once, whatever way leads to it, and none that the program wrote itself.

use std::fs;

use columnist::read::find_files;

use crate::support::{Project, columnist, edit, rows_of};

fn project() -> Project {
    Project::new(&[("a.txt", b"Two boats came."), ("b.txt", b"Night fell.")])
}

/// What the pipeline reads from these patterns, by source.
fn sources(project: &Project, patterns: &[&str]) -> Vec<String> {
    let patterns: Vec<String> = patterns.iter().map(|pattern| pattern.to_string()).collect();
    let files = find_files(project.folder.path(), &patterns, false, None).expect("there are files");
    files.into_iter().map(|file| file.source).collect()
}

#[test]
fn a_dataset_inside_of_the_input_is_no_input() {
    let project = project();
    edit(&project.pipeline(), "articles/*", "articles/**/*");
    edit(&project.pipeline(), "\"out\"", "\"articles/out\"");
    for arguments in [vec!["--force"], vec!["--force"], vec!["-S", "stages.blocks.layout=web,plain"], vec!["--force"]] {
        let (code, text) = columnist(project.folder.path(), &[&["run", "pipeline.toml", "--no-progress"], &arguments[..]].concat());
        assert!(code == Some(0) && text.starts_with("2 articles"), "{text}");
    }
    assert_eq!(rows_of(&project.folder.path().join("articles/out"), "articles").len(), 2);
    // Who names it without a wildcard wants it.
    assert!(sources(&project, &["articles/out/csv/*.csv"]).contains(&"claims.csv".to_string()));
}

#[test]
fn several_ways_to_a_file_are_one() {
    let project = project();
    let whole = project.folder.path().join("articles/*.txt").to_string_lossy().into_owned();
    assert_eq!(sources(&project, &["articles/*.txt", "./articles/a.txt", "articles/../articles/b.*"]), ["a.txt", "b.txt"]);
    assert_eq!(sources(&project, &["articles/a.txt", &whole]), ["a.txt", "b.txt"]);
    assert_eq!(sources(&project, &["articles/a.txt"]), ["a.txt"]);
    assert_eq!(sources(&project, &["articles/[ac].txt", "**/b.txt"]), ["articles/a.txt", "articles/b.txt"]);
}

#[test]
fn a_folder_alone_is_told_how_to_be_read() {
    let project = project();
    let error = find_files(project.folder.path(), &["articles".to_string()], false, None).expect_err("it names no file");
    assert!(format!("{error:?}").contains("articles/**/*"), "{error:?}");
}

#[test]
#[cfg(unix)]
fn links_do_not_go_in_circles_and_out_of_the_folder() {
    let project = project();
    let articles = project.folder.path().join("articles");
    fs::create_dir_all(articles.join("south/deep")).expect("folders are made");
    fs::create_dir(project.folder.path().join("secret")).expect("a folder is made");
    fs::write(project.folder.path().join("secret/c.txt"), "Nobody may read this.").expect("it is written");
    std::os::unix::fs::symlink("../..", articles.join("south/deep/up")).expect("it is linked");
    std::os::unix::fs::symlink("../secret", articles.join("out")).expect("it is linked");
    edit(&project.pipeline(), "articles/*", "articles/**/*.txt");
    project.run(1);
    let problems = rows_of(&project.output(), "problems");
    let problems: Vec<_> = problems.iter().map(|row| (row["source"].as_str(), row["code"].as_str())).collect();
    assert_eq!(problems, [("out", "link_leads_out"), ("south/deep/up", "link_leads_back")]);
    assert_eq!(rows_of(&project.output(), "articles").len(), 2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_in_another_encoding_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let project = project();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(project.folder.path().join("articles").join(name), "A third one.").expect("it is written");
    assert_eq!(sources(&project, &["articles/*.txt"]), ["a.txt", "b.txt", "caf\u{fffd}.txt"]);
    project.run(1);
    assert_eq!(rows_of(&project.output(), "articles").len(), 3);
}
