//! Which language an article is in.
//!
//! The record says it, or the text. A text counts as another language than English only where two witnesses agree: hardly any of its words are
//! English grammar words, and the letters of its body are, to a detector of languages, reliably those of another one. So a short or odd
//! English text is not lost; where they disagree, it is English.

use isolang::Language;
use whatlang::{Lang, Script};

use super::problem;
use crate::annotation::{Block, Problem};
use crate::lang::en::WordClass;
use crate::lang::is_supported;
use crate::text::{Document, Token};

/// Of a hundred words of English news, 35 to 50 are determiners, prepositions, pronouns, conjunctions and auxiliaries; of other
/// languages' words those that happen to be spelt like one of them are less than this share.
const LEAST_ENGLISH: f64 = 0.18;
/// From this share on a text is English and nothing else is asked.
const SURELY_ENGLISH: f64 = 0.28;
/// Bytes of the body that the detector sees.
const SAMPLE: usize = 2000;
/// A text of fewer Latin letters is too short to tell; another script tells at once.
const LEAST_LATIN_LETTERS: usize = 100;
const LEAST_LETTERS: usize = 20;

/// The BCP 47 tag of the article's language. A tag that the record gives counts, and is reported where the text is surely in another
/// language; so is a language that is not supported.
pub(super) fn language_of(document: &Document, blocks: &[Block], problems: &mut Vec<Problem>) -> String {
    let told = document.article.language.as_deref().map(str::trim).filter(|told| !told.is_empty());
    let declared = told.and_then(tag_of);
    if let (Some(told), None) = (told, &declared) {
        problems.push(problem("unknown_language", format!("`{told}` names no language that is known: it was not heeded")));
    }
    let seen = seen_in(document, blocks);
    if let (Some(declared), Some(seen)) = (&declared, &seen)
        && primary(declared) != *seen
    {
        let message =
            format!("the record says that the language is `{declared}`, but the text looks like `{seen}`: the record counts");
        problems.push(problem("contradicted_language", message));
    }
    let language = declared.or(seen).unwrap_or_else(|| "en".to_string());
    if !is_supported(&language) {
        problems.push(problem("unsupported_language", format!("the language is `{language}`: nothing is extracted from the text")));
    }
    language
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The language of the text, where it can be told.
fn seen_in(document: &Document, blocks: &[Block]) -> Option<String> {
    let (words, english) = grammar_words(document, blocks);
    let share = english as f64 / words.max(1) as f64;
    if share >= SURELY_ENGLISH {
        return (words * 4 >= LEAST_LATIN_LETTERS).then(|| "en".to_string());
    }
    let sample = sample_of(document, blocks);
    let letters = sample.chars().filter(|character| character.is_alphabetic()).count();
    let found = whatlang::detect(&sample).filter(|found| found.is_reliable() && share < LEAST_ENGLISH)?;
    let least = if found.script() == Script::Latin { LEAST_LATIN_LETTERS } else { LEAST_LETTERS };
    (letters >= least && found.lang() != Lang::Eng).then(|| code_of(found.lang()))
}

/// Words of the body, and how many of them are English grammar words.
fn grammar_words(document: &Document, blocks: &[Block]) -> (usize, usize) {
    let body = blocks.iter().filter(|block| block.is_body).flat_map(|block| &document.tokens[block.tokens.range()]);
    body.filter(|token| token.is_word()).fold((0, 0), |(words, english), word| {
        (words + 1, english + usize::from(word.is_any(WordClass::FUNCTION_WORDS) || is_infinitive_to(document, word)))
    })
}

fn is_infinitive_to(document: &Document, word: &Token) -> bool {
    document.slice(word.span) == "to"
}

/// The first bytes of the body; of the whole text where it has none.
fn sample_of(document: &Document, blocks: &[Block]) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    let body = blocks.iter().filter(|block| block.is_body).map(|block| document.slice(block.span));
    for text in body.chain(blocks.iter().all(|block| !block.is_body).then_some(document.text)) {
        let room = SAMPLE.saturating_sub(sample.len()).min(text.len());
        sample.push_str(&text[..text.floor_char_boundary(room)]);
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

/// The BCP 47 tag of what a record says: `en_GB`, `eng`, `English`, `de-DE`, `en_US.UTF-8`.
fn tag_of(told: &str) -> Option<String> {
    let told = told.split('.').next().unwrap_or_default().replace('_', "-");
    let (first, rest) = told.split_once('-').map_or((told.as_str(), None), |(first, rest)| (first, Some(rest)));
    let code = first.to_ascii_lowercase();
    let language = match code.len() {
        2 => Language::from_639_1(&code),
        3 => Language::from_639_3(&code),
        4.. => Language::from_name(&capitalised(&code)),
        _ => None,
    }?;
    if language == Language::Und {
        return None;
    }
    let is_subtag = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let parts = rest.into_iter().flat_map(|rest| rest.split('-')).take_while(is_subtag).map(|part| match part.len() {
        2 => part.to_ascii_uppercase(),
        4 => capitalised(&part.to_ascii_lowercase()),
        _ => part.to_ascii_lowercase(),
    });
    Some(std::iter::once(short_code(language).to_string()).chain(parts).collect::<Vec<_>>().join("-"))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// The code of two letters where there is one, as BCP 47 wants it.
fn short_code(language: Language) -> &'static str {
    language.to_639_1().unwrap_or_else(|| language.to_639_3())
}

/// The detector names two languages by the code of a variety.
fn code_of(language: Lang) -> String {
    let code = match language.code() {
        "cmn" => "zh",
        "pes" => "fa",
        code => Language::from_639_3(code).map_or(code, short_code),
    };
    code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_records_are_brought_into_one_form() {
        for (told, tag) in [
            ("en", "en"),
            ("EN", "en"),
            ("en_GB", "en-GB"),
            ("en-us", "en-US"),
            ("en_US.UTF-8", "en-US"),
            ("eng", "en"),
            ("English", "en"),
            ("GERMAN", "de"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("deu", "de"),
        ] {
            assert_eq!(tag_of(told).as_deref(), Some(tag), "{told}");
        }
        for told in ["xx", "und", "unknown", "e", "en, fr", "42", ""] {
            assert_eq!(tag_of(told), None, "{told}");
        }
    }

    #[test]
    fn every_language_of_the_detector_has_a_known_code() {
        for language in Lang::all() {
            let code = code_of(*language);
            assert_eq!(tag_of(&code), Some(code));
        }
    }
}
