//! The core of the program: an article's text, its spans and its tokens. Knows no English and does no input or output.

mod article;
mod code_points;
mod document;
mod span;
mod token;
mod tokenizer;
mod word_hash;
mod word_key;

pub use article::Article;
pub use code_points::CodePointIndex;
pub use document::Document;
pub use span::{Span, TokenRange};
pub use token::{Class, Gap, Shape, Token, TokenKind, Vocabulary, WordEntry};
pub use tokenizer::tokenize;
pub use word_hash::word_hash;
pub(crate) use word_key::words;
pub use word_key::{RuleWords, WordKey};
