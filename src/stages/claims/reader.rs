//! The tokens of one sentence as the claim rules read them. A look outside the sentence finds nothing.

use super::home::Home;
use super::memo::{Memo, Memos};
use crate::lang::en::{ChangeWord, ClaimWords, NumeralPart, Unit, WordClass};
use crate::lexicon::PhraseTable;
use crate::text::{Document, RuleWords, Shape, Span, Token, TokenRange, words};

/// The longest phrase of a table that is looked for backwards, in tokens.
const LONGEST_PHRASE: usize = 8;

/// How many tokens to either side tell what a sentence is about.
const NEIGHBOURHOOD: usize = 40;

/// The bits of words with which a quantity can begin.
const QUANTITY_WORDS: u64 = WordClass::NumberWord.bit() | WordClass::UnitName.bit();

/// Where among the tokens of a sentence the next quantity or rank can begin, from `place` on: most tokens and most sentences have none, and
/// are passed over by a test of bits.
pub fn next_quantity(tokens: &[Token], place: usize, words: &ClaimWords) -> Option<usize> {
    (place..tokens.len()).find(|&place| {
        let token = &tokens[place];
        token.is_number()
            || token.is_any(QUANTITY_WORDS)
            || token.is(WordClass::VagueQuantifier) && opens_vague_quantity(tokens, place, words)
    })
}

/// Quantifiers open quantities as whole phrases (`the last few`); an article does so before a numeral, a couple and a pair too.
fn opens_vague_quantity(tokens: &[Token], place: usize, words: &ClaimWords) -> bool {
    let opens = |next: &Token| next.is(WordClass::NumberWord) || words!["couple", "pair"].have(next);
    tokens.get(place + 1).is_some_and(opens) || words.vague_quantifiers.longest_at(tokens, place).is_some()
}

/// One sentence of a document.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    document: &'a Document<'a>,
    /// Those of the sentence.
    tokens: &'a [Token],
    /// The bits of all their lists.
    classes: u64,
    pub words: &'static ClaimWords,
    memos: &'a Memos,
    home: &'a Home<'a>,
    /// Index of the first token.
    pub first: usize,
    /// Where the first quantity or rank can begin.
    pub first_quantity: usize,
    /// The index after the last token.
    pub end: usize,
}

impl<'a> Reader<'a> {
    /// Reads the tokens `range` of `document`; `None` where no quantity can begin among them.
    pub fn new(
        document: &'a Document<'a>,
        words: &'static ClaimWords,
        (memos, home): (&'a Memos, &'a Home<'a>),
        range: TokenRange,
    ) -> Option<Reader<'a>> {
        let tokens = document.tokens.get(range.range()).unwrap_or_default();
        let first = range.start as usize;
        let first_quantity = first + next_quantity(tokens, 0, words)?;
        let classes = tokens.iter().fold(0, |classes, token| classes | token.classes);
        Some(Reader { document, tokens, classes, words, memos, home, first, first_quantity, end: first + tokens.len() })
    }

    #[inline]
    fn token(&self, at: usize) -> Option<&'a Token> {
        // What lies before the sentence is, counted from its start, far behind its end.
        self.tokens.get(at.wrapping_sub(self.first))
    }

    /// Where the next quantity or rank can begin, from `at` on.
    pub fn next_quantity(&self, at: usize) -> Option<usize> {
        next_quantity(self.tokens, at - self.first, self.words).map(|place| self.first + place)
    }

    /// The token as written, empty outside the sentence.
    pub fn text(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| self.document.slice(token.span))
    }

    /// Whether the token is this word, in any case.
    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| token.span.len() as usize == word.len())
            && self.bytes(at).eq_ignore_ascii_case(word.as_bytes())
    }

    /// The token as written. Rules compare with ASCII words, so no look for the borders of characters is needed.
    fn bytes(&self, at: usize) -> &'a [u8] {
        let span = self.token(at).map(|token| token.span.start as usize..token.span.end as usize);
        span.and_then(|span| self.document.text.as_bytes().get(span)).unwrap_or_default()
    }

    /// Whether the token is one of these words, in any case.
    #[inline]
    pub fn is_any(&self, at: usize, words: RuleWords) -> bool {
        self.token(at).is_some_and(|token| words.have(token))
    }

    /// Whether the token stands in a word list.
    pub fn in_list(&self, at: usize, class: WordClass) -> bool {
        self.token(at).is_some_and(|token| token.is(class))
    }

    /// Whether the token stands in one of the lists of a mask.
    pub fn in_any_list(&self, at: usize, mask: u64) -> bool {
        self.token(at).is_some_and(|token| token.is_any(mask))
    }

    /// Whether the sentence has a word of this list: most rules look for words that it has none of.
    pub fn has_some(&self, class: WordClass) -> bool {
        self.classes & class.bit() != 0
    }

    pub fn has(&self, at: usize) -> bool {
        self.token(at).is_some()
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_word)
    }

    /// Digits or a vulgar fraction.
    pub fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_number)
    }

    /// Digits, not a vulgar fraction.
    pub fn is_digits(&self, at: usize) -> bool {
        self.is_number(at) && self.bytes(at).first().is_some_and(u8::is_ascii_digit)
    }

    pub fn is_mark(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.mark().is_some())
    }

    /// Whether the token is one of these characters.
    pub fn is_one_of(&self, at: usize, marks: &str) -> bool {
        self.token(at).and_then(Token::mark).is_some_and(|mark| marks.chars().any(|one| one == mark))
    }

    /// Whether all letters of a word are capitals.
    pub fn is_in_capitals(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Upper)
    }

    pub fn is_capitalised(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_word() && token.is_capitalised())
    }

    /// Whether the token stands in the sentence and no white space before it.
    pub fn is_attached(&self, at: usize) -> bool {
        at > self.first && self.token(at).is_some_and(Token::is_attached)
    }

    /// The white space before the token, inside the sentence.
    fn gap(&self, at: usize) -> &'a str {
        let both = self.token(at.wrapping_sub(1)).zip(self.token(at));
        both.map_or("", |(before, token)| self.document.slice(Span::new(before.span.end, token.span.start)))
    }

    /// Whether one blank stands before the token, of the kind that parts the thousands of a figure too.
    pub fn is_behind_blank(&self, at: usize) -> bool {
        matches!(self.gap(at), " " | "\u{a0}" | "\u{2007}" | "\u{2009}" | "\u{202f}")
    }

    /// Whether the token opens a cell of a table: behind a tab, or behind more spaces than slip in between words by mistake.
    pub fn opens_cell(&self, at: usize) -> bool {
        let gap = self.gap(at);
        // Nearly all gaps are one space or none.
        if gap.len() <= 1 { gap == "\t" } else { gap.contains('\t') || gap.contains("   ") }
    }

    /// A hyphen or dash of whatever length.
    pub fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| matches!(token.mark(), Some('-' | '–' | '‑' | '‐' | '—' | '−')))
    }

    /// A hyphen between two things written together: `30-day`. The longest dash parts them also without spaces.
    pub fn is_tying_hyphen(&self, at: usize) -> bool {
        self.is_dash(at) && self.is_attached(at) && self.is_attached(at + 1) && !self.is_one_of(at, "—")
    }

    /// The tokens of the sentence within [`NEIGHBOURHOOD`] of `at`.
    pub fn around(&self, at: usize) -> std::ops::Range<usize> {
        at.saturating_sub(NEIGHBOURHOOD).max(self.first)..(at + NEIGHBOURHOOD).min(self.end)
    }

    /// `'s` or `’s`.
    pub fn is_possessive(&self, at: usize) -> bool {
        self.is_any(at, words!["'s"])
    }

    /// The answer to a question about the token at `at` that is kept in one of the memos. Outside the sentence nothing is kept: the
    /// token there is another sentence's.
    pub fn kept<T: Copy>(&self, memo: impl Fn(&Memos) -> &Memo<T>, at: usize, answer: impl FnOnce() -> T) -> T {
        if self.has(at) { memo(self.memos).of(at, answer) } else { answer() }
    }

    /// The currency that a bare name or sign means here which usually means `unit`.
    pub fn at_home(&self, unit: Unit) -> Unit {
        self.home.currency(self.words, unit, self.span(self.first, self.end))
    }

    /// Whether the symbol of a unit or currency can begin here.
    pub fn may_begin_symbol(&self, at: usize) -> bool {
        self.words.may_begin_symbol(self.text(at))
    }

    /// What the numeral list knows of the token.
    pub fn number_word(&self, at: usize) -> Option<(f64, NumeralPart)> {
        self.words.numbers.get(self.token(at)?).map(|word| (word.value, word.part))
    }

    /// Whether the word ends in one of these endings, in any case, and has letters before it.
    pub fn ends_in(&self, at: usize, endings: &[&str]) -> bool {
        let text = self.bytes(at);
        let ends =
            |ending: &&str| text.len() > ending.len() && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes());
        endings.iter().any(ends)
    }

    /// The longest phrase of `table` that begins at `at`: the token after it, and its value.
    pub fn phrase_at<T: Copy>(&self, table: &'static PhraseTable<T>, at: usize) -> Option<(usize, T)> {
        let (length, value) = table.longest_at(self.tokens, at.wrapping_sub(self.first))?;
        Some((at + length, *value))
    }

    /// The longest phrase of `table` that ends right before `end`: its first token, and its value. `class` marks first words.
    pub fn phrase_before<T: Copy>(&self, table: &'static PhraseTable<T>, class: WordClass, end: usize) -> Option<(usize, T)> {
        if !self.has_some(class) {
            return None;
        }
        let lowest = end.saturating_sub(LONGEST_PHRASE).max(self.first);
        let before = self.tokens.get(lowest - self.first..end.min(self.end).saturating_sub(self.first)).unwrap_or_default();
        let starts = before.iter().zip(lowest..).filter(|(token, _)| token.is(class));
        starts.into_iter().find_map(|(_, start)| {
            let mut phrases = table.all_at(self.tokens, start - self.first);
            phrases.find(|(length, _)| start + length == end).map(|(_, value)| (start, *value))
        })
    }

    /// The change word that begins at `at`.
    pub fn change_at(&self, at: usize) -> Option<ChangeWord> {
        self.phrase_at(&self.words.changes, at).map(|(_, word)| word)
    }

    /// The change word that ends right before `end`.
    pub fn change_before(&self, end: usize) -> Option<ChangeWord> {
        self.phrase_before(&self.words.changes, WordClass::ChangeWord, end).map(|(_, word)| word)
    }

    /// The bytes of the tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.document.span_of(TokenRange::new(from, to.max(from)))
    }

    /// The words of the tokens `from..to`.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.document.slice(self.span(from, to))
    }
}
