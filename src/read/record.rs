//! One record on its way to an article, with the problems met.

use std::borrow::Cow;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::decode::decode_as;
use super::fields::{Fields, date_of};
use super::output::Item;
use super::python_json::{Mended, mended};
use super::{LegacyGuess, ReadOptions, mojibake, sha256_hex};
use crate::annotation::Severity;
use crate::text::Article;

/// Characters at the beginning of a text that tell whether it is one.
const LOOK: usize = 1 << 16;
/// So many control characters are no accident of a short one.
const FEWEST_FOREIGN: usize = 8;

/// A record and what came of it so far.
pub(super) struct Record<'a> {
    pub(super) items: Vec<Item>,
    source: &'a str,
    /// What messages call it, such as `line 3`; empty for a whole file.
    name: &'a str,
    /// First byte of the record in its stream, where it has one.
    start: Option<u64>,
    pub(super) bytes: &'a [u8],
    /// The encoding that the record's source tells.
    pub(super) declared: Option<&'a str>,
    /// That of its stream, where it has neighbours.
    guess: Option<&'a LegacyGuess>,
    encoding: String,
    pub(super) options: &'a ReadOptions,
}

impl<'a> Record<'a> {
    pub(super) fn new(source: &'a str, name: &'a str, start: Option<u64>, bytes: &'a [u8], options: &'a ReadOptions) -> Record<'a> {
        let encoding = "utf-8".to_string();
        let declared = options.encoding.as_deref();
        Record { items: Vec::new(), source, name, start, bytes, declared, guess: None, encoding, options }
    }

    /// Says what the stream was decoded from as a whole, if it was, or what its records are taken for that are no UTF-8.
    pub(super) fn encoded_as(mut self, encoding: Option<&str>, guess: &'a LegacyGuess) -> Record<'a> {
        self.guess = Some(guess);
        if let Some(encoding) = encoding {
            self.declared = None;
            self.encoding = encoding.to_string();
        }
        self
    }

    /// The record's bytes as text; a problem where they had to be guessed.
    pub(super) fn decoded(&mut self) -> Cow<'a, str> {
        let decoded = decode_as(self.bytes, self.declared, self.guess.unwrap_or(&LegacyGuess::default()));
        if self.encoding == "utf-8" {
            self.encoding = decoded.encoding;
        }
        for problem in decoded.problems {
            self.problem(problem.code, Severity::Warning, problem.at, &problem.message);
        }
        decoded.text
    }

    /// The article of a record that is a JSON object, called `id` where none of its fields says otherwise.
    pub(super) fn article_of_json(&mut self, id: &str) {
        let text = self.decoded();
        match serde_json::from_str(&text).or_else(|cause| self.mended_object(&text).ok_or(cause)) {
            Ok(object) => self.article_of_fields(id, &object),
            Err(cause) => {
                let (at, why) = (place_of(&cause, &text), cause.to_string());
                let why = why.split(" at line ").next().unwrap_or_default();
                self.problem("invalid_json", Severity::Error, Some(at), &format!("it is no JSON object: {why} at its byte {at}"));
            }
        }
    }

    /// The object of what is nearly JSON.
    fn mended_object(&mut self, text: &str) -> Option<Map<String, Value>> {
        let Mended { json, first_half, halves } = mended(text)?;
        let object = serde_json::from_str(&json).ok()?;
        if halves > 0 {
            let places = if halves == 1 { "escape that is" } else { "escapes that are" };
            let message = format!("{halves} {places} half of a character: each became U+FFFD");
            self.problem("invalid_bytes", Severity::Warning, Some(first_half), &message);
        }
        Some(object)
    }

    /// The article of a record with named fields, called `id` where none of them says otherwise.
    pub(super) fn article_of_fields(&mut self, id: &str, object: &Map<String, Value>) {
        let fields = Fields::new(object, self.options);
        let Some(text) = fields.text() else {
            let hint =
                fields.list_of_objects().map(|name| format!("; if its field `{name}` is a list of articles, make a file of it"));
            let names = fields.text_names();
            let message = format!("there is no text: none of the fields {names} holds any{}", hint.unwrap_or_default());
            return self.problem("empty_text", Severity::Error, None, &message);
        };
        let published_on = self.date("published_on", fields.published_on());
        let updated_on = self.date("updated_on", fields.updated_on());
        let own_id = fields.id();
        if let (None, Some(field)) = (&own_id, self.options.id_field()) {
            let message = format!("there is no `{field}`: it is called {id} after its place");
            self.problem("no_id", Severity::Warning, None, &message);
        }
        let article = Article {
            id: own_id.unwrap_or_else(|| id.to_string()),
            title: fields.title(),
            byline: fields.byline(),
            outlet: fields.outlet(),
            url: fields.url(),
            published_on,
            updated_on,
            language: fields.language(),
            text,
            ..Article::default()
        };
        self.add_text(article);
    }

    /// Adds the article, if what it has is a text.
    pub(super) fn add_text(&mut self, article: Article) {
        if article.text.trim().is_empty() {
            self.problem("empty_text", Severity::Error, None, "there is no text");
        } else if is_binary(&article.text) {
            let message =
                "it is no text, but a picture, a program or a packed file: one character in twenty or more is a control character";
            self.problem("not_text", Severity::Error, None, message);
        } else {
            self.add(article);
        }
    }

    /// Adds the article, if it is no longer than an article may be. Where it stands and how it was written is filled in here.
    pub(super) fn add(&mut self, article: Article) {
        let (length, limit) = (article.text.len(), self.options.limits.article_bytes);
        if length as u64 > limit {
            let message = format!("the text has {length} bytes, more than the {limit} of `article_bytes`");
            return self.problem("too_long", Severity::Error, None, &message);
        }
        let mut article = Article {
            source: self.source.to_string(),
            source_sha256: sha256_hex(self.bytes),
            encoding: std::mem::take(&mut self.encoding),
            ..article
        };
        self.items.extend(mojibake::check(&mut article, self.options.repair).map(Item::Problem));
        for item in &mut self.items {
            if let Item::Problem(problem) = item {
                problem.article_id = Some(article.id.clone());
            }
        }
        self.items.push(Item::Article(article));
    }

    /// A problem at one byte of the record, or with all of it.
    pub(super) fn problem(&mut self, code: &'static str, severity: Severity, at: Option<usize>, message: &str) {
        let length = at.map_or(self.bytes.len() as u64, |_| 1);
        let span = self.start.map(|start| start + at.unwrap_or_default() as u64).map(|start| (start, start + length));
        // A whole file that has no text is told without a span, as it may have no bytes.
        let span = span.filter(|_| at.is_some() || !self.name.is_empty());
        let message = if self.name.is_empty() { message.to_string() } else { format!("{}: {message}", self.name) };
        self.items.push(Item::problem(self.source, code, severity, span, message));
    }

    /// A date that can be read; a problem for one that cannot.
    pub(super) fn date(&mut self, name: &str, value: Option<String>) -> Option<Date> {
        let value = value?;
        let date = date_of(&value);
        if date.is_none() {
            let message = format!("{name} `{value}` is no date that can be read without guessing");
            self.problem("unreadable_date", Severity::Warning, None, &message);
        }
        date
    }
}

/// Whether a text was none: a file of other bytes has a control character for every eight bytes or so, a text has one in a page.
fn is_binary(text: &str) -> bool {
    let is_foreign = |&c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r');
    let (mut foreign, mut all) = (0_usize, 0_usize);
    for c in text.chars().take(LOOK) {
        all += 1;
        foreign += usize::from(is_foreign(&c));
    }
    foreign >= FEWEST_FOREIGN && foreign * 20 >= all
}

/// The byte of `text` that serde tells by line and column.
fn place_of(cause: &serde_json::Error, text: &str) -> usize {
    let before: usize = text.split_inclusive('\n').take(cause.line().saturating_sub(1)).map(str::len).sum();
    before + cause.column().saturating_sub(1)
}
