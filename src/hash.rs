//! Hashes as people and files write them.

/// The bytes of a hash in hexadecimal, two small digits a byte.
pub fn hex(hash: impl AsRef<[u8]>) -> String {
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
