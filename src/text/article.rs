//! One input record: the text of an article and what its source said about it.

use jiff::civil::Date;

/// An article as it was read. Fields that the record did not have are `None`; the `metadata` stage looks for them in the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Unique in a dataset: the file's stem or the record's id field.
    pub id: String,
    /// Path relative to the input root, with `#N` for record `N` (from 1) inside a file.
    pub source: String,
    /// SHA-256 of the record's raw bytes, in hexadecimal digits.
    pub source_sha256: String,
    /// WHATWG name of the encoding that the bytes were in, in lower case: `utf-8`, `windows-1252`.
    pub encoding: String,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub published_on: Option<Date>,
    pub updated_on: Option<Date>,
    /// BCP 47 tag that the record gave.
    pub language: Option<String>,
    /// The decoded text: no byte-order mark, line ends are LF, nothing else changed.
    pub text: String,
}
