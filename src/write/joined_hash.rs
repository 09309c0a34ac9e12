//! The hash of a table by the hashes of its row groups.
//!
//! A row group that is taken from a cache brings its hashes with it, so nothing of it has to be read to know that of the whole.

/// Grows with each row group.
#[derive(Debug, Default)]
pub struct JoinedHash {
    row_groups: u64,
    /// That of the last row group.
    last: Option<blake3::Hash>,
    /// Over those of all.
    joined: blake3::Hasher,
}

impl JoinedHash {
    /// Adds the hash of the next row group.
    pub fn add(&mut self, row_group: blake3::Hash) {
        self.row_groups += 1;
        self.last = Some(row_group);
        self.joined.update(row_group.as_bytes());
    }

    /// That of all: of one row group it is the row group's own.
    pub fn finish(&self) -> blake3::Hash {
        self.last.filter(|_| self.row_groups == 1).unwrap_or_else(|| self.joined.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_group_is_the_whole() {
        let (one, two) = (blake3::hash(b"one"), blake3::hash(b"two"));
        let mut hash = JoinedHash::default();
        assert_eq!(hash.finish(), blake3::hash(b""));
        hash.add(one);
        assert_eq!(hash.finish(), one);
        hash.add(two);
        assert_eq!(hash.finish(), blake3::hash(&[*one.as_bytes(), *two.as_bytes()].concat()));
    }
}
