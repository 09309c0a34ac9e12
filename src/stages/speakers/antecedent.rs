//! Whom a pronoun that speaks stands for, from all that the article has told up to it.

use super::description;
use super::mention::{self, Definiteness};
use super::pronoun::{self, Place, Pronoun, Sighting};
use super::resolver::Resolver;
use crate::annotation::{Gender, MentionKind, Name, Quotation, QuotationKind, SpeakerKind};
use crate::lang::en::{RoleKind, english};
use crate::text::{TokenRange, words};

/// So many names back is looked for those who are described where a sentence opens.
const MOST_NAMES_BACK: usize = 12;

/// `In 1972 she …`, `Besides her sister, he …`: the subject stands among so many tokens of its sentence.
const LONGEST_OPENING: usize = 12;

impl Resolver<'_> {
    pub fn who_is_pronoun(&mut self, range: TokenRange, quotation: &Quotation) -> Option<u32> {
        let at = range.start as usize;
        let pronoun = pronoun::kind_of(self.document.token_text(at));
        if pronoun == Pronoun::Relative
            && let Some(antecedent) = mention::before_relative(self.document, &self.done.names, at)
        {
            return self.who_is_named(quotation, self.document.span_of(antecedent), antecedent);
        }
        self.read_pronouns_before(at);
        let place = self.place_of(at, self.document.tokens_in(quotation.span))?;
        let known = self.antecedent_at(place, pronoun);
        let who = self.described_before(place, known, pronoun).or(known)?;
        let character = &mut self.cast.characters[who as usize];
        if character.gender == Gender::Unknown && character.is_person() {
            character.gender = gender_of(pronoun);
        }
        Some(who)
    }

    fn place_of(&self, at: usize, said: TokenRange) -> Option<Place> {
        let sentence = self.prose_number_of(self.document.tokens.get(at)?.span.start)?;
        Some(Place { at, sentence, said })
    }

    fn antecedent_at(&self, place: Place, pronoun: Pronoun) -> Option<u32> {
        pronoun::antecedent(self.document, &self.cast, &self.sightings, place, pronoun)
    }

    /// Takes note of whom `he` or `she` stands for where that is the subject of a sentence before token `end`: somebody stays the one of whom
    /// an article tells, however long ago it gave the name.
    fn read_pronouns_before(&mut self, end: usize) {
        while let Some(sentence) =
            self.done.sentences.get(self.next_sentence).filter(|sentence| sentence.tokens.end as usize <= end)
        {
            self.next_sentence += 1;
            let Some(at) = self.subject_pronoun(sentence.tokens) else { continue };
            let pronoun = pronoun::kind_of(self.document.token_text(at));
            let Some(place) = self.place_of(at, TokenRange::new(at, at)) else { continue };
            let known = self.antecedent_at(place, pronoun);
            let who = self.described_before(place, known, pronoun).or(known);
            // One whose gender nothing tells may be anybody.
            if let Some(who) = who.filter(|&who| self.cast.get(who).gender == gender_of(pronoun)) {
                self.sightings.unnamed.push(Sighting { token: at, end: at + 1, sentence: place.sentence, who, spoke: false });
            }
        }
    }

    /// `he` or `she` near the start of a sentence in the reporter's own words, before which it names nobody.
    fn subject_pronoun(&self, sentence: TokenRange) -> Option<usize> {
        let tokens = &self.document.tokens;
        let at = sentence.range().take(LONGEST_OPENING).find(|&i| words!["he", "she"].have(&tokens[i]))?;
        let named = &self.sightings.named;
        let first = named.partition_point(|sighting| sighting.token < sentence.start as usize);
        let is_first = named.get(first).is_none_or(|sighting| sighting.token > at);
        (is_first && !self.is_quoted(at)).then_some(at)
    }

    /// `Okafor told the Post she was late`: the pronoun with which begins what somebody is reported to have said is their own, in 19 of 20.
    pub fn note_own_pronoun(&mut self, who: u32, quotation: &Quotation) {
        let is_named = quotation.speaker.as_ref().is_some_and(|speaker| speaker.kind == MentionKind::Name);
        let is_told_first = quotation.cue.is_some_and(|cue| cue.start < quotation.span.start);
        let first = self.document.token_at(quotation.span.start);
        let character = &mut self.cast.characters[who as usize];
        let is_open = character.kind == SpeakerKind::Person && character.gender == Gender::Unknown;
        if is_named && is_told_first && is_open && quotation.kind != QuotationKind::Direct {
            character.gender = match self.document.tokens.get(first) {
                Some(token) if words!["he"].have(token) => Gender::Male,
                Some(token) if words!["she"].have(token) => Gender::Female,
                _ => Gender::Unknown,
            };
        }
    }

    fn is_quoted(&self, at: usize) -> bool {
        let span = self.document.tokens[at].span;
        let quotations = &self.done.quotations;
        let index = quotations.partition_point(|quotation| quotation.span.end <= span.start);
        quotations.get(index).is_some_and(|quotation| quotation.kind != QuotationKind::Indirect && quotation.span.contains(span))
    }

    /// `Analysts at the bank raised it. … they wrote`, `A retired captain was less sure. … he said`: those who open one of the last
    /// sentences without a name, where nobody else whom the pronoun at `at` may stand for (`known`) was mentioned since.
    fn described_before(&mut self, place: Place, known: Option<u32>, pronoun: Pronoun) -> Option<u32> {
        let end = self.done.names.partition_point(|name| (name.tokens.end as usize) <= place.at);
        let opens = |name: &&Name| {
            let is_near = || self.prose_number_of(name.span.start).is_some_and(|number| number + 1 >= place.sentence);
            // Few names tell somebody, which is quickly seen.
            self.may_stand_for(name, place, pronoun) && is_near() && mention::opens_sentence(self.document, self.done, name)
        };
        let described = self.done.names[..end].iter().rev().take(MOST_NAMES_BACK).find(opens)?;
        let mentioned = known.and_then(|who| self.recency.get(who as usize)).copied().unwrap_or(0);
        if mentioned >= described.tokens.start as usize {
            return None;
        }
        description::who_has_role(self.document, self.done, &mut self.cast, described, &self.recency)
    }

    /// Whether a description is that of several for `they`, of one new person or relative whom the pronoun allows for `he` and `she`.
    fn may_stand_for(&self, name: &Name, place: Place, pronoun: Pronoun) -> bool {
        let head = name.bare.start as usize;
        let Some(role) = english().people.roles.get(&self.document.tokens[head]) else { return false };
        let gender = gender_of(pronoun);
        if gender == Gender::Unknown {
            return pronoun == Pronoun::They && role.is_plural;
        }
        let is_one = !role.is_plural && !matches!(role.kind, RoleKind::Group | RoleKind::Organisation);
        let before = (name.tokens.start as usize).checked_sub(1).map(|before| &self.document.tokens[before]);
        let is_new = before.is_some_and(|before| words!["a", "an", "another", "one"].have(before));
        // `The Okafors' granddaughter`
        let is_kin = || role.gender == gender && mention::definiteness(self.document, name) == Definiteness::Possessed;
        is_one
            && (is_new || is_kin())
            && (role.gender == Gender::Unknown || role.gender == gender)
            && !place.said.covers(head)
            && !self.is_quoted(head)
            && !self.tells_of_another(name)
    }

    /// `A reporter asked her`: a pronoun behind a description in its sentence, which goes on about somebody else.
    fn tells_of_another(&self, name: &Name) -> bool {
        let index = self.done.sentences.partition_point(|sentence| sentence.span.end <= name.span.start);
        let end = self.done.sentences.get(index).map_or(name.tokens.end, |sentence| sentence.tokens.end);
        let others = words!["he", "her", "hers", "him", "his", "she"];
        (name.tokens.end..end).any(|at| others.have(&self.document.tokens[at as usize]))
    }
}

fn gender_of(pronoun: Pronoun) -> Gender {
    match pronoun {
        Pronoun::He => Gender::Male,
        Pronoun::She => Gender::Female,
        _ => Gender::Unknown,
    }
}
