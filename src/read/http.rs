//! What an HTTP response carries, as crawlers keep it.

use std::io::Read;

/// The body of a response.
pub(super) struct Payload {
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
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
    let is_chunked = field("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    // Many crawlers take the chunks apart and leave the head as it was.
    let body = if is_chunked { joined_chunks(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let packing = field("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = unpacked(body, &packing, max_bytes)?;
    Ok(Some(Payload { content_type: field("content-type").unwrap_or_default().to_string(), bytes }))
}

fn split_head(response: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = |mark: &[u8]| response.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()));
    let (end, start) = end(b"\r\n\r\n").or_else(|| end(b"\n\n"))?;
    Some((&response[..end], &response[start..]))
}

/// The chunks of a body put together; `None` where it is not in chunks.
fn joined_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(body.get(end + 1..)?.get(..size)?);
        body = body.get(end + 1 + size..)?;
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

/// The body as it was before it was packed. One that does not begin as its packing does was unpacked by the crawler.
fn unpacked(body: Vec<u8>, packing: &str, max_bytes: u64) -> Result<Vec<u8>, String> {
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
        "" | "identity" | "gzip" | "x-gzip" | "deflate" | "zstd" => Ok(body),
        _ if std::str::from_utf8(&body).is_ok() => Ok(body),
        other => Err(format!("it is packed as `{other}`, which is not known")),
    }
}

fn whole(reader: impl Read, max_bytes: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match reader.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(length) if length as u64 > max_bytes => Err(format!("it unpacks to more than {max_bytes} bytes")),
        Ok(_) => Ok(bytes),
        Err(cause) => Err(cause.to_string()),
    }
}
