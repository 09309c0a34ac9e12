//! Hostile and broken files: each limit has a problem row, memory and time are bounded, and no neighbour is lost.

use std::collections::BTreeMap;

use columnist::plan::{Plan, Selection};
use columnist::read::FormatCounts;
use columnist::run::Outcome;
use serde_json::{Map, Value, json};

use crate::readers::{arrow_file, arrow_packed, gzipped, parquet_file, parquet_unpacked, tarred, zipped};
use crate::support::{Project, rows_of};

const GOOD: &[u8] = b"The ferry left at noon.";

/// `source` and `code` of each problem, and the ids of the articles.
fn outcome_of(project: &Project) -> (Outcome, Vec<[String; 2]>, Vec<String>) {
    let outcome = project.run(2);
    let problem = |row: &BTreeMap<String, String>| ["source", "code"].map(|column| row[column].clone());
    let problems = rows_of(&project.output(), "problems").iter().map(problem).collect();
    let ids = rows_of(&project.output(), "articles").iter().map(|row| row["article_id"].clone()).collect();
    (outcome, problems, ids)
}

fn assert_outcome(files: &[(&str, &[u8])], input: &str, wanted_problems: &[[&str; 2]], wanted_ids: &[&str]) -> Outcome {
    let mut project = Project::new(files);
    project.add_input(input);
    let (outcome, problems, ids) = outcome_of(&project);
    assert_eq!(problems, wanted_problems.iter().map(|row| row.map(str::to_string)).collect::<Vec<_>>());
    assert_eq!(ids, wanted_ids);
    outcome
}

#[test]
fn counts_add_up_to_what_was_in_the_files() {
    let lines = b"{\"id\":1,\"text\":\"One.\"}\n\n{\"id\":2}\nno\n{\"id\":3,\"text\":\"Three.\"}\n";
    let rows = b"id,text\n4,Four.\n5\n6,Six.\n7,\n";
    let packed = zipped(&[("a.jsonl", lines), ("b.txt", GOOD), ("c.txt", b" ")]);
    let outcome = assert_outcome(
        &[("a.jsonl", lines), ("b.csv", rows), ("c.zip", &packed)],
        "",
        &[
            ["a.jsonl#3", "empty_text"],
            ["a.jsonl#4", "invalid_json"],
            ["b.csv#2", "ragged_row"],
            ["b.csv#4", "empty_text"],
            ["c.zip!/a.jsonl#1", "duplicate_id"],
            ["c.zip!/a.jsonl#3", "empty_text"],
            ["c.zip!/a.jsonl#4", "invalid_json"],
            ["c.zip!/a.jsonl#5", "duplicate_id"],
            ["c.zip!/c.txt", "empty_text"],
        ],
        &["1", "3", "4", "6", "1~2", "3~2", "b"],
    );
    let counts = |files, records, articles, left_out| FormatCounts { files, records, articles, left_out, passed_over: 0 };
    let wanted = [("csv", counts(1, 4, 2, 2)), ("json-lines", counts(2, 8, 4, 4)), ("text", counts(2, 2, 1, 1))];
    assert_eq!(outcome.read, wanted.into_iter().collect());
    assert_eq!(outcome.tally.articles, 7);
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_its_line() {
    let rows = b"id,text\n1,One.\n2,\"Two.\n3,Three.\n4,Four.";
    assert_outcome(&[("a.csv", rows)], "", &[["a.csv#2", "unclosed_quote"]], &["1", "3", "4"]);
    let inches = b"id,text\n1,A 5\" pipe";
    assert_outcome(&[("a.csv", inches)], "", &[], &["1"]);
}

#[test]
fn a_row_beyond_the_limit_costs_its_line() {
    let long = format!("id,text\n1,One.\n2,\"{}\n3,Three.\n{}", "word ".repeat(10), "4,Four.\n".repeat(9000));
    let mut project = Project::new(&[("a.csv", long.as_bytes())]);
    project.add_input("[input.limits]\nrecord_bytes = 1000\n");
    let (_, problems, found) = outcome_of(&project);
    assert_eq!(problems[0], ["a.csv#2", "too_long"]);
    assert_eq!(&found[..3], ["1", "3", "4"]);
    let one_line = format!("id,text\n1,{}\n2,Two.\n", "word ".repeat(60_000));
    let limits = "[input.limits]\nrecord_bytes = 1000\n";
    assert_outcome(&[("a.csv", one_line.as_bytes())], limits, &[["a.csv#1", "too_long"]], &["2"]);
}

#[test]
fn quotation_marks_that_open_everywhere_end_in_time() {
    let rows = format!("id,text\n{}", "a\"b,\"c\n".repeat(300_000));
    let mut project = Project::new(&[("a.csv", rows.as_bytes())]);
    project.add_input("[input.limits]\nrecord_bytes = 100000\n");
    let (_, problems, ids) = outcome_of(&project);
    assert_eq!(ids.len(), 0);
    assert_eq!(problems.last().map(|[_, code]| code.as_str()), Some("unclosed_quotes"));
}

#[test]
fn a_table_without_a_text_is_refused_once() {
    let rows = b"id,words\n1,One.\n2,Two.\n";
    assert_outcome(&[("a.csv", rows), ("b.txt", GOOD)], "", &[["a.csv", "no_text_column"]], &["b"]);
    let fields = "[input.fields]\ntext = \"wrods\"\n";
    assert_outcome(&[("a.csv", rows), ("b.txt", GOOD)], fields, &[["a.csv", "no_such_column"]], &["b"]);
    assert_outcome(&[("a.csv", rows)], "[input.fields]\ntext = \"words\"\n", &[], &["1", "2"]);
}

#[test]
fn texts_and_files_beyond_their_limits_are_left_out() {
    let lines = b"{\"id\":1,\"text\":\"One and more.\"}\n{\"id\":2,\"text\":\"Two.\"}\n{\"id\":3,\"text\":\"Three.\"}\n";
    let limits = "[input.limits]\narticle_bytes = 8\nfile_records = 2\n";
    let wanted = [["a.jsonl#1", "too_long"], ["a.jsonl", "too_many_records"], ["b.txt", "too_long"]];
    assert_outcome(&[("a.jsonl", lines), ("b.txt", GOOD)], limits, &wanted, &["2"]);
    let array = format!("[{{\"id\":1,\"text\":\"{}\"}},{{\"id\":2,\"text\":\"Two.\"}}]", "word ".repeat(500));
    let limits = "[input.limits]\nrecord_bytes = 1000\n";
    assert_outcome(&[("a.json", array.as_bytes())], limits, &[["a.json#1", "too_long"]], &["2"]);
}

/// A table holds texts of up to 2 GB: a pipeline that wants longer ones is refused before anything is read.
#[test]
fn more_text_than_a_table_holds_is_refused() {
    let plan_with = |bytes: u64| {
        let project = Project::new(&[("b.txt", GOOD)]);
        let limit = format!("input.limits.article_bytes={bytes}");
        Plan::new(&project.pipeline(), &Selection { set: vec![limit], ..Selection::default() })
    };
    assert!(plan_with(1 << 28).is_ok());
    let refused = plan_with((1 << 28) + 1).err().expect("it is refused").to_string();
    assert!(refused.contains("`article_bytes = 268435457` in `[input.limits]`"), "{refused}");
}

#[test]
fn broken_json_costs_only_itself() {
    let array = b"[{\"id\":1,\"text\":\"One.\"}, {\"id\":2,,}, 3, \"four\", {\"id\":5,\"text\":\"Five \\\"]}\\\".\"}, {\"id\":6";
    let codes =
        [["a.json#2", "invalid_json"], ["a.json#3", "invalid_json"], ["a.json#4", "invalid_json"], ["a.json#6", "invalid_json"]];
    assert_outcome(&[("a.json", array)], "", &codes, &["1", "5"]);
    for hostile in ["[".repeat(200_000), "]}".repeat(1000), "\"".repeat(1001), "{\"a\":".repeat(100_000)] {
        let (outcome, ..) = outcome_of(&Project::new(&[("a.json", hostile.as_bytes())]));
        assert_eq!(outcome.tally.articles, 0);
    }
}

/// A bracket or a quotation mark that is missing: the problem says which bytes are lost, and the next record is read.
#[test]
fn a_record_that_is_not_closed_costs_only_itself() {
    let record =
        |id: usize| format!("{{ \"id\" : {id}, \"by\": [{{\"name\": \"A\"}}, {{\"name\": \"B\"}}], \"text\": \"Boat {id}.\"}}");
    let array = |broken: &str| format!("[{}, {broken},\n{}, {}]", record(1), record(3), record(4));
    let whole = record(2);
    let lost = [
        whole.trim_end_matches('}').to_string(),
        whole.replace("\"}", "}"),
        whole.replace("}]", "}"),
        whole.replace("[{", "{"),
        whole.replace(": \"A\"", ": \"A"),
    ];
    for broken in lost {
        let array = array(&broken);
        let outcome = assert_outcome(&[("a.json", array.as_bytes())], "", &[["a.json#2", "invalid_json"]], &["1", "3", "4"]);
        if broken.contains("\"by\": {") {
            continue; // Its braces are closed: it is read to its own end, and is no JSON.
        }
        let (start, end) = outcome.tally.problems.first[0].span.expect("the bytes are told");
        let gone = array[start as usize..end as usize].trim_end_matches(['\n', ',']);
        assert_eq!(gone, broken, "{}", outcome.tally.problems.first[0].message);
        let counts = &outcome.read["json"];
        assert_eq!((counts.records, counts.articles, counts.left_out), (4, 3, 1));
    }
    let long = array(&format!("{{\"id\": 2, \"text\": \"{}", "x".repeat(300)));
    let limits = "[input.limits]\nrecord_bytes = 400\n";
    assert_outcome(&[("a.json", long.as_bytes())], limits, &[["a.json#2", "too_long"]], &["1", "3", "4"]);
    let endless = "{\"id\":1,".repeat(500);
    let (outcome, problems, _) = outcome_of(&Project::new(&[("a.json", endless.as_bytes())]));
    assert_eq!((problems.len(), outcome.read["json"].left_out), (101, 101));
    let mut wide = Project::new(&[("a.json", "{\"text\":\"x\",".repeat(2000).as_bytes())]);
    wide.add_input("[input.limits]\nrecord_bytes = 1000\n");
    let (_, problems, _) = outcome_of(&wide);
    assert!((2..8).contains(&problems.len()), "{} problems", problems.len());
}

#[test]
fn what_expands_without_end_is_stopped() {
    let zeros = gzipped(&vec![b' '; 80 << 20]);
    let limits = "[input.limits]\nrecord_bytes = 1000000\n";
    let wanted = [["a.jsonl.gz", "expands_too_far"], ["b.txt.gz", "too_long"]];
    assert_outcome(&[("a.jsonl.gz", &zeros), ("b.txt.gz", &zeros), ("c.txt", GOOD)], limits, &wanted, &["c"]);
    let spaces = vec![b' '; 50 << 20];
    let members = zipped(&[("a.jsonl", &spaces), ("b.jsonl", &spaces), ("c.txt", GOOD)]);
    assert_outcome(&[("a.zip", &members)], "", &[["a.zip!/b.jsonl", "expands_too_far"], ["a.zip!/c.txt", "expands_too_far"]], &[]);
}

#[test]
fn truncated_and_foreign_bytes_cost_what_they_held() {
    let lines: String =
        (0..4000).map(|number| format!("{{\"id\":{number},\"text\":\"Boat {number} left {}.\"}}\n", number * 7919)).collect();
    let packed = gzipped(lines.as_bytes());
    let project = Project::new(&[("a.jsonl.gz", &packed[..packed.len() / 2]), ("b.txt", GOOD)]);
    let (_, problems, ids) = outcome_of(&project);
    assert_eq!(problems, [["a.jsonl.gz", "unreadable_file"]]);
    assert!(ids.len() > 500 && ids.len() < 4000 && ids.contains(&"b".to_string()), "{} articles", ids.len());
    for name in ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl.bz2", "a.zip", "a.tgz"] {
        assert_outcome(&[(name, b"These are no packed bytes."), ("b.txt", GOOD)], "", &[[name, "unreadable_file"]], &["b"]);
    }
}

#[test]
fn archives_lead_nowhere_else() {
    let members: &[(&str, &[u8])] = &[
        ("../a.txt", GOOD),
        ("/b.txt", GOOD),
        ("x/../../c.txt", GOOD),
        ("d.zip", GOOD),
        ("._e.txt", GOOD),
        ("f.pdf", GOOD),
        ("g.txt", GOOD),
    ];
    let archives = [("n.tar", tarred(members)), ("n.zip", zipped(members))];
    for (name, bytes) in archives {
        let project = Project::new(&[(name, &bytes)]);
        let (_, problems, ids) = outcome_of(&project);
        let codes: Vec<_> = problems.iter().map(|[_, code]| code.as_str()).collect();
        assert_eq!(
            codes,
            ["unsafe_path", "unsafe_path", "unsafe_path", "nested_archive", "unknown_format", "unknown_format"],
            "{name}"
        );
        assert_eq!(ids, ["g"]);
    }
    let limits = "[input.limits]\narchive_members = 2\n";
    let many = zipped(&[("a.txt", GOOD), ("b.txt", GOOD), ("c.txt", GOOD)]);
    assert_outcome(&[("n.zip", &many)], limits, &[["n.zip", "too_many_members"]], &["a", "b"]);
}

#[test]
#[cfg(unix)]
fn links_and_pipes_are_not_followed_out_of_the_folder() {
    let mut project = Project::new(&[("a.txt", GOOD)]);
    let folder = project.folder.path().to_path_buf();
    std::fs::write(folder.join("secret.txt"), "A secret.").expect("it is written");
    std::os::unix::fs::symlink("../secret.txt", folder.join("articles/b.txt")).expect("a link is made");
    std::os::unix::fs::symlink("a.txt", folder.join("articles/c.txt")).expect("a link is made");
    let made = std::process::Command::new("mkfifo").arg(folder.join("articles/d.txt")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe is made");
    let (_, problems, ids) = outcome_of(&project);
    assert_eq!(problems, [["b.txt", "link_leads_out"], ["d.txt", "unreadable_file"]]);
    assert_eq!(ids, ["a", "c"]);
    project.add_input("follow_links = true\n");
    assert_eq!(outcome_of(&project).2, ["a", "b", "c"]);
}

#[test]
fn a_file_that_changes_or_vanishes_is_reported() {
    let project = Project::new(&[("a.txt", GOOD), ("b.txt", GOOD), ("c.txt", GOOD)]);
    let plan = columnist::plan::Plan::new(&project.pipeline(), &Default::default()).expect("the pipeline is sound");
    let folder = project.folder.path().join("articles");
    std::fs::write(folder.join("a.txt"), "The ferry left at noon, and more.").expect("it is written");
    std::fs::remove_file(folder.join("b.txt")).expect("it is removed");
    let progress = columnist::progress::Progress::new(false);
    let outcome = columnist::run::run(&plan, &plan.output, 1, &progress, None).expect("the run succeeds");
    let problems: Vec<_> =
        outcome.tally.problems.first.iter().map(|problem| (problem.source.as_str(), problem.code.as_str())).collect();
    assert_eq!(problems, [("a.txt", "file_changed"), ("b.txt", "unreadable_file"), ("b.txt", "file_changed")]);
    assert_eq!(outcome.tally.articles, 2);
}

fn rows(texts: &[String]) -> Vec<Map<String, Value>> {
    let row =
        |(index, text): (usize, &String)| json!({"id": index.to_string(), "text": text}).as_object().expect("an object").clone();
    texts.iter().enumerate().map(row).collect()
}

#[test]
fn pages_and_batches_beyond_their_limits_are_left_out() {
    let deep = format!("<html><body>{}<p>{}</p></body></html>", "<div>".repeat(100_000), "The ferry left at noon. ".repeat(40));
    let blank = b"<html><head><title>Nothing</title></head><body></body></html>";
    let wanted = [["a.html", "tangled_page"], ["b.html", "no_article"]];
    assert_outcome(&[("a.html", deep.as_bytes()), ("b.html", blank), ("c.txt", GOOD)], "", &wanted, &["c"]);
    let long = rows(&["The ferry left at noon. ".repeat(100), "It came back.".to_string()]);
    let (batch, pages) = (arrow_file(&long), parquet_file(&long));
    let files: &[(&str, &[u8])] = &[("a.arrow", &batch), ("b.html", deep.as_bytes()), ("c.parquet", &pages), ("d.txt", GOOD)];
    let limits = "[input.limits]\npage_bytes = 1000\nbatch_bytes = 1000\n";
    let wanted = [["a.arrow", "too_long"], ["b.html", "too_long"], ["c.parquet#1", "too_long"]];
    assert_outcome(files, limits, &wanted, &["d"]);
}

#[test]
fn a_page_on_the_verge_of_the_limits_is_parsed() {
    let deep = format!("{}<p>{}</p>", "<div>".repeat(990), "The ferry left at noon, and it came back. ".repeat(20));
    assert_outcome(&[("a.html", deep.as_bytes())], "", &[], &["a"]);
}

/// Buffers and pages that say that they unpack to gigabytes.
#[test]
fn what_is_packed_is_not_believed() {
    let blanks = rows(&[" ".repeat(40 << 20), "x".to_string()]);
    let limits = "[input.limits]\nbatch_bytes = 30000000\n";
    let (pages, packed) = (parquet_file(&blanks), arrow_packed(&blanks));
    assert!(packed.len() < 1_000_000 && pages.len() < 3_000_000, "{} {}", packed.len(), pages.len());
    let wanted = [["a.parquet#1", "too_long"], ["b.arrow#1", "too_long"]];
    assert_outcome(&[("a.parquet", &pages), ("b.arrow", &packed), ("c.txt", GOOD)], limits, &wanted, &["1", "c"]);
}

/// Schemas whose groups stand inside each other a hundred thousand deep, which the library would follow by calling itself.
#[test]
fn a_schema_without_end_is_refused() {
    let group = [0x48, 1, b'a', 0x15, 2, 0];
    let mut footer = [&[0x15, 2, 0x19, 0xFC, 0xA0, 0x8D, 0x06], group.repeat(100_000).as_slice()].concat();
    footer.extend([0x16, 0, 0x19, 0x0C, 0]);
    let bytes = [b"PAR1", footer.as_slice(), &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat();
    assert_outcome(&[("a.parquet", &bytes), ("b.txt", GOOD)], "", &[["a.parquet", "unreadable_file"]], &["b"]);
}

#[test]
fn broken_groups_and_batches_cost_their_own_rows() {
    let texts: Vec<String> = (0..9).map(|number| format!("Boat number {number} left {}.", number * 7919)).collect();
    let mut pages = parquet_unpacked(&rows(&texts));
    let at = memchr::memmem::find(&pages, b"Boat number 3").expect("texts stand there as they are");
    // The length before the text of the first row of the second group of three.
    pages[at - 4..at].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_outcome(
        &[("a.parquet", &pages), ("b.txt", GOOD)],
        "",
        &[["a.parquet#4", "unreadable_file"]],
        &["0", "1", "2", "6", "7", "8", "b"],
    );
    let batches = arrow_file(&rows(&texts));
    let cut = memchr::memmem::find(&batches, b"Boat number 7").expect("texts stand there as they are");
    assert_outcome(&[("a.arrow", &batches[..cut]), ("b.txt", GOOD)], "", &[["a.arrow", "unreadable_file"]], &["0", "b"]);
    // Before the second batch and before the end mark, each of which begins a line of eight bytes.
    let begins = |at: &usize| batches[*at..].starts_with(&[0xFF; 4]);
    let messages: Vec<usize> = (8..batches.len()).step_by(8).filter(begins).collect();
    let [schema, _first, second, end] = messages[..] else { panic!("{messages:?}") };
    let broken = [["a.arrow", "unreadable_file"]];
    assert_outcome(&[("a.arrow", &batches[..second]), ("b.txt", GOOD)], "", &broken, &["0", "b"]);
    let all = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];
    assert_outcome(&[("a.arrow", &batches[..end])], "", &broken, &all);
    assert_outcome(&[("a.arrow", &batches[..end + 8])], "", &[], &all);
    assert_outcome(&[("a.arrows", &batches[schema..end])], "", &[], &all);
    assert_outcome(&[("a.arrow", b""), ("b.txt", GOOD)], "", &broken, &["b"]);
    let feather = b"FEA1 and what follows";
    let wanted = [["a.feather", "unreadable_file"], ["b.parquet", "unreadable_file"]];
    assert_outcome(&[("a.feather", feather), ("b.parquet", b"PAR1"), ("c.txt", GOOD)], "", &wanted, &["c"]);
}

#[test]
fn a_crawl_that_ends_inside_a_record_keeps_what_came_before() {
    let record = "WARC/1.0\nWARC-Type: conversion\nWARC-Record-ID: <urn:uuid:a>\nContent-Type: text/plain\nContent-Length: 23\n\nThe ferry left at noon.\n\n";
    let cut = format!("{record}{}", &record.replace(":a>", ":b>")[..record.len() - 10]);
    assert_outcome(&[("a.wet", cut.as_bytes())], "", &[["a.wet#2", "invalid_warc"]], &["a"]);
    let head = format!("WARC/1.0\n{}", "X-Line: x\n".repeat(300));
    let long = record.replace(":a>", ":b>").replace("WARC/1.0\n", &head);
    let around = format!("{record}{long}{}", record.replace(":a>", ":c>"));
    assert_outcome(&[("a.wet", around.as_bytes())], "", &[["a.wet#2", "invalid_warc"]], &["a", "c"]);
    let endless = format!("WARC/1.0\nWARC-Type: request\nContent-Length: {}\n\nx", u64::MAX);
    assert_outcome(&[("a.warc", endless.as_bytes()), ("b.txt", GOOD)], "", &[["a.warc", "invalid_warc"]], &["b"]);
}
