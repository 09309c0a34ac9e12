//! `--set key=a,b`: one pipeline run with each value of a list, into datasets beside each other.

use std::collections::BTreeSet;

use crate::error::{Error, Result};

/// One choice out of every list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// `key=value` pairs, each with one value.
    pub set: Vec<String>,
    /// What the choices are called, as `layout-plain`; `None` where nothing was to be chosen.
    pub name: Option<String>,
}

/// Every combination of the values that these `key=value` pairs list; the first list varies slowest. A value that is TOML as it stands (an array, a string
/// in quotation marks) is one value, whatever commas it holds.
///
/// # Errors
/// A list with an empty place, or two combinations that would have one name.
pub fn variants(set: &[String]) -> Result<Vec<Variant>> {
    let lists: Vec<(&str, Vec<&str>)> = set.iter().map(|assignment| listed(assignment)).collect();
    let swept: Vec<&str> = lists.iter().filter(|(_, values)| values.len() > 1).map(|(key, _)| *key).collect();
    let mut variants = vec![Variant::default()];
    for ((key, values), assignment) in lists.iter().zip(set) {
        if values.len() == 1 {
            variants.iter_mut().for_each(|variant| variant.set.push(assignment.clone()));
            continue;
        }
        if values.iter().any(|value| value.is_empty()) {
            return Err(Error::refused(format!("`--set {assignment}`: a place of the list is empty"), "write it as `key=a,b`"));
        }
        let name = name_of(key, &swept);
        let with = |variant: &Variant| values.iter().map(|value| variant.clone().with(key, value, &name)).collect::<Vec<_>>();
        variants = variants.iter().flat_map(with).collect();
    }
    let names: BTreeSet<&Option<String>> = variants.iter().map(|variant| &variant.name).collect();
    if names.len() < variants.len() {
        let message = "two of the datasets that `--set` asks for would have one name";
        return Err(Error::refused(message, "list each value once, and values that differ in letters or digits"));
    }
    Ok(variants)
}

impl Variant {
    fn with(mut self, key: &str, value: &str, name: &str) -> Variant {
        self.set.push(format!("{key}={value}"));
        let choice = format!("{name}-{}", readable(value));
        self.name = Some(self.name.map_or(choice.clone(), |before| format!("{before}.{choice}")));
        self
    }
}

/// The key and the values of a pair. What is no pair is refused where it is set.
fn listed(assignment: &str) -> (&str, Vec<&str>) {
    let Some((key, value)) = assignment.split_once('=') else { return (assignment, vec![""]) };
    let is_toml = toml::from_str::<toml::Table>(&format!("value = {value}")).is_ok();
    (key, if is_toml { vec![value] } else { split(value) })
}

/// The value cut at its commas, those in quotation marks or brackets left out.
fn split(value: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut depth, mut quoted_by) = (Vec::new(), 0, 0_u32, None);
    for (at, character) in value.char_indices() {
        match (quoted_by, character) {
            (Some(mark), _) if mark == character => quoted_by = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted_by = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(value[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(value[begin..].trim());
    parts
}

/// The last part of a key, and all of it where another key that varies ends in the same.
fn name_of(key: &str, swept: &[&str]) -> String {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_string();
    let is_alone = swept.iter().filter(|other| last(other) == last(key)).count() < 2;
    if is_alone { last(key) } else { readable(key) }
}

/// What may stand in a folder's name on any system.
fn readable(value: &str) -> String {
    let is_fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let marks: &[char] = &['"', '\''];
    value.trim_matches(marks).chars().map(|c| if is_fine(c) { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(set: &[&str]) -> Vec<(String, Option<String>)> {
        let set: Vec<String> = set.iter().map(|pair| pair.to_string()).collect();
        variants(&set).expect("it is sound").into_iter().map(|variant| (variant.set.join(" "), variant.name)).collect()
    }

    #[test]
    fn every_combination_has_a_name() {
        assert_eq!(told(&[]), [(String::new(), None)]);
        assert_eq!(told(&["a.b=1"]), [("a.b=1".to_string(), None)]);
        let both = told(&["stages.blocks.layout=web,plain", "x=1", "y.n=2, 3"]);
        let names: Vec<&str> = both.iter().filter_map(|(_, name)| name.as_deref()).collect();
        assert_eq!(names, ["layout-web.n-2", "layout-web.n-3", "layout-plain.n-2", "layout-plain.n-3"]);
        assert_eq!(both[3].0, "stages.blocks.layout=plain x=1 y.n=3");
        let same_ending = told(&["a.n=1,2", "b.n=3,4"]);
        assert_eq!(same_ending[0].1.as_deref(), Some("a.n-1.b.n-3"));
        assert_eq!(told(&["extra=words/a b.tsv,\"c,d\""])[0].1.as_deref(), Some("extra-words-a-b.tsv"));
    }

    #[test]
    fn what_is_toml_is_one_value() {
        for value in ["x=[1, 2]", "x=\"a,b\"", "x={a = 1, b = 2}", "x='a,b'", "nothing"] {
            assert_eq!(told(&[value]), [(value.to_string(), None)]);
        }
        assert_eq!(told(&["x=[1,2],[3]"]).len(), 2);
    }

    #[test]
    fn lists_that_cannot_be_told_apart_are_refused() {
        for wrong in ["x=a,", "x=,a", "x=a,a", "x=a b,a-b"] {
            assert!(variants(&[wrong.to_string()]).is_err(), "{wrong}");
        }
    }
}
