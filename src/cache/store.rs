//! The folder of the cache: entries by key, each with the hash of its bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::Buffers;

/// What an entry begins with; another form of entries has another number.
const HEAD: &[u8] = b"columnist cache 1\n";
/// An entry that is used is marked as young again after this time at the soonest.
const FRESH: Duration = Duration::from_secs(3600);

/// The name of an entry: the hash of all that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

/// Makes keys: every part is hashed with its length, so that no two lists of parts are alike.
#[derive(Clone)]
pub struct KeyBuilder {
    hasher: blake3::Hasher,
}

impl KeyBuilder {
    /// Begins the key of a kind of thing: keys of two kinds are never alike.
    pub fn new(what: &str) -> KeyBuilder {
        let mut builder = KeyBuilder { hasher: blake3::Hasher::new() };
        builder.part(what.as_bytes());
        builder
    }

    /// Adds bytes.
    pub fn part(&mut self, bytes: &[u8]) -> &mut KeyBuilder {
        self.hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut KeyBuilder {
        self.hasher.update(&number.to_le_bytes());
        self
    }

    /// Adds the key of a part that has one of its own.
    pub fn key(&mut self, key: Key) -> &mut KeyBuilder {
        self.part(&key.0)
    }

    /// The hash of all that was added.
    pub fn finish(&self) -> Key {
        Key(*self.hasher.finalize().as_bytes())
    }
}

impl Key {
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }
}

/// What an entry holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub bytes: Bytes,
    /// Of the bytes.
    pub hash: blake3::Hash,
}

/// A cache on disk. Whatever goes wrong with it costs time and nothing else.
pub struct Cache {
    folder: PathBuf,
    buffers: Buffers,
    /// Whether it was said that nothing can be written.
    has_complained: AtomicBool,
    has_written: AtomicBool,
}

impl Cache {
    /// The cache of the pipelines in a folder. It need not be there yet.
    pub fn beside_pipelines(folder: &Path) -> Cache {
        let folder = folder.join(".columnist").join("cache");
        let (has_complained, has_written) = (AtomicBool::new(false), AtomicBool::new(false));
        Cache { folder, buffers: Buffers::default(), has_complained, has_written }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The buffers that entries are read into.
    pub fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    /// Whether an entry was written since it was opened.
    pub fn has_written(&self) -> bool {
        self.has_written.load(Ordering::Relaxed)
    }

    /// Whether there is an entry of this name; it may still be damaged.
    pub fn has(&self, key: Key) -> bool {
        self.path_of(key).exists()
    }

    /// An entry. One that is damaged is told of, removed, and as good as none.
    pub fn get(&self, key: Key) -> Option<Entry> {
        let path = self.path_of(key);
        let file = File::open(&path).ok()?;
        let metadata = file.metadata().ok();
        let entry = self.buffers.read(&file, metadata.as_ref().map_or(0, |metadata| metadata.len() as usize));
        let Some(entry) = entry.ok().and_then(|bytes| entry_of(&bytes)) else {
            note(format_args!("{} is damaged: it is made anew", path.display()));
            let _ = fs::remove_file(&path);
            return None;
        };
        metadata.iter().for_each(|metadata| keep_young(&path, metadata));
        Some(entry)
    }

    /// Writes an entry, under another name first: whoever looks for it finds all of it or nothing. Gives the hash of its bytes.
    pub fn put(&self, key: Key, payload: &[u8]) -> blake3::Hash {
        let hash = blake3::hash(payload);
        match self.try_put(key, &hash, payload) {
            Ok(()) => self.has_written.store(true, Ordering::Relaxed),
            Err(cause) if !self.has_complained.swap(true, Ordering::Relaxed) => {
                note(format_args!("{} cannot be written: {cause}", self.folder.display()));
            }
            Err(_) => {}
        }
        hash
    }

    fn try_put(&self, key: Key, hash: &blake3::Hash, payload: &[u8]) -> std::io::Result<()> {
        let path = self.path_of(key);
        let folder = path.parent().unwrap_or(&self.folder);
        if !folder.exists() {
            fs::create_dir_all(folder)?;
            self.hide_from_git();
        }
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        file.write_all(HEAD)?;
        file.write_all(hash.as_bytes())?;
        file.write_all(payload)?;
        file.persist(&path)?;
        Ok(())
    }

    /// No repository should take the cache in.
    fn hide_from_git(&self) {
        if let Some(folder) = self.folder.parent() {
            let path = folder.join(".gitignore");
            if !path.exists() {
                let _ = fs::write(path, "*\n");
            }
        }
    }

    fn path_of(&self, key: Key) -> PathBuf {
        let name = crate::hash::hex(key.0);
        self.folder.join(&name[..2]).join(&name[2..])
    }
}

/// What names of files begin with that are being written.
pub(super) const TEMPORARY: &str = "new-";

fn entry_of(bytes: &Bytes) -> Option<Entry> {
    let (told, payload) = bytes.strip_prefix(HEAD)?.split_first_chunk::<32>()?;
    let hash = blake3::hash(payload);
    (hash.as_bytes() == told).then(|| Entry { bytes: bytes.slice_ref(payload), hash })
}

/// Entries that were not used for longest go first; when exactly one was used does not matter.
fn keep_young(path: &Path, metadata: &fs::Metadata) {
    let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
    if age.is_some_and(|age| age > FRESH) {
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// Says on stderr what a user may want to know and need not act on. A stderr that is closed has nobody to tell.
fn note(what: std::fmt::Arguments) {
    let _ = writeln!(std::io::stderr(), "note: cache: {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        KeyBuilder::new(name).finish()
    }

    #[test]
    fn entries_come_back_and_damaged_ones_do_not() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let cache = Cache::beside_pipelines(folder.path());
        assert_eq!(cache.get(key("a")), None);
        for payload in [&b"rows"[..], &b""[..]] {
            cache.put(key("a"), payload);
            assert_eq!(cache.get(key("a")), Some(Entry { bytes: Bytes::from(payload), hash: blake3::hash(payload) }));
        }
        cache.put(key("a"), b"rows");
        let path = cache.path_of(key("a"));
        let whole = fs::read(&path).expect("it is there");
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("it is cut off");
            assert_eq!(cache.get(key("a")), None, "{length} bytes");
            assert!(!path.exists(), "it is removed");
        }
        for at in 0..whole.len() {
            let mut wrong = whole.clone();
            wrong[at] ^= 1;
            fs::write(&path, &wrong).expect("it is written");
            assert_eq!(cache.get(key("a")), None, "byte {at}");
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let of = |parts: &[&str]| parts.iter().fold(&mut KeyBuilder::new("x"), |key, part| key.part(part.as_bytes())).finish();
        assert!(of(&["ab", "c"]) != of(&["a", "bc"]) && of(&["a"]) != of(&["a", ""]));
    }
}
