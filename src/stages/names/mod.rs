#![doc = include_str!("names.md")]

mod again;
mod organisation;
mod person;
mod pinyin;
mod reader;
mod role;

use serde::{Deserialize, Serialize};

use reader::Reader;

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Layer, Name, NameKind};
use crate::lang::en::WordClass;
use crate::text::{Document, Token};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "names",
    version: 7,
    reads: &["blocks"],
    words: &[
        "adverb",
        "auxiliary",
        "conjunction",
        "countries",
        "country-context",
        "country-lookalikes",
        "country-surfaces",
        "determiner",
        "family-name-first",
        "first-names",
        "institutions",
        "modal",
        "month",
        "name-particle",
        "negation",
        "organisation-head",
        "post-nominal",
        "preposition",
        "pronoun",
        "reporting-nouns",
        "reporting-verbs",
        "role-modifier",
        "roles",
        "sentence-opener",
        "surname",
        "titles",
        "us-places",
        "us-states",
        "verb",
        "verb-or-noun",
        "weekday",
    ],
    documentation: include_str!("names.md"),
    build: |parameters| Box::new(Names { _parameters: parameters.names.clone() }),
};

/// `[stages.names]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Names {
    _parameters: Parameters,
}

impl Stage for Names {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let mut names = Vec::new();
        for block in &done.blocks {
            names_of_block(&Reader::new(document, block.tokens), &mut names);
        }
        again::add_short_forms(document, done, &mut names);
        Layer::Names(names)
    }
}

/// Reads a block from left to right. A person's name takes the titles and roles to its left into its span, and with them what was
/// found there; so the names stay in order and never overlap.
fn names_of_block(reader: &Reader, names: &mut Vec<Name>) {
    let mut at = reader.start;
    while at < reader.end {
        match if may_begin(&reader.tokens[at]) { name_at(reader, at) } else { None } {
            Some(mut name) => {
                at = (name.tokens.end as usize).max(at + 1);
                while let Some(mut last) = names.pop_if(|last| last.tokens.end > name.tokens.start) {
                    // `a spokesman for the former mayor Ada Quist`: the role's complement is a person of their own.
                    if last.kind == NameKind::Role && last.bare.end <= name.tokens.start {
                        last.tokens.end = last.bare.end;
                        last.span = reader.document.span_of(last.tokens);
                        names.push(last);
                        break;
                    }
                    name.tokens.start = name.tokens.start.min(last.tokens.start);
                    name.span.start = name.span.start.min(last.span.start);
                }
                names.push(name);
            }
            None => at += 1,
        }
    }
}

/// Whether a name or description can begin with this token: most tokens are passed over by this.
fn may_begin(token: &Token) -> bool {
    token.is_word() && (token.is_capitalised() || token.is(WordClass::Role))
}

/// The name or description whose first word, or whose own name behind a title, stands at token `at`.
fn name_at(reader: &Reader, at: usize) -> Option<Name> {
    let capital = reader.is_capital(at);
    (if capital { person::person_at(reader, at) } else { None })
        .or_else(|| organisation::organisation_at(reader, at))
        .or_else(|| if capital { person::unlisted_person_at(reader, at) } else { None })
        .or_else(|| role::role_at(reader, at))
}
