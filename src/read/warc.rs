//! WARC and WET: the records of a web crawl. Pages become articles by way of [`super::html`], texts as they are; requests, pictures,
//! redirections and what describes the crawl itself are passed over.
//!
//! A record is a head of lines, a length, and so many bytes. The one crate for it keeps a megabyte for every record and heads of any length,
//! and is built on three outdated crates.

use std::io::{BufRead, Read};

use super::http::{Payload, payload_of};
use super::output::{self, Item, Output, Reading, Stop};
use super::record::Record;
use super::stream::{Names, Stream};
use super::{Format, ReadOptions};
use crate::annotation::Severity;
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "warc", endings: &["warc", "wet"], read };

/// Bytes of one line of a head, and lines of a head.
const MAX_LINE: u64 = 1 << 16;
const MAX_LINES: usize = 256;

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let mut crawl = Crawl { names: Names::of(&stream, options), reader: stream.reader(), number: 0, begins: false, options };
    while let Some(found) = crawl.next_head()? {
        crawl.number += 1;
        let items = match found {
            Found::Head(head) => crawl.items_of(&head)?,
            Found::Garbage(bytes) => {
                crawl.problem("invalid_warc", &format!("{bytes} bytes are no record: reading goes on with the next one"))
            }
            Found::EndlessHead => {
                let message = format!("its head has more than {MAX_LINES} lines: reading goes on with the next record");
                crawl.problem("invalid_warc", &message)
            }
        };
        output.record(items)?;
    }
    Ok(())
}

/// A file of records, as far as it is read.
struct Crawl<'a, R> {
    names: Names,
    reader: R,
    /// Of the present record, from 1.
    number: u64,
    /// Whether the first line of a record is read already.
    begins: bool,
    options: &'a ReadOptions,
}

/// What stands between two blocks.
enum Found {
    Head(Head),
    /// So many bytes before something that looks like a head again.
    Garbage(u64),
    /// A head of more lines than one may have. What stands behind it up to the next one is lost.
    EndlessHead,
}

/// Names, in lower case, and values.
struct Head(Vec<(String, String)>);

impl Head {
    fn field(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The record's own id, without what all of them begin with.
    fn id(&self) -> Option<&str> {
        Some(self.field("warc-record-id")?.trim_matches(['<', '>']).trim_start_matches("urn:uuid:"))
    }

    /// The first language, which most of the text is in.
    fn language(&self) -> Option<String> {
        let languages = self.field("warc-identified-content-language")?;
        languages.split(',').next().map(|language| language.trim().to_string()).filter(|language| !language.is_empty())
    }
}

impl<R: BufRead> Crawl<'_, R> {
    /// What stands next in the file; `None` at its end.
    fn next_head(&mut self) -> std::io::Result<Option<Found>> {
        let garbage = self.pass_to_next()?;
        if garbage > 0 {
            return Ok(Some(Found::Garbage(garbage)));
        }
        if !self.begins {
            return Ok(None);
        }
        self.begins = false;
        if let Some(head) = self.head()? {
            return Ok(Some(Found::Head(head)));
        }
        self.pass_to_next()?;
        Ok(Some(Found::EndlessHead))
    }

    /// Passes on to the first line of a record, or to the end, over so many bytes that are none.
    fn pass_to_next(&mut self) -> std::io::Result<u64> {
        let mut garbage = 0;
        while !self.begins {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            self.begins = line.starts_with(b"WARC/");
            if !self.begins && (garbage > 0 || !line.trim_ascii().is_empty()) {
                garbage += line.len() as u64;
            }
        }
        Ok(garbage)
    }

    /// The lines up to a blank one; `None` where that does not come. A line that begins with a blank goes on with the one before.
    fn head(&mut self) -> std::io::Result<Option<Head>> {
        let mut head: Vec<(String, String)> = Vec::new();
        for _ in 0..MAX_LINES {
            let line = self.line()?;
            if line.trim_ascii().is_empty() {
                return Ok(Some(Head(head)));
            }
            let line = String::from_utf8_lossy(&line);
            match (line.starts_with([' ', '\t']), line.split_once(':'), head.last_mut()) {
                (true, _, Some((_, value))) => *value = format!("{value} {}", line.trim()),
                (_, Some((name, value)), _) => head.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
                _ => {}
            }
        }
        Ok(None)
    }

    fn line(&mut self) -> std::io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// What comes of a record. Its block is read to its end in any case.
    fn items_of(&mut self, head: &Head) -> Result<Vec<Item>, Stop> {
        let limit = self.options.limits.record_bytes;
        let Some(length) = head.field("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Ok(self.problem("invalid_warc", "its head tells no length"));
        };
        let kind = head.field("warc-type").unwrap_or_default();
        let is_response = kind.eq_ignore_ascii_case("response");
        let is_wanted = is_response || ["resource", "conversion"].iter().any(|wanted| kind.eq_ignore_ascii_case(wanted));
        if !is_wanted || length > limit {
            self.skip(length)?;
            let too_long = || self.problem("too_long", &format!("it is longer than {limit} bytes"));
            return Ok(is_wanted.then(too_long).unwrap_or_default());
        }
        let mut block = Vec::new();
        self.reader.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Ok(self.problem("invalid_warc", "the file ends inside it"));
        }
        let content_type = head.field("content-type").unwrap_or_default();
        let is_http = |kind: &str| kind.eq_ignore_ascii_case("application/http");
        let payload = match is_response && content_type.get(..16).is_some_and(is_http) {
            true => payload_of(block, limit),
            false => Ok(Some(Payload { content_type: content_type.to_string(), bytes: block, is_cut: false })),
        };
        Ok(match payload {
            Ok(Some(payload)) => self.items_of_payload(&payload, head),
            Ok(None) => Vec::new(),
            Err(message) => self.problem("unreadable_payload", &message),
        })
    }

    fn items_of_payload(&self, payload: &Payload, head: &Head) -> Vec<Item> {
        let (source, name) = (self.source(), format!("record {}", self.number));
        let id = head.id().filter(|_| !self.options.is_called_by_stem()).map_or_else(|| self.names.id(self.number), str::to_string);
        let url = head.field("warc-target-uri").map(|url| url.trim_matches(['<', '>']));
        let mut record = Record::new(&source, &name, None, &payload.bytes, self.options);
        match payload.kind().as_str() {
            "text/html" | "application/xhtml+xml" => record.article_of_page(&id, url, payload.charset()),
            "text/plain" => {
                record.declared = payload.charset().or(record.declared);
                let text = record.decoded().into_owned();
                let url = url.map(str::to_string);
                record.add_text(Article { id, url, text, language: head.language(), ..Article::default() });
            }
            _ => return record.items,
        }
        if payload.is_cut || head.field("warc-truncated").is_some() {
            record.problem("cut_payload", Severity::Warning, None, "its end is missing or broken: the article may end early");
        }
        record.items
    }

    fn skip(&mut self, length: u64) -> Reading {
        let skipped = std::io::copy(&mut self.reader.by_ref().take(length), &mut std::io::sink())?;
        match skipped < length {
            true => output::refused("invalid_warc", format!("the file ends inside record {}", self.number)),
            false => Ok(()),
        }
    }

    fn problem(&self, code: &'static str, message: &str) -> Vec<Item> {
        let message = format!("record {}: {message}", self.number);
        vec![Item::problem(&self.source(), code, Severity::Error, None, message)]
    }

    fn source(&self) -> String {
        self.names.source(self.number)
    }
}
