//! Reporting cues: the verbs, and `according to`, that introduce what somebody said.

use std::ops::Range;

use super::agreement::subject_of_several;
use super::carriers::carrier;
use super::clause::{is_participle, is_time};
use super::fragments::leads_to_someone;
use super::frame::{Frame, Tag};
use super::inversion::{inverted_subject, is_between_commas, is_inverted_subject, is_signed};
use super::nouns::noun_cue;
use super::phrase::{phrase_after, phrase_before};
use super::strings::is_title_string;
use super::tails::after_adjuncts;
use super::unsaid::{is_negation, is_nobody, says_nothing, stands_behind_nor};
use super::verb_or_noun::is_form_of_be;
use super::verb_subject::subject_before;
use crate::lang::en::{Frames, VerbForm, WordClass, form};
use crate::text::words;

/// How a verb of reporting stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// With a subject of its own: `she said`, `said Smith`.
    Finite,
    /// `…, adding that`: the subject is further back.
    Participle,
    /// `to say that`.
    Infinitive,
    /// `he was told to`: the subject is not who speaks.
    Passive,
    /// `it was reported that`, `he was told that`: said by nobody who is named, to the subject.
    Impersonal,
    /// `according to`.
    According,
    /// `his claim that`.
    Noun,
}

/// A reporting verb in use.
#[derive(Debug, Clone)]
pub struct Cue {
    pub lemma: &'static str,
    pub frames: Frames,
    pub mode: Mode,
    /// Items of the verb with its auxiliaries and adverbs.
    pub group: Range<usize>,
    pub is_negated: bool,
    /// Who says it, where the words beside the verb tell.
    pub subject: Option<Range<usize>>,
    /// The subject stands beside this verb and was not taken over from another.
    pub has_own_subject: bool,
    /// The subject stands behind the verb.
    pub is_inverted: bool,
}

impl Cue {
    /// First item behind the verb and, where it is inverted, its subject.
    pub fn after(&self) -> usize {
        match &self.subject {
            Some(subject) if self.is_inverted => subject.end,
            _ => self.group.end,
        }
    }

    /// First item of subject and verb.
    pub fn start(&self) -> usize {
        match &self.subject {
            Some(subject) if !self.is_inverted => subject.start.min(self.group.start),
            _ => self.group.start,
        }
    }
}

/// All cues of a frame, from left to right.
pub fn cues(frame: &Frame) -> Vec<Cue> {
    let mut found = Vec::new();
    for at in 0..frame.len() {
        match frame.tag(at) {
            Tag::Verb => found.extend(frame.verb(at).and_then(|verb| verb_cue(frame, at, verb))),
            Tag::To if at > 0 && frame.is_any_of(at - 1, words!["according"]) => found.extend(according(frame, at)),
            Tag::Noun => found.extend(noun_cue(frame, at)),
            _ => {}
        }
    }
    found
}

fn according(frame: &Frame, to: usize) -> Option<Cue> {
    // `It went according to plan.`
    if frame.is_one_of(to + 1, words!["plan", "plans", "schedule", "custom", "tradition"]) {
        return None;
    }
    Some(Cue {
        lemma: "according to",
        frames: Frames::QUOTE.or(Frames::BARE),
        mode: Mode::According,
        group: to - 1..to + 1,
        is_negated: false,
        subject: source_behind(frame, to + 1),
        has_own_subject: true,
        is_inverted: true,
    })
}

/// The source that `according to` names: a noun phrase with whoever made it (`a survey by the harbour board`), else all up to the comma.
fn source_behind(frame: &Frame, start: usize) -> Option<Range<usize>> {
    // `early drafts of the poem`
    let first = if frame.tag(start) == Tag::Adverb && frame.tag(start + 1) == Tag::Noun { start + 1 } else { start };
    let Some(phrase) = phrase_after(frame, first) else {
        let end = (start..frame.len().min(start + LONGEST_SOURCE)).find(|&at| matches!(frame.tag(at), Tag::Comma | Tag::Stop))?;
        return (end > start).then_some(start..end);
    };
    let maker = if frame.text(phrase.end) == "by" { phrase_after(frame, phrase.end + 1) } else { None };
    Some(start..maker.map_or(phrase.end, |maker| maker.end))
}

/// A source that is no plain noun phrase is this many items at most.
pub const LONGEST_SOURCE: usize = 16;

fn verb_cue(frame: &Frame, at: usize, verb: &VerbForm) -> Option<Cue> {
    if says_nothing(frame, at, verb.lemma) {
        return None;
    }
    let own = group_start(frame, at);
    let carrier = (own..at).find(|&i| frame.tag(i) == Tag::To).and_then(|to| carrier(frame, to));
    let start = carrier.map_or(own, |carrier| group_start(frame, carrier));
    let mut cue = Cue {
        lemma: verb.lemma,
        frames: verb.frames,
        mode: if carrier.is_some() { Mode::Finite } else { mode_of(frame, at, start, verb) },
        group: start..at + 1,
        is_negated: (start..at).any(|i| is_negation(frame, i)) || stands_behind_nor(frame, start),
        subject: None,
        has_own_subject: false,
        is_inverted: false,
    };
    match cue.mode {
        Mode::Finite => find_subject(frame, at, verb, &mut cue),
        Mode::Participle if matches!(frame.tag_before(start), Tag::Noun | Tag::Name | Tag::Number) => {
            // `a statement saying that …`, `with three in ten saying …`
            cue.subject = phrase_before(frame, start).filter(|subject| says_itself(frame, subject) && !is_issued(frame, subject));
        }
        Mode::Passive => find_agent(frame, at, verb, &mut cue),
        _ => {}
    }
    cue.has_own_subject = cue.subject.is_some();
    cue.is_negated |= cue.subject.as_ref().is_some_and(|subject| is_nobody(frame, subject));
    Some(cue)
}

/// The subject of a finite verb at item `at`: before it, or behind it.
fn find_subject(frame: &Frame, at: usize, verb: &VerbForm, cue: &mut Cue) {
    let start = cue.group.start;
    let follows_speech = start == at && follows_speech(frame, start);
    cue.subject = if follows_speech {
        subject_around_speech(frame, start).filter(|_| is_followed_by_clause(frame, after_adjuncts(frame, at + 1)))
    } else {
        subject_of(frame, at, start, verb).filter(|subject| !is_time(frame, subject.start))
    };
    if start == at && (is_between_commas(frame, at) || is_signed(frame, at, verb)) {
        cue.subject = None;
    }
    let may_invert = matches!(frame.tag_before(start), Tag::Comma | Tag::Quoted | Tag::Dash) || at == 0;
    if cue.subject.is_none() && start == at && may_invert {
        // Behind a comma without quotation marks only a name that ends the clause is a subject: `…, said Smith.`
        let announces = |subject: &Range<usize>| match frame.tag(subject.end) {
            Tag::Colon => true,
            Tag::Stop | Tag::Comma | Tag::Preposition | Tag::Relative => at > 0,
            _ => at > 0 && (follows_speech || frame.tag_before(start) == Tag::Quoted),
        };
        cue.subject = inverted_subject(frame, at + 1)
            .filter(|subject| is_inverted_subject(frame, subject, follows_speech) && announces(subject));
        cue.is_inverted = cue.subject.is_some();
    }
    if !cue.is_inverted && start == at && is_put_to_subject(frame, cue) {
        (cue.mode, cue.subject) = (Mode::Passive, None);
    }
}

/// Who says what a passive reports: `was warned by the harbour master that …`; without an agent it is told to the subject, or by nobody.
fn find_agent(frame: &Frame, at: usize, verb: &VerbForm, cue: &mut Cue) {
    let start = cue.group.start;
    if frame.is_one_of(at + 1, words!["by"]) && !is_means(frame.text(at + 2)) {
        cue.subject = phrase_after(frame, at + 2);
        cue.is_inverted = cue.subject.is_some();
        cue.mode = if cue.is_inverted { Mode::Finite } else { Mode::Passive };
    } else if frame.tag(at + 1) == Tag::That {
        let is_it = start > 0 && frame.is_any_of(start - 1, words!["it"]);
        // `It must be added that`
        let is_said = is_it && !(start..at).any(|i| frame.is(i, WordClass::Modal));
        let subject = if verb.frames.any(Frames::WHOM) && !is_it { subject_of(frame, at, start, verb) } else { None };
        cue.mode = match (is_said || subject.is_some(), verb.lemma) {
            // `is convinced that`
            (true, "convince" | "persuade") => Mode::Finite,
            (true, _) => Mode::Impersonal,
            (false, _) => Mode::Passive,
        };
        cue.subject = subject;
    }
}

/// The subject before a verb whose group begins at `start`. A form without an ending, behind no auxiliary, is of several.
fn subject_of(frame: &Frame, at: usize, start: usize, verb: &VerbForm) -> Option<Range<usize>> {
    let nearest = subject_before(frame, start);
    let is_of_several =
        verb.forms & form::BASE != 0 && verb.forms & form::PAST == 0 && !(start..at).any(|i| frame.tag(i) == Tag::Auxiliary);
    if is_of_several { subject_of_several(frame, start, nearest) } else { nearest }
}

/// Whether a participle tells what the noun phrase straight before it says: somebody, a text or a number of people. Not `tried to defend
/// his remarks calling it a farce`, `…, at one point calling it a farce`.
fn says_itself(frame: &Frame, subject: &Range<usize>) -> bool {
    let is_adjunct =
        frame.tag_before(subject.start) == Tag::Preposition && !frame.text(subject.start - 1).eq_ignore_ascii_case("with");
    let is_number = |at: usize| frame.tag(at) == Tag::Number || frame.is(at, WordClass::NumberWord);
    let is_text = |at: usize| frame.is(at, WordClass::Document) || BEARERS.contains(&frame.text(at));
    let is_told = |at: usize| is_text(at) || is_number(at) && !is_adjunct;
    (leads_to_someone(frame, subject) || subject.clone().any(is_told)) && !is_time(frame, subject.end - 1)
}

/// What bears writing.
const BEARERS: &[&str] = &[
    "banner",
    "banners",
    "caption",
    "headline",
    "headlines",
    "placard",
    "placards",
    "poster",
    "posters",
    "shirt",
    "shirts",
    "sign",
    "signs",
];

/// `issued a statement saying …`: a text that somebody issues says what its author says.
fn is_issued(frame: &Frame, text: &Range<usize>) -> bool {
    let verb = text.start.checked_sub(1).filter(|&at| frame.tag(at) == Tag::Verb || frame.text(at) == "out");
    let issues = verb.is_some_and(|at| ISSUING.contains(&frame.text(at)) || frame.text(at) == "out" && at > 0);
    issues && text.clone().any(|at| frame.is(at, WordClass::Document))
}

/// Forms of verbs that bring a text of one's own before the public.
const ISSUING: &[&str] = &[
    "issue",
    "issued",
    "issues",
    "issuing",
    "made",
    "post",
    "posted",
    "posting",
    "posts",
    "publish",
    "published",
    "publishes",
    "read",
    "release",
    "released",
    "releases",
    "releasing",
    "send",
    "sending",
    "sends",
    "sent",
    "signed",
    "tweeted",
    "write",
    "writes",
    "wrote",
];

/// Whether a quoted string stands before item `at`, with or without a comma outside.
fn follows_speech(frame: &Frame, at: usize) -> bool {
    let before = if matches!(frame.tag_before(at), Tag::Comma | Tag::Dash) { at.saturating_sub(1) } else { at };
    before > 0 && frame.tag_before(before) == Tag::Quoted
}

/// `Okafor, who calls it “a farce,” said …`, `Okafor, quoting “an old rule,” said …`, `Okafor, host of “The Long Road,” said …`: the subject before an addition that ends
/// in a quoted string.
fn subject_around_speech(frame: &Frame, verb: usize) -> Option<Range<usize>> {
    let names = is_title_string(frame, verb.checked_sub(1)?);
    let is_name_alone = |at: usize| at > 0 && (0..at).all(|i| matches!(frame.tag(i), Tag::Name | Tag::Aside));
    let opens = |at: &usize| {
        let cites = at + 3 == verb && is_participle(frame, at + 1);
        let tells_who = || is_name_alone(*at) && !(*at..verb).any(|i| matches!(frame.tag(i), Tag::Verb | Tag::Auxiliary));
        frame.tag(*at) == Tag::Comma && (names || frame.tag(at + 1) == Tag::Relative || cites || tells_who())
    };
    let comma = (verb.saturating_sub(LONGEST_SOURCE)..verb).rev().find(opens)?;
    phrase_before(frame, comma)
}

fn is_followed_by_clause(frame: &Frame, at: usize) -> bool {
    matches!(frame.tag(at), Tag::That | Tag::Pronoun | Tag::Determiner | Tag::Noun | Tag::Name)
}

/// `Asked if the pier would close, Quist …`, `When asked why, …`, `Quist, told that it would, …`: a past form that has no subject but
/// one behind a comma, and nobody behind it who is asked or told.
fn is_put_to_subject(frame: &Frame, cue: &Cue) -> bool {
    let at = cue.group.end;
    let is_alone = cue.subject.as_ref().is_none_or(|subject| subject.end < cue.group.start);
    let is_put = match cue.lemma {
        "ask" => frame.tag(at) == Tag::Question || frame.is_one_of(at, words!["about", "if"]),
        "tell" => frame.tag(at) == Tag::That || frame.is_one_of(at, words!["about", "of"]),
        _ => false,
    };
    is_alone && is_put && frame.verb(at - 1).is_some_and(|verb| verb.forms & form::PARTICIPLE != 0)
}

/// `said by telephone`: by what means, and not by whom.
fn is_means(word: &str) -> bool {
    matches!(word, "email" | "fax" | "letter" | "phone" | "telephone" | "text" | "video")
}

/// Where the verb's auxiliaries and adverbs begin.
pub fn group_start(frame: &Frame, verb: usize) -> usize {
    let mut start = verb;
    while start > 0
        && (matches!(frame.tag(start - 1), Tag::Auxiliary | Tag::Negation | Tag::Adverb | Tag::To)
            || is_adverb_here(frame, start - 1))
    {
        start -= 1;
    }
    // An adverb that opens the sentence is not part of the verb.
    while start < verb && frame.tag(start) == Tag::Adverb && matches!(frame.tag_before(start), Tag::Stop) {
        start += 1;
    }
    start
}

/// `has long insisted`, `, even suggesting`: words that are adverbs there and adjectives before a noun.
fn is_adverb_here(frame: &Frame, at: usize) -> bool {
    if !frame.is_one_of(at, words!["long", "even", "first", "once", "twice", "further"]) {
        return false;
    }
    let before = frame.tag_before(at);
    match frame.text(at) {
        "long" => matches!(before, Tag::Auxiliary | Tag::Comma | Tag::Coordinator),
        "even" => {
            matches!(before, Tag::Auxiliary | Tag::Comma | Tag::Coordinator | Tag::Noun | Tag::Name | Tag::Pronoun)
        }
        "first" => matches!(before, Tag::Auxiliary | Tag::Comma | Tag::Coordinator | Tag::Pronoun | Tag::Preposition),
        "once" => {
            matches!(before, Tag::Auxiliary | Tag::Comma | Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Relative | Tag::Aside)
        }
        "twice" => matches!(before, Tag::Auxiliary),
        "further" => matches!(before, Tag::Auxiliary | Tag::Name | Tag::Pronoun),
        _ => false,
    }
}

fn mode_of(frame: &Frame, verb_at: usize, start: usize, verb: &VerbForm) -> Mode {
    let auxiliary = (start..verb_at).rev().find(|&at| frame.tag(at) == Tag::Auxiliary);
    let is_be = auxiliary.is_some_and(|at| is_form_of_be(frame, at));
    if (start..verb_at).any(|at| frame.tag(at) == Tag::To) {
        return Mode::Infinitive;
    }
    if verb.forms & form::ING != 0 {
        return if is_be { Mode::Finite } else { Mode::Participle };
    }
    if is_be && verb.forms & form::PARTICIPLE != 0 && !(auxiliary.is_some_and(|at| is_perfect(frame, at, verb_at, verb))) {
        return Mode::Passive;
    }
    if auxiliary.is_none()
        && verb.forms & form::PARTICIPLE != 0
        && frame.text(verb_at + 1) == "by"
        && !is_means(frame.text(verb_at + 2))
    {
        return Mode::Passive;
    }
    Mode::Finite
}

/// `he’s said he will go`: a short form that is `has` there. `It’s said to be`, `he’s told that` are passives.
fn is_perfect(frame: &Frame, auxiliary: usize, verb_at: usize, verb: &VerbForm) -> bool {
    matches!(frame.text(auxiliary), "'s" | "’s")
        && !frame.text(auxiliary.saturating_sub(1)).eq_ignore_ascii_case("it")
        && !verb.frames.any(Frames::WHOM.or(Frames::WHOM_TO))
        && !matches!(frame.text(verb_at + 1), "to" | "by" | "as")
}
