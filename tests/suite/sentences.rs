//! Sentences of every text, however broken: they lose nothing, and are found in linear time.

use columnist::annotation::Annotation;
use columnist::annotator::Annotator;
use columnist::stages::blocks::Layout;
use columnist::stages::{STAGES, StageParameters};
use columnist::text::Article;
use proptest::prelude::*;

/// Pieces that sentences are decided by, to be put together in any order.
const PIECES: &[&str] = &[
    "the", "The", "Iris", "U.S.", "Inc", "Mr", "a.m.", "No", "J", "I", "said", "3", "1,000.5", ".", ".", "!", "?", "...", "…", ",",
    ":", "\"", "“", "”", "‘", "’", "'", "(", ")", "[", "]", "-", "—", "•", "b)", "1.", "@", "/", "www", "°", "😀", "é", "字", "。",
    "\u{301}", " ", " ", " ", "\n", "\n\n", "\r\n", "\t",
];

/// Bytes of a long row.
const LONG: usize = 200_000;

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(PIECES), 0..80).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(prop::sample::select(PIECES), 0..80).prop_map(|pieces| pieces.join(" ")),
        any::<String>(),
    ]
}

fn sentences_of(text: &str, split_in_quotes: bool, check: impl FnOnce(&Annotation)) {
    let mut parameters = StageParameters::default();
    parameters.blocks.layout = Layout::Plain;
    parameters.sentences.split_in_quotes = split_in_quotes;
    // Without the language, which would end the work on what is no English.
    let stages = STAGES.iter().filter(|stage| matches!(stage.name, "blocks" | "sentences"));
    let annotator = Annotator::with_stages(stages, &parameters);
    let article = Article { text: text.to_string(), ..Article::default() };
    check(&annotator.annotate(&annotator.document(&article)));
}

/// The sentences and the white space between them are the text.
fn assert_lossless(text: &str, annotation: &Annotation) {
    let mut end = 0;
    for sentence in &annotation.sentences {
        let (from, to) = (sentence.span.start as usize, sentence.span.end as usize);
        assert!(end <= from && from < to, "sentences overlap or are empty in {text:?}");
        assert!(text[end..from].chars().all(char::is_whitespace), "{:?} is in no sentence of {text:?}", &text[end..from]);
        assert!(
            annotation.blocks[sentence.block as usize].span.contains(sentence.span),
            "a sentence crosses its block in {text:?}"
        );
        end = to;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{:?} is in no sentence of {text:?}", &text[end..]);
}

proptest! {
    #[test]
    fn sentences_and_the_gaps_between_them_are_the_text(text in texts()) {
        sentences_of(&text, true, |annotation| assert_lossless(&text, annotation));
    }

    #[test]
    fn whole_quotations_only_join_sentences(text in texts()) {
        let mut cuts = Vec::new();
        sentences_of(&text, true, |split| cuts = split.sentences.iter().map(|sentence| sentence.span.start).collect());
        sentences_of(&text, false, |whole| {
            assert_lossless(&text, whole);
            assert!(whole.sentences.len() <= cuts.len(), "whole quotations split {text:?}");
        });
    }
}

/// A rule that looked back or ahead without bound would take hours here.
#[test]
fn long_rows_of_anything_are_split_in_linear_time() {
    let units = [
        ".", ". ", "...", "… ", "!", "?” ", "\"", ".\"", "“", "’", "U.S. ", "Inc. ", "Mr. ", "e.g.", "1. ", "a) ", "• ", "[3]",
        ".[3] ", "A. ", ":)", ". :) ", "a", "A", "a.A", "Abc.Def", "(", ".)", "7", "-", ". — ", "said ", "Iris ", "字", "\n",
        "a\n", "\u{301}",
    ];
    for unit in units {
        let text = unit.repeat(LONG / unit.len());
        sentences_of(&text, !unit.contains(['"', '“', '’']), |annotation| assert_lossless(&text, annotation));
    }
}
