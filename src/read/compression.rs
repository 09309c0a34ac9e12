//! Compressed streams: gzip, Zstandard, bzip2, with all their members and frames.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::rc::Rc;

use super::limits::{FREE_BYTES, Limits};
use super::output::{Refusal, Stop};
use super::stream::{Bytes, Stream};

/// Endings of file names, in lower case. `tgz` and its like are an archive's and are known here as `tar` in two letters.
pub(super) const ENDINGS: &[&str] = &["gz", "zst", "bz2"];

/// The stream unpacked, where its name says that it is compressed. One compression is taken off: what is packed twice is no format.
pub(super) fn unpacked<'a>(stream: Stream<'a>, limits: &Limits) -> Result<Stream<'a>, Stop> {
    let (packing, rest) = match stream.ending().as_str() {
        packing @ ("gz" | "zst" | "bz2") => (packing.to_string(), stream.stem()),
        "tgz" => ("gz".to_string(), format!("{}.tar", stream.stem())),
        "tbz2" => ("bz2".to_string(), format!("{}.tar", stream.stem())),
        "tzst" => ("zst".to_string(), format!("{}.tar", stream.stem())),
        _ => return Ok(stream),
    };
    let (source, is_member) = (stream.source.clone(), stream.is_member);
    let packed = Counted { inner: stream.reader(), count: Rc::default() };
    let guard = Guard { packed: Packed::Counted(packed.count.clone()), unpacked: 0, expansion: limits.expansion };
    let packed = BufReader::with_capacity(1 << 16, packed);
    let reader: Box<dyn Read + 'a> = match packing.as_str() {
        "gz" => Box::new(guard.around(flate2::bufread::MultiGzDecoder::new(packed))),
        "bz2" => Box::new(guard.around(bzip2::bufread::MultiBzDecoder::new(packed))),
        _ => Box::new(guard.around(zstd::Decoder::with_buffer(packed)?)),
    };
    Ok(Stream { source, name: rest, bytes: Bytes::Reader(reader), is_member })
}

/// Counts the bytes that are taken from a reader.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// Ends a reader that unpacks more than a text can be packed.
pub(super) struct Guard {
    pub(super) packed: Packed,
    pub(super) unpacked: u64,
    pub(super) expansion: u64,
}

/// How many packed bytes there were.
pub(super) enum Packed {
    Counted(Rc<Cell<u64>>),
    Known(u64),
}

/// A reader under guard.
pub(super) struct Guarded<R> {
    inner: R,
    guard: Guard,
}

impl Guard {
    pub(super) fn around<R: Read>(self, inner: R) -> Guarded<R> {
        Guarded { inner, guard: self }
    }

    /// Says behind how many bytes unpacking failed: what stands before is read.
    fn placed(&self, cause: std::io::Error) -> std::io::Error {
        let is_told = cause.kind() == std::io::ErrorKind::Interrupted || cause.get_ref().is_some_and(|inner| inner.is::<Refusal>());
        if is_told || self.unpacked == 0 {
            return cause;
        }
        Refusal::error("unreadable_file", format!("it cannot be unpacked behind {} bytes: {cause}", self.unpacked))
    }

    fn check(&self) -> std::io::Result<()> {
        let packed = match &self.packed {
            Packed::Counted(count) => count.get(),
            Packed::Known(bytes) => *bytes,
        };
        if self.unpacked <= FREE_BYTES || self.unpacked / self.expansion.max(1) <= packed {
            return Ok(());
        }
        let message = format!("{packed} packed bytes unpack to more than {} times as many", self.expansion);
        Err(Refusal::error("expands_too_far", message))
    }
}

impl<R: Read> Guarded<R> {
    /// How many bytes were unpacked.
    pub(super) fn unpacked(&self) -> u64 {
        self.guard.unpacked
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|cause| self.guard.placed(cause))?;
        self.guard.unpacked += read as u64;
        self.guard.check()?;
        Ok(read)
    }
}
