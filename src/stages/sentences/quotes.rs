//! Questions and exclamations, quoted or not, and quotations that are kept whole.

use super::following::{Following, GRAMMAR, Next};
use super::splitter::{Boundary, Context, count_look};
use super::terminator::{Terminator, Terminators};
use crate::lang::en::WordClass;
use crate::text::{Gap, Token, TokenKind, TokenRange};

/// How many tokens of a speaker's name may stand between a quotation and the verb of its tag.
const LONGEST_SPEAKER: usize = 6;

/// How many tokens the brackets behind a title of a work may hold, with the opening one.
const LONGEST_SOURCE: usize = 8;

/// `?` and `!` end a sentence where none of it goes on behind them.
pub(super) fn decide(context: &Context, run: &Terminators, following: &Following) -> Option<Boundary> {
    match following.next {
        Next::Punctuation => return None,
        Next::Lower if !ends_before_lower(context, run, following) => return None,
        _ if is_before_year(context, run) => return None,
        Next::Capital if tag_follows(context, run, following) => return None,
        Next::Capital if is_exclaimed_name(context, run) && !following.begins_surely() => return None,
        _ => {}
    }
    let rule = if run.terminator == Terminator::Question { "question_mark" } else { "exclamation_mark" };
    Some((run.end, rule))
}

/// `Who knows? nobody does`, in hasty writing; not `“Who knows?” she asked`, `the show Oh Yeah! and`, `help! he cried`.
fn ends_before_lower(context: &Context, run: &Terminators, following: &Following) -> bool {
    let before = run.start.checked_sub(1).and_then(|index| context.tokens.get(index));
    let is_name = run.terminator == Terminator::Exclamation && before.is_some_and(Token::is_capitalised);
    let is_inside = run.closes_quote || run.closes_bracket || is_name;
    let is_tag = (following.index..).take(3).any(|index| context.tokens.get(index).is_some_and(is_speech));
    !is_inside && !is_tag
}

fn is_speech(token: &Token) -> bool {
    count_look();
    token.is_any(WordClass::SpeechVerb.bit() | WordClass::ReportingVerb.bit())
}

/// `the film Where Now? (1987)`, `in Land! (Northern Pictures, 1993)`: behind the title of a work, who made it and when. A question of the
/// text's own ends in small letters, and a remark in brackets has words of its own.
fn is_before_year(context: &Context, run: &Terminators) -> bool {
    let ends_title = run.start.checked_sub(1).is_some_and(|last| context.tokens[last].is_capitalised());
    let [open, inside @ ..] = context.tokens.get(run.end..).unwrap_or_default() else { return false };
    let closing = inside.iter().take(LONGEST_SOURCE).position(|token| token.is_mark(')'));
    let Some((year, makers)) = closing.and_then(|closing| inside[..closing].split_last()) else { return false };
    let is_maker =
        |token: &Token| token.is_capitalised() && !token.is_any(GRAMMAR) || matches!(token.mark(), Some(',' | '.' | '&'));
    ends_title && open.is_mark('(') && year.is_number() && year.span.len() == 4 && makers.iter().all(is_maker)
}

/// `Yahoo! Japan`
fn is_exclaimed_name(context: &Context, run: &Terminators) -> bool {
    let before = run.start.checked_sub(1).and_then(|index| context.tokens.get(index));
    !run.is_repeated && !run.closes_quote && before.is_some_and(|word| word.is(WordClass::ExclaimedName) && word.is_capitalised())
}

/// `“Why now?” Ms. Ode asked.`: a name and a verb of speech. `The` or `He` with a capital begins a sentence.
pub(super) fn tag_follows(context: &Context, run: &Terminators, following: &Following) -> bool {
    if !run.closes_quote || following.next != Next::Capital {
        return false;
    }
    let rest = context.tokens.get(following.index..).unwrap_or_default();
    let verb = rest.iter().take(LONGEST_SPEAKER).position(is_speech);
    let begins_sentence = rest[0].is_any(GRAMMAR) && context.document.slice(rest[0].span) != "I";
    !begins_sentence && verb.is_some_and(|verb| verb > 0 && rest[..verb].iter().all(is_of_name))
}

fn is_of_name(token: &Token) -> bool {
    count_look();
    match token.kind {
        TokenKind::Word => token.is_capitalised(),
        TokenKind::Mark => token.is_mark('.') || token.is_mark('-'),
        _ => false,
    }
}

/// The quotations of a block from their opening to behind their closing mark. A mark that has no partner opens nothing.
pub(super) fn quoted_ranges(tokens: &[Token], block: TokenRange) -> Vec<TokenRange> {
    let mut ranges = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for index in block.range() {
        count_look();
        let Some(token) = tokens.get(index) else { break };
        match (open, token.mark()) {
            (Some((start, closing)), Some(mark)) if mark == closing && closes(tokens, index) => {
                ranges.push(TokenRange::new(start, index + 1));
                open = None;
            }
            (None, Some(mark)) => open = closing_of(mark).filter(|_| opens(tokens, index)).map(|closing| (index, closing)),
            _ => {}
        }
    }
    ranges
}

fn closing_of(mark: char) -> Option<char> {
    Some(match mark {
        '"' => '"',
        '“' | '„' => '”',
        '‘' => '’',
        '\'' => '\'',
        '«' => '»',
        _ => return None,
    })
}

fn opens(tokens: &[Token], index: usize) -> bool {
    let is_set_off =
        tokens[index].gap != Gap::None || index.checked_sub(1).is_some_and(|before| tokens[before].kind == TokenKind::Mark);
    is_set_off && tokens.get(index + 1).is_some_and(|next| next.gap == Gap::None)
}

/// A single quote or apostrophe closes only where no letter follows.
fn closes(tokens: &[Token], index: usize) -> bool {
    tokens[index].gap == Gap::None && tokens.get(index + 1).is_none_or(|next| next.gap != Gap::None || next.kind == TokenKind::Mark)
}
