//! `ro-crate-metadata.json`: RO-Crate 1.1 with the profile Process Run Crate 0.5: which program made which files of what.
//!
//! What the profile recommends and a clock would have to tell (`startTime`, `endTime`) is left out, and so is the machine: the same input
//! gives the same bytes. The day that RO-Crate demands of every crate is the pipeline's own `date`, else that of the newest article.

use serde_json::{Value, json};

use super::{PackagedTable, day_of_release, license_address, tables_of, tool_of};
use crate::dataset::{Manifest, PACKAGE_FILES, sidecar_path};
use crate::spec::Author;

const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const TOOL: &str = "#columnist";
const RUN: &str = "#run";
const INPUT: &str = "#input";
const PIPELINE: &str = "#pipeline";

pub(super) fn research_object(manifest: &Manifest) -> Value {
    let tables = tables_of(manifest);
    let files: Vec<Value> = files(manifest, &tables).collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": reference("./"),
            "conformsTo": reference("https://w3id.org/ro/crate/1.1"),
        }),
        root(manifest, &files),
        json!({"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}),
    ];
    graph.extend(run(manifest, &tables));
    graph.extend(manifest.pipeline.authors.iter().enumerate().map(|(index, author)| author_entity(index, author)));
    graph.extend(
        manifest
            .pipeline
            .license
            .as_deref()
            .map(|license| json!({"@id": license_address(license), "@type": "CreativeWork", "name": license})),
    );
    graph.extend(files);
    json!({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})
}

fn reference(id: impl Into<String>) -> Value {
    json!({"@id": id.into()})
}

fn root(manifest: &Manifest, files: &[Value]) -> Value {
    let pipeline = &manifest.pipeline;
    let description = pipeline.description.clone();
    let mut root = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": pipeline.title(),
        "description": description.unwrap_or_else(|| format!("Tables that {} made of news articles", manifest.tool)),
        "version": pipeline.version,
        "conformsTo": reference(PROFILE),
        "hasPart": files.iter().map(|file| json!({"@id": file["@id"]})).collect::<Vec<_>>(),
        "mentions": [reference(RUN), reference(INPUT)],
    });
    let entries = [
        ("datePublished", day_of_release(manifest).map(Value::from)),
        ("license", pipeline.license.as_deref().map(|license| reference(license_address(license)))),
        ("author", (!pipeline.authors.is_empty()).then(|| authors(manifest))),
        ("keywords", (!pipeline.keywords.is_empty()).then(|| json!(pipeline.keywords.join(", ")))),
        ("identifier", pipeline.doi.as_ref().map(|doi| json!(format!("https://doi.org/{doi}")))),
        ("url", pipeline.url.clone().map(Value::from)),
    ];
    for (key, value) in entries {
        if let Some(value) = value {
            root[key] = value;
        }
    }
    root
}

fn authors(manifest: &Manifest) -> Value {
    manifest.pipeline.authors.iter().enumerate().map(|(index, author)| reference(author_id(index, author))).collect()
}

fn author_id(index: usize, author: &Author) -> String {
    author.orcid.as_ref().map_or_else(|| format!("#author-{}", index + 1), |orcid| format!("https://orcid.org/{orcid}"))
}

fn author_entity(index: usize, author: &Author) -> Value {
    let kind = if author.is_person() { "Person" } else { "Organization" };
    let mut told = json!({"@id": author_id(index, author), "@type": kind, "name": author.full_name()});
    for (key, value) in [("affiliation", &author.affiliation), ("email", &author.email)] {
        if let Some(value) = value {
            told[key] = json!(value);
        }
    }
    told
}

/// The run with all that it was made of: program, pipeline, input.
fn run(manifest: &Manifest, tables: &[PackagedTable]) -> Vec<Value> {
    let (tool, version) = tool_of(manifest);
    let pipeline = &manifest.pipeline;
    let results: Vec<_> = tables.iter().flat_map(|table| table.record.files.keys().map(reference)).collect();
    let mut action = json!({
        "@id": RUN,
        "@type": "CreateAction",
        "name": format!("Run of the pipeline {} {}", pipeline.name, pipeline.version),
        "description": format!("{} read the articles, ran its stages and wrote the tables", manifest.tool),
        "instrument": reference(TOOL),
        "object": [reference(INPUT), reference(PIPELINE)],
        "result": results,
        "actionStatus": "http://schema.org/CompletedActionStatus",
    });
    if !pipeline.authors.is_empty() {
        action["agent"] = authors(manifest);
    }
    let stages: Vec<_> = manifest.stages.iter().map(|stage| format!("{} {}", stage.name, stage.version)).collect();
    let input = &manifest.input;
    vec![
        action,
        json!({
            "@id": TOOL, "@type": "SoftwareApplication", "name": tool, "softwareVersion": version,
            "description": format!("Articles in, columns out. Stages with their versions: {}.", stages.join(", ")),
        }),
        json!({
            "@id": INPUT, "@type": "Collection", "name": "The input articles",
            "description": format!(
                "{} files, {} bytes; BLAKE3 over their names and contents: {}. They are not part of this crate; the text of each article stands in the table articles.",
                input.files, input.bytes, input.blake3
            ),
        }),
        json!({
            "@id": PIPELINE, "@type": "CreativeWork", "name": pipeline.name, "version": pipeline.version,
            "description": "The pipeline. manifest.json has all of its parameters, and the hash of every word list.",
            "subjectOf": reference("manifest.json"),
        }),
    ]
}

/// The data entities: every file of the dataset but the descriptor itself.
fn files<'a>(manifest: &'a Manifest, tables: &'a [PackagedTable]) -> impl Iterator<Item = Value> + 'a {
    let of_table = |table: &'a PackagedTable| {
        table.record.files.iter().map(|(path, file)| {
            let mut entity = file_entity(path, &format!("{} ({} rows)", table.schema.description, table.record.rows));
            entity["contentSize"] = json!(file.bytes.to_string());
            entity["sha256"] = json!(file.sha256);
            entity
        })
    };
    let sidecars = tables
        .iter()
        .filter(|table| table.has_csv())
        .map(|table| file_entity(&sidecar_path(&table.schema.name), &format!("CSVW description of {}.csv", table.schema.name)));
    let package =
        PACKAGE_FILES.iter().filter(|path| **path != "ro-crate-metadata.json").map(|path| file_entity(path, purpose_of(path)));
    let record = format!("What dataset {} was made of, by what, and what came out", manifest.pipeline.name);
    tables.iter().flat_map(of_table).chain(sidecars).chain(package).chain([file_entity("manifest.json", &record)])
}

fn file_entity(path: &str, description: &str) -> Value {
    let format = match path.rsplit('.').next().unwrap_or_default() {
        "parquet" => "application/vnd.apache.parquet",
        "csv" => "text/csv",
        "json" => "application/json",
        "md" => "text/markdown",
        "html" => "text/html",
        _ => "application/yaml",
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    json!({"@id": path, "@type": "File", "name": name, "description": description, "encodingFormat": format})
}

fn purpose_of(path: &str) -> &'static str {
    match path {
        "CITATION.cff" => "How to cite the dataset (Citation File Format 1.2.0)",
        "CODEBOOK.md" | "codebook.html" => "Every table and column with its meaning and values",
        "README.md" => "The card of the dataset, with the configuration that the Hugging Face Hub reads",
        "croissant.json" => "Croissant 1.1",
        _ => "Data Package 2.0",
    }
}
