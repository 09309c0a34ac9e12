//! Galleries: the numbers and buttons that stand around their pictures, and captions behind such a number.

use super::cut::may_be_caption;
use super::page::{Page, Piece, Verdict};
use crate::annotation::BlockKind;
use crate::text::{Document, Token, words};

/// Tokens of the longest row of buttons: `View all 12 photos`.
const LONGEST_BUTTON: usize = 5;
/// Words in small letters behind `PHOTO:` that are no names.
const FEWEST_OF_DESCRIPTION: usize = 3;

/// What a line of a gallery is: a row of buttons, the number of a picture, or a caption behind it.
pub(super) fn verdict_of(page: &Page, index: usize) -> Option<Verdict> {
    let tokens = page.tokens(index);
    if is_button(tokens) {
        return Some(Verdict::new(BlockKind::Boilerplate, "gallery_button"));
    }
    let is_in_brackets = tokens.first().is_some_and(|first| first.is_mark('('));
    let number = &tokens[usize::from(is_in_brackets)..];
    let is_led = number.first().is_some_and(is_picture);
    let behind = behind_counter(page.document, &number[usize::from(is_led)..], is_led)?;
    let Some(next) = behind.first() else {
        return is_led.then_some(Verdict::new(BlockKind::Boilerplate, "gallery_number"));
    };
    let is_caption = match is_in_brackets {
        true => next.is_mark(')'),
        false => next.is_mark('|') || is_led && (next.is_mark(':') || next.is_capitalised()),
    };
    (is_caption && may_be_caption(&page.pieces[index])).then_some(Verdict::new(BlockKind::Caption, "gallery_caption"))
}

/// What follows `3 of 9`, or `3/9` behind a word for a picture: so parts of a thread of messages are numbered too.
fn behind_counter<'a>(document: &Document, tokens: &'a [Token], is_led: bool) -> Option<&'a [Token]> {
    let [first, joint, last, behind @ ..] = tokens else { return None };
    let figure = |token: &Token| document.slice(token.span).parse::<u16>().ok().filter(|_| token.is_number());
    let is_joint = document.slice(joint.span) == "of" || is_led && joint.is_mark('/');
    (is_joint && figure(first)? <= figure(last)?).then_some(behind)
}

/// `View 12 photos`, `Next Slide`, `12 photos`: what one clicks, or a number, and pictures. `The Picture Show` is a heading.
fn is_button(tokens: &[Token]) -> bool {
    let is_call = |token: &Token| {
        words![
            "view", "see", "open", "close", "launch", "start", "show", "hide", "next", "previous", "back", "more", "all", "toggle"
        ]
        .have(token)
    };
    let is_between = |token: &Token| token.is_number() || is_call(token) || words!["the", "to", "full"].have(token);
    let begins = tokens.first().is_some_and(|first| first.is_number() || is_call(first));
    let ends = tokens.last().is_some_and(is_picture) && tokens.len() >= 2;
    begins && ends && tokens.len() <= LONGEST_BUTTON && tokens[..tokens.len() - 1].iter().all(is_between)
}

/// `PHOTO: The quay on the morning after the storm`, whose lead has so many tokens: a description, where a credit would be names.
pub(super) fn describes_picture(piece: &Piece, line: &[Token], lead: usize) -> bool {
    let Some([.., picture, colon]) = line.get(..lead) else { return false };
    let is_of_maker = |token: &Token| {
        words!["by", "via", "courtesy", "copyright", "supplied", "provided", "submitted", "contributed", "from", "for"].have(token)
    };
    let is_lead = colon.is_mark(':') && is_picture(picture);
    is_lead && piece.lower >= FEWEST_OF_DESCRIPTION && !line[lead..].iter().any(is_of_maker) && may_be_caption(piece)
}

fn is_picture(token: &Token) -> bool {
    words!["image", "images", "photo", "photos", "picture", "pictures", "slide", "slides", "slideshow", "gallery", "captions"]
        .have(token)
}
