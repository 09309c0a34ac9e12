//! What a record's value says, as text.

use std::borrow::Cow;

use serde_json::Value;

/// What programs write into a cell or a field that has nothing.
const MISSING: &[&str] = &["None", "nan", "NaN", "NaT", "null", "NULL"];

/// A value as text: strings as they are, numbers as written, lists of strings joined by commas; `None` for what is missing.
pub(super) fn string_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => unless_missing(list_in(text).unwrap_or_else(|| text.clone())),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => unless_missing(values.iter().filter_map(string_of).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

/// A value as prose: a list is paragraphs, an object the parts of an article in the order in which Fundus has them.
pub(super) fn prose_of(value: &Value) -> Option<Cow<'_, str>> {
    let joined = |values: Vec<Cow<str>>| Some(Cow::Owned(values.join("\n\n")));
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Array(values) => joined(values.iter().filter_map(prose_of).collect()),
        Value::Object(parts) => {
            let names = ["summary", "headline", "paragraphs", "sections"];
            joined(names.iter().filter_map(|name| prose_of(parts.get(*name)?)).filter(|text| !text.is_empty()).collect())
        }
        _ => None,
    }
}

/// `None` for a blank text, and for what programs write where there is none.
pub(super) fn unless_missing(text: String) -> Option<String> {
    let trimmed = text.trim();
    (!trimmed.is_empty() && !MISSING.contains(&trimmed)).then_some(text)
}

/// `['Ama Owusu', "Jón O'Fell"]`, `[]`: a list in a cell of a table, as Python writes it.
fn list_in(text: &str) -> Option<String> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items: Vec<&str> = Vec::new();
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|mark| matches!(mark, '\'' | '"'))?;
        let (item, behind) = rest[1..].split_once(mark)?;
        items.push(item);
        let behind = behind.trim_start();
        rest = behind.strip_prefix(',').map_or(behind, str::trim_start);
    }
    Some(items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_cells_are_lists_and_other_brackets_are_text() {
        let text = |value: &str| string_of(&Value::String(value.to_string()));
        assert_eq!(text("['Ama Owusu', \"Jón O'Fell\"]").as_deref(), Some("Ama Owusu, Jón O'Fell"));
        assert_eq!(text("[]"), None);
        for title in ["[Watch] Harbour opens", "[Harbour opens]", "[", "['Harbour"] {
            assert_eq!(text(title).as_deref(), Some(title));
        }
    }

    #[test]
    fn what_stands_for_nothing_is_nothing() {
        for nothing in ["", " ", "None", "nan", "NaN", "NaT", "null", "NULL"] {
            assert_eq!(string_of(&Value::String(nothing.to_string())), None, "{nothing}");
        }
        assert_eq!(string_of(&Value::String("Nan".to_string())).as_deref(), Some("Nan"));
    }
}
