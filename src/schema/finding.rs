//! What is wrong with a schema, and where.

use serde::Serialize;

/// One thing that `columnist schema check` found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Table and version, as `claims@1.1`; for another file, its path.
    pub schema: String,
    pub column: Option<String>,
    /// Stable name of what was broken; `docs/schemas.md` explains each.
    pub rule: &'static str,
    pub message: String,
}

impl Finding {
    /// A finding about a schema as a whole.
    pub fn new(schema: impl Into<String>, rule: &'static str, message: impl Into<String>) -> Finding {
        Finding { schema: schema.into(), column: None, rule, message: message.into() }
    }

    /// The same about one column.
    pub fn of_column(mut self, column: impl Into<String>) -> Finding {
        self.column = Some(column.into());
        self
    }
}
