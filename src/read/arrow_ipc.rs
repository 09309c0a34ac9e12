//! Arrow IPC: the file format (Feather) and the stream format, one record a row. A file is a stream between a mark and a footer, so that both
//! are read forwards, message by message: what stands before a broken place is read, and the footer is not needed.

use std::collections::HashMap;
use std::io::{BufRead, Read};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::buffer::Buffer;
use arrow::datatypes::{Schema, SchemaRef};
use arrow::ipc::convert::try_fb_to_schema;
use arrow::ipc::reader::{RecordBatchDecoder, read_dictionary};
use arrow::ipc::{Message, MessageHeader};

use super::arrow_rows::{ArrowRows, wanted_columns};
use super::output::{self, Output, Reading, Stop, shielded, unreadable};
use super::stream::Stream;
use super::{Format, ReadOptions};

pub(super) const FORMAT: Format = Format { name: "arrow-ipc", endings: &["arrow", "feather", "ipc", "arrows"], read };

/// How a file begins, how one of the older format does, and what may stand before a message.
const FILE_MARK: &[u8] = b"ARROW1";
const FEATHER_1_MARK: &[u8] = b"FEA1";
const CONTINUATION: [u8; 4] = [0xFF; 4];

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let mut rows = ArrowRows::new(&stream, options);
    let mut reader = stream.reader();
    let is_file = pass_mark(&mut reader)?;
    let mut tables: Option<Tables> = None;
    while let Some((head, body)) = next_message(&mut reader, is_file, options)? {
        let message = arrow::ipc::root_as_message(&head).map_err(unreadable)?;
        let Some(tables) = &mut tables else {
            let found = tables.insert(Tables::new(&message, options)?);
            rows.tell_repeated(&found.schema, options, output)?;
            continue;
        };
        match tables.read(&message, &body) {
            Ok(None) => {}
            Ok(Some(batch)) => rows.read(&batch, options, output)?,
            Err(stop) => {
                let length = message.header_as_record_batch().map_or(0, |batch| batch.length());
                rows.lose(u64::try_from(length).unwrap_or_default(), stop, output)?;
            }
        }
    }
    if tables.is_none() {
        return output::refused("unreadable_file", "it has no schema");
    }
    Ok(())
}

/// Passes over the mark of a file and the zeros that fill its line; whether there is one.
fn pass_mark(reader: &mut impl BufRead) -> Result<bool, Stop> {
    let beginning = reader.fill_buf()?;
    if beginning.starts_with(FEATHER_1_MARK) {
        return output::refused("unreadable_file", "it is in the first version of Feather: save it as Arrow IPC or Parquet");
    }
    let is_file = beginning.starts_with(FILE_MARK);
    if is_file {
        let length = beginning.chunks_exact(8).take(8).skip(1).take_while(|eight| eight.iter().all(|&byte| byte == 0)).count();
        reader.consume(8 * (1 + length));
    }
    Ok(is_file)
}

/// The head and the body of the next message; `None` at the end, which a file marks and a stream need not. Nothing is allocated that does
/// not come.
fn next_message(reader: &mut impl BufRead, is_file: bool, options: &ReadOptions) -> Result<Option<(Vec<u8>, Buffer)>, Stop> {
    let limit = options.limits.batch_bytes;
    if reader.fill_buf()?.is_empty() {
        return if is_file { output::refused("unreadable_file", "the file ends before its end mark") } else { Ok(None) };
    }
    let mut length = bytes_of(reader, 4, limit)?;
    if length == CONTINUATION {
        length = bytes_of(reader, 4, limit)?;
    }
    let length = length.try_into().map_or(0, u32::from_le_bytes);
    if length == 0 {
        return Ok(None);
    }
    let head = bytes_of(reader, u64::from(length), limit)?;
    let body_length = arrow::ipc::root_as_message(&head).map_err(unreadable)?.bodyLength();
    let Ok(body_length) = u64::try_from(body_length) else {
        return output::refused("unreadable_file", "the length of a message is below zero");
    };
    let body = bytes_of(reader, body_length, limit)?;
    Ok(Some((head, Buffer::from_vec(body))))
}

/// So many of the next bytes.
fn bytes_of(reader: &mut impl BufRead, length: u64, limit: u64) -> Result<Vec<u8>, Stop> {
    if length > limit {
        return output::refused("too_long", format!("a record batch has {length} bytes, more than the {limit} of `batch_bytes`"));
    }
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return output::refused("unreadable_file", "the file ends inside a message");
    }
    Ok(bytes)
}

/// What the messages before a record batch say about it.
struct Tables<'a> {
    schema: SchemaRef,
    wanted: Vec<usize>,
    dictionaries: HashMap<i64, ArrayRef>,
    /// Bytes of each dictionary with what was added to it.
    dictionary_bytes: HashMap<i64, u64>,
    options: &'a ReadOptions,
}

impl<'a> Tables<'a> {
    /// The first message is the schema.
    fn new(message: &Message, options: &'a ReadOptions) -> Result<Tables<'a>, Stop> {
        let Some(schema) = message.header_as_schema() else {
            return output::refused("unreadable_file", "it does not begin with a schema");
        };
        if !schema.endianness().equals_to_target_endianness() {
            return output::refused("unreadable_file", "its bytes are in the other order");
        }
        let schema: Schema = shielded(|| try_fb_to_schema(schema))?.map_err(unreadable)?;
        let wanted = wanted_columns(&schema, options)?;
        Ok(Tables { schema: Arc::new(schema), wanted, dictionaries: HashMap::new(), dictionary_bytes: HashMap::new(), options })
    }

    /// The record batch that a message is; `None` for a dictionary, which is kept.
    fn read(&mut self, message: &Message, body: &Buffer) -> Result<Option<RecordBatch>, Stop> {
        match message.header_type() {
            MessageHeader::RecordBatch => self.batch(message, body).map(Some),
            MessageHeader::DictionaryBatch => self.keep_dictionary(message, body).map(|()| None),
            _ => Ok(None),
        }
    }

    fn batch(&self, message: &Message, body: &Buffer) -> Result<RecordBatch, Stop> {
        let Some(batch) = message.header_as_record_batch() else {
            return output::refused("unreadable_file", "a record batch has no head");
        };
        self.check_unpacked(batch, body)?;
        let version = message.version();
        let read = || {
            RecordBatchDecoder::try_new(body, batch, self.schema.clone(), &self.dictionaries, &version)?
                .with_projection(Some(&self.wanted))
                .read_record_batch()
        };
        shielded(read)?.map_err(unreadable)
    }

    fn keep_dictionary(&mut self, message: &Message, body: &Buffer) -> Reading {
        let Some((dictionary, data)) = message.header_as_dictionary_batch().and_then(|head| Some((head, head.data()?))) else {
            return output::refused("unreadable_file", "a dictionary has no head");
        };
        let mut bytes = self.check_unpacked(data, body)?;
        if dictionary.isDelta() {
            bytes += self.dictionary_bytes.get(&dictionary.id()).copied().unwrap_or_default();
        }
        self.dictionary_bytes.insert(dictionary.id(), bytes);
        check_length("all dictionaries have", self.dictionary_bytes.values().sum(), self.options)?;
        let (schema, dictionaries) = (&self.schema, &mut self.dictionaries);
        shielded(|| read_dictionary(body, dictionary, schema, dictionaries, &message.version()))?.map_err(unreadable)
    }

    /// How many bytes a batch has when its buffers are unpacked, each of which says so in its first eight bytes.
    fn check_unpacked(&self, batch: arrow::ipc::RecordBatch, body: &Buffer) -> Result<u64, Stop> {
        let mut sum = body.len() as u64;
        if batch.compression().is_some() {
            for buffer in batch.buffers().into_iter().flatten() {
                let start = usize::try_from(buffer.offset()).unwrap_or(usize::MAX);
                let head = body.get(start..start.saturating_add(8)).and_then(|head| head.try_into().ok());
                // A length of -1 says that the buffer is not packed.
                sum = sum.saturating_add(head.map_or(0, i64::from_le_bytes).max(0) as u64);
            }
        }
        check_length("a record batch unpacks to", sum, self.options)?;
        Ok(sum)
    }
}

fn check_length(what: &str, length: u64, options: &ReadOptions) -> Reading {
    let limit = options.limits.batch_bytes;
    if length > limit {
        return output::refused("too_long", format!("{what} {length} bytes, more than the {limit} of `batch_bytes`"));
    }
    Ok(())
}
