//! What stands behind a possible end of a sentence.

use super::list_items;
use super::splitter::{Context, count_look};
use crate::lang::en::{Abbreviation, StartHabit, WordClass};
use crate::text::{Gap, Shape, Token, TokenKind};

/// Words of grammar, which have a capital only where a sentence begins.
pub(super) const GRAMMAR: u64 = WordClass::Determiner.bit()
    | WordClass::Pronoun.bit()
    | WordClass::Preposition.bit()
    | WordClass::Conjunction.bit()
    | WordClass::Auxiliary.bit();

/// Other words that no name goes on with, unless the name is longer (`U.S. First Army`).
const SELDOM_IN_NAMES: u64 =
    WordClass::SentenceOpener.bit() | WordClass::Adverb.bit() | WordClass::Modal.bit() | WordClass::NumberWord.bit();

/// How many opening marks may stand before the word that tells.
const MOST_OPENING_MARKS: usize = 3;

/// How many tokens a credit at the end of a block may have.
const LONGEST_CREDIT: usize = 8;

/// The first thing behind the marks that says whether a new sentence begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Lower,
    Capital,
    Number,
    /// A stop, comma, closing bracket: goes on with what was before.
    Punctuation,
    /// A currency sign, an emoji, the marker of a list item (`b)`).
    Other,
}

pub(super) struct Following {
    pub next: Next,
    /// Index of the word, number or mark.
    pub index: usize,
    /// Whether a quotation mark or bracket opens before it.
    pub opens: bool,
    /// Whether a dash stands before it.
    pub dash: bool,
    /// The habit of the word; [`StartHabit::Unknown`] for what is no word.
    pub habit: StartHabit,
}

impl Following {
    pub(super) fn at(context: &Context, start: usize) -> Following {
        let mut following = Following { next: Next::Other, index: start, opens: false, dash: false, habit: StartHabit::Unknown };
        for index in start..(start + MOST_OPENING_MARKS).min(context.tokens.len()) {
            count_look();
            following.index = index;
            match context.tokens[index].mark() {
                Some('"' | '“' | '„' | '‘' | '\'' | '«' | '`' | '(' | '[' | '¿' | '¡' | '*' | '#' | '@') => {
                    following.opens = true
                }
                Some('’') => {}
                Some('-' | '–' | '—') => following.dash = true,
                _ => break,
            }
        }
        following.look(context);
        following
    }

    fn look(&mut self, context: &Context) {
        let Some(token) = context.tokens.get(self.index) else { return };
        self.next = next_of(token);
        if self.next == Next::Lower && list_items::is_marker(context, self.index) {
            self.next = Next::Other;
        }
        if self.next == Next::Capital {
            self.habit = start_habit(context, token);
        }
    }

    /// Whether a name behind a dash ends the block: `— Ada Lopez, Reuters`, which belongs to the words before it.
    pub(super) fn is_credit(&self, context: &Context) -> bool {
        let rest = context.tokens.get(self.index..).unwrap_or_default();
        let is_of_credit = |token: &Token| token.is_capitalised() || matches!(token.mark(), Some(',' | '/' | '.' | '-' | '&'));
        self.dash && self.next == Next::Capital && rest.len() <= LONGEST_CREDIT && rest.iter().all(is_of_credit)
    }

    /// Whether the next word begins an address of the web.
    pub(super) fn is_web_address(&self, context: &Context) -> bool {
        let is_start = |text: &str| matches!(text, "http" | "https" | "www");
        self.next == Next::Lower && is_start(context.document.token_text(self.index))
    }

    /// Whether the capital letter of the next word is likely its sentence's.
    pub(super) fn begins_likely(&self) -> bool {
        self.habit >= StartHabit::Likely
    }

    /// Whether it is so even behind a name that often goes on: `the U.S. The army` but `the U.S. Army`, `the U.S. Food Agency`.
    pub(super) fn begins_no_name(&self, context: &Context) -> bool {
        let is_seldom_in_names = |word: &Token| word.is_any(SELDOM_IN_NAMES) && !self.name_goes_on(context);
        let next = context.tokens.get(self.index);
        self.begins_surely() && next.is_some_and(|word| word.is_any(GRAMMAR) || is_seldom_in_names(word))
    }

    /// Whether a capital or a clitic is right behind the word.
    pub(super) fn name_goes_on(&self, context: &Context) -> bool {
        let behind = context.tokens.get(self.index + 1);
        behind.is_some_and(|token| token.is_capitalised() || token.kind == TokenKind::Clitic)
    }

    /// Whether it is so all but surely.
    pub(super) fn begins_surely(&self) -> bool {
        self.habit == StartHabit::Sure
    }
}

fn next_of(token: &Token) -> Next {
    match (token.kind, token.shape) {
        (TokenKind::Word, Shape::Lower) => Next::Lower,
        // `iPhone`, `eBay`: a word that keeps its small letter at the start; scripts without case are as good as capitals.
        (TokenKind::Word, _) => Next::Capital,
        (TokenKind::Number, _) => Next::Number,
        (TokenKind::Clitic, _) => Next::Punctuation,
        (TokenKind::Dots, _) => Next::Other,
        (TokenKind::Mark, _) => match token.mark() {
            Some(',' | ';' | ':' | '.' | '!' | '?' | ')' | ']' | '}' | '/' | '%' | '”' | '»') => Next::Punctuation,
            _ => Next::Other,
        },
    }
}

/// The habit of a capitalised word. All-capital words are acronyms (`US`, `WHO`), which have no habit of ordinary words.
pub(super) fn start_habit(context: &Context, token: &Token) -> StartHabit {
    if token.shape == Shape::Upper {
        return StartHabit::Unknown;
    }
    if token.is_any(GRAMMAR) {
        return StartHabit::Sure;
    }
    if context.english.stops.abbreviations.get(token) == Some(&Abbreviation::Title) {
        return StartHabit::Likely;
    }
    context.english.stops.start_habits.get(token).copied().unwrap_or(StartHabit::Unknown)
}

/// The token before `position`, if it is in the current sentence and nothing parts the two.
pub(super) fn joined_before<'a>(context: &Context<'a>, position: usize) -> Option<&'a Token> {
    let is_joined = position > context.sentence_start && context.tokens[position].gap == Gap::None;
    is_joined.then(|| &context.tokens[position - 1])
}
