//! Plain text: one article a file, its id the file's stem.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;

use super::{Format, InputFile, Item, ReadOptions, Sink, decode, sha256_hex};
use crate::annotation::Severity;
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "text", endings: &["txt", "md"], read };

fn read(file: &InputFile, options: &ReadOptions, sink: &mut Sink) -> std::io::Result<ControlFlow<()>> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells a file that is too long, however long it is.
    File::open(&file.path)?.take(options.max_record_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > options.max_record_bytes {
        let message = format!("the file is longer than {} bytes", options.max_record_bytes);
        return Ok(sink(file.problem("too_long", Severity::Error, None, message)));
    }
    let decoded = decode(&bytes);
    if let Some(at) = decoded.invalid_at {
        let message = format!("byte {at} is no UTF-8: the file was read as {}", decoded.encoding);
        let span = Some((at as u64, at as u64 + 1));
        if sink(file.problem("invalid_utf8", Severity::Warning, span, message)).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    if decoded.text.trim().is_empty() {
        return Ok(sink(file.problem("empty_text", Severity::Error, None, "the file holds no text".to_string())));
    }
    let stem = file.path.file_stem().map_or_else(|| file.source.clone(), |stem| stem.to_string_lossy().into_owned());
    Ok(sink(Item::Article(Article {
        id: stem,
        source: file.source.clone(),
        source_sha256: sha256_hex(&bytes),
        encoding: decoded.encoding,
        text: decoded.text,
        ..Article::default()
    })))
}
