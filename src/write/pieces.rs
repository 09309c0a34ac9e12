//! Short pieces appended to the bytes of a file, as the fields of CSV are.

use std::ops::Range;

use arrow::array::{Array, StringArray};

/// A piece of up to so many bytes is copied with what stands behind it, which is cut off again: a fixed number of bytes costs less than a
/// call that counts them.
const SHORT: usize = 16;
/// Numbers below this have eight digits at most.
const EIGHT_DIGITS: u64 = 100_000_000;

/// Appends the first `length` bytes of a piece.
#[inline]
pub(super) fn push_short(bytes: &mut Vec<u8>, piece: &[u8; SHORT], length: usize) {
    bytes.extend_from_slice(piece);
    bytes.truncate(bytes.len() - SHORT + length);
}

/// Appends a part of other bytes.
#[inline]
pub(super) fn push_part(bytes: &mut Vec<u8>, source: &[u8], part: Range<usize>) {
    match sixteen_at(source, &part) {
        Some(sixteen) => push_short(bytes, sixteen, part.len()),
        None => bytes.extend_from_slice(&source[part]),
    }
}

/// The sixteen bytes from the start of a part on, where the part is no longer and so many follow.
#[inline]
pub(super) fn sixteen_at<'b>(bytes: &'b [u8], part: &Range<usize>) -> Option<&'b [u8; SHORT]> {
    bytes.get(part.start..)?.first_chunk().filter(|_| part.len() <= SHORT)
}

/// Appends a number in decimal.
#[inline]
pub(super) fn push_number(bytes: &mut Vec<u8>, number: i64) {
    match u64::try_from(number) {
        Ok(number) if number < EIGHT_DIGITS => {
            let digits = eight_digits(number);
            let zeros = digits.trailing_zeros().min(56) / 8;
            let ascii = (digits | u64::from_le_bytes([b'0'; 8])) >> (8 * zeros);
            bytes.extend_from_slice(&ascii.to_le_bytes());
            bytes.truncate(bytes.len() - zeros as usize);
        }
        _ => bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
    }
}

/// The digits of a number below [`EIGHT_DIGITS`], a byte for each and the first one lowest. Halves of the digits are parted all at once,
/// the quotients being found by multiplication.
#[inline]
fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | (fours - hundreds * 100) << 16;
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (twos - tens * 10) << 8
}

/// The words of a dictionary, each as the piece that stands for it, by number.
pub(super) struct WordPieces {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl WordPieces {
    /// Has `push` append the piece of each word.
    pub(super) fn new(words: &StringArray, push: impl Fn(&mut Vec<u8>, &str)) -> WordPieces {
        let (mut bytes, mut ends) = (Vec::new(), vec![0]);
        for number in 0..words.len() {
            push(&mut bytes, words.value(number));
            ends.push(bytes.len());
        }
        // So that the last piece, too, is followed by the bytes it is copied with.
        bytes.extend_from_slice(&[0; SHORT]);
        WordPieces { bytes, ends }
    }

    /// Appends the piece of the word with this number.
    #[inline]
    pub(super) fn push_to(&self, bytes: &mut Vec<u8>, number: i32) {
        let number = number as usize;
        push_part(bytes, &self.bytes, self.ends[number]..self.ends[number + 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        let powers = (0..19).map(|exponent| 10_i64.pow(exponent));
        let near = powers.flat_map(|power| [power - 1, power, power + 1, -power, power / 7 * 3]);
        for number in near.chain([i64::MIN, i64::MAX]).chain((0..EIGHT_DIGITS as i64).step_by(99_991)) {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(bytes, number.to_string().into_bytes());
        }
    }

    #[test]
    fn pieces_of_any_length_follow_each_other() {
        let text = "The ferry to Port Ellery was late again, and nobody said why.";
        let (mut bytes, mut wanted) = (Vec::new(), String::new());
        for length in 0..=text.len() {
            push_part(&mut bytes, text.as_bytes(), text.len() - length..text.len());
            push_part(&mut bytes, text.as_bytes(), 0..length);
            wanted += &text[text.len() - length..];
            wanted += &text[..length];
        }
        assert_eq!(bytes, wanted.into_bytes());
    }

    #[test]
    fn words_of_a_dictionary_have_their_pieces() {
        let words = StringArray::from(vec!["pier", "", "a word longer than sixteen bytes", "quay"]);
        let pieces = WordPieces::new(&words, |bytes, word| bytes.extend_from_slice(word.as_bytes()));
        let mut bytes = Vec::new();
        [3, 0, 1, 2, 3].into_iter().for_each(|number| pieces.push_to(&mut bytes, number));
        assert_eq!(bytes, b"quaypiera word longer than sixteen bytesquay");
    }
}
