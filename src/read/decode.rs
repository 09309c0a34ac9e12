//! Bytes into text: encodings and line ends.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of a record and what was found on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    pub text: String,
    /// WHATWG name in lower case.
    pub encoding: String,
    /// First byte that is no UTF-8, where the record had no byte-order mark and had to be read as Windows-1252.
    pub invalid_at: Option<usize>,
}

/// Decodes a record. A byte-order mark decides; without one UTF-8 is tried, and what is none is read as Windows-1252, in which every
/// byte means something. The mark is dropped and line ends become LF.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark_length..]);
        return Decoded { text: with_line_feeds(&text), encoding: name_of(encoding), invalid_at: None };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: with_line_feeds(text), encoding: name_of(UTF_8), invalid_at: None },
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Decoded { text: with_line_feeds(&text), encoding: name_of(WINDOWS_1252), invalid_at: Some(error.valid_up_to()) }
        }
    }
}

fn name_of(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn with_line_feeds(text: &str) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.to_string();
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_dropped_and_decide() {
        assert_eq!(decode(b"\xEF\xBB\xBFcaf\xC3\xA9").text, "café");
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("café".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf16), Decoded { text: "café".into(), encoding: "utf-16le".into(), invalid_at: None });
    }

    #[test]
    fn what_is_no_utf8_is_windows_1252() {
        let decoded = decode(b"She said \x93no\x94\r\nand left\r.");
        assert_eq!(decoded.text, "She said “no”\nand left\n.");
        assert_eq!((decoded.encoding.as_str(), decoded.invalid_at), ("windows-1252", Some(9)));
    }
}
