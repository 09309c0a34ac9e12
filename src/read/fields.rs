//! Which field of a record is what: as the pipeline file maps them, or by the names that scrapers and archives use.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::ReadOptions;

/// Names that are tried, in this order, where the pipeline file names no field.
const ID: &[&str] = &["id", "article_id", "uid", "uri", "stories_id"];
const TEXT: &[&str] = &["text", "maintext", "body", "content", "article", "plaintext", "raw_text"];
const TITLE: &[&str] = &["title", "headline"];
const PUBLISHED_ON: &[&str] = &["published_on", "date_publish", "publish_date", "publishing_date", "published", "date"];
const UPDATED_ON: &[&str] = &["updated_on", "date_modify", "modified", "updated"];
const OUTLET: &[&str] = &["outlet", "sitename", "publication", "publisher", "source_domain", "media_name", "source"];
const URL: &[&str] = &["url", "link", "source_url"];
const BYLINE: &[&str] = &["byline", "authors", "author"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// A record's fields, asked by what they mean.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    options: &'a ReadOptions,
}

impl<'a> Fields<'a> {
    pub(super) fn new(object: &'a Map<String, Value>, options: &'a ReadOptions) -> Fields<'a> {
        Fields { object, options }
    }

    /// The article's text; `None` where it is missing or blank. A carriage return that the record escapes is a character of its
    /// text like any other, so that offsets fit the record's own string.
    pub(super) fn text(&self) -> Option<String> {
        let text = self.string(self.options.fields.text.as_deref(), TEXT)?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_string())
    }

    /// The field names under which the text was looked for.
    pub(super) fn text_names(&self) -> String {
        self.options.fields.text.clone().unwrap_or_else(|| TEXT.join(", "))
    }

    pub(super) fn id(&self) -> Option<String> {
        let named = self.options.fields.id.as_deref().or(self.options.id.as_deref().filter(|&id| id != "stem"));
        self.string(named, ID)
    }

    pub(super) fn title(&self) -> Option<String> {
        self.string(self.options.fields.title.as_deref(), TITLE)
    }

    pub(super) fn published_on(&self) -> Option<String> {
        self.string(self.options.fields.published_on.as_deref(), PUBLISHED_ON)
    }

    pub(super) fn updated_on(&self) -> Option<String> {
        self.string(self.options.fields.updated_on.as_deref(), UPDATED_ON)
    }

    pub(super) fn outlet(&self) -> Option<String> {
        self.string(self.options.fields.outlet.as_deref(), OUTLET)
    }

    pub(super) fn url(&self) -> Option<String> {
        self.string(self.options.fields.url.as_deref(), URL)
    }

    pub(super) fn byline(&self) -> Option<String> {
        self.string(self.options.fields.byline.as_deref(), BYLINE)
    }

    pub(super) fn language(&self) -> Option<String> {
        self.string(self.options.fields.language.as_deref(), LANGUAGE)
    }

    /// The field that was named, or else the first of the usual ones that has a value. A name that begins with `/` is a JSON pointer.
    fn string(&self, named: Option<&str>, usual: &[&str]) -> Option<String> {
        match named {
            Some(pointer) if pointer.starts_with('/') => string_of(pointer_into(self.object, pointer)?),
            Some(name) => string_of(self.object.get(name)?),
            None => usual.iter().find_map(|name| string_of(self.object.get(*name)?)),
        }
    }
}

fn pointer_into<'a>(object: &'a Map<String, Value>, pointer: &str) -> Option<&'a Value> {
    let (first, rest) = pointer[1..].split_once('/').map_or((&pointer[1..], ""), |(first, rest)| (first, rest));
    let value = object.get(&first.replace("~1", "/").replace("~0", "~"))?;
    if rest.is_empty() { Some(value) } else { value.pointer(&format!("/{rest}")) }
}

/// A value as text: strings as they are, numbers as written, lists of strings joined by commas; `None` for blank ones.
fn string_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().filter_map(string_of).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

mod day;

/// The day of a field; `None` for what would have to be guessed.
pub(super) fn date_of(text: &str) -> Option<Date> {
    day::day_of(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_not_guessed() {
        let day = Some(Date::constant(2025, 3, 4));
        for text in ["2025-03-04", " 2025-03-04T23:59:00+02:00", "2025-03-04 10:00:00", "Tue, 4 Mar 2025 08:00:00 +0000"] {
            assert_eq!(date_of(text), day, "{text}");
        }
        for text in ["03/04/2025", "2025-03-041", "yesterday", "", "2025-13-01", "é2025-03-04"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
