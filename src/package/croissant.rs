//! `croissant.json`: Croissant 1.1, which loaders of training data read. A file object for each file, a record set for each table.

use serde_json::{Map, Value, json};

use super::{PackagedTable, bibtex, day_of_release, license_address, tables_of};
use crate::dataset::{FileRecord, Manifest};
use crate::schema::{ArrowType, Field};
use crate::spec::Author;

/// Terms of the format that stand for themselves: in JSON-LD, each names the one of Croissant's vocabulary.
const TERMS: &[&str] = &[
    "annotation",
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileObject",
    "fileProperty",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "readLines",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "sdVersion",
    "separator",
    "source",
    "subField",
    "transform",
    "unArchive",
    "value",
];

pub(super) fn croissant(manifest: &Manifest) -> Value {
    let pipeline = &manifest.pipeline;
    let tables = tables_of(manifest);
    let mut told = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": pipeline.name,
        "alternateName": pipeline.title(),
        "version": pipeline.version,
        "isLiveDataset": false,
        "citeAs": bibtex(manifest),
        "distribution": tables.iter().flat_map(|table| table.record.files.iter().map(file_object)).collect::<Vec<_>>(),
        "recordSet": tables.iter().map(record_set).collect::<Vec<_>>(),
    });
    let entries = [
        ("description", pipeline.description.clone().map(Value::from)),
        ("license", pipeline.license.as_deref().map(|license| json!(license_address(license)))),
        ("datePublished", day_of_release(manifest).map(Value::from)),
        ("url", pipeline.url.clone().map(Value::from)),
        ("sameAs", pipeline.doi.as_ref().map(|doi| json!(format!("https://doi.org/{doi}")))),
        ("keywords", (!pipeline.keywords.is_empty()).then(|| json!(pipeline.keywords))),
        ("creator", (!pipeline.authors.is_empty()).then(|| pipeline.authors.iter().map(creator).collect())),
    ];
    for (key, value) in entries {
        if let Some(value) = value {
            told[key] = value;
        }
    }
    told
}

fn context() -> Value {
    let mut context: Map<String, Value> = TERMS.iter().map(|term| (term.to_string(), json!(format!("cr:{term}")))).collect();
    let others = [
        ("@language", json!("en")),
        ("@vocab", json!("https://schema.org/")),
        ("conformsTo", json!("dct:conformsTo")),
        ("cr", json!("http://mlcommons.org/croissant/")),
        ("data", json!({"@id": "cr:data", "@type": "@json"})),
        ("dataType", json!({"@id": "cr:dataType", "@type": "@vocab"})),
        ("dct", json!("http://purl.org/dc/terms/")),
        ("description", json!({"@container": "@language"})),
        ("examples", json!({"@id": "cr:examples", "@type": "@json"})),
        ("name", json!({"@container": "@language"})),
        ("rai", json!("http://mlcommons.org/croissant/RAI/")),
        ("sc", json!("https://schema.org/")),
    ];
    context.extend(others.map(|(key, value)| (key.to_string(), value)));
    Value::Object(context)
}

fn creator(author: &Author) -> Value {
    let kind = if author.is_person() { "sc:Person" } else { "sc:Organization" };
    let mut told = json!({"@type": kind, "name": author.full_name()});
    if let Some(orcid) = &author.orcid {
        told["url"] = json!(format!("https://orcid.org/{orcid}"));
    }
    told
}

fn file_object((path, file): (&String, &FileRecord)) -> Value {
    let encoding = if path.ends_with(".csv") { "text/csv" } else { "application/x-parquet" };
    json!({
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": format!("{} B", file.bytes),
        "encodingFormat": encoding,
        "sha256": file.sha256,
    })
}

/// The table as its Parquet file has it, else as the CSV.
fn record_set(table: &PackagedTable) -> Value {
    let schema = table.schema;
    let path = table.main_file();
    let key: Vec<_> = schema.primary_key.iter().map(|name| json!({"@id": format!("{}/{name}", schema.name)})).collect();
    let mut told = json!({
        "@type": "cr:RecordSet",
        "@id": schema.name,
        "name": schema.name,
        "description": schema.description,
        "field": schema.fields.iter().map(|field| field_entry(table, field, path)).collect::<Vec<_>>(),
    });
    if !key.is_empty() {
        told["key"] = json!(key);
    }
    told
}

fn field_entry(table: &PackagedTable, field: &Field, path: &str) -> Value {
    let mut told = json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", table.schema.name, field.name),
        "name": field.name,
        "description": field.description,
        "dataType": data_type(field.arrow),
        "source": {"fileObject": {"@id": path}, "extract": {"column": field.name}},
    });
    // Croissant has references of one column.
    let points_to = |key: &&crate::schema::ForeignKey| key.fields == [field.name.clone()] && !key.reference.resource.is_empty();
    if let Some(key) = table.schema.foreign_keys.iter().find(points_to) {
        let target = format!("{}/{}", key.reference.resource, key.reference.fields.join("/"));
        told["references"] = json!({"field": {"@id": target}});
    }
    told
}

fn data_type(arrow: ArrowType) -> &'static str {
    match arrow {
        ArrowType::Utf8 | ArrowType::Dictionary => "sc:Text",
        ArrowType::Int32 => "cr:Int32",
        ArrowType::Int64 => "cr:Int64",
        ArrowType::Float64 => "cr:Float64",
        ArrowType::Boolean => "sc:Boolean",
        ArrowType::Date32 => "sc:Date",
    }
}
