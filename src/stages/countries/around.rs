//! Reading the tokens beside a place name.

use super::evidence::Evidence;
use super::hit::Hit;
use crate::annotation::Name;
use crate::lang::en::{Context, Flag, PlaceNames, Surface, WordClass};
use crate::text::{Document, Gap, Shape, Token, TokenKind, words};

/// How near a state makes a state of its namesake, in tokens.
const REACH_OF_STATE: usize = 6;

/// One document with its place names, open for reading around each of them.
pub struct Around<'a> {
    pub document: &'a Document<'a>,
    pub names: &'a PlaceNames,
    /// Persons, organisations and roles.
    pub people: &'a [Name],
    pub hits: &'a [Hit<'a>],
    pub evidence: &'a Evidence<'a>,
}

impl<'a> Around<'a> {
    pub fn token(&self, index: usize) -> Option<&'a Token> {
        self.document.tokens.get(index)
    }

    /// The token before the one at `index`, if both stand in the same paragraph.
    pub fn before(&self, index: usize) -> Option<&'a Token> {
        let here = self.token(index)?;
        index.checked_sub(1).and_then(|index| self.token(index)).filter(|_| here.gap != Gap::Paragraph)
    }

    /// The token at `index`, if it stands in the same paragraph as the one before it.
    pub fn after(&self, index: usize) -> Option<&'a Token> {
        self.token(index).filter(|token| token.gap != Gap::Paragraph)
    }

    /// What the list of context words says of a token.
    pub fn context(&self, token: Option<&Token>) -> Option<Context> {
        token.and_then(|token| self.names.context.get(token)).copied()
    }

    /// Whether a capitalised word of this kind stands directly behind.
    pub fn has_name_part_behind(&self, hit: &Hit, kind: Context) -> bool {
        let behind = self.after(hit.end).filter(|token| token.is_capitalised() && token.gap == Gap::Space);
        self.context(behind) == Some(kind)
    }

    /// Whether one of the next three words, all of them capitalised, is of this kind: `Palestine Independent School District`.
    pub fn has_name_part_close_behind(&self, hit: &Hit, kind: Context) -> bool {
        let following = self.document.tokens.get(hit.end..).unwrap_or_default().iter().take(3);
        let mut run = following.take_while(|token| token.is_capitalised() && token.gap == Gap::Space);
        run.any(|token| self.context(Some(token)) == Some(kind))
    }

    /// Whether a capitalised word of this kind stands directly before.
    pub fn has_name_part_before(&self, hit: &Hit, kind: Context) -> bool {
        let touches = self.token(hit.start).is_some_and(|token| token.gap == Gap::Space);
        let before = self.before(hit.start).filter(|token| token.is_capitalised());
        touches && self.context(before) == Some(kind)
    }

    /// Whether a preposition in lower case stands before: `in`, `of`.
    pub fn has_preposition_before(&self, hit: &Hit) -> bool {
        self.before(hit.start).is_some_and(|token| token.is(WordClass::Preposition) && token.shape == Shape::Lower)
    }

    /// Whether a word of government stands beside: `Georgia's parliament`, `the ambassador to Jordan`.
    pub fn has_government_beside(&self, hit: &Hit) -> bool {
        let has_clitic = self.after(hit.end).is_some_and(|token| token.kind == TokenKind::Clitic);
        if self.context(self.after(hit.end + usize::from(has_clitic))) == Some(Context::Government) {
            return true;
        }
        let noun = hit.start.checked_sub(2).and_then(|index| self.token(index));
        self.has_preposition_before(hit) && self.context(noun) == Some(Context::Government)
    }

    /// Whether a verb of government follows: `Washington accuses`.
    pub fn has_government_verb_behind(&self, hit: &Hit) -> bool {
        self.context(self.after(hit.end)) == Some(Context::Verb)
    }

    /// Whether a government is said to have done something or not: `Washington has not said whether`, `Washington has long backed`. No other word leads to
    /// the name, and the article is about no game.
    pub fn has_government_perfect_behind(&self, hit: &Hit) -> bool {
        let is_perfect = self.after(hit.end).is_some_and(|token| words!["has", "had"].have(token));
        let adverb =
            self.after(hit.end + 1).filter(|token| words!["not", "never", "also", "already", "long", "repeatedly"].have(token));
        let verb = self.after(hit.end + 1 + usize::from(adverb.is_some()));
        let is_denied = adverb.is_some_and(|token| words!["not", "never"].have(token));
        let says = is_denied && verb.is_some_and(|token| words!["said", "commented", "confirmed", "responded"].have(token));
        let is_behind_other = self.before(hit.start).is_some_and(|token| token.is_word() && !token.is(WordClass::Conjunction));
        is_perfect && (says || self.context(verb) == Some(Context::Verb)) && !is_behind_other && !self.evidence.is_about_sport()
    }

    /// Whether a state is named a few words from this place: `juice from Florida and peaches from Georgia`.
    pub fn is_near_state(&self, index: usize) -> bool {
        let names_state = |hit: &Hit| hit.place.states != 0 && hit.place.countries.is_empty();
        let are_near = |left: &Hit, right: &Hit| {
            let between = self.document.tokens.get(left.end..right.end).unwrap_or_default();
            between.len() <= REACH_OF_STATE && between.iter().all(|token| token.gap != Gap::Paragraph && !token.is_mark('.'))
        };
        let hit = &self.hits[index];
        let after = self.hits.get(index + 1).is_some_and(|next| names_state(next) && are_near(hit, next));
        let before = index.checked_sub(1).map(|index| &self.hits[index]);
        after || before.is_some_and(|before| names_state(before) && are_near(before, hit))
    }

    /// Whether the name of a city is the subject of a verb of government, and no person of that name nor a team: `Athens has promised`.
    pub fn speaks_for_government(&self, hit: &Hit, surface: &Surface) -> bool {
        let personal = WordClass::Surname.bit() | if surface.has(Flag::Weak) { WordClass::FirstName.bit() } else { 0 };
        let is_person = self.token(hit.start).is_some_and(|token| token.is_any(personal));
        let is_behind_other = self.before(hit.start).is_some_and(|token| token.is_word() && !token.is(WordClass::Conjunction));
        let is_perfect = self.after(hit.end).is_some_and(|token| words!["has", "had"].have(token));
        let speaks = self.context(self.after(hit.end + usize::from(is_perfect))) == Some(Context::Verb);
        speaks && !is_person && !is_behind_other && !self.evidence.is_about_sport()
    }

    /// Whether a country stands next to it in a list: `Armenia and Georgia`.
    pub fn is_listed_with_country(&self, index: usize) -> bool {
        let hit = &self.hits[index];
        let after = self.hits.get(index + 1).is_some_and(|next| names_country(next) && self.are_listed(hit, next));
        let before = index.checked_sub(1).map(|index| &self.hits[index]);
        after || before.is_some_and(|before| names_country(before) && self.are_listed(before, hit))
    }

    /// Whether nothing but a comma or conjunction stands between the two.
    pub fn are_listed(&self, left: &Hit, right: &Hit) -> bool {
        let between = self.document.tokens.get(left.end..right.start).unwrap_or_default();
        (1..=2).contains(&between.len()) && between.iter().all(|token| token.is_mark(',') || token.is(WordClass::Conjunction))
    }

    /// The hit that stands behind this one and a comma or an opening bracket.
    pub fn hit_behind_mark(&self, index: usize) -> Option<&'a Hit<'a>> {
        let hit = &self.hits[index];
        let mark = self.after(hit.end).filter(|token| token.is_mark(',') || token.is_mark('('))?;
        let next = self.hits.get(index + 1).filter(|next| next.start == hit.end + 1)?;
        (mark.gap == Gap::None || mark.is_mark('(')).then_some(next).filter(|next| self.after(next.start).is_some())
    }

    /// The hit that stands before this one and a comma.
    pub fn hit_before_comma(&self, index: usize) -> Option<&'a Hit<'a>> {
        let hit = &self.hits[index];
        self.before(hit.start).filter(|token| token.is_mark(','))?;
        index.checked_sub(1).map(|index| &self.hits[index]).filter(|before| before.end + 1 == hit.start)
    }

    /// `WASHINGTON (AP) –`: the place at the head of a report, in capitals.
    pub fn is_dateline(&self, hit: &Hit) -> bool {
        let opens = self.token(hit.start).is_some_and(|token| token.gap >= Gap::Line && token.shape == Shape::Upper);
        opens && self.after(hit.end).is_some_and(|token| token.is_mark('(') || is_dash(token))
    }
}

/// Whether the name is a country's whatever stands around it, or nearly so.
fn names_country(hit: &Hit) -> bool {
    hit.may_be_country && hit.place.countries.first().is_some_and(|surface| !surface.has(Flag::Weak))
}

pub fn is_dash(token: &Token) -> bool {
    is_hyphen(token) || token.is_mark('—')
}

pub fn is_hyphen(token: &Token) -> bool {
    token.is_mark('-') || token.is_mark('‐') || token.is_mark('‑') || token.is_mark('–')
}
