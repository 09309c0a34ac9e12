//! Who a description stands for: someone named elsewhere in the article who has that role, or a source without a name.

use std::borrow::Cow;

use super::cast::{Cast, Character, clean};
use super::mention::{Definiteness, definiteness};
use super::profile;
use super::wanted_role::WantedRole;
use crate::annotation::{Annotation, BlockKind, Gender, Name, SpeakerKind};
use crate::lang::en::{RoleKind, RoleNoun, WordClass, english};
use crate::text::{Document, TokenKind, TokenRange, words};

/// So many characters are compared with a description.
const MOST_CHARACTERS: usize = 300;

/// Finds, or adds, the character whom the role description `name` stands for.
pub fn who_has_role(document: &Document, done: &Annotation, cast: &mut Cast, name: &Name, recency: &[usize]) -> Option<u32> {
    let noun = english().people.roles.get(&document.tokens[name.bare.start as usize]).copied()?;
    if let Some(who) = latest(cast).find(|&who| cast.get(who).roles.contains(&name.tokens)) {
        return Some(who);
    }
    let definite = definiteness(document, name);
    if is_headline_role(document, done, name) && !noun.is_plural {
        let holder = only(&holders_of(document, done, cast, name, noun));
        return Some(holder.unwrap_or_else(|| cast.add(unnamed(document, done, name, noun))));
    }
    // `Norway's president` asks for a country as `the Norwegian president` does.
    let owns = definite == Definiteness::Possessed && name.tokens.range().any(|i| document.tokens[i].kind == TokenKind::Clitic);
    if !noun.is_plural
        && (definite == Definiteness::Definite || owns)
        && let Some(who) = named_holder(document, done, cast, name, noun, recency)
    {
        return Some(who);
    }
    let is_collective = is_bare_collective(document, name);
    if (definite == Definiteness::Definite || is_collective)
        && let Some(who) = same_description(document, done, cast, name)
        && (!is_collective || cast.get(who).kind == SpeakerKind::Group)
    {
        return Some(who);
    }
    Some(cast.add(unnamed(document, done, name, noun)))
}

/// The named person of this role; of several the one mentioned last. `the Vermont senator` is as well the only senator of the
/// article where no place is told beside the name.
fn named_holder(
    document: &Document,
    done: &Annotation,
    cast: &Cast,
    name: &Name,
    noun: RoleNoun,
    recency: &[usize],
) -> Option<u32> {
    let exact = holders_of(document, done, cast, name, noun);
    let recent = exact.into_iter().max_by_key(|&who| recency.get(who as usize).copied().unwrap_or(0));
    let wanted = WantedRole::new(document, &done.countries, name);
    recent.or_else(|| only(&holders(cast, noun, |role| wanted.is_met_but_for_place(role))))
}

fn holders_of(document: &Document, done: &Annotation, cast: &Cast, name: &Name, noun: RoleNoun) -> Vec<u32> {
    let wanted = WantedRole::new(document, &done.countries, name);
    holders(cast, noun, |role| wanted.is_met_by(role))
}

/// The named persons with a role that fits.
fn holders(cast: &Cast, noun: RoleNoun, fits: impl Fn(TokenRange) -> bool) -> Vec<u32> {
    let holds = |who: &u32| {
        let character = cast.get(*who);
        let gender = noun.gender == Gender::Unknown || character.gender == Gender::Unknown || noun.gender == character.gender;
        character.kind == SpeakerKind::Person && gender && character.roles.iter().any(|&role| fits(role))
    };
    latest(cast).filter(holds).collect()
}

fn only(holders: &[u32]) -> Option<u32> {
    if let [only] = holders { Some(*only) } else { None }
}

/// `Police`: a body of people that needs no article is the one of before; not `Police in Leeds`.
fn is_bare_collective(document: &Document, name: &Name) -> bool {
    let behind = document.tokens.get(name.tokens.end as usize);
    words!["authorities", "police"].have(&document.tokens[name.bare.start as usize])
        && !behind.is_some_and(|behind| behind.is(WordClass::Preposition))
}

/// `Mayor denies …`: headlines leave articles out, so that a role alone is somebody whom the article names.
fn is_headline_role(document: &Document, done: &Annotation, name: &Name) -> bool {
    let block = done.blocks.partition_point(|block| block.tokens.end <= name.tokens.start);
    let is_headline = done.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Headline);
    let has_article = (name.tokens.start as usize).checked_sub(1).is_some_and(|at| document.tokens[at].is(WordClass::Determiner));
    is_headline && !has_article && document.tokens[name.tokens.start as usize].is_capitalised()
}

/// The characters that came last into the article, the latest first.
fn latest(cast: &Cast) -> impl Iterator<Item = u32> + use<> {
    (0..cast.characters.len() as u32).rev().take(MOST_CHARACTERS)
}

/// An unnamed source described by the same words before: `a ministry spokesman …`, `the spokesman`; not `the prime minister` after `the foreign
/// minister`.
fn same_description(document: &Document, done: &Annotation, cast: &Cast, name: &Name) -> Option<u32> {
    let wanted = WantedRole::new(document, &done.countries, name);
    latest(cast).find(|&who| {
        let character = cast.get(who);
        character.name.is_none() && character.roles.iter().any(|&role| wanted.is_met_by(role))
    })
}

fn unnamed(document: &Document, done: &Annotation, name: &Name, noun: RoleNoun) -> Character<'static> {
    let is_group = noun.is_plural || noun.kind == RoleKind::Group;
    let (kind, rule) = if is_group { (SpeakerKind::Group, "group") } else { (SpeakerKind::UnnamedSource, "unnamed_source") };
    let mut character = Character::new(kind, name.tokens.start as usize, rule);
    character.is_anonymous = match noun.kind {
        RoleKind::Source => true,
        RoleKind::Expert | RoleKind::Person => !is_group,
        _ => false,
    };
    character.gender = noun.gender;
    character.country_code = profile::role_country(document, &done.countries, name.tokens);
    character.roles.push(name.tokens);
    character
}

/// Finds, or adds, the organisation told by a description: `the ministry` after `the Foreign Ministry`, `the US administration`.
pub fn described_organisation(
    document: &Document,
    done: &Annotation,
    cast: &mut Cast,
    name: &Name,
    recency: &[usize],
) -> Option<u32> {
    let text = clean(document.slice(name.span));
    let bare_noun = name.tokens.len() == 1;
    let possessed = definiteness(document, name) == Definiteness::Possessed;
    let words: Vec<Cow<'static, str>> = text.to_lowercase().split(' ').map(|word| Cow::Owned(word.to_string())).collect();
    let fits = |who: &u32| {
        let character = cast.get(*who);
        let same = character.words.iter().eq(words.iter()) || bare_noun && !possessed && character.is_headed_by(&words[0]);
        character.kind == SpeakerKind::Organisation && same
    };
    let known = latest(cast).filter(fits).max_by_key(|&who| recency.get(who as usize).copied().unwrap_or(0));
    known.or_else(|| {
        let mut character = Character::new(SpeakerKind::Organisation, name.tokens.start as usize, "organisation_description");
        character.country_code = profile::role_country(document, &done.countries, name.tokens);
        character.words = words.clone();
        // `Okafor Energy's biggest union`: what the words before it own is told and not named.
        let has_owner = name.tokens.range().any(|i| document.tokens[i].kind == TokenKind::Clitic);
        let is_named = !bare_noun && (!possessed || has_owner);
        character.name = is_named.then_some(text);
        character.roles.extend((!is_named).then_some(name.tokens));
        Some(cast.add(character))
    })
}

/// The noun of a text that is said to speak: `report` in `a Reuters report`, `poll` in `a poll of voters`.
pub fn document_in(document: &Document, range: TokenRange) -> Option<usize> {
    let mut leading =
        range.range().take_while(|&i| !document.tokens[i].is(WordClass::Preposition) && !document.tokens[i].is_mark(','));
    leading.find(|&i| {
        document.tokens[i].is(WordClass::Document) && !document.tokens.get(i + 1).is_some_and(|next| next.is(WordClass::Role))
    })
}
