//! `CITATION.cff` 1.2.0: how the dataset is cited, and the program that made it.
//!
//! Strings are written as JSON writes them, which YAML reads as they are.

use std::fmt::Write;

use super::{quoted, tool_of};
use crate::dataset::Manifest;
use crate::spec::Author;

pub(super) fn citation(manifest: &Manifest) -> String {
    let pipeline = &manifest.pipeline;
    let mut text = String::from("cff-version: 1.2.0\nmessage: \"If you use this dataset, please cite it.\"\ntype: dataset\n");
    let _ = writeln!(text, "title: {}\nversion: {}", quoted(pipeline.title()), quoted(&pipeline.version));
    let license = pipeline.license.as_ref();
    let lines = [
        ("abstract", pipeline.description.as_ref()),
        ("license", license.filter(|license| !license.contains("://"))),
        ("license-url", license.filter(|license| license.contains("://"))),
        ("date-released", pipeline.date.as_ref()),
        ("url", pipeline.url.as_ref()),
        ("doi", pipeline.doi.as_ref()),
    ];
    for (key, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(text, "{key}: {}", quoted(value));
        }
    }
    if !pipeline.keywords.is_empty() {
        let keywords: String = pipeline.keywords.iter().map(|word| format!("  - {}\n", quoted(word))).collect();
        let _ = write!(text, "keywords:\n{keywords}");
    }
    text.push_str("authors:\n");
    if pipeline.authors.is_empty() {
        // The format wants an author: one who is not named is told as such.
        let _ = writeln!(text, "  - name: {}", quoted(&format!("The authors of {}", pipeline.title())));
    }
    pipeline.authors.iter().for_each(|author| text.push_str(&author_lines(author)));
    let (tool, version) = tool_of(manifest);
    let _ = write!(
        text,
        "references:\n  - type: software\n    title: {}\n    version: {}\n    authors:\n      - name: \"The columnist authors\"\n",
        quoted(tool),
        quoted(version)
    );
    text
}

fn author_lines(author: &Author) -> String {
    let orcid = author.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
    let lines = [
        ("name", &author.name),
        ("given-names", &author.given_names),
        ("family-names", &author.family_names),
        ("affiliation", &author.affiliation),
        ("orcid", &orcid),
        ("email", &author.email),
    ];
    // An organisation has no affiliation there.
    let lines = lines.into_iter().filter(|(key, _)| author.is_person() || *key != "affiliation");
    let mut text = String::new();
    for (key, value) in lines.filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        let start = if text.is_empty() { "  - " } else { "    " };
        let _ = writeln!(text, "{start}{key}: {}", quoted(value));
    }
    text
}
