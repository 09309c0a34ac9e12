//! One pass over a text that makes its token array.
//!
//! Linear in the text: each character is looked at a bounded number of times, whatever stands in it.

use super::word_key::Letters;
use super::{Gap, Shape, Span, Token, TokenKind, Vocabulary, WordEntry, WordKey, word_hash};

/// An abbreviation has no more pieces. Longer rows (`a.b.c.d…`) are none, and need not be read to their end at each piece.
const MOST_ABBREVIATION_PIECES: usize = 12;

/// Letters before each stop: `Ph.D.`
const LONGEST_ABBREVIATION_PIECE: usize = 2;

/// What domains of the internet end in that no English word behind a stop is: country codes alone are too short to tell.
const DOMAIN_ENDINGS: [&[u8]; 8] = [b"com", b"org", b"net", b"edu", b"gov", b"info", b"biz", b"mil"];
/// What stands before the code of a country: `.co.uk`.
const BEFORE_COUNTRY: [&[u8]; 6] = [b"co", b"com", b"org", b"ac", b"gov", b"net"];
/// Longer rows are no domains, and need not be read to their end at each piece.
const MOST_DOMAIN_PIECES: usize = 5;
const LONGEST_DOMAIN_PIECE: usize = 63;

/// Splits `text` into tokens. White space makes no token; every other character lies in exactly one.
///
/// Texts of 4 GiB and more are cut at that length: readers bound the size of an article far below.
pub fn tokenize(text: &str, vocabulary: &impl Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut scanner = Scanner { text, bytes: text.as_bytes(), position: 0 };
    let mut gap = scanner.skip_white_space().max(Gap::Paragraph);
    let end = scanner.bytes.len().min(u32::MAX as usize);
    while scanner.position < end {
        let begins_word = scanner.bytes[scanner.position].is_ascii_alphabetic();
        let token = if begins_word { scanner.short_word(gap, vocabulary) } else { scanner.plain_mark(gap) };
        tokens.push(token.unwrap_or_else(|| scanner.any_token(gap, vocabulary)));
        gap = scanner.skip_white_space();
    }
    tokens
}

/// The case of a word, from its letters alone.
fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Other };
    let (mut has_capitals, mut has_others) = (false, false);
    for letter in letters {
        if letter.is_uppercase() { has_capitals = true } else { has_others = true }
    }
    shape(first.is_uppercase(), has_capitals, has_others)
}

/// The shape by the case of the first letter, and whether there are capitals and others behind it.
fn shape(begins_with_capital: bool, has_capitals: bool, has_others: bool) -> Shape {
    match (begins_with_capital, has_capitals, has_others) {
        (true, false, _) => Shape::Capitalised,
        (true, true, false) => Shape::Upper,
        (false, false, _) => Shape::Lower,
        _ => Shape::Mixed,
    }
}

fn mark_token(span: Span, mark: char, gap: Gap) -> Token {
    let hash = WordKey::of_mark(mark).hash();
    Token { span, classes: 0, hash, key: u32::from(mark), kind: TokenKind::Mark, shape: Shape::Other, gap }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    position: usize,
}

impl Scanner<'_> {
    /// The word at the current position, if it is one of few ASCII letters and nothing behind them can belong to it: most tokens of
    /// a text. `None`, at the same position, where [`Scanner::any_token`] must look closer.
    fn short_word(&mut self, gap: Gap, vocabulary: &impl Vocabulary) -> Option<Token> {
        let Letters { key, length, begins_with_capital, has_capitals, has_smalls } = Letters::at(self.bytes, self.position);
        let may_go_on = match self.bytes.get(self.position + length) {
            Some(b'.') => {
                length <= LONGEST_ABBREVIATION_PIECE
                    || self.bytes.get(self.position + length + 1).is_some_and(u8::is_ascii_alphabetic)
            }
            Some(b'\'' | 0x80..) => true,
            _ => false,
        };
        if length == 0 || length >= WordKey::LENGTH || may_go_on {
            return None;
        }
        let span = Span::new(self.position as u32, (self.position + length) as u32);
        self.position += length;
        let WordEntry { word, classes } = vocabulary.look_up_short(key);
        let shape = shape(begins_with_capital, has_capitals, has_smalls);
        Some(Token { span, classes, hash: key.hash(), key: word, kind: TokenKind::Word, shape, gap })
    }

    /// The ASCII mark at the current position, if nothing behind it can belong to it. `None`, at the same position, where
    /// [`Scanner::any_token`] must look closer.
    fn plain_mark(&mut self, gap: Gap) -> Option<Token> {
        let mark = *self.bytes.get(self.position)?;
        let may_go_on = mark == b'\'' || mark == b'.' && self.bytes.get(self.position + 1) == Some(&b'.');
        if !mark.is_ascii_punctuation() || may_go_on {
            return None;
        }
        self.position += 1;
        Some(mark_token(Span::new(self.position as u32 - 1, self.position as u32), mark as char, gap))
    }

    fn any_token(&mut self, gap: Gap, vocabulary: &impl Vocabulary) -> Token {
        let start = self.position;
        let kind = self.advance_over_token(gap);
        let text = &self.text[start..self.position];
        let span = Span::new(start as u32, self.position as u32);
        let (entry, shape) = match kind {
            TokenKind::Word => (vocabulary.look_up(text), shape_of(text)),
            TokenKind::Clitic => (vocabulary.look_up(text), Shape::Other),
            TokenKind::Mark => return mark_token(span, text.chars().next().unwrap_or_default(), gap),
            TokenKind::Number | TokenKind::Dots => (WordEntry::default(), Shape::Other),
        };
        Token { span, classes: entry.classes, hash: word_hash(self.text, span), key: entry.word, kind, shape, gap }
    }

    fn peek(&self) -> Option<char> {
        self.char_at(self.position)
    }

    #[inline]
    fn char_at(&self, position: usize) -> Option<char> {
        match *self.bytes.get(position)? {
            byte if byte < 0x80 => Some(byte as char),
            _ => self.text[position..].chars().next(),
        }
    }

    /// Passes over blanks and says what kind of gap they make.
    #[inline]
    fn skip_white_space(&mut self) -> Gap {
        // One blank, or none, before a visible ASCII character: most gaps of a text.
        match self.bytes.get(self.position..self.position + 2) {
            Some([b'!'..=b'~', _]) => Gap::None,
            Some([b' ', b'!'..=b'~']) => {
                self.position += 1;
                Gap::Space
            }
            _ => self.skip_any_white_space(),
        }
    }

    fn skip_any_white_space(&mut self) -> Gap {
        let (from, mut breaks) = (self.position, 0);
        while let Some(c) = self.peek().filter(|c| c.is_whitespace()) {
            self.position += c.len_utf8();
            breaks += match c {
                '\r' => u32::from(self.peek() != Some('\n')),
                '\n' | '\u{85}' | '\u{2028}' => 1,
                '\u{2029}' => 2,
                _ => 0,
            };
        }
        match breaks {
            0 if self.position == from => Gap::None,
            0 => Gap::Space,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        }
    }

    /// Passes over one token and says its kind. `gap` is the gap before it: a clitic is written on to a word.
    fn advance_over_token(&mut self, gap: Gap) -> TokenKind {
        let Some(c) = self.peek() else { return TokenKind::Mark };
        if is_letter(c) {
            self.advance_over_word();
            return TokenKind::Word;
        }
        if c.is_ascii_digit() {
            self.advance_over_number();
            return TokenKind::Number;
        }
        if is_apostrophe(c)
            && gap == Gap::None
            && let Some(end) = self.clitic_end()
        {
            self.position = end;
            return TokenKind::Clitic;
        }
        self.position += c.len_utf8();
        match c {
            '.' if self.peek() == Some('.') => {
                while self.peek() == Some('.') {
                    self.position += 1;
                }
                TokenKind::Dots
            }
            '…' => TokenKind::Dots,
            '¼'..='¾' | '⅐'..='⅞' => TokenKind::Number,
            _ => TokenKind::Mark,
        }
    }

    fn advance_over_word(&mut self) {
        if let Some(end) = self.dotted_abbreviation_end() {
            self.position = end;
            return;
        }
        self.position = self.letters_end(self.position);
        if let Some(end) = self.domain_end(self.position) {
            self.position = end;
            return;
        }
        while let Some(apostrophe) = self.peek().filter(|&c| is_apostrophe(c)) {
            let after = self.position + apostrophe.len_utf8();
            if !self.char_at(after).is_some_and(is_letter) || self.clitic_end().is_some() {
                return;
            }
            self.position = self.letters_end(after);
        }
    }

    /// The end of the internet domain that goes on at `position`: `Harbournews.com`, `www.quay-watch.co.uk`. Names of sites have no spaces, so a stop
    /// between two sentences is none of theirs, even where the space behind it is missing: an ending is needed that only domains have.
    fn domain_end(&self, mut position: usize) -> Option<usize> {
        let mut before: &[u8] = b"";
        for _ in 0..MOST_DOMAIN_PIECES {
            let piece = self.bytes.get(position..)?.strip_prefix(b".")?;
            let is_of_piece = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
            let length = piece.iter().take(LONGEST_DOMAIN_PIECE).take_while(is_of_piece).count();
            let piece = &piece[..length];
            position += 1 + length;
            let goes_on =
                self.bytes.get(position) == Some(&b'.') && self.bytes.get(position + 1).is_some_and(u8::is_ascii_lowercase);
            let is_country = piece.len() == 2 && piece.iter().all(u8::is_ascii_lowercase);
            let is_ending = DOMAIN_ENDINGS.contains(&piece) || is_country && BEFORE_COUNTRY.contains(&before);
            if !goes_on {
                return (is_ending && !self.char_at(position).is_some_and(is_letter)).then_some(position);
            }
            before = piece;
        }
        None
    }

    fn letters_end(&self, mut position: usize) -> usize {
        loop {
            let ascii = self.bytes.get(position..).unwrap_or_default();
            position += ascii.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(ascii.len());
            match self.char_at(position).filter(|&c| is_letter(c)) {
                Some(c) => position += c.len_utf8(),
                None => return position,
            }
        }
    }

    /// `U.S.`, `a.m.`, `Ph.D.`: two or more pieces of one letter (or a capital and a small one), each with a stop.
    fn dotted_abbreviation_end(&self) -> Option<usize> {
        let (mut position, mut pieces) = (self.position, 0);
        while let Some(end) = self.abbreviation_piece_end(position) {
            position = end;
            pieces += 1;
            if pieces > MOST_ABBREVIATION_PIECES {
                return None;
            }
        }
        let closed = !self.char_at(position).is_some_and(|c| is_letter(c) || c.is_ascii_digit());
        (pieces >= 2 && closed).then_some(position)
    }

    fn abbreviation_piece_end(&self, start: usize) -> Option<usize> {
        let first = *self.bytes.get(start)?;
        let second = *self.bytes.get(start + 1)?;
        match (first.is_ascii_alphabetic(), second) {
            (true, b'.') => Some(start + 2),
            (true, b'a'..=b'z') if first.is_ascii_uppercase() && self.bytes.get(start + 2) == Some(&b'.') => Some(start + 3),
            _ => None,
        }
    }

    /// The end of a clitic that begins with the apostrophe at the current position.
    fn clitic_end(&self) -> Option<usize> {
        let apostrophe = self.peek().filter(|&c| is_apostrophe(c))?;
        let start = self.position + apostrophe.len_utf8();
        // The longest clitic has two letters: longer runs need not be read to their end.
        let letters = self.bytes.get(start..self.bytes.len().min(start + 3))?;
        let length = letters.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let is_clitic = match &letters[..length] {
            [one] => matches!(one.to_ascii_lowercase(), b's' | b'd' | b'm'),
            [one, two] => matches!(&[one.to_ascii_lowercase(), two.to_ascii_lowercase()], b"re" | b"ve" | b"ll"),
            _ => false,
        };
        let end = start + length;
        (is_clitic && !self.char_at(end).is_some_and(|c| is_letter(c) || is_apostrophe_before_letter(self, end, c))).then_some(end)
    }

    fn advance_over_number(&mut self) {
        loop {
            while self.bytes.get(self.position).is_some_and(u8::is_ascii_digit) {
                self.position += 1;
            }
            let separated = matches!(self.bytes.get(self.position), Some(b',' | b'.'));
            if !separated || !self.bytes.get(self.position + 1).is_some_and(u8::is_ascii_digit) {
                return;
            }
            self.position += 1;
        }
    }
}

/// `'d've`: the first clitic ends where another begins, which is no reason to refuse it; `'s'quite` is one.
fn is_apostrophe_before_letter(scanner: &Scanner, position: usize, c: char) -> bool {
    is_apostrophe(c)
        && scanner.char_at(position + c.len_utf8()).is_some_and(is_letter)
        && !matches!(scanner.char_at(position + c.len_utf8()), Some('v' | 'V' | 's' | 'S'))
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}
