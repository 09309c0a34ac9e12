//! Languages: everything that knows one is in the folder of its code.

pub mod en;

/// Languages whose text the stages understand, as the first part of a BCP 47 tag.
const SUPPORTED: &[&str] = &["en"];

/// Whether the stages understand a language, given by its BCP 47 tag.
pub fn is_supported(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    SUPPORTED.iter().any(|supported| primary.eq_ignore_ascii_case(supported))
}
