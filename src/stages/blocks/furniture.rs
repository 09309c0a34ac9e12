//! Lines in which a page speaks of itself, told by their words: share rows, sign-up boxes, cookies, advertisements, links.

use super::page::{Ending, Page, Piece, Verdict};
use crate::annotation::BlockKind;
use crate::lang::en::{Furniture, LinePlace, Opens, WordClass, english};
use crate::text::{Document, Gap, Shape, Token};

/// Above this length, in words, a line is read as prose whatever phrases are in it.
const LONGEST: usize = 90;
/// Words of a short title.
const LONGEST_SHORT: usize = 7;
/// Words of the longest line that an address makes furniture.
const LONGEST_WITH_ADDRESS: usize = 8;
/// And of the longest that a mail address does: `Write to Ada Lindqvist at …`
const LONGEST_WITH_MAIL: usize = 14;
/// Words of the longest title behind the name of a site. In a longer line the next paragraph is glued to it.
const LONGEST_LINK: usize = 30;
/// Words of the longest heading of a list of links, and how it begins and ends: `More Business News`.
const LONGEST_HEADING: usize = 5;
const LINK_HEADS: [&str; 10] = ["more", "latest", "recent", "related", "top", "other", "popular", "trending", "next", "previous"];
const LINK_ENDS: [&str; 9] = ["news", "stories", "articles", "headlines", "videos", "posts", "galleries", "podcasts", "coverage"];
/// What a page asks its reader to do, and where.
const CALLS: [&str; 9] = ["Follow", "Like", "Find", "Join", "Subscribe", "Sign", "Watch", "Listen", "Download"];
const PLATFORMS: [&str; 9] =
    ["Facebook", "Twitter", "Instagram", "YouTube", "Telegram", "WhatsApp", "LinkedIn", "TikTok", "Spotify"];

pub(super) fn mark(page: &mut Page) {
    for index in 0..page.pieces.len() {
        if !page.is_open(index) {
            continue;
        }
        let found = by_shape(page, index).or_else(|| by_phrase(page, index));
        if let Some((verdict, opens)) = found {
            let piece = &mut page.pieces[index];
            piece.verdict = Some(verdict);
            piece.opens = opens;
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
    if is_counter(tokens, page.document) {
        return boilerplate("figure_alone");
    }
    let is_short = piece.words <= LONGEST_WITH_ADDRESS && piece.ending == Ending::Open;
    let is_alone = !text.contains(char::is_whitespace);
    let has_mail = || piece.words <= LONGEST_WITH_MAIL && piece.ending == Ending::Open && text.split_whitespace().any(is_mail);
    if ((is_short || is_alone) && text.split_whitespace().any(is_address) || is_alone && is_site(text) || has_mail())
        && !is_host(text)
    {
        return boilerplate("address");
    }
    if is_alone && is_file_name(text) {
        return boilerplate("file_name");
    }
    if piece.words <= LONGEST_LINK
        && let Some(opens) = site_lead(text)
    {
        return Some((Verdict::new(BlockKind::RelatedLink, "link_lead"), opens));
    }
    if text.starts_with("Media caption") || text.starts_with("Image caption") {
        return Some((Verdict::new(BlockKind::Caption, "furniture_start"), Opens::Nothing));
    }
    if piece.ending == Ending::Open && is_link_heading(page, tokens) {
        return Some((Verdict::new(BlockKind::RelatedLink, "link_heading"), Opens::List));
    }
    if is_markup(text) {
        return boilerplate("markup");
    }
    let first = text.trim_start_matches(['(', '[', '@']);
    if text.starts_with('©') && piece.words <= 25 && !is_glued_to_prose(piece, tokens)
        || first.starts_with("c)") && tokens.len() < 40 && tokens.iter().any(Token::is_number)
    {
        return boilerplate("copyright");
    }
    None
}

/// `© AgencyThe boats came back …`: a credit that the page's program glued to a paragraph.
fn is_glued_to_prose(piece: &Piece, tokens: &[Token]) -> bool {
    piece.is_prose() && tokens.get(1).is_some_and(|name| name.shape == Shape::Mixed)
}

/// `More Business News`, `Previous Auto News -`: a short line of capitalised words that names a list of links.
fn is_link_heading(page: &Page, tokens: &[Token]) -> bool {
    let is_one_of = |word: &&Token, list: &[&str]| list.iter().any(|one| page.document.slice(word.span).eq_ignore_ascii_case(one));
    let mut words = tokens.iter().filter(|token| token.is_word());
    let (Some(first), Some(last)) = (words.clone().next(), words.clone().next_back()) else { return false };
    let is_short =
        words.clone().count() <= LONGEST_HEADING && tokens.iter().all(|token| token.is_word() || token.gap >= Gap::Space);
    is_short && words.all(Token::is_capitalised) && is_one_of(&first, &LINK_HEADS) && is_one_of(&last, &LINK_ENDS)
}

/// A web or mail address, or the name of an account.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || is_mail(word) || (word.len() > 2 && word.starts_with('@'))
}

fn is_mail(word: &str) -> bool {
    word.contains('.') && word.find('@').is_some_and(|at| at > 0 && at + 1 < word.len())
}

/// `quay_at_dawn_2`, `quay.jpg`
fn is_file_name(word: &str) -> bool {
    let is_picture = [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|ending| word.ends_with(ending));
    is_picture
        || (word.contains('_') && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')))
}

/// `6`, `3 / 9`, `1 of 6`: the number of a picture or a page. A year is a heading.
fn is_counter(tokens: &[Token], document: &Document) -> bool {
    if tokens.len() > 4 {
        return false;
    }
    let is_year = |token: &Token| token.span.len() == 4 && matches!(document.slice(token.span).as_bytes(), [b'1' | b'2', ..]);
    let is_joint = |token: &Token| matches!(token.mark(), Some('/' | '|' | '#' | '+')) || document.slice(token.span) == "of";
    tokens.iter().any(Token::is_number)
        && tokens.iter().all(|token| if token.is_number() { !is_year(token) } else { is_joint(token) })
}

/// `www.herald.example`: where to find somebody. What leads to a page has a path or a scheme.
fn is_host(text: &str) -> bool {
    text.starts_with("www.") && !text.trim_end_matches('/').contains(['/', ' '])
}

/// `herald.example.com`, `twitter.com/ada`: the name of a site without `http`.
fn is_site(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    let Some((name, domain)) = host.rsplit_once('.') else { return false };
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    is_name && matches!(domain, "com" | "org" | "net" | "uk" | "info" | "edu" | "gov" | "io" | "eu")
}

/// `On Herald.com: Council buys a boat`: a title of another page behind its site. Behind `Also on herald.com` it is the next line.
fn site_lead(text: &str) -> Option<Opens> {
    let mut words = text.split_whitespace();
    let site = match words.next()? {
        "On" | "From" | "At" | "Via" => words.next()?.strip_suffix(':')?,
        "Also" if words.next()?.eq_ignore_ascii_case("on") => return is_site(words.next()?).then_some(Opens::List),
        _ => return None,
    };
    is_site(site).then_some(Opens::Nothing)
}

/// `Follow us on Facebook and Twitter.`
fn is_call(page: &Page, tokens: &[Token]) -> bool {
    let text = |token: &Token| page.document.slice(token.span);
    let calls = tokens.first().is_some_and(|first| CALLS.contains(&text(first)));
    let is_said = tokens.iter().any(Token::is_quotation_mark);
    calls && !is_said && tokens.iter().any(|token| token.is_capitalised() && PLATFORMS.contains(&text(token)))
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
    if is_call(page, line) {
        return Some((Verdict::new(BlockKind::Boilerplate, "call_to_reader"), Opens::Nothing));
    }
    let is_counted = tokens[..start].iter().any(Token::is_number);
    let is_short = piece.words <= LONGEST_SHORT && piece.ending == Ending::Open;
    let mut phrases = english().layout.furniture.all_at(line, 0);
    let at_start = phrases.find_map(|(length, phrase)| match phrase.place {
        LinePlace::Start => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Short if is_short => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Counted if is_counted => Some((Verdict::new(phrase.kind, "furniture_start"), phrase.opens)),
        LinePlace::Colon if opens_link(line, length) => {
            let rule = if phrase.kind == BlockKind::Credit { "credit_line" } else { "link_lead" };
            Some((Verdict::new(phrase.kind, rule), Opens::Nothing))
        }
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
