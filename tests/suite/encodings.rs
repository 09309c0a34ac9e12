//! The same article in every encoding gives the same tables, and no bytes whatever end the reading.

use std::collections::BTreeMap;
use std::io::Read;

use columnist::read::{decode, record_stream};
use proptest::prelude::*;

use crate::support::{Project, rows_of};

const ARTICLE: &str = "Café on the quay closes after thirty years\n\
By Ada Lindqvist\n\
Published: 17 March 2025\n\
\n\
Zoë Müller, the owner, said on Monday that the café’s rent had risen by £3,000 – to £12,000 a year.\n\
\n\
“We can’t pay that,” she told the council. “Nobody in Lomé could.”\n";

/// Tables that show how a record was stored, and the columns that do.
const OF_THE_BYTES: [&str; 2] = ["encoding", "source_sha256"];

fn with_mark(mark: &[u8], bytes: Vec<u8>) -> Vec<u8> {
    [mark, &bytes].concat()
}

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label of the WHATWG");
    let (bytes, _, has_unmappable) = encoding.encode(text);
    assert!(!has_unmappable, "the article can be written in {label}");
    bytes.into_owned()
}

/// A text in every encoding, with the encoding's name and the codes of the problems that reading it gives.
fn encodings_of(text: &str) -> Vec<(Vec<u8>, &'static str, Vec<&'static str>)> {
    let guessed = vec!["guessed_encoding"];
    vec![
        (text.as_bytes().to_vec(), "utf-8", vec![]),
        (with_mark(b"\xEF\xBB\xBF", text.as_bytes().to_vec()), "utf-8", vec![]),
        (text.replace('\n', "\r\n").into_bytes(), "utf-8", vec![]),
        (with_mark(b"\xFF\xFE", utf_16(text, u16::to_le_bytes)), "utf-16le", vec![]),
        (with_mark(b"\xFE\xFF", utf_16(text, u16::to_be_bytes)), "utf-16be", vec![]),
        (utf_16(text, u16::to_le_bytes), "utf-16le", guessed.clone()),
        (utf_16(text, u16::to_be_bytes), "utf-16be", guessed.clone()),
        (encoded(text, "windows-1252"), "windows-1252", guessed.clone()),
        (encoded(text, "macintosh"), "macintosh", guessed),
    ]
}

/// The rows of all tables but `problems`, without what shows the bytes.
fn tables_of(project: &Project) -> BTreeMap<&'static str, Vec<BTreeMap<String, String>>> {
    let tables = columnist::tables::TABLES.iter().map(|table| table.name).filter(|&name| name != "problems");
    let without_bytes = |mut row: BTreeMap<String, String>| {
        row.retain(|column, _| !OF_THE_BYTES.contains(&column.as_str()));
        row
    };
    tables.map(|name| (name, rows_of(&project.output(), name).into_iter().map(without_bytes).collect())).collect()
}

fn column(project: &Project, table: &str, column: &str) -> Vec<String> {
    rows_of(&project.output(), table).iter().map(|row| row[column].clone()).collect()
}

fn with_input(file: &str, bytes: &[u8], input: &str) -> Project {
    let project = Project::new(&[(file, bytes)]);
    let pipeline = std::fs::read_to_string(project.pipeline()).expect("the pipeline can be read");
    std::fs::write(project.pipeline(), pipeline.replace("[input]\n", &format!("[input]\n{input}\n"))).expect("it can be written");
    project.run(1);
    project
}

#[test]
fn a_text_gives_the_same_tables_in_every_encoding() {
    let mut wanted = None;
    for (bytes, encoding, problems) in encodings_of(ARTICLE) {
        let project = with_input("a.txt", &bytes, "");
        assert_eq!(column(&project, "articles", "encoding"), [encoding]);
        assert_eq!(column(&project, "problems", "code"), problems, "{encoding}");
        let tables = tables_of(&project);
        assert_eq!(tables["quotations"].len(), 3, "{:?}", tables["quotations"]);
        let first = wanted.get_or_insert_with(|| tables.clone());
        assert!(*first == tables, "{encoding} gives other tables:\n{tables:#?}\n{first:#?}");
    }
}

#[test]
fn records_give_the_same_tables_in_every_encoding() {
    let line = |id: &str| serde_json::json!({"id": id, "text": ARTICLE}).to_string();
    let row = |id: &str| format!("{id}\t\"{}\"\n", ARTICLE.replace('"', "\"\""));
    let lines = format!("{}\n{}\n", line("a"), line("b"));
    // Parted by tabs, as spreadsheets write UTF-16.
    let table = format!("id\ttext\n{}{}", row("a"), row("b"));
    for (file, records) in [("a.jsonl", lines), ("a.csv", table)] {
        let mut wanted = None;
        for (bytes, encoding, _) in encodings_of(&records) {
            let project = with_input(file, &bytes, "");
            assert_eq!(column(&project, "articles", "encoding"), [encoding; 2], "{file}");
            let tables = tables_of(&project);
            let first = wanted.get_or_insert_with(|| tables.clone());
            assert!(*first == tables, "{file} in {encoding} gives other tables");
        }
    }
}

#[test]
fn the_pipeline_can_say_which_encoding_files_are_in_that_do_not_tell() {
    let text = "The mayor of Łódź met Václav Šťastný on Monday.";
    let project = with_input("a.txt", &encoded(text, "iso-8859-2"), "encoding = \"iso-8859-2\"");
    assert_eq!(column(&project, "articles", "encoding"), ["iso-8859-2"]);
    assert_eq!(column(&project, "articles", "text"), [text]);
    assert_eq!(column(&project, "problems", "code"), [""; 0]);
}

#[test]
fn mojibake_is_reported_and_repaired_when_asked() {
    let misread = ARTICLE.replace('’', "â€™").replace('é', "Ã©").replace('ë', "Ã«").replace('ü', "Ã¼");
    let left = with_input("a.txt", misread.as_bytes(), "");
    assert_eq!(column(&left, "problems", "code"), ["mojibake"]);
    assert_eq!(column(&left, "articles", "text"), std::slice::from_ref(&misread));
    let repaired = with_input("a.txt", misread.as_bytes(), "repair = true");
    assert_eq!(column(&repaired, "problems", "code"), ["mojibake"]);
    assert_eq!(column(&repaired, "articles", "text"), [ARTICLE]);
    assert_eq!(column(&repaired, "articles", "encoding"), ["utf-8, repaired"]);
    crate::slices::assert_slices(&repaired.output());
}

/// Each record alone would be guessed to be in some encoding of its own. One is UTF-8 by itself.
#[test]
fn records_of_a_file_are_in_one_encoding() {
    let names = ["Zoë", "Noon", "Renée", "Lomé", "“no”", "£30", "Müller", "Íñigo", "*"];
    let texts = names.map(|name| format!("It was {name}."));
    let objects = texts.clone().map(|text| serde_json::json!({ "text": text }).to_string());
    let (lines, array, rows) = (objects.join("\n"), format!("[{}]", objects.join(",")), format!("text\n{}", texts.join("\n")));
    for (file, records) in [("a.jsonl", lines), ("a.json", array), ("a.csv", rows)] {
        let mut bytes = encoded(&records, "windows-1252");
        let star = bytes.iter().position(|&byte| byte == b'*').expect("it is there");
        bytes.splice(star..=star, "Đorđe".bytes());
        let project = with_input(file, &bytes, "");
        assert_eq!(column(&project, "articles", "text"), texts.clone().map(|text| text.replace('*', "Đorđe")), "{file}");
        let encodings = column(&project, "articles", "encoding");
        let wanted = names.map(|name| if matches!(name, "Noon" | "*") { "utf-8" } else { "windows-1252" });
        assert_eq!(encodings, wanted, "{file}");
    }
}

/// A header with letters beyond ASCII has too few of them to be told.
#[test]
fn a_header_is_in_the_encoding_of_its_rows() {
    let table =
        "id,Źródło,text\n1,Śródmieście,Mayor Łukasz Wójcik of Łódź met Stanisław Dąbrowski in Gdańsk and Święta in Kraków.\n";
    let project = with_input("a.csv", &encoded(table, "windows-1250"), "fields.title = \"Źródło\"");
    assert_eq!(column(&project, "articles", "title"), ["Śródmieście"]);
}

/// Bytes as files have them: anything, or words with bytes between them that mean something in some encoding.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"The mayor said ".to_vec()),
        Just(b"\xE2\x80\x99".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\xFF\xFE".to_vec()),
        Just(b"a\0b\0".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("â€™Ã©".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..8),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_decoded(bytes in bytes(), declared in prop_oneof![Just(None), Just(Some("utf-16")), Just(Some("shift_jis")), Just(Some("nonsense"))]) {
        let decoded = decode(&bytes, declared);
        prop_assert!(!decoded.text.contains('\r'));
        prop_assert!(decoded.problems.iter().all(|problem| problem.at.is_none_or(|at| at < bytes.len())), "{:?}", decoded.problems);
        let replaced = decoded.text.matches('\u{FFFD}').count();
        let told = decoded.problems.iter().any(|problem| problem.code == "invalid_bytes");
        prop_assert!(!told || replaced > 0);
    }

    #[test]
    fn any_stream_ends(bytes in bytes()) {
        let mut all = Vec::new();
        record_stream(bytes.as_slice()).reader.read_to_end(&mut all).unwrap();
        prop_assert!(all.len() <= 3 * bytes.len() + 3);
    }
}
