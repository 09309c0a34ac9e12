//! How large the cache may be, and what goes when it is larger.

use std::fs;
use std::io::Result;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::store::{Cache, TEMPORARY};

/// A run that ends leaves no larger cache than this.
pub const DEFAULT_LIMIT: u64 = 4_000_000_000;
/// A file that is being written is written within this time; one that is older was left by a run that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What a cache holds after it was swept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub entries: u64,
    pub bytes: u64,
    pub removed_entries: u64,
    pub removed_bytes: u64,
}

struct Entry {
    used: SystemTime,
    path: PathBuf,
    bytes: u64,
}

impl Cache {
    /// How much it holds.
    pub fn size(&self) -> Swept {
        let entries = self.entries().unwrap_or_default();
        Swept { entries: entries.len() as u64, bytes: entries.iter().map(|entry| entry.bytes).sum(), ..Swept::default() }
    }

    /// Removes what was not used for longest until at most `limit` bytes are left, and what killed runs left half written.
    ///
    /// # Errors
    /// Where a folder cannot be read or a file not be removed.
    pub fn sweep(&self, limit: u64) -> Result<Swept> {
        let mut entries = self.entries()?;
        entries.sort_by(|one, other| (one.used, &one.path).cmp(&(other.used, &other.path)));
        let mut swept = Swept::default();
        let mut bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
        for entry in entries {
            let is_temporary = entry.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY));
            let is_abandoned = is_temporary && entry.used.elapsed().is_ok_and(|age| age > ABANDONED);
            if bytes <= limit && !is_abandoned {
                swept.entries += 1;
                swept.bytes += entry.bytes;
                continue;
            }
            match fs::remove_file(&entry.path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(cause),
                _ => {}
            }
            bytes -= entry.bytes;
            swept.removed_entries += 1;
            swept.removed_bytes += entry.bytes;
        }
        Ok(swept)
    }

    /// What another run removes meanwhile is passed over.
    fn entries(&self) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let folders = match fs::read_dir(self.folder()) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(entries),
            folders => folders?,
        };
        for folder in folders {
            let Ok(files) = fs::read_dir(folder?.path()) else { continue };
            for file in files {
                let file = file?;
                let Ok(metadata) = file.metadata() else { continue };
                let used = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                entries.push(Entry { used, path: file.path(), bytes: metadata.len() });
            }
        }
        Ok(entries)
    }
}

/// A size as people write it: `500MB`, `2 GB`, `1.5g`, `0`. Units are powers of ten; those with an `i` (`MiB`), of two.
pub fn parse_size(text: &str) -> std::result::Result<u64, String> {
    let refused = || format!("`{text}` is no size: write `500MB` or `2GB`");
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..digits].parse().map_err(|_| refused())?;
    let unit = text[digits..].trim().to_ascii_lowercase();
    let factor = match unit.trim_end_matches('b') {
        "" => 1.0,
        "k" => 1e3,
        "m" => 1e6,
        "g" => 1e9,
        "t" => 1e12,
        "ki" => 1024.0,
        "mi" => f64::from(1 << 20),
        "gi" => f64::from(1 << 30),
        _ => return Err(refused()),
    };
    Ok((number * factor) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::KeyBuilder;

    #[test]
    fn the_oldest_go_first() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let cache = Cache::beside_pipelines(folder.path());
        let key = |number: u64| KeyBuilder::new("test").number(number).finish();
        (0..10).for_each(|number| _ = cache.put(key(number), &[0; 1000]));
        for (age, entry) in cache.entries().expect("they are listed").iter().enumerate() {
            let file = fs::File::options().append(true).open(&entry.path).expect("it is there");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(age as u64)).expect("its time is set");
        }
        let size = cache.size();
        let swept = cache.sweep(size.bytes / 2).expect("it is swept");
        assert_eq!((swept.entries, swept.removed_entries), (5, 5));
        assert!(
            cache
                .entries()
                .expect("they are listed")
                .iter()
                .all(|entry| entry.used > SystemTime::UNIX_EPOCH + Duration::from_secs(4))
        );
        assert_eq!(cache.sweep(0).expect("it is swept").entries, 0);
        assert_eq!(cache.size(), Swept::default());
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let sizes = [("0", 0), ("500MB", 500_000_000), ("2 GB", 2_000_000_000), ("1.5g", 1_500_000_000), ("1KiB", 1024), ("7", 7)];
        for (text, bytes) in sizes {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        assert!(["", "MB", "2 XB", "-1", "1..2"].iter().all(|text| parse_size(text).is_err()));
    }
}
