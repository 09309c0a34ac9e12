//! A batch as CSV: UTF-8, RFC 4180 with LF line ends, `true`/`false`, ISO 8601 dates, null as the empty field.

use arrow::array::RecordBatch;

use super::text_column::TextColumn;

/// The rows as CSV, with or without a header line.
pub fn csv_bytes(batch: &RecordBatch, with_header: bool) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let columns: Vec<_> = batch.columns().iter().map(|column| TextColumn::new(column.as_ref())).collect();
    // Writing to memory cannot fail, and every record has as many fields as there are columns.
    let mut record = csv::ByteRecord::new();
    if with_header {
        batch.schema_ref().fields().iter().for_each(|field| record.push_field(field.name().as_bytes()));
        writer.write_byte_record(&record).expect("a header is written to memory");
    }
    let mut field = String::new();
    for row in 0..batch.num_rows() {
        record.clear();
        for column in &columns {
            field.clear();
            record.push_field(column.text(row, &mut field).as_bytes());
        }
        writer.write_byte_record(&record).expect("a row is written to memory");
    }
    writer.into_inner().expect("memory is flushed")
}
