//! Parquet: one record a row. Only columns that may be asked for are read, page by page, so that memory is bounded by pages and not by row
//! groups. A row group that is broken costs its own rows.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ColumnChunkMetaData;

use super::arrow_rows::{ArrowRows, wanted_columns};
use super::limits::FREE_BYTES;
use super::output::{self, Output, Reading, Stop, shielded, unreadable};
use super::stream::Stream;
use super::{Format, ReadOptions};
use crate::thrift::{self, PageHead};

pub(super) const FORMAT: Format = Format { name: "parquet", endings: &["parquet", "pq"], read };

/// Rows that are in memory at a time.
const BATCH_ROWS: usize = 256;
/// Bytes that a value in a list takes in memory, however short it is.
const NESTED_VALUE_BYTES: u64 = 20;
/// The end of a file: the length of its footer, and its mark.
const TRAILER: u64 = 8;
const MARK: &[u8; 4] = b"PAR1";

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let mut rows = ArrowRows::new(&stream, options);
    let mut file = stream.into_file()?;
    check_footer(&mut file, options)?;
    let table = Table::new(file, options)?;
    rows.tell_repeated(table.metadata.schema(), options, output)?;
    for (group, metadata) in table.metadata.metadata().row_groups().iter().enumerate() {
        let length = u64::try_from(metadata.num_rows()).unwrap_or_default();
        let first = rows.number();
        if let Err(stop) = table.read_group(group, &mut rows, options, output) {
            rows.lose((first + length).saturating_sub(rows.number()), stop, output)?;
        }
    }
    Ok(())
}

/// Refuses a footer that is longer than a record may be or than the file: all of it would be in memory.
fn check_footer(file: &mut File, options: &ReadOptions) -> Reading {
    let length = file.seek(SeekFrom::End(0))?;
    let Some(start) = length.checked_sub(TRAILER) else {
        return output::refused("unreadable_file", "the file ends before its footer");
    };
    let mut trailer = [0; TRAILER as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut trailer)?;
    let [a, b, c, d, mark @ ..] = trailer;
    if &mark != MARK {
        return output::refused("unreadable_file", "it does not end as a Parquet file does: it is another one, or cut off");
    }
    let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
    if footer > options.limits.record_bytes {
        let message = format!("the footer has {footer} bytes, more than the {} of `record_bytes`", options.limits.record_bytes);
        return output::refused("too_long", message);
    }
    let Some(footer_start) = start.checked_sub(footer) else {
        return output::refused("unreadable_file", "the footer is longer than the file");
    };
    file.seek(SeekFrom::Start(footer_start))?;
    thrift::check_schema(BufReader::new(file.take(footer))).map_err(unreadable)
}

/// A file whose footer is read.
struct Table {
    file: File,
    metadata: ArrowReaderMetadata,
    wanted: ProjectionMask,
}

impl Table {
    fn new(file: File, options: &ReadOptions) -> Result<Table, Stop> {
        let load = |options: ArrowReaderOptions| shielded(|| ArrowReaderMetadata::load(&file, options))?.map_err(unreadable);
        let metadata = load(ArrowReaderOptions::new())?;
        let wanted = wanted_columns(metadata.schema(), options)?;
        let wanted = ProjectionMask::roots(metadata.parquet_schema(), wanted);
        let with_views = ArrowReaderOptions::new().with_schema(Arc::new(with_views(metadata.schema())));
        let metadata = shielded(|| ArrowReaderMetadata::try_new(metadata.metadata().clone(), with_views))?.map_err(unreadable)?;
        Ok(Table { file, metadata, wanted })
    }

    fn read_group(&self, group: usize, rows: &mut ArrowRows, options: &ReadOptions, output: &mut Output) -> Reading {
        let columns = self.metadata.metadata().row_group(group).columns().iter().enumerate();
        for (_, column) in columns.filter(|(index, _)| self.wanted.leaf_included(*index)) {
            self.check_column(column, options)?;
        }
        let mut batches = shielded(|| self.batches(group))??;
        while let Some(batch) = shielded(|| batches.next())? {
            rows.read(&batch.map_err(unreadable)?, options, output)?;
        }
        Ok(())
    }

    fn batches(&self, group: usize) -> Result<ParquetRecordBatchReader, Stop> {
        let file = self.file.try_clone()?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let builder = builder.with_projection(self.wanted.clone()).with_row_groups(vec![group]).with_batch_size(BATCH_ROWS);
        builder.build().map_err(unreadable)
    }

    /// Refuses a column with a page that is too long, or one that expands further than a text can be packed. The library would believe
    /// whatever the head of a page says.
    fn check_column(&self, column: &ColumnChunkMetaData, options: &ReadOptions) -> Reading {
        let in_list = column.column_descr().max_rep_level() > 0;
        let (mut place, length) = shielded(|| column.byte_range())?;
        let end = place.saturating_add(length);
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        while place < end {
            let PageHead { length, unpacked: page, packed: packed_page, values } = self.page_head(place)?;
            let numbers = [page, packed_page, values].map(u64::try_from);
            let [Ok(page), Ok(packed_page), Ok(values)] = numbers else {
                return output::refused("unreadable_file", "a page is shorter than nothing");
            };
            let limit = options.limits.batch_bytes;
            if page > limit {
                return output::refused("too_long", format!("a page has {page} bytes, more than the {limit} of `batch_bytes`"));
            }
            place = place.saturating_add(length).saturating_add(packed_page);
            packed += packed_page;
            unpacked += page + if in_list { values.saturating_mul(NESTED_VALUE_BYTES) } else { 0 };
            if unpacked > FREE_BYTES && unpacked / options.limits.expansion.max(1) > packed {
                let message = format!("{packed} packed bytes unpack to more than {} times as many", options.limits.expansion);
                return output::refused("expands_too_far", message);
            }
        }
        Ok(())
    }

    fn page_head(&self, place: u64) -> std::io::Result<PageHead> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(place))?;
        thrift::page_head(BufReader::with_capacity(1 << 9, file))
    }
}

/// Texts as views of their page, so that one that a page holds once and a thousand rows repeat is in memory once.
fn with_views(schema: &Schema) -> Schema {
    let is_text = |data_type: &DataType| matches!(data_type, DataType::Utf8 | DataType::LargeUtf8);
    let field = |field: &Arc<Field>| {
        let is_text = match field.data_type() {
            DataType::Dictionary(_, value) => is_text(value),
            data_type => is_text(data_type),
        };
        if is_text { Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)) } else { field.clone() }
    };
    Schema::new_with_metadata(schema.fields().iter().map(field).collect::<Vec<_>>(), schema.metadata().clone())
}
