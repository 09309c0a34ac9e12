//! Words of an article as places in its text, and back.

use memchr::memmem;

use crate::text::CodePointIndex;

/// Stands before words that the text does not hold: they are kept as they are.
const KEPT: char = '=';
/// Stands for words that the record tells beside its text.
pub(super) const OF_RECORD: &str = "@record";

/// An article's text, in which words are found and which is cut into words.
pub(super) struct Text<'a> {
    text: &'a str,
    code_points: CodePointIndex,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        Text { text, code_points: CodePointIndex::new(text) }
    }

    /// The words at a span of code points.
    pub(super) fn slice(&self, start: u32, end: u32) -> Option<&'a str> {
        self.text.get(self.code_points.byte_of(start)? as usize..self.code_points.byte_of(end)? as usize)
    }

    /// Where the text holds `words`, from byte `near` on if it can be: `12:19`; several spans where the words are joined by a blank that
    /// the text does not have (a line end, two blanks); `None` where it does not hold them.
    pub(super) fn place_of(&self, words: &str, near: usize) -> Option<String> {
        if let Some(at) = self.find(words, near) {
            return Some(self.span(at, words.len()));
        }
        let mut places = Vec::new();
        let mut from = near;
        for word in words.split_whitespace() {
            let at = self.find(word, from)?;
            places.push(self.span(at, word.len()));
            from = at + word.len();
        }
        let place = places.join(" ");
        (self.words_at(&place).as_deref() == Some(words)).then_some(place)
    }

    /// What a place stands for.
    pub(super) fn words_at(&self, place: &str) -> Option<String> {
        if let Some(kept) = place.strip_prefix(KEPT) {
            return Some(kept.to_string());
        }
        let slice = |span: &str| {
            let (start, end) = span.split_once(':')?;
            self.slice(start.parse().ok()?, end.parse().ok()?)
        };
        place.split(' ').map(slice).collect::<Option<Vec<_>>>().map(|slices| slices.join(" "))
    }

    fn find(&self, words: &str, near: usize) -> Option<usize> {
        let find_from = |from: usize| memmem::find(self.text.as_bytes().get(from..)?, words.as_bytes()).map(|at| from + at);
        find_from(near).or_else(|| find_from(0)).filter(|at| self.text.is_char_boundary(*at) && !words.is_empty())
    }

    fn span(&self, at: usize, length: usize) -> String {
        let offset = |byte: usize| self.code_points.code_points_before(byte as u32);
        format!("{}:{}", offset(at), offset(at + length))
    }
}

/// Words that no article holds, as a place that holds them itself.
pub(super) fn kept(words: &str) -> String {
    format!("{KEPT}{words}")
}

/// Hash by which a text is known.
pub(super) fn hash_of(text: &str) -> String {
    format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_their_place() {
        let text = Text::new("“Ja – naïve” said\n  Amina  Kossi of Łódź, Amina Kossi.");
        for words in ["naïve", "Amina Kossi", "said Amina", "Łódź", "“Ja – naïve” said"] {
            let place = text.place_of(words, 0).expect("the text holds them");
            assert_eq!(text.words_at(&place).as_deref(), Some(words), "{place}");
        }
        assert_eq!(text.place_of("Tom", 0), None);
        assert_eq!(text.place_of("said  Amina", 0), None, "two blanks are no blank");
        assert_eq!(text.words_at(&kept("Tom")).as_deref(), Some("Tom"));
        for broken in ["", "9", "3:1", "0:999", "a:b", "1:2:3"] {
            assert_eq!(text.words_at(broken), None, "{broken}");
        }
    }
}
