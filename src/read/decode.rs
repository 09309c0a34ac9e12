//! Bytes into text: which encoding a record is in, and what could not be read in it.
//!
//! A byte-order mark decides. Without one, bytes that are UTF-8 are UTF-8, whatever they were declared to be: text in another encoding is
//! almost never valid UTF-8 by chance. Then comes the declared encoding, and last a guess (`guess.rs`), which is reported.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::guess::{self, LegacyGuess};

/// The text of a record and what was found on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decoded<'a> {
    /// Without byte-order mark; line ends are LF. Bytes that mean nothing in the encoding are U+FFFD.
    pub text: Cow<'a, str>,
    /// WHATWG name in lower case.
    pub encoding: String,
    pub problems: Vec<DecodingProblem>,
}

/// A doubt about the encoding of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct DecodingProblem {
    /// `guessed_encoding`, `contradicted_encoding`, `unknown_encoding`, `invalid_bytes`
    pub code: &'static str,
    /// The first byte of the record that shows it.
    pub at: Option<usize>,
    pub message: String,
}

/// Decodes a record that is no other's neighbour. `declared` is the label that its source gives: an HTTP charset, an HTML `meta`,
/// `[input] encoding`.
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    decode_as(bytes, declared, &LegacyGuess::default())
}

/// Decodes a record of a stream.
pub(super) fn decode_as<'a>(bytes: &'a [u8], declared: Option<&str>, guess: &LegacyGuess) -> Decoded<'a> {
    let mut problems = Vec::new();
    let (encoding, mark_length) = choose(bytes, declared, guess, &mut problems);
    let (text, has_malformed) = encoding.decode_without_bom_handling(&bytes[mark_length..]);
    if has_malformed {
        problems.push(replaced(bytes, mark_length, encoding));
    }
    Decoded { text: with_line_feeds(text), encoding: name_of(encoding), problems }
}

/// The encoding of a record, and the length of its byte-order mark.
fn choose(
    bytes: &[u8],
    declared: Option<&str>,
    guess: &LegacyGuess,
    problems: &mut Vec<DecodingProblem>,
) -> (&'static Encoding, usize) {
    let label = declared.map(str::trim).filter(|label| !label.is_empty());
    let declared = label.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()));
    if let (Some(label), None) = (label, declared) {
        problems.push(problem("unknown_encoding", None, format!("`{label}` is no encoding that is known: it was not heeded")));
    }
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        check_declared(declared, encoding, Some(0), "the byte-order mark says", problems);
        return (encoding, mark_length);
    }
    if let Some(encoding) = guess::utf_16(bytes) {
        check_declared(declared, encoding, Some(0), "the zero bytes say", problems);
        if declared.is_none() {
            problems.push(problem("guessed_encoding", None, format!("no byte-order mark: read as {}", name_of(encoding))));
        }
        return (encoding, 0);
    }
    match std::str::from_utf8(bytes) {
        // Its letters are ASCII behind an escape.
        Ok(text) if declared == Some(ISO_2022_JP) && text.is_ascii() => (ISO_2022_JP, 0),
        Ok(text) => {
            if !text.is_ascii() || declared.is_some_and(is_utf_16) {
                check_declared(declared, UTF_8, bytes.iter().position(|byte| !byte.is_ascii()), "the bytes are", problems);
            }
            (UTF_8, 0)
        }
        Err(error) => (not_utf_8(bytes, error.valid_up_to(), declared, guess, problems), 0),
    }
}

/// The encoding of bytes of which the one at `first` is no UTF-8.
fn not_utf_8(
    bytes: &[u8],
    first: usize,
    declared: Option<&'static Encoding>,
    guess: &LegacyGuess,
    problems: &mut Vec<DecodingProblem>,
) -> &'static Encoding {
    // UTF-16 of any language has a zero at each space or line end.
    let can_be = |encoding: &'static Encoding| !is_utf_16(encoding) || bytes.contains(&0);
    let fits = |encoding: &&'static Encoding| {
        can_be(encoding) && encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    if let Some(encoding) = declared.filter(fits) {
        return encoding;
    }
    if guess::is_damaged_utf_8(bytes) {
        check_declared(declared, UTF_8, Some(first), "most of the bytes are", problems);
        return UTF_8;
    }
    let encoding = guess.for_record(bytes);
    if declared.is_some() {
        check_declared(declared, encoding, Some(first), "the bytes look like", problems);
    } else {
        let message = format!("byte {first} is no UTF-8 and no encoding is declared: read as {}", name_of(encoding));
        problems.push(problem("guessed_encoding", Some(first), message));
    }
    encoding
}

/// Reports a declaration that is wrong. UTF-16 without its byte order is declared rightly by either name.
fn check_declared(
    declared: Option<&'static Encoding>,
    found: &'static Encoding,
    at: Option<usize>,
    evidence: &str,
    problems: &mut Vec<DecodingProblem>,
) {
    let Some(declared) = declared else { return };
    if declared != found && !(is_utf_16(declared) && is_utf_16(found)) {
        let message = format!("declared as {}, but {evidence} {}: read as that", name_of(declared), name_of(found));
        problems.push(problem("contradicted_encoding", at, message));
    }
}

/// The problem that some bytes mean nothing in the encoding, at the first of them.
fn replaced(bytes: &[u8], mark_length: usize, encoding: &'static Encoding) -> DecodingProblem {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 4096];
    let (mut position, mut first, mut count) = (mark_length, None, 0_usize);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[position..], &mut buffer, true);
        position += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                first.get_or_insert(position.saturating_sub(usize::from(length) + usize::from(behind)));
                count += 1;
            }
        }
    }
    let places = if count == 1 { "place" } else { "places" };
    let message = format!("{count} {places} with bytes that mean nothing in {}: each became U+FFFD", name_of(encoding));
    problem("invalid_bytes", first, message)
}

fn problem(code: &'static str, at: Option<usize>, message: String) -> DecodingProblem {
    DecodingProblem { code, at, message }
}

fn is_utf_16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn name_of(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn with_line_feeds(text: Cow<str>) -> Cow<str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Bytes from whose look the encoding of a stream is told.
const LOOK_AHEAD: u64 = 1 << 18;
const BUFFER: usize = 1 << 16;

/// A stream of records made ready to be cut into records at line feeds, commas and quotation marks.
pub struct RecordStream<'a> {
    pub reader: Box<dyn BufRead + 'a>,
    /// For a stream that had to be decoded as a whole, since its line feeds are no single bytes: the name of its encoding (UTF-16). What
    /// it yields is UTF-8. The records of any other stream are decoded one by one.
    pub encoding: Option<String>,
    /// What those records are in that are no UTF-8.
    pub guess: LegacyGuess,
    /// Bytes of the byte-order mark, which is dropped: what is read begins behind it.
    pub mark_length: u64,
}

/// Looks at the beginning of a stream of records and decodes UTF-16. A stream that fails does so where it is read to that place.
pub fn record_stream<'a>(stream: impl BufRead + 'a) -> RecordStream<'a> {
    let (head, rest) = beginning_of(stream, LOOK_AHEAD);
    let (encoding, mark_length) = match Encoding::for_bom(&head) {
        Some((encoding, length)) => (Some(encoding), length),
        None => (guess::utf_16(&head), 0),
    };
    let guess =
        if encoding.is_none_or(|encoding| encoding == UTF_8) { LegacyGuess::of_beginning(&head) } else { LegacyGuess::default() };
    let mut head = Cursor::new(head);
    head.set_position(mark_length as u64);
    let whole = head.chain(rest);
    let (reader, encoding): (Box<dyn BufRead + 'a>, _) = match encoding.filter(|&encoding| encoding != UTF_8) {
        Some(encoding) => {
            let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(false).build(whole);
            (Box::new(std::io::BufReader::with_capacity(BUFFER, decoder)), Some(name_of(encoding)))
        }
        None => (Box::new(whole), None),
    };
    RecordStream { reader, encoding, guess, mark_length: mark_length as u64 }
}

/// The first bytes of a stream, and what follows them: an error where it has failed by then, since what stands before is whole.
pub(super) fn beginning_of<'a>(mut stream: impl BufRead + 'a, length: u64) -> (Vec<u8>, Box<dyn BufRead + 'a>) {
    let mut head = Vec::new();
    match stream.by_ref().take(length).read_to_end(&mut head) {
        Ok(_) => (head, Box::new(stream)),
        Err(cause) => (head, Box::new(std::io::BufReader::with_capacity(1, Failed(Some(cause))))),
    }
}

/// A stream that fails, once.
struct Failed(Option<std::io::Error>);

impl Read for Failed {
    fn read(&mut self, _buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Whether a label names an encoding that can be declared.
pub fn is_known_encoding(label: &str) -> bool {
    Encoding::for_label_no_replacement(label.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The café’s owner, Zoë Müller, said: “We paid £30.”\nShe left.";

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn codes(decoded: &Decoded) -> Vec<&'static str> {
        decoded.problems.iter().map(|problem| problem.code).collect()
    }

    /// Encodes with an encoding of the WHATWG, all but UTF-16.
    fn encoded(label: &str) -> Vec<u8> {
        Encoding::for_label(label.as_bytes()).expect("a label").encode(TEXT).0.into_owned()
    }

    #[test]
    fn a_mark_decides_and_is_dropped() {
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let (little, big) = (utf_16(TEXT, u16::to_le_bytes), utf_16(TEXT, u16::to_be_bytes));
        let cases = [
            (with_mark(b"\xEF\xBB\xBF", TEXT.as_bytes()), "utf-8"),
            (with_mark(b"\xFF\xFE", &little), "utf-16le"),
            (with_mark(b"\xFE\xFF", &big), "utf-16be"),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes, None), Decoded { text: TEXT.into(), encoding: encoding.into(), problems: vec![] });
            let contradicted = decode(&bytes, Some("koi8-r"));
            assert_eq!((contradicted.text.as_ref(), codes(&contradicted)), (TEXT, vec!["contradicted_encoding"]));
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_told_by_its_zero_bytes() {
        for (to_bytes, encoding) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "utf-16le"), (u16::to_be_bytes, "utf-16be")] {
            let bytes = utf_16(TEXT, to_bytes);
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.text.as_ref(), decoded.encoding.as_str()), (TEXT, encoding));
            assert_eq!(codes(&decoded), ["guessed_encoding"]);
            assert_eq!(codes(&decode(&bytes, Some("utf-16"))), [""; 0], "declared without its byte order");
        }
        let with_zeros = "A zero\0 in a text\0 that is ASCII";
        assert_eq!(decode(with_zeros.as_bytes(), None).text, with_zeros);
    }

    #[test]
    fn legacy_encodings_are_guessed_and_reported_or_declared() {
        for (label, name) in [("windows-1252", "windows-1252"), ("macintosh", "macintosh")] {
            let bytes = encoded(label);
            let guessed = decode(&bytes, None);
            assert_eq!((guessed.text.as_ref(), guessed.encoding.as_str()), (TEXT, name));
            assert_eq!((codes(&guessed), guessed.problems[0].at), (vec!["guessed_encoding"], Some(7)));
            let declared = decode(&bytes, Some(label));
            assert_eq!(declared, Decoded { text: TEXT.into(), encoding: name.into(), problems: vec![] });
        }
        let latin_1 = decode(b"Zo\xEB M\xFCller paid \xA330.", Some(" ISO-8859-1 "));
        assert_eq!((latin_1.text.as_ref(), latin_1.encoding.as_str()), ("Zoë Müller paid £30.", "windows-1252"));
    }

    #[test]
    fn what_is_utf_8_is_read_as_utf_8_whatever_was_declared() {
        let decoded = decode(TEXT.as_bytes(), Some("windows-1252"));
        assert_eq!((decoded.text.as_ref(), decoded.encoding.as_str()), (TEXT, "utf-8"));
        assert_eq!((codes(&decoded), decoded.problems[0].at), (vec!["contradicted_encoding"], Some(7)));
        assert_eq!(codes(&decode(b"No letter beyond ASCII.", Some("windows-1252"))), [""; 0]);
        assert_eq!(decode(b"\x1B$B%F\x1B(B", Some("iso-2022-jp")).text, "テ");
    }

    #[test]
    fn a_wrong_or_unknown_declaration_is_reported() {
        let bytes = encoded("windows-1252");
        let wrong = decode(&bytes, Some("utf-8"));
        assert_eq!((wrong.text.as_ref(), codes(&wrong)), (TEXT, vec!["contradicted_encoding"]));
        let unknown = decode(TEXT.as_bytes(), Some("utf-9"));
        assert_eq!((unknown.text.as_ref(), codes(&unknown)), (TEXT, vec!["unknown_encoding"]));
        let no_utf_16 = decode(b"A page that says it is UTF-16.", Some("utf-16"));
        assert_eq!((no_utf_16.encoding.as_str(), codes(&no_utf_16)), ("utf-8", vec!["contradicted_encoding"]));
    }

    #[test]
    fn bytes_that_mean_nothing_are_replaced_and_the_first_is_told() {
        let mut bytes = TEXT.as_bytes().to_vec();
        let at = bytes.windows(4).position(|four| four == b"said").expect("it is there");
        bytes.splice(at..at, *b"\xFF\xC3");
        let damaged = decode(&bytes, None);
        assert_eq!(damaged.text, TEXT.replace("said", "\u{FFFD}\u{FFFD}said"));
        assert_eq!((codes(&damaged), damaged.problems[0].at), (vec!["invalid_bytes"], Some(at)));
        let odd = decode(b"\xFF\xFEa\0b\0\x00\xD8c\0d", None);
        assert_eq!((odd.text.as_ref(), odd.problems[0].at), ("ab\u{FFFD}c\u{FFFD}", Some(6)));
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(decode(b"one\r\ntwo\rthree\n", None).text, "one\ntwo\nthree\n");
    }

    #[test]
    fn streams_in_utf_16_are_decoded_as_a_whole_and_others_are_left() {
        let read = |bytes: &[u8]| {
            let mut stream = record_stream(bytes);
            let mut all = Vec::new();
            stream.reader.read_to_end(&mut all).expect("memory can be read");
            (all, stream.encoding, stream.mark_length)
        };
        let long = TEXT.repeat(3000);
        let utf_8 = long.clone().into_bytes();
        for to_bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            assert_eq!(read(&utf_16(&long, to_bytes)).0, utf_8);
            assert_eq!(read(&utf_16(&format!("\u{FEFF}{long}"), to_bytes)).0, utf_8);
        }
        assert_eq!(read(&utf_8), (utf_8.clone(), None, 0));
        assert_eq!(read(&[b"\xEF\xBB\xBF", &utf_8[..]].concat()), (utf_8, None, 3));
        assert_eq!(read(b"\x93no\x94\n").0, b"\x93no\x94\n");
    }
}
