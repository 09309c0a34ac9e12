//! What cells of Parquet and Arrow hold beside texts: bytes in other encodings, days of no calendar.

use std::sync::Arc;

use arrow::array::{ArrayRef, BinaryArray, BinaryDictionaryBuilder, Date32Array, RecordBatch, StringArray, TimestampSecondArray};
use arrow::datatypes::Int32Type;
use parquet::basic::Compression;

use crate::readers::{arrow_of, parquet_of};
use crate::support::{Project, rows_of};

/// The columns of a table, from the rows that come of a file.
fn cells(project: &Project, table: &str, columns: &[&str]) -> Vec<String> {
    let row = |row: &std::collections::BTreeMap<String, String>| columns.iter().map(|&name| row[name].clone()).collect::<Vec<_>>();
    rows_of(&project.output(), table).iter().map(|cells| row(cells).join(" ")).collect()
}

/// What comes of columns as Parquet, and as Arrow, is the same.
fn outcome_of(columns: &[(&str, ArrayRef)]) -> (Vec<String>, Vec<String>) {
    let batch = RecordBatch::try_from_iter(columns.iter().cloned()).expect("columns of one length");
    let outcomes = [parquet_of(&batch, Compression::SNAPPY), arrow_of(&batch, None)].map(|bytes| {
        let ending = if bytes.starts_with(b"PAR1") { "a.parquet" } else { "a.arrow" };
        let project = Project::new(&[(ending, &bytes)]);
        project.run(1);
        let problems = cells(&project, "problems", &["code", "message"]);
        (cells(&project, "articles", &["encoding", "published_on", "text"]), problems)
    });
    let [first, second] = outcomes;
    assert_eq!(first, second);
    first
}

#[test]
fn bytes_are_read_as_those_of_a_text_file() {
    let texts: [&[u8]; 4] = [b"She said no.", "The café closed.".as_bytes(), b"\x93No,\x94 she said.", b"The caf\xE9 closed."];
    let mut dictionary = BinaryDictionaryBuilder::<Int32Type>::new();
    texts.iter().for_each(|text| dictionary.append_value(text));
    let columns: [ArrayRef; 2] = [Arc::new(BinaryArray::from_vec(texts.to_vec())), Arc::new(dictionary.finish())];
    for column in columns {
        let (articles, problems) = outcome_of(&[("text", column)]);
        let wanted =
            ["utf-8  She said no.", "utf-8  The café closed.", "windows-1252  “No,” she said.", "windows-1252  The café closed."];
        assert_eq!(articles, wanted);
        let wanted = [
            "guessed_encoding row 3: `text`: byte 0 is no UTF-8 and no encoding is declared: read as windows-1252",
            "guessed_encoding row 4: `text`: byte 7 is no UTF-8 and no encoding is declared: read as windows-1252",
        ];
        assert_eq!(problems, wanted);
    }
}

#[test]
fn a_cell_may_be_utf_16() {
    let text: Vec<u8> = "The ferry left at noon.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (articles, problems) = outcome_of(&[("text", Arc::new(BinaryArray::from_vec(vec![&text])))]);
    assert_eq!(articles, ["utf-16le  The ferry left at noon."]);
    assert_eq!(problems, ["guessed_encoding row 1: `text`: no byte-order mark: read as utf-16le"]);
}

#[test]
fn a_picture_in_a_column_of_bytes_is_no_article() {
    let packed: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (articles, problems) = outcome_of(&[("text", Arc::new(BinaryArray::from_vec(vec![&packed, b"The ferry left."])))]);
    assert_eq!(articles, ["utf-8  The ferry left."]);
    assert!(problems.iter().any(|problem| problem.starts_with("not_text ")), "{problems:?}");
}

#[test]
fn a_day_that_no_calendar_has_is_told_and_not_read() {
    let text = || -> ArrayRef { Arc::new(StringArray::from(vec!["The ferry left."; 2])) };
    let days: ArrayRef = Arc::new(Date32Array::from(vec![20_164, i32::MAX]));
    let seconds: ArrayRef = Arc::new(TimestampSecondArray::from(vec![1_742_169_600, i64::MAX]));
    let in_zone: ArrayRef = Arc::new(TimestampSecondArray::from(vec![1_742_169_600, i64::MAX]).with_timezone("Europe/Oslo"));
    for column in [days, seconds, in_zone] {
        let (articles, problems) = outcome_of(&[("published_on", column), ("text", text())]);
        assert_eq!(articles, ["utf-8 2025-03-17 The ferry left.", "utf-8  The ferry left."]);
        assert!(matches!(problems.as_slice(), [one] if one.starts_with("unreadable_date row 2: published_on")), "{problems:?}");
    }
}

#[test]
fn of_columns_with_one_name_the_first_counts() {
    let text = |text: &str| -> ArrayRef { Arc::new(StringArray::from(vec![text])) };
    let (articles, problems) = outcome_of(&[("text", text("One.")), ("text", text("Other."))]);
    assert_eq!(articles, ["utf-8  One."]);
    assert_eq!(problems, ["repeated_column columns come again: `text`; of each name the first one counts"]);
}
