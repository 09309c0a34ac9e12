//! Whether a schema holds together in itself.

use std::collections::BTreeSet;

use super::{ArrowType, Finding, TableSchema};

/// What is wrong with one schema, apart from all others.
pub(super) fn unsound_parts(schema: &TableSchema) -> Vec<Finding> {
    let mut findings = repeated_columns(schema);
    findings.extend(mistyped_columns(schema));
    findings.extend(broken_keys(schema));
    findings
}

fn repeated_columns(schema: &TableSchema) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for field in &schema.fields {
        if !names.insert(&field.name) {
            findings.push(Finding::new(schema.id(), "column_twice", "two columns have this name").of_column(&field.name));
        }
        if !ids.insert(field.field_id) {
            let message = format!("another column has the field id {} too", field.field_id);
            findings.push(Finding::new(schema.id(), "field_id_twice", message).of_column(&field.name));
        }
    }
    findings
}

fn mistyped_columns(schema: &TableSchema) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in &schema.fields {
        let of_column = |rule, message: String| Finding::new(schema.id(), rule, message).of_column(&field.name);
        if field.kind != field.arrow.frictionless_type() {
            let message = format!("its type is `{}`, which {:?} is not", field.kind, field.arrow);
            findings.push(of_column("types_disagree", message));
        }
        if field.constraints.values.is_some() != (field.arrow == ArrowType::Dictionary) {
            findings.push(of_column("types_disagree", "an enumeration is a dictionary, and nothing else is".to_string()));
        }
    }
    findings
}

fn broken_keys(schema: &TableSchema) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in &schema.primary_key {
        let problem = match schema.field(name) {
            None => "the primary key names a column that is not there",
            Some((_, field)) if field.is_nullable() => "a column of the primary key is never null",
            Some(_) => continue,
        };
        findings.push(Finding::new(schema.id(), "key_unsound", problem).of_column(name));
    }
    for key in &schema.foreign_keys {
        for name in key.fields.iter().filter(|name| schema.field(name).is_none()) {
            let problem = "a foreign key names a column that is not there";
            findings.push(Finding::new(schema.id(), "key_unsound", problem).of_column(name));
        }
        if key.fields.len() != key.reference.fields.len() {
            let message = format!("({}) → {}: the two sides have not as many columns", key.fields.join(", "), key.target(schema));
            findings.push(Finding::new(schema.id(), "key_unsound", message));
        }
    }
    findings
}
