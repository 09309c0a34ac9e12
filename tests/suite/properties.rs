//! What holds for every text, however odd: texts are made of words, marks and furniture of the news in any order.

use columnist::annotation::{Annotation, Comparator};
use columnist::annotator::Annotator;
use columnist::stages::StageParameters;
use columnist::text::{Article, Document, Span};
use proptest::prelude::*;

use crate::support::same_texts_each_time;

/// Pieces that rules look for, and pieces that they don't.
const PIECES: &[&str] = &[
    "The",
    "minister",
    "said",
    "that",
    "according to",
    "told",
    "the BBC",
    "Georgia",
    "U.S.",
    "www.quay-watch.co.uk",
    "Anna Kovač",
    "Mr.",
    "Dr",
    "30,000",
    "1.5m",
    "€20-30",
    "½",
    "up to",
    "between",
    "and",
    "troops",
    "per cent",
    "on Monday",
    "March 3, 2025",
    "last week",
    "one in four",
    "tens of thousands",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'s",
    "…",
    "...",
    "?",
    "!",
    ".",
    ",",
    ";",
    ":",
    "–",
    "-",
    "(",
    ")",
    "«",
    "»",
    "``",
    "''",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u{a0}",
    "GETTY",
    "(Image: Getty)",
    "ADVERTISEMENT",
    "READ MORE:",
    "- ",
    "• ",
    "1. ",
    "By ANNA KOVAČ",
    "09:56, Mon, Mar 17, 2025",
    "e-mail@example.org",
    "https://example.org/a?b=c",
    "😀",
    "e\u{301}",
    "日本",
    "İstanbul",
    "ß",
    "\u{200b}",
    "\u{feff}",
    "0",
    "9/11",
    "$",
    "£1.5bn",
    "-4",
    "2-1",
    "X",
    "A.",
    "B.",
    "he",
    "she added",
    "they",
    "not",
    "would",
    "if",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_string), 1 => ".{0,3}"];
    let spaced = (piece, prop_oneof![3 => Just(" "), 1 => Just("")]).prop_map(|(piece, gap)| piece + gap);
    proptest::collection::vec(spaced, 0..80).prop_map(|pieces| pieces.concat())
}

/// Lines that the passes over whole pages look for: menus, sentences, links, teasers, cards, stamps, lines that come again.
const LINES: &[&str] = &[
    "Home",
    "News",
    "Sport",
    "Log In",
    "Subscribe",
    "Privacy Policy",
    "Most Read",
    "Read more",
    "Keeper finds a bell - The Harbour Herald",
    "Keeper finds a bell",
    "By ADA LINDQVIST",
    "By",
    "Ada Lindqvist",
    "Contributing Writer",
    "14:32, Tue, Apr 8, 2025 | UPDATED: 17:05",
    "date 2025-06-19 The keeper of the lock has found a bell that nobody had missed.",
    "LOME, March 3 (Meridian News) – The keeper of the lock has found a bell that nobody had missed.",
    "The keeper of the lock has found a bell that was lost when the old church fell into the river.",
    "Nobody in the town hall can say who was paid to look for it, or why it took them forty years to find it.",
    "“It rang once,” said Ada Kessie, “and then it was quiet.",
    "Ada Lindqvist is a Staff Writer at the Meridian.",
    "Brightwater is a leading global provider of bells and of those who ring them.",
    "The bell was brought to the quay by a boat that can carry forty peo...",
    "The bell in its boat at the quay of Lower Wick (Image: Getty)",
    "The bell in its boat at the quay of Lower Wick",
    "Image caption",
    "GETTY",
    "-",
    "• two bells and a rope",
    "1. Take the rope",
    "2 bells, cleaned and tuned",
    "Harbour Week 2025 | A lamp for the quay",
    "Revenue\t1,503\t1,342",
    "* * *",
    "3 / 9",
    "$139.00",
    "© 2025 The Meridian. All rights reserved.",
    "\u{200b}",
    "",
];

/// Pages of such lines, in any order and number.
fn pages() -> impl Strategy<Value = String> {
    let line = proptest::sample::select(LINES);
    let ended =
        (line, prop_oneof![6 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n\n")]).prop_map(|(line, end)| line.to_string() + end);
    proptest::collection::vec(ended, 0..120).prop_map(|lines| lines.concat())
}

fn article(text: &str) -> Article {
    Article {
        id: "a".into(),
        source: "a".into(),
        encoding: "utf-8".into(),
        published_on: "2025-03-17".parse().ok(),
        text: text.into(),
        ..Article::default()
    }
}

fn check_span(text: &str, span: Span, what: &str) {
    let is_sound = span.start < span.end && text.get(span.start as usize..span.end as usize).is_some();
    assert!(is_sound, "{what}: {span:?} is no span of {text:?}");
}

/// Every character that is not white space lies in exactly one of the spans, which are in order.
fn check_cover(text: &str, spans: impl Iterator<Item = Span>, what: &str) {
    let mut end = 0;
    let is_blank = |from: u32, to: u32| text[from as usize..to as usize].trim().is_empty();
    for span in spans {
        check_span(text, span, what);
        assert!(
            end <= span.start && is_blank(end, span.start),
            "{what}: {:?} is skipped or covered twice in {text:?}",
            end..span.start
        );
        end = span.end;
    }
    assert!(is_blank(end, text.len() as u32), "{what}: the end of {text:?} is not covered");
}

fn check_sorted(spans: impl Iterator<Item = Span>, what: &str) {
    let spans: Vec<Span> = spans.collect();
    assert!(spans.windows(2).all(|pair| pair[0].start <= pair[1].start), "{what} are not in text order");
}

fn check_layers(document: &Document, layers: &Annotation) {
    let text = document.text;
    check_cover(text, document.tokens.iter().map(|token| token.span), "tokens");
    check_cover(text, layers.blocks.iter().map(|block| block.span), "blocks");
    let mut end = 0;
    for sentence in &layers.sentences {
        check_span(text, sentence.span, "sentence");
        assert!(end <= sentence.span.start, "sentences overlap in {text:?}");
        assert!(layers.blocks[sentence.block as usize].span.contains(sentence.span), "a sentence leaves its block in {text:?}");
        assert_eq!(document.span_of(sentence.tokens), sentence.span, "tokens and span of a sentence differ in {text:?}");
        end = sentence.span.end;
    }
    for date in &layers.dates {
        check_span(text, date.span, "date");
        assert!(date.start_on <= date.end_on && date.start_on.is_some() == date.end_on.is_some(), "interval of {date:?}");
    }
    layers.countries.iter().for_each(|mention| check_span(text, mention.span, "country"));
    check_sorted(layers.dates.iter().map(|date| date.span), "dates");
    check_sorted(layers.countries.iter().map(|mention| mention.span), "countries");
    check_sorted(layers.claims.iter().map(|claim| claim.span), "claims");
    check_sorted(layers.quotations.iter().map(|quotation| quotation.span), "quotations");
    check_claims(text, layers);
    check_quotations(text, layers);
}

fn check_claims(text: &str, layers: &Annotation) {
    for claim in &layers.claims {
        check_span(text, claim.span, "claim");
        check_span(text, claim.number, "number");
        assert!(claim.span.contains(claim.number), "{claim:?} in {text:?}");
        claim.item.into_iter().for_each(|item| check_span(text, item, "item"));
        let numbers = [claim.value, claim.value_low, claim.value_high];
        assert!(numbers.iter().flatten().all(|number| number.is_finite()), "{claim:?} in {text:?}");
        if let (Some(low), Some(high)) = (claim.value_low, claim.value_high) {
            assert!(low <= high, "bounds of {claim:?} in {text:?}");
        }
        if claim.comparator == Comparator::Between {
            assert!(claim.value.is_none() && claim.value_low.is_some() && claim.value_high.is_some(), "{claim:?} in {text:?}");
        }
        assert!(claim.change_from.is_none_or(|from| (from as usize) < layers.claims.len()), "{claim:?}");
    }
}

fn check_quotations(text: &str, layers: &Annotation) {
    for quotation in &layers.quotations {
        check_span(text, quotation.span, "quotation");
        quotation.cue.into_iter().chain(quotation.addressee).for_each(|span| check_span(text, span, "cue or addressee"));
        if let Some(mention) = &quotation.speaker {
            mention.span.into_iter().for_each(|span| check_span(text, span, "speaker mention"));
        }
    }
    let speakers = &layers.speakers;
    assert_eq!(speakers.of_quotation.len(), layers.quotations.len(), "every quotation has its place in the speaker layer");
    assert!(speakers.of_quotation.iter().flatten().all(|&speaker| (speaker as usize) < speakers.speakers.len()));
}

proptest! {
    #![proptest_config(same_texts_each_time(400))]

    #[test]
    fn layers_are_sound_for_any_text(text in prop_oneof![3 => texts(), 1 => pages()], is_plain: bool) {
        let mut parameters = StageParameters::default();
        if is_plain {
            parameters.blocks.layout = columnist::stages::blocks::Layout::Plain;
        }
        let annotator = Annotator::new(&parameters);
        let article = article(&text);
        let document = annotator.document(&article);
        check_layers(&document, &annotator.annotate(&document));
    }
}

/// The check itself: a character left out, and one covered twice.
#[test]
#[should_panic(expected = "is skipped or covered twice")]
fn a_gap_between_blocks_is_found() {
    check_cover("a bell", [Span::new(0, 1), Span::new(3, 6)].into_iter(), "blocks");
}

#[test]
#[should_panic(expected = "is skipped or covered twice")]
fn blocks_that_overlap_are_found() {
    check_cover("a bell", [Span::new(0, 3), Span::new(2, 6)].into_iter(), "blocks");
}

#[test]
#[should_panic(expected = "is not covered")]
fn a_missing_last_block_is_found() {
    check_cover("a bell", [Span::new(0, 1)].into_iter(), "blocks");
}
