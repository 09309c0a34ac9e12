//! Who a description stands for: someone named elsewhere in the article who has that role, or a source without a name.

use super::cast::{Cast, Character, clean};
use super::mention::{Definiteness, definiteness};
use super::profile;
use crate::annotation::{Annotation, Gender, Name, SpeakerKind};
use crate::lang::en::{RoleKind, RoleNoun, WordClass, english};
use crate::text::{Document, TokenRange};

/// So many characters are compared with a description.
const MOST_CHARACTERS: usize = 300;

/// Finds, or adds, the character whom the role description `name` stands for.
pub fn who_has_role(document: &Document, done: &Annotation, cast: &mut Cast, name: &Name, recency: &[usize]) -> Option<u32> {
    let noun = english().people.roles.get(&document.tokens[name.bare.start as usize]).copied()?;
    if let Some(who) =
        latest(cast).find(|&who| cast.get(who).kind == SpeakerKind::Person && cast.get(who).roles.contains(&name.tokens))
    {
        return Some(who);
    }
    let definite = definiteness(document, name);
    if !noun.is_plural && definite == Definiteness::Definite {
        if let Some(who) = named_holder(document, done, cast, name, noun, recency) {
            return Some(who);
        }
    }
    if definite == Definiteness::Definite {
        if let Some(who) = same_description(document, cast, name) {
            return Some(who);
        }
    }
    Some(cast.add(unnamed(document, done, name, noun)))
}

/// The named person of this role; of several the one mentioned last.
fn named_holder(
    document: &Document,
    done: &Annotation,
    cast: &Cast,
    name: &Name,
    noun: RoleNoun,
    recency: &[usize],
) -> Option<u32> {
    let wanted = Wanted::new(document, done, name);
    let fits = |who: &u32| {
        let character = cast.get(*who);
        character.kind == SpeakerKind::Person
            && (noun.gender == Gender::Unknown || character.gender == Gender::Unknown || noun.gender == character.gender)
            && character.roles.iter().any(|&role| wanted.is_met_by(document, done, role))
    };
    let best = latest(cast).filter(fits).max_by_key(|&who| recency.get(who as usize).copied().unwrap_or(0));
    best.or_else(|| only_holder_without_place(document, done, cast, &wanted))
}

/// `the Vermont senator`, where one senator is named and the article tells no place beside the name.
fn only_holder_without_place(document: &Document, done: &Annotation, cast: &Cast, wanted: &Wanted) -> Option<u32> {
    let anywhere = Wanted { noun: wanted.noun.clone(), modifiers: Vec::new(), country: None, is_of_place: false };
    let has_place =
        |role: TokenRange| role.range().any(|i| document.tokens[i].is(WordClass::PlaceName) && document.tokens[i].is_capitalised());
    let mut holders = latest(cast).filter(|&who| {
        let character = cast.get(who);
        character.kind == SpeakerKind::Person
            && character.roles.iter().any(|&role| anywhere.is_met_by(document, done, role) && !has_place(role))
    });
    let only = holders.next().filter(|_| wanted.is_of_place)?;
    holders.next().is_none().then_some(only)
}

/// The characters that came last into the article, the latest first.
fn latest(cast: &Cast) -> impl Iterator<Item = u32> + use<> {
    (0..cast.characters.len() as u32).rev().take(MOST_CHARACTERS)
}

/// What a description asks of a role.
struct Wanted {
    noun: String,
    /// The words before the noun and the capitalised ones behind it, in lower case.
    modifiers: Vec<String>,
    country: Option<&'static str>,
    /// Whether all words before the noun name a place.
    is_of_place: bool,
}

impl Wanted {
    fn new(document: &Document, done: &Annotation, name: &Name) -> Wanted {
        let head = name.bare.start as usize;
        let text = |i: usize| document.token_text(i).to_lowercase();
        let country = profile::role_country(document, &done.countries, TokenRange::new(name.tokens.start as usize, head));
        let modifiers = (name.tokens.start as usize..head).filter(|&i| document.tokens[i].is_word());
        let own = modifiers.filter(|&i| {
            country.is_none() || profile::role_country(document, &done.countries, TokenRange::new(i, i + 1)).is_none()
        });
        let is_of_place = name.tokens.start < name.bare.start
            && (name.tokens.start as usize..head)
                .all(|i| document.tokens[i].is(WordClass::PlaceName) && document.tokens[i].is_capitalised());
        let complement = (head + 1..name.tokens.end as usize).filter(|&i| document.tokens[i].is_capitalised());
        Wanted { noun: text(head), modifiers: own.chain(complement).map(text).collect(), country, is_of_place }
    }

    /// `the prime minister` is met by `UK Prime Minister`, `the Russian leader` by `Russian President`.
    fn is_met_by(&self, document: &Document, done: &Annotation, role: TokenRange) -> bool {
        let words: Vec<String> =
            role.range().filter(|&i| document.tokens[i].is_word()).map(|i| document.token_text(i).to_lowercase()).collect();
        let former = |words: &[String]| words.iter().any(|word| matches!(word.as_str(), "former" | "ex" | "deputy" | "vice"));
        let same_rank = former(&words) == former(&self.modifiers);
        let country = profile::role_country(document, &done.countries, role);
        let same_country = self.country.is_none() || country == self.country;
        if self.noun == "pm" {
            return same_rank && words.windows(2).any(|pair| pair == ["prime", "minister"]);
        }
        let noun = words.contains(&self.noun)
            || SAME_OFFICE.iter().any(|(noun, other)| *noun == self.noun && words.iter().any(|word| word == other));
        let modifiers =
            self.modifiers.iter().all(|modifier| words.contains(modifier) || matches!(modifier.as_str(), "former" | "us"));
        let head_of_state = self.noun == "leader"
            && self.country.is_some()
            && self.modifiers.is_empty()
            && words
                .iter()
                .any(|word| matches!(word.as_str(), "president" | "minister" | "chancellor" | "premier" | "king" | "leader"))
            && (!words.iter().any(|word| word == "minister") || words.iter().any(|word| word == "prime"));
        same_rank && same_country && ((noun && modifiers) || head_of_state)
    }
}

/// Nouns and the short or other words for the same post.
const SAME_OFFICE: &[(&str, &str)] = &[
    ("candidate", "nominee"),
    ("nominee", "candidate"),
    ("congressman", "rep"),
    ("congresswoman", "rep"),
    ("governor", "gov"),
    ("general", "gen"),
    ("lawmaker", "rep"),
    ("lawmaker", "sen"),
    ("professor", "prof"),
    ("representative", "rep"),
    ("senator", "sen"),
];

/// An unnamed source described by the same noun before: `a spokesman …`, `the spokesman`.
fn same_description(document: &Document, cast: &Cast, name: &Name) -> Option<u32> {
    let noun = document.token_text(name.bare.start as usize);
    latest(cast).find(|&who| {
        let character = cast.get(who);
        character.name.is_none()
            && character.roles.iter().any(|role| role.range().any(|i| document.token_text(i).eq_ignore_ascii_case(noun)))
    })
}

fn unnamed(document: &Document, done: &Annotation, name: &Name, noun: RoleNoun) -> Character {
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
    let words: Vec<String> = text.to_lowercase().split(' ').map(String::from).collect();
    let fits = |who: &u32| {
        let character = cast.get(*who);
        let same = character.words.iter().eq(words.iter()) || bare_noun && !possessed && character.words.contains(&words[0]);
        character.kind == SpeakerKind::Organisation && same
    };
    let known = latest(cast).filter(fits).max_by_key(|&who| recency.get(who as usize).copied().unwrap_or(0));
    known.or_else(|| {
        let mut character = Character::new(SpeakerKind::Organisation, name.tokens.start as usize, "organisation_description");
        character.country_code = profile::role_country(document, &done.countries, name.tokens);
        character.words = words.clone();
        character.name = (!bare_noun).then_some(text);
        character.roles.extend(bare_noun.then_some(name.tokens));
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
