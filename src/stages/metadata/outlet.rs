//! Whose article it is: the agency of a dateline, the paper that a byline names, the owner of the copyright.

use super::{byline, in_one_line};
use crate::annotation::{Block, BlockKind};
use crate::lang::en::WordClass;
use crate::text::{Document, Token, TokenRange};

/// A longer name is none, in tokens.
const LONGEST_NAME: usize = 7;
/// Words of companies that publish papers: their names are not those of the papers.
const COMPANY: &[&str] = &[
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holdings",
    "inc",
    "limited",
    "llc",
    "ltd",
    "media",
    "newspapers",
    "plc",
    "publications",
    "publishers",
    "publishing",
];
/// Words that stand for any agency.
const NO_NAMES: &[&str] = &["agencies", "agency", "desk", "news", "staff", "web", "wire", "wires"];

/// The outlet that the text names, where the record has none.
pub(super) fn in_text(document: &Document, blocks: &[Block]) -> Option<String> {
    let tokens = behind_byline(document, blocks)
        .or_else(|| blocks.iter().find_map(|block| agency_of(document, block)))
        .or_else(|| blocks.iter().find_map(|block| owner_of(document, block)))?;
    Some(in_one_line(document.slice(document.span_of(tokens))))
}

/// `By Ada Lindqvist for the Northern Ledger`
fn behind_byline(document: &Document, blocks: &[Block]) -> Option<TokenRange> {
    let byline = byline::first(document, blocks)?;
    let names = byline::names_in(document, byline);
    let at = names.end as usize;
    let is_for = at < byline.tokens.end as usize && document.token_text(at).eq_ignore_ascii_case("for");
    if is_for { name_at(document, at + 1, byline.tokens.end as usize) } else { None }
}

/// `LONDON, March 3 (Agency) –`: what stands in the last brackets of a dateline.
fn agency_of(document: &Document, block: &Block) -> Option<TokenRange> {
    if block.rule != "agency_dateline" {
        return None;
    }
    let is_mark = |mark: char| block.tokens.range().rev().find(|&index| document.tokens[index].is_mark(mark));
    let (open, close) = (is_mark('(')?, is_mark(')')?);
    let name = name_at(document, open + 1, close)?;
    (name.end as usize == close).then_some(name)
}

/// `© 2025 The Meridian. All rights reserved.`
fn owner_of(document: &Document, block: &Block) -> Option<TokenRange> {
    let is_page = matches!(block.kind, BlockKind::Boilerplate);
    let is_sign =
        |index: usize| document.tokens[index].is_mark('©') || document.token_text(index).eq_ignore_ascii_case("copyright");
    let start = block.tokens.start as usize;
    if !is_page || block.tokens.range().is_empty() || !is_sign(start) {
        return None;
    }
    let is_lead = |&index: &usize| {
        let token = &document.tokens[index];
        let is_small_c = matches!(document.token_text(index), "c" | "C" | "by");
        is_sign(index) || token.is_number() || is_small_c || matches!(token.mark(), Some('(' | ')' | '-' | '–' | ','))
    };
    let name = start + block.tokens.range().take_while(is_lead).count();
    let name = name_at(document, name, block.tokens.end as usize)?;
    let is_company = name.range().any(|index| COMPANY.contains(&document.token_text(index).to_lowercase().as_str()));
    (!is_company).then_some(name)
}

/// The name that begins at a token: words with capitals, and small ones between them; without the article that leads a byline's paper.
fn name_at(document: &Document, start: usize, end: usize) -> Option<TokenRange> {
    let start = start + usize::from(document.token_text(start) == "the");
    let is_small = |index: usize| matches!(document.token_text(index), "of" | "and" | "for" | "the" | "&" | "." | "-");
    let is_part = |index: usize| {
        let token = &document.tokens[index];
        let begins_rights = document.token_text(index) == "All" && document.token_text(index + 1).eq_ignore_ascii_case("rights");
        is_name(token) && !begins_rights
            || is_small(index) && (!token.is_mark('.') || token.is_attached() && follows_at_once(document, index))
    };
    let mut stop = start + (start..end).take_while(|&index| is_part(index)).count();
    while stop > start && !is_name(&document.tokens[stop - 1]) {
        stop -= 1;
    }
    let is_name_here = stop > start && stop - start <= LONGEST_NAME && is_name(&document.tokens[start]);
    let is_own = (start..stop).any(|index| !NO_NAMES.contains(&document.token_text(index).to_lowercase().as_str()));
    (is_name_here && is_own).then(|| TokenRange::new(start, stop))
}

fn is_name(token: &Token) -> bool {
    token.is_word() && token.is_capitalised() && !token.is_any(WordClass::Month.bit() | WordClass::Weekday.bit())
}

/// `Meridian.org`: the stop is part of the name.
fn follows_at_once(document: &Document, index: usize) -> bool {
    document.tokens.get(index + 1).is_some_and(|next| next.is_attached() && next.is_word())
}
