//! What the rules ask of the tokens of one block.

use crate::annotation::{Gender, Name, NameKind};
use crate::lang::en::{FirstName, People, RoleKind, RoleNoun, Title, WordClass, english};
use crate::text::{Document, Gap, Shape, Token, TokenRange};

/// Words of grammar: never part of a name, however they are written. Modal verbs can be: `Will`, `May`.
const FUNCTION_WORDS: u64 = WordClass::FUNCTION_WORDS & !WordClass::Modal.bit();

/// Words with a capital letter that end a person's name.
const NO_NAME_WORDS: u64 = FUNCTION_WORDS
    | WordClass::Month.bit()
    | WordClass::Weekday.bit()
    | WordClass::Title.bit()
    | WordClass::Role.bit()
    | WordClass::OrganisationHead.bit();

/// No name has more tokens.
const LONGEST_NAME: usize = 16;

/// `CBE, KC, MP` are three.
const MOST_POST_NOMINALS: usize = 4;

/// `Anne-Marie-Louise` has two.
const MOST_HYPHENS: usize = 4;

/// How a block is written, which says what a capital letter is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Prose,
    /// A headline Like This One.
    TitleCase,
    /// A HEADLINE LIKE THIS ONE.
    Capitals,
}

/// The tokens of one block.
pub struct Reader<'a> {
    pub document: &'a Document<'a>,
    pub tokens: &'a [Token],
    pub start: usize,
    pub end: usize,
    pub people: &'static People,
    style: Style,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document<'a>, range: TokenRange) -> Reader<'a> {
        let (start, end) = (range.start as usize, range.end as usize);
        // Rules look behind a token, never past the block: the slice ends with it.
        let tokens = &document.tokens[..end];
        Reader { document, tokens, start, end, people: &english().people, style: style_of(&tokens[start..]) }
    }

    /// Whether capital letters tell names from other words here.
    pub fn is_prose(&self) -> bool {
        self.style == Style::Prose
    }

    pub fn is_capitals(&self) -> bool {
        self.style == Style::Capitals
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.get(at).is_some_and(|token| token.is(class))
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.is_mark(mark))
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.document.token_text(at)
    }

    /// A word with a capital letter that is no word of grammar.
    pub fn is_capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.is_word() && token.is_capitalised()) && !self.is_function_word(at)
    }

    /// A word of grammar. `US`, `WHO` and `IT` in capitals are none.
    pub fn is_function_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.is_any(FUNCTION_WORDS) && (token.shape != Shape::Upper || self.is_capitals()))
    }

    /// A word that can be part of a person's name.
    pub fn is_name_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| {
            token.is_word()
                && (!token.is_any(NO_NAME_WORDS) || self.is_first_name_jan(at))
                && !self.is_post_nominal(at)
                && match token.shape {
                    Shape::Capitalised => true,
                    Shape::Mixed => !self.text(at).starts_with(char::is_lowercase),
                    Shape::Upper => self.text(at).ends_with('.') || self.text(at).len() == 2 && !token.is(WordClass::Institution),
                    _ => false,
                }
        })
    }

    /// `KC`, `PhD` behind a name.
    fn is_post_nominal(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.is(WordClass::PostNominal) && matches!(token.shape, Shape::Upper | Shape::Mixed))
    }

    /// `Jan Lindqvist`: the short form of the month has a stop or a number behind it, the first name a surname.
    fn is_first_name_jan(&self, at: usize) -> bool {
        let is_surname = |next: &Token| next.is_word() && next.shape == Shape::Capitalised && !next.is_any(NO_NAME_WORDS);
        self.text(at) == "Jan" && self.is_spaced(at + 1) && self.get(at + 1).is_some_and(is_surname)
    }

    /// Whether the token stands one blank behind the one before it.
    pub fn is_spaced(&self, at: usize) -> bool {
        at > self.start && self.get(at).is_some_and(|token| token.gap == Gap::Space)
    }

    pub fn first_name(&self, at: usize) -> Option<FirstName> {
        self.get(at).and_then(|token| self.people.first_names.get(token)).copied()
    }

    pub fn title(&self, at: usize) -> Option<Title> {
        // `Det Con Quist`: alone the second word is none.
        let is_second_half = at > self.start && matches!(self.text(at), "Con" | "Ch") && self.text(at - 1) == "Det";
        let at = if is_second_half { at - 1 } else { at };
        self.get(at).filter(|token| token.is_capitalised()).and_then(|token| self.people.titles.get(token)).copied()
    }

    pub fn role(&self, at: usize) -> Option<RoleNoun> {
        self.get(at).and_then(|token| self.people.roles.get(token)).copied()
    }

    /// A noun for one person.
    pub fn is_personal_role(&self, at: usize) -> bool {
        self.role(at).is_some_and(|role| !role.is_plural && !matches!(role.kind, RoleKind::Organisation | RoleKind::Group))
    }

    /// Whether a capital letter here may be there only because a sentence begins.
    pub fn opens_sentence(&self, at: usize) -> bool {
        if at == self.start {
            return true;
        }
        let before = &self.tokens[at - 1];
        match before.mark() {
            Some('.') => !self.is(at.saturating_sub(2), WordClass::Title) && self.text(at.saturating_sub(2)).chars().count() > 1,
            Some('!' | '?' | ':' | '•' | '(' | '–' | '—') => true,
            _ => before.is_quotation_mark(),
        }
    }

    /// The token behind the name that begins at `start`: at most so many capitalised words, and initials,
    /// double names, particles between them.
    pub fn name_end(&self, start: usize, most_words: usize) -> usize {
        let (mut at, mut words) = (start, 0);
        while words < most_words {
            let next = self.after_particles(at, start);
            let may_follow = || next > start && (self.is_initial(next) || self.get(next).is_some() && self.text(next) == "May");
            if at > start + LONGEST_NAME
                || !(self.is_name_word(next) || may_follow())
                || (next > start && !self.tokens[next].is_attached() && !self.is_spaced(next))
            {
                break;
            }
            at = self.after_stop(self.after_hyphens(next + 1), next);
            words += usize::from(self.tokens[next].span.len() > 1);
        }
        self.after_generation(at, start)
    }

    /// `William A. Quist`: a letter that is a word of grammar elsewhere, with its stop and a name behind it.
    fn is_initial(&self, at: usize) -> bool {
        let is_letter = self.get(at).is_some_and(|token| token.span.len() == 1 && token.is_capitalised());
        let has_stop = self.is_mark(at + 1, '.') && self.tokens[at + 1].is_attached();
        is_letter && has_stop && self.is_spaced(at + 2) && self.is_name_word(at + 2)
    }

    /// Passes over `van der` and `al-` where a capitalised word follows.
    fn after_particles(&self, at: usize, start: usize) -> usize {
        let mut next = at;
        while next > start
            && next < at + 2
            && self.is_spaced(next)
            && self.is(next, WordClass::NameParticle)
            && self.tokens[next].shape == Shape::Lower
        {
            next += 1;
        }
        if next > at && self.is_mark(next, '-') && self.tokens[next].is_attached() {
            next += 1;
        }
        if self.is_name_word(next) { next } else { at }
    }

    /// Passes over `-Cortez`.
    fn after_hyphens(&self, at: usize) -> usize {
        let (mut at, most) = (at, at + 2 * MOST_HYPHENS);
        while at < most
            && self.is_mark(at, '-')
            && self.tokens[at].is_attached()
            && self.get(at + 1).is_some_and(|next| next.is_attached() && next.is_word())
        {
            at += 2;
        }
        at
    }

    /// Passes over the stop of an initial or a shortened word: `J.`, `St.`
    fn after_stop(&self, at: usize, word: usize) -> usize {
        let short = self.text(word).chars().count() == 1 || matches!(self.text(word), "St" | "Jr" | "Sr" | "Wm" | "Geo");
        if short && self.is_mark(at, '.') && self.tokens[at].is_attached() { at + 1 } else { at }
    }

    /// Passes over `, Jr.` and `III`.
    pub fn after_generation(&self, at: usize, start: usize) -> usize {
        let word = if self.is_mark(at, ',') { at + 1 } else { at };
        if at == start || !self.is_generation(word) || !self.is_spaced(word) {
            return at;
        }
        self.after_stop(word + 1, word)
    }

    /// `Jr` and `III` behind a name.
    pub fn is_generation(&self, at: usize) -> bool {
        matches!(self.text(at), "Jr" | "Sr" | "II" | "III" | "IV")
    }

    /// Passes over `KC`, `, MD` and `OBE, PhD`.
    pub fn after_post_nominals(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..MOST_POST_NOMINALS {
            let letters = if self.is_mark(end, ',') { end + 1 } else { end };
            if !self.is_post_nominal(letters) || !self.is_spaced(letters) {
                break;
            }
            end = letters + 1;
        }
        end
    }

    /// Whether exactly these words are the name of a country, its capital or its people.
    pub fn is_country(&self, start: usize, end: usize) -> bool {
        let place =
            if self.is(start, WordClass::PlaceName) { english().places.phrases.longest_at(self.tokens, start) } else { None };
        place.is_some_and(|(length, place)| start + length == end && !place.countries.is_empty())
    }

    /// Number of words, without marks and particles.
    pub fn words_in(&self, start: usize, end: usize) -> usize {
        self.tokens[start..end].iter().filter(|token| token.is_word() && token.is_capitalised()).count()
    }

    /// A name over the tokens `start..end` whose own part is `bare`.
    pub fn make(&self, kind: NameKind, tokens: (usize, usize), bare: (usize, usize), gender: Gender, rule: &'static str) -> Name {
        let range = TokenRange::new(tokens.0, tokens.1);
        Name { kind, span: self.document.span_of(range), tokens: range, bare: TokenRange::new(bare.0, bare.1), gender, rule }
    }
}

fn style_of(tokens: &[Token]) -> Style {
    let (mut lower, mut capitalised, mut upper) = (0, 0, 0);
    for token in tokens.iter().filter(|token| token.is_word() && token.span.len() > 3) {
        match token.shape {
            Shape::Lower => lower += 1,
            Shape::Upper => upper += 1,
            _ => capitalised += 1,
        }
    }
    if upper > 2 && upper > 2 * (lower + capitalised) {
        Style::Capitals
    } else if capitalised > 3 && capitalised > 3 * lower {
        Style::TitleCase
    } else {
        Style::Prose
    }
}
