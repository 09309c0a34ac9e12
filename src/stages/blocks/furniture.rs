//! Lines in which a page speaks of itself, told by their words: share rows, sign-up boxes, cookies, advertisements, links.

use super::page::{Ending, Page, Verdict};
use crate::annotation::BlockKind;
use crate::lang::en::{Furniture, LinePlace, Opens, WordClass, english};
use crate::text::Token;

/// Above this length, in words, a line is read as prose whatever phrases are in it.
const LONGEST: usize = 90;
/// Words of a short title.
const LONGEST_SHORT: usize = 7;

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if !page.is_open(index) {
            continue;
        }
        let found = by_shape(page, index).or_else(|| by_phrase(page, index));
        if let Some((verdict, opens)) = found {
            let piece = &mut page.pieces[index];
            piece.verdict = Some(verdict);
            piece.opens_list = opens == Opens::List;
            piece.ends_article = opens == Opens::End;
        }
    }
}

/// Lines without words, addresses, copyright lines.
fn by_shape(page: &Page, index: usize) -> Option<(Verdict, Opens)> {
    let (piece, tokens) = (&page.pieces[index], page.tokens(index));
    let boilerplate = |rule| Some((Verdict::new(BlockKind::Boilerplate, rule), Opens::Nothing));
    let text = page.document.slice(page.document.span_of(piece.tokens));
    if piece.words == 0 {
        let is_ornament = text.chars().filter(|c| !c.is_whitespace()).count() >= 3
            && text.chars().all(|c| matches!(c, '_' | '*' | '~' | '•' | ' '));
        return if is_ornament {
            Some((Verdict::new(BlockKind::Paragraph, "section_break"), Opens::Nothing))
        } else {
            boilerplate("no_words")
        };
    }
    let is_short = piece.words <= 12 && piece.ending == Ending::Open;
    let is_alone = !text.contains(char::is_whitespace);
    if (is_short || is_alone) && text.split_whitespace().any(is_address) {
        return boilerplate("address");
    }
    if is_markup(text) {
        return boilerplate("markup");
    }
    let first = text.trim_start_matches(['(', '[', '@']);
    if text.starts_with('©') && piece.words <= 25
        || first.starts_with("c)") && tokens.len() < 40 && tokens.iter().any(Token::is_number)
    {
        return boilerplate("copyright");
    }
    None
}

/// A web or mail address, or the name of an account.
fn is_address(word: &str) -> bool {
    let is_mail = word.contains('.') && word.find('@').is_some_and(|at| at > 0 && at + 1 < word.len());
    word.contains("://") || word.starts_with("www.") || is_mail || (word.len() > 2 && word.starts_with('@'))
}

/// Tags and shortcodes that were left in the text: `[button link="…"]`, `<span style="…">`.
fn is_markup(text: &str) -> bool {
    let opens = text.starts_with(['[', '<']) || text.starts_with("&lt;") || text.starts_with("&amp;lt;");
    opens && ["=\"", "=”", "=“", "={"].iter().any(|attribute| text.contains(attribute))
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
    let is_short = piece.words <= LONGEST_SHORT && piece.ending == Ending::Open;
    let mut phrases = english().layout.furniture.all_at(line, 0);
    let at_start = phrases.find_map(|(length, phrase)| match phrase.place {
        LinePlace::Start => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Short if is_short => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Colon if opens_link(line, length) => Some((Verdict::new(phrase.kind, "link_lead"), Opens::Nothing)),
        _ => None,
    });
    at_start.or_else(|| inside(line).map(|(phrase, rule)| (Verdict::new(phrase.kind, rule), phrase.opens)))
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
    if line.iter().any(|token| matches!(token.mark(), Some('"' | '“' | '”'))) {
        return None;
    }
    let phrases = (0..line.len()).filter(|&index| line[index].is(WordClass::Furniture)).flat_map(|index| {
        let last = line.len().saturating_sub(2);
        english().layout.furniture.all_at(line, index).map(move |(length, phrase)| (index + length >= last, phrase))
    });
    let mut wanted =
        phrases.filter(|(ends, phrase)| phrase.place == LinePlace::Anywhere || (phrase.place == LinePlace::End && *ends));
    wanted
        .next()
        .map(|(_, phrase)| (*phrase, if phrase.kind == BlockKind::Dateline { "reporting_credit" } else { "furniture_words" }))
}
