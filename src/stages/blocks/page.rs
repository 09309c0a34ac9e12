//! A page as a list of pieces: lines, or parts of a line, each with what can be seen of it and what has been made of it.

use std::collections::HashMap;

use crate::annotation::{Block, BlockKind};
use crate::lang::en::{Opens, WordClass};
use crate::text::{Document, Gap, Shape, Token, TokenRange};

/// The pieces of a page in text order.
pub(super) struct Page<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) pieces: Vec<Piece>,
}

/// A line or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) tokens: TokenRange,
    /// The white space before it; less than [`Gap::Line`] where it is not the first of its line.
    pub(super) gap: Gap,
    /// Number of words and figures.
    pub(super) words: usize,
    /// Number of words without a capital letter.
    pub(super) lower: usize,
    pub(super) ending: Ending,
    pub(super) marker: Marker,
    /// Of the words in lower case, without marks.
    pub(super) hash: u64,
    pub(super) verdict: Option<Verdict>,
    /// What it says of the lines around it.
    pub(super) opens: Opens,
}

/// How a piece ends, closing quotation marks and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A full stop, question or exclamation mark, or dots.
    Stop,
    /// A colon, comma or semicolon: something follows.
    Pause,
    Open,
}

/// What a line of a list begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    None,
    Bullet,
    Number,
}

/// What a piece was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) kind: BlockKind,
    pub(super) is_body: bool,
    pub(super) rule: &'static str,
}

impl Verdict {
    /// A kind with its usual place: paragraphs and list items are the article's own prose, nothing else is.
    pub(super) fn new(kind: BlockKind, rule: &'static str) -> Verdict {
        Verdict { kind, is_body: matches!(kind, BlockKind::Paragraph | BlockKind::ListItem), rule }
    }
}

impl Piece {
    /// Looks at the tokens of a piece.
    pub(super) fn new(document: &Document, tokens: TokenRange) -> Piece {
        let slice = &document.tokens[tokens.range()];
        let (mut words, mut lower) = (0, 0);
        for token in slice {
            words += usize::from(token.is_word() || token.is_number());
            lower += usize::from(token.is_word() && !token.is_capitalised());
        }
        Piece {
            tokens,
            gap: slice.first().map_or(Gap::None, |token| token.gap),
            words,
            lower,
            ending: ending_of(document, slice),
            marker: marker_of(slice),
            hash: hash_of(slice),
            verdict: None,
            opens: Opens::Nothing,
        }
    }

    /// Whether it reads like a sentence and not like a title: it ends as one, and most of its words are written small.
    pub(super) fn is_prose(&self) -> bool {
        self.ending != Ending::Open && self.words >= 6 && self.lower * 2 >= self.words
    }

    /// Whether its words are written in capitals, but for figures and one name in eight that has its own spelling.
    pub(super) fn is_in_capitals(&self, document: &Document) -> bool {
        let (mut upper, mut mixed, mut figures) = (0, 0, 0);
        for token in &document.tokens[self.tokens.range()] {
            upper += usize::from(token.is_word() && (token.shape == Shape::Upper || token.span.len() == 1));
            mixed += usize::from(token.shape == Shape::Mixed && token.span.len() > 1);
            figures += usize::from(token.is_number());
        }
        self.lower == 0 && upper + mixed + figures == self.words && mixed * 8 <= upper && figures * 4 <= self.words
    }

    pub(super) fn begins_line(&self) -> bool {
        self.gap >= Gap::Line
    }

    pub(super) fn is(&self, kind: BlockKind) -> bool {
        self.verdict.is_some_and(|verdict| verdict.kind == kind)
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document<'a>, pieces: Vec<Piece>) -> Page<'a> {
        Page { document, pieces }
    }

    /// The tokens of a piece.
    pub(super) fn tokens(&self, index: usize) -> &'a [Token] {
        self.pieces.get(index).map_or(&[], |piece| &self.document.tokens[piece.tokens.range()])
    }

    /// Settles a piece, unless an earlier pass has.
    pub(super) fn settle(&mut self, index: usize, kind: BlockKind, rule: &'static str) {
        if let Some(piece) = self.pieces.get_mut(index).filter(|piece| piece.verdict.is_none()) {
            piece.verdict = Some(Verdict::new(kind, rule));
        }
    }

    /// Settles a piece, whatever an earlier pass made of it.
    pub(super) fn overrule(&mut self, index: usize, kind: BlockKind, rule: &'static str) {
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.verdict = Some(Verdict::new(kind, rule));
        }
    }

    /// Whether no pass has settled the piece.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.pieces.get(index).is_some_and(|piece| piece.verdict.is_none())
    }

    /// The blocks: one a piece, those without a verdict as paragraphs.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        let mut first_with: HashMap<u64, u32> = HashMap::with_capacity(self.pieces.len());
        let block = |(index, piece): (usize, &Piece)| {
            let verdict = piece.verdict.unwrap_or(Verdict::new(BlockKind::Paragraph, "paragraph"));
            let first = *first_with.entry(piece.hash).or_insert(index as u32);
            Block {
                kind: verdict.kind,
                is_body: verdict.is_body,
                duplicate_of: (first < index as u32 && piece.words > 0).then_some(first),
                span: self.document.span_of(piece.tokens),
                tokens: piece.tokens,
                rule: verdict.rule,
            }
        };
        self.pieces.iter().enumerate().map(block).collect()
    }
}

/// How tokens end.
pub(super) fn ending_of(document: &Document, tokens: &[Token]) -> Ending {
    let is_closing = |token: &&Token| token.is_quotation_mark() || token.mark().is_some_and(is_behind_end);
    let Some(last) = tokens.iter().rev().find(|token| !is_closing(token)) else { return Ending::Open };
    match (last.kind, last.mark()) {
        (crate::text::TokenKind::Dots, _) | (_, Some('.' | '!' | '?')) => Ending::Stop,
        (_, Some(':' | ',' | ';')) => Ending::Pause,
        _ if last.is_word() && document.slice(last.span).ends_with('.') => Ending::Stop,
        _ => Ending::Open,
    }
}

/// Whether a mark may stand behind the end of a sentence: a bracket, a note's star, a face or another picture.
fn is_behind_end(mark: char) -> bool {
    matches!(mark, ')' | ']' | '*' | '~' | '\u{200b}'..='\u{200d}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn marker_of(tokens: &[Token]) -> Marker {
    let [first, second, ..] = tokens else { return Marker::None };
    match first.mark() {
        Some('•' | '·' | '▪' | '◦' | '●' | '■' | '►' | '▸' | '‣' | '–' | '—' | '-' | '*' | '+') if second.gap == Gap::Space => {
            Marker::Bullet
        }
        None if first.is_number() && matches!(second.mark(), Some('.' | ')')) && second.gap == Gap::None => Marker::Number,
        _ => Marker::None,
    }
}

/// Over the words: the same for two pieces of a page that differ in case, marks and spacing only.
pub(super) fn hash_of(tokens: &[Token]) -> u64 {
    let words = tokens.iter().filter(|token| token.is_word() || token.is_number());
    words.fold(0, |hash, token| (hash ^ token.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
}

/// Whether a token may stand in a name or title: a word with a capital letter, a small particle, a figure or a mark.
pub(super) fn is_name_part(token: &Token) -> bool {
    !token.is_word() || token.is_capitalised() || token.is(WordClass::NameParticle)
}
