//! A batch as CSV: UTF-8, RFC 4180 with LF line ends, `true`/`false`, ISO 8601 dates, null as the empty field.
//!
//! A tenth of a run is spent here, so fields go straight into the bytes: only strings can hold anything that wants quotation marks.

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use memchr::{memchr, memchr3};
use serde::{Deserialize, Serialize};

use super::text_column::{TextColumn, Told};

/// Below this length a look at each byte is faster than a search.
const SHORT: usize = 24;

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
    let mut bytes = if with_header { CsvOptions::default().header(batch.schema_ref()) } else { Vec::new() };
    push_rows(&mut bytes, batch, false);
    bytes
}

/// The rows as CSV without a header line, no string among them a formula.
pub fn excel_safe_csv_bytes(batch: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_rows(&mut bytes, batch, true);
    bytes
}

fn push_rows(bytes: &mut Vec<u8>, batch: &RecordBatch, excel_safe: bool) {
    let columns: Vec<_> = batch.columns().iter().map(|column| TextColumn::new(column.as_ref())).collect();
    bytes.reserve(batch.get_array_memory_size());
    for row in 0..batch.num_rows() {
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            match column.tell(row, bytes) {
                Told::Words(words) if excel_safe && is_run_by_spreadsheets(words) => {
                    push_field(bytes, format!("'{words}").as_bytes())
                }
                Told::Words(words) => push_field(bytes, words.as_bytes()),
                Told::Written => {}
            }
        }
        bytes.push(b'\n');
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

/// Writes a field, in quotation marks where it holds a comma, a mark or a line end; marks inside are doubled.
fn push_field(bytes: &mut Vec<u8>, field: &[u8]) {
    let is_plain = if field.len() < SHORT {
        !field.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    } else {
        memchr3(b',', b'"', b'\n', field).is_none() && memchr(b'\r', field).is_none()
    };
    if is_plain {
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
        let mut bytes = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            push_field(&mut bytes, field.as_bytes());
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let record = reader.records().next().expect("one record").expect("it can be read");
        assert_eq!(record.iter().collect::<Vec<_>>(), fields);
    }
}
