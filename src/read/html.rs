//! HTML: one page, one article. The article's text and what the page says about it are found by a port of Mozilla's Readability.

use dom_smoothie::{Config, Readability, TextMode};

use super::output::{Output, Reading, shielded};
use super::record::Record;
use super::stream::Stream;
use super::{Format, ReadOptions, page_shape};
use crate::annotation::Severity;
use crate::text::Article;

pub(super) const FORMAT: Format = Format { name: "html", endings: &["html", "htm", "xhtml"], read };

/// How far into a page its own `charset` is looked for, as browsers have it.
const CHARSET_WITHIN: usize = 1024;

fn read(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let (source, id) = (stream.source.clone(), stream.stem());
    match stream.whole(&options.limits) {
        Ok(bytes) => {
            let mut record = Record::new(&source, "", Some(0), &bytes, options);
            record.article_of_page(&id, None, None);
            output.record(record.items)
        }
        Err(stop) => output.unreadable_record(&source, stop),
    }
}

impl<'a> Record<'a> {
    /// The article of a page, of which the record may tell the address and the encoding.
    pub(super) fn article_of_page(&mut self, id: &str, url: Option<&str>, charset: Option<&'a str>) {
        if self.bytes.len() as u64 > self.options.limits.page_bytes {
            let message = format!("the page is longer than the {} bytes of `page_bytes`", self.options.limits.page_bytes);
            return self.problem("too_long", Severity::Error, None, &message);
        }
        self.declared = charset.or_else(|| charset_of(self.bytes)).or(self.declared);
        let html = self.decoded();
        if let Some(fault) = page_shape::fault_of(&html) {
            return self.problem("tangled_page", Severity::Error, None, &fault);
        }
        match article_of(&html) {
            Some(page) => self.add_page(id, url, page),
            None => self.problem("no_article", Severity::Error, None, "no article was found on the page"),
        }
    }

    fn add_page(&mut self, id: &str, url: Option<&str>, page: dom_smoothie::Article) {
        let outlet = page.site_name;
        let (published_on, updated_on) =
            (self.date("published_on", page.published_time), self.date("updated_on", page.modified_time));
        self.add(Article {
            id: id.to_string(),
            title: without_outlet(&page.title, outlet.as_deref()),
            byline: page.byline,
            url: url.map(str::to_string).or(page.url),
            published_on,
            updated_on,
            language: page.lang,
            text: page.text_content.trim().to_string(),
            outlet,
            ..Article::default()
        });
    }
}

/// What Readability makes of a page, if it finds any text.
fn article_of(html: &str) -> Option<dom_smoothie::Article> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let parse = || Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    let article = shielded(parse).ok()?.ok()?;
    (!article.text_content.trim().is_empty()).then_some(article)
}

/// The title of the article where that of the page goes on with the outlet: `Harbour reopens - The Ferry Times`.
fn without_outlet(title: &str, outlet: Option<&str>) -> Option<String> {
    let shorter =
        outlet.and_then(|outlet| title.strip_suffix(outlet)?.trim_end().strip_suffix(['-', '–', '—', '|', '·', '«', '»']));
    let title = shorter.unwrap_or(title).trim();
    (!title.is_empty()).then(|| title.to_string())
}

/// The encoding that a page's head declares, as HTML does or as XML does (`<?xml version="1.0" encoding="…"?>`).
fn charset_of(page: &[u8]) -> Option<&str> {
    let head = &page[..page.len().min(CHARSET_WITHIN)];
    let behind = |name: &[u8]| {
        let at = head.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name));
        at.map(|at| at + name.len())
    };
    let is_xml = head.trim_ascii_start().starts_with(b"<?xml");
    let at = behind(b"charset=").or_else(|| behind(b"encoding=").filter(|_| is_xml))?;
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte)).unwrap_or(label.len());
    std::str::from_utf8(&label[..end]).ok().filter(|label| !label.is_empty())
}
