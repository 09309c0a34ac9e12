//! The house keeps its order: which room may use which, how long files are, that lists are tidy, that named paths exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use columnist::lang::en::{WORD_LISTS, WORD_TABLES, words_of};

/// Each room of `src/`, with the rooms that it may use besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("annotation", &["text"]),
    ("lexicon", &["text"]),
    ("lang", &["annotation", "lexicon", "text"]),
    ("stages", &["annotation", "lang", "lexicon", "text"]),
    ("annotator", &["annotation", "lang", "stages", "text"]),
    ("duplicates", &["annotation", "error", "text"]),
    ("schema", &["hash"]),
    ("tables", &["annotation", "duplicates", "pack", "schema", "text"]),
    ("migration", &["schema", "tables"]),
    ("allocator", &[]),
    ("error", &[]),
    ("hash", &[]),
    ("pack", &[]),
    ("thrift", &[]),
    ("cache", &["hash"]),
    ("shard", &["annotation", "text"]),
    ("shield", &[]),
    ("read", &["annotation", "error", "hash", "shield", "text", "thrift"]),
    ("write", &["error", "hash", "pack", "schema", "tables", "thrift"]),
    ("spec", &["annotation", "error", "lang", "read", "stages", "write"]),
    ("plan", &["error", "read", "schema", "shard", "spec", "stages", "tables", "write"]),
    (
        "dataset",
        &[
            "duplicates",
            "error",
            "hash",
            "lang",
            "migration",
            "plan",
            "read",
            "schema",
            "shard",
            "shield",
            "spec",
            "stages",
            "tables",
            "text",
            "write",
        ],
    ),
    ("package", &["dataset", "error", "schema", "spec", "stages", "tables", "write"]),
    ("progress", &[]),
    (
        "run",
        &[
            "annotation",
            "annotator",
            "cache",
            "dataset",
            "duplicates",
            "error",
            "lang",
            "migration",
            "pack",
            "package",
            "plan",
            "progress",
            "read",
            "schema",
            "shard",
            "stages",
            "tables",
            "text",
            "write",
        ],
    ),
    ("documentation", &["package", "stages", "tables"]),
    ("cli", &["cache", "plan", "shard"]),
    (
        "commands",
        &[
            "allocator",
            "annotation",
            "annotator",
            "cache",
            "cli",
            "dataset",
            "documentation",
            "error",
            "migration",
            "package",
            "plan",
            "progress",
            "read",
            "run",
            "schema",
            "shard",
            "spec",
            "stages",
            "tables",
            "write",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// Crates that only some rooms may use.
const CRATES: &[(&str, &[&str])] = &[
    ("arrow", &["read", "tables", "migration", "write", "run", "dataset"]),
    ("parquet", &["read", "write", "dataset"]),
    ("polars", &["dataset"]),
    ("clap", &["cli", "commands", "main"]),
    ("indicatif", &["progress"]),
    ("miette", &["error", "spec", "commands"]),
];

/// Words that only rooms at the edge may hold: the core does no input or output.
const CORE: &[&str] = &["text", "annotation", "lexicon", "lang", "stages", "annotator"];

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn room_of(path: &Path) -> String {
    let first = path.strip_prefix("src").expect("it is below src").components().next().expect("it has a name");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_string()
}

/// The lines of a file before its unit tests.
fn lines_of(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source file can be read");
    text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).map(str::to_string).collect()
}

/// The rooms that a line names behind `crate::`.
fn rooms_named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with('$'))
        .map(|(at, found)| code[at + found.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn rooms_use_only_what_stands_before_them() {
    for path in files_below(Path::new("src"), "rs") {
        let room = room_of(&path);
        let (_, allowed) = ROOMS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room} is no room of the house"));
        for line in lines_of(&path) {
            for named in rooms_named(&line) {
                let is_fine = named == room || allowed.contains(&named.as_str()) || room == "lib" || named.is_empty();
                assert!(is_fine, "{}: {room} may not use {named}: {line}", path.display());
            }
        }
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    for path in files_below(Path::new("src"), "rs") {
        let room = room_of(&path);
        for line in lines_of(&path) {
            let code = line.split("//").next().unwrap_or_default();
            for (name, rooms) in CRATES {
                let uses = code
                    .match_indices(&format!("{name}::"))
                    .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
                assert!(!uses || rooms.contains(&room.as_str()), "{}: {name} is not for {room}: {line}", path.display());
            }
            let touches_world = ["std::fs", "std::io", "std::env", "println!", "std::time"].iter().any(|word| code.contains(word));
            assert!(
                !touches_world || !CORE.contains(&room.as_str()),
                "{}: the core does no input or output: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn files_have_a_head_and_a_bearable_length() {
    for path in files_below(Path::new("src"), "rs") {
        let lines = lines_of(&path);
        let head = lines.first().map(String::as_str).unwrap_or_default();
        assert!(
            head.starts_with("//!") || head.starts_with("#![doc"),
            "{}: the first line says what the file is for",
            path.display()
        );
        assert!(lines.len() <= 420, "{} has {} lines: is it one job?", path.display(), lines.len());
    }
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = ["todo!", "unimplemented!", "FIXME", "XXX", "HACK", "dbg!"];
    for path in files_below(Path::new("src"), "rs").into_iter().chain(files_below(Path::new("tests"), "md")) {
        for line in lines_of(&path) {
            assert!(!marks.iter().any(|mark| line.contains(mark)), "{}: {line}", path.display());
        }
    }
}

#[test]
fn word_lists_are_sorted_unique_and_in_lower_case() {
    for list in WORD_LISTS {
        let words: Vec<&str> = words_of(list.text).collect();
        assert!(!words.is_empty(), "{} is empty", list.name);
        assert!(words.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()), "{} is sorted and unique", list.name);
        for word in words {
            assert!(
                word.trim() == word && word.to_lowercase() == word && !word.contains('’'),
                "{}: `{word}` is not normalised",
                list.name
            );
        }
    }
}

#[test]
fn word_tables_are_sorted_and_rectangular() {
    for table in WORD_TABLES {
        let rows: Vec<Vec<&str>> = words_of(table.text).map(|line| line.split('\t').collect()).collect();
        let (header, rows) = rows.split_first().unwrap_or_else(|| panic!("{} has no header", table.name));
        for row in rows {
            assert_eq!(row.len(), header.len(), "{}: {row:?}", table.name);
            assert!(row.iter().all(|cell| cell.trim() == *cell), "{}: blanks around a cell of {row:?}", table.name);
        }
        let key = |row: &[&str]| (row[0].to_string(), row.get(1).unwrap_or(&"").to_string());
        assert!(rows.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])), "{} is sorted by its first columns", table.name);
        let unique: BTreeSet<&Vec<&str>> = rows.iter().collect();
        assert_eq!(unique.len(), rows.len(), "{} has a row twice", table.name);
    }
}

#[test]
fn every_word_file_is_registered() {
    for path in
        files_below(Path::new("src/lang/en/words"), "txt").into_iter().chain(files_below(Path::new("src/lang/en/words"), "tsv"))
    {
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let known = WORD_LISTS.iter().any(|list| list.name == name) || WORD_TABLES.iter().any(|table| table.name == name);
        assert!(known, "{} is compiled in nowhere", path.display());
    }
}

/// Paths in backticks, in the pages that describe the house.
#[test]
fn paths_that_pages_name_exist() {
    for page in ["ARCHITECTURE.md", "README.md"] {
        let text = fs::read_to_string(page).unwrap_or_else(|error| panic!("{page}: {error}"));
        for named in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "schemas/", "tests/", "docs/", "pipelines/", "articles/", "tools/", "outputs/", "benches/"]
                .iter()
                .any(|folder| named.starts_with(folder));
            let is_plain = !named.contains(['<', '*', ' ', '{']);
            assert!(!is_path || !is_plain || Path::new(named).exists(), "{page} names {named}, which is not there");
        }
    }
}
