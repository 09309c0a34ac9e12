//! `README.md`: the card of the dataset. Its YAML header is what the Hugging Face Hub reads: one configuration a table.

use std::fmt::Write;

use super::{PackagedTable, bibtex, citation_text, quoted, tables_of, tool_of};
use crate::dataset::Manifest;

/// Licences by the identifiers of SPDX that the Hub knows, in lower case, too.
const LICENSES_OF_THE_HUB: &[&str] = &[
    "AGPL-3.0",
    "Apache-2.0",
    "BSD-3-Clause",
    "CC-BY-2.0",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-NC-2.0",
    "CC-BY-NC-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-ND-3.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-2.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "MIT",
    "Unlicense",
];

/// Up to how many rows, and what the Hub calls that.
const SIZES: &[(u64, &str)] = &[
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
    (u64::MAX, "n>1B"),
];

pub(super) fn card(manifest: &Manifest) -> String {
    let tables = tables_of(manifest);
    [header(manifest, &tables), what(manifest, &tables), loading(&tables), files_and_citation(manifest)].concat()
}

fn header(manifest: &Manifest, tables: &[PackagedTable]) -> String {
    let pipeline = &manifest.pipeline;
    let mut text = format!("---\npretty_name: {}\n", quoted(pipeline.title()));
    text.push_str(&license_lines(pipeline.license.as_deref()));
    let languages = languages(manifest);
    if !languages.is_empty() {
        let _ = writeln!(text, "language:\n- {}", languages.join("\n- "));
    }
    let rows = tables.iter().map(|table| table.record.rows).max().unwrap_or_default();
    let size = SIZES.iter().find(|(most, _)| rows < *most).map_or("n>1B", |(_, name)| name);
    let _ = writeln!(text, "size_categories:\n- {}\ntags:\n- {}", quoted(size), tags(&pipeline.keywords).join("\n- "));
    text.push_str("configs:\n");
    for (index, table) in tables.iter().enumerate() {
        let default = if index == 0 { "  default: true\n" } else { "" };
        let _ = writeln!(text, "- config_name: {}\n{default}  data_files: {}", table.schema.name, quoted(table.main_file()));
    }
    text + "---\n"
}

fn license_lines(license: Option<&str>) -> String {
    match license {
        None => String::new(),
        Some(license) if LICENSES_OF_THE_HUB.contains(&license) => format!("license: {}\n", license.to_lowercase()),
        Some(license) if license.contains("://") => {
            format!("license: other\nlicense_name: other\nlicense_link: {}\n", quoted(license))
        }
        Some(license) => format!("license: other\nlicense_name: {}\n", quoted(&license.to_lowercase())),
    }
}

/// The languages of the articles, as far as they are whole tags: `und` says that none was told.
fn languages(manifest: &Manifest) -> Vec<String> {
    let articles = manifest.tables.iter().find(|table| table.name == "articles");
    let summary = articles.and_then(|table| table.columns.get("language"));
    let tags = summary.into_iter().flat_map(|summary| summary.top.keys());
    let mut languages: Vec<_> = tags.filter_map(|tag| tag.split('-').next()).filter(|tag| *tag != "und").map(quoted).collect();
    languages.dedup();
    languages
}

fn tags(keywords: &[String]) -> Vec<String> {
    ["news", "text-as-data", "columnist"].into_iter().map(str::to_string).chain(keywords.iter().map(|word| quoted(word))).collect()
}

fn what(manifest: &Manifest, tables: &[PackagedTable]) -> String {
    let (pipeline, input) = (&manifest.pipeline, &manifest.input);
    let mut text = format!("\n# {}\n\n", pipeline.title());
    if let Some(description) = &pipeline.description {
        let _ = writeln!(text, "{description}\n");
    }
    let _ = writeln!(
        text,
        "Version {}. Tidy tables that {} made of {} files of news articles ({} bytes). Every row points to its evidence: \
         `char_start` and `char_end` cut the row's `text` out of `articles.text`, and `rule` names the rule that found it. Rules of language made all rows, \
         no human read them: [CODEBOOK.md](CODEBOOK.md) tells each column, its values here, and the rules.\n",
        pipeline.version, manifest.tool, input.files, input.bytes
    );
    text.push_str("| table | rows | what it holds |\n|---|---|---|\n");
    for table in tables {
        let _ = writeln!(text, "| `{}` | {} | {} |", table.schema.name, table.record.rows, table.schema.description);
    }
    text
}

fn loading(tables: &[PackagedTable]) -> String {
    let table = tables.iter().find(|table| table.schema.name == "claims").or(tables.last());
    let Some(table) = table else { return String::new() };
    let (name, path) = (&table.schema.name, table.main_file());
    let format = if path.ends_with(".csv") { "csv" } else { "parquet" };
    format!(
        "\n## How to load it\n\n```python\nimport polars as pl\n{name} = pl.read_{format}(\"{path}\")\n```\n\n\
         ```r\nlibrary(arrow)\n{name} <- read_{format}{arrow_suffix}(\"{path}\")\n```\n\n\
         ```sql\n-- DuckDB\nSELECT * FROM '{path}' LIMIT 10;\n```\n\n\
         Tables are joined by `article_id` and the index that each counts its rows by (`sentence_index`, `quotation_index`, `speaker_index` …). Offsets count code points from 0.\n",
        arrow_suffix = if format == "csv" { "_arrow" } else { "" },
    )
}

fn files_and_citation(manifest: &Manifest) -> String {
    let license = match manifest.pipeline.license.as_deref() {
        Some(license) => format!("Licence: {license}."),
        None => "No licence is stated.".to_string(),
    };
    let (tool, version) = tool_of(manifest);
    format!(
        "\n## Files\n\n\
         `manifest.json` tells what the tables were made from, with the version of every stage and the hash of every file; `datapackage.json` (Data Package), \
         `croissant.json` (Croissant), `ro-crate-metadata.json` (RO-Crate) and `csv/*.csv-metadata.json` (CSVW) describe them for other tools. \
         All of it, this page too, is written by {tool} {version}; the same input gives the same bytes.\n\n\
         ## Citation and licence\n\n{license} Please cite ([CITATION.cff](CITATION.cff)):\n\n> {}\n\n```bibtex\n{}\n```\n",
        citation_text(manifest),
        bibtex(manifest)
    )
}
