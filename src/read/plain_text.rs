//! Plain text: one article a file, its id the file's stem.

use super::output::{Item, Output, Reading};
use super::record::Record;
use super::stream::Stream;
use super::{Format, ReadOptions};
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "text", endings: &["txt", "md"], read };

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let (source, id) = (stream.source.clone(), stream.stem());
    match stream.whole(&options.limits) {
        Ok(bytes) => output.record(article_from_text(&bytes, &id, &source, options)),
        Err(stop) => output.unreadable_record(&source, stop),
    }
}

/// The article of a whole text, with the problems that it has.
pub fn article_from_text(bytes: &[u8], id: &str, source: &str, options: &ReadOptions) -> Vec<Item> {
    let mut record = Record::new(source, "", Some(0), bytes, options);
    let text = record.decoded().into_owned();
    record.add_text(Article { id: id.to_string(), text, ..Article::default() });
    record.items
}
