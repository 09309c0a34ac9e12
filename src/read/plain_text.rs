//! Plain text: one article a file, its id the file's stem.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;

use super::{Format, InputFile, Item, ReadOptions, Sink, decode, decoding_problems, problem_at, sha256_hex};
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
    let stem = file.path.file_stem().map_or_else(|| file.source.clone(), |stem| stem.to_string_lossy().into_owned());
    for item in article_from_text(&bytes, &stem, &file.source, options) {
        if sink(item).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The article of a whole text, with the problems that it has.
pub fn article_from_text(bytes: &[u8], id: &str, source: &str, options: &ReadOptions) -> Vec<Item> {
    let decoded = decode(bytes, options.encoding.as_deref());
    let mut items: Vec<Item> = decoding_problems(decoded.problems, source, 0).collect();
    if decoded.text.trim().is_empty() {
        items.push(problem_at(source.to_string(), "empty_text", Severity::Error, None, "there is no text".to_string()));
        return items;
    }
    items.push(Item::Article(Article {
        id: id.to_string(),
        source: source.to_string(),
        source_sha256: sha256_hex(bytes),
        encoding: decoded.encoding,
        text: decoded.text,
        ..Article::default()
    }));
    items
}
