//! A batch as JSON Lines: one object a row, its keys in schema order, nulls written out.

use std::io::Write;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};

use super::text_column::TextColumn;

/// The rows as JSON Lines.
pub fn json_lines_bytes(batch: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    let schema = batch.schema_ref();
    let columns: Vec<_> = batch.columns().iter().map(|column| TextColumn::new(column.as_ref())).collect();
    for row in 0..batch.num_rows() {
        for (index, (field, column)) in schema.fields().iter().zip(&columns).enumerate() {
            bytes.push(if index == 0 { b'{' } else { b',' });
            write_string(&mut bytes, field.name());
            bytes.push(b':');
            match field.data_type() {
                _ if column.is_null(row) => bytes.extend_from_slice(b"null"),
                DataType::Float64 => write_number(&mut bytes, batch.column(index).as_primitive::<Float64Type>().value(row)),
                DataType::Date32 => {
                    bytes.push(b'"');
                    column.tell(row, &mut bytes);
                    bytes.push(b'"');
                }
                _ => match column.words(row) {
                    Some(words) => write_string(&mut bytes, words),
                    None => column.tell(row, &mut bytes),
                },
            }
        }
        bytes.extend_from_slice(b"}\n");
    }
    bytes
}

// Writing to memory cannot fail, and neither strings nor finite numbers are refused.
fn write_string(bytes: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(&mut *bytes, text).expect("a string is written to memory");
}

fn write_number(bytes: &mut Vec<u8>, value: f64) {
    write!(bytes, "{}", serde_json::Value::from(value)).expect("a number is written to memory");
}
