//! `schema check` finds every kind of change that a version number hides, and lets the legal ones pass.

use columnist::schema::{Catalogue, Finding, SCHEMA_FILES, TableSchema, changes, check, newest};
use serde_json::{Value, json};

/// A change to the newest version of `claims`, written as the version that follows it.
struct Mutation {
    name: &'static str,
    /// Whether the new version says that it is a major one.
    as_major: bool,
    mutate: fn(&mut Value),
    /// Column and rule that must be told.
    wanted: (Option<&'static str>, &'static str),
}

fn field<'a>(schema: &'a mut Value, name: &str) -> &'a mut Value {
    let fields = schema["fields"].as_array_mut().expect("a schema has fields");
    fields.iter_mut().find(|field| field["name"] == name).expect("the column is there")
}

fn new_field(name: &str, id: u32, required: bool) -> Value {
    json!({"name": name, "type": "integer", "description": "Something new.", "example": 1,
        "constraints": {"required": required}, "arrow": "Int32", "fieldId": id})
}

fn push_field(schema: &mut Value, field: Value) {
    schema["fields"].as_array_mut().expect("a schema has fields").push(field);
}

fn remove_field(schema: &mut Value, name: &str) {
    schema["fields"].as_array_mut().expect("a schema has fields").retain(|field| field["name"] != name);
}

macro_rules! mutation {
    ($name:literal, $as_major:literal, $mutate:expr, $column:expr, $rule:literal) => {
        Mutation { name: $name, as_major: $as_major, mutate: $mutate, wanted: ($column, $rule) }
    };
}

const MUTATIONS: &[Mutation] = &[
    mutation!("a column is removed", false, |s| remove_field(s, "per"), Some("per"), "column_removed"),
    mutation!("a column is renamed", false, |s| field(s, "per")["name"] = json!("rate_of"), Some("rate_of"), "column_renamed"),
    mutation!(
        "a column has another type",
        false,
        |s| field(s, "claim_index")["arrow"] = json!("Int64"),
        Some("claim_index"),
        "column_retyped"
    ),
    mutation!(
        "null is forbidden",
        false,
        |s| field(s, "unit")["constraints"]["required"] = json!(true),
        Some("unit"),
        "constraint_tightened"
    ),
    mutation!(
        "null is allowed",
        false,
        |s| field(s, "number_text")["constraints"]["required"] = json!(false),
        Some("number_text"),
        "constraint_loosened"
    ),
    mutation!(
        "a minimum is raised",
        false,
        |s| field(s, "char_start")["constraints"]["minimum"] = json!(1),
        Some("char_start"),
        "constraint_tightened"
    ),
    mutation!(
        "values must be unique",
        false,
        |s| field(s, "text")["constraints"]["unique"] = json!(true),
        Some("text"),
        "constraint_tightened"
    ),
    mutation!(
        "an enumeration loses a value",
        false,
        |s| field(s, "change")["constraints"]["enum"] = json!(["increase", "none"]),
        Some("change"),
        "enum_value_removed"
    ),
    mutation!(
        "the primary key is another",
        false,
        |s| s["primaryKey"] = json!(["article_id", "char_start"]),
        None,
        "primary_key_changed"
    ),
    mutation!(
        "a foreign key is dropped",
        false,
        |s| drop(s["foreignKeys"].as_array_mut().unwrap().remove(1)),
        None,
        "foreign_key_changed"
    ),
    mutation!(
        "columns change places",
        false,
        |s| s["fields"].as_array_mut().unwrap().swap(11, 12),
        Some("number_text"),
        "column_moved"
    ),
    mutation!(
        "a column is put in between",
        false,
        |s| s["fields"].as_array_mut().unwrap().insert(3, new_field("page", 90, false)),
        Some("page"),
        "column_inserted"
    ),
    mutation!(
        "a column that is never null is added",
        false,
        |s| push_field(s, new_field("page", 90, true)),
        Some("page"),
        "required_column_added"
    ),
    mutation!(
        "a field id is given to another column",
        true,
        |s| {
            remove_field(s, "per");
            push_field(s, new_field("page", 23, false));
        },
        Some("page"),
        "field_id_reused"
    ),
    mutation!("a column gets another field id", true, |s| field(s, "per")["fieldId"] = json!(90), Some("per"), "field_id_changed"),
    mutation!(
        "two columns share a field id",
        false,
        |s| push_field(s, new_field("page", 2, false)),
        Some("page"),
        "field_id_twice"
    ),
    mutation!("two columns share a name", false, |s| push_field(s, new_field("per", 90, false)), Some("per"), "column_twice"),
    mutation!(
        "the types of a column disagree",
        true,
        |s| field(s, "value")["type"] = json!("string"),
        Some("value"),
        "types_disagree"
    ),
    mutation!("a key names no column", true, |s| s["primaryKey"] = json!(["article_id", "row"]), Some("row"), "key_unsound"),
    mutation!(
        "a foreign key leads nowhere",
        true,
        |s| s["foreignKeys"][1]["reference"]["resource"] = json!("pages"),
        None,
        "key_unsound"
    ),
    mutation!("a major version breaks nothing", true, |s| push_field(s, new_field("page", 90, false)), None, "needless_major"),
    mutation!("nothing changed", false, |_| {}, None, "nothing_changed"),
];

/// The folder of the program's schemas with one more version of `claims`.
fn findings_with(version: &str, mutate: impl Fn(&mut Value)) -> Vec<Finding> {
    let newest = newest("claims").expect("the table has a schema");
    let mut schema = serde_json::to_value(newest).expect("a schema is JSON");
    schema["version"] = json!(version);
    mutate(&mut schema);
    let path = format!("claims/{version}.json");
    let text = schema.to_string();
    let (catalogue, mut findings) = Catalogue::from_files(SCHEMA_FILES.iter().copied().chain([(path.as_str(), text.as_str())]));
    findings.extend(check(&catalogue));
    findings
}

fn following(as_major: bool) -> String {
    let (major, minor) = newest("claims").and_then(|schema| schema.version.split_once('.')).expect("it has a version");
    let next = |number: &str| number.parse::<u32>().expect("a number") + 1;
    if as_major { format!("{}.0", next(major)) } else { format!("{major}.{}", next(minor)) }
}

#[test]
fn the_schemas_of_the_program_have_no_findings() {
    let (catalogue, findings) = Catalogue::from_files(SCHEMA_FILES.iter().copied());
    assert_eq!(findings, []);
    assert_eq!(check(&catalogue), []);
}

#[test]
fn every_illegal_change_is_told_with_table_column_and_rule() {
    for Mutation { name, as_major, mutate, wanted } in MUTATIONS {
        let version = following(*as_major);
        let findings = findings_with(&version, mutate);
        let told = findings.iter().filter(|finding| finding.schema == format!("claims@{version}"));
        let told: Vec<_> = told.map(|finding| (finding.column.as_deref(), finding.rule)).collect();
        assert!(told.contains(wanted), "{name}: {told:?}");
    }
}

#[test]
fn the_same_changes_pass_as_what_they_are() {
    type Change = (&'static str, bool, fn(&mut Value));
    let legal: [Change; 6] = [
        ("a column that may be null is appended", false, |s| push_field(s, new_field("page", 90, false))),
        ("an enumeration has one value more", false, |s| {
            field(s, "modality")["constraints"]["enum"].as_array_mut().unwrap().push(json!("hoped"))
        }),
        ("a text is other", false, |s| field(s, "per")["description"] = json!("Better words.")),
        ("a column is removed", true, |s| remove_field(s, "per")),
        ("a column is renamed", true, |s| field(s, "per")["name"] = json!("rate_of")),
        ("null is forbidden", true, |s| field(s, "unit")["constraints"]["required"] = json!(true)),
    ];
    for (name, as_major, mutate) in legal {
        let findings = findings_with(&following(as_major), mutate);
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(
            rules,
            ["migration_missing", "migration_missing"],
            "{name}: nothing is wrong but the missing migrations: {findings:?}"
        );
    }
}

#[test]
fn numbers_without_gap_and_files_under_their_names() {
    let rules = |version: &str, says: &str| -> Vec<&'static str> {
        let says = says.to_string();
        let mutate = move |schema: &mut Value| {
            schema["version"] = json!(says);
            push_field(schema, new_field("page", 90, false));
        };
        findings_with(version, mutate).iter().map(|finding| finding.rule).filter(|rule| *rule != "migration_missing").collect()
    };
    assert_eq!(rules("1.9", "1.9"), ["version_skipped"]);
    assert_eq!(rules("1.9", "1.8"), ["unreadable_file"]);
    assert_eq!(rules("1.09", "1.09"), ["unreadable_file"]);
}

#[test]
fn released_files_are_compared_with_their_hashes() {
    let findings = |files: Vec<(&str, &str)>| {
        let (catalogue, mut findings) = Catalogue::from_files(files);
        findings.extend(check(&catalogue));
        findings.iter().map(|finding| (finding.schema.clone(), finding.rule)).collect::<Vec<_>>()
    };
    let path = "problems/1.0.json";
    let edited = |text: &str| text.replace("unsure of", "not sure of");
    let text = edited(SCHEMA_FILES.iter().find(|(name, _)| *name == path).expect("it is there").1);
    let changed = SCHEMA_FILES.iter().map(|&(name, old)| (name, if name == path { text.as_str() } else { old }));
    assert_eq!(findings(changed.collect()), [(path.to_string(), "release_changed")]);
    let removed = SCHEMA_FILES.iter().copied().filter(|(name, _)| *name != path);
    assert_eq!(findings(removed.collect()), [(path.to_string(), "release_removed")]);
}

#[test]
fn a_broken_file_is_told_and_costs_no_other() {
    let files =
        [("claims/1.0.json", "{"), ("notes.json", "{}"), ("dates/migrations/1.0-to-1.1.json", r#"{"steps": [{"step": "guess"}]}"#)];
    let (catalogue, findings) =
        Catalogue::from_files(SCHEMA_FILES.iter().copied().filter(|(path, _)| *path != "claims/1.0.json").chain(files));
    let told: Vec<_> = findings.iter().map(|finding| (finding.schema.as_str(), finding.rule)).collect();
    assert_eq!(told, files.map(|(path, _)| (path, "unreadable_file")));
    assert!(catalogue.newest("quotations").is_some());
    let unknown =
        TableSchema::parse(&SCHEMA_FILES[0].1.replace("\"required\"", "\"requierd\"")).expect_err("a misspelt constraint");
    assert!(unknown.to_string().contains("requierd"), "{unknown}");
}

#[test]
fn a_rename_is_seen_by_the_field_id() {
    let old = newest("claims").expect("the table has a schema");
    let mut new = old.clone();
    new.fields[22].name = "multiplied_by".to_string();
    let told: Vec<_> = changes(old, &new).into_iter().map(|change| (change.rule, change.message)).collect();
    assert_eq!(told, [("column_renamed", format!("`{}` is called `multiplied_by`", old.fields[22].name))]);
}

/// A migration that leads to the version, but not with these steps, or that nobody can ever take.
#[test]
fn a_migration_that_does_not_work_is_told() {
    let wrong = [
        ("dates/migrations/1.0-to-1.1.json", r#"{"step": "rename", "column": "text", "to": "rule"}"#),
        ("dates/migrations/1.0-to-1.1.json", r#"{"step": "fill", "column": "is_body", "arrow": "Boolean", "value": 1}"#),
        ("dates/migrations/1.1-to-1.0.json", r#"{"step": "drop", "column": "nothing"}"#),
        ("dates/migrations/1.0-to-9.0.json", r#"{"step": "drop", "column": "text"}"#),
    ];
    for (path, step) in wrong {
        let versions = path.trim_start_matches("dates/migrations/").trim_end_matches(".json").split_once("-to-");
        let (from, to) = versions.expect("the name tells both versions");
        let text = format!(
            r#"{{"table": "dates", "from": "{from}", "to": "{to}", "description": "It does not work.", "steps": [{step}]}}"#
        );
        let others = SCHEMA_FILES.iter().copied().filter(|(name, _)| *name != path && !name.ends_with("frozen.sha256"));
        let (catalogue, unreadable) = Catalogue::from_files(others.chain([(path, text.as_str())]));
        assert_eq!(unreadable, []);
        let told: Vec<_> = check(&catalogue).into_iter().map(|finding| (finding.schema, finding.rule)).collect();
        assert!(told.contains(&(path.to_string(), "migration_mismatch")), "{path} {step}: {told:?}");
    }
}

#[test]
fn a_column_that_is_never_null_is_not_filled_with_null() {
    let path = "dates/1.1.json";
    let required = SCHEMA_FILES.iter().find(|(name, _)| *name == path).expect("it is there").1;
    let mut schema: Value = serde_json::from_str(required).expect("it is JSON");
    field(&mut schema, "is_body")["constraints"]["required"] = json!(true);
    let text = schema.to_string();
    let files = SCHEMA_FILES.iter().map(|&(name, old)| (name, if name == path { text.as_str() } else { old }));
    let told = check(&Catalogue::from_files(files).0);
    let is_told = told.iter().any(|finding| finding.rule == "migration_mismatch" && finding.message.contains("never null"));
    assert!(is_told, "{told:?}");
}
