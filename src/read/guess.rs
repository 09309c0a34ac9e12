//! Which encoding bytes are in that have no byte-order mark and are no UTF-8.

use std::cell::Cell;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes from which an encoding is guessed; more of them tell no more.
const LOOK: usize = 1 << 16;
/// ASCII before the first other byte that is looked at.
const LOOK_BACK: usize = 64;

/// UTF-16, told by zeros in every other byte: spaces, line ends and Latin letters have one, on the side of the high byte alone.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = &bytes[..bytes.len().min(LOOK) & !1];
    memchr::memchr(0, look)?;
    let (pairs, _) = look.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Ideographs in UTF-16 are no UTF-8, and the other alphabets have control characters. A text without either has Latin letters with a zero
    // each, or is one of single bytes with some zeros in it.
    let is_control = |&byte: &u8| byte != 0 && byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let one_in = if is_foreign(look) || look.iter().any(is_control) { 10 } else { 2 };
    let is_most = |zeros: usize, others: usize| zeros > 1 && zeros * one_in >= pairs.len() && others * 20 <= zeros;
    match () {
        () if is_most(second, first) => Some(UTF_16LE),
        () if is_most(first, second) => Some(UTF_16BE),
        () => None,
    }
}

/// UTF-8 with some bytes lost or foreign: it has more whole characters of several bytes than places that are none.
pub(super) fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// The encoding of all records of a stream that are no UTF-8 and of which nothing else tells it. A record has a few letters beyond ASCII, a
/// file has many; and no two of its records are read in different encodings by chance.
#[derive(Debug, Default)]
pub struct LegacyGuess(Cell<Option<&'static Encoding>>);

impl LegacyGuess {
    /// Guesses by the lines at the beginning of a stream that are no UTF-8; where there are none, the first such record will decide.
    pub(super) fn of_beginning(head: &[u8]) -> LegacyGuess {
        let mut foreign = Vec::new();
        for line in head.split_inclusive(|&byte| byte == b'\n').filter(|line| is_foreign(line) && !is_damaged_utf_8(line)) {
            let line = from_first_foreign(line);
            foreign.extend_from_slice(&line[..line.len().min(LOOK - foreign.len())]);
        }
        LegacyGuess(Cell::new((!foreign.is_empty()).then(|| legacy(&foreign))))
    }

    /// The encoding of the stream that this record is of.
    pub(super) fn for_record(&self, bytes: &[u8]) -> &'static Encoding {
        let encoding = self.0.get().unwrap_or_else(|| legacy(bytes));
        self.0.set(Some(encoding));
        encoding
    }
}

/// What begins a little before the first byte beyond ASCII: a long text may have none for a while.
fn from_first_foreign(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    &bytes[first.saturating_sub(LOOK_BACK)..]
}

/// Whether bytes are neither UTF-8, be it cut off at the end of what was looked at, nor ASCII.
fn is_foreign(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

/// An encoding of one or two bytes a character. Every byte means something in the most likely one, Windows-1252.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let look = from_first_foreign(bytes);
    let look = &look[..look.len().min(LOOK)];
    if is_macintosh(look) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(look, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // English has no letters beyond ASCII but in a few words: where there are only marks, no letter can tell the alphabet.
    if guess.is_single_byte() && has_marks_alone(look) { WINDOWS_1252 } else { guess }
}

/// Whether all bytes beyond ASCII are punctuation and signs in Windows-1252.
fn has_marks_alone(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    text.chars().all(|character| character.is_ascii() || !character.is_alphabetic())
}

/// Mac OS Roman, which the detector does not know: its curly quotation marks are the capitals Ò Ó Õ of Windows-1252, and those do not
/// stand behind small letters.
fn is_macintosh(bytes: &[u8]) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).copied().unwrap_or(b'\n');
    let (mut high, mut opening, mut closing) = (0_usize, 0_usize, 0_usize);
    for (index, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let (before, next) = (at(index.checked_sub(1)), at(index.checked_add(1)));
        // From 0x80 to 0x9F the letters of Mac OS Roman are accented.
        let follows_letter = before.is_ascii_lowercase() || (0x80..0xA0).contains(&before);
        let ends_word = follows_letter || matches!(before, b'.' | b',' | b'?' | b'!');
        high += 1;
        match byte {
            b'\xD5' if follows_letter && (next.is_ascii_lowercase() || next.is_ascii_whitespace()) => closing += 1,
            b'\xD3' if ends_word && !next.is_ascii_alphanumeric() => closing += 1,
            b'\xD2' if before.is_ascii_whitespace() && next.is_ascii_alphabetic() => opening += 1,
            _ => {}
        }
    }
    closing > 0 && closing + opening >= 2 && (closing + opening) * 3 >= high
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{KOI8_R, SHIFT_JIS, WINDOWS_1251};

    #[test]
    fn english_with_a_few_marks_is_windows_1252() {
        for text in [
            "She said “no”.",
            "It’s the council’s money.",
            "They paid £30,000 – or €35,000 – for it.",
            "Zoë met Renée at the café.",
            "It was 21°C… and rising",
            "The mayor said: “The café won’t reopen”",
        ] {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert_eq!(legacy(&bytes), WINDOWS_1252, "{text}");
        }
    }

    #[test]
    fn other_languages_are_told() {
        let russian = "Министры встретились в понедельник в Осло и говорили о гавани, которую никто не хочет строить.";
        let japanese = "市長は月曜日に記者団に対し、新しい港の建設を来年まで延期すると述べた。";
        for (encoding, text) in [(WINDOWS_1251, russian), (KOI8_R, russian), (SHIFT_JIS, japanese)] {
            let (bytes, ..) = encoding.encode(text);
            assert!(legacy(&bytes).decode(&bytes).0 == text, "{}", encoding.name());
            assert_eq!(legacy(&[b"Noon. ".repeat(LOOK).as_slice(), &bytes].concat()), legacy(&bytes));
        }
    }

    #[test]
    fn a_zero_in_a_short_text_is_no_utf_16() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for text in ["1,One\0two.", "a\0b", "Zoë\0left", "\0\0"] {
            assert_eq!(utf_16(text.as_bytes()), None, "{text:?}");
        }
        for text in ["No.", "Привет, мир!", "市長は月曜日 に述べた。\n"] {
            assert_eq!(utf_16(&wide(text)), Some(UTF_16LE), "{text}");
        }
    }

    #[test]
    fn a_stream_is_guessed_once() {
        let (polish, ..) = encoding_rs::WINDOWS_1250.encode("Łódź, Kraków, Gdańsk i Wrocław leżą w Polsce, a Żywiec też.\n");
        let head = [b"Noon\n".as_slice(), &polish, "Zoë\n".as_bytes(), b"\xE9\n"].concat();
        let guess = LegacyGuess::of_beginning(&head);
        assert_eq!(guess.for_record(b"caf\xE9"), legacy(&polish));
        let guess = LegacyGuess::of_beginning("Zoë met Renée, and w\u{e9}".as_bytes().split_last().unwrap().1);
        assert_eq!((guess.for_record(b"\x93no\x94"), guess.for_record(&polish)), (WINDOWS_1252, WINDOWS_1252));
    }

    #[test]
    fn capitals_of_windows_1252_are_no_macintosh_marks() {
        let (bytes, ..) = WINDOWS_1252.encode("Òscar Ó Briain met ÕISMAA and Òscar Õunapuu in Tallinn.");
        assert!(!is_macintosh(&bytes));
    }
}
