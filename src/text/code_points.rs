//! The one place where byte offsets become code point offsets.

/// Bytes of a stretch, whose code points are remembered together: as many as a number has bits.
const STRETCH: usize = 64;

/// Turns byte offsets of one text into code point offsets, in constant time.
///
/// Pure ASCII needs no table. Otherwise each stretch of 64 bytes has the number of code points before it, and a bit for each byte that begins one.
pub struct CodePointIndex {
    length: usize,
    /// Empty for ASCII.
    stretches: Vec<Stretch>,
}

struct Stretch {
    before: u32,
    starts: u64,
}

impl CodePointIndex {
    /// Reads `text` once.
    pub fn new(text: &str) -> CodePointIndex {
        let mut stretches = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            stretches.extend(text.as_bytes().chunks(STRETCH).map(|bytes| {
                let stretch = Stretch { before, starts: starts_of(bytes) };
                before += stretch.starts.count_ones();
                stretch
            }));
        }
        CodePointIndex { length: text.len(), stretches }
    }

    /// The number of code points before byte `offset`; an offset past the end counts as the end.
    #[inline]
    pub fn code_points_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.length);
        let Some(last) = self.stretches.len().checked_sub(1) else { return offset as u32 };
        let stretch = &self.stretches[(offset / STRETCH).min(last)];
        // At the end of a text of whole stretches all bits of the last one count.
        let inside = if offset / STRETCH > last { u64::MAX } else { (1 << (offset % STRETCH)) - 1 };
        stretch.before + (stretch.starts & inside).count_ones()
    }

    /// The byte at which the code point with this number begins, the end of the text for the number behind the last one; `None` beyond.
    pub fn byte_of(&self, code_point: u32) -> Option<u32> {
        if self.stretches.is_empty() {
            return (code_point as usize <= self.length).then_some(code_point);
        }
        let index = self.stretches.partition_point(|stretch| stretch.before <= code_point).checked_sub(1)?;
        let Stretch { before, mut starts } = self.stretches[index];
        for _ in before..code_point {
            // Without its lowest bit, as long as it has one.
            starts &= starts.checked_sub(1)?;
        }
        Some(((index * STRETCH) as u32 + starts.trailing_zeros()).min(self.length as u32))
    }
}

/// A bit for each byte that begins a code point: all but the continuation bytes `10xxxxxx`. The first byte has the lowest bit.
fn starts_of(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let whole = eights.iter().enumerate().fold(0, |starts, (index, eight)| starts | starts_of_eight(*eight) << (8 * index));
    let is_start = |(index, byte): (usize, &u8)| u64::from((*byte as i8) >= -0x40) << (8 * eights.len() + index);
    rest.iter().enumerate().map(is_start).fold(whole, |starts, start| starts | start)
}

/// The bits of eight bytes: those of a byte are looked at all together, and gathered by one multiplication.
fn starts_of_eight(eight: [u8; 8]) -> u64 {
    const LOWEST_BITS: u64 = 0x0101_0101_0101_0101;
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let bytes = u64::from_le_bytes(eight);
    let continued = (bytes >> 7) & !(bytes >> 6) & LOWEST_BITS;
    (continued ^ LOWEST_BITS).wrapping_mul(GATHER) >> 56
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
