//! Whatever is wrong with the input becomes a row of `problems`, with its place, and costs no neighbour.

use columnist::plan::{Plan, Selection};

use crate::support::{Project, rows_of};

const GOOD: &[u8] = b"The ferry left at noon.";

/// `source`, `code`, `byte_start` of each problem, and the ids of the articles.
fn outcome_of(files: &[(&str, &[u8])]) -> (Vec<[String; 3]>, Vec<String>) {
    let project = Project::new(files);
    project.run(2);
    let problem =
        |row: &std::collections::BTreeMap<String, String>| ["source", "code", "byte_start"].map(|column| row[column].clone());
    let problems = rows_of(&project.output(), "problems").iter().map(problem).collect();
    let ids = rows_of(&project.output(), "articles").iter().map(|row| row["article_id"].clone()).collect();
    (problems, ids)
}

fn owned(rows: &[[&str; 3]]) -> Vec<[String; 3]> {
    rows.iter().map(|row| row.map(str::to_string)).collect()
}

#[test]
fn bytes_that_are_no_utf8_are_read_and_reported() {
    let (problems, ids) = outcome_of(&[("a.txt", b"She said \x93no\x94."), ("b.txt", GOOD)]);
    assert_eq!(problems, owned(&[["a.txt", "guessed_encoding", "9"]]));
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn an_empty_file_is_reported() {
    let (problems, ids) = outcome_of(&[("a.txt", b""), ("b.txt", b" \n\t\n"), ("c.txt", GOOD)]);
    assert_eq!(problems, owned(&[["a.txt", "empty_text", ""], ["b.txt", "empty_text", ""]]));
    assert_eq!(ids, ["c"]);
}

#[test]
fn a_picture_that_is_called_a_text_is_no_article() {
    // Bytes of all kinds, as a packed file has them, and zeros between figures, as a program does.
    let packed: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0\xd0#\0\0".repeat(20);
    let (problems, ids) =
        outcome_of(&[("a.txt", &packed), ("b.txt", &program), ("c.txt", b"The ferry\0left at noon.\x1a"), ("d.txt", GOOD)]);
    let no_text: Vec<&str> =
        problems.iter().filter(|[_, code, _]| code == "not_text").map(|[source, ..]| source.as_str()).collect();
    assert_eq!(no_text, ["a.txt", "b.txt"]);
    assert_eq!(ids, ["c", "d"]);
}

#[test]
fn a_line_that_is_no_json_costs_only_itself() {
    let lines =
        b"{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"y\",\"text\":\n\n[1]\n{\"id\":\"z\"}\n{\"id\":\"w\",\"text\":\"Two.\"}";
    let (problems, ids) = outcome_of(&[("a.jsonl", lines)]);
    let wanted = [["a.jsonl#2", "invalid_json", "41"], ["a.jsonl#4", "invalid_json", "44"], ["a.jsonl#5", "empty_text", "48"]];
    assert_eq!(problems, owned(&wanted));
    assert_eq!(ids, ["x", "w"]);
}

#[test]
fn a_second_article_of_an_id_gets_a_suffix() {
    let lines = b"{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"a\",\"text\":\"Two.\"}\n{\"id\":\"a~2\",\"text\":\"Three.\"}\n";
    let (problems, ids) = outcome_of(&[("a.txt", GOOD), ("b.jsonl", lines)]);
    assert_eq!(ids, ["a", "a~2", "a~3", "a~2~2"]);
    assert!(problems.iter().all(|[_, code, _]| code == "duplicate_id") && problems.len() == 3, "{problems:?}");
}

#[test]
fn a_file_of_no_known_format_and_one_that_cannot_be_opened_are_reported() {
    let project = Project::new(&[("a.txt", GOOD), ("b.pdf", b"%PDF")]);
    let folder = project.folder.path().join("articles");
    // A link that leads nowhere can be listed and not opened, also by the superuser.
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("c.txt")).expect("a link is made");
    project.run(1);
    let codes: Vec<_> = rows_of(&project.output(), "problems").iter().map(|row| row["code"].clone()).collect();
    assert_eq!(codes, if cfg!(unix) { vec!["unknown_format", "unreadable_file"] } else { vec!["unknown_format"] });
}

#[test]
fn a_record_beyond_the_limit_is_reported_and_skipped() {
    let project = Project::new(&[]);
    let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}\n{{\"id\":\"short\",\"text\":\"One.\"}}\n", "word ".repeat(100_000));
    std::fs::write(project.folder.path().join("articles/a.jsonl"), long).expect("it is written");
    std::fs::write(project.folder.path().join("articles/b.txt"), "word ".repeat(100_000)).expect("it is written");
    let selection = Selection { set: vec!["input.limits.record_bytes=1000".to_string()], ..Selection::default() };
    let plan = Plan::new(&project.pipeline(), &selection).expect("the pipeline is sound");
    let progress = columnist::progress::Progress::new(false);
    let outcome = columnist::run::run(&plan, &plan.output, 1, &progress, None).expect("the run succeeds");
    let codes: Vec<_> = outcome.tally.problems.first.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!((outcome.tally.articles, codes), (1, vec!["too_long", "too_long"]));
}

#[test]
fn hostile_texts_end_in_time_and_in_rows_that_fit() {
    let repeated: Vec<(&str, String)> = [
        ("dots", "."),
        ("quotes", "\""),
        ("curly", "“"),
        ("apostrophes", "’"),
        ("digits", "7"),
        ("commas", "1,"),
        ("hyphens", "1-"),
        ("abbreviations", "U.S. "),
        ("domains", "quay."),
        ("word", "a"),
        ("capitals", "A "),
        ("breaks", "\n"),
        ("marks", "\u{301}"),
        ("said", "said "),
        ("names", "Georgia "),
    ]
    .map(|(name, unit)| (name, unit.repeat(100_000 / unit.len())))
    .to_vec();
    let names: Vec<String> = repeated.iter().map(|(name, _)| format!("{name}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().zip(&repeated).map(|(name, (_, text))| (name.as_str(), text.as_bytes())).collect();
    let project = Project::new(&files);
    assert_eq!(project.run(2).tally.articles, 14, "all but the line breaks");
    crate::slices::assert_slices(&project.output());
}

#[test]
fn a_file_without_a_byte_is_reported_whatever_it_is_called() {
    for name in ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.warc", "a.tar", "a.arrow", "a.parquet", "a.html"] {
        let (problems, ids) = outcome_of(&[(name, b""), ("b.txt", GOOD)]);
        assert!(problems.len() == 1 && problems[0][0] == name && ids == ["b"], "{problems:?}");
    }
}

#[test]
fn what_was_met_in_reading_an_article_is_told_of_that_article() {
    let lines = "{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"x\",\"text\":\"Two.\",\"date\":\"3/4/25\"}\n";
    let project = Project::new(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"She said \x93no\x94.")]);
    project.run(1);
    let problems = rows_of(&project.output(), "problems");
    let told: Vec<_> = problems.iter().map(|row| (row["code"].as_str(), row["article_id"].as_str())).collect();
    assert_eq!(told, [("unreadable_date", "x~2"), ("duplicate_id", "x~2"), ("guessed_encoding", "b")]);
}

#[test]
fn no_byte_of_a_footer_ends_a_run() {
    let object = serde_json::json!({"id": "x", "text": "The ferry left at noon."});
    let file = crate::readers::parquet_file(&[object.as_object().expect("it is an object").clone()]);
    let footer = u32::from_le_bytes(file[file.len() - 8..file.len() - 4].try_into().expect("four bytes")) as usize;
    let broken: Vec<(String, Vec<u8>)> = (file.len() - 8 - footer..file.len() - 8)
        .map(|at| {
            let mut bytes = file.clone();
            bytes[at] ^= 1;
            (format!("{at:05}.parquet"), bytes)
        })
        .collect();
    let mut files: Vec<(&str, &[u8])> = broken.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files.push(("z.txt", GOOD));
    let (problems, ids) = outcome_of(&files);
    assert!(!problems.is_empty() && ids.contains(&"z".to_string()), "{problems:?}");
}

/// What stands before the place at which a stream cannot be unpacked is whole.
#[test]
fn garbage_behind_a_packed_file_costs_no_record() {
    let rows = [
        ("a.jsonl.gz", "{\"id\":\"x\",\"text\":\"One.\"}\n"),
        ("b.csv.gz", "id,text\ny,Two.\n"),
        ("c.json.gz", "[{\"id\":\"z\",\"text\":\"Three.\"}]"),
    ];
    let files = rows.map(|(name, text)| (name, [crate::readers::gzipped(text.as_bytes()), b"what is this".to_vec()].concat()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let (problems, ids) = outcome_of(&files);
    assert_eq!(ids, ["x", "y", "z"]);
    assert!(problems.iter().all(|[_, code, _]| code == "unreadable_file"), "{problems:?}");
    assert_eq!(problems.len(), 3);
}

#[test]
fn zeros_in_a_short_row_are_no_utf_16() {
    let (problems, ids) = outcome_of(&[("a.csv", b"id,text\n1,One\0two.\n2,Three.\n")]);
    assert_eq!((problems, ids), (Vec::new(), vec!["1".to_string(), "2".to_string()]));
}

#[test]
fn of_columns_with_one_name_the_first_counts() {
    let table = b"id,text,text,note,note\n1,One.,Other.,a,b\n";
    let project = Project::new(&[("a.csv", table)]);
    project.run(1);
    let problems = rows_of(&project.output(), "problems");
    assert_eq!(rows_of(&project.output(), "articles")[0]["text"], "One.");
    assert_eq!(problems.iter().map(|row| row["code"].as_str()).collect::<Vec<_>>(), ["repeated_column"]);
    assert_eq!(problems[0]["message"], "columns come again: `text`; of each name the first one counts");
}

#[test]
fn what_python_writes_for_nothing_costs_no_record() {
    let (problems, ids) = outcome_of(&[("a.jsonl", br#"{"id":"x","title":NaN,"text":"The ferry left."}"#)]);
    assert_eq!((problems, ids), (Vec::new(), vec!["x".to_string()]));
}

#[test]
fn half_of_a_character_costs_no_record() {
    let (problems, ids) = outcome_of(&[("a.jsonl", br#"{"id":"x","text":"The ferry \ud83d left."}"#)]);
    assert_eq!(problems, owned(&[["a.jsonl#1", "invalid_bytes", "28"]]));
    assert_eq!(ids, ["x"]);
}

#[test]
fn a_list_of_articles_inside_of_an_object_is_hinted_at() {
    let project = Project::new(&[("a.json", br#"{"status": "ok", "articles": [{"text": "One."}]}"#)]);
    project.run(1);
    let message = &rows_of(&project.output(), "problems")[0]["message"];
    assert!(message.ends_with("if its field `articles` is a list of articles, make a file of it"), "{message}");
}
