//! A batch as CSV: UTF-8, RFC 4180 with LF line ends, `true`/`false`, ISO 8601 dates, null as the empty field.
//!
//! A tenth of a run is spent here, so fields go straight into the bytes: only strings can hold anything that wants quotation marks.

use arrow::array::RecordBatch;
use memchr::{memchr, memchr3};

use super::text_column::{TextColumn, Told};

/// Below this length a look at each byte is faster than a search.
const SHORT: usize = 24;

/// The rows as CSV, with or without a header line.
pub fn csv_bytes(batch: &RecordBatch, with_header: bool) -> Vec<u8> {
    let columns: Vec<_> = batch.columns().iter().map(|column| TextColumn::new(column.as_ref())).collect();
    let mut bytes = Vec::with_capacity(batch.get_array_memory_size());
    if with_header {
        let names: Vec<&str> = batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        bytes.extend_from_slice(names.join(",").as_bytes());
        bytes.push(b'\n');
    }
    for row in 0..batch.num_rows() {
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            if let Told::Words(words) = column.tell(row, &mut bytes) {
                push_field(&mut bytes, words.as_bytes());
            }
        }
        bytes.push(b'\n');
    }
    bytes
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
