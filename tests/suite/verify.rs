//! Finished datasets under check: a sound one, and every way in which one can be broken.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type};
use columnist::dataset::check::{Checked, Depth, Finding, SPANS, WORDS, check, check_inputs};
use columnist::dataset::stored::StoredDataset;
use columnist::plan::{Plan, Selection};
use columnist::tables::{TABLES, table_named};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::support::{Project, columnist};

const STORY: &str = "Harbour reopens after storm\n\nBy Ines Kallay\n\n17 March 2025\n\n\
    “We will rebuild the pier within 30 days,” said Amina Kossi, Togo’s transport minister, on Monday.\n\n\
    Around 400 dockers went back to work in Ghana. The storm killed 12 people in Togo, Ms Kossi said.\n";

/// A dataset with a row in every table.
fn project() -> Project {
    let broken = b"{\"id\": \"x\", \"text\": \"One boat came.\"}\n{broken\n";
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", STORY.as_bytes()),
        ("b.txt", "Ten men left Kenya – “for good”, said Tom Reyes.\n".as_bytes()),
        ("c.txt", STORY.as_bytes()),
        ("d.jsonl", broken),
    ];
    let project = Project::new(&files);
    project.run(1);
    project
}

fn checked(folder: &Path, depth: Depth) -> Checked {
    check(&StoredDataset::open(folder).expect("it is a dataset"), depth).expect("it can be checked")
}

fn findings(folder: &Path, depth: Depth) -> Vec<Finding> {
    checked(folder, depth).findings.kept().to_vec()
}

/// Leaves one of the two formats.
fn only(project: &Project, format: &str) {
    let other = if format == "csv" { "parquet" } else { "csv" };
    fs::remove_dir_all(project.output().join(other)).expect("the other format is removed");
}

fn parquet_of(project: &Project, table: &str) -> PathBuf {
    project.output().join(format!("parquet/{table}.parquet"))
}

fn read(path: &Path) -> RecordBatch {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).expect("it is there")).expect("it is Parquet");
    let schema = builder.schema().clone();
    let batches: Vec<_> = builder.build().expect("it can be read").map(|batch| batch.expect("a batch")).collect();
    concat_batches(&schema, &batches).expect("they are of one table")
}

/// Writes a table as another program would: one row group, no metadata of ours.
fn write(path: &Path, batch: &RecordBatch) {
    let mut writer = ArrowWriter::try_new(File::create(path).expect("it can be written"), batch.schema(), None).expect("a writer");
    writer.write(batch).expect("it is written");
    writer.close().expect("it is closed");
}

fn with_column(batch: &RecordBatch, name: &str, array: ArrayRef) -> RecordBatch {
    let columns = batch.schema_ref().fields().iter().map(|field| match field.name() == name {
        true => (name.to_string(), array.clone(), true),
        false => (field.name().clone(), batch.column_by_name(field.name()).expect("it is there").clone(), true),
    });
    RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length")
}

/// The first cell of a column that is not null, changed a little.
fn tampered(array: &ArrayRef) -> Option<ArrayRef> {
    let at = (0..array.len()).find(|&row| array.is_valid(row))?;
    Some(match array.data_type() {
        DataType::Int32 => {
            let values = array.as_primitive::<Int32Type>().iter().enumerate();
            Arc::new(values.map(|(row, value)| value.map(|value| value + i32::from(row == at))).collect::<Int32Array>())
        }
        DataType::Int64 => {
            let values = array.as_primitive::<Int64Type>().iter().enumerate();
            Arc::new(values.map(|(row, value)| value.map(|value| value + i64::from(row == at))).collect::<Int64Array>())
        }
        DataType::Float64 => {
            let values = array.as_primitive::<Float64Type>().iter().enumerate();
            let change = |(row, value): (usize, Option<f64>)| value.map(|value| if row == at { value + 0.001 } else { value });
            Arc::new(values.map(change).collect::<Float64Array>())
        }
        DataType::Utf8 => {
            let values = array.as_string::<i32>().iter().enumerate();
            let change = |(row, value): (usize, Option<&str>)| {
                value.map(|value| if row == at { format!("{value}x") } else { value.to_string() })
            };
            Arc::new(values.map(change).collect::<StringArray>())
        }
        DataType::Dictionary(_, _) => tampered(&cast(array, &DataType::Utf8).expect("strings"))?,
        DataType::Boolean => {
            let values = array.as_boolean().iter().enumerate();
            Arc::new(values.map(|(row, value)| value.map(|value| value != (row == at))).collect::<arrow::array::BooleanArray>())
        }
        DataType::Date32 => {
            let days = cast(array, &DataType::Int32).expect("days");
            cast(&tampered(&days)?, &DataType::Date32).expect("days")
        }
        other => panic!("no table has a column of {other}"),
    })
}

#[test]
fn a_sound_dataset_is_sound_in_every_format() {
    for format in ["both", "parquet", "csv"] {
        let project = project();
        let manifest = fs::read_to_string(project.output().join("manifest.json")).expect("it is there");
        if format != "both" {
            only(&project, format);
            let other = if format == "csv" { "parquet" } else { "csv" };
            let mut json: serde_json::Value = serde_json::from_str(&manifest).expect("it is JSON");
            for table in json["tables"].as_array_mut().expect("tables") {
                table["files"].as_object_mut().expect("files").retain(|path, _| !path.starts_with(other));
            }
            fs::write(project.output().join("manifest.json"), json.to_string()).expect("it is written");
        }
        for depth in [Depth::Schema, Depth::Everything] {
            let checked = checked(&project.output(), depth);
            assert!(checked.findings.is_empty(), "{format}: {:?}", checked.findings.kept());
            assert_eq!(checked.tables.len(), TABLES.len());
            assert!(
                checked.tables.iter().all(|table| table.rows > Some(0)),
                "every table has a row to tamper: {:?}",
                checked.tables
            );
        }
    }
}

#[test]
fn one_cell_of_any_column_of_any_table_is_caught() {
    let project = project();
    let (mut cells, mut columns) = (0, 0);
    for table in TABLES {
        let path = parquet_of(&project, table.name);
        let (whole, bytes) = (read(&path), fs::read(&path).expect("it is there"));
        for field in &table.schema().fields {
            let Some(array) = tampered(whole.column_by_name(&field.name).expect("it is there")) else { continue };
            write(&path, &with_column(&whole, &field.name, array));
            let found = findings(&project.output(), Depth::Everything);
            let named = |finding: &Finding| finding.file == format!("parquet/{}.parquet", table.name) && !finding.is_warning;
            assert!(found.iter().any(named), "{}.{}: {found:?}", table.name, field.name);
            // Rows that lost their place have no hash; of all others the column is named, and no other.
            if found.iter().any(|finding| finding.check == "rows") {
                let others: Vec<_> =
                    found.iter().filter(|finding| finding.check == "column").map(|f| f.column.as_deref()).collect();
                assert_eq!(others, [Some(field.name.as_str())], "{}", table.name);
                columns += 1;
            }
            cells += 1;
        }
        fs::write(&path, bytes).expect("it is put back");
    }
    assert!(cells > 120 && columns > 100, "{cells} columns have a value, {columns} are named");
}

#[test]
fn a_moved_span_is_named_by_row_and_column_whatever_the_hashes_say() {
    let project = project();
    for table in TABLES.iter().filter(|table| table.name != "problems") {
        let path = parquet_of(&project, table.name);
        let (whole, bytes) = (read(&path), fs::read(&path).expect("it is there"));
        for span in SPANS.iter().filter(|span| span.text.is_some() && table.schema().field(span.start).is_some()) {
            let array = tampered(whole.column_by_name(span.start).expect("it is there")).expect("it has a value");
            write(&path, &with_column(&whole, span.start, array));
            let found = findings(&project.output(), Depth::Everything);
            let is_named = |finding: &Finding| {
                ["slice", "span"].contains(&finding.check) && finding.row.is_some() && finding.file.contains(table.name)
            };
            assert!(found.iter().any(is_named), "{}.{}: {found:?}", table.name, span.start);
        }
        fs::write(&path, bytes).expect("it is put back");
    }
}

#[test]
fn every_column_of_offsets_is_known() {
    let known: BTreeSet<&str> = SPANS.iter().flat_map(|span| [Some(span.start), span.end]).flatten().collect();
    // The offsets of problems are bytes of the source file as it is stored.
    for table in TABLES.iter().filter(|table| table.name != "problems") {
        let is_offset =
            |name: &str| ["char_start", "char_end", "byte_start", "byte_end"].iter().any(|ending| name.ends_with(ending));
        for field in table.schema().fields.iter().filter(|field| is_offset(&field.name)) {
            assert!(known.contains(field.name.as_str()), "{}.{}", table.name, field.name);
        }
    }
    for (table, column) in WORDS {
        assert!(table_named(table).is_some_and(|table| table.schema().field(column).is_some()), "{table}.{column}");
    }
}

/// Changes the text of a CSV and gives what `validate` says.
fn edited(table: &str, edit: impl Fn(String) -> String) -> Vec<Finding> {
    let project = project();
    let path = project.output().join(format!("csv/{table}.csv"));
    let text = fs::read_to_string(&path).expect("it is there");
    let changed = edit(text.clone());
    assert_ne!(text, changed, "the edit changes something");
    fs::write(&path, changed).expect("it is written");
    findings(&project.output(), Depth::Schema)
}

/// The finding of this check, which must be there.
fn the<'a>(found: &'a [Finding], check: &str) -> &'a Finding {
    found.iter().find(|finding| finding.check == check).unwrap_or_else(|| panic!("{check}: {found:?}"))
}

#[test]
fn a_csv_from_a_spreadsheet_is_read_cell_by_cell() {
    let found = edited("sentences", |text| text.replacen(",true,", ",TRUE,", 1));
    let finding = the(&found, "type");
    assert_eq!((finding.row, finding.column.as_deref(), finding.cell.as_deref()), (Some(2), Some("is_body"), Some("E3")));
    assert!(finding.message.contains("`TRUE` is not `true` or `false`"), "{finding:?}");
    let found = edited("dates", |text| text.replacen("2025-03-17", "17/03/2025", 1));
    assert!(the(&found, "type").message.contains("17/03/2025"), "{found:?}");
    let found = edited("claims", |text| text.replacen("count", "cuont", 1));
    assert!(the(&found, "enum").message.contains("did you mean `count`"), "{found:?}");
    let found = edited("speakers", |text| text.replacen(",TG,", ",,", 1).replacen(",person,", ",,", 1));
    assert_eq!(the(&found, "required").column.as_deref(), Some("kind"));
    let found = edited("blocks", |text| text.replacen(",0,", ",-1,", 1));
    assert_eq!(the(&found, "minimum").column.as_deref(), Some("block_index"));
    let found = edited("countries", |text| text.replace(',', ";"));
    assert!(the(&found, "unreadable").message.contains("not by commas"), "{found:?}");
    let found = edited("countries", |text| text.replacen("country_code,", "code,", 1));
    assert!(the(&found, "schema").message.contains("missing"), "{found:?}");
}

#[test]
fn a_csv_that_was_saved_in_another_encoding_is_told_with_row_and_column() {
    let project = project();
    let path = project.output().join("csv/sentences.csv");
    let bytes = fs::read(&path).expect("it is there");
    let at = bytes.windows(3).position(|bytes| bytes == "“".as_bytes()).expect("there is a quotation mark");
    fs::write(&path, [&bytes[..at], b"\x93", &bytes[at + 3..]].concat()).expect("it is written");
    let row = bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
    for format in ["both", "csv"] {
        if format == "csv" {
            only(&project, format);
        }
        let found = findings(&project.output(), Depth::Schema);
        let finding = the(&found, "encoding");
        assert_eq!((finding.file.as_str(), finding.row, finding.column.as_deref()), ("csv/sentences.csv", Some(row), Some("text")));
    }
}

#[test]
fn marks_and_line_ends_of_a_spreadsheet_are_a_warning() {
    let project = project();
    let path = project.output().join("csv/claim_countries.csv");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("it is written");
    let checked = checked(&project.output(), Depth::Everything);
    assert_eq!((checked.findings.errors, checked.findings.warnings), (0, 1), "{:?}", checked.findings.kept());
    assert!(checked.findings.kept()[0].message.contains("the rows are equal"));
}

#[test]
fn a_row_that_was_taken_out_of_a_csv_is_found() {
    let without_last = |text: String| text.trim_end().rsplit_once('\n').map(|(rest, _)| format!("{rest}\n")).expect("rows");
    let found = edited("speakers", without_last);
    assert!(the(&found, "count").message.contains("the manifest says"), "{found:?}");
    assert!(
        found.iter().any(|finding| finding.check == "rows" && finding.message.contains("parquet/speakers.parquet")),
        "{found:?}"
    );
}

#[test]
fn keys_that_come_twice_and_keys_that_lead_nowhere_are_found() {
    let project = project();
    let path = parquet_of(&project, "speakers");
    let whole = read(&path);
    write(&path, &concat_batches(&whole.schema(), [&whole, &whole.slice(0, 1)]).expect("one table"));
    let found = findings(&project.output(), Depth::Schema);
    assert!(the(&found, "unique").row.is_some_and(|row| row as usize == whole.num_rows() + 1), "{found:?}");
    the(&found, "order");
    the(&found, "count");
    write(&path, &whole.slice(1, whole.num_rows() - 1));
    let found = findings(&project.output(), Depth::Schema);
    let points = |table: &str, column: &str| {
        let file = format!("parquet/{table}.parquet");
        found
            .iter()
            .any(|finding| finding.check == "foreign_key" && finding.file == file && finding.column.as_deref() == Some(column))
    };
    assert!(points("quotations", "speaker_index") && points("claims", "speaker_index"), "{found:?}");
    let articles = parquet_of(&project, "articles");
    let all = read(&articles);
    write(&articles, &all.slice(1, all.num_rows() - 1));
    let found = findings(&project.output(), Depth::Schema);
    let stray = |table: &str| {
        found.iter().any(|finding| finding.check == "foreign_key" && finding.file == format!("parquet/{table}.parquet"))
    };
    assert!(["blocks", "sentences", "claims", "duplicates"].iter().all(|table| stray(table)), "{found:?}");
}

#[test]
fn files_that_are_gone_cut_off_or_foreign_are_named() {
    let project = project();
    fs::remove_file(parquet_of(&project, "dates")).expect("it is removed");
    let cut = |name: &str| {
        let path = project.output().join(name);
        let bytes = fs::read(&path).expect("it is there");
        fs::write(path, &bytes[..bytes.len() * 2 / 3]).expect("it is cut");
    };
    cut("parquet/blocks.parquet");
    cut("csv/claims.csv");
    write(&parquet_of(&project, "countries"), &read(&parquet_of(&project, "speakers")));
    let found = findings(&project.output(), Depth::Everything);
    let has = |check: &str, file: &str| found.iter().any(|finding| finding.check == check && finding.file == file);
    assert!(has("missing", "parquet/dates.parquet"), "{found:?}");
    assert!(has("unreadable", "parquet/blocks.parquet"), "{found:?}");
    assert!(has("count", "csv/claims.csv"), "{found:?}");
    assert!(has("schema", "parquet/countries.parquet"), "{found:?}");
    assert!(!has("type", "csv/blocks.csv"), "the whole CSV beside a broken Parquet is sound: {found:?}");
}

#[test]
fn a_file_of_the_package_that_was_edited_is_a_warning() {
    let project = project();
    fs::write(project.output().join("README.md"), "our own words").expect("it is written");
    fs::remove_file(project.output().join("CITATION.cff")).expect("it is removed");
    let found = checked(&project.output(), Depth::Everything);
    let files: Vec<&str> = found.findings.kept().iter().map(|finding| finding.file.as_str()).collect();
    assert_eq!(files, ["README.md"], "{:?}", found.findings.kept());
    assert!(found.findings.kept()[0].is_warning);
    assert!(checked(&project.output(), Depth::Schema).findings.kept().is_empty());
}

#[test]
fn a_broken_byte_never_ends_in_a_panic() {
    let project = project();
    let path = parquet_of(&project, "quotations");
    let bytes = fs::read(&path).expect("it is there");
    for at in (0..bytes.len()).step_by(37) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        fs::write(&path, broken).expect("it is written");
        let checked = checked(&project.output(), Depth::Everything);
        assert!(!checked.findings.is_empty(), "byte {at} of {} is not what it was", bytes.len());
    }
}

#[test]
fn inputs_that_changed_are_named() {
    let project = project();
    let look = || {
        let dataset = StoredDataset::open(&project.output()).expect("it is a dataset");
        let plan = Plan::new(&project.pipeline(), &Selection::default()).expect("the pipeline is sound");
        let mut checked = check(&dataset, Depth::Everything).expect("it can be checked");
        check_inputs(&dataset, &plan, &mut checked.findings).expect("inputs can be read");
        checked
            .findings
            .kept()
            .iter()
            .filter(|finding| finding.check == "inputs")
            .map(|finding| finding.key.clone().unwrap_or(finding.file.clone()))
            .collect::<Vec<_>>()
    };
    assert!(look().is_empty());
    fs::write(project.folder.path().join("articles/b.txt"), "Eleven men left.\n").expect("it is written");
    fs::remove_file(project.folder.path().join("articles/c.txt")).expect("it is removed");
    fs::write(project.folder.path().join("articles/e.txt"), "New.\n").expect("it is written");
    assert_eq!(look(), ["manifest.json", "b.txt", "e.txt", "c.txt"]);
}

#[test]
fn of_many_inputs_that_changed_the_first_are_kept_and_all_are_counted() {
    let project = project();
    for number in 0..60 {
        fs::write(project.folder.path().join(format!("articles/n{number}.txt")), "New.\n").expect("it is written");
    }
    let dataset = StoredDataset::open(&project.output()).expect("it is a dataset");
    let plan = Plan::new(&project.pipeline(), &Selection::default()).expect("the pipeline is sound");
    let mut found = columnist::dataset::check::Findings::default();
    check_inputs(&dataset, &plan, &mut found).expect("inputs can be read");
    assert_eq!((found.kept().len(), found.errors), (21, 61));
}

#[test]
fn a_table_that_the_manifest_does_not_list_is_found() {
    let mut project = project();
    project.add_output("[output.tables]\narticles = \"1\"\nsentences = \"1\"");
    fs::remove_dir_all(project.output()).expect("it is removed");
    project.run(1);
    assert!(findings(&project.output(), Depth::Everything).is_empty());
    fs::write(project.output().join("csv/dates.csv"), "article_id\na\n").expect("it is written");
    let found = findings(&project.output(), Depth::Everything);
    assert_eq!(the(&found, "unlisted").file, "csv/dates.csv", "{found:?}");
    assert_eq!(columnist(project.folder.path(), &["verify", "out"]).0, Some(1));
}
