#![doc = include_str!("countries.md")]

mod around;
mod beside;
mod decide;
mod evidence;
mod hit;
mod own_names;
mod person;
mod thing;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::around::Around;
use self::beside::Beside;
use self::decide::{Senses, decide};
use self::evidence::Evidence;
use self::hit::{Hit, find_hits};
pub use self::own_names::{OwnNames, OwnNamesFile};
use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, CountryMention, Layer, Name, NameKind};
use crate::lang::en::{Context, Place, Surface, WordClass, english};
use crate::text::{Document, Span, Token};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "countries",
    version: 5,
    reads: &["names"],
    words: &[
        "auxiliary",
        "conjunction",
        "countries",
        "country-context",
        "country-lookalikes",
        "country-surfaces",
        "determiner",
        "first-names",
        "modal",
        "month",
        "name-particle",
        "negation",
        "organisation-head",
        "preposition",
        "pronoun",
        "reporting-verbs",
        "surname",
        "us-places",
        "us-states",
        "verb-or-noun",
    ],
    documentation: include_str!("countries.md"),
    build: |parameters| Box::new(Countries { own: parameters.countries.extra.as_ref().and_then(OwnNamesFile::names) }),
};

/// `[stages.countries]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// A file with names of countries that the program does not know, or should read otherwise.
    pub extra: Option<OwnNamesFile>,
}

struct Countries {
    own: Option<Arc<OwnNames>>,
}

impl Stage for Countries {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let names = &english().places;
        let hits = find_hits(document, names, self.own.as_deref());
        let evidence = Evidence::new(document, &hits, names);
        let around = Around { document, names, people: &done.names, hits: &hits, evidence: &evidence };
        Layer::Countries(mentions(&around))
    }
}

/// Reads what stands beside every name first, so that the clear ones decide for the others of the article.
fn mentions(around: &Around) -> Vec<CountryMention> {
    let read = |(index, hit)| surface_of(hit, around.evidence).map(|surface| (surface, beside::read(around, index, surface)));
    let readings: Vec<Option<(&Surface, Beside)>> = around.hits.iter().enumerate().map(read).collect();
    let senses = count_senses(around.hits, &readings);
    let mention_at = |(index, reading): (usize, &Option<(&Surface, Beside)>)| {
        let (surface, beside) = (*reading)?;
        let hit = &around.hits[index];
        let rule = match beside {
            _ if hit.is_own => Some("own_name"),
            Beside::Country(rule) => Some(rule),
            Beside::Open => decide(around, index, surface, senses[&std::ptr::from_ref(hit.place)]),
            Beside::Local | Beside::Person | Beside::Thing => None,
        };
        rule.map(|rule| mention(around, hit, surface, rule))
    };
    readings.iter().enumerate().filter_map(mention_at).collect()
}

/// The country of that name which the article is about: the usual one, unless only the other is named.
fn surface_of<'p>(hit: &Hit<'p>, evidence: &Evidence) -> Option<&'p Surface> {
    let usual = hit.place.countries.first().filter(|_| hit.may_be_country)?;
    if evidence.of_country(usual.country.code) > 0 {
        return Some(usual);
    }
    Some(hit.place.countries.iter().find(|one| evidence.of_country(one.country.code) > 0).unwrap_or(usual))
}

fn count_senses(hits: &[Hit], readings: &[Option<(&Surface, Beside)>]) -> BTreeMap<*const Place, Senses> {
    let mut senses: BTreeMap<*const Place, Senses> = BTreeMap::new();
    for (hit, reading) in hits.iter().zip(readings) {
        let Some((_, beside)) = reading else { continue };
        let of_place = senses.entry(hit.place).or_default();
        match beside {
            Beside::Local => of_place.local += 1,
            Beside::Person => of_place.person += 1,
            Beside::Country(_) => of_place.country += 1,
            Beside::Thing | Beside::Open => {}
        }
    }
    senses
}

fn mention(around: &Around, hit: &Hit, surface: &Surface, rule: &'static str) -> CountryMention {
    let span = around.document.tokens[hit.start].span.to(around.document.tokens[hit.end - 1].span);
    CountryMention {
        span,
        form: surface.form,
        country: surface.country,
        constituent: surface.constituent,
        in_name: is_in_organisation(around, span) || around.has_name_part_before(hit, Context::Company),
        rule,
    }
}

/// Whether the mention is a part of an organisation's name: `Air France`. What only describes one is none: `a US-backed network`, `a U.S. court`.
fn is_in_organisation(around: &Around, span: Span) -> bool {
    let before = around.people.partition_point(|name| name.span.start <= span.start);
    let close = around.people[..before].iter().rev().take(4);
    let holds = |name: &&Name| name.kind == NameKind::Organisation && name.span.contains(span) && name.span != span;
    close.filter(holds).any(|name| has_word_of_name(around, name))
}

/// Whether one of the words that name the organisation is capitalised beside those that name countries.
fn has_word_of_name(around: &Around, name: &Name) -> bool {
    let first = around.hits.partition_point(|hit| hit.end <= name.tokens.start as usize);
    let is_of_country = |index: usize| {
        let hits = around.hits[first..].iter().take_while(|hit| hit.start <= index);
        hits.into_iter().any(|hit| hit.may_be_country && index < hit.end)
    };
    let is_of_name = |token: &Token| token.is_word() && token.is_capitalised() && !token.is_any(WordClass::FUNCTION_WORDS);
    name.tokens.range().any(|index| around.token(index).is_some_and(is_of_name) && !is_of_country(index))
}
