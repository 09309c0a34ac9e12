//! The fingerprints of all articles, in a file that goes with the run.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Fingerprint, Signature};
use crate::error::{Error, Result};

/// An article's record: which parts it has, where its id lies and how long it is, the hash of its words, its signature.
const RECORD: usize = 4 + 4 + 8 + 16 + Signature::BYTES;
/// Records of a page, and pages that are held: 38 MB of them.
const PAGE: u32 = 16;
const PAGES: usize = 8192;
const HAS_BODY: u32 = 1;
const HAS_SIGNATURE: u32 = 2;

/// Fingerprints and ids of articles in the order of the input. Two files without a name: nothing is left of them when the program ends, in
/// whatever way it ends.
pub struct Ledger {
    /// Where the files lie, for messages.
    folder: PathBuf,
    records: BufWriter<File>,
    ids: BufWriter<File>,
    ids_length: u64,
    articles: u32,
    pages: Pages,
}

/// Pages of the records that were looked at, each in the slot of its number, so that records beside each other and those that are often looked at are read once.
struct Pages {
    slots: Vec<Option<(u32, Vec<u8>)>>,
}

/// What the ledger has of one article.
pub(super) struct Record {
    pub(super) fingerprint: Fingerprint,
    id_start: u64,
    id_length: u32,
}

impl Ledger {
    /// An empty ledger on the file system of `folder`.
    ///
    /// # Errors
    /// Where no file can be made there.
    pub fn new(folder: &Path) -> Result<Ledger> {
        let (records, ids) = (file_in(folder)?, file_in(folder)?);
        let pages = Pages { slots: (0..PAGES).map(|_| None).collect() };
        Ok(Ledger { folder: folder.to_path_buf(), records, ids, ids_length: 0, articles: 0, pages })
    }

    /// Adds the next article of the input.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, id: &str, fingerprint: &Fingerprint) -> Result<()> {
        let record = Record { fingerprint: fingerprint.clone(), id_start: self.ids_length, id_length: id.len() as u32 };
        self.ids_length += id.len() as u64;
        self.articles += 1;
        let written = self.records.write_all(&record.to_bytes()).and_then(|()| self.ids.write_all(id.as_bytes()));
        written.map_err(|cause| self.lost(cause))
    }

    /// Another file that goes with the run.
    pub(super) fn file_beside(&self) -> Result<BufWriter<File>> {
        file_in(&self.folder)
    }

    /// What could not be written or read back, as an error.
    pub(super) fn lost(&self, cause: std::io::Error) -> Error {
        Error::file("keep what is compared in", &self.folder, cause)
    }

    /// Number of articles.
    pub(super) fn len(&self) -> u32 {
        self.articles
    }

    /// Shows all fingerprints in order.
    pub(super) fn each(&mut self, mut look: impl FnMut(u32, &Fingerprint) -> std::io::Result<()>) -> Result<()> {
        let shown = self.records.seek(SeekFrom::Start(0)).and_then(|_| {
            let mut file = BufReader::with_capacity(256 * RECORD, self.records.get_ref());
            let mut bytes = [0; RECORD];
            for article in 0..self.articles {
                file.read_exact(&mut bytes)?;
                look(article, &Record::from_bytes(&bytes).fingerprint)?;
            }
            Ok(())
        });
        shown.map_err(|cause| self.lost(cause))
    }

    /// The record of one article.
    pub(super) fn record(&mut self, article: u32) -> Result<Record> {
        let (page, place) = (article / PAGE, (article % PAGE) as usize * RECORD);
        let bytes = self.page(page).map(|page| page.get(place..).and_then(<[u8]>::first_chunk).copied());
        let bytes = bytes.map_err(|cause| self.lost(cause))?;
        bytes.map(|bytes| Record::from_bytes(&bytes)).ok_or_else(|| self.lost(std::io::ErrorKind::UnexpectedEof.into()))
    }

    fn page(&mut self, number: u32) -> std::io::Result<&[u8]> {
        let slot = &mut self.pages.slots[number as usize % PAGES];
        let mut page = slot.take().unwrap_or((u32::MAX, Vec::new()));
        if page.0 != number {
            page.1.clear();
            self.records.seek(SeekFrom::Start(u64::from(number) * u64::from(PAGE) * RECORD as u64))?;
            self.records.get_ref().take(u64::from(PAGE) * RECORD as u64).read_to_end(&mut page.1)?;
            page.0 = number;
        }
        Ok(&slot.insert(page).1)
    }

    /// The id of an article by its position in the input.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn id_of(&mut self, article: u32) -> Result<String> {
        let record = self.record(article)?;
        let mut bytes = vec![0; record.id_length as usize];
        let read = self.ids.seek(SeekFrom::Start(record.id_start)).and_then(|_| self.ids.get_ref().read_exact(&mut bytes));
        read.map_err(|cause| self.lost(cause))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn file_in(folder: &Path) -> Result<BufWriter<File>> {
    tempfile::tempfile_in(folder).map(BufWriter::new).map_err(|cause| Error::file("write into", folder, cause))
}

impl Record {
    fn to_bytes(&self) -> [u8; RECORD] {
        let Fingerprint { body, signature } = &self.fingerprint;
        let parts = body.map_or(0, |_| HAS_BODY) | signature.as_ref().map_or(0, |_| HAS_SIGNATURE);
        let mut bytes = [0; RECORD];
        bytes[..4].copy_from_slice(&parts.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.id_length.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.id_start.to_le_bytes());
        bytes[16..32].copy_from_slice(&body.unwrap_or_default().to_le_bytes());
        if let Some(signature) = signature {
            bytes[32..].copy_from_slice(&signature.to_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: &[u8; RECORD]) -> Record {
        let parts = u32::from_le_bytes(bytes_at(bytes, 0));
        let body = (parts & HAS_BODY != 0).then(|| u128::from_le_bytes(bytes_at(bytes, 16)));
        let signature = (parts & HAS_SIGNATURE != 0).then(|| Box::new(Signature::from_bytes(&bytes[32..])));
        let (id_length, id_start) = (u32::from_le_bytes(bytes_at(bytes, 4)), u64::from_le_bytes(bytes_at(bytes, 8)));
        Record { fingerprint: Fingerprint { body, signature }, id_start, id_length }
    }
}

/// So many bytes of a record from a place on, which lie in it.
fn bytes_at<const BYTES: usize>(record: &[u8; RECORD], from: usize) -> [u8; BYTES] {
    record[from..].first_chunk().copied().unwrap_or([0; BYTES])
}
