//! The codebook: every table and column with type, meaning, allowed values, an example and the rules behind its rows; of a dataset also what
//! its values are. Once as Markdown, once as a page of HTML.

mod found;
mod html;
mod markdown;
mod rules;

use serde_json::Value;

use super::tables_of;
use crate::dataset::{Manifest, TableRecord};
use crate::schema::{ArrowType, Field, TableSchema};
use crate::tables::TABLES;
use found::Found;
use rules::{Rule, rules_of};

/// What a codebook tells, before it is written in either format.
pub struct Codebook {
    title: String,
    introduction: String,
    is_of_dataset: bool,
    tables: Vec<CodebookTable>,
}

struct CodebookTable {
    schema: &'static TableSchema,
    rows: Option<u64>,
    columns: Vec<CodebookColumn>,
    rules: Vec<Rule>,
}

struct CodebookColumn {
    field: &'static Field,
    /// In a dataset: what its values are.
    found: Option<Found>,
}

impl Codebook {
    /// Of the newest schemas.
    pub fn of_schemas() -> Codebook {
        Codebook {
            title: "Codebook".to_string(),
            introduction: "Every table and column, from the schema files under `schemas/`.".to_string(),
            is_of_dataset: false,
            tables: TABLES.iter().map(|table| CodebookTable::new(table.schema(), None)).collect(),
        }
    }

    /// Of a dataset, from its manifest.
    pub fn of_dataset(manifest: &Manifest) -> Codebook {
        let pipeline = &manifest.pipeline;
        let introduction = format!(
            "Every table and column of this dataset, version {}, with what its values are. Least and greatest values are numbers or days, and bytes of a \
             text; values are counted where there are at most 512 short ones. Written by {} together with the tables.",
            pipeline.version, manifest.tool
        );
        let tables = tables_of(manifest).into_iter();
        Codebook {
            title: format!("Codebook: {}", pipeline.title()),
            introduction,
            is_of_dataset: true,
            tables: tables.map(|table| CodebookTable::new(table.schema, Some(table.record))).collect(),
        }
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::page(self)
    }

    /// As a page that needs nothing else.
    pub fn to_html(&self) -> String {
        html::page(self)
    }
}

/// What a schema says of its table and columns, as Markdown.
pub fn schema_section(schema: &'static TableSchema) -> String {
    markdown::table_section(&CodebookTable { rules: Vec::new(), ..CodebookTable::new(schema, None) }, false)
}

impl CodebookTable {
    fn new(schema: &'static TableSchema, record: Option<&TableRecord>) -> CodebookTable {
        let column = |field: &'static Field| CodebookColumn {
            field,
            found: record.and_then(|record| Some(Found::new(record.columns.get(&field.name)?, field, schema, record.rows))),
        };
        let rule_counts = record.and_then(|record| record.columns.get("rule")).map(|summary| &summary.top);
        let has_rules = schema.field("rule").is_some();
        CodebookTable {
            schema,
            rows: record.map(|record| record.rows),
            columns: schema.fields.iter().map(column).collect(),
            rules: if has_rules { rules_of(&schema.name, rule_counts) } else { Vec::new() },
        }
    }

    /// The keys in one line: the table's own, then those that point to others. Names are in backticks.
    fn keys(&self) -> String {
        let mut text = String::new();
        if !self.schema.primary_key.is_empty() {
            text.push_str(&format!("Primary key: `{}`.", self.schema.primary_key.join("`, `")));
        }
        for key in &self.schema.foreign_keys {
            text.push_str(&format!(" `{}` → `{}`.", key.fields.join("`, `"), key.target(self.schema)));
        }
        text
    }
}

impl CodebookColumn {
    /// The type as the readers of CSV know it, and in a dataset the one that readers of Parquet see.
    fn kind(&self) -> String {
        match (&self.found, self.field.arrow) {
            (None, _) => self.field.kind.clone(),
            (Some(_), ArrowType::Dictionary) => format!("{} (enumeration)", self.field.kind),
            (Some(_), arrow) => format!("{} ({})", self.field.kind, format!("{arrow:?}").to_lowercase()),
        }
    }

    /// The meaning with the allowed values; words of the data are in backticks.
    fn meaning(&self) -> String {
        let values = self.field.constraints.values.as_ref();
        let values = values.map(|values| format!(" One of `{}`.", values.join("`, `"))).unwrap_or_default();
        format!("{}{values}", self.field.description)
    }

    fn example(&self) -> String {
        match &self.field.example {
            Some(Value::String(text)) => text.replace('\n', "⏎"),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }

    /// Whether and how often a cell is null.
    fn nulls(&self) -> String {
        match &self.found {
            Some(found) => found.nulls.clone(),
            None if self.field.is_nullable() => "yes".to_string(),
            None => String::new(),
        }
    }
}
