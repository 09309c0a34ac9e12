//! The codebook as one page of HTML that loads nothing.

use std::fmt::Write;

use super::{Codebook, CodebookColumn, CodebookTable};

const STYLE: &str = include_str!("codebook.css");

pub(super) fn page(codebook: &Codebook) -> String {
    let title = escaped(&codebook.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<nav>\n"
    );
    for table in &codebook.tables {
        let rows = table.rows.map(|rows| format!(" <small>{rows}</small>")).unwrap_or_default();
        let _ = writeln!(text, "<a href=\"#{0}\">{0}{rows}</a>", table.schema.name);
    }
    let _ = write!(text, "</nav>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n", marked(&codebook.introduction));
    for table in &codebook.tables {
        text.push_str(&table_section(table, codebook.is_of_dataset));
    }
    text.push_str("</main>\n</body>\n</html>\n");
    text
}

fn table_section(table: &CodebookTable, is_of_dataset: bool) -> String {
    let schema = table.schema;
    let rows = table.rows.map(|rows| format!(" {rows} rows.")).unwrap_or_default();
    let mut text = format!("<section id=\"{0}\">\n<h2>{0} <small>{1}</small></h2>\n", schema.name, schema.version);
    let _ = write!(text, "<p>{}{rows}</p>\n<p>{}</p>\n", marked(&schema.description), marked(&table.keys()));
    text.push_str("<table>\n<tr><th>column</th><th>type</th><th>null</th><th>meaning</th><th>example</th>");
    text.push_str(if is_of_dataset { "<th>values here</th></tr>\n" } else { "</tr>\n" });
    table.columns.iter().for_each(|column| text.push_str(&column_row(column, &schema.name)));
    text.push_str("</table>\n");
    text.push_str(&rule_table(table));
    text.push_str("</section>\n");
    text
}

fn column_row(column: &CodebookColumn, table: &str) -> String {
    let name = &column.field.name;
    let cells = [escaped(&column.kind()), escaped(&column.nulls()), marked(&column.meaning()), escaped(&column.example())];
    let mut row = format!("<tr id=\"{table}.{name}\"><td><code>{name}</code></td><td>{}</td>", cells.join("</td><td>"));
    if let Some(found) = &column.found {
        let _ = write!(row, "<td>{}</td>", marked(&found.values));
    }
    row.push_str("</tr>\n");
    row
}

fn rule_table(table: &CodebookTable) -> String {
    if table.rules.is_empty() {
        return String::new();
    }
    let head = if table.rows.is_some() { "<th>rows</th>" } else { "" };
    let mut text = format!("<table>\n<tr><th>rule</th><th>what it finds</th><th>example</th>{head}</tr>\n");
    for rule in &table.rules {
        let rows = rule.rows.map(|rows| format!("<td>{rows}</td>")).unwrap_or_default();
        let (id, meaning, example) = (escaped(&rule.id), marked(&rule.meaning), marked(&rule.example));
        let _ = writeln!(text, "<tr><td><code>{id}</code></td><td>{meaning}</td><td>{example}</td>{rows}</tr>");
    }
    text.push_str("</table>\n");
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text with its words in backticks set as code. A backtick without a partner stays.
fn marked(text: &str) -> String {
    let mut marked = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = first_code(rest) {
        let _ = write!(marked, "{}<code>{}</code>", escaped(before), escaped(inside));
        rest = after;
    }
    marked + &escaped(rest)
}

fn first_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (inside, after) = rest.split_once('`')?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_data_are_code_and_never_markup() {
        assert_eq!(marked("a `<b>` & `c`"), "a <code>&lt;b&gt;</code> &amp; <code>c</code>");
        assert_eq!(marked("one ` alone"), "one ` alone");
    }
}
