//! Buffers that are used again. What is read into them costs less than fresh memory does, which the system fills with zeros first.

use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Buffers that wait have so many bytes together at most.
const MOST_BYTES: usize = 32 << 20;

/// Buffers that wait for something to be read into them. Any number of threads may share them.
#[derive(Clone, Default)]
pub struct Buffers {
    waiting: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// Bytes whose buffer goes back when nobody needs them any more.
struct Lent {
    bytes: Vec<u8>,
    home: Buffers,
}

impl Buffers {
    /// Reads a reader to its end, which has about so many bytes.
    ///
    /// # Errors
    /// What the reader says.
    pub fn read(&self, mut reader: impl Read, length: usize) -> std::io::Result<Bytes> {
        // One byte more, so that the end is seen without another piece of memory.
        let mut lent = Lent { bytes: self.take(length + 1), home: self.clone() };
        reader.read_to_end(&mut lent.bytes)?;
        Ok(Bytes::from_owner(lent))
    }

    /// The smallest that is large enough. A new one is of a round size, so that it serves more often: what nobody writes to costs nothing.
    fn take(&self, length: usize) -> Vec<u8> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let fitting = waiting.iter().enumerate().filter(|(_, buffer)| buffer.capacity() >= length);
        let best = fitting.min_by_key(|(_, buffer)| buffer.capacity()).map(|(number, _)| number);
        best.map_or_else(|| Vec::with_capacity(length.next_power_of_two()), |number| waiting.swap_remove(number))
    }

    fn put_back(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: usize = waiting.iter().map(Vec::capacity).sum();
        if bytes + buffer.capacity() <= MOST_BYTES {
            waiting.push(buffer);
        }
    }
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.home.put_back(std::mem::take(&mut self.bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_goes_back_when_nobody_needs_its_bytes() {
        let buffers = Buffers::default();
        let waiting = || buffers.waiting.lock().expect("nobody panicked").len();
        let bytes = buffers.read(&b"pier"[..], 4).expect("it is read");
        let part = bytes.slice(1..3);
        drop(bytes);
        assert_eq!((&part[..], waiting()), (&b"ie"[..], 0));
        drop(part);
        assert_eq!(waiting(), 1);
        let again = buffers.read(&b"quay"[..], 4).expect("it is read");
        assert_eq!((&again[..], waiting()), (&b"quay"[..], 0));
        drop(again);
        let long = buffers.read(&[7; 100][..], 100).expect("it is read");
        assert_eq!((long.len(), waiting()), (100, 1), "one that is too small waits on");
    }
}
