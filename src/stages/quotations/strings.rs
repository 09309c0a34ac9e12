//! What quoted strings look like.

use super::frame::{Frame, Tag};
use crate::text::TokenRange;

/// Whether the quoted string at `at` is the whole content: what follows does not go on with its clause.
pub fn ends_direct(frame: &Frame, at: usize) -> bool {
    let ends_sentence = string_ends_with(frame, at, &['.', '?', '!', ',', '…', '—', '–', '-']);
    ends_sentence || matches!(frame.tag(at + 1), Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Aside)
}

/// The end of a run of quoted strings with nothing between them.
pub fn quoted_run_end(frame: &Frame, at: usize) -> usize {
    let mut end = at + 1;
    while frame.tag(end) == Tag::Quoted {
        end += 1;
    }
    end
}

/// Whether most of a string's longer words have a capital letter, as in the title of a book or a broadcast.
pub fn is_title_string(frame: &Frame, at: usize) -> bool {
    let tokens = frame.items.get(at).map_or(TokenRange::default(), |item| item.tokens);
    let (mut capitalised, mut all) = (0, 0);
    for token in frame.document.tokens[tokens.range()].iter().filter(|token| token.is_word() && token.span.len() > 3) {
        capitalised += usize::from(token.is_capitalised());
        all += 1;
    }
    all > 1 && capitalised * 4 >= all * 3
}

/// Whether the last character inside a quoted string is one of `marks`.
pub fn string_ends_with(frame: &Frame, at: usize, marks: &[char]) -> bool {
    let quoted = frame.items.get(at).filter(|item| item.tag == Tag::Quoted);
    let Some(string) = quoted.and_then(|item| frame.strings.get(item.string as usize)) else { return false };
    let words = frame.document.slice(frame.document.span_of(string.inner));
    words.trim_end_matches([' ', '\'', '’', '\u{a0}']).ends_with(marks)
}
