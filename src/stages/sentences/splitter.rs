//! The one pass over a block's tokens that cuts it into sentences.

use super::following::{Following, GRAMMAR, Next};
use super::list_items::ListItems;
use super::terminator::{Terminator, Terminators};
use super::{dateline, ellipsis, joined_words, quotes, stop};
use crate::lang::en::{English, WordClass};
use crate::text::{Document, Gap, Token, TokenKind, TokenRange};

/// `Photo Credit:`
const LONGEST_LABEL: usize = 2;

/// Looks at each token of a block once, and closer only where a sentence may end.
pub(super) struct Splitter<'a> {
    context: Context<'a>,
    whole_quotes: Vec<TokenRange>,
    list: ListItems,
    /// Whether an odd number of `"` stands before the current token.
    in_straight_quotes: bool,
    /// Whether the current sentence has a word or a number yet.
    has_words: bool,
}

/// What rules need to see of a block.
pub(super) struct Context<'a> {
    pub document: &'a Document<'a>,
    /// All tokens up to the end of the block: indexes are those of the document, and nothing beyond the block is seen.
    pub tokens: &'a [Token],
    pub english: &'a English,
    /// First token of the block.
    pub block_start: usize,
    /// First token of the current sentence.
    pub sentence_start: usize,
}

/// Where a sentence ends: the first token that is no longer in it, and the rule that says so.
pub(super) type Boundary = (usize, &'static str);

impl<'a> Splitter<'a> {
    pub(super) fn new(
        document: &'a Document,
        english: &'a English,
        block: TokenRange,
        whole_quotes: Vec<TokenRange>,
    ) -> Splitter<'a> {
        let tokens = document.tokens.get(..block.end as usize).unwrap_or_default();
        let start = (block.start as usize).min(tokens.len());
        let context = Context { document, tokens, english, block_start: start, sentence_start: start };
        Splitter { context, whole_quotes, list: ListItems::default(), in_straight_quotes: false, has_words: false }
    }

    pub(super) fn split(mut self, mut found: impl FnMut(TokenRange, &'static str)) {
        let end = self.context.tokens.len();
        let mut position = self.context.block_start;
        self.list.begin_sentence(&self.context, position);
        if let Some(behind) = dateline::end(&self.context) {
            found(self.end_sentence(behind), "dateline");
            position = behind;
        }
        while position < end {
            count_look();
            if self.is_ordinary_word(position) {
                self.has_words = true;
                position += 1;
                continue;
            }
            if let Some(rule) = self.rule_before(position) {
                found(self.end_sentence(position), rule);
            }
            let (next, boundary) = self.step(position);
            if let Some((cut, rule)) = boundary.filter(|&(cut, _)| !self.is_in_whole_quote(cut)) {
                found(self.end_sentence(cut), rule);
            }
            position = next;
        }
        if self.context.sentence_start < end {
            found(TokenRange::new(self.context.sentence_start, end), "block_end");
        }
    }

    /// Whether nothing can begin or end at this token: most tokens of a text, which need no closer look.
    fn is_ordinary_word(&self, position: usize) -> bool {
        let token = &self.context.tokens[position];
        let is_plain = token.is_word() && token.gap <= Gap::Space && token.span.len() > 1 && !token.is(WordClass::CreditLabel);
        is_plain && Terminator::of(&self.context, position).is_none()
    }

    /// The current sentence up to `cut`, where the next one begins.
    fn end_sentence(&mut self, cut: usize) -> TokenRange {
        let sentence = TokenRange::new(self.context.sentence_start, cut);
        self.context.sentence_start = cut;
        self.has_words = false;
        self.list.begin_sentence(&self.context, cut);
        sentence
    }

    /// Why a sentence ends before this token whatever stands there: it begins something new by itself.
    fn rule_before(&self, position: usize) -> Option<&'static str> {
        if position == self.context.sentence_start {
            return None;
        }
        match self.context.tokens[position].gap {
            Gap::Paragraph => Some("line"),
            Gap::Line if self.list.is_item_on_new_line(&self.context, position) => Some("list_item"),
            _ if !self.has_words => None,
            _ if self.list.is_next_item(&self.context, position) => Some("list_item"),
            _ => begins_credit(&self.context, position).then_some("credit_label"),
        }
    }

    /// Looks at one token, or at a stop with all that belongs to it. Gives the token to go on with, and a boundary.
    fn step(&mut self, position: usize) -> (usize, Option<Boundary>) {
        let token = &self.context.tokens[position];
        self.has_words |= matches!(token.kind, TokenKind::Word | TokenKind::Number);
        self.in_straight_quotes ^= token.is_mark('"');
        match Terminator::of(&self.context, position) {
            Some(terminator) => self.end_at(position, terminator),
            None => (position + 1, None),
        }
    }

    fn end_at(&mut self, position: usize, terminator: Terminator) -> (usize, Option<Boundary>) {
        let run = Terminators::at(&self.context, position, terminator, self.in_straight_quotes);
        let closing_quotes = self.context.tokens[position + 1..run.end].iter().filter(|token| token.is_mark('"')).count();
        self.in_straight_quotes ^= closing_quotes % 2 == 1;
        if !self.has_words || run.end >= self.context.tokens.len() {
            return (run.end, None);
        }
        (run.end, decide(&self.context, &run))
    }

    /// Whether a boundary would cut a quotation that is to be kept whole.
    fn is_in_whole_quote(&self, cut: usize) -> bool {
        let before = self.whole_quotes.partition_point(|quote| (quote.start as usize) < cut);
        before.checked_sub(1).and_then(|index| self.whole_quotes.get(index)).is_some_and(|quote| cut < quote.end as usize)
    }
}

/// `The bridge at dusk Image: Ada Lopez`: behind a caption without a stop, the label of its credit, of one word or two.
fn begins_credit(context: &Context, position: usize) -> bool {
    let is_label = |token: &Token| token.is(WordClass::CreditLabel) && token.is_capitalised() && token.gap != Gap::None;
    if !is_label(&context.tokens[position]) {
        return false;
    }
    let width = context.tokens[position..].iter().take(LONGEST_LABEL).take_while(|token| is_label(token)).count();
    let has_colon = context.tokens.get(position + width).is_some_and(|next| next.is_mark(':') && next.gap == Gap::None);
    let before = &context.tokens[position - 1];
    has_colon && !before.is_any(GRAMMAR) && before.kind != TokenKind::Mark && !is_label(before)
}

/// Whether the sentence ends with these marks, by what stands before and behind them.
fn decide(context: &Context, run: &Terminators) -> Option<Boundary> {
    let following = Following::at(context, run.end);
    if following.is_credit(context) || (following.dash && following.next == Next::Lower) {
        return None;
    }
    if run.end_is_joined(context) {
        return joined_words::decide(context, run, &following);
    }
    match run.terminator {
        Terminator::Ellipsis if quotes::tag_follows(context, run, &following) => None,
        Terminator::Ellipsis => ellipsis::decide(context, run, &following),
        Terminator::Stop | Terminator::DottedWord if ellipsis::is_spaced(context, run) => ellipsis::decide_spaced(context, run),
        Terminator::Stop | Terminator::DottedWord => stop::decide(context, run, &following),
        Terminator::Question | Terminator::Exclamation => quotes::decide(context, run, &following),
    }
}

#[cfg(test)]
thread_local! {
    /// How often a rule has looked at a token, for the tests of linear work.
    static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Called wherever a loop of the stage looks at a token. Does nothing outside the stage's own tests.
#[inline]
pub(super) fn count_look() {
    #[cfg(test)]
    LOOKS.set(LOOKS.get() + 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::en::english;
    use crate::stages::sentences::{Parameters, split_block};
    use crate::text::Article;

    /// No token is looked at more often than this, whatever stands around it.
    const MOST_LOOKS: usize = 140;

    fn looks(text: &str, split_in_quotes: bool) -> (usize, usize) {
        let article = Article { text: text.to_string(), ..Article::default() };
        let document = Document::new(&article, &english().lexicon);
        LOOKS.set(0);
        let whole = TokenRange::new(0, document.tokens.len());
        split_block(&document, whole, &Parameters { split_in_quotes }, |_, _| {});
        (LOOKS.get(), document.tokens.len())
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        let units = [
            ".",
            ". ",
            "...",
            "… ",
            "!",
            "?” ",
            "\"",
            ".\"",
            "“",
            "’",
            "U.S. ",
            "Inc. ",
            "Mr. ",
            "e.g.",
            "1. ",
            "a) ",
            "• ",
            "[3]",
            ".[3] ",
            "A. ",
            ":)",
            ". :) ",
            "a",
            "a.A",
            "Abc.Def",
            "(",
            ".)",
            "). ",
            "7",
            "-",
            ". — ",
            "said ",
            "Iris ",
            "字",
            "Photo ",
            "www.a/",
            ", N.Y. Iris ",
            "“Why?” Iris ",
            "KANO, Nigeria, ",
            "Who? (",
        ];
        for (unit, split_in_quotes) in units.into_iter().flat_map(|unit| [(unit, true), (unit, false)]) {
            let (some, tokens) = looks(&unit.repeat(2_000), split_in_quotes);
            let (more, _) = looks(&unit.repeat(8_000), split_in_quotes);
            assert!(some <= MOST_LOOKS * tokens + MOST_LOOKS, "{some} looks at {tokens} tokens of {unit:?}");
            // Four times as many, but for what the first ones could not yet look back at; quadratic work would be sixteen times as much.
            assert!(more <= 5 * some, "four times as many {unit:?}: {some} looks became {more}");
        }
    }
}
