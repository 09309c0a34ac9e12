//! A CSV file of a table, written by this program or saved by a spreadsheet: any of its rows as one batch of strings.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::write::without_safety;

/// Every so many rows it is remembered where in the file they begin.
const CHECKPOINT: u64 = 256;
/// Rows of a chunk.
const CHUNK: u64 = 64 * CHECKPOINT;

/// An opened file: its rows are counted, their cells are not read.
pub(super) struct CsvFile {
    path: PathBuf,
    pub(super) header: Vec<String>,
    /// Whether formulas stand behind an apostrophe.
    excel_safe: bool,
    rows: u64,
    /// Byte at which row `i * CHECKPOINT` begins.
    checkpoints: Vec<u64>,
    /// The first rows that have more or fewer fields than the header, and the number of their fields.
    pub(super) ragged: Vec<(u64, usize)>,
    /// The first cells that are no UTF-8: the row, and the position of the column.
    pub(super) undecoded: Vec<(u64, usize)>,
}

/// Of rows with a wrong number of fields, and of cells in another encoding, so many are remembered.
const REMEMBERED: usize = 20;

impl CsvFile {
    /// Reads the file once from end to end. An error says in words why the file is no table.
    pub(super) fn open(path: &Path, excel_safe: bool) -> Result<CsvFile, String> {
        let mut reader = reader_from(path, 0)?;
        let mut record = ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(|cause| cause.to_string())? {
            return Err("it is empty: there is no line of column names".to_string());
        }
        let header: Vec<String> = record.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        if let [one] = header.as_slice()
            && let Some(mark) = [';', '\t', '|'].into_iter().find(|mark| one.contains(*mark))
        {
            return Err(format!("its columns are separated by {mark:?} and not by commas: save it as CSV with commas"));
        }
        let (checkpoints, ragged, undecoded) = (Vec::new(), Vec::new(), Vec::new());
        let mut file = CsvFile { path: path.to_path_buf(), header, excel_safe, rows: 0, checkpoints, ragged, undecoded };
        loop {
            let at = reader.position().byte();
            if !reader.read_byte_record(&mut record).map_err(|cause| cause.to_string())? {
                return Ok(file);
            }
            file.count(at, &record);
        }
    }

    fn count(&mut self, at: u64, record: &ByteRecord) {
        if self.rows.is_multiple_of(CHECKPOINT) {
            self.checkpoints.push(at);
        }
        if record.len() != self.header.len() && self.ragged.len() < REMEMBERED {
            self.ragged.push((self.rows, record.len()));
        }
        if std::str::from_utf8(record.as_slice()).is_err() && self.undecoded.len() < REMEMBERED {
            let column = record.iter().position(|field| std::str::from_utf8(field).is_err());
            self.undecoded.push((self.rows, column.unwrap_or_default()));
        }
        self.rows += 1;
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn chunks(&self) -> Vec<Range<u64>> {
        (0..self.rows.div_ceil(CHUNK)).map(|chunk| chunk * CHUNK..((chunk + 1) * CHUNK).min(self.rows)).collect()
    }

    /// These rows, in ascending ranges, with the columns of these names (those that the file has) as strings; an empty field is null.
    /// Bytes that are no UTF-8 become replacement characters.
    pub(super) fn read(&self, ranges: &[Range<u64>], columns: &[&str]) -> Result<RecordBatch, String> {
        let chosen: Vec<usize> = (0..self.header.len()).filter(|&at| columns.contains(&self.header[at].as_str())).collect();
        let mut builders: Vec<StringBuilder> = chosen.iter().map(|_| StringBuilder::new()).collect();
        let mut rows = 0;
        for range in ranges.iter().filter(|range| !range.is_empty()) {
            rows += self.read_range(range, &chosen, &mut builders)?;
        }
        let fields: Vec<Field> = chosen.iter().map(|&at| Field::new(&self.header[at], DataType::Utf8, true)).collect();
        let arrays: Vec<ArrayRef> = builders.into_iter().map(|mut builder| Arc::new(builder.finish()) as ArrayRef).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options).map_err(|cause| cause.to_string())
    }

    fn read_range(&self, range: &Range<u64>, chosen: &[usize], builders: &mut [StringBuilder]) -> Result<usize, String> {
        let checkpoint = range.start / CHECKPOINT;
        let at = self.checkpoints.get(checkpoint as usize).copied().unwrap_or_default();
        let mut reader = reader_from(&self.path, at)?;
        let mut record = ByteRecord::new();
        for row in checkpoint * CHECKPOINT..range.end {
            if !reader.read_byte_record(&mut record).map_err(|cause| cause.to_string())? {
                return Err("it became shorter while it was read".to_string());
            }
            if row < range.start {
                continue;
            }
            for (builder, &column) in builders.iter_mut().zip(chosen) {
                match record.get(column) {
                    None | Some(b"") => builder.append_null(),
                    Some(field) if self.excel_safe => builder.append_value(without_safety(&String::from_utf8_lossy(field))),
                    Some(field) => builder.append_value(String::from_utf8_lossy(field)),
                }
            }
        }
        Ok((range.end - range.start) as usize)
    }
}

fn reader_from(path: &Path, at: u64) -> Result<Reader<BufReader<File>>, String> {
    let mut file = File::open(path).map_err(|cause| cause.to_string())?;
    file.seek(SeekFrom::Start(at)).map_err(|cause| cause.to_string())?;
    Ok(ReaderBuilder::new().has_headers(false).flexible(true).from_reader(BufReader::new(file)))
}
