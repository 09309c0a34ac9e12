//! The rule reference of a table: what the page of its stage says of each rule, and how many rows of a dataset the rule made.

use std::collections::BTreeMap;

use crate::stages::stage_named;

pub(super) struct Rule {
    pub(super) id: String,
    /// What it finds, as Markdown.
    pub(super) meaning: String,
    pub(super) example: String,
    /// Rows of the dataset.
    pub(super) rows: Option<u64>,
}

/// The rules of a table in the order of its stage's page; behind them those of the dataset that the page does not explain.
pub(super) fn rules_of(table: &str, counts: Option<&BTreeMap<String, u64>>) -> Vec<Rule> {
    let mut rules = stage_named(table).map(|stage| documented_rules(stage.documentation)).unwrap_or_default();
    for rule in &mut rules {
        rule.rows = counts.map(|counts| counts.get(&rule.id).copied().unwrap_or_default());
    }
    for (id, rows) in counts.into_iter().flatten() {
        if !rules.iter().any(|rule| rule.id == *id) {
            rules.push(Rule { id: id.clone(), meaning: String::new(), example: String::new(), rows: Some(*rows) });
        }
    }
    rules
}

/// The rows of the table whose first column is headed `rule`. A row may explain several rules at once.
fn documented_rules(page: &str) -> Vec<Rule> {
    let lines = page.lines().skip_while(|line| !line.starts_with("| rule |")).skip(2);
    lines.take_while(|line| line.starts_with('|')).flat_map(rules_of_line).collect()
}

fn rules_of_line(line: &str) -> Vec<Rule> {
    let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
    let (ids, meaning) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
    let example = cells.collect::<Vec<_>>().join(" | ");
    let rule = |id: &str| Rule { id: id.to_string(), meaning: meaning.to_string(), example: example.clone(), rows: None };
    ids.split('`').skip(1).step_by(2).map(rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_explain_several_rules() {
        let page =
            "Text.\n\n| rule | what |\n|---|---|\n| `a`, `b` | both | `x | y` |\n| `c` | one | |\n\nMore.\n| `d` | no rule |";
        let rules: Vec<_> = documented_rules(page).into_iter().map(|rule| (rule.id, rule.meaning, rule.example)).collect();
        let wanted = [("a", "both", "`x | y`"), ("b", "both", "`x | y`"), ("c", "one", "")];
        assert_eq!(rules, wanted.map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())));
    }

    #[test]
    fn rules_without_a_page_are_listed_with_their_rows() {
        let rules = rules_of("duplicates", Some(&BTreeMap::from([("word_sequences".to_string(), 3)])));
        assert_eq!(rules.iter().map(|rule| (rule.id.as_str(), rule.rows)).collect::<Vec<_>>(), [("word_sequences", Some(3))]);
    }
}
