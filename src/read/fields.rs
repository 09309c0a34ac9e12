//! Which field of a record is what: as the pipeline file maps them, or by the names that scrapers and archives use.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ReadOptions;
use super::output::{self, Output, Reading, Stop};
use value::{prose_of, string_of, unless_missing};

/// The names of a record's fields; `None` where the usual names are tried. A name that begins with `/` is a JSON pointer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldNames {
    pub id: Option<String>,
    pub text: Option<String>,
    pub title: Option<String>,
    pub published_on: Option<String>,
    pub updated_on: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub byline: Option<String>,
    pub language: Option<String>,
}

// Names that are tried, in this order, where the pipeline file names no field: those of trafilatura, news-please, Fundus, Media Cloud,
// NELA-GT and All the News, and what others call the same. Capitals are all one.
const ID: &[&str] = &["id", "article_id", "uid", "uri", "stories_id"];
const TEXT: &[&str] = &["text", "maintext", "plaintext", "body", "content", "article", "article_text", "full_text", "raw_text"];
const TITLE: &[&str] = &["title", "headline"];
const PUBLISHED_ON: &[&str] =
    &["published_on", "date_publish", "publish_date", "publishing_date", "publication_date", "date", "published", "pub_date"];
const UPDATED_ON: &[&str] = &["updated_on", "date_modify", "modified", "updated"];
const OUTLET: &[&str] = &[
    "outlet",
    "sitename",
    "source-hostname",
    "publication",
    "publisher",
    "media_name",
    "source_domain",
    "/html/source_info/publisher",
    "source",
    "hostname",
];
const URL: &[&str] = &["url", "link", "source_url", "/html/responded_url", "source"];
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

    /// Refuses a table without a column that could be the text, or without one that the pipeline file names.
    pub(super) fn check_names(names: &[String], options: &ReadOptions) -> Result<(), Stop> {
        let columns = || names.iter().take(30).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let mapped = &options.fields;
        let named = [&mapped.text, &mapped.title, &mapped.published_on, &mapped.updated_on];
        let named = named.into_iter().chain([&mapped.outlet, &mapped.url, &mapped.byline, &mapped.language]).flatten();
        let mut named = named.map(String::as_str).chain(options.id_field());
        if let Some(missing) = named.find(|name| !name.starts_with('/') && !names.iter().any(|column| column == name)) {
            let message = format!("there is no column `{missing}`, as the pipeline file has it; the columns are {}", columns());
            return output::refused("no_such_column", message);
        }
        let is_text = |name: &String| TEXT.iter().any(|usual| usual.eq_ignore_ascii_case(name));
        if mapped.text.is_none() && !names.iter().any(is_text) {
            let message = format!("no column is called {}; name one as `text` in `[input.fields]`: {}", TEXT.join(", "), columns());
            return output::refused("no_text_column", message);
        }
        Ok(())
    }

    /// Says so where columns that may be asked for have one name.
    pub(super) fn tell_repeated(source: &str, names: &[String], options: &ReadOptions, output: &mut Output) -> Reading {
        let mut seen = HashSet::new();
        let of_use = names.iter().filter(|name| Self::is_of_use(name, options));
        let repeated: Vec<String> = of_use.filter(|&name| !seen.insert(name)).map(|name| format!("`{name}`")).collect();
        match repeated.is_empty() {
            true => Ok(()),
            false => {
                let message = format!("columns come again: {}; of each name the first one counts", repeated.join(", "));
                output.doubt(source, "repeated_column", message)
            }
        }
    }

    /// Whether a column may be asked for.
    pub(super) fn is_of_use(column: &str, options: &ReadOptions) -> bool {
        let first_of =
            |name: &str| name.strip_prefix('/').map_or(name.to_string(), |rest| part(rest.split('/').next().unwrap_or(rest)));
        let mapped = &options.fields;
        let named = [&mapped.id, &mapped.text, &mapped.title, &mapped.published_on, &mapped.updated_on, &options.id];
        let named = named.into_iter().chain([&mapped.outlet, &mapped.url, &mapped.byline, &mapped.language]).flatten();
        let usual = [ID, TEXT, TITLE, PUBLISHED_ON, UPDATED_ON, OUTLET, URL, BYLINE, LANGUAGE].into_iter().flatten();
        named.map(|name| first_of(name)).any(|name| name == column)
            || usual.map(|name| first_of(name)).any(|name| name.eq_ignore_ascii_case(column))
    }

    /// The article's text; `None` where it is missing or blank. A carriage return that the record escapes is a character of its
    /// text like any other, so that offsets fit the record's own string.
    pub(super) fn text(&self) -> Option<String> {
        let text = self.find(self.options.fields.text.as_deref(), TEXT, |value| unless_missing(prose_of(value)?.into_owned()))?;
        Some(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
    }

    /// A field that holds objects, as the records of an answer from the web are held.
    pub(super) fn list_of_objects(&self) -> Option<&'a str> {
        let is_list = |value: &Value| value.as_array().and_then(|items| items.first()).is_some_and(Value::is_object);
        self.object.iter().find(|(_, value)| is_list(value)).map(|(name, _)| name.as_str())
    }

    /// The field names under which the text was looked for.
    pub(super) fn text_names(&self) -> String {
        self.options.fields.text.clone().unwrap_or_else(|| TEXT.join(", "))
    }

    pub(super) fn id(&self) -> Option<String> {
        match self.options.is_called_by_stem() {
            true => None,
            false => self.find(self.options.id_field(), ID, string_of),
        }
    }

    pub(super) fn title(&self) -> Option<String> {
        self.find(self.options.fields.title.as_deref(), TITLE, string_of)
    }

    /// The first date that can be read; where none can, the first that is told.
    pub(super) fn published_on(&self) -> Option<String> {
        self.date(self.options.fields.published_on.as_deref(), PUBLISHED_ON)
    }

    pub(super) fn updated_on(&self) -> Option<String> {
        self.date(self.options.fields.updated_on.as_deref(), UPDATED_ON)
    }

    /// `source` is the address of the page for some scrapers, the outlet for others.
    pub(super) fn outlet(&self) -> Option<String> {
        let named = self.options.fields.outlet.as_deref();
        self.find(named, OUTLET, |value| string_of(value).filter(|text| named.is_some() || !is_address(text)))
    }

    pub(super) fn url(&self) -> Option<String> {
        let named = self.options.fields.url.as_deref();
        self.find(named, URL, |value| string_of(value).filter(|text| named.is_some() || is_address(text)))
    }

    pub(super) fn byline(&self) -> Option<String> {
        self.find(self.options.fields.byline.as_deref(), BYLINE, string_of)
    }

    pub(super) fn language(&self) -> Option<String> {
        self.find(self.options.fields.language.as_deref(), LANGUAGE, string_of)
    }

    fn date(&self, named: Option<&str>, usual: &[&str]) -> Option<String> {
        let readable = self.find(named, usual, |value| string_of(value).filter(|text| date_of(text).is_some()));
        readable.or_else(|| self.find(named, usual, string_of))
    }

    /// What `read` makes of the field that was named, or else of the first of the usual ones that it makes anything of.
    fn find(&self, named: Option<&str>, usual: &[&str], read: impl Fn(&Value) -> Option<String>) -> Option<String> {
        match named {
            Some(name) => read(self.value(name, |key| self.object.get(key))?),
            None => usual.iter().find_map(|name| read(self.value(name, |key| self.get_in_any_case(key))?)),
        }
    }

    /// The value of a field, or of the place that a JSON pointer names.
    fn value(&self, name: &str, get: impl Fn(&str) -> Option<&'a Value>) -> Option<&'a Value> {
        let Some(pointer) = name.strip_prefix('/') else { return get(name) };
        match pointer.split_once('/') {
            Some((first, rest)) => get(&part(first))?.pointer(&format!("/{rest}")),
            None => get(&part(pointer)),
        }
    }

    fn get_in_any_case(&self, name: &str) -> Option<&'a Value> {
        let same = || self.object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        self.object.get(name).or_else(same)
    }
}

/// One part of a JSON pointer as the key that it means.
fn part(escaped: &str) -> String {
    escaped.replace("~1", "/").replace("~0", "~")
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

mod day;
mod value;

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
