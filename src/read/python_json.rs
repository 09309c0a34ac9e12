//! What programs write that is nearly JSON, Python's above all: `NaN` and `Infinity` where there is no value, and escapes that are half of a
//! character (`\ud83d` without its other half) where a text was cut.

/// A JSON text made from one that is nearly JSON.
#[derive(Debug, PartialEq)]
pub(super) struct Mended {
    pub(super) json: String,
    /// The place of the first half of a character in what was mended, and their number.
    pub(super) first_half: usize,
    pub(super) halves: usize,
}

/// The escape that stands for what means nothing. Like the half that it replaces it is one character of the text.
const REPLACEMENT: &[u8] = br"\ufffd";
/// What is no value in JSON.
const NO_VALUES: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

/// A text with `null` for what is no value and U+FFFD for halves of characters; `None` where it has neither.
pub(super) fn mended(nearly_json: &str) -> Option<Mended> {
    let bytes = nearly_json.as_bytes();
    let (mut json, mut at, mut in_text) = (Vec::with_capacity(bytes.len()), 0, false);
    let (mut first_half, mut halves) = (0, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let no_value = || NO_VALUES.into_iter().find(|word| !in_text && rest.starts_with(word));
        let (length, instead): (usize, Option<&[u8]>) = match rest[0] {
            b'"' => {
                in_text = !in_text;
                (1, None)
            }
            b'\\' if is_half(rest) => {
                first_half = if halves == 0 { at } else { first_half };
                halves += 1;
                (REPLACEMENT.len(), Some(REPLACEMENT))
            }
            b'\\' if unit_at(rest, 0).is_some_and(is_surrogate) => (2 * REPLACEMENT.len(), None),
            b'\\' => (2, None),
            b'N' | b'I' | b'-' => no_value().map_or((1, None), |word| (word.len(), Some(b"null"))),
            _ => (1, None),
        };
        json.extend_from_slice(instead.unwrap_or(&rest[..length.min(rest.len())]));
        at += length;
    }
    let json = String::from_utf8(json).ok().filter(|json| json != nearly_json)?;
    Some(Mended { json, first_half, halves })
}

/// Whether an escape is half of a character, its other half not behind it.
fn is_half(escape: &[u8]) -> bool {
    let begins_pair = |unit: u16| (0xD800..0xDC00).contains(&unit);
    let ends_pair = || unit_at(escape, REPLACEMENT.len()).is_some_and(|next| (0xDC00..0xE000).contains(&next));
    unit_at(escape, 0).is_some_and(|unit| is_surrogate(unit) && !(begins_pair(unit) && ends_pair()))
}

fn is_surrogate(unit: u16) -> bool {
    (0xD800..0xE000).contains(&unit)
}

/// The number that an escape such as `\ud83d` means.
fn unit_at(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(br"\u")?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_and_pairs_stay() {
        let mended = |json: &str| mended(json).map(|found| (found.json, found.first_half, found.halves));
        assert_eq!(mended(r#""\ud83d\ude00 \\ud83d \u00e9""#), None);
        assert_eq!(mended(r#""a\ud83d b\ude00""#), Some((r#""a\ufffd b\ufffd""#.to_string(), 2, 2)));
        assert_eq!(mended(r#""\ud83d\ud83d\ude00""#), Some((r#""\ufffd\ud83d\ude00""#.to_string(), 1, 1)));
        for broken in ["\"\\", "\"\\u", "\"\\ud83", r#""\ud8zz""#, "\\é", ""] {
            assert_eq!(mended(broken), None, "{broken}");
        }
    }

    #[test]
    fn what_is_no_value_is_null_outside_of_texts() {
        let json = r#"{"a": NaN, "b": [Infinity,-Infinity, -1], "c": "NaN \" NaN"}"#;
        let wanted = r#"{"a": null, "b": [null,null, -1], "c": "NaN \" NaN"}"#;
        assert_eq!(mended(json), Some(Mended { json: wanted.to_string(), first_half: 0, halves: 0 }));
    }
}
