//! Tables from one schema version to another: stored datasets of each, up and down, and what is refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use columnist::dataset::check::{Depth, check};
use columnist::dataset::stored::StoredDataset;
use columnist::dataset::{DatasetMigration, Difference, TableRecord, compare};
use columnist::migration::{Conversion, Loss, Losses, Misfit};
use columnist::package::complete;
use columnist::schema::{Catalogue, TableSchema, Version, released, schema_with_id};
use columnist::tables::TableBuilder;
use tempfile::TempDir;

use crate::support::{Project, columnist, edit, files_in, rows_of};

/// The datasets below `tests/compat`, one for each state of the schemas.
fn stored_datasets() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/compat").expect("the stored datasets are there").flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn open(folder: &Path) -> StoredDataset {
    StoredDataset::open(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

fn records(folder: &Path) -> Vec<TableRecord> {
    open(folder).manifest.expect("it has a manifest").tables
}

fn record(folder: &Path, table: &str) -> TableRecord {
    records(folder).into_iter().find(|record| record.name == table).expect("the dataset has the table")
}

/// Brings one table of a dataset to a version, in a new folder, and says what that lost.
fn migrate(from: &Path, to: &'static TableSchema, into: &Path) -> Vec<Loss> {
    let dataset = open(from);
    let migration = DatasetMigration::new(&dataset, &[to]).expect("there is a way");
    let losses = migration.tables().iter().flat_map(|table| table.losses().expect("every row fits")).collect();
    let (written, manifest) = migration.write(into).expect("it is written");
    let has_package = !manifest.package.is_empty();
    complete(&written, manifest, has_package).expect("it is completed");
    written.put_in_place().expect("it is put in place");
    losses
}

fn assert_sound(folder: &Path) {
    let checked = check(&open(folder), Depth::Everything).expect("it can be checked");
    assert_eq!(checked.findings.kept(), [], "{}", folder.display());
}

fn versions(table: &str) -> Vec<&'static TableSchema> {
    released().versions(table).map(|(_, schema)| schema).collect()
}

#[test]
fn every_schema_has_a_stored_dataset_that_is_sound() {
    let stored: Vec<String> =
        stored_datasets().iter().flat_map(|folder| records(folder)).map(|record| record.schema.clone()).collect();
    for table in released().tables() {
        for schema in versions(table) {
            assert!(stored.contains(&schema.id()), "no dataset below tests/compat has {}", schema.id());
        }
    }
    stored_datasets().iter().for_each(|folder| assert_sound(folder));
}

/// Each stored table goes to each version that its table has, and back: sound on both ends, and the same rows where nothing was lost.
#[test]
fn stored_tables_go_to_every_version_and_back() {
    let mut ways = Vec::new();
    for folder in stored_datasets() {
        for before in records(&folder) {
            let from = schema_with_id(&before.schema).expect("the version is known");
            for to in versions(&before.name).into_iter().filter(|to| to.id() != from.id()) {
                let place = TempDir::new().expect("a folder is made");
                let (there, back) = (place.path().join("there"), place.path().join("back"));
                let lost = migrate(&folder, to, &there);
                assert_sound(&there);
                assert_eq!(record(&there, &before.name).schema, to.id());
                assert_eq!(record(&there, &before.name).rows, before.rows);
                let lost_again = migrate(&there, from, &back);
                assert_sound(&back);
                // The bytes may be others: the dataset was stored by an older program.
                let is_same = record(&back, &before.name).rows_blake3 == before.rows_blake3;
                assert_eq!(is_same, lost.is_empty(), "{} → {} → back: lost {lost:?}, then {lost_again:?}", from.id(), to.id());
                ways.push(format!("{} → {}: {}", from.id(), to.id(), lost.len()));
            }
        }
    }
    ways.sort();
    ways.dedup();
    let wanted = [
        "countries@1.0 → countries@1.1: 0",
        "countries@1.0 → countries@2.0: 0",
        "countries@1.1 → countries@1.0: 1",
        "countries@1.1 → countries@2.0: 0",
        "countries@2.0 → countries@1.0: 1",
        "countries@2.0 → countries@1.1: 0",
        "dates@1.0 → dates@1.1: 0",
        "dates@1.1 → dates@1.0: 1",
    ];
    assert_eq!(ways, wanted, "versions, and the number of columns that lose something on the way");
}

#[test]
fn the_other_tables_are_carried_over_byte_for_byte() {
    let place = TempDir::new().expect("a folder is made");
    let into = place.path().join("new");
    migrate(Path::new("tests/compat/1-first"), versions("countries")[2], &into);
    let (old, new) = (files_in(Path::new("tests/compat/1-first")), files_in(&into));
    let changed: Vec<&String> = old.iter().filter(|(path, bytes)| new.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(changed, ["csv/countries.csv", "manifest.json", "parquet/countries.parquet"]);
}

#[test]
fn values_are_mapped_to_the_names_of_the_other_version() {
    let place = TempDir::new().expect("a folder is made");
    let into = place.path().join("new");
    let subregions = |folder: &Path| -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        rows_of(folder, "countries").iter().for_each(|row| *counts.entry(row["subregion"].clone()).or_default() += 1);
        counts
    };
    let first = Path::new("tests/compat/1-first");
    migrate(first, versions("countries")[2], &into);
    let (old, new) = (subregions(first), subregions(&into));
    assert_eq!(old.get("Southeast Asia"), new.get("South-eastern Asia"));
    assert_eq!(old.get("Micronesian Region"), new.get("Micronesia"));
    assert!(old["Southeast Asia"] > 0 && old["Micronesian Region"] > 0 && !new.contains_key("Southeast Asia"));
}

fn project() -> Project {
    let article = "“Viet Nam sold us 30 boats,” said Ama Boateng, the minister of Ghana.\n\nScotland bought none on 3 May 2024.\n";
    let files: Vec<(String, String)> = (0..5).map(|n| (format!("a{n}.txt"), article.repeat(n + 1))).collect();
    Project::new(&files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

fn pin(project: &Project, pins: &str) {
    let text = fs::read_to_string(project.pipeline()).expect("the pipeline is there");
    fs::write(project.pipeline(), format!("{text}{pins}")).expect("the pipeline is written");
}

/// A pipeline that pins older versions and a migration of what it writes without pins are one way: the same bytes.
#[test]
fn a_pinned_run_writes_what_a_migration_makes_of_an_unpinned_one() {
    let (pinned, newest) = (project(), project());
    pin(&newest, "[output.tables]\ncountries = \"2\"\nquotations = \"1\"\nspeakers = \"1\"\narticles = \"1\"\nsentences = \"1\"\n");
    pin(
        &pinned,
        "[output.tables]\ncountries = \"1.0\"\nquotations = \"1\"\nspeakers = \"1\"\narticles = \"1\"\nsentences = \"1\"\n",
    );
    newest.run(1);
    pinned.run(2);
    assert_eq!(record(&newest.output(), "countries").schema, "countries@2.0");
    let lost = migrate(&newest.output(), versions("countries")[0], &newest.output());
    assert_eq!(lost.iter().map(|loss| (loss.column.as_str(), loss.values)).collect::<Vec<_>>(), [("speaker_index", 15)]);
    assert_eq!(files_in(&newest.output()).keys().collect::<Vec<_>>(), files_in(&pinned.output()).keys().collect::<Vec<_>>());
    assert!(files_in(&newest.output()) == files_in(&pinned.output()), "a pinned run and a migration write the same bytes");
    assert_sound(&pinned.output());
}

#[test]
fn a_major_pin_takes_the_newest_minor_version() {
    assert_eq!(released().pinned("countries", "1").map(TableSchema::id), Some("countries@1.1".to_string()));
    assert_eq!(released().pinned("countries", "1.0").map(TableSchema::id), Some("countries@1.0".to_string()));
    assert_eq!(released().pinned("countries", "3"), None);
    assert_eq!(released().pinned("countries", "1.7"), None);
}

#[test]
fn a_dataset_of_csv_alone_is_migrated() {
    let project = project();
    let text = fs::read_to_string(project.pipeline()).expect("the pipeline is there");
    fs::write(project.pipeline(), text + "formats = [\"csv\"]\n").expect("the pipeline is written");
    project.run(1);
    let before = files_in(&project.output());
    let place = TempDir::new().expect("a folder is made");
    let (old, back) = (place.path().join("old"), place.path().join("back"));
    assert_eq!(migrate(&project.output(), versions("countries")[1], &old), []);
    assert_sound(&old);
    assert_eq!(migrate(&old, versions("countries")[2], &back), []);
    assert!(files_in(&back) == before);
}

#[test]
fn there_is_a_way_between_any_two_versions() {
    for table in released().tables() {
        let all: Vec<Version> = released().versions(table).map(|(version, _)| version).collect();
        for &from in &all {
            for &to in &all {
                let route = released().route(table, from, to).unwrap_or_else(|| panic!("{table}: {from} → {to}"));
                assert_eq!(route.is_empty(), from == to);
            }
        }
    }
}

/// A table in three versions that no program has, with every kind of step between them.
fn boats() -> Catalogue {
    let schema = |version: &str, fields: &str| {
        format!(
            r#"{{"$schema": "x", "name": "boats", "version": "{version}", "description": "Boats.", "primaryKey": ["id"], "fields": [{fields}]}}"#
        )
    };
    let field = |name: &str, kind: &str, arrow: &str, id: u32, constraints: &str| {
        format!(
            r#"{{"name": "{name}", "type": "{kind}", "description": "D.", "example": null, "constraints": {{{constraints}}}, "arrow": "{arrow}", "fieldId": {id}}}"#
        )
    };
    let id = field("id", "integer", "Int32", 1, r#""required": true"#);
    let old = [
        id.clone(),
        field("tonnes", "number", "Float64", 2, r#""required": false"#),
        field("colour", "string", "Utf8", 3, r#""required": false"#),
        field("note", "string", "Utf8", 4, r#""required": false"#),
    ];
    let colours = r#""required": true, "enum": ["blue", "red"]"#;
    let new = [
        field("tonnes", "integer", "Int32", 2, r#""required": false"#),
        id,
        field("paint", "string", "Dictionary(Int32, Utf8)", 3, colours),
        field("harbour", "string", "Utf8", 5, r#""required": true"#),
    ];
    let up = r#"{"table": "boats", "from": "1.0", "to": "2.0", "description": "Up.", "steps": [
        {"step": "drop", "column": "note"},
        {"step": "cast", "column": "tonnes", "arrow": "Int32"},
        {"step": "map", "column": "colour", "values": {"navy": "blue", "grey": null}},
        {"step": "rename", "column": "colour", "to": "paint"},
        {"step": "cast", "column": "paint", "arrow": "Dictionary(Int32, Utf8)"},
        {"step": "fill", "column": "harbour", "arrow": "Utf8", "value": "Lomé"}]}"#;
    let down = r#"{"table": "boats", "from": "2.0", "to": "1.0", "description": "Down.", "steps": [
        {"step": "cast", "column": "tonnes", "arrow": "Float64"},
        {"step": "cast", "column": "paint", "arrow": "Utf8"},
        {"step": "rename", "column": "paint", "to": "colour"},
        {"step": "fill", "column": "note", "arrow": "Utf8", "value": null},
        {"step": "drop", "column": "harbour"}]}"#;
    let (old, new) = (schema("1.0", &old.join(",")), schema("2.0", &new.join(",")));
    let files = [
        ("boats/1.0.json", old.as_str()),
        ("boats/2.0.json", new.as_str()),
        ("boats/migrations/1.0-to-2.0.json", up),
        ("boats/migrations/2.0-to-1.0.json", down),
    ];
    let (catalogue, findings) = Catalogue::from_files(files);
    assert_eq!(findings, []);
    assert_eq!(columnist::schema::check(&catalogue), []);
    catalogue
}

/// Rows of `boats` 1.0: tonnes, colour and note; the id is the position.
type Boat = (Option<f64>, Option<&'static str>, Option<&'static str>);

fn boat_batch(catalogue: &'static Catalogue, boats: &[Boat]) -> RecordBatch {
    let schema = catalogue.versions("boats").next().expect("there is a first version").1;
    let mut table = TableBuilder::new(schema);
    for (index, (tonnes, colour, note)) in boats.iter().enumerate() {
        table.cell("id", index).cell("tonnes", *tonnes).cell("colour", *colour).cell("note", *note);
    }
    table.finish()
}

fn convert(catalogue: &'static Catalogue, batch: &RecordBatch, to: &str) -> (Result<RecordBatch, Misfit>, Vec<(String, u64)>) {
    let schema = |version: &str| catalogue.schema("boats", Version::parse(version).expect("a version")).expect("it is there");
    let from = if to == "1.0" { "2.0" } else { "1.0" };
    let conversion = Conversion::between(catalogue, schema(from), schema(to)).expect("there is a way");
    let mut losses = Losses::default();
    let converted = conversion.convert(batch, &mut losses);
    (converted, losses.into_list().into_iter().map(|loss| (format!("{} {}", loss.column, loss.what), loss.values)).collect())
}

fn csv(batch: &RecordBatch) -> String {
    String::from_utf8(columnist::write::csv_bytes(batch, true)).expect("CSV is UTF-8")
}

#[test]
fn each_step_does_what_it_says() {
    let catalogue: &'static Catalogue = Box::leak(Box::new(boats()));
    let batch = boat_batch(catalogue, &[(Some(30.0), Some("blue"), None), (None, Some("red"), None)]);
    let (there, lost) = convert(catalogue, &batch, "2.0");
    let there = there.expect("every row fits");
    assert_eq!(csv(&there), "tonnes,id,paint,harbour\n30,0,blue,Lomé\n,1,red,Lomé\n");
    assert_eq!(lost, [], "nothing was noted, every weight is whole, no two colours became one");
    let (back, lost) = convert(catalogue, &there, "1.0");
    assert_eq!(back.expect("every row fits"), batch);
    assert_eq!(lost, [("harbour dropped".to_string(), 2)]);
}

#[test]
fn what_a_step_loses_is_counted() {
    let catalogue: &'static Catalogue = Box::leak(Box::new(boats()));
    let rows: [Boat; 4] = [
        (Some(30.5), Some("blue"), Some("leaks")),
        (Some(3e10), Some("navy"), None),
        (Some(-2.0), Some("navy"), Some("fast")),
        (None, Some("red"), None),
    ];
    let (there, lost) = convert(catalogue, &boat_batch(catalogue, &rows), "2.0");
    let wanted = [
        ("colour merged with another value".to_string(), 2),
        ("note dropped".to_string(), 2),
        ("tonnes changed by the other type".to_string(), 2),
    ];
    assert_eq!(lost, wanted);
    assert_eq!(csv(&there.expect("every row fits")).lines().nth(2), Some(",1,blue,Lomé"));
    let alone: [Boat; 1] = [(None, Some("navy"), None)];
    assert_eq!(
        convert(catalogue, &boat_batch(catalogue, &alone), "2.0").1,
        [],
        "without a blue boat beside it, navy is only renamed"
    );
}

#[test]
fn a_value_without_a_place_is_named_with_column_and_row() {
    let catalogue: &'static Catalogue = Box::leak(Box::new(boats()));
    let misfit = |colour| {
        let rows: [Boat; 2] = [(None, Some("red"), None), (None, colour, None)];
        convert(catalogue, &boat_batch(catalogue, &rows), "2.0").0.expect_err("the second row has no place")
    };
    for (colour, message) in [
        (Some("green"), "`green` is none of its values in boats@2.0"),
        (Some("grey"), "it has no value, and in boats@2.0 it must have one"),
        (None, "it has no value, and in boats@2.0 it must have one"),
    ] {
        assert_eq!(misfit(colour), Misfit { column: "paint".to_string(), row: Some(1), message: message.to_string() });
    }
}

/// Runs `columnist schema migrate` and gives its exit code and what it said, in one line.
fn migrate_by_command(dataset: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let dataset = dataset.to_string_lossy();
    columnist(Path::new("."), &[&["schema", "migrate", &dataset], arguments].concat())
}

fn copy_of(folder: &str) -> TempDir {
    let place = TempDir::new().expect("a folder is made");
    for (path, bytes) in files_in(Path::new(folder)) {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
        fs::write(path, bytes).expect("a file is copied");
    }
    place
}

#[test]
fn a_broken_dataset_is_refused_with_its_place_and_stays_as_it_is() {
    type Damage = fn(&Path);
    let cases: [(&str, Damage, &[&str]); 9] = [
        (
            "a file is cut off",
            |f| {
                let path = f.join("parquet/countries.parquet");
                let bytes = fs::read(&path).expect("it is there");
                fs::write(&path, &bytes[..bytes.len() / 2]).expect("it is written");
            },
            &["parquet/countries.parquet cannot be read"],
        ),
        (
            "another table of the dataset is cut off",
            |f| {
                let path = f.join("parquet/claims.parquet");
                let bytes = fs::read(&path).expect("it is there");
                fs::write(&path, &bytes[..bytes.len() / 2]).expect("it is written");
            },
            &["parquet/claims.parquet"],
        ),
        (
            "the file is another table",
            |f| {
                fs::copy(f.join("parquet/dates.parquet"), f.join("parquet/countries.parquet")).expect("it is copied");
            },
            &["parquet/countries.parquet", "column"],
        ),
        ("the file is missing", |f| fs::remove_file(f.join("csv/countries.csv")).expect("it is removed"), &["csv/countries.csv"]),
        (
            "a spreadsheet wrote the truth in capitals",
            |f| edit(&f.join("csv/countries.csv"), ",false,,0,5,", ",FALSE,,0,5,"),
            &["csv/countries.csv, row 1, column is_body", "FALSE"],
        ),
        (
            "a spreadsheet changed a day",
            |f| edit(&f.join("csv/dates.csv"), "2025-04-08,2025-04-08", "08/04/2025,2025-04-08"),
            &["csv/dates.csv, row", "column start_on", "08/04/2025"],
        ),
        ("a version that is unknown", |f| edit(&f.join("manifest.json"), "countries@1.0", "countries@9.7"), &["countries@9.7"]),
        (
            "a table that the dataset does not have",
            |f| {
                let text = fs::read_to_string(f.join("manifest.json")).expect("it is there");
                let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
                manifest["tables"].as_array_mut().expect("tables").retain(|table| table["name"] != "countries");
                fs::write(f.join("manifest.json"), manifest.to_string()).expect("it is written");
                let files = ["parquet/countries.parquet", "csv/countries.csv", "csv/countries.csv-metadata.json"];
                files.into_iter().for_each(|path| drop(fs::remove_file(f.join(path))));
            },
            &["has no table `countries`"],
        ),
        ("a broken manifest", |f| fs::write(f.join("manifest.json"), "{").expect("it is written"), &["manifest.json"]),
    ];
    for (name, damage, wanted) in cases {
        let place = copy_of("tests/compat/1-first");
        damage(place.path());
        let before = files_in(place.path());
        let (code, said) = migrate_by_command(place.path(), &["--to", "countries@2.0", "--allow-loss"]);
        assert_eq!(code, Some(2), "{name}: {said}");
        wanted.iter().for_each(|wanted| assert!(said.contains(wanted), "{name}: {said}"));
        assert!(files_in(place.path()) == before, "{name}: nothing is overwritten");
    }
}

#[test]
fn a_folder_with_foreign_files_is_not_replaced() {
    let place = copy_of("tests/compat/1-first");
    fs::write(place.path().join("notes.md"), "mine").expect("it is written");
    let before = files_in(place.path());
    let (code, said) = migrate_by_command(place.path(), &["--to", "countries@2.0"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("notes.md"), "{said}");
    assert!(files_in(place.path()) == before);
    let into = place.path().parent().expect("a parent").join(format!("new-{}", std::process::id()));
    let (code, said) = migrate_by_command(place.path(), &["--to", "countries@2.0", "--into", &into.to_string_lossy()]);
    assert_eq!(code, Some(0), "{said}");
    assert_sound(&into);
    fs::remove_dir_all(into).expect("it is removed");
}

/// What is wanted cannot be had, or would overwrite what somebody needs: the dataset stays as it is.
#[test]
fn what_would_destroy_a_dataset_is_refused() {
    let place = copy_of("tests/compat/1-first");
    let inside = place.path().join("inside").to_string_lossy().into_owned();
    let detour = place.path().join("csv/..").to_string_lossy().into_owned();
    let around = place.path().parent().expect("a parent").to_string_lossy().into_owned();
    let before = files_in(place.path());
    let cases: [(&[&str], &str); 4] = [
        (&["--to", "countries@1.1,countries@2.0"], "two versions of one table"),
        (&["--to", "countries@2.0", "--into", &inside], "they are not apart"),
        (&["--to", "countries@2.0", "--into", &detour], "they are not apart"),
        (&["--to", "countries@2.0", "--into", &around], "they are not apart"),
    ];
    for (arguments, wanted) in cases {
        let (code, said) = migrate_by_command(place.path(), arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains(wanted), "{arguments:?}: {said}");
        assert!(files_in(place.path()) == before, "{arguments:?}");
    }
    let (code, said) = migrate_by_command(place.path(), &["--to", "countries@2.0,countries@2.0,countries"]);
    assert_eq!(code, Some(0), "one version named three times: {said}");
    assert_sound(place.path());
}

#[test]
fn an_edited_file_of_the_package_is_not_overwritten() {
    let project = project();
    project.run(1);
    fs::write(project.output().join("README.md"), "our own words").expect("it is written");
    let (code, said) = migrate_by_command(&project.output(), &["--to", "countries@1.1"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("README.md: it is not the file that was written: nothing was written"), "{said}");
    assert_eq!(fs::read_to_string(project.output().join("README.md")).expect("it is there"), "our own words");
    let into = project.folder.path().join("older");
    let (code, said) = migrate_by_command(&project.output(), &["--to", "countries@1.1", "--into", &into.to_string_lossy()]);
    assert_eq!(code, Some(0), "{said}");
    assert_sound(&into);
}

/// What spreadsheets want changes the CSV alone: the rows are the same, and are read back as they were.
#[test]
fn csv_for_spreadsheets_holds_the_same_rows() {
    let articles: [(&str, &[u8]); 1] = [("a.txt", "=1+1 is a formula, said Ama Boateng.\n\n-5 degrees came.\n".as_bytes())];
    let (plain, safe) = (Project::new(&articles), Project::new(&articles));
    pin(&safe, "[output.csv]\nbom = true\nexcel_safe = true\n");
    plain.run(1);
    safe.run(1);
    let text = fs::read_to_string(safe.output().join("csv/sentences.csv")).expect("it is there");
    assert!(text.starts_with("\u{feff}article_id,") && text.contains("\"'=1+1 is") && text.contains(",'-5 degrees"), "{text}");
    let hashes = |project: &Project| records(&project.output()).into_iter().map(|r| r.rows_blake3).collect::<Vec<_>>();
    assert_eq!(hashes(&plain), hashes(&safe));
    assert_sound(&safe.output());
    let (old, new) = (files_in(&plain.output()), files_in(&safe.output()));
    assert!(old["parquet/sentences.parquet"] == new["parquet/sentences.parquet"]);
    assert!(old["csv/sentences.csv"] != new["csv/sentences.csv"]);
    let differences = compare(&plain.output(), &safe.output()).expect("both can be read");
    assert!(
        differences.iter().any(|difference| matches!(difference, Difference::Bytes { path, .. } if path == "csv/sentences.csv"))
    );
    assert!(!differences.iter().any(Difference::is_of_rows), "{differences:?}");
}
