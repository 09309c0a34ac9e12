//! What a lone Parquet file tells of itself, whoever reads it.

use std::collections::BTreeMap;
use std::fs::File;

use columnist::schema::ArrowType;
use columnist::tables::TABLES;
use parquet::basic::Encoding;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::support::Project;

/// A dataset with rows in most tables.
fn project() -> Project {
    Project::new(&[(
        "a.txt",
        "“Ghana sold 30 tonnes on 3 May 2024,” said Ama Boateng, the minister.\n\nTogo bought two boats from Ghana on Monday.\n"
            .as_bytes(),
    )])
}

fn metadata_of(project: &Project, table: &str) -> ParquetMetaData {
    let file = File::open(project.output().join(format!("parquet/{table}.parquet"))).expect("the table is there");
    SerializedFileReader::new(file).expect("it is Parquet").metadata().clone()
}

fn key_values(metadata: &ParquetMetaData) -> BTreeMap<String, String> {
    let pairs = metadata.file_metadata().key_value_metadata().expect("there is metadata");
    pairs.iter().map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default())).collect()
}

#[test]
fn a_file_names_its_schema_dataset_and_program() {
    let project = project();
    project.run(1);
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(project.output().join("manifest.json")).expect("it is there")).expect("it is JSON");
    assert_eq!(manifest["id"].as_str().map(str::len), Some(64));
    for table in TABLES {
        let metadata = metadata_of(&project, table.name);
        let pairs = key_values(&metadata);
        assert_eq!(pairs["columnist.schema"], table.schema().id());
        assert_eq!(pairs["columnist.schema_sha256"], table.schema().sha256);
        assert_eq!(pairs["columnist.dataset"], manifest["id"], "{}", table.name);
        assert_eq!(pairs["columnist.tool"], manifest["tool"]);
        assert!(pairs.contains_key("ARROW:schema"));
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(metadata.file_metadata().created_by(), Some(format!("columnist version {version}").as_str()));
    }
}

#[test]
fn columns_have_field_ids_statistics_and_dictionaries_where_they_enumerate() {
    let project = project();
    project.run(1);
    for name in ["articles", "sentences", "countries", "claims", "dates", "quotations"] {
        let metadata = metadata_of(&project, name);
        assert!(metadata.num_row_groups() > 0, "{name} has rows");
        let schema = columnist::schema::newest(name).expect("the table has a schema");
        let types = metadata.file_metadata().schema_descr().root_schema().get_fields();
        for (index, field) in schema.fields.iter().enumerate() {
            let info = types[index].get_basic_info();
            assert_eq!((info.name(), info.id() as u32), (field.name.as_str(), field.field_id));
            for group in metadata.row_groups() {
                let column = group.column(index);
                assert!(column.statistics().is_some(), "{name}.{}: readers can skip by statistics", field.name);
                let has_dictionary = column.encodings().any(|encoding| encoding == Encoding::RLE_DICTIONARY);
                let is_all_null =
                    column.statistics().and_then(|statistics| statistics.null_count_opt()) == Some(group.num_rows() as u64);
                assert!(is_all_null || has_dictionary == (field.arrow == ArrowType::Dictionary), "{name}.{}", field.name);
                assert!(group.sorting_columns().is_none(), "rows come in the order of the input");
            }
        }
    }
}

#[test]
fn another_input_is_another_dataset_and_the_same_one_is_not() {
    let (one, same, other) = (project(), project(), Project::new(&[("a.txt", b"One boat.")]));
    let id = |project: &Project| {
        project.run(1);
        key_values(&metadata_of(project, "articles"))["columnist.dataset"].clone()
    };
    assert_eq!(id(&one), id(&same));
    assert_ne!(id(&one), id(&other));
}
