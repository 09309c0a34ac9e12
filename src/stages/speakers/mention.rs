//! Which of the names in a mention is the one who speaks.

use crate::annotation::{Annotation, CountryForm, Name, NameKind};
use crate::lang::en::{Place, RoleKind, WordClass, english};
use crate::text::{Document, RuleWords, Shape, Span, TokenKind, TokenRange, words};

/// The names that lie in a mention, by index in the layer.
pub fn names_in(names: &[Name], span: Span) -> std::ops::Range<usize> {
    let start = names.partition_point(|name| name.span.end <= span.start);
    let end = names.partition_point(|name| name.span.start < span.end);
    start..end.max(start)
}

/// The name that heads the mention: the first that is neither a possessor nor behind a preposition; the name of a
/// role's bearer goes before the role.
pub fn head_name(document: &Document, done: &Annotation, span: Span) -> Option<usize> {
    let range = names_in(&done.names, span);
    let mut heads = range.filter(|&index| {
        let name = &done.names[index];
        is_headed_in(document, name, span) && !is_possessor(document, name, span) && !is_complement(document, name, span)
    });
    let first = heads.next()?;
    let bearer = heads.next().filter(|&next| {
        let (first, next) = (&done.names[first], &done.names[next]);
        match first.kind {
            NameKind::Role => is_bearer(document, first, next) || is_named_by(first, next),
            NameKind::Organisation => is_member(document, first, next) || is_named_by(first, next),
            NameKind::Person => false,
        }
    });
    bearer.or(Some(first))
}

/// The noun phrase right before `who` or `which`: the last name before it, with those that it is a complement of (`an official of
/// the Harbour Board, who`).
pub fn before_relative(document: &Document, names: &[Name], pronoun: usize) -> Option<TokenRange> {
    let end = if document.tokens.get(pronoun.checked_sub(1)?)?.is_mark(',') { pronoun - 1 } else { pronoun };
    let last = names.partition_point(|name| name.tokens.end as usize <= end).checked_sub(1)?;
    if names[last].tokens.end as usize != end {
        return None;
    }
    let is_link = |at: usize| document.tokens[at].is(WordClass::Preposition) || document.tokens[at].is(WordClass::Determiner);
    let holds_on = |index: usize| (names[index - 1].tokens.end..names[index].tokens.start).all(|at| is_link(at as usize));
    let first = (1..=last).rev().find(|&index| !holds_on(index) || last - index >= MOST_COMPLEMENTS).unwrap_or(0);
    Some(TokenRange::new(names[first].tokens.start as usize, end))
}

/// `the spokesman for the minister of the council` has three.
const MOST_COMPLEMENTS: usize = 3;

/// Whether the word that heads the name lies in the mention: a role's noun, the last word of other names.
fn is_headed_in(document: &Document, name: &Name, span: Span) -> bool {
    let head = if name.kind == NameKind::Role { name.bare.start } else { name.bare.end.saturating_sub(1) };
    document.tokens.get(head as usize).is_some_and(|token| span.contains(token.span))
}

/// `BBC presenter of the year Dana Whitfield`: an organisation and then a person, with nothing between that parts them.
fn is_member(document: &Document, organisation: &Name, name: &Name) -> bool {
    let between = document.tokens.get(organisation.tokens.end as usize..name.tokens.start as usize).unwrap_or_default();
    name.kind == NameKind::Person
        && between.iter().all(|token| {
            (token.is_word() || token.is_mark('-')) && !token.is(WordClass::Conjunction) && !token.is(WordClass::SpeechVerb)
        })
}

/// `the state news agency NAN`, `the airport operator DAA`: an organisation's name straight behind what it is.
fn is_named_by(description: &Name, name: &Name) -> bool {
    let describes = matches!(description.rule, "role" | "organisation_description");
    describes && name.kind == NameKind::Organisation && name.rule != description.rule && description.tokens.end == name.tokens.start
}

fn is_possessor(document: &Document, name: &Name, span: Span) -> bool {
    let behind = document.tokens.get(name.tokens.end as usize);
    behind.is_some_and(|token| {
        token.span.end < span.end
            && token.is_attached()
            && (token.kind == TokenKind::Clitic || token.is_mark('\'') || token.is_mark('’'))
    })
}

fn is_complement(document: &Document, name: &Name, span: Span) -> bool {
    let mut before = name.tokens.start as usize;
    while before > 0 && document.tokens[before - 1].is(WordClass::Determiner) {
        before -= 1;
    }
    let Some(link) = before.checked_sub(1).filter(|&at| document.tokens[at].span.start >= span.start) else { return false };
    document.tokens[link].is(WordClass::Preposition) && !is_partitive(document, link)
}

/// `some of`, `two of`: the noun behind `of` is the head.
fn is_partitive(document: &Document, of: usize) -> bool {
    let before = of.checked_sub(1).map(|at| &document.tokens[at]);
    document.token_text(of) == "of"
        && before.is_some_and(|token| token.is(WordClass::Determiner) || token.is(WordClass::Pronoun) || token.is_number())
}

/// The tokens behind the possessor with which a mention begins: `Channel 12` of `Israel's Channel 12`.
pub fn without_possessor(document: &Document, mention: TokenRange) -> TokenRange {
    let tokens = &document.tokens;
    let head = mention.range().take_while(|&i| !tokens[i].is(WordClass::Preposition) && !tokens[i].is_mark(','));
    let possessive = head.filter(|&i| tokens[i].kind == TokenKind::Clitic).last();
    possessive.map_or(mention, |clitic| TokenRange::new(clitic + 1, mention.end as usize))
}

/// Whether a mention without its article tells a body by its noun: `coast guard` behind an article, `Ukraine's air force`, `Russian forces`,
/// `Unions`.
pub fn is_body(document: &Document, mention: TokenRange, has_article: bool) -> bool {
    let (first, head) = (&document.tokens[mention.start as usize], &document.tokens[mention.end as usize - 1]);
    let is_several = || english().people.roles.get(head).is_some_and(|role| role.is_plural && role.kind == RoleKind::Organisation);
    if mention.len() == 1 {
        return has_article && head.is(WordClass::OrganisationHead) && head.shape == Shape::Lower || !has_article && is_several();
    }
    let is_possessed = mention.range().any(|i| document.tokens[i].kind == TokenKind::Clitic);
    let is_told = has_article || is_possessed || first.is_capitalised() && first.is(WordClass::PlaceName);
    is_told && head.is(WordClass::OrganisationHead) && head.shape == Shape::Lower
}

/// Whether a name is that of a capital or a state, where the stage `countries` found no country.
pub fn is_capital_or_state(document: &Document, name: TokenRange) -> bool {
    let tokens = &document.tokens[..name.end as usize];
    let place = english().places.phrases.longest_at(tokens, name.start as usize).filter(|(length, _)| *length == name.len());
    let is_capital = |place: &Place| place.countries.iter().any(|country| country.form == CountryForm::Capital);
    place.is_some_and(|(_, place)| is_capital(place) || place.states != 0)
}

/// `Rovers have confirmed`: one name that several go by.
pub fn is_followed_by_plural(document: &Document, name: TokenRange) -> bool {
    let behind = document.tokens.get(name.end as usize);
    behind.is_some_and(|behind| words!["are", "have", "say", "were"].have(behind))
}

/// `Tavvico, which builds piers`: a name that is no person's.
pub fn is_followed_by_which(document: &Document, name: TokenRange) -> bool {
    let behind = document.tokens.get(name.end as usize..name.end as usize + 2);
    behind.is_some_and(|behind| behind[0].is_mark(',') && words!["which"].have(&behind[1]))
}

/// `the mayor, Dana Whitfield`; `former mayor and current senator Dana Whitfield`: the person bears the role before the name.
fn is_bearer(document: &Document, role: &Name, name: &Name) -> bool {
    let between = document.tokens.get(role.tokens.end as usize..name.tokens.start as usize);
    let link = between.filter(|between| between.len() == 1).map(|between| &between[0]);
    name.kind == NameKind::Person
        && link.is_some_and(|link| link.is_mark(',') || (link.is(WordClass::Conjunction) && name.tokens.start < name.bare.start))
}

/// `The Okafors’` has three tokens.
const LONGEST_OWNER: usize = 3;

/// Whether a role description opens its sentence, where its subject stands: `Analysts at the bank raised …`, `A retired captain was …`.
pub fn opens_sentence(document: &Document, done: &Annotation, name: &Name) -> bool {
    let index = done.sentences.partition_point(|sentence| sentence.span.end <= name.span.start);
    let first = done.sentences.get(index).map_or(0, |sentence| sentence.tokens.start);
    let before = document.tokens.get(first as usize..name.tokens.start as usize).unwrap_or_default();
    // `The Okafors’ daughter`
    let is_owned = || before.len() <= LONGEST_OWNER && before.last().is_some_and(|last| last.is_mark('\'') || last.is_mark('’'));
    name.kind == NameKind::Role && (before.is_empty() || before.len() == 1 && before[0].is(WordClass::Determiner) || is_owned())
}

/// `a spokesman, who spoke on condition of anonymity`, `who declined to be named`: whether the rest of the sentence behind a mention says
/// that a source is not to be known.
pub fn is_kept_anonymous(document: &Document, done: &Annotation, mention: Span) -> bool {
    let index = done.sentences.partition_point(|sentence| sentence.span.end <= mention.start);
    let Some(sentence) = done.sentences.get(index) else { return false };
    let tokens = &document.tokens[..sentence.tokens.end as usize];
    let start = document.tokens_in(mention).end as usize;
    let has = |at: usize, words: RuleWords| tokens.get(at).is_some_and(|token| words.have(token));
    let is_unwilling = |at: usize| {
        has(at, words!["identified", "named", "quoted"])
            && at > 0
            && has(at - 1, words!["be"])
            && (at.saturating_sub(UNWILLING_BEFORE)..at).any(|i| has(i, words!["declined", "not", "refused", "n't", "didn't"]))
    };
    (start..tokens.len()).take(LONGEST_REST).any(|at| has(at, words!["anonymity", "anonymously"]) || is_unwilling(at))
}

/// `did not want to be named` has four words before its last.
const UNWILLING_BEFORE: usize = 5;

/// Behind a mention so many tokens are looked at.
const LONGEST_REST: usize = 40;

/// How a description points to someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definiteness {
    /// `the spokesman`, `Prime Minister` with a capital letter.
    Definite,
    /// `a resident`, `one of them`, `officials`.
    Indefinite,
    /// `his lawyer`, `Okafor's aide`.
    Possessed,
}

/// How the description over this name begins.
pub fn definiteness(document: &Document, name: &Name) -> Definiteness {
    let at = name.tokens.start as usize;
    let possessor = name.tokens.range().any(|i| document.tokens[i].kind == TokenKind::Clitic);
    let before = at.checked_sub(1).map_or("", |i| document.token_text(i)).to_ascii_lowercase();
    match before.as_str() {
        "the" | "this" | "that" | "these" | "those" => Definiteness::Definite,
        "his" | "her" | "their" | "its" | "my" | "our" | "'s" | "’s" | "'" | "’" => Definiteness::Possessed,
        _ if possessor => Definiteness::Possessed,
        "a" | "an" | "one" | "another" | "some" | "any" | "many" | "several" => Definiteness::Indefinite,
        _ if document.tokens[name.bare.start as usize].is_capitalised() && name.tokens.len() > 1 => Definiteness::Definite,
        _ => Definiteness::Indefinite,
    }
}
