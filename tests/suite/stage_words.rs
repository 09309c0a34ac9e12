//! Each stage names the word lists that its rules ask for: so a changed list makes stale what needs it, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use columnist::lang::en::{WORD_LISTS, WORD_TABLES, word_files};
use columnist::stages::STAGES;

const PLACES: &[&str] = &["countries", "country-lookalikes", "country-surfaces", "us-places", "us-states"];
const FUNCTION_WORDS: &[&str] = &["Determiner", "Preposition", "Conjunction", "Pronoun", "Auxiliary", "Modal", "Negation"];

/// The tables whose words have a class; a class that is not here is a word list's.
const TABLES_OF_CLASSES: &[(&str, &[&str])] = &[
    ("Abbreviation", &["abbreviations"]),
    ("Calendar", &["calendar"]),
    ("ChangeWord", &["change-words"]),
    ("ComparatorAfter", &["comparators-after"]),
    ("ComparatorBefore", &["comparators-before"]),
    ("FirstName", &["first-names"]),
    ("Furniture", &["furniture"]),
    ("Institution", &["institutions"]),
    ("ModalityWord", &["modality-words"]),
    ("NumberWord", &["number-words"]),
    ("PlaceName", PLACES),
    ("ReportingNoun", &["reporting-nouns"]),
    ("ReportingVerb", &["reporting-verbs"]),
    ("Role", &["roles"]),
    ("SpeechVerb", &["reporting-verbs", "verb-or-noun"]),
    ("Title", &["titles"]),
    ("UnitName", &["currency-names", "currency-names-more", "unit-names", "unit-names-more"]),
    ("VagueQuantifier", &["vague-quantifiers"]),
];

/// The tables behind each part of `English`.
const TABLES_OF_PARTS: &[(&str, &[&str])] = &[
    ("calendar", &["calendar"]),
    ("layout", &["furniture"]),
    ("people", &["first-names", "institutions", "roles", "titles"]),
    ("reporting", &["reporting-nouns", "reporting-verbs"]),
    ("stops", &["abbreviations", "sentence-start"]),
];

fn lists_of_class(class: &str) -> Vec<&'static str> {
    if class == "FUNCTION_WORDS" {
        return FUNCTION_WORDS.iter().flat_map(|class| lists_of_class(class)).collect();
    }
    let lists = WORD_LISTS.iter().filter(|list| format!("{:?}", list.class) == class).map(|list| list.name);
    let tables = TABLES_OF_CLASSES.iter().filter(|(name, _)| *name == class).flat_map(|(_, tables)| tables.iter().copied());
    let found: Vec<_> = lists.chain(tables).collect();
    assert!(!found.is_empty(), "the words of {class} come from somewhere");
    found
}

fn tables_of_part(part: &str) -> Vec<&'static str> {
    let of_claims = ["change-", "comparators-", "currency-", "modality-", "number-", "unit-", "vague-"];
    match part {
        "claims" => {
            let names = WORD_TABLES.iter().map(|table| table.name);
            names.filter(|name| of_claims.iter().any(|start| name.starts_with(start))).collect()
        }
        "places" => PLACES.iter().copied().chain(["country-context"]).collect(),
        // A stage that asks for the letters of a word compares them with words of grammar.
        "lexicon" => lists_of_class("FUNCTION_WORDS"),
        _ => {
            let (_, tables) = TABLES_OF_PARTS.iter().find(|(name, _)| *name == part).unwrap_or_else(|| panic!("{part} is new"));
            tables.to_vec()
        }
    }
}

/// The names that stand behind `mark` in a text.
fn names_behind<'a>(code: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(mark).map(move |(at, _)| {
        let rest = &code[at + mark.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

fn code_below(folder: &Path) -> String {
    let mut code = String::new();
    for entry in fs::read_dir(folder).expect("a stage has a folder") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            code += &code_below(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
            lines.for_each(|line| code += &format!("{}\n", line.split("//").next().unwrap_or_default()));
        }
    }
    code
}

#[test]
fn a_stage_names_the_words_that_it_asks_for() {
    for stage in STAGES {
        let mut code = code_below(&Path::new("src/stages").join(stage.name));
        let lent: BTreeSet<String> = names_behind(&code, "crate::stages::").map(str::to_string).collect();
        for other in STAGES.iter().filter(|other| lent.contains(other.name)) {
            code += &code_below(&Path::new("src/stages").join(other.name));
        }
        let mut wanted: BTreeSet<&str> = names_behind(&code, "WordClass::").flat_map(lists_of_class).collect();
        for mark in ["english().", "english."] {
            wanted.extend(names_behind(&code, mark).flat_map(tables_of_part));
        }
        // A list that the stage reads itself.
        wanted.extend(word_files().map(|(list, _)| list).filter(|list| code.contains(&format!("rows_of(\"{list}\")"))));
        let named: BTreeSet<&str> = stage.words.iter().copied().collect();
        assert_eq!(named, wanted, "`words` of the stage {}", stage.name);
    }
}
