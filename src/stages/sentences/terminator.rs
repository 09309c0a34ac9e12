//! The marks that may end a sentence, and those that close with it.

use super::splitter::{Context, count_look};
use crate::text::{Gap, Token, TokenKind};

/// How many tokens a run of marks behind a terminator may have. Longer runs are cut there and read on from the cut.
const LONGEST_RUN: usize = 64;

/// A mark that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Terminator {
    /// `.`, or the full-width `．` and `。`
    Stop,
    /// A word with inner stops, the last of which may as well end the sentence: `U.S.`
    DottedWord,
    Question,
    Exclamation,
    /// `...` or `…`
    Ellipsis,
}

impl Terminator {
    pub(super) fn of(context: &Context, position: usize) -> Option<Terminator> {
        let token = &context.tokens[position];
        match token.kind {
            TokenKind::Mark => match char::from_u32(token.key)? {
                '.' | '．' | '。' => Some(Terminator::Stop),
                '?' | '？' => Some(Terminator::Question),
                '!' | '！' | '‼' => Some(Terminator::Exclamation),
                _ => None,
            },
            TokenKind::Dots => Some(Terminator::Ellipsis),
            TokenKind::Word => ends_with_stop(context, token).then_some(Terminator::DottedWord),
            TokenKind::Number | TokenKind::Clitic => None,
        }
    }
}

fn ends_with_stop(context: &Context, word: &Token) -> bool {
    context.document.text.as_bytes().get(word.span.end as usize - 1) == Some(&b'.')
}

/// A terminator with the terminators and closing marks that are written on to it: `?!”)`.
pub(super) struct Terminators {
    /// The last one that decides: in `?!` and `!?` the question.
    pub terminator: Terminator,
    /// Token of the first terminator.
    pub start: usize,
    /// First token behind the closing marks.
    pub end: usize,
    /// Whether several terminators stand together (`!!`, `etc..`).
    pub is_repeated: bool,
    /// Whether a quotation mark closes here.
    pub closes_quote: bool,
    /// Whether a bracket closes here.
    pub closes_bracket: bool,
}

impl Terminators {
    /// Reads the run that begins at `start`. `in_straight_quotes` tells what a `"` that could be either is.
    pub(super) fn at(context: &Context, start: usize, terminator: Terminator, in_straight_quotes: bool) -> Terminators {
        let mut run =
            Terminators { terminator, start, end: start + 1, is_repeated: false, closes_quote: false, closes_bracket: false };
        while run.end - start < LONGEST_RUN && run.take_one(context, in_straight_quotes) {}
        run
    }

    fn take_one(&mut self, context: &Context, in_straight_quotes: bool) -> bool {
        let Some(token) = context.tokens.get(self.end) else { return false };
        count_look();
        let is_written_on = token.gap == Gap::None && token.kind != TokenKind::Word;
        if let Some(terminator) = Terminator::of(context, self.end).filter(|_| is_written_on) {
            self.take_terminator(terminator);
            return true;
        }
        let inside = in_straight_quotes && !self.closes_quote;
        if is_closing_quote(context, self.end, inside) {
            self.closes_quote = true;
        } else if token.gap == Gap::None && matches!(token.mark(), Some(')' | ']' | '}')) {
            self.closes_bracket = true;
        } else {
            let width = note_width(context, self.end);
            self.end += width;
            return width > 0;
        }
        self.end += 1;
        true
    }

    fn take_terminator(&mut self, terminator: Terminator) {
        self.end += 1;
        self.is_repeated = true;
        self.terminator = match (self.terminator, terminator) {
            (Terminator::Question, _) | (_, Terminator::Question) => Terminator::Question,
            (Terminator::Exclamation, _) | (_, Terminator::Exclamation) => Terminator::Exclamation,
            (Terminator::DottedWord, _) => Terminator::Stop,
            (_, last) => last,
        };
    }

    /// Whether the next token is written on to the marks without a space.
    pub(super) fn end_is_joined(&self, context: &Context) -> bool {
        context.tokens.get(self.end).is_some_and(|token| token.gap == Gap::None)
    }
}

/// Whether the token is a quotation mark that closes, coming directly behind a terminator.
fn is_closing_quote(context: &Context, position: usize, in_straight_quotes: bool) -> bool {
    let token = &context.tokens[position];
    let joined_behind = context.tokens.get(position + 1).is_some_and(|next| next.gap == Gap::None && next.kind != TokenKind::Mark);
    match (token.mark(), token.gap) {
        (Some('”' | '»'), Gap::None | Gap::Space) => true,
        (Some('’' | '\''), Gap::None) => !joined_behind,
        (Some('"'), Gap::None) => !joined_behind || in_straight_quotes,
        (Some('"'), Gap::Space) => !joined_behind && in_straight_quotes,
        _ => false,
    }
}

/// Number of tokens of a note sign or a smiley, which belong to the sentence before them: `[3]`, `(2012).`, `:)`; 0 where there
/// is none.
fn note_width(context: &Context, position: usize) -> usize {
    let rest = &context.tokens[position..];
    let is_joined = |index: usize| rest.get(index).is_some_and(|token| token.gap == Gap::None);
    let mark = |index: usize| rest.get(index).and_then(Token::mark);
    if rest[0].gap >= Gap::Line {
        return 0;
    }
    match mark(0) {
        Some('[') if rest.get(1).is_some_and(Token::is_number) && is_joined(1) && mark(2) == Some(']') => 3,
        Some('(') if rest.get(1).is_some_and(Token::is_number) && is_joined(2) && mark(2) == Some(')') => match mark(3) {
            Some('.') if is_joined(3) => 4,
            _ => 0,
        },
        Some(':' | ';' | '=') if is_joined(1) && matches!(mark(1), Some(')' | '(')) => 2,
        Some(':' | ';' | '=') if is_joined(1) && mark(1) == Some('-') && is_joined(2) && matches!(mark(2), Some(')' | '(')) => 3,
        Some('\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}') => 1,
        _ => 0,
    }
}
