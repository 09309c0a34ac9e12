//! Generated pages are what the program generates. `UPDATE=1 cargo test --test suite documents` writes them.

use std::fs;
use std::path::Path;

#[test]
fn generated_pages_are_current() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    for (path, text) in columnist::documentation::pages() {
        if fs::read_to_string(&path).unwrap_or_default() == text {
            continue;
        }
        if update {
            fs::create_dir_all(Path::new(&path).parent().expect("a page has a folder")).expect("the folder can be made");
            fs::write(&path, text).expect("the page can be written");
        } else {
            stale.push(path);
        }
    }
    assert!(stale.is_empty(), "stale pages: {stale:?}; write them with UPDATE=1 cargo test --test suite documents");
}

#[test]
fn no_page_stands_for_a_stage_that_is_gone() {
    let generated: Vec<String> = columnist::documentation::pages().into_iter().map(|(path, _)| path).collect();
    for entry in fs::read_dir("docs/stages").expect("the folder is there") {
        let path = format!("docs/stages/{}", entry.expect("an entry can be read").file_name().to_string_lossy());
        assert!(generated.contains(&path), "{path} is the page of no stage");
    }
}
