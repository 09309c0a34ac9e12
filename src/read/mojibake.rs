//! Mojibake: text that was UTF-8 once and was read as Windows-1252 or Mac OS Roman before it came here, `â€™` for `’`, `Ã©` for `é`.
//!
//! Only sequences count that would be a letter of Western Europe, a typographic mark or an emoji when they are put right, and that are
//! nothing a text is likely to hold as they stand. A text is repaired only where the pipeline asks for it.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use crate::annotation::{LocatedProblem, Problem, Severity};
use crate::text::Article;

/// What is found in a text, and the text put right.
struct Mojibake {
    /// Sequences.
    count: usize,
    /// The first one, and how many characters of the text stand before it.
    first: String,
    before: usize,
    repaired: String,
}

/// Looks for mojibake in an article's text, title and byline; puts them right if `repair` says so, and notes it in the encoding.
pub(super) fn check(article: &mut Article, repair: bool) -> Option<LocatedProblem> {
    let found = find(&article.text);
    let others = [&mut article.title, &mut article.byline, &mut article.outlet];
    let mut in_fields = 0;
    for field in others.into_iter().flatten() {
        let Some(found) = find(field) else { continue };
        in_fields += found.count;
        if repair {
            *field = found.repaired;
        }
    }
    let count = in_fields + found.as_ref().map_or(0, |found| found.count);
    if count == 0 {
        return None;
    }
    let place = found.as_ref().map_or_else(String::new, |found| {
        format!(", the first (`{}`) behind {} characters of the text", found.first.escape_debug(), found.before)
    });
    let done = if repair { "they were repaired" } else { "they were left (`repair = true` in `[input]` repairs them)" };
    if let Some(found) = found.filter(|_| repair) {
        article.text = found.repaired;
    }
    if repair {
        article.encoding.push_str(", repaired");
    }
    let places = if count == 1 { "sequence" } else { "sequences" };
    let message = format!("{count} {places} of UTF-8 that was read as another encoding{place}: {done}");
    let problem = Problem { stage: "read", code: "mojibake", severity: Severity::Warning, span: None, message };
    Some(LocatedProblem { source: article.source.clone(), article_id: None, problem })
}

/// How often a text can have been misread, one time over the other.
const MOST_TIMES: usize = 3;

fn find(text: &str) -> Option<Mojibake> {
    let mut found = find_once(text)?;
    for _ in 1..MOST_TIMES {
        let Some(again) = find_once(&found.repaired) else { break };
        found.repaired = again.repaired;
    }
    Some(found)
}

fn find_once(text: &str) -> Option<Mojibake> {
    let mut found: Option<Mojibake> = None;
    let (mut copied, mut position) = (0, 0);
    // The bytes with which the characters begin that can open a sequence.
    while let Some(ahead) = memchr::memchr3(0xC2, 0xC3, 0xE2, &text.as_bytes()[position..]) {
        let at = position + ahead;
        let Some(character) = text[at..].chars().next() else { break };
        let previous = match &found {
            Some(found) if copied == at => found.repaired.chars().next_back(),
            _ => text[..at].chars().next_back(),
        };
        let Some((length, meant)) = sequence_at(&text[at..], character, previous.unwrap_or(' ')) else {
            position = at + character.len_utf8();
            continue;
        };
        let found = found.get_or_insert_with(|| Mojibake {
            count: 0,
            first: text[at..at + length].to_string(),
            before: text[..at].chars().count(),
            repaired: String::with_capacity(text.len()),
        });
        found.count += 1;
        found.repaired.push_str(&text[copied..at]);
        // A byte-order mark in the middle of a text means nothing.
        found.repaired.extend(Some(meant).filter(|&meant| meant != '\u{FEFF}'));
        position = at + length;
        copied = position;
    }
    let mut found = found?;
    found.repaired.push_str(&text[copied..]);
    Some(found)
}

/// The length of the sequence that the text begins with, and the character that was meant.
fn sequence_at(text: &str, first: char, previous: char) -> Option<(usize, char)> {
    let encoding = match first {
        'Â' | 'Ã' | 'Å' | 'Æ' | 'Ë' | 'â' | 'ð' | 'ï' => WINDOWS_1252,
        '¬' | '√' | '‚' => MACINTOSH,
        _ => return None,
    };
    let lead = byte_of(first, encoding)?;
    let bytes_meant = lead.leading_ones() as usize;
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    let mut last = first;
    for slot in bytes.get_mut(1..bytes_meant)? {
        last = text[length..].chars().next()?;
        *slot = byte_of(last, encoding).filter(|byte| (0x80..0xC0).contains(byte))?;
        length += last.len_utf8();
    }
    let meant = std::str::from_utf8(&bytes[..bytes_meant]).ok()?.chars().next()?;
    // `MANHÃ”`: a word in capitals before a closing mark.
    let ends_quotation = bytes_meant == 2 && previous.is_uppercase() && matches!(last, '’' | '”' | '»' | '›' | '–' | '—' | '…');
    (is_likely(meant) && !ends_quotation).then_some((length, meant))
}

/// The byte of a character in an encoding; for Windows-1252 also that of Latin-1's control characters, which many programs let through.
fn byte_of(character: char, encoding: &'static Encoding) -> Option<u8> {
    if encoding == WINDOWS_1252 && character <= '\u{FF}' {
        return Some(character as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_unmappable) = encoding.encode(character.encode_utf8(&mut buffer));
    match bytes[..] {
        [byte] if !is_unmappable => Some(byte),
        _ => None,
    }
}

/// Letters and marks of Latin-1 and Windows-1252, punctuation, currency signs, `™`, emoji, the replacement character and the byte-order
/// mark; and the control characters that stand in Windows-1252 for bytes without a meaning, in text that was misread twice.
fn is_likely(meant: char) -> bool {
    matches!(meant,
        '\u{A0}'..='\u{FF}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | 'ƒ' | 'ˆ' | '˜'
        | '\u{2010}'..='\u{203A}' | '\u{20A0}'..='\u{20CF}' | '™' | '\u{FFFD}' | '\u{FEFF}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    const TEXT: &str = "“It’s £30 – or €35,” said Zoë Müller at the café…";

    #[test]
    fn what_was_misread_is_put_right() {
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let found = find(&misread(TEXT, encoding)).expect("it is found");
            assert_eq!((found.repaired.as_str(), found.before), (TEXT, 0));
        }
        assert_eq!(find(&misread("A feast 🎉", WINDOWS_1252)).expect("it is found").repaired, "A feast 🎉");
        let twice = misread(&misread(TEXT, WINDOWS_1252), WINDOWS_1252);
        assert_eq!(find(&twice).expect("it is found").repaired, TEXT);
        assert_eq!(find("It\u{e2}\u{80}\u{99}s").expect("Latin-1 is found").repaired, "It’s");
    }

    #[test]
    fn honest_letters_are_left() {
        for text in [
            TEXT,
            "“AMANHÔ, disse",
            "SÃO PAULO – NÃO",
            "um âmbito, à « la carte »",
            "√2 ¬p ‚Zitat‘",
            "Île-de-France, Âge",
            "ÂNCORA",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_article_is_repaired_when_asked_and_says_so() {
        let text = "The mayor didnâ€™t say.".to_string();
        let mut article = Article { title: Some("CafÃ© closed".into()), encoding: "utf-8".into(), text, ..Article::default() };
        let left = check(&mut article, false).expect("it is found").problem.message;
        assert_eq!((article.text.as_str(), article.encoding.as_str()), ("The mayor didnâ€™t say.", "utf-8"));
        assert!(left.starts_with("2 sequences") && left.contains("(`â€™`) behind 14 characters"), "{left}");
        assert!(check(&mut article, true).is_some());
        assert_eq!((article.text.as_str(), article.encoding.as_str()), ("The mayor didn’t say.", "utf-8, repaired"));
        assert_eq!(article.title.as_deref(), Some("Café closed"));
    }
}
