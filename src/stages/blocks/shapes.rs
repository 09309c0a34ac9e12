//! Furniture that is told by the look of a line: addresses, names of files, numbers of pictures, copyright lines, tags.

use super::furniture::LONGEST;
use super::page::{Ending, Page, Piece, Verdict};
use super::stamps::is_dotted_date;
use crate::annotation::BlockKind;
use crate::lang::en::Opens;
use crate::text::{Document, Gap, Shape, Token, words};

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

/// Lines without words, addresses, copyright lines.
pub(super) fn by_shape(page: &Page, index: usize) -> Option<(Verdict, Opens)> {
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
    // `By Ada Lindqvist | ada@herald.example`
    let is_byline = tokens.first().is_some_and(|first| words!["by"].have(first));
    let has_mail = || piece.words <= LONGEST_WITH_MAIL && piece.ending == Ending::Open && text.split_whitespace().any(is_mail);
    if ((is_short || is_alone) && text.split_whitespace().any(is_address) || is_alone && is_site(text) || has_mail())
        && !is_host(text)
        && !is_byline
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
    if piece.words <= LONGEST && is_copyright(piece, tokens, text) { boilerplate("copyright") } else { None }
}

/// `© 2025 The Meridian`, `(c) 2025`, `Copyright 2025`; what tells of copyright has no figure or sign behind the word.
fn is_copyright(piece: &Piece, tokens: &[Token], text: &str) -> bool {
    let first = text.trim_start_matches(['(', '[', '@']);
    let behind = first.strip_prefix("Copyright").or_else(|| first.strip_prefix("COPYRIGHT")).map(|rest| rest.trim_start());
    text.starts_with('©') && piece.words <= 25 && !is_glued_to_prose(piece, tokens)
        || first.starts_with("c)") && tokens.len() < 40 && tokens.iter().any(Token::is_number)
        || behind.is_some_and(|rest| rest.starts_with(['©', '(', ':']) || rest.starts_with(|c: char| c.is_ascii_digit()))
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
    let is_dated = |token: &Token| is_year(token) || is_dotted_date(document, token);
    let is_joint = |token: &Token| matches!(token.mark(), Some('/' | '|' | '#' | '+')) || document.slice(token.span) == "of";
    tokens.iter().any(Token::is_number)
        && tokens.iter().all(|token| if token.is_number() { !is_dated(token) } else { is_joint(token) })
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

/// Tags and shortcodes that were left in the text: `[button link="…"]`, `<span style="…">`.
fn is_markup(text: &str) -> bool {
    let opens = text.starts_with(['[', '<']) || text.starts_with("&lt;") || text.starts_with("&amp;lt;");
    opens && ["=\"", "=”", "=“", "={"].iter().any(|attribute| text.contains(attribute))
}
