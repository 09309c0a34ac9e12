//! Walks through the quotations in text order and decides whose each is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cast::{Cast, Character, clean};
use super::pronoun::{Sighting, Sightings};
use super::{description, mention, profile};
use crate::annotation::{
    Annotation, CountryForm, Gender, MentionKind, Name, NameKind, Quotation, QuotationKind, Speaker, SpeakerKind, SpeakerLayer,
    SpeakerMention,
};
use crate::lang::en::WordClass;
use crate::text::{Document, Shape, Span, TokenKind, TokenRange, words};

/// The lists that a word of an unlisted name may be in.
const NAME_CLASSES: u64 =
    WordClass::FirstName.bit() | WordClass::Surname.bit() | WordClass::NameParticle.bit() | WordClass::PlaceName.bit();

/// The lists of words that no unlisted name has.
const NO_NAME_CLASSES: u64 = WordClass::FUNCTION_WORDS | WordClass::Weekday.bit() | WordClass::Month.bit();

/// The lists of words for persons, which tell who somebody is, and are no name of a body.
const OF_PERSONS: u64 = WordClass::Role.bit() | WordClass::Title.bit();

/// A surname is looked for in so many names that no list holds.
const MOST_UNLISTED: usize = 100;

/// What is known while the quotations are gone through.
pub struct Resolver<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) done: &'a Annotation,
    pub(super) cast: Cast<'a>,
    pub(super) sightings: Sightings,
    /// The sentences before this one have been looked through for pronouns.
    pub(super) next_sentence: usize,
    /// By sentence index: its number among the sentences that are not wholly inside a direct quotation.
    prose_number: Vec<u32>,
    /// By character: token of the last mention before the quotation at hand.
    pub(super) recency: Vec<usize>,
    next_name: usize,
    /// By country code: its character.
    countries: BTreeMap<&'static str, u32>,
    /// By name: characters that the layer `names` does not hold.
    unlisted: BTreeMap<String, u32>,
}

impl<'a> Resolver<'a> {
    pub fn new(document: &'a Document<'a>, done: &'a Annotation) -> Resolver<'a> {
        let mut resolver = Resolver {
            document,
            done,
            cast: Cast::new(document, done),
            sightings: Sightings::default(),
            next_sentence: 0,
            prose_number: prose_numbers(done),
            recency: Vec::new(),
            next_name: 0,
            countries: BTreeMap::new(),
            unlisted: BTreeMap::new(),
        };
        resolver.sightings.named = resolver.named_sightings();
        resolver
    }

    /// Decides every quotation, then makes the rows of those who speak.
    pub fn resolve(mut self) -> SpeakerLayer {
        let mut said_by: Vec<Option<u32>> = Vec::with_capacity(self.done.quotations.len());
        for quotation in &self.done.quotations {
            let who = quotation.speaker.as_ref().and_then(|speaker| self.who_speaks(quotation, speaker, &said_by));
            let named = quotation.speaker.as_ref().filter(|speaker| speaker.kind != MentionKind::Implied);
            if let (Some(who), Some(span)) = (who, named.and_then(|speaker| speaker.span)) {
                self.note_speaking(who, span, quotation);
                self.note_anonymity(who, span);
                self.note_own_pronoun(who, quotation);
            }
            said_by.push(who);
        }
        self.into_layer(said_by)
    }

    fn who_speaks(&mut self, quotation: &Quotation, speaker: &SpeakerMention, said_by: &[Option<u32>]) -> Option<u32> {
        if speaker.kind == MentionKind::Implied {
            return speaker.same_as.and_then(|earlier| said_by.get(earlier as usize).copied().flatten());
        }
        let span = speaker.span?;
        self.read_names_before(span.start);
        let range = self.document.tokens_in(span);
        let in_capitals = self.document.tokens.get(range.start as usize).is_some_and(|token| token.shape == Shape::Upper);
        match speaker.kind {
            // `WHO` is an organisation.
            MentionKind::Pronoun if !in_capitals => self.who_is_pronoun(range, quotation),
            _ => self.who_is_named(quotation, span, range),
        }
    }

    pub(super) fn who_is_named(&mut self, quotation: &Quotation, span: Span, range: TokenRange) -> Option<u32> {
        let head = mention::head_name(self.document, self.done, span);
        let document_at = description::document_in(self.document, range);
        if let Some(index) = head {
            let name = &self.done.names[index];
            // `a Reuters report` is Reuters speaking; `figures that the campaign released` are nobody.
            if document_at.is_some_and(|at| name.kind == NameKind::Role || at < name.tokens.start as usize) {
                return None;
            }
            return match self.cast.of_name[index] {
                Some(who) => Some(who),
                None if name.kind == NameKind::Role => {
                    description::who_has_role(self.document, self.done, &mut self.cast, name, &self.recency)
                }
                None => description::described_organisation(self.document, self.done, &mut self.cast, name, &self.recency),
            };
        }
        if let Some(text) = document_at {
            let author = self.author_of(TokenRange::new(text, range.end as usize))?;
            let known = self.who_is_named(quotation, self.document.span_of(author), author);
            return known.or_else(|| self.unlisted_name(author, true));
        }
        let is_name = quotation.speaker.as_ref().is_some_and(|speaker| speaker.kind == MentionKind::Name);
        let body = self.described_body(range).or_else(|| self.country_in(span));
        // `according to Eurostat`: a person would have been named in full before.
        let words = range.range().filter(|&i| self.document.tokens[i].is_capitalised()).count();
        let is_body = quotation.rule == "according_to" && words == 1;
        body.or_else(|| if is_name { self.unlisted_name(range, is_body) } else { None })
    }

    /// `figures compiled by the Harbour Institute`: the words behind `by`. Who obtained figures did not make them.
    fn author_of(&self, text: TokenRange) -> Option<TokenRange> {
        let tokens = &self.document.tokens;
        let by = text.range().skip(1).find(|&i| words!["by"].have(&tokens[i]))?;
        if words!["obtained", "seen", "viewed", "reviewed", "read", "cited", "quoted"].have(&tokens[by - 1]) {
            return None;
        }
        let end = (by + 1..text.end as usize).find(|&i| tokens[i].is(WordClass::Preposition)).unwrap_or(text.end as usize);
        Some(TokenRange::new(by + 1, end))
    }

    /// `the coast guard`, `Russian forces`: a body that its noun tells, where the layer `names` does not hold it.
    fn described_body(&mut self, range: TokenRange) -> Option<u32> {
        let tokens = &self.document.tokens;
        let start = range.range().find(|&i| !tokens[i].is(WordClass::Determiner))?;
        let is_behind = |i: &usize| tokens[*i].is(WordClass::Preposition) || tokens[*i].is_mark(',');
        let end = (start + 1..range.end as usize).find(is_behind).unwrap_or(range.end as usize);
        let described = TokenRange::new(start, end);
        let has_article = start > range.start as usize;
        let tokens = Some(described).filter(|_| mention::is_body(self.document, described, has_article))?;
        let name = Name {
            kind: NameKind::Organisation,
            span: self.document.span_of(tokens),
            tokens,
            bare: tokens,
            gender: Gender::Unknown,
            rule: "organisation_description",
        };
        description::described_organisation(self.document, self.done, &mut self.cast, &name, &self.recency)
    }

    /// The country that the mention names: by its name, its capital, its government.
    fn country_in(&mut self, span: Span) -> Option<u32> {
        let countries = &self.done.countries;
        let first = countries.partition_point(|country| country.span.end <= span.start);
        let mention =
            countries.get(first).filter(|country| country.span.start < span.end && country.form != CountryForm::Demonym)?;
        let behind = self.document.tokens.get(self.document.token_at(mention.span.end));
        if behind.is_some_and(|token| token.kind == TokenKind::Clitic && token.span.end < span.end) {
            return None;
        }
        if let Some(&who) = self.countries.get(mention.country.code) {
            return Some(who);
        }
        let mut character = Character::new(SpeakerKind::Country, self.document.token_at(mention.span.start), "country");
        character.name = Some(self.country_name(mention.country.code, mention.country.name));
        character.country_code = Some(mention.country.code);
        character.mention_count = countries
            .iter()
            .filter(|other| other.country.code == mention.country.code && other.form != CountryForm::Demonym)
            .count() as u32;
        let who = self.cast.add(character);
        self.countries.insert(mention.country.code, who);
        Some(who)
    }

    /// The fullest form that the article has for a country: its longest name, else its abbreviation, else its capital; the ISO short name
    /// where the article has only adjectives.
    fn country_name(&self, code: &str, iso_name: &str) -> String {
        let mentions = self.done.countries.iter().filter(|country| country.country.code == code);
        let fullness = |form: CountryForm| match form {
            CountryForm::Demonym => 0,
            CountryForm::Capital | CountryForm::Metonym => 1,
            CountryForm::Abbreviation => 2,
            CountryForm::Name => 3,
        };
        let fullest = mentions
            .filter(|country| country.form != CountryForm::Demonym)
            .max_by_key(|country| (fullness(country.form), country.span.len()));
        fullest.map_or_else(|| iso_name.to_string(), |country| clean(self.document.slice(country.span)))
    }

    /// A name that the layer `names` does not hold: what is capitalised in the mention.
    fn unlisted_name(&mut self, range: TokenRange, is_body: bool) -> Option<u32> {
        let tokens = &self.document.tokens;
        let range = mention::without_possessor(self.document, range);
        let is_capitalised = |i: &usize| tokens[*i].is_capitalised() && !tokens[*i].is_any(NO_NAME_CLASSES);
        let has_other_sense = |i: usize| tokens[i].is_any(!NAME_CLASSES);
        let start = range.range().find(|&i| !tokens[i].is(WordClass::Determiner)).filter(is_capitalised)?;
        let end = (start..range.end as usize).take_while(|i| is_capitalised(i) || tokens[*i].is_number()).last()? + 1;
        // `Human Rights Monitor`: common words make a name where there are several of them.
        // `Marine Le Pen`
        let has_inner_particle = (start + 1..end.saturating_sub(1)).any(|i| tokens[i].is(WordClass::NameParticle));
        let of_common_words = !has_inner_particle && (start..end).any(has_other_sense);
        if of_common_words && (end - start == 1 || (start..end).any(|i| tokens[i].is_any(OF_PERSONS))) {
            return None;
        }
        if self.document.tokens.get(end).is_some_and(|behind| end < range.end as usize && behind.is_word()) {
            return None;
        }
        let text = clean(self.document.slice(self.document.span_of(TokenRange::new(start, end))));
        if let Some(who) = self.unlisted.get(&text).copied().or_else(|| self.unlisted_with_surname(&text)) {
            return Some(who);
        }
        if let Some(who) = self.cast.firm_called(&text.to_lowercase()) {
            return Some(who);
        }
        // `O’Brien` is a person, `WikiLeaks` none.
        let has_person_shape = self.document.tokens[start].shape == Shape::Capitalised || text.contains(['\'', '’']);
        let name = TokenRange::new(start, end);
        let organisation = is_body
            || of_common_words
            || mention::is_followed_by_plural(self.document, name)
            || mention::is_followed_by_which(self.document, name)
            || !has_person_shape
            || text.contains('.')
            || mention::is_capital_or_state(self.document, name);
        let kind = if organisation { SpeakerKind::Organisation } else { SpeakerKind::Person };
        let mut character = Character::new(kind, start, "unlisted_name");
        character.words = text.to_lowercase().split(' ').map(|word| Cow::Owned(word.to_string())).collect();
        character.name = Some(text.clone());
        character.country_code = profile::possessor_country(self.document, &self.done.countries, start);
        if !organisation {
            character.gender = profile::first_name_gender(self.document, name);
        }
        let who = self.cast.add(character);
        self.unlisted.insert(text, who);
        Some(who)
    }

    /// `Le Pen` after `Marine Le Pen`: the person of an unlisted name that ends in these words.
    fn unlisted_with_surname(&self, surname: &str) -> Option<u32> {
        let ends_in_it = |name: &str| name.strip_suffix(surname).is_some_and(|first| first.ends_with(' '));
        let names = self.unlisted.iter().take(MOST_UNLISTED);
        let found = names.filter(|(name, _)| ends_in_it(name)).map(|(_, &who)| who);
        found.into_iter().find(|&who| self.cast.get(who).kind == SpeakerKind::Person)
    }

    /// Takes note of the names that stand before byte `position`.
    fn read_names_before(&mut self, position: u32) {
        while let Some(name) = self.done.names.get(self.next_name).filter(|name| name.span.start < position) {
            if let Some(who) = self.cast.of_name[self.next_name] {
                self.set_recency(who, name.tokens.start as usize);
            }
            self.next_name += 1;
        }
    }

    fn set_recency(&mut self, who: u32, token: usize) {
        if self.recency.len() <= who as usize {
            self.recency.resize(who as usize + 1, 0);
        }
        self.recency[who as usize] = self.recency[who as usize].max(token);
    }

    /// A speaker's mention is a sighting, too: pronouns behind it look back to it.
    fn note_speaking(&mut self, who: u32, span: Span, quotation: &Quotation) {
        let range = self.document.tokens_in(span);
        let (token, end) = (range.start as usize, range.end as usize);
        self.set_recency(who, token);
        let named = &mut self.sightings.named;
        let position = named.partition_point(|sighting| sighting.end <= token);
        if let Some(sighting) =
            named[position..].iter_mut().take_while(|sighting| sighting.token < end).find(|sighting| sighting.who == who)
        {
            sighting.spoke = true;
            return;
        }
        if let Some(sentence) = self.prose_number_of(span.start) {
            self.sightings.unnamed.push(Sighting { token, end, sentence, who, spoke: true });
        }
        if quotation.speaker.as_ref().is_some_and(|speaker| speaker.kind != MentionKind::Name) {
            self.cast.characters[who as usize].mention_count += 1;
        }
    }

    /// A source without a name that the sentence tells to have asked for that.
    fn note_anonymity(&mut self, who: u32, span: Span) {
        let character = &mut self.cast.characters[who as usize];
        let is_unnamed = matches!(character.kind, SpeakerKind::UnnamedSource | SpeakerKind::Group) && character.name.is_none();
        if is_unnamed && !character.is_anonymous {
            character.is_anonymous = mention::is_kept_anonymous(self.document, self.done, span);
        }
    }

    fn named_sightings(&self) -> Vec<Sighting> {
        let mut quotations = self.done.quotations.iter().filter(|quotation| quotation.kind == QuotationKind::Direct).peekable();
        let mut sightings = Vec::new();
        for (name, who) in self.done.names.iter().zip(&self.cast.of_name) {
            while quotations.next_if(|quotation| quotation.span.end <= name.span.start).is_some() {}
            let quoted = quotations.peek().is_some_and(|quotation| quotation.span.contains(name.span));
            if let Some((who, sentence)) = who.filter(|_| !quoted).zip(self.prose_number_of(name.span.start)) {
                let (token, end) = (name.tokens.start as usize, name.tokens.end as usize);
                sightings.push(Sighting { token, end, sentence, who, spoke: false });
            }
        }
        sightings
    }

    /// The number of the sentence around a byte; `None` in furniture, which has no sentences.
    pub(super) fn prose_number_of(&self, position: u32) -> Option<u32> {
        let index = self.done.sentences.partition_point(|sentence| sentence.span.end <= position);
        self.done.sentences.get(index).filter(|sentence| sentence.span.start <= position)?;
        self.prose_number.get(index).copied()
    }

    /// The rows of those who speak, in the order of their first mention.
    fn into_layer(self, said_by: Vec<Option<u32>>) -> SpeakerLayer {
        let mut speaking: Vec<u32> = said_by.iter().copied().flatten().collect();
        speaking.sort_unstable_by_key(|&who| (self.cast.get(who).first_token, who));
        speaking.dedup();
        let mut row_of = vec![None; self.cast.characters.len()];
        for (row, &who) in speaking.iter().enumerate() {
            row_of[who as usize] = Some(row as u32);
        }
        let speakers = speaking.iter().map(|&who| self.speaker(self.cast.get(who))).collect();
        SpeakerLayer { speakers, of_quotation: said_by.into_iter().map(|who| who.and_then(|who| row_of[who as usize])).collect() }
    }

    /// A surname alone names nobody outside its article; a country has one key whatever the article calls it.
    fn key_of(&self, character: &Character) -> Option<String> {
        if character.kind == SpeakerKind::Country {
            let mention = self.done.countries.iter().find(|mention| Some(mention.country.code) == character.country_code);
            return mention.map(|mention| hyphenated(mention.country.name));
        }
        let key = hyphenated(character.name.as_ref()?);
        (character.kind != SpeakerKind::Person || key.contains('-')).then_some(key)
    }

    fn speaker(&self, character: &Character) -> Speaker {
        let role = |role: &TokenRange| profile::role_text(self.document, &self.done.countries, *role);
        let affiliation = |&role: &TokenRange| profile::affiliation(self.document, role, |name| self.cast.knows_organisation(name));
        let beside = || character.affiliations.first().map(|&of| clean(self.document.slice(self.document.span_of(of))));
        let country = |role: &TokenRange| profile::role_country(self.document, &self.done.countries, *role);
        Speaker {
            key: self.key_of(character),
            name: character.name.clone(),
            kind: character.kind,
            is_anonymous: character.is_anonymous,
            role: character.roles.iter().find_map(role),
            affiliation: character.roles.iter().find_map(affiliation).or_else(beside),
            country_code: character.country_code.or_else(|| character.roles.iter().find_map(country)),
            mention_count: character.mention_count.max(1),
            first_start: self.document.tokens.get(character.first_token).map_or(0, |token| token.span.start),
            rule: character.rule,
        }
    }
}

/// Lower case, hyphens between the words, one form of the apostrophe.
fn hyphenated(name: &str) -> String {
    let name = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Numbers the sentences; one wholly inside a direct quotation has the number of the sentence before it.
fn prose_numbers(done: &Annotation) -> Vec<u32> {
    let mut quotations = done.quotations.iter().filter(|quotation| quotation.kind == QuotationKind::Direct).peekable();
    let mut number = 0;
    let mut numbers = Vec::with_capacity(done.sentences.len());
    for sentence in &done.sentences {
        while quotations.next_if(|quotation| quotation.span.end <= sentence.span.start).is_some() {}
        let quoted = quotations.peek().is_some_and(|quotation| quotation.span.contains(sentence.span));
        number += u32::from(!quoted);
        numbers.push(number);
    }
    numbers
}
