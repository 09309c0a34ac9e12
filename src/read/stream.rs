//! A stream of bytes with a name: a file, what was unpacked from it, or a member of an archive.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use super::ReadOptions;
use super::limits::Limits;
use super::output::{Refusal, Stop};

/// Bytes that are read once, forwards.
pub(super) struct Stream<'a> {
    /// What `articles.source` calls it: the file's path, and behind `!/` the member's.
    pub(super) source: String,
    /// Its last name, without the endings that are taken off already.
    pub(super) name: String,
    pub(super) bytes: Bytes<'a>,
    /// Whether it comes out of an archive.
    pub(super) is_member: bool,
}

/// A file can be read from any place, other bytes in order only.
pub(super) enum Bytes<'a> {
    File(File),
    Reader(Box<dyn Read + 'a>),
}

impl<'a> Stream<'a> {
    pub(super) fn of_file(file: File, source: &str) -> Stream<'a> {
        Stream { source: source.to_string(), name: last_name(source), bytes: Bytes::File(file), is_member: false }
    }

    /// A member of the archive that is called `archive`.
    pub(super) fn of_member(archive: &str, path: &str, bytes: impl Read + 'a) -> Stream<'a> {
        let source = format!("{archive}!/{path}");
        Stream { source, name: last_name(path), bytes: Bytes::Reader(Box::new(bytes)), is_member: true }
    }

    /// What follows the last dot of the name, in lower case; empty without one.
    pub(super) fn ending(&self) -> String {
        self.name
            .rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
    }

    /// The name without its ending: the id of an article that fills the stream.
    pub(super) fn stem(&self) -> String {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem).to_string()
    }

    /// Whether it ends before its first byte.
    pub(super) fn is_empty(&mut self) -> std::io::Result<bool> {
        match &mut self.bytes {
            Bytes::File(file) => Ok(file.metadata()?.len() == 0),
            Bytes::Reader(reader) => {
                let mut buffered = BufReader::new(std::mem::replace(reader, Box::new(std::io::empty())));
                let is_empty = buffered.fill_buf()?.is_empty();
                *reader = Box::new(buffered);
                Ok(is_empty)
            }
        }
    }

    /// The bytes in order.
    pub(super) fn reader(self) -> BufReader<Box<dyn Read + 'a>> {
        let reader: Box<dyn Read + 'a> = match self.bytes {
            Bytes::File(file) => Box::new(file),
            Bytes::Reader(reader) => reader,
        };
        BufReader::with_capacity(1 << 16, reader)
    }

    /// The bytes from any place: those that come in order only are put into a temporary file, which goes when it is closed.
    pub(super) fn into_file(self) -> std::io::Result<File> {
        match self.bytes {
            Bytes::File(file) => Ok(file),
            Bytes::Reader(mut reader) => {
                let mut file = tempfile::tempfile()?;
                std::io::copy(&mut reader, &mut file)?;
                file.seek(SeekFrom::Start(0))?;
                Ok(file)
            }
        }
    }

    /// All bytes, where they are no more than a record may have.
    pub(super) fn whole(self, limits: &Limits) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::new();
        // One byte more than is allowed tells a stream that is too long, however long it is.
        self.reader().take(limits.record_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limits.record_bytes {
            return Err(Refusal::error("too_long", format!("the file is longer than {} bytes", limits.record_bytes)).into());
        }
        Ok(bytes)
    }
}

/// What the records of a stream are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) file: String,
    /// Where the pipeline file says that articles are called after their files.
    pub(super) stem: Option<String>,
}

impl Names {
    pub(super) fn of(stream: &Stream, options: &ReadOptions) -> Names {
        Names { file: stream.source.clone(), stem: options.is_called_by_stem().then(|| stream.stem()) }
    }

    /// Those of a stream that is no file.
    pub(super) fn of_source(source: &str) -> Names {
        Names { file: source.to_string(), stem: None }
    }

    /// Where a record stands.
    pub(super) fn source(&self, number: u64) -> String {
        format!("{}#{number}", self.file)
    }

    /// What a record is called where none of its fields says so.
    pub(super) fn id(&self, number: u64) -> String {
        self.stem.as_ref().map_or_else(|| self.source(number), |stem| format!("{stem}#{number}"))
    }
}

fn last_name(path: &str) -> String {
    path.rsplit_once('/').map_or(path, |(_, name)| name).to_string()
}
