//! Second look at an article: the short forms of persons whose full name is known by now.

use std::collections::BTreeMap;

use super::person::FAMILY_NAME_FIRST;
use crate::annotation::{Annotation, Gender, Name, NameKind};
use crate::lang::en::{Also, WordClass, english, is_legal_form};
use crate::text::{Document, Gap, RuleWords, Shape, Token, TokenKind, TokenRange, words};

/// What is known of a word that names a person in this article.
#[derive(Clone, Copy)]
struct ShortForm {
    gender: Gender,
    rule: &'static str,
    /// The article tells elsewhere that the word names a person: by a title, a first name, or `he` behind its verb.
    is_sure: bool,
}

const FIRST_NAME: &str = "first_name_again";
const LONE_SURNAME: &str = "lone_surname";
const LONE_ORGANISATION: &str = "lone_organisation";

/// `Tavvico Precision Systems Inc.` has four words.
const LONGEST_FIRM: usize = 4;

/// So many words that no list knows may stand before a surname that none knows either.
const MOST_UNKNOWN_WORDS: usize = 2;

/// Adds surnames alone (`Starmer`), and first names alone of persons named in full elsewhere in the article.
pub fn add_short_forms(document: &Document, done: &Annotation, names: &mut Vec<Name>) {
    let mut forms = short_forms(document, names);
    add_lone_surnames(document, done, &mut forms);
    tell_organisations(document, done, &mut forms);
    // `Bloomberg` is the person, where the article names one.
    names.retain(|name| {
        name.rule != "institution" || name.tokens.len() > 1 || forms.get(document, name.tokens.start as usize).is_none()
    });
    let mut found = Vec::new();
    let mut covering = names.iter().peekable();
    let mut free_from = 0;
    for block in &done.blocks {
        for at in block.tokens.range().filter(|&at| document.tokens[at].is_capitalised()) {
            while let Some(name) = covering.next_if(|name| name.tokens.end as usize <= at) {
                free_from = name.tokens.end as usize;
            }
            let inside =
                covering.peek().is_some_and(|name| name.tokens.covers(at) && (name.kind != NameKind::Role || name.bare.covers(at)));
            if !inside {
                let free = TokenRange::new(free_from.max(block.tokens.start as usize), block.tokens.end as usize);
                found.extend(short_form_at(document, &forms, at, free));
            }
        }
    }
    merge(names, found);
}

/// The words that name a person in this article.
#[derive(Default)]
struct ShortForms<'a> {
    by_word: BTreeMap<&'a str, ShortForm>,
    /// A bit for some bits of the hash of each: most words are told from all of them by one look.
    bits: u64,
}

impl<'a> ShortForms<'a> {
    /// What is known of the word at a token, for which `form` stands where nothing is.
    fn entry(&mut self, document: &Document<'a>, at: usize, form: ShortForm) -> &mut ShortForm {
        self.bits |= bit_of(&document.tokens[at]);
        self.by_word.entry(document.token_text(at)).or_insert(form)
    }

    fn get(&self, document: &Document, at: usize) -> Option<&ShortForm> {
        let is_other = self.bits & bit_of(&document.tokens[at]) == 0;
        if is_other { None } else { self.by_word.get(document.token_text(at)) }
    }
}

fn bit_of(token: &Token) -> u64 {
    1 << (token.hash >> 58)
}

fn short_forms<'a>(document: &Document<'a>, names: &[Name]) -> ShortForms<'a> {
    let mut forms = ShortForms::default();
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        let words: Vec<usize> = name.bare.range().filter(|&i| is_word_of_name(document, i)).collect();
        if let [first, .., _] = words[..] {
            let known = english().people.first_names.get(&document.tokens[first]);
            if known.is_some_and(|known| known.also == Also::Nothing) {
                forms.entry(document, first, ShortForm { gender: name.gender, rule: FIRST_NAME, is_sure: false });
            }
        }
        let family_name = if name.rule == FAMILY_NAME_FIRST { words.first() } else { words.last() };
        if let Some(&last) = family_name {
            let form = ShortForm { gender: name.gender, rule: "surname_again", is_sure: true };
            *forms.entry(document, last, form) = form;
        }
    }
    forms
}

fn is_word_of_name(document: &Document, at: usize) -> bool {
    let token = &document.tokens[at];
    token.is_word()
        && token.is_capitalised()
        && token.span.len() > 1
        && !matches!(document.token_text(at), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// The short form that a capitalised word is, in a block's tokens behind the last name.
fn short_form_at(document: &Document, forms: &ShortForms, at: usize, free: TokenRange) -> Option<Name> {
    let form = forms.get(document, at)?;
    if touches_capital(document, at, free) {
        return None;
    }
    let is_lone = matches!(form.rule, LONE_SURNAME | LONE_ORGANISATION);
    let start = if is_lone { with_unknown_words(document, at, free)? } else { at };
    let start = if form.is_sure { with_place_as_first_name(document, start, free) } else { start };
    let tokens = TokenRange::new(start, at + 1);
    let gender = if form.rule == FIRST_NAME { form.gender } else { Gender::Unknown };
    let kind = if form.rule == LONE_ORGANISATION { NameKind::Organisation } else { NameKind::Person };
    Some(Name { kind, span: document.span_of(tokens), tokens, bare: tokens, gender, rule: form.rule })
}

/// Where the name begins whose last word is a lone surname: at the words before it that no list knows (`Tavvi Ummerzon said`). `None` for the
/// last word of a name with a particle, which may be anything's (`Puerto del Ummerzon`).
fn with_unknown_words(document: &Document, at: usize, free: TokenRange) -> Option<usize> {
    let is_capital = |i: usize| free.covers(i) && document.tokens[i].is_word() && document.tokens[i].is_capitalised();
    let touches = |i: usize| i > free.start as usize && document.tokens[i].gap == Gap::Space;
    if touches(at) && document.tokens[at - 1].is(WordClass::NameParticle) && touches(at - 1) && is_capital(at - 2) {
        return None;
    }
    let is_unknown = |i: usize| is_capital(i) && document.tokens[i].shape == Shape::Capitalised && document.tokens[i].key == 0;
    Some((0..MOST_UNKNOWN_WORDS).fold(at, |start, _| if touches(start) && is_unknown(start - 1) { start - 1 } else { start }))
}

/// `Jordan Quist said …`: a first name that is as well a place, before the surname of a person. Behind a preposition it is the place.
fn with_place_as_first_name(document: &Document, at: usize, free: TokenRange) -> usize {
    let Some(first) = at.checked_sub(1).filter(|&first| free.covers(first) && document.tokens[at].gap == Gap::Space) else {
        return at;
    };
    let token = &document.tokens[first];
    let is_name =
        token.shape == Shape::Capitalised && english().people.first_names.get(token).is_some_and(|name| name.also == Also::Place);
    let no_name_before =
        |before: &Token| !before.is(WordClass::Preposition) && (before.mark().is_some() || !before.is_capitalised());
    let stands_alone = first == free.start as usize || no_name_before(&document.tokens[first - 1]);
    if is_name && stands_alone { first } else { at }
}

/// Surnames alone that nothing introduces (`Trump`): words of the list of surnames, and words that no list knows where they speak.
fn add_lone_surnames<'a>(document: &Document<'a>, done: &Annotation, forms: &mut ShortForms<'a>) {
    for block in &done.blocks {
        for at in block.tokens.range().filter(|&at| is_lone_surname(document, at, block.tokens)) {
            let is_sure = speaks_of_oneself(document, at + 1);
            forms.entry(document, at, ShortForm { gender: Gender::Unknown, rule: LONE_SURNAME, is_sure }).is_sure |= is_sure;
        }
    }
}

/// Lone words that no list knows are organisations, where the article tells that anywhere and nowhere that they are persons.
fn tell_organisations(document: &Document, done: &Annotation, forms: &mut ShortForms) {
    for block in &done.blocks {
        for at in block.tokens.range().filter(|&at| document.tokens[at].key == 0 && document.tokens[at].is_capitalised()) {
            let is_lone = forms.get(document, at).is_some_and(|form| form.rule == LONE_SURNAME && !form.is_sure);
            if is_lone
                && is_told_as_organisation(document, at, block.tokens)
                && let Some(form) = forms.by_word.get_mut(document.token_text(at))
            {
                form.rule = LONE_ORGANISATION;
            }
        }
    }
}

/// `Tavvico Inc.`, `Tavvico, which …`, `the software group Tavvico`, `shares in Tavvico`, `Tavvico's founder`.
fn is_told_as_organisation(document: &Document, at: usize, block: TokenRange) -> bool {
    let of_organisation =
        words!["ceo", "cfo", "cofounder", "founder", "headquarters", "investors", "revenue", "shareholders", "shares"];
    let has = |i: usize, words: RuleWords| block.covers(i) && words.have(&document.tokens[i]);
    let is_kind = |i: usize| {
        block.covers(i) && document.tokens[i].shape == Shape::Lower && document.tokens[i].is(WordClass::OrganisationHead)
    };
    let is_owner = block.covers(at + 1) && document.tokens[at + 1].kind == TokenKind::Clitic;
    let stands_behind =
        at > 0 && document.tokens[at].gap == Gap::Space && (is_kind(at - 1) || has(at - 1, words!["chain", "giant", "maker"]));
    let has_shares = at > 1 && has(at - 1, words!["in"]) && has(at - 2, words!["shares", "stake"]);
    // `Tavvico Systems Inc.`
    let is_named = |i: &usize| block.covers(*i) && document.tokens[*i].is_word() && document.tokens[*i].is_capitalised();
    let has_legal_form = (at + 1..at + LONGEST_FIRM).take_while(is_named).any(|i| is_legal_form(document.token_text(i)))
        || has(at + 1, words!["plc"]);
    let is_thing = block.covers(at + 1) && document.tokens[at + 1].is_mark(',') && has(at + 2, words!["which"]);
    has_legal_form
        || is_thing
        || stands_behind
        || has_shares
        || has(at + 1, words!["shares"])
        || is_owner && has(at + 2, of_organisation)
}

/// `Quist said he would stay`: behind a verb of saying stands a pronoun for a person.
fn speaks_of_oneself(document: &Document, verb: usize) -> bool {
    let is_person = |i: usize| document.tokens.get(i).is_some() && matches!(document.token_text(i), "he" | "she");
    let speaks = document.tokens.get(verb).is_some_and(|token| token.is(WordClass::SpeechVerb));
    speaks && (verb + 1..verb + 3).any(is_person)
}

fn is_lone_surname(document: &Document, at: usize, block: TokenRange) -> bool {
    let token = &document.tokens[at];
    if token.shape != Shape::Capitalised {
        return false;
    }
    let surname = token.is_any(WordClass::Surname.bit() | WordClass::FamilyNameFirst.bit()) && token.classes & !PERSONAL == 0;
    if !surname && (token.key != 0 || document.token_text(at).ends_with('s')) {
        return false;
    }
    let speaks = |i: usize| block.covers(i) && document.tokens[i].is(WordClass::SpeechVerb);
    let beside = speaks(at + 1) || (at > 0 && speaks(at - 1) && token.gap == Gap::Space);
    // `Henderson` is as well a town of Nevada: only who speaks is surely no town.
    (surname && !token.is(WordClass::PlaceName)) || beside
}

/// The lists that a surname may be in besides its own.
const PERSONAL: u64 =
    WordClass::FirstName.bit() | WordClass::Surname.bit() | WordClass::FamilyNameFirst.bit() | WordClass::PlaceName.bit();

/// Whether the word is a piece of a longer capitalised name that no rule knows: `Trump Tower`, `Fort Hood`.
fn touches_capital(document: &Document, at: usize, block: TokenRange) -> bool {
    let capital = |token: &Token| token.is_word() && token.is_capitalised() && token.classes & OTHER_CAPITALS == 0;
    let next = document.tokens.get(at + 1).filter(|next| block.covers(at + 1) && next.gap == Gap::Space && capital(next));
    next.is_some_and(|next| !next.is(WordClass::SpeechVerb))
}

/// Words that a sentence may begin with, and days: no part of a name though they have a capital letter.
const OTHER_CAPITALS: u64 = WordClass::Determiner.bit()
    | WordClass::Preposition.bit()
    | WordClass::Conjunction.bit()
    | WordClass::Pronoun.bit()
    | WordClass::Auxiliary.bit()
    | WordClass::Weekday.bit()
    | WordClass::Month.bit();

/// Puts `found` between `names`. A role that a short form stands in (`Clinton aides`) keeps the words; the short form is left out.
fn merge(names: &mut Vec<Name>, found: Vec<Name>) {
    names.extend(found);
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    let mut end = 0;
    names.retain(|name| {
        let free = name.tokens.start >= end;
        if free {
            end = name.tokens.end;
        }
        free
    });
}
