//! The article's address: a line that is nothing else, and the day that an address tells.

use jiff::civil::Date;

use crate::annotation::Block;
use crate::text::Document;

/// Lines at the top and at the end of a text among which its address is looked for.
const LINES: usize = 3;
/// Words that may lead to it.
const LEADS: &[&str] =
    &["url", "link", "source", "source url", "address", "permalink", "canonical", "original", "original article"];

/// The address in the text: alone in one of its first lines, or behind `URL:`, `Source:` in one of the first or last ones.
pub(super) fn in_text(document: &Document, blocks: &[Block]) -> Option<String> {
    memchr::memmem::find(document.text.as_bytes(), b"://")?;
    let lines: Vec<&str> = blocks.iter().map(|block| document.slice(block.span)).collect();
    let top = lines.iter().take(LINES).find_map(|line| alone_in(line).or_else(|| led_in(line)));
    top.or_else(|| lines.iter().rev().take(LINES).find_map(|line| led_in(line))).map(str::to_string)
}

fn alone_in(line: &str) -> Option<&str> {
    let line = line.trim();
    let is_address = line.starts_with("http://") || line.starts_with("https://");
    (is_address && !line.contains(char::is_whitespace) && line.len() > "https://".len()).then_some(line)
}

fn led_in(line: &str) -> Option<&str> {
    let (lead, rest) = line.split_once(':')?;
    LEADS.contains(&lead.trim().to_ascii_lowercase().as_str()).then(|| alone_in(rest)).flatten()
}

/// The day in the path of an address: `/2025/03/17/`, `/2025/mar/17/`, `/2025-03-17-`. Year, month and day stand in this order
/// alone.
pub(super) fn day_in(url: &str) -> Option<Date> {
    let (_, path) = url.split_once("://")?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).skip(1).collect();
    parts.windows(3).find_map(|three| match three {
        [year, month, day] if year.len() == 4 && year.starts_with("20") && day.len() <= 2 => {
            Date::new(year.parse().ok()?, month_of(month)?, day.parse().ok()?).ok()
        }
        _ => None,
    })
}

fn month_of(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let by_name = || MONTHS.iter().position(|month| text.eq_ignore_ascii_case(month)).map(|index| index as i8 + 1);
    if text.len() <= 2 { text.parse().ok() } else { by_name() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_an_address_is_read_in_one_order() {
        let day = Some(Date::constant(2025, 3, 17));
        for url in [
            "https://example.org/2025/03/17/harbour-talks",
            "https://example.org/world/2025/mar/17/harbour-talks?page=2025/01/01",
            "http://example.org/news/2025-03-17-harbour.html",
        ] {
            assert_eq!(day_in(url), day, "{url}");
        }
        for url in [
            "https://example.org/17/03/2025/harbour",
            "https://example.org/2025/17/03/harbour",
            "https://example.org/harbour-12345678",
            "https://2025.example.org/03/17",
            "https://example.org/2025/03/harbour",
            "2025/03/17",
        ] {
            assert_eq!(day_in(url), None, "{url}");
        }
    }
}
