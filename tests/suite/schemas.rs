//! The schema files: sound in themselves, in step with the program's types, and never changed once released.

use std::collections::BTreeSet;

use columnist::annotation::{
    BlockKind, Change, Comparator, CountryForm, DateKind, Granularity, MentionKind, Modality, QuantityKind, QuotationKind,
    Severity, SpeakerKind,
};
use columnist::lang::en::{WORD_TABLES, words_of};
use columnist::schema::{ArrowType, SCHEMA_FILES, TableSchema};
use columnist::tables::{Rows, TABLES, arrow_schema, table_named};

fn schema(table: &str) -> &'static TableSchema {
    table_named(table).expect("the table exists").schema()
}

#[test]
fn every_schema_is_sound() {
    for table in TABLES {
        let schema = table.schema();
        assert_eq!(schema.name, table.name);
        let names: BTreeSet<&str> = schema.fields.iter().map(|field| field.name.as_str()).collect();
        let ids: BTreeSet<u32> = schema.fields.iter().map(|field| field.field_id).collect();
        assert_eq!(
            (names.len(), ids.len()),
            (schema.fields.len(), schema.fields.len()),
            "{}: names and ids are unique",
            table.name
        );
        for key in &schema.primary_key {
            let (_, field) = schema.field(key).unwrap_or_else(|| panic!("{}: key {key} is no column", table.name));
            assert!(!field.is_nullable(), "{}.{key} is a key and nullable", table.name);
        }
        for field in &schema.fields {
            let place = format!("{}.{}", table.name, field.name);
            let kind = match field.arrow {
                ArrowType::Utf8 | ArrowType::Dictionary => "string",
                ArrowType::Int32 | ArrowType::Int64 => "integer",
                ArrowType::Float64 => "number",
                ArrowType::Boolean => "boolean",
                ArrowType::Date32 => "date",
            };
            assert_eq!(field.kind, kind, "{place}");
            assert_eq!(
                field.constraints.values.is_some(),
                field.arrow == ArrowType::Dictionary,
                "{place}: enumerations are dictionaries"
            );
            assert!(field.description.ends_with('.') && field.example.is_some(), "{place} has a meaning and an example");
        }
    }
}

#[test]
fn foreign_keys_point_to_primary_keys() {
    for table in TABLES {
        for key in &table.schema().foreign_keys {
            let name = if key.reference.resource.is_empty() { table.name } else { &key.reference.resource };
            assert_eq!(key.reference.fields.len(), key.fields.len(), "{}", table.name);
            for (field, target) in key.fields.iter().zip(&key.reference.fields) {
                assert!(table.schema().field(field).is_some(), "{}.{field}", table.name);
                assert!(schema(name).primary_key.contains(target), "{}: {name}.{target} is no key", table.name);
            }
        }
    }
}

#[test]
fn enumerations_are_those_of_the_program() {
    let check = |table: &str, column: &str, names: Vec<&str>| {
        let (_, field) = schema(table).field(column).expect("the column exists");
        assert_eq!(field.constraints.values.as_deref().unwrap_or_default(), names, "{table}.{column}");
    };
    macro_rules! check {
        ($table:literal, $column:literal, $kind:ty) => {
            check($table, $column, <$kind>::ALL.iter().map(|value| value.name()).collect())
        };
    }
    check!("blocks", "kind", BlockKind);
    for table in ["sentences", "dates", "countries", "claims", "quotations"] {
        check(table, "block_kind", BlockKind::ALL.iter().map(|kind| kind.name()).collect());
    }
    check!("dates", "kind", DateKind);
    check!("dates", "granularity", Granularity);
    check!("countries", "form", CountryForm);
    check!("claims", "quantity_kind", QuantityKind);
    check!("claims", "comparator", Comparator);
    check!("claims", "change", Change);
    check!("claims", "modality", Modality);
    check!("quotations", "kind", QuotationKind);
    check!("quotations", "mention_kind", MentionKind);
    check!("speakers", "kind", SpeakerKind);
    check!("problems", "severity", Severity);
}

/// The values of a column of the list of countries, sorted.
fn country_values(column: usize) -> Vec<String> {
    let table = WORD_TABLES.iter().find(|table| table.name == "countries").expect("the list of countries is there");
    let rows = words_of(table.text).skip(1).map(|line| line.split('\t').nth(column).expect("the row has the column").to_string());
    rows.collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn regions_are_those_of_the_list_of_countries() {
    for (name, column) in [("region", 3), ("subregion", 4)] {
        let (_, field) = schema("countries").field(name).expect("the column exists");
        assert_eq!(field.constraints.values.clone().unwrap_or_default(), country_values(column), "{name}");
    }
}

#[test]
fn an_empty_batch_has_the_columns_of_its_schema() {
    for table in TABLES {
        let batch = table.builder().finish();
        assert_eq!(batch.schema().as_ref(), &arrow_schema(table.schema()));
        assert_eq!(matches!(table.rows, Rows::Run), ["duplicates", "problems"].contains(&table.name));
    }
}

#[test]
fn every_file_of_the_schema_folder_is_compiled_in() {
    let on_disk = crate::support::files_in(std::path::Path::new("schemas"));
    let compiled: std::collections::BTreeMap<String, Vec<u8>> =
        SCHEMA_FILES.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect();
    assert_eq!(on_disk.keys().collect::<Vec<_>>(), compiled.keys().collect::<Vec<_>>());
    assert!(on_disk == compiled);
}

/// `schemas/frozen.sha256` holds the hash of every released schema file, as `sha256sum` writes it.
#[test]
fn released_schemas_have_not_changed() {
    use sha2::Digest;
    let frozen = std::fs::read_to_string("schemas/frozen.sha256").expect("the list of released schemas is there");
    let mut listed = BTreeSet::new();
    for line in frozen.lines() {
        let (wanted, path) = line.split_once("  ").expect("a line is a hash and a path");
        let bytes = std::fs::read(format!("schemas/{path}")).unwrap_or_else(|error| panic!("released schema {path}: {error}"));
        let hash: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, wanted, "{path} is released and never changes: write a new version instead");
        listed.insert(path.to_string());
    }
    for table in TABLES {
        assert!(listed.contains(&format!("{}/1.0.json", table.name)), "{} is missing in frozen.sha256", table.name);
    }
}
