//! The file of own names that `[stages.countries] extra` names: tab-separated, with the columns `name`, `country_code` and, if wanted, `form`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};
use serde::Deserialize;

use crate::annotation::CountryForm;
use crate::error::{Error, nearest};
use crate::lang::en::{Place, Surface, countries, country};
use crate::stages::countries::OwnNames;

/// Stands for the country of a name that is none.
const NO_COUNTRY: &str = "-";

/// What the first line must say.
const COLUMNS: &str = "the columns are `name`, `country_code` and `form`, with a tab between them; the first line names them";

/// A row of the file.
#[derive(Deserialize)]
struct Row {
    name: String,
    country_code: String,
    form: Option<String>,
}

/// Reads a file of own names.
///
/// # Errors
/// A file that cannot be read, lacks a column, or has a row with an unknown code or form, without a name, or for the second time.
pub(super) fn read_own_names(path: &Path) -> Result<OwnNames, Error> {
    let text = std::fs::read_to_string(path).map_err(|cause| Error::file("read the names of countries in", path, cause))?;
    let names = names_in(&text).map_err(|refusal| refusal.in_file(path, &text))?;
    let fingerprint = blake3::hash(text.as_bytes()).to_hex().to_string();
    OwnNames::new(names, fingerprint).map_err(|cause| Error::refused(format!("{}: {cause}", path.display()), "shorten the list"))
}

fn names_in(text: &str) -> Result<Vec<(String, Place)>, Refusal> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    if let Some(lacking) = ["name", "country_code"].into_iter().find(|wanted| !headers.iter().any(|header| header == *wanted)) {
        let message = format!("the first line names no column `{lacking}`");
        return Err(Refusal { byte: Some(0), message, mend: COLUMNS.to_string() });
    }
    let mut names: Vec<(String, Place)> = Vec::new();
    let mut seen = BTreeSet::new();
    for record in reader.records() {
        let record = record?;
        let byte = record.position().map(csv::Position::byte);
        let row: Row = record.deserialize(Some(&headers)).map_err(|cause| Refusal::from(cause).at(byte))?;
        if row.name.trim().is_empty() || !seen.insert(row.name.clone()) {
            let message = format!("the name `{}` is empty or stands here for the second time", row.name);
            return Err(Refusal { byte, message, mend: "give each name one row".to_string() });
        }
        let place = place_of(&row).map_err(|refusal| refusal.at(byte))?;
        names.push((row.name, place));
    }
    Ok(names)
}

fn place_of(row: &Row) -> Result<Place, Refusal> {
    if row.country_code == NO_COUNTRY {
        return Ok(Place::default());
    }
    let country = country(&row.country_code).ok_or_else(|| Refusal::of_code(&row.country_code))?;
    let form = row.form.as_deref().filter(|form| !form.is_empty()).unwrap_or(CountryForm::Name.name());
    let form = CountryForm::ALL.iter().find(|known| known.name() == form).ok_or_else(|| Refusal::of_form(form))?;
    Ok(Place { countries: vec![Surface::plain(country, *form)], ..Place::default() })
}

/// Why the file is not taken, before it is known which file it is.
struct Refusal {
    byte: Option<u64>,
    message: String,
    mend: String,
}

impl Refusal {
    fn of_code(code: &str) -> Refusal {
        let same = countries().iter().find(|country| country.code3 == code);
        let mend =
            same.map_or("write the two letters of ISO 3166-1".to_string(), |country| format!("did you mean `{}`?", country.code));
        Refusal { byte: None, message: format!("there is no country code `{code}`"), mend }
    }

    fn of_form(form: &str) -> Refusal {
        let near = nearest(form, CountryForm::ALL.iter().map(|form| form.name()));
        let mend = near.map_or("leave it empty for `name`".to_string(), |near| format!("did you mean `{near}`?"));
        Refusal { byte: None, message: format!("there is no form `{form}`"), mend }
    }

    fn at(self, byte: Option<u64>) -> Refusal {
        Refusal { byte, ..self }
    }

    fn in_file(self, path: &Path, text: &str) -> Error {
        let place = self.byte.map(|byte| SourceSpan::from(line_at(text, byte as usize)));
        let source_text = Arc::new(NamedSource::new(path.display().to_string(), text.to_string()));
        Error::Pipeline { message: self.message, source_text, place, mend: Some(self.mend) }
    }
}

impl From<csv::Error> for Refusal {
    fn from(cause: csv::Error) -> Refusal {
        let message = match cause.kind() {
            // The place is shown; csv counts its lines otherwise.
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
            _ => cause.to_string(),
        };
        Refusal { byte: cause.position().map(csv::Position::byte), message, mend: COLUMNS.to_string() }
    }
}

/// The first line behind `start` that is neither empty nor a comment, without its end: csv counts those before a row as a part of it.
fn line_at(text: &str, mut start: usize) -> std::ops::Range<usize> {
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let row = line.trim_end();
        if !row.is_empty() && !row.starts_with('#') {
            return start..start + row.len();
        }
        start += line.len();
    }
    text.len()..text.len()
}
