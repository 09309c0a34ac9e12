//! The frame of a sentence: its words with every quoted string and every bracketed aside folded into one item.
//!
//! What reports a quotation stands around it, so rules read the frame and step over a string of any length at once. Frames are
//! bounded in length, which keeps every look to the left or right bounded.

use std::cell::OnceCell;

use super::marks::QuotedString;
use super::outlook::Outlook;
use super::tags::tag_of;
use super::units::{Quoted, Unit};
use super::verb_or_noun::mend_tags;
use crate::lang::en::{VerbForm, WordClass, english};
use crate::text::{Document, RuleWords, Shape, Token, TokenKind, TokenRange};

/// A frame has no more items than this; what follows begins another frame.
pub const MOST_ITEMS: usize = 240;

/// Brackets hold no more tokens than this; a longer aside is read as part of the sentence.
const LONGEST_ASIDE: usize = 24;

/// What an item does in the sentence, as far as lists, shape and neighbours tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A quoted string.
    Quoted,
    /// What stands in brackets, with them.
    Aside,
    Determiner,
    /// `he`, `they`, `I`: what can be a subject alone.
    Pronoun,
    /// `who`, `which`.
    Relative,
    /// `that`, whatever it does.
    That,
    /// `why`, `whether`, `how`.
    Question,
    Preposition,
    To,
    /// `and`, `or`, `but`.
    Coordinator,
    /// `because`, `while`.
    Subordinator,
    /// A form of be, have or do, or a modal verb.
    Auxiliary,
    Negation,
    Adverb,
    /// A verb, in any form.
    Verb,
    /// A capitalised word.
    Name,
    /// Any other word: nouns, adjectives, and what no list tells to be something else.
    Noun,
    Number,
    Possessive,
    Comma,
    Colon,
    Semicolon,
    Dash,
    /// A hyphen between words.
    Hyphen,
    /// A full stop, a question or exclamation mark.
    Stop,
    Other,
}

/// A token, a quoted string or an aside.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub tag: Tag,
    pub tokens: TokenRange,
    /// For a quoted string: its index.
    pub string: u32,
}

/// The items of a sentence, or of several that a quoted string holds together.
pub struct Frame<'a> {
    pub document: &'a Document<'a>,
    pub strings: &'a [QuotedString],
    pub items: Vec<Item>,
    pub unit: Unit,
    /// Most of its words are capitalised, as in a headline.
    pub is_title: bool,
    pub outlook: OnceCell<Outlook>,
}

impl<'a> Frame<'a> {
    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The tag at `at`; [`Tag::Stop`] past either end.
    pub fn tag(&self, at: usize) -> Tag {
        self.items.get(at).map_or(Tag::Stop, |item| item.tag)
    }

    /// The tag before `at`; [`Tag::Stop`] at the start.
    pub fn tag_before(&self, at: usize) -> Tag {
        at.checked_sub(1).map_or(Tag::Stop, |before| self.tag(before))
    }

    /// The token of an item that is one token.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        let item = self.items.get(at)?;
        if matches!(item.tag, Tag::Quoted | Tag::Aside) { None } else { self.document.tokens.get(item.tokens.start as usize) }
    }

    /// Whether the item is a word of this list.
    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.token(at).is_some_and(|token| token.is(class))
    }

    /// The words of an item.
    pub fn text(&self, at: usize) -> &'a str {
        match self.items.get(at) {
            Some(item) if item.tokens.len() == 1 => self.document.token_text(item.tokens.start as usize),
            Some(item) => self.document.slice(self.document.span_of(item.tokens)),
            None => "",
        }
    }

    /// Whether the item is one of these words, in any case.
    pub fn is_any_of(&self, at: usize, words: RuleWords) -> bool {
        self.token(at).is_some_and(|token| words.have(token))
    }

    /// Whether the item is one of these words in lower case.
    pub fn is_one_of(&self, at: usize, words: RuleWords) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Lower && words.have(token))
    }

    /// The reporting verb that an item is a form of, whether or not it is used as one.
    pub fn verb(&self, at: usize) -> Option<&'static VerbForm> {
        let token = self.token(at)?;
        if token.is(WordClass::ReportingVerb) { english().reporting.verbs.get(token) } else { None }
    }

    /// Number of words and figures in an item.
    pub fn words_in(&self, at: usize) -> usize {
        let tokens = self.items.get(at).map_or(TokenRange::default(), |item| item.tokens);
        self.document.tokens[tokens.range()].iter().filter(|token| token.is_word() || token.is_number()).count()
    }

    /// Whether some of these tokens stand between quotation marks.
    pub fn has_string_in(&self, tokens: TokenRange) -> bool {
        let next = self.strings.partition_point(|string| string.tokens.end <= tokens.start);
        self.strings.get(next).is_some_and(|string| string.tokens.start < tokens.end)
    }

    /// The tokens of some items.
    pub fn tokens_of(&self, start: usize, end: usize) -> TokenRange {
        match (self.items.get(start), end.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) if start < end => TokenRange { start: first.tokens.start, end: last.tokens.end },
            _ => TokenRange::default(),
        }
    }
}

/// Cuts a run of tokens into frames and shows them one after another. `items` is room that all frames of an article use in turn.
pub fn each_frame<'a>(
    document: &'a Document<'a>,
    quoted: &'a Quoted,
    unit: Unit,
    items: &mut Vec<Item>,
    mut show: impl FnMut(&Frame<'a>),
) {
    let (mut at, end) = (unit.tokens.start as usize, unit.tokens.end as usize);
    while at < end {
        let item = item_at(document, quoted, at, end, at == unit.tokens.start as usize);
        at = item.tokens.end as usize;
        items.push(item);
        if items.len() == MOST_ITEMS || at >= end {
            let mut frame = Frame {
                document,
                strings: &quoted.strings,
                items: std::mem::take(items),
                unit,
                is_title: false,
                outlook: OnceCell::new(),
            };
            frame.is_title = is_title(&frame);
            mend_tags(&mut frame);
            show(&frame);
            *items = frame.items;
            items.clear();
        }
    }
}

fn item_at(document: &Document, quoted: &Quoted, at: usize, end: usize, is_first: bool) -> Item {
    let string = quoted.string_of.get(at).copied().unwrap_or(0);
    if let Some(of) = (string as usize).checked_sub(1).and_then(|index| quoted.strings.get(index)) {
        let tokens = TokenRange::new(at, (of.tokens.end as usize).clamp(at + 1, end.max(at + 1)));
        return Item { tag: Tag::Quoted, tokens, string: string - 1 };
    }
    let token = &document.tokens[at];
    let item = |tag, length| Item { tag, tokens: TokenRange::new(at, at + length), string: 0 };
    match token.kind {
        // `A.` and `I.` are initials there.
        TokenKind::Word if has_point(document, at, end) && token.span.len() == 1 => item(Tag::Name, 2),
        TokenKind::Word if has_point(document, at, end) => item(tag_of(document, at), 2),
        TokenKind::Mark => match aside_end(document, quoted, at, end, is_first) {
            Some(aside) => item(Tag::Aside, aside - at),
            None if is_double_hyphen(document, at, end) => item(Tag::Dash, 2),
            None => item(tag_of(document, at), 1),
        },
        _ => item(tag_of(document, at), 1),
    }
}

/// The token behind the bracket that closes the one at `at`.
fn aside_end(document: &Document, quoted: &Quoted, at: usize, end: usize, is_first: bool) -> Option<usize> {
    let close = match document.tokens[at].mark()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let is_quoted = |i: usize| quoted.string_of.get(i).is_some_and(|&string| string != 0);
    let last = end.min(at + LONGEST_ASIDE);
    let closing = (at + 1..last).find(|&i| document.tokens[i].is_mark(close) || is_quoted(i))?;
    // A sentence in brackets is no aside of another.
    let is_whole = is_first && (closing + 1..end).all(|i| document.tokens[i].mark().is_some());
    (document.tokens[closing].is_mark(close) && !is_whole).then_some(closing + 1)
}

/// `--`
fn is_double_hyphen(document: &Document, at: usize, end: usize) -> bool {
    document.tokens[at].is_mark('-')
        && at + 1 < end
        && document.tokens[at + 1].is_mark('-')
        && document.tokens[at + 1].is_attached()
}

/// Whether the stop behind a word belongs to it: `Sen.`, `J.`
fn has_point(document: &Document, at: usize, end: usize) -> bool {
    let token = &document.tokens[at];
    token.is_capitalised()
        && at + 2 < end
        && document.tokens[at + 1].is_mark('.')
        && document.tokens[at + 1].is_attached()
        && (token.is(WordClass::Title) || token.is(WordClass::Abbreviation) || token.span.len() == 1)
}

/// Whether at least three of four words of some length are capitalised.
fn is_title(frame: &Frame) -> bool {
    let words = frame.items.iter().filter(|item| matches!(item.tag, Tag::Name | Tag::Noun | Tag::Verb | Tag::Adverb));
    let (mut capitalised, mut all) = (0, 0);
    for item in words {
        all += 1;
        capitalised += usize::from(frame.document.tokens[item.tokens.start as usize].is_capitalised());
    }
    all > 3 && capitalised * 4 >= all * 3
}
