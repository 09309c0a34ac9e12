//! What the columns of a table are to a comparison: words and values, positions, or references to other rows.

use crate::dataset::check::SPANS;
use crate::schema::TableSchema;

/// Columns that hold the index of another row of the same article, and the table of that row. A reference is the same where it leads to
/// the same row, whatever its index is now.
const REFERENCES: &[(&str, &str)] = &[
    ("quotation_index", "quotations"),
    ("speaker_index", "speakers"),
    ("country_index", "countries"),
    ("claim_index", "claims"),
    ("change_from", "claims"),
];

/// Columns that follow from where a row stands.
const PLACES: &[&str] = &["sentence_index", "sentence_index_end", "block_index", "date_index"];

/// Tables in an order in which each stands behind those that it refers to.
pub(super) const IN_ORDER_OF_REFERENCE: &[&str] = &[
    "articles",
    "blocks",
    "sentences",
    "dates",
    "speakers",
    "quotations",
    "countries",
    "article_countries",
    "claims",
    "claim_countries",
    "duplicates",
    "problems",
];

/// The columns that say best what a row is about: a row that has the same words there is the same row with other values.
const IDENTITIES: &[&str] = &["title", "text", "name", "country_code", "duplicate_of", "message"];

/// The columns of one table by what they are.
#[derive(Debug, Default)]
pub(super) struct ColumnRoles {
    /// Words and values: what the row says.
    pub(super) contents: Vec<String>,
    /// With the table that they lead to.
    pub(super) references: Vec<(String, &'static str)>,
    /// References to rows of the same table.
    pub(super) own_references: Vec<String>,
    /// The row's own index and its offsets: they shift when text is put in before it.
    pub(super) positions: Vec<String>,
    /// The row's own index, where it has one.
    pub(super) index: Option<String>,
    pub(super) identity: Option<String>,
    /// Whether an article has one row at most, which is the same row whatever it says.
    pub(super) is_one_per_article: bool,
}

impl ColumnRoles {
    /// Of the columns that `is_compared`.
    pub(super) fn of(schema: &TableSchema, is_compared: impl Fn(&str) -> bool) -> ColumnRoles {
        let is_one_per_article = schema.primary_key == ["article_id"];
        let mut roles = ColumnRoles { is_one_per_article, ..ColumnRoles::default() };
        let singular = own_index(&schema.name);
        for field in schema.fields.iter().filter(|field| field.name != "article_id" && is_compared(&field.name)) {
            let name = field.name.clone();
            let reference = REFERENCES.iter().find(|(column, _)| *column == name).map(|(_, table)| *table);
            let is_offset = SPANS.iter().any(|span| span.start == name || span.end == Some(name.as_str()));
            if singular == Some(name.as_str()) {
                roles.index = Some(name.clone());
                roles.positions.push(name);
            } else if reference == Some(schema.name.as_str()) || (schema.name == "blocks" && name == "duplicate_of") {
                roles.own_references.push(name);
            } else if let Some(table) = reference {
                roles.references.push((name, table));
            } else if is_offset && schema.name != "problems" || PLACES.contains(&name.as_str()) {
                roles.positions.push(name);
            } else {
                roles.contents.push(name);
            }
        }
        roles.identity =
            IDENTITIES.iter().find(|name| roles.contents.iter().any(|content| content == *name)).map(|name| name.to_string());
        roles
    }
}

/// The column that numbers the rows of a table inside an article.
pub(super) fn own_index(table: &str) -> Option<&'static str> {
    Some(match table {
        "blocks" => "block_index",
        "sentences" => "sentence_index",
        "dates" => "date_index",
        "speakers" => "speaker_index",
        "quotations" => "quotation_index",
        "countries" => "country_index",
        "claims" => "claim_index",
        _ => return None,
    })
}
