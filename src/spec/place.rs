//! Where in a pipeline file stands what is refused only when everything is resolved.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};

use crate::error::Error;

/// The same refusal with its place in the pipeline file, where that has what the message quotes first, and once.
pub fn placed_in(path: &Path, refusal: Error) -> Error {
    let Error::Refused { message, mend } = refusal else { return refusal };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    match message.split('`').nth(1).and_then(|quoted| place_of(quoted, &text)) {
        Some(place) => {
            let source_text = Arc::new(NamedSource::new(path.display().to_string(), text));
            Error::Pipeline { message, source_text, place: Some(SourceSpan::from(place)), mend }
        }
        None => Error::Refused { message, mend },
    }
}

/// The only place of these words as a whole assignment, a string or a key.
fn place_of(quoted: &str, text: &str) -> Option<Range<usize>> {
    let only = |wanted: &str| {
        let mut places = text.match_indices(wanted).map(|(at, _)| at).filter(|at| !is_comment(text, *at));
        places.next().filter(|_| places.next().is_none()).map(|at| at..at + wanted.trim_end_matches([' ', '=']).len())
    };
    let assignment = quoted.contains('=').then(|| only(quoted)).flatten();
    assignment
        .or_else(|| only(&format!("\"{quoted}\"")))
        .or_else(|| only(&format!("{quoted} =")))
        .or_else(|| only(&format!("{quoted}=")))
}

fn is_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_once_has_a_place() {
        let text = "# \"gone/*\"\n[input]\npaths = [\"gone/*\", \"north/*\"]\nencoding = \"latin9\"\n[output.tables]\ncliams = \"1\"\nclaims = \"9\"\n";
        let found = |quoted: &str| place_of(quoted, text).map(|place| &text[place]);
        assert_eq!(found("gone/*"), Some("\"gone/*\""));
        assert_eq!(found("encoding = \"latin9\""), Some("encoding = \"latin9\""));
        assert_eq!(found("cliams"), Some("cliams"));
        assert_eq!(found("9"), Some("\"9\""));
        assert_eq!((found("north"), found("claim")), (None, None));
    }
}
