//! The frame of a sentence: its words with every quoted string and every bracketed aside folded into one item.
//!
//! What reports a quotation stands around it, so rules read the frame and step over a string of any length at once. Frames are
//! bounded in length, which keeps every look to the left or right bounded.

use super::marks::QuotedString;
use super::units::{Quoted, Unit};
use crate::lang::en::{Frames, VerbForm, WordClass, english, form};
use crate::text::{Document, Shape, Token, TokenKind, TokenRange};

/// A frame has no more items than this; what follows begins another frame.
const MOST_ITEMS: usize = 240;

/// Brackets hold no more tokens than this; a longer aside is read as part of the sentence.
const LONGEST_ASIDE: usize = 24;

/// Looking for the determiner of a compound steps over so many words at most.
const LONGEST_COMPOUND: usize = 5;

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
        self.items.get(at).map_or("", |item| self.document.slice(self.document.span_of(item.tokens)))
    }

    /// The reporting verb that an item is a form of, whether or not it is used as one.
    pub fn verb(&self, at: usize) -> Option<&'static VerbForm> {
        let token = self.token(at)?;
        if token.is(WordClass::ReportingVerb) { english().reporting.verbs.get(token) } else { None }
    }

    /// The tokens of some items.
    pub fn tokens_of(&self, start: usize, end: usize) -> TokenRange {
        match (self.items.get(start), end.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) if start < end => TokenRange { start: first.tokens.start, end: last.tokens.end },
            _ => TokenRange::default(),
        }
    }
}

/// Cuts a run of tokens into frames and shows them one after another. `string_of` tells for every token the string it is in, as its
/// index plus one; `items` is room that all frames of an article use in turn.
pub fn each_frame<'a>(
    document: &'a Document<'a>,
    quoted: &'a Quoted,
    unit: Unit,
    items: &mut Vec<Item>,
    mut show: impl FnMut(&Frame<'a>),
) {
    let (mut at, end) = (unit.tokens.start as usize, unit.tokens.end as usize);
    while at < end {
        let item = item_at(document, &quoted.strings, &quoted.string_of, at, end);
        at = item.tokens.end as usize;
        items.push(item);
        if items.len() == MOST_ITEMS || at >= end {
            let mut frame = Frame { document, strings: &quoted.strings, items: std::mem::take(items), unit, is_title: false };
            frame.is_title = is_title(&frame);
            mend_tags(&mut frame);
            show(&frame);
            *items = frame.items;
            items.clear();
        }
    }
}

fn item_at(document: &Document, strings: &[QuotedString], string_of: &[u32], at: usize, end: usize) -> Item {
    let string = string_of.get(at).copied().unwrap_or(0);
    if let Some(quoted) = (string as usize).checked_sub(1).and_then(|index| strings.get(index)) {
        let tokens = TokenRange::new(at, (quoted.tokens.end as usize).clamp(at + 1, end.max(at + 1)));
        return Item { tag: Tag::Quoted, tokens, string: string - 1 };
    }
    let token = &document.tokens[at];
    if token.is_mark('(') || token.is_mark('[') {
        let close = if token.is_mark('(') { ')' } else { ']' };
        let last = end.min(at + LONGEST_ASIDE);
        let closing = (at + 1..last).find(|&i| document.tokens[i].is_mark(close) || string_of.get(i).is_some_and(|&s| s != 0));
        if let Some(closing) = closing.filter(|&i| document.tokens[i].is_mark(close)) {
            return Item { tag: Tag::Aside, tokens: TokenRange::new(at, closing + 1), string: 0 };
        }
    }
    let is_double_hyphen =
        token.is_mark('-') && at + 1 < end && document.tokens[at + 1].is_mark('-') && document.tokens[at + 1].is_attached();
    if is_double_hyphen {
        return Item { tag: Tag::Dash, tokens: TokenRange::new(at, at + 2), string: 0 };
    }
    let length = if has_point(document, at, end) { 2 } else { 1 };
    Item { tag: tag_of(document, at), tokens: TokenRange::new(at, at + length), string: 0 }
}

/// Whether the stop behind a word belongs to it: `Sen.`, `J.`
fn has_point(document: &Document, at: usize, end: usize) -> bool {
    let token = &document.tokens[at];
    at + 2 < end
        && token.is_capitalised()
        && (token.is(WordClass::Title) || token.is(WordClass::Abbreviation) || token.span.len() == 1)
        && document.tokens[at + 1].is_mark('.')
        && document.tokens[at + 1].is_attached()
}

/// The tag that a token has by itself.
fn tag_of(document: &Document, at: usize) -> Tag {
    let token = &document.tokens[at];
    match token.kind {
        TokenKind::Word => word_tag(token, document.token_text(at)),
        TokenKind::Clitic => match document.token_text(at) {
            "'s" | "’s" | "'S" | "’S" => Tag::Possessive,
            _ => Tag::Auxiliary,
        },
        TokenKind::Number => Tag::Number,
        TokenKind::Dots => Tag::Other,
        TokenKind::Mark => match token.mark() {
            Some(',') => Tag::Comma,
            Some(':') => Tag::Colon,
            Some(';') => Tag::Semicolon,
            Some('—' | '–' | '―') => Tag::Dash,
            Some('-') if token.is_attached() => Tag::Hyphen,
            Some('-') => Tag::Dash,
            Some('.' | '?' | '!') => Tag::Stop,
            Some('$' | '£' | '€' | '#') => Tag::Number,
            Some('\'' | '’') if token.is_attached() => Tag::Possessive,
            Some('&') => Tag::Name,
            Some('%') => Tag::Noun,
            _ => Tag::Other,
        },
    }
}

fn word_tag(token: &Token, text: &str) -> Tag {
    if token.is_any(WordClass::FUNCTION_WORDS)
        && let Some(tag) = closed_class_tag(token)
    {
        return tag;
    }
    if token.is_capitalised() {
        return Tag::Name;
    }
    if token.is(WordClass::Adverb) || text.len() > 4 && text.ends_with("ly") && !text.ends_with("mily") {
        return Tag::Adverb;
    }
    let is_past = text.len() > 4 && text.ends_with("ed") && !text.ends_with("eed");
    if token.shape == Shape::Lower && (is_past || token.is(WordClass::Verb)) { Tag::Verb } else { Tag::Noun }
}

/// The tag of a word of a closed class. In upper case within a name (`The Hill`, `Bank Of`) it is one all the same.
fn closed_class_tag(token: &Token) -> Option<Tag> {
    let word = english().lexicon.word(token.key);
    Some(match word {
        "that" => Tag::That,
        "who" | "whom" | "which" => Tag::Relative,
        "one" => Tag::Number,
        "why" | "whether" | "how" | "what" | "where" => Tag::Question,
        "to" => Tag::To,
        "and" | "or" | "but" | "nor" | "yet" => Tag::Coordinator,
        "as" | "after" | "before" | "since" | "until" | "than" => Tag::Subordinator,
        "may" | "will" if token.is_capitalised() && !token.is(WordClass::Modal) => return None,
        _ if token.is(WordClass::Auxiliary) || token.is(WordClass::Modal) => Tag::Auxiliary,
        _ if token.is(WordClass::Negation) && !matches!(word, "no" | "none" | "nobody" | "nothing") => Tag::Negation,
        "his" | "her" => Tag::Determiner,
        _ if token.is(WordClass::Pronoun) => Tag::Pronoun,
        "this" | "these" | "those" | "all" | "some" | "many" | "most" | "few" | "several" | "both" | "each" => Tag::Determiner,
        _ if token.is(WordClass::Determiner) => Tag::Determiner,
        _ if token.is(WordClass::Preposition) && !matches!(word, "past" | "opposite" | "down" | "following" | "including") => {
            Tag::Preposition
        }
        "following" | "including" => Tag::Preposition,
        _ if token.is(WordClass::Conjunction) => Tag::Subordinator,
        _ => return None,
    })
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

/// Decides between verb and noun where neighbours tell it.
fn mend_tags(frame: &mut Frame) {
    for at in 0..frame.len() {
        let tag = frame.tag(at);
        if tag == Tag::Possessive && frame.tag_before(at) == Tag::Pronoun {
            frame.items[at].tag = Tag::Auxiliary;
        }
        if !matches!(tag, Tag::Noun | Tag::Verb | Tag::Name) {
            continue;
        }
        let is_verb = match frame.verb(at) {
            Some(verb) => is_verb_here(frame, at, verb),
            None if tag == Tag::Verb => {
                !matches!(frame.tag_before(at), Tag::Determiner | Tag::Possessive | Tag::Hyphen) && !ends_singular_phrase(frame, at)
            }
            None => tag == Tag::Noun && frame.is(at, WordClass::VerbOrNoun) && is_verb_by_neighbours(frame, at),
        };
        if is_verb {
            frame.items[at].tag = Tag::Verb;
        } else if tag == Tag::Verb {
            frame.items[at].tag = Tag::Noun;
        }
    }
}

/// `kept a two-digit lead`: a base form that is as well a noun ends the phrase of one thing, behind which a verb would have its s.
fn ends_singular_phrase(frame: &Frame, at: usize) -> bool {
    let word = frame.text(at);
    let is_base = !frame.is(at, WordClass::PastVerb) && !word.ends_with('s') && !word.ends_with("ed");
    if !is_base || frame.tag_before(at) != Tag::Noun || is_plural(frame.text(at - 1)) {
        return false;
    }
    let is_of_compound = |at: &usize| matches!(frame.tag(*at), Tag::Noun | Tag::Hyphen);
    let before = (at.saturating_sub(LONGEST_COMPOUND)..at).rev().find(|at| !is_of_compound(at));
    before.is_some_and(|before| {
        let is_singular = ["a", "an", "his", "her", "its", "my"].contains(&frame.text(before));
        is_singular && !matches!(frame.tag_before(before), Tag::Preposition | Tag::Coordinator | Tag::Stop)
    })
}

/// `they plan`, `to plan`, `who plan`, `will also plan`.
fn is_verb_by_neighbours(frame: &Frame, at: usize) -> bool {
    let before = if frame.tag_before(at) == Tag::Adverb { at - 1 } else { at };
    match frame.tag_before(before) {
        Tag::Pronoun | Tag::To | Tag::Relative => true,
        Tag::Auxiliary | Tag::Negation => !is_form_of_be(frame.text(before - 1)),
        _ => false,
    }
}

/// Whether a word is a form of `be`.
pub fn is_form_of_be(word: &str) -> bool {
    ["be", "is", "are", "was", "were", "been", "being", "isn't", "wasn't", "weren't", "aren't", "'s", "'re", "'m", "’s", "’re"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form))
}

/// Whether a word that can be a form of a reporting verb is one: `claims` is a noun behind `the`, `his` and `such`.
fn is_verb_here(frame: &Frame, at: usize, verb: &VerbForm) -> bool {
    let before = frame.tag_before(at);
    if frame.token(at).is_some_and(|token| token.is_capitalised()) && at > 0 && before != Tag::Quoted {
        return frame.is_title
            && verb.forms & (form::THIRD | form::PAST) != 0
            && before == Tag::Name
            && verb.frames.any(Frames::BARE);
    }
    if matches!(frame.tag(at + 1), Tag::Hyphen) || before == Tag::Hyphen {
        return false;
    }
    if verb.forms & (form::PAST | form::ING) != 0 {
        // `some said they …`, but `some reported cases`
        let is_subject =
            verb.forms & form::PAST != 0 && is_standalone(frame.text(at.saturating_sub(1))) && begins_content(frame, at + 1);
        return before != Tag::Possessive && (before != Tag::Determiner || is_subject);
    }
    if verb.forms & form::PARTICIPLE != 0 && verb.forms & form::BASE == 0 {
        return matches!(before, Tag::Auxiliary | Tag::Adverb | Tag::Negation);
    }
    // A form that is as well a noun is a verb behind a noun only where a clause follows it.
    let is_plain_verb = !frame.is(at, WordClass::VerbOrNoun) || begins_content(frame, at + 1);
    let is_third = verb.forms & form::BASE == 0;
    match before {
        Tag::Pronoun | Tag::Auxiliary | Tag::To | Tag::Relative | Tag::Negation => true,
        Tag::Adverb | Tag::Name | Tag::Aside => is_plain_verb,
        Tag::Quoted => true,
        Tag::Number => begins_content(frame, at + 1),
        Tag::Comma | Tag::Dash => is_plain_verb && (is_third || begins_content(frame, at + 1)),
        Tag::Coordinator => is_third && is_plain_verb && begins_content(frame, at + 1),
        Tag::Noun if frame.is(at - 1, WordClass::NumberWord) => begins_content(frame, at + 1),
        Tag::Noun if verb.lemma == "state" && is_third => !is_bare_singular(frame, at),
        Tag::Noun => is_plain_verb && (is_third || is_plural(frame.text(at - 1)) || is_adverb_between(frame.text(at - 1))),
        Tag::Determiner => is_standalone(frame.text(at - 1)) && is_plain_verb && begins_content(frame, at + 1),
        Tag::That => is_third,
        Tag::Stop => at == 0 && is_third,
        _ => false,
    }
}

/// Whether a reported clause can begin at `at`: `that` with a subject behind it, a determiner, a pronoun, a quoted string.
fn begins_content(frame: &Frame, at: usize) -> bool {
    match frame.tag(at) {
        Tag::That => !matches!(frame.tag(at + 1), Tag::Auxiliary | Tag::Verb | Tag::Adverb | Tag::Possessive | Tag::Stop),
        Tag::Pronoun | Tag::Determiner | Tag::Question | Tag::Quoted | Tag::Name => true,
        _ if frame.text(at) == "there" => true,
        Tag::Comma => frame.tag(at + 1) == Tag::Quoted,
        Tag::Colon => true,
        Tag::Stop => frame.tag(at) == Tag::Stop && at >= frame.len().saturating_sub(1),
        _ => false,
    }
}

/// `swing states that vote early`: nouns before `at` that no determiner leads cannot be the subject of one thing that states.
fn is_bare_singular(frame: &Frame, at: usize) -> bool {
    let is_of_compound =
        |at: &usize| matches!(frame.tag(*at), Tag::Noun | Tag::Hyphen | Tag::Adverb) && !frame.is(*at, WordClass::NumberWord);
    let before = (at.saturating_sub(LONGEST_COMPOUND)..at).rev().find(|at| !is_of_compound(at));
    let leads_one = |at: usize| {
        matches!(frame.tag(at), Tag::Determiner | Tag::Possessive) && !is_standalone(frame.text(at)) && frame.text(at) != "other"
    };
    before.is_none_or(|before| !leads_one(before) || frame.text(before + 1) == "other")
}

/// Whether a noun looks like a plural.
fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "police" | "media" | "percent" | "%")
        || word.ends_with('s') && !word.ends_with("ss")
}

/// `Some activists even insist`: an adverb between subject and verb that elsewhere is an adjective.
fn is_adverb_between(word: &str) -> bool {
    matches!(word, "even" | "first" | "now" | "still")
}

/// `some said`, `both say`: whether a determiner can stand alone.
pub fn is_standalone(word: &str) -> bool {
    ["half", "some", "many", "others", "most", "few", "several", "both", "all", "another", "this", "that", "these", "those"]
        .iter()
        .any(|alone| word.eq_ignore_ascii_case(alone))
}
