//! A batch as CSV: UTF-8, RFC 4180 with LF line ends, `true`/`false`, ISO 8601 dates, null as the empty field.
//!
//! A tenth of a run is spent here, so fields go straight into the bytes: only strings can hold anything that wants quotation marks.

use arrow::array::{Array, Int32Array, RecordBatch, StringArray};
use arrow::datatypes::Schema;
use memchr::{memchr, memchr3};
use serde::{Deserialize, Serialize};

use super::pieces::{WordPieces, push_number, push_short, sixteen_at};
use super::text_column::{TextColumn, Values};

/// What a number and the comma behind it take at most, most of the time.
const ROOM_FOR_A_FIELD: usize = 8;

/// What spreadsheets want of CSV beyond the standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CsvOptions {
    /// Begin with a byte-order mark: without one Excel takes the file for Windows-1252.
    #[serde(default)]
    pub bom: bool,
    /// Put an apostrophe before strings that a spreadsheet would run as a formula.
    #[serde(default)]
    pub excel_safe: bool,
}

impl CsvOptions {
    /// Whether the file is plain CSV.
    pub fn is_plain(&self) -> bool {
        *self == CsvOptions::default()
    }

    /// The first line of a file.
    pub fn header(&self, schema: &Schema) -> Vec<u8> {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("{}{}\n", if self.bom { "\u{feff}" } else { "" }, names.join(",")).into_bytes()
    }
}

/// The rows as plain CSV, with or without a header line.
pub fn csv_bytes(batch: &RecordBatch, with_header: bool) -> Vec<u8> {
    let header = if with_header { CsvOptions::default().header(batch.schema_ref()) } else { Vec::new() };
    with_rows(header, batch, false)
}

/// The rows as CSV without a header line, no string among them a formula.
pub fn excel_safe_csv_bytes(batch: &RecordBatch) -> Vec<u8> {
    with_rows(Vec::new(), batch, true)
}

fn with_rows(header: Vec<u8>, batch: &RecordBatch, excel_safe: bool) -> Vec<u8> {
    let columns: Vec<_> = batch.columns().iter().map(|column| Column::new(column.as_ref(), excel_safe)).collect();
    let mut bytes = header;
    bytes.reserve(columns.iter().map(Column::room).sum());
    for row in 0..batch.num_rows() {
        for column in &columns {
            column.push_field(&mut bytes, row);
            bytes.push(b',');
        }
        // Behind the last field the line ends.
        bytes.pop();
        bytes.push(b'\n');
    }
    bytes
}

/// A column whose values become fields.
enum Column<'a> {
    /// The fields of all its words, made beforehand, and which of them a row has.
    Dictionary(&'a Int32Array, WordPieces),
    Text {
        strings: &'a StringArray,
        excel_safe: bool,
    },
    /// Most columns.
    Whole(&'a Int32Array),
    /// Other values that want no quotation marks.
    Other(TextColumn<'a>, usize),
}

impl<'a> Column<'a> {
    fn new(array: &'a dyn Array, excel_safe: bool) -> Column<'a> {
        let column = TextColumn::new(array);
        match column.values {
            Values::Utf8(strings) => Column::Text { strings, excel_safe },
            Values::Int32(numbers) => Column::Whole(numbers),
            Values::Dictionary(keys, words) => {
                Column::Dictionary(keys.keys(), WordPieces::new(words, |bytes, word| push_words(bytes, word, excel_safe)))
            }
            _ => Column::Other(column, array.len()),
        }
    }

    /// About as many bytes as its fields have.
    fn room(&self) -> usize {
        match self {
            Column::Dictionary(numbers, _) | Column::Whole(numbers) => ROOM_FOR_A_FIELD * numbers.len(),
            Column::Text { strings, .. } => strings.value_data().len() + strings.value_data().len() / 32 + 2 * strings.len(),
            Column::Other(_, rows) => ROOM_FOR_A_FIELD * rows,
        }
    }

    #[inline]
    fn push_field(&self, bytes: &mut Vec<u8>, row: usize) {
        match self {
            Column::Dictionary(keys, _) if keys.is_null(row) => {}
            Column::Dictionary(keys, fields) => fields.push_to(bytes, keys.value(row)),
            Column::Text { strings, .. } if strings.is_null(row) => {}
            Column::Text { strings, excel_safe: false } => push_short_words(bytes, strings, row),
            Column::Text { strings, excel_safe: true } => push_words(bytes, strings.value(row), true),
            Column::Whole(numbers) if numbers.is_null(row) => {}
            Column::Whole(numbers) => push_number(bytes, i64::from(numbers.value(row))),
            Column::Other(column, _) => column.tell(row, bytes),
        }
    }
}

/// Whether a spreadsheet takes the words for a formula, or would if apostrophes before it were taken off: so that what was made safe can be
/// told from words that began with an apostrophe.
fn is_run_by_spreadsheets(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The words as they were before they were made safe.
pub fn without_safety(field: &str) -> &str {
    field.strip_prefix('\'').filter(|words| is_run_by_spreadsheets(words)).unwrap_or(field)
}

/// Appends a string as a field. Most are short and hold no mark, and neither does what follows them, which is looked at with them.
#[inline]
fn push_short_words(bytes: &mut Vec<u8>, strings: &StringArray, row: usize) {
    let offsets = strings.value_offsets();
    let part = offsets[row] as usize..offsets[row + 1] as usize;
    match sixteen_at(strings.value_data(), &part) {
        Some(sixteen) if !sixteen.iter().fold(false, |any, byte| any | wants_marks(*byte)) => {
            push_short(bytes, sixteen, part.len())
        }
        _ => push_quoted(bytes, &strings.value_data()[part]),
    }
}

/// Without a branch, so that sixteen bytes are compared at once.
fn wants_marks(byte: u8) -> bool {
    (byte == b',') | (byte == b'"') | (byte == b'\n') | (byte == b'\r')
}

fn push_words(bytes: &mut Vec<u8>, words: &str, excel_safe: bool) {
    if excel_safe && is_run_by_spreadsheets(words) {
        push_quoted(bytes, format!("'{words}").as_bytes());
    } else {
        push_quoted(bytes, words.as_bytes());
    }
}

/// Appends a field, in quotation marks where it holds a comma, a mark or a line end; marks inside are doubled.
fn push_quoted(bytes: &mut Vec<u8>, field: &[u8]) {
    if memchr3(b',', b'"', b'\n', field).is_none() && memchr(b'\r', field).is_none() {
        return bytes.extend_from_slice(field);
    }
    bytes.push(b'"');
    let mut rest = field;
    while let Some(mark) = memchr(b'"', rest) {
        bytes.extend_from_slice(&rest[..=mark]);
        bytes.push(b'"');
        rest = &rest[mark + 1..];
    }
    bytes.extend_from_slice(rest);
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::ArrayRef;

    use super::*;

    #[test]
    fn formulas_are_made_safe_and_come_back() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-5", "'-5"),
            ("@user", "'@user"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''-x", "'''-x"),
            ("'tis", "'tis"),
            ("a=b", "a=b"),
            ("", ""),
        ];
        for (words, safe) in cases {
            let told = if is_run_by_spreadsheets(words) { format!("'{words}") } else { words.to_string() };
            assert_eq!(told, safe);
            assert_eq!(without_safety(&told), words);
        }
    }

    #[test]
    fn a_reader_of_csv_gets_back_what_was_written() {
        let fields = ["", "plain", "a,b", "\"", "\"\"x", "two\nlines", "ends\r", "“curly”, and\"straight\"", " blanks "];
        let strings: Vec<_> = fields.iter().map(|field| StringArray::from(vec![*field])).collect();
        let columns = strings.iter().map(|strings| ("field", Arc::new(strings.clone()) as ArrayRef));
        let bytes = csv_bytes(&RecordBatch::try_from_iter(columns).expect("columns of one row"), false);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let record = reader.records().next().expect("one record").expect("it can be read");
        assert_eq!(record.iter().collect::<Vec<_>>(), fields);
    }
}
