//! Lines in which a page speaks of itself, told by their words: share rows, sign-up boxes, cookies, advertisements, links.

use super::gallery;
use super::page::{Ending, Page, Piece, Verdict};
use super::shapes::by_shape;
use crate::annotation::BlockKind;
use crate::lang::en::{Furniture, LinePlace, Opens, WordClass, english};
use crate::text::{Token, words};

/// Above this length, in words, a line is read as prose whatever phrases are in it.
pub(super) const LONGEST: usize = 90;
/// Words of a short title.
const LONGEST_SHORT: usize = 7;
/// Words of the shortest sentence that tells what happened, whatever furniture its words are.
const SHORTEST_NEWS: usize = 10;
/// What a page asks its reader to do, and where.
const CALLS: [&str; 9] = ["Follow", "Like", "Find", "Join", "Subscribe", "Sign", "Watch", "Listen", "Download"];
const PLATFORMS: [&str; 9] =
    ["Facebook", "Twitter", "Instagram", "YouTube", "Telegram", "WhatsApp", "LinkedIn", "TikTok", "Spotify"];

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if !page.is_open(index) {
            continue;
        }
        let in_gallery = || gallery::verdict_of(page, index).map(|verdict| (verdict, Opens::Nothing));
        let found = by_shape(page, index).or_else(in_gallery).or_else(|| by_phrase(page, index));
        if let Some((verdict, opens)) = found {
            let piece = &mut page.pieces[index];
            piece.verdict = Some(verdict);
            piece.opens = opens;
        }
    }
}

/// `Follow us on Facebook and Twitter.`; `Like many on Facebook, she …` is a sentence.
fn is_call(page: &Page, piece: &Piece, tokens: &[Token]) -> bool {
    let text = |token: &Token| page.document.slice(token.span);
    let [first, second, ..] = tokens else { return false };
    let calls = CALLS.contains(&text(first)) && (text(first) != "Like" || words!["us", "our", "me", "this", "on"].have(second));
    let is_platform = |token: &Token| token.is_capitalised() && PLATFORMS.contains(&text(token));
    let leads_there = |two: &[Token]| words!["on", "via", "our", "my"].have(&two[0]) && is_platform(&two[1]);
    let is_said = tokens.iter().any(Token::is_quotation_mark);
    calls && !is_said && tokens.windows(2).any(leads_there) && !tells_news(piece, tokens)
}

fn by_phrase(page: &Page, index: usize) -> Option<(Verdict, Opens)> {
    let (piece, tokens) = (&page.pieces[index], page.tokens(index));
    if piece.words > LONGEST {
        return None;
    }
    let start = tokens.iter().position(|token| token.is_word() || token.is_quotation_mark())?;
    let line = &tokens[start..];
    if let Some(phrase) = all_of(line) {
        return Some((Verdict::new(phrase.kind, "furniture_line"), phrase.opens));
    }
    if is_call(page, piece, line) {
        return Some((Verdict::new(BlockKind::Boilerplate, "call_to_reader"), Opens::Nothing));
    }
    let is_counted = tokens[..start].iter().any(Token::is_number);
    let is_short = piece.words <= LONGEST_SHORT && piece.ending == Ending::Open;
    let mut phrases = english().layout.furniture.all_at(line, 0);
    let at_start = phrases.find_map(|(length, phrase)| match phrase.place {
        LinePlace::Start if gallery::describes_picture(piece, line, length) => {
            Some((Verdict::new(BlockKind::Caption, "caption_lead"), phrase.opens))
        }
        LinePlace::Start => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Short if is_short => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Counted if is_counted => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Colon if opens_link(line, length) => {
            let rule = if phrase.kind == BlockKind::Credit { "credit_line" } else { "link_lead" };
            Some((Verdict::new(phrase.kind, rule), Opens::Nothing))
        }
        _ => None,
    });
    let found = at_start.or_else(|| inside(line).map(|(phrase, rule)| (Verdict::new(phrase.kind, rule), phrase.opens)))?;
    let is_of_reporters = found.0.rule == "reporting_credit";
    let may_be_news = !matches!(found.0.kind, BlockKind::Caption | BlockKind::Credit) && !is_of_reporters;
    (!may_be_news || !tells_news(piece, line)).then_some(found)
}

/// A sentence that tells what happened and addresses nobody: `Sponsored by two senators, the bill was …`, `The shop sold the use of cookies …`
fn tells_news(piece: &Piece, line: &[Token]) -> bool {
    let is_past = |token: &Token| {
        words![
            "was", "were", "had", "did", "said", "told", "fell", "rose", "took", "came", "went", "gave", "began", "grew", "knew",
            "wrote", "spoke"
        ]
        .have(token)
    };
    let is_addressed =
        |token: &Token| words!["you", "your", "yours", "we", "our", "ours", "us", "i", "me", "my", "please"].have(token);
    piece.is_prose() && piece.words >= SHORTEST_NEWS && line.iter().any(is_past) && !line.iter().any(is_addressed)
}

/// A mark that parts `READ MORE` from the title of a page.
fn opens_link(line: &[Token], length: usize) -> bool {
    line.get(length).is_some_and(|next| matches!(next.mark(), Some(':' | '|' | '>' | '»' | '–' | '→')))
}

/// The first of the phrases that together are all words of the line.
fn all_of(line: &[Token]) -> Option<Furniture> {
    let mut first = None;
    let mut index = 0;
    while index < line.len() {
        if !line[index].is_word() {
            index += 1;
            continue;
        }
        let mut phrases = english().layout.furniture.all_at(line, index);
        let (length, phrase) = phrases.find(|(_, phrase)| matches!(phrase.place, LinePlace::Line | LinePlace::Colon))?;
        first = first.or(Some(*phrase));
        index += length;
    }
    first
}

/// A phrase in the middle of a line or at its end. Words in quotation marks are said by someone.
fn inside(line: &[Token]) -> Option<(Furniture, &'static str)> {
    let last = line.len().saturating_sub(2);
    let is_wanted = |index: usize, length: usize, phrase: &Furniture| {
        phrase.place == LinePlace::Anywhere || (phrase.place == LinePlace::End && index + length >= last)
    };
    let begins = (0..line.len()).filter(|&index| line[index].is(WordClass::Furniture));
    let phrase_at = |index: usize| {
        let mut phrases = english().layout.furniture.all_at(line, index);
        phrases.find(|(length, phrase)| is_wanted(index, *length, phrase) && !is_quoted(&line[..index])).map(|(_, phrase)| phrase)
    };
    let phrase = begins.into_iter().find_map(phrase_at)?;
    Some((*phrase, if phrase.kind == BlockKind::Dateline { "reporting_credit" } else { "furniture_words" }))
}

/// Whether a quotation is open behind these tokens.
fn is_quoted(before: &[Token]) -> bool {
    before.iter().fold(false, |open, token| match token.mark() {
        Some('“') => true,
        Some('”') => false,
        Some('"') => !open,
        _ => open,
    })
}
