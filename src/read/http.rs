//! What an HTTP response carries, as crawlers keep it.

use std::io::Read;

/// How many packings on top of each other are undone.
const MAX_PACKINGS: usize = 4;
/// Bytes that are unpacked at a time.
const BROTLI_BUFFER: usize = 1 << 14;

/// The body of a response.
pub(super) struct Payload {
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
    /// Its end is missing or broken.
    pub(super) is_cut: bool,
}

impl Payload {
    /// `text/html` of `Text/HTML; charset=utf-8`
    pub(super) fn kind(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    pub(super) fn charset(&self) -> Option<&str> {
        let parameter = |part: &'_ str| part.trim().get(..8).is_some_and(|name| name.eq_ignore_ascii_case("charset="));
        let part = self.content_type.split(';').find(|part| parameter(part))?;
        Some(part.trim().get(8..)?.trim_matches(['"', '\'', ' '])).filter(|label| !label.is_empty())
    }
}

/// The body of a response that was a success; `None` for any other. One that is packed or in chunks is made whole.
pub(super) fn payload_of(response: Vec<u8>, max_bytes: u64) -> Result<Option<Payload>, String> {
    let Some((head, body)) = split_head(&response) else { return Err("its HTTP head has no end".to_string()) };
    let head = String::from_utf8_lossy(head);
    let status = head.split_ascii_whitespace().nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        return Ok(None);
    }
    let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    let field = |name: &str| fields.clone().find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    let codings = |name: &str| -> Vec<String> {
        let names = field(name).unwrap_or_default().split(',').map(|coding| coding.trim().to_ascii_lowercase());
        names.filter(|coding| !coding.is_empty()).collect()
    };
    // In the order in which they were put on: those of the page, and those of the transfer, of which chunks are the last.
    let mut packings = [codings("content-encoding"), codings("transfer-encoding")].concat();
    let is_chunked = packings.pop_if(|last| last == "chunked").is_some();
    if packings.len() > MAX_PACKINGS {
        return Err(format!("it is packed more than {MAX_PACKINGS} times"));
    }
    // Many crawlers take the chunks apart and leave the head as it was.
    let chunks = if is_chunked { joined_chunks(body) } else { None };
    let (mut bytes, mut is_cut) = chunks.unwrap_or_else(|| (body.to_vec(), false));
    for packing in packings.iter().rev() {
        let unpacked = unpacked(bytes, packing, max_bytes)?;
        (bytes, is_cut) = (unpacked.bytes, is_cut || unpacked.is_cut);
    }
    Ok(Some(Payload { content_type: field("content-type").unwrap_or_default().to_string(), bytes, is_cut }))
}

/// Head and body, which the first empty line parts. Some crawlers end lines without a carriage return.
fn split_head(response: &[u8]) -> Option<(&[u8], &[u8])> {
    memchr::memchr_iter(b'\n', response).find_map(|end| {
        let behind = &response[end + 1..];
        let body = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))?;
        Some((&response[..end], body))
    })
}

/// The chunks of a body put together, and whether the last of them are missing; `None` where it is not in chunks.
fn joined_chunks(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut size, mut rest) = chunk_size(body)?;
    let mut joined = Vec::with_capacity(body.len());
    while size > 0 {
        let (chunk, behind) = rest.split_at(size.min(rest.len()));
        joined.extend_from_slice(chunk);
        let behind = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
        let Some(next) = chunk_size(behind) else { return Some((joined, true)) };
        (size, rest) = next;
    }
    Some((joined, false))
}

/// How long the next chunk is, and what stands behind the line that says so.
fn chunk_size(body: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', body)?;
    let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
    Some((usize::from_str_radix(size, 16).ok()?, &body[end + 1..]))
}

/// What comes of a packing.
struct Unpacked {
    bytes: Vec<u8>,
    is_cut: bool,
}

/// The body as it was before it was packed. One that does not begin as its packing does was unpacked by the crawler.
fn unpacked(body: Vec<u8>, packing: &str, max_bytes: u64) -> Result<Unpacked, String> {
    match packing {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => {
            whole(flate2::read::MultiGzDecoder::new(body.as_slice()), max_bytes)
        }
        "deflate" if body.first().is_some_and(|first| first & 0x0F == 8) => {
            whole(flate2::read::ZlibDecoder::new(body.as_slice()), max_bytes)
        }
        "zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
            whole(zstd::Decoder::with_buffer(body.as_slice()).map_err(|cause| cause.to_string())?, max_bytes)
        }
        "br" if !was_unpacked(&body) => whole(brotli::Decompressor::new(body.as_slice(), BROTLI_BUFFER), max_bytes),
        "identity" | "gzip" | "x-gzip" | "deflate" | "zstd" | "br" => Ok(Unpacked { bytes: body, is_cut: false }),
        _ if std::str::from_utf8(&body).is_ok() => Ok(Unpacked { bytes: body, is_cut: false }),
        other => Err(format!("it is packed as `{other}`, which is not known")),
    }
}

/// Whether a crawler unpacked a body that is said to be packed with Brotli, which no first bytes tell: it reads as text, or begins as a page does
/// in whatever encoding. No stream of Brotli begins with `<`, in which a bit is set that must not be.
fn was_unpacked(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok() || body.trim_ascii_start().starts_with(b"<")
}

/// All that can be unpacked; nothing of what unpacks to too much.
fn whole(reader: impl Read, max_bytes: u64) -> Result<Unpacked, String> {
    let mut bytes = Vec::new();
    let read = reader.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > max_bytes {
        return Err(format!("it unpacks to more than {max_bytes} bytes"));
    }
    match read {
        Err(cause) if bytes.is_empty() => Err(cause.to_string()),
        read => Ok(Unpacked { bytes, is_cut: read.is_err() }),
    }
}
