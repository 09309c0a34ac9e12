//! A token: its span, what it looks like, and the word lists it is in.

use super::{Span, WordKey};

/// A word list, as the number of its bit in [`Token::classes`]. Languages give names to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class(pub u8);

impl Class {
    /// The bit of this class.
    pub const fn bit(self) -> u64 {
        1 << self.0
    }
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters with inner apostrophes (`don't`, `O'Brien`), or letters with inner stops and the last one (`U.S.`, `a.m.`), or
    /// the domain of a site (`Harbournews.com`).
    Word,
    /// What is written on to a word: `'s`, `'re`, `'ve`, `'ll`, `'d`, `'m` with either apostrophe.
    Clitic,
    /// Digits with inner `,` and `.` (`1,234.5`), or one vulgar fraction (`½`).
    Number,
    /// Two stops or more, or `…`.
    Dots,
    /// Any other single character.
    Mark,
}

/// The case of a word's letters. Tokens of other kinds are [`Shape::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `troops`
    Lower,
    /// `Ukraine`; also a single capital letter that is a word of its own (`I`, `A`, an initial).
    Capitalised,
    /// `NATO`, `U.S.`: at least two letters, all of them capitals.
    Upper,
    /// `McDonald`, `iPhone`
    Mixed,
    Other,
}

/// The white space before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// None: the token touches the one before it.
    None,
    /// Blanks or tabs.
    Space,
    /// One line break.
    Line,
    /// At least one empty line; also the gap before the first token.
    Paragraph,
}

/// One token. 32 bytes, and no pointer: what a rule asks of it are bits and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    /// One bit for each word list that holds the word in lower case.
    pub classes: u64,
    /// The same for all spellings of a word, see [`super::word_hash`].
    pub hash: u64,
    /// Words and clitics: the word's number in the vocabulary, 0 where it is in none. Marks: the character.
    /// Others: 0.
    pub key: u32,
    pub kind: TokenKind,
    pub shape: Shape,
    pub gap: Gap,
}

impl Token {
    /// Whether the word is in this list. Lists hold lower-case words; the shape tells how it is written here.
    pub fn is(&self, class: impl Into<Class>) -> bool {
        self.classes & class.into().bit() != 0
    }

    /// Whether the word is in one of the lists of `mask`.
    pub fn is_any(&self, mask: u64) -> bool {
        self.classes & mask != 0
    }

    /// Whether this is the single character `mark`.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark && self.key == mark as u32
    }

    /// The character of a mark.
    pub fn mark(&self) -> Option<char> {
        if self.kind == TokenKind::Mark { char::from_u32(self.key) } else { None }
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether a word begins with a capital letter, in whatever way it goes on.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed)
    }

    /// Whether nothing but a word ending parts it from the token before: `'s`, or the second half of `1.2m`.
    pub fn is_attached(&self) -> bool {
        self.gap == Gap::None
    }

    /// Whether this is one of the marks that open or close a quotation, of whatever style. A straight or closing single
    /// quote may as well be an apostrophe.
    pub fn is_quotation_mark(&self) -> bool {
        matches!(self.mark(), Some('"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '\'' | '`'))
    }
}

/// What a vocabulary knows of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordEntry {
    /// Number of the word, from 1; 0: not in the vocabulary.
    pub word: u32,
    pub classes: u64,
}

/// Looks words up for the tokenizer, once per token.
pub trait Vocabulary {
    /// The entry of a word given as written, in any case.
    fn look_up(&self, word: &str) -> WordEntry;

    /// The entry of a word of ASCII letters, fewer than [`WordKey::LENGTH`], by its key: most words of a text.
    fn look_up_short(&self, key: WordKey) -> WordEntry;
}
