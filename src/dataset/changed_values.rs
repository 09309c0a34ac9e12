//! What changed between two values of JSON, leaf by leaf: for parameters.

use serde_json::Value;

use super::staleness::ChangedLines;

/// A file of words that a parameter names.
const WORD_FILE: [&str; 2] = ["blake3", "path"];

/// The causes that lie in the parameters of a stage. `lines` tells how many lines a word list of these two hashes differs in.
pub(super) fn parameter_causes(stage: &str, was: &Value, is: &Value, lines: &ChangedLines) -> Vec<String> {
    let mut causes = Vec::new();
    add(&format!("stages.{stage}"), was, is, lines, &mut causes);
    causes
}

/// `word list countries changed (3 lines)`
pub(super) fn list_cause(name: &str, lines: Option<usize>) -> String {
    match lines {
        // Only their order, or how they end.
        None | Some(0) => format!("word list {name} changed"),
        Some(1) => format!("word list {name} changed (1 line)"),
        Some(lines) => format!("word list {name} changed ({lines} lines)"),
    }
}

fn add(key: &str, was: &Value, is: &Value, lines: &ChangedLines, causes: &mut Vec<String>) {
    if was == is {
        return;
    }
    match (word_file(was), word_file(is), was, is) {
        (Some((old, before)), Some((new, path)), ..) if before == path => causes.push(list_cause(path, lines(old, new))),
        (None, None, Value::Object(was), Value::Object(is)) => {
            let keys = was.keys().chain(is.keys().filter(|key| !was.contains_key(*key)));
            let value = |object: &serde_json::Map<String, Value>, key: &str| object.get(key).cloned().unwrap_or_default();
            keys.for_each(|name| add(&format!("{key}.{name}"), &value(was, name), &value(is, name), lines, causes));
        }
        _ => causes.push(format!("parameter {key}: {} → {}", told(was), told(is))),
    }
}

/// Hash and path.
fn word_file(value: &Value) -> Option<(&str, &str)> {
    let object = value.as_object().filter(|object| object.keys().eq(WORD_FILE))?;
    Some((object["blake3"].as_str()?, object["path"].as_str()?))
}

/// As a pipeline file has it; a file of words by its path.
fn told(value: &Value) -> String {
    match (word_file(value), value) {
        (Some((_, path)), _) => path.to_string(),
        (None, Value::String(text)) => text.clone(),
        (None, Value::Null) => "nothing".to_string(),
        (None, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn causes_name_the_parameter_and_both_values() {
        let causes = |was: Value, is: Value| parameter_causes("countries", &was, &is, &|_, _| Some(3));
        let file = |hash: &str| json!({"extra": {"blake3": hash, "path": "names.tsv"}, "capitals": true});
        assert_eq!(causes(file("a"), file("a")), Vec::<String>::new());
        assert_eq!(causes(file("a"), file("b")), ["word list names.tsv changed (3 lines)"]);
        let other = json!({"extra": null, "capitals": false});
        let told = ["parameter stages.countries.capitals: true → false", "parameter stages.countries.extra: names.tsv → nothing"];
        assert_eq!(causes(file("a"), other), told);
        assert_eq!(causes(json!({}), json!({"layout": "web"})), ["parameter stages.countries.layout: nothing → web"]);
    }
}
