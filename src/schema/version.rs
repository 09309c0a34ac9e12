//! Versions of schemas: `major.minor`, and names of both together as `claims@1.0`.

use std::fmt::{Display, Formatter};

/// The version of a table's schema. A minor version only adds; a major one may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    /// The version of a table that is new.
    pub const FIRST: Version = Version { major: 1, minor: 0 };

    /// Reads `1.0`. Signs, blanks and leading zeros are refused: a version is written in one way.
    pub fn parse(text: &str) -> Option<Version> {
        let (major, minor) = text.split_once('.')?;
        Some(Version { major: number(major)?, minor: number(minor)? })
    }

    /// Whether this version may come right behind `before`.
    pub fn follows(self, before: Version) -> bool {
        let next_minor = (before.major, before.minor + 1);
        let next_major = (before.major + 1, 0);
        [next_minor, next_major].contains(&(self.major, self.minor))
    }
}

fn number(digits: &str) -> Option<u32> {
    let value: u32 = digits.parse().ok()?;
    (value.to_string() == digits).then_some(value)
}

impl Display for Version {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_written_in_one_way() {
        assert_eq!(Version::parse("1.10"), Some(Version { major: 1, minor: 10 }));
        for text in ["1", "01.0", "1.0.0", "1. 0", "+1.0", "a.b", ""] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn versions_follow_each_other_without_gaps() {
        let follows = |a: &str, b: &str| Version::parse(b).unwrap().follows(Version::parse(a).unwrap());
        assert!(follows("1.0", "1.1") && follows("1.4", "2.0"));
        assert!(!follows("1.0", "1.2") && !follows("1.0", "2.1") && !follows("1.1", "1.0") && !follows("1.0", "1.0"));
    }
}
