//! Items of lists: on lines of their own, or one behind the other in a line.

use super::splitter::{Context, count_look};
use crate::text::{Gap, Shape, Token, TokenKind};

/// How an item is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `2.`
    NumberStop,
    /// `2)`, `(2)`, `2.)`
    NumberBracket,
    /// `b.`
    LetterStop,
    /// `b)`, `(b)`, `b.)`
    LetterBracket,
}

/// The list that the current block has begun, as the marker of its last item.
#[derive(Debug, Default)]
pub(super) struct ListItems {
    last: Option<(Style, u32)>,
    /// Whether a sentence began with a bullet; elsewhere bullets part what stands on one line.
    has_bullets: bool,
}

impl ListItems {
    /// Remembers the marker that a sentence begins with.
    pub(super) fn begin_sentence(&mut self, context: &Context, start: usize) {
        let begins_with_bullet = context.tokens.get(start).is_some_and(is_bullet);
        self.has_bullets |= begins_with_bullet;
        if let Some(marker) = marker_at(context, start + usize::from(begins_with_bullet)) {
            self.last = Some(marker);
        }
    }

    /// Whether the next item of the list begins here, in the middle of a line.
    pub(super) fn is_next_item(&self, context: &Context, position: usize) -> bool {
        let token = &context.tokens[position];
        if token.gap == Gap::None {
            return false;
        }
        if is_bullet(token) {
            return self.has_bullets;
        }
        let Some((style, value)) = self.last else { return false };
        marker_at(context, position) == Some((style, value + 1))
    }

    /// Whether a line begins with a bullet or a marker.
    pub(super) fn is_item_on_new_line(&self, context: &Context, position: usize) -> bool {
        let token = &context.tokens[position];
        let is_dash = matches!(token.mark(), Some('-' | '–' | '*'));
        let is_dash_item = is_dash && context.tokens.get(position + 1).is_some_and(|next| next.gap == Gap::Space);
        is_bullet(token) || is_dash_item || marker_at(context, position).is_some()
    }
}

fn is_bullet(token: &Token) -> bool {
    matches!(token.mark(), Some('•' | '⁃' | '▪' | '●' | '◦' | '‣' | '■' | '►'))
}

/// Whether an item's marker stands at `position`.
pub(super) fn is_marker(context: &Context, position: usize) -> bool {
    marker_at(context, position).is_some()
}

/// The marker at `position`: style and number, where `a` is 1.
fn marker_at(context: &Context, position: usize) -> Option<(Style, u32)> {
    count_look();
    let rest = context.tokens.get(position..)?;
    let in_brackets = rest.first()?.is_mark('(');
    let rest = &rest[usize::from(in_brackets)..];
    let label = rest.first()?;
    let joined_mark = |index: usize| rest.get(index).filter(|token| token.gap == Gap::None).and_then(Token::mark);
    let has_stop = joined_mark(1) == Some('.');
    let has_bracket = joined_mark(1 + usize::from(has_stop)) == Some(')');
    let width = 1 + usize::from(has_stop) + usize::from(has_bracket);
    let is_set_off = rest.get(width).is_some_and(|next| next.gap == Gap::Space);
    if !is_set_off || (in_brackets && !has_bracket) || !(has_stop || has_bracket) {
        return None;
    }
    let text = context.document.slice(label.span);
    match label.kind {
        TokenKind::Number if text.len() <= 2 => {
            Some((if has_bracket { Style::NumberBracket } else { Style::NumberStop }, text.parse().ok()?))
        }
        TokenKind::Word if text.len() == 1 && (has_bracket || label.shape == Shape::Lower) => {
            let value = u32::from(text.bytes().next()?.to_ascii_lowercase() - b'a') + 1;
            Some((if has_bracket { Style::LetterBracket } else { Style::LetterStop }, value))
        }
        _ => None,
    }
}
