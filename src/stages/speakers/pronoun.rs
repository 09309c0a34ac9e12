//! Whom a pronoun beside a quotation stands for.

use super::cast::Cast;
use crate::annotation::{Gender, SpeakerKind};
use crate::lang::en::WordClass;
use crate::text::{Document, TokenKind, TokenRange, words};

/// How many sentences of the reporter's own words a pronoun reaches back.
const MOST_SENTENCES_BACK: u32 = 4;
/// The most tokens between a name and its relative clause.
const LONGEST_APPOSITION: usize = 16;
/// `was handed in on Friday by` has five tokens before its last.
const LONGEST_PASSIVE: usize = 5;
/// How many mentions are looked at for one pronoun.
const MOST_SIGHTINGS: usize = 40;

/// A place where the article mentions a character in the reporter's own words.
#[derive(Debug, Clone, Copy)]
pub struct Sighting {
    pub token: usize,
    /// The token behind the mention.
    pub end: usize,
    /// Number of the sentence, counting only sentences outside direct quotations.
    pub sentence: u32,
    pub who: u32,
    /// Speaks there.
    pub spoke: bool,
}

/// Kinds of pronouns that can stand beside a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    He,
    She,
    They,
    It,
    /// `who`, `which`, `that`
    Relative,
    /// `I`, `we`, `you`: nobody whom the article names.
    OfTheScene,
}

/// The kind of a pronoun.
pub fn kind_of(word: &str) -> Pronoun {
    match word.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "herself" => Pronoun::She,
        "they" | "them" | "their" | "themselves" | "both" | "those" | "these" => Pronoun::They,
        "it" | "its" | "itself" => Pronoun::It,
        "who" | "which" | "that" | "whom" | "whose" => Pronoun::Relative,
        _ => Pronoun::OfTheScene,
    }
}

/// The places where the article mentions someone, in the reporter's own words.
#[derive(Default)]
pub struct Sightings {
    /// By name, in text order.
    pub named: Vec<Sighting>,
    /// Beside a quotation without a name (`he said`), in the order of the quotations.
    pub unnamed: Vec<Sighting>,
}

impl Sightings {
    /// The latest before a token, in text order, without those in what is said there.
    fn before(&self, token: usize, said: TokenRange) -> Vec<Sighting> {
        let end = self.named.partition_point(|sighting| sighting.token < token);
        let named = &self.named[end.saturating_sub(MOST_SIGHTINGS)..end];
        let unnamed = self.unnamed.iter().rev().take(MOST_SIGHTINGS).filter(|sighting| sighting.token < token);
        let outside = named.iter().chain(unnamed).filter(|sighting| !said.covers(sighting.token));
        let mut latest: Vec<Sighting> = outside.copied().collect();
        latest.sort_by_key(|sighting| sighting.token);
        latest
    }
}

/// Where a pronoun stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub at: usize,
    /// As [`Sighting::sentence`].
    pub sentence: u32,
    /// The tokens of the quotation beside it.
    pub said: TokenRange,
}

/// What the mentions before a pronoun are weighed by.
#[derive(Debug, Clone, Copy)]
struct Here {
    /// The sentence of the pronoun.
    sentence: u32,
    /// Somebody speaks in the sentence before.
    is_spoken_before: bool,
}

/// The character whom the pronoun at this place stands for.
pub fn antecedent(document: &Document, cast: &Cast, sightings: &Sightings, place: Place, pronoun: Pronoun) -> Option<u32> {
    let Place { at, sentence, said } = place;
    let before = sightings.before(at, said);
    let candidates = before.iter().filter(|sighting| sighting.sentence + MOST_SENTENCES_BACK >= sentence);
    let is_spoken_before = before.iter().any(|sighting| sighting.spoke && sighting.sentence + 1 == sentence);
    let here = Here { sentence, is_spoken_before };
    match pronoun {
        Pronoun::OfTheScene => None,
        Pronoun::Relative => {
            before.last().filter(|last| last.sentence == sentence && precedes_clause(document, last.end, at)).map(|last| last.who)
        }
        Pronoun::He => best(document, cast, candidates, here, |kind, gender| is_someone(kind) && gender != Gender::Female),
        Pronoun::She => best(document, cast, candidates, here, |kind, gender| is_someone(kind) && gender != Gender::Male),
        Pronoun::It => best(document, cast, candidates.filter(|s| s.sentence + 2 >= sentence), here, |kind, _| {
            matches!(kind, SpeakerKind::Organisation | SpeakerKind::Country)
        }),
        Pronoun::They => {
            best(document, cast, candidates.filter(|s| s.spoke && s.sentence + 2 >= sentence), here, |kind, gender| {
                matches!(kind, SpeakerKind::Group | SpeakerKind::UnnamedSource | SpeakerKind::Organisation)
                    && gender == Gender::Unknown
            })
        }
    }
}

/// Whether nothing but a comma, or an apposition between commas, parts a name from the relative clause at `at`.
fn precedes_clause(document: &Document, end: usize, at: usize) -> bool {
    let is_comma = |i: usize| document.tokens.get(i).is_some_and(|token| token.is_mark(','));
    at <= end + 1 || (is_comma(end) && is_comma(at - 1) && at - end <= LONGEST_APPOSITION)
}

fn is_someone(kind: SpeakerKind) -> bool {
    matches!(kind, SpeakerKind::Person | SpeakerKind::UnnamedSource)
}

fn best<'s>(
    document: &Document,
    cast: &Cast,
    candidates: impl Iterator<Item = &'s Sighting>,
    here: Here,
    fits: impl Fn(SpeakerKind, Gender) -> bool,
) -> Option<u32> {
    let mut best: Option<(i32, u32)> = None;
    let mut last_sentence = None;
    for sighting in candidates {
        let opens = last_sentence != Some(sighting.sentence);
        let character = cast.get(sighting.who);
        if !fits(character.kind, character.gender) {
            continue;
        }
        last_sentence = Some(sighting.sentence);
        let is_told = character.gender != Gender::Unknown;
        let score = score(document, sighting, here, opens, is_told);
        // Of equals the later one wins.
        if best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, sighting.who));
        }
    }
    best.map(|(_, who)| who)
}

/// Near goes before far, speaking and the subject's place before other places, possessors and objects come last. Somebody of a gender that
/// is told who opens the sentence right before is likelier than whoever spoke earlier, unless another one says it of them (`Okafor was right,
/// Quist said.`).
fn score(document: &Document, sighting: &Sighting, here: Here, opens: bool, is_told: bool) -> i32 {
    let distance = here.sentence.saturating_sub(sighting.sentence);
    let nearness = match distance {
        0 => 90,
        1 => 45,
        2 => 30,
        3 => 20,
        _ => 10,
    };
    let token = |at: usize| document.tokens.get(at);
    let possessor = token(sighting.end).is_some_and(|token| token.kind == TokenKind::Clitic && token.is_attached());
    let before = sighting.token.checked_sub(1).filter(|&at| token(at).is_some_and(|token| token.is(WordClass::Preposition)));
    let object = before.is_some_and(|at| !leads_to_agent(document, at));
    let is_subject = opens && !object;
    let goes_on = is_subject && !possessor && is_told && distance == 1 && (sighting.spoke || !here.is_spoken_before);
    nearness
        + if is_told { 10 } else { 0 }
        + if is_subject { 20 } else { 0 }
        + if goes_on { 20 } else { 0 }
        + if sighting.spoke { 25 } else { 0 }
        - if possessor { 12 } else { 0 }
        - if object { 8 } else { 0 }
}

/// `was handed in by Ada Lund`: who does something is no object.
fn leads_to_agent(document: &Document, by: usize) -> bool {
    let passive = by.saturating_sub(LONGEST_PASSIVE)..by;
    words!["by"].have(&document.tokens[by])
        && passive.into_iter().any(|at| words!["been", "is", "was", "were"].have(&document.tokens[at]))
}
