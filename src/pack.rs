//! Numbers and byte strings one behind the other: the form of what is kept in the cache.

/// Writes values that [`Unpacker`] reads back in the same order.
#[derive(Default)]
pub struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    pub fn number(&mut self, number: u64) -> &mut Packer {
        self.bytes.extend(number.to_le_bytes());
        self
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Packer {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub fn optional(&mut self, bytes: Option<&[u8]>) -> &mut Packer {
        self.number(u64::from(bytes.is_some())).bytes(bytes.unwrap_or_default())
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// What is left to be read. Whatever was not written by [`Packer`] reads as `None` somewhere, and never panics.
pub struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    /// Reads from the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Unpacker<'a> {
        Unpacker { rest: bytes }
    }

    pub fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*number))
    }

    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    pub fn text(&mut self) -> Option<String> {
        self.bytes().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok())
    }

    pub fn optional(&mut self) -> Option<Option<&'a [u8]>> {
        let is_some = self.number()? == 1;
        let bytes = self.bytes()?;
        Some(is_some.then_some(bytes))
    }

    /// A list that begins with its length. A length that the bytes cannot hold is no list.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Unpacker<'a>) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        if length > self.rest.len() as u64 {
            return None;
        }
        (0..length).map(|_| item(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_and_no_bytes_are_too_broken() {
        let mut writer = Packer::default();
        writer.number(7).bytes(b"pier").optional(None).optional(Some(b"")).number(2).bytes(b"a").bytes(b"b");
        let bytes = writer.finish();
        let read = |bytes: &[u8]| {
            let mut bytes = Unpacker::new(bytes);
            let first = (bytes.number()?, bytes.text()?);
            let optional = (bytes.optional()?.map(<[u8]>::to_vec), bytes.optional()?.map(<[u8]>::to_vec));
            Some((first, optional, bytes.list(|bytes| bytes.text())?))
        };
        let words = vec!["a".to_string(), "b".to_string()];
        assert_eq!(read(&bytes), Some(((7, "pier".to_string()), (None, Some(Vec::new())), words)));
        assert!((0..bytes.len()).all(|length| read(&bytes[..length]).is_none()), "what is cut off is nothing");
        assert_eq!(Unpacker::new(&[0xff; 8]).list(|bytes| bytes.number()), None, "a length beyond all bounds is refused");
    }
}
