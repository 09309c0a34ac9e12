//! The one place where byte offsets become code point offsets.

/// Distance in bytes between two remembered counts. A look-up counts at most this many bytes.
const STRIDE: usize = 64;

/// Turns byte offsets of one text into code point offsets, in constant time.
///
/// Pure ASCII needs no table. Otherwise the number of code points before every 64th byte is kept, and the rest is counted.
pub struct CodePointIndex<'a> {
    text: &'a [u8],
    /// Code points that begin before byte `i * STRIDE`; empty for ASCII.
    counts: Vec<u32>,
}

impl<'a> CodePointIndex<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str) -> CodePointIndex<'a> {
        let text = text.as_bytes();
        if text.is_ascii() {
            return CodePointIndex { text, counts: Vec::new() };
        }
        let mut total = 0;
        let counts = text
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                total += count_starts(chunk);
                before
            })
            .collect();
        CodePointIndex { text, counts }
    }

    /// The number of code points before byte `offset`; an offset past the end counts as the end.
    pub fn code_points_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        if self.counts.is_empty() {
            return offset as u32;
        }
        let block = (offset / STRIDE).min(self.counts.len() - 1);
        self.counts[block] + count_starts(&self.text[block * STRIDE..offset])
    }

    /// The byte at which the code point with this number begins, the end of the text for the number behind the last one; `None` beyond.
    pub fn byte_of(&self, code_point: u32) -> Option<u32> {
        if self.counts.is_empty() {
            return (code_point as usize <= self.text.len()).then_some(code_point);
        }
        let block = self.counts.partition_point(|&before| before <= code_point).checked_sub(1)?;
        let mut left = code_point - self.counts[block];
        for (at, &byte) in self.text.iter().enumerate().skip(block * STRIDE) {
            if begins_code_point(byte) {
                if left == 0 {
                    return Some(at as u32);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len() as u32)
    }
}

/// Whether a byte begins a code point: all but the continuation bytes `10xxxxxx`.
fn begins_code_point(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

/// Bytes that begin a code point.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| begins_code_point(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_characters() {
        for text in ["", "plain", "“curly” – and €20, naïve 😀 ", &"é🙂x".repeat(200)] {
            let index = CodePointIndex::new(text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(index.code_points_before(offset as u32), count as u32, "{text:?} at {offset}");
                assert_eq!(index.byte_of(count as u32), Some(offset as u32), "{text:?} at {count}");
            }
            let all = text.chars().count() as u32;
            assert_eq!(index.code_points_before(text.len() as u32), all);
            assert_eq!(index.byte_of(all), Some(text.len() as u32));
            assert_eq!(index.byte_of(all + 1), None);
        }
    }
}
