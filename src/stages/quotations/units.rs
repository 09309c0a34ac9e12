//! What rules read at a time: a sentence, or several that a quoted string holds together.

use super::marks::{QuotedString, quoted_strings};
use crate::annotation::{Annotation, BlockKind};
use crate::lang::en::WordClass;
use crate::text::{Document, Token, TokenRange, words};

/// The quoted strings of an article.
pub struct Quoted {
    pub strings: Vec<QuotedString>,
    /// By token: index of the string it is in, plus one.
    pub string_of: Vec<u32>,
}

impl Quoted {
    /// Pairs the quotation marks of every block that has sentences.
    pub fn new(document: &Document, done: &Annotation) -> Quoted {
        let mut strings = Vec::new();
        for block in done.blocks.iter().filter(|block| block.kind.has_sentences()) {
            let goes_on = strings.last().is_some_and(|string: &QuotedString| !string.is_closed);
            quoted_strings(&document.tokens, block.tokens, goes_on, &mut strings);
        }
        let mut string_of = vec![0; document.tokens.len()];
        for (index, string) in strings.iter().enumerate() {
            string_of[string.tokens.range()].fill(index as u32 + 1);
        }
        Quoted { strings, string_of }
    }
}

/// Tokens that are read together.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    pub tokens: TokenRange,
    pub block: u32,
    /// Number of its paragraph among those of the article's own prose; `None` outside it (captions, sign-up boxes).
    pub paragraph: Option<u32>,
}

/// Whether a sentence can say anything, or lead to what the next one says: it has a word that reports or a quoted string, ends with a
/// colon, or a quotation mark follows it. Most others need not be read at all.
pub fn may_say(document: &Document, quoted: &Quoted, unit: Unit) -> bool {
    let range = unit.tokens.range();
    let reports = |token: &Token| {
        token.is_any(WordClass::ReportingVerb.bit() | WordClass::ReportingNoun.bit()) || words!["according"].have(token)
    };
    let tokens = document.tokens.get(range.clone()).unwrap_or_default();
    tokens.iter().any(reports)
        || quoted.string_of.get(range.clone()).is_some_and(|strings| strings.iter().any(|&string| string != 0))
        || tokens.last().is_some_and(|last| last.is_mark(':'))
        || document.tokens.get(range.end).is_some_and(Token::is_quotation_mark)
}

/// Joins sentences that lie in one quoted string.
pub fn units(document: &Document, done: &Annotation, quoted: &Quoted) -> Vec<Unit> {
    let paragraphs = paragraph_numbers(done);
    let mut units: Vec<Unit> = Vec::new();
    for sentence in &done.sentences {
        let holds_on = |last: &&mut Unit| {
            last.block == sentence.block && last.tokens.end == sentence.tokens.start && {
                let here = quoted.string_of.get(sentence.tokens.start as usize).copied().unwrap_or(0);
                here != 0 && (sentence.tokens.start as usize).checked_sub(1).and_then(|i| quoted.string_of.get(i)) == Some(&here)
            }
        };
        // `“…” — Maria Fernandes`: the name behind the dash belongs to the string.
        let is_signature = |last: &&mut Unit| {
            let ends_quoted =
                last.tokens.end.checked_sub(1).is_some_and(|i| quoted.string_of.get(i as usize).is_some_and(|&string| string != 0));
            let dash = document.tokens.get(sentence.tokens.start as usize).and_then(|token| token.mark());
            last.block == sentence.block && ends_quoted && matches!(dash, Some('—' | '–' | '―' | '-'))
        };
        match units.last_mut().filter(|last| holds_on(last) || is_signature(last)) {
            Some(last) => last.tokens.end = sentence.tokens.end,
            None => {
                let paragraph = paragraphs.get(sentence.block as usize).copied().flatten();
                units.push(Unit { tokens: sentence.tokens, block: sentence.block, paragraph });
            }
        }
    }
    units
}

/// By block: its number among the paragraphs and list items of the article's own prose.
fn paragraph_numbers(done: &Annotation) -> Vec<Option<u32>> {
    let mut next = 0;
    let number = |block: &crate::annotation::Block| {
        let is_prose = block.is_body && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
        next += u32::from(is_prose);
        is_prose.then_some(next)
    };
    done.blocks.iter().map(number).collect()
}
