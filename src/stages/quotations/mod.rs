#![doc = include_str!("quotations.md")]

mod agreement;
mod attitudes;
mod before;
mod boundary;
mod carriers;
mod carry;
mod clause;
mod content;
mod cues;
mod ends;
mod fragments;
mod frame;
mod interruptions;
mod inversion;
pub mod learning;
mod marks;
mod nouns;
mod open_cues;
mod outlook;
mod phrase;
mod relays;
mod signs;
mod statements;
mod strings;
mod subjects;
mod symbols;
mod tags;
mod tails;
mod transcript;
mod units;
mod unsaid;
mod verb_or_noun;
mod verb_subject;
mod weights;

use serde::{Deserialize, Serialize};

use super::{Stage, StageDefinition};
use crate::annotation::{Annotation, Block, Layer, MentionKind, Name, NameKind, Quotation, QuotationKind, SpeakerMention};
use crate::lang::en::{WordClass, english};
use crate::text::{Document, Shape, TokenRange};

use marks::QuotedString;
use statements::{Draft, DraftSpeaker};

/// The stage as the registry knows it.
pub const STAGE: StageDefinition = StageDefinition {
    name: "quotations",
    version: 11,
    reads: &["blocks", "sentences", "names"],
    words: &[
        "abbreviations",
        "adverb",
        "auxiliary",
        "clause-ends",
        "conjunction",
        "determiner",
        "document",
        "first-names",
        "institutions",
        "modal",
        "month",
        "negation",
        "number-words",
        "organisation-head",
        "past-verb",
        "preposition",
        "pronoun",
        "reporting-nouns",
        "reporting-verbs",
        "role-modifier",
        "roles",
        "titles",
        "verb",
        "verb-or-noun",
        "weekday",
    ],
    documentation: include_str!("quotations.md"),
    build: |parameters| Box::new(Quotations { _parameters: parameters.quotations.clone() }),
};

/// `[stages.quotations]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

struct Quotations {
    _parameters: Parameters,
}

impl Stage for Quotations {
    fn annotate(&self, document: &Document, done: &Annotation) -> Layer {
        let quoted = units::Quoted::new(document, done);
        let mut drafts: Vec<Draft> = Vec::new();
        let mut carry = carry::Carry::default();
        let mut items = Vec::new();
        let turns = transcript::turns(document, done);
        for unit in units::units(document, done, &quoted) {
            if turns.get(unit.block as usize).is_some_and(Option::is_some) {
                continue;
            }
            if !carry.awaits_any_words() && !units::may_say(document, &quoted, unit) {
                carry.pass_over(&quoted.strings, unit.paragraph, &drafts);
                continue;
            }
            frame::each_frame(document, &quoted, unit, &mut items, |frame| {
                let first = drafts.len();
                let mut cues = cues::cues(frame);
                let announced = statements::statements_of(frame, &mut cues, &mut drafts);
                carry.follow(frame, &cues, &mut drafts, first, announced);
            });
        }
        let first = drafts.len();
        drafts.extend(turns.into_iter().flatten().map(|turn| turn.counted_from(first)));
        Layer::Quotations(finished(document, done, &quoted, drafts))
    }
}

/// Sorts the drafts by position and turns them into rows.
fn finished(document: &Document, done: &Annotation, quoted: &units::Quoted, drafts: Vec<Draft>) -> Vec<Quotation> {
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&index| !drafts[index].content.is_empty()).collect();
    order.sort_by_key(|&index| (drafts[index].content.start, std::cmp::Reverse(drafts[index].content.end), index));
    order.dedup_by_key(|&mut index| drafts[index].content);
    let mut place = vec![None; drafts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(new as u32);
    }
    let quotation = |&index: &usize| {
        let draft = &drafts[index];
        Quotation {
            kind: kind_of(document, &done.blocks, &quoted.strings, draft.content),
            span: document.span_of(draft.content),
            cue: draft.cue.map(|(tokens, _)| document.span_of(tokens)),
            cue_lemma: draft.cue.filter(|(_, lemma)| !lemma.is_empty()).map(|(_, lemma)| lemma.to_string()),
            speaker: speaker_of(document, &done.names, &drafts, draft, &place),
            addressee: draft.addressee.map(|tokens| document.span_of(tokens)),
            rule: draft.rule,
        }
    };
    order.iter().map(quotation).collect()
}

/// The speaker of a draft; `place` tells the row that each draft became.
fn speaker_of(
    document: &Document,
    names: &[Name],
    drafts: &[Draft],
    draft: &Draft,
    place: &[Option<u32>],
) -> Option<SpeakerMention> {
    match draft.speaker {
        DraftSpeaker::Unknown => None,
        DraftSpeaker::Mention(tokens) => Some(SpeakerMention {
            kind: mention_kind(document, names, tokens),
            span: Some(document.span_of(tokens)),
            same_as: None,
        }),
        DraftSpeaker::SameAs(index) => {
            let span = drafts.get(index).and_then(Draft::mention).map(|tokens| document.span_of(tokens));
            place.get(index).copied().flatten().map(|row| SpeakerMention { kind: MentionKind::Implied, span, same_as: Some(row) })
        }
    }
}

/// `Dana Whitfield` is a name, `a Harbour Board spokesman` a description: what heads the mention decides, as the layer `names` has it, else whether it
/// has a capital letter of its own.
fn mention_kind(document: &Document, names: &[Name], tokens: TokenRange) -> MentionKind {
    let words = &document.tokens[tokens.range()];
    if let [only] = words
        && (only.is(WordClass::Pronoun) || document.token_text(tokens.start as usize) == "that")
    {
        return MentionKind::Pronoun;
    }
    let Some(head) = head_of(document, tokens) else { return MentionKind::Description };
    let index = names.partition_point(|name| name.tokens.end as usize <= head);
    let named = names.get(index).filter(|name| name.tokens.start as usize <= head);
    let is_name = match named {
        // `ESB Networks` is a name, whatever tells it.
        Some(name) => {
            let is_written_as_name = name.tokens.len() > 1 && name.tokens.range().all(|i| document.tokens[i].is_capitalised());
            name.kind != NameKind::Role && (name.rule != "organisation_description" || is_written_as_name)
        }
        None => {
            let may_open_sentence = head == tokens.start as usize;
            document.tokens[head].is_capitalised() && !(may_open_sentence && is_of_many(document, head))
        }
    };
    if is_name { MentionKind::Name } else { MentionKind::Description }
}

/// The last word of a mention before what is added to it behind a comma or a preposition.
fn head_of(document: &Document, tokens: TokenRange) -> Option<usize> {
    let is_added = |i: &usize| {
        let token = &document.tokens[*i];
        token.is_mark(',') || token.is_mark('(') || token.is(WordClass::Preposition) && token.shape == Shape::Lower
    };
    let start = tokens.start as usize;
    let end = (start + 1..tokens.end as usize).find(is_added).unwrap_or(tokens.end as usize);
    (start..end).rev().find(|&i| document.tokens[i].is_word())
}

/// `Some complained that …`, `Officials said …`, `One of the people said …`: a word for several people, whose capital letter is the sentence's.
fn is_of_many(document: &Document, at: usize) -> bool {
    let token = &document.tokens[at];
    let is_plural = |token| english().people.roles.get(token).is_some_and(|noun| noun.is_plural);
    verb_or_noun::STANDALONE.have(token) || token.is(WordClass::NumberWord) || token.is(WordClass::Role) && is_plural(token)
}

/// Direct: every word stands between quotation marks; indirect: none does. Words of a box that cuts the statement in two are nobody's.
fn kind_of(document: &Document, blocks: &[Block], strings: &[QuotedString], content: TokenRange) -> QuotationKind {
    let words_in = |tokens: TokenRange| {
        let common = tokens.range().start.max(content.range().start)..tokens.range().end.min(content.range().end);
        common.filter(|&i| document.tokens[i].is_word() || document.tokens[i].is_number()).count()
    };
    let first = strings.partition_point(|string| string.tokens.end <= content.start);
    let inside = strings[first..].iter().take_while(|string| string.tokens.start < content.end);
    // The block in which the statement begins is its own, whatever its kind.
    let first = blocks.partition_point(|block| block.tokens.end <= content.start);
    let others = blocks[first..].iter().skip(1).take_while(|block| block.tokens.start < content.end);
    let boxed: usize = others.filter(|block| !block.is_body).map(|block| words_in(block.tokens)).sum();
    match inside.map(|string| words_in(string.inner)).sum::<usize>() {
        0 => QuotationKind::Indirect,
        quoted if quoted >= words_in(content) - boxed => QuotationKind::Direct,
        _ => QuotationKind::Mixed,
    }
}
