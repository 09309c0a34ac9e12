//! What several descriptors say alike: title, authors, day, licence and the citation made of them.

use serde_json::Value;

use crate::dataset::Manifest;

/// The program's name and version.
pub(super) fn tool_of(manifest: &Manifest) -> (&str, &str) {
    manifest.tool.split_once(' ').unwrap_or((&manifest.tool, ""))
}

/// A string of YAML: those of JSON are such.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The day that the pipeline names, else that of the newest article: no clock is asked, so that the same input gives the same bytes.
pub(super) fn day_of_release(manifest: &Manifest) -> Option<String> {
    let articles = manifest.tables.iter().find(|table| table.name == "articles");
    let newest = |column: &str| articles?.columns.get(column)?.greatest.as_ref()?.as_str().map(str::to_string);
    manifest.pipeline.date.clone().or_else(|| newest("published_on").max(newest("updated_on")))
}

/// The address of a licence: SPDX has one for each of its identifiers.
pub(super) fn license_address(license: &str) -> String {
    if license.contains("://") { license.to_string() } else { format!("https://spdx.org/licenses/{license}") }
}

/// Authors, year, title and version in one sentence.
pub(super) fn citation_text(manifest: &Manifest) -> String {
    let pipeline = &manifest.pipeline;
    let year = year_of(manifest).map(|year| format!(" ({year})")).unwrap_or_default();
    let place =
        pipeline.doi.as_ref().map(|doi| format!(" https://doi.org/{doi}")).or(pipeline.url.as_ref().map(|url| format!(" {url}")));
    format!(
        "{}{year}. {} (version {}) [Data set].{}",
        authors(manifest, ", "),
        pipeline.title(),
        pipeline.version,
        place.unwrap_or_default()
    )
}

/// An entry for BibTeX.
pub(super) fn bibtex(manifest: &Manifest) -> String {
    let pipeline = &manifest.pipeline;
    let mut lines = vec![
        ("author", format!("{{{}}}", authors(manifest, "} and {"))),
        ("title", pipeline.title().to_string()),
        ("version", pipeline.version.clone()),
    ];
    lines.extend(year_of(manifest).map(|year| ("year", year)));
    lines.extend(pipeline.doi.clone().map(|doi| ("doi", doi)));
    lines.extend(pipeline.url.clone().map(|url| ("url", url)));
    let key: String = pipeline.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let lines: Vec<String> = lines.into_iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@misc{{{key},\n{}\n}}", lines.join(",\n"))
}

fn authors(manifest: &Manifest, between: &str) -> String {
    let authors = &manifest.pipeline.authors;
    if authors.is_empty() {
        return format!("The authors of {}", manifest.pipeline.title());
    }
    authors.iter().map(|author| author.full_name()).collect::<Vec<_>>().join(between)
}

/// Only the year that the pipeline names is one of publication.
fn year_of(manifest: &Manifest) -> Option<String> {
    manifest.pipeline.date.as_ref().and_then(|date| date.get(..4)).map(str::to_string)
}
