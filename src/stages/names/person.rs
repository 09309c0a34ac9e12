//! Names of persons: by title, by first name, by a role or an apposition beside them.

use super::reader::Reader;
use super::{organisation, pinyin, role};
use crate::annotation::{Gender, Name, NameKind};
use crate::lang::en::{Also, RoleKind, TitleKind, WordClass};
use crate::text::Shape;

/// The most words of a name: `Maria Fernanda de la Cruz Lopez`.
const MOST_WORDS: usize = 5;

/// The rule of names whose first word is the surname.
pub const FAMILY_NAME_FIRST: &str = "family_name_first";

/// `Rt. Rev. Prof. Dr.` has eight.
const MOST_TITLE_TOKENS: usize = 10;

/// A person's own name, without the roles before it.
struct Bare {
    tokens: (usize, usize),
    gender: Gender,
    rule: &'static str,
}

/// The person whose title or first name stands at `at`.
pub fn person_at(reader: &Reader, at: usize) -> Option<Name> {
    bare_person_at(reader, at).map(|bare| with_roles(reader, bare)).or_else(|| transcript_speaker(reader, at))
}

/// Whether [`person_at`] finds someone. It looks at nothing before `at`, so roles may ask it of the words that they go back over.
pub fn is_person_at(reader: &Reader, at: usize) -> bool {
    bare_person_at(reader, at).is_some() || transcript_speaker(reader, at).is_some()
}

fn bare_person_at(reader: &Reader, at: usize) -> Option<Bare> {
    titled_person(reader, at)
        .or_else(|| first_name_person(reader, at))
        .or_else(|| family_name_first(reader, at))
        .or_else(|| person_with_initials(reader, at))
}

/// The person of a name that no list holds, told by what stands beside it.
pub fn unlisted_person_at(reader: &Reader, at: usize) -> Option<Name> {
    if !reader.is_prose() || !reader.is_name_word(at) || reader.is(at, WordClass::SentenceOpener) {
        return None;
    }
    let end = reader.name_end(at, MOST_WORDS);
    if !is_free(reader, end) {
        return None;
    }
    let words = reader.words_in(at, end);
    let rule = if words <= 4 && follows_role(reader, at) && !reader.is_country(at, end) {
        "name_after_role"
    } else if words == 1 && is_first_name_apposed(reader, at, end) {
        "apposition"
    } else if !(2..=4).contains(&words) {
        return None;
    } else if reader.is(last_word(reader, at, end), WordClass::Surname)
        && !opens_with_other_word(reader, at)
        && !is_place_start(reader, at)
    {
        "surname"
    } else if has_personal_apposition(reader, end) || is_apposed_to_role(reader, at, end) {
        "apposition"
    } else {
        return None;
    };
    let first_name = if words == 1 { reader.first_name(at) } else { None };
    let gender = first_name.map_or(Gender::Unknown, |name| name.gender);
    Some(with_roles(reader, Bare { tokens: (at, end), gender, rule }))
}

/// `spokeswoman Olha Bondar`, `President Xi`; not `Star Wars`, where the noun is part of a name.
fn follows_role(reader: &Reader, at: usize) -> bool {
    if at == reader.start || !reader.is_spaced(at) || !reader.is_personal_role(at - 1) || ends_other_compound(reader, at - 1) {
        return false;
    }
    let anyone = reader.role(at - 1).is_some_and(|role| role.kind == RoleKind::Person);
    reader.tokens[at - 1].shape == Shape::Lower || !anyone
}

/// `ten-man Rovers`: a compound that is no noun for a person, as `vice-president` and `singer-songwriter` are.
fn ends_other_compound(reader: &Reader, head: usize) -> bool {
    let of_person = WordClass::RoleModifier.bit() | WordClass::Role.bit();
    head >= reader.start + 2
        && reader.is_mark(head - 1, '-')
        && reader.tokens[head].is_attached()
        && !reader.tokens[head - 2].is_any(of_person)
}

/// `Mr Putin`, `Gov. Chris Christie`, `Sir Keir`.
fn titled_person(reader: &Reader, at: usize) -> Option<Bare> {
    let first = reader.title(at)?;
    let (mut bare, mut gender, mut honorific) = (at, first.gender, false);
    while let Some(title) = reader.title(bare) {
        if bare > at && !reader.is_spaced(bare) || bare > at + MOST_TITLE_TOKENS {
            return None;
        }
        honorific |= title.kind != TitleKind::Office;
        gender = if gender == Gender::Unknown { title.gender } else { gender };
        bare += 1 + usize::from(reader.is_mark(bare + 1, '.'));
    }
    if !reader.is_spaced(bare) || reader.is(bare, WordClass::Institution) {
        return None;
    }
    if first.kind == TitleKind::Honorific && is_role_as_surname(reader, bare) {
        return Some(Bare { tokens: (bare, bare + 1), gender, rule: "title" });
    }
    if !reader.is_name_word(bare) || reader.is_generation(bare) {
        return None;
    }
    let end = reader.name_end(bare, MOST_WORDS);
    if !is_free(reader, end) || (!reader.is_prose() && !honorific && reader.first_name(bare).is_none()) {
        return None;
    }
    let end = if reader.is_prose() { end } else { reader.name_end(bare, title_case_words(reader, bare)) };
    if let Some(name) = reader.first_name(bare).filter(|_| gender == Gender::Unknown && reader.words_in(bare, end) > 1) {
        gender = name.gender;
    }
    // `Dean Kamen`: a title that is as well the first name.
    let bare = if first.kind == TitleKind::Office && reader.first_name(at).is_some() && reader.words_in(bare, end) == 1 {
        at
    } else {
        bare
    };
    Some(Bare { tokens: (bare, end), gender, rule: "title" })
}

/// `Ms. Boxer`: a surname that is also a role.
fn is_role_as_surname(reader: &Reader, at: usize) -> bool {
    let role = reader
        .get(at)
        .is_some_and(|token| token.shape == Shape::Capitalised && token.is_any(WordClass::Role.bit() | WordClass::Title.bit()));
    role && !reader.is_capital(at + 1) && !reader.is_mark(at + 1, '.')
}

/// In a headline every word has a capital letter: a name is then no longer than it must be.
fn title_case_words(reader: &Reader, at: usize) -> usize {
    if reader.first_name(at).is_some() { 2 } else { 1 }
}

/// `Donald Trump`, `Mary Ann O'Neill`, `Ursula von der Leyen`.
fn first_name_person(reader: &Reader, at: usize) -> Option<Bare> {
    let name = reader.first_name(at).filter(|_| reader.is_name_word(at))?;
    let end = if reader.is_prose() { reader.name_end(at, MOST_WORDS) } else { reader.name_end(at, 2) };
    let end = with_role_surname(reader, at, end);
    if reader.words_in(at, end) < 2 || !is_free(reader, end) || !is_trusted(reader, at, end, name.also) {
        return None;
    }
    Some(Bare { tokens: (at, end), gender: name.gender, rule: "first_name" })
}

/// `J.D. Mercer`, `L. Rowan Quist`: initials, then a surname of the list or two names more.
fn person_with_initials(reader: &Reader, at: usize) -> Option<Bare> {
    let text = reader.text(at);
    let single = text.chars().count() == 1 && reader.is_mark(at + 1, '.') && reader.tokens[at + 1].is_attached();
    let several = text.ends_with('.') && reader.tokens[at].key == 0 && text.len() <= 6;
    let surname = at + 1 + usize::from(single);
    if !(single || several) || !reader.is_prose() || !reader.is_spaced(surname) || !reader.is_name_word(surname) {
        return None;
    }
    let end = reader.name_end(at, MOST_WORDS);
    if end <= surname {
        return None;
    }
    let borne_out = reader.is(last_word(reader, at, end), WordClass::Surname) || reader.words_in(surname, end) > 1;
    (borne_out && is_free(reader, end)).then_some(Bare { tokens: (at, end), gender: Gender::Unknown, rule: "initials" })
}

/// `Stephen King`, `Martin Luther King Jr.`: a surname that is also a title or a role, where the name would else have no surname.
fn with_role_surname(reader: &Reader, at: usize, end: usize) -> usize {
    let surname =
        reader.get(end).is_some_and(|token| token.is_any(WordClass::Title.bit() | WordClass::Role.bit()) && token.is_capitalised());
    let also = |at: usize| reader.first_name(at).map(|name| name.also);
    let is_second_name = end == at + 2 && matches!(also(at), Some(Also::Nothing | Also::Word));
    let needs_surname = (end == at + 1 || is_second_name) && also(end - 1) == Some(Also::Nothing);
    let goes_on = (reader.is_capital(end + 1) && !reader.is_generation(end + 1)) || reader.is_mark(end + 1, '.');
    if needs_surname && surname && reader.is_spaced(end) && reader.is_prose() && !goes_on {
        reader.after_generation(end + 1, at)
    } else {
        end
    }
}

/// `Xi Jinping`: a Chinese family name, then one word that is no surname of other languages.
fn family_name_first(reader: &Reader, at: usize) -> Option<Bare> {
    let given = reader.get(at + 1).filter(|_| reader.is(at, WordClass::FamilyNameFirst) && reader.is_name_word(at))?;
    let is_given =
        given.shape == Shape::Capitalised && given.classes & !(WordClass::FirstName.bit() | WordClass::FamilyNameFirst.bit()) == 0;
    let is_given = is_given && pinyin::is_given_name(reader.text(at + 1));
    let is_name = is_given && reader.is_name_word(at + 1) && reader.is_spaced(at + 1) && reader.is_prose();
    let ends = !reader.is_capital(at + 2) && is_free(reader, at + 2);
    (is_name && ends).then_some(Bare { tokens: (at, at + 2), gender: Gender::Unknown, rule: FAMILY_NAME_FIRST })
}

/// A first name that is also a word or a place has to be borne out by a surname or an initial behind it.
fn is_trusted(reader: &Reader, at: usize, end: usize, also: Also) -> bool {
    let borne_out = reader.is(last_word(reader, at, end), WordClass::Surname) || reader.text(at + 1).chars().count() == 1;
    match also {
        Also::Nothing => !(reader.opens_sentence(at) && reader.is(at, WordClass::SentenceOpener)),
        Also::Word => !reader.opens_sentence(at) || borne_out || !reader.is(at, WordClass::Modal),
        Also::Place => borne_out,
    }
}

/// `RAMOS: What will you do?` at the start of a line.
fn transcript_speaker(reader: &Reader, at: usize) -> Option<Name> {
    let is_speaker = |i: usize| {
        reader.get(i).is_some_and(|token| {
            let place = token.is(WordClass::PlaceName) && !token.is(WordClass::Surname);
            token.shape == Shape::Upper && token.span.len() > 2 && !place && token.classes & !PERSONAL == 0
        })
    };
    if at != reader.start || !is_speaker(at) || organisation::institution(reader, at).is_some() {
        return None;
    }
    let end = (at..reader.end.min(at + 4)).find(|&i| !is_speaker(i))?;
    reader.is_mark(end, ':').then(|| reader.make(NameKind::Person, (at, end), (at, end), Gender::Unknown, "transcript"))
}

/// The lists that a person's name may be in.
const PERSONAL: u64 = WordClass::FirstName.bit() | WordClass::Surname.bit() | WordClass::PlaceName.bit();

/// Whether the words end here, and don't go on into the name of an organisation.
fn is_free(reader: &Reader, end: usize) -> bool {
    let goes_on = reader.is_spaced(end) && reader.is_capital(end) && reader.is(end, WordClass::OrganisationHead);
    let foundation =
        reader.is_mark(end, '&') || (reader.is_mark(end, '-') && reader.get(end).is_some_and(|token| token.is_attached()));
    !goes_on && !foundation
}

/// The last capitalised word of a name: its surname.
pub fn last_word(reader: &Reader, start: usize, end: usize) -> usize {
    (start..end).rev().find(|&i| reader.is_name_word(i) && !reader.is_generation(i)).unwrap_or(start)
}

/// `Speaking Smith`, `Quickly Jones`: at the start of a sentence the first word may be anything.
fn opens_with_other_word(reader: &Reader, at: usize) -> bool {
    let word = reader.text(at);
    reader.opens_sentence(at)
        && (word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly") || reader.is(at, WordClass::RoleModifier))
}

fn is_place_start(reader: &Reader, at: usize) -> bool {
    reader.first_name(at).is_some_and(|name| name.also == Also::Place)
        || matches!(reader.text(at), "San" | "Santa" | "Los" | "Las" | "El" | "Fort" | "Port" | "Mount" | "Lake" | "New")
}

/// `, 53, …`, `, a farmer …`, `, deputy chairman of …`, `, who …` behind a name.
fn has_personal_apposition(reader: &Reader, end: usize) -> bool {
    if !reader.is_mark(end, ',') {
        return false;
    }
    let age = reader.get(end + 1).is_some_and(|token| token.is_number() && token.span.len() == 2) && reader.is_mark(end + 2, ',');
    age || reader.text(end + 1) == "who"
        || (end + 1..reader.end.min(end + 7))
            .take_while(|&i| {
                reader.tokens[i].is_word() && !reader.is(i, WordClass::Preposition) && !reader.is(i, WordClass::Auxiliary)
            })
            .any(|i| reader.is_personal_role(i))
}

/// `the party's leader, Brel Osk, …`: the name between commas says who has the role before it.
fn is_apposed_to_role(reader: &Reader, at: usize, end: usize) -> bool {
    let closed = reader.is_mark(end, ',') || reader.is(end, WordClass::SpeechVerb);
    closed && at >= reader.start + 2 && reader.is_mark(at - 1, ',') && reader.is_personal_role(at - 2)
}

/// `her husband, Tom, …`: the first name alone of who has the role before it.
fn is_first_name_apposed(reader: &Reader, at: usize, end: usize) -> bool {
    reader.first_name(at).is_some_and(|name| name.also != Also::Place) && is_apposed_to_role(reader, at, end)
}

/// The name with the titles and roles before it, which may tell the gender; and with the letters behind it.
fn with_roles(reader: &Reader, bare: Bare) -> Name {
    let (start, told) = role::roles_before(reader, bare.tokens.0);
    let gender = if bare.gender == Gender::Unknown { told } else { bare.gender };
    reader.make(NameKind::Person, (start, reader.after_post_nominals(bare.tokens.1)), bare.tokens, gender, bare.rule)
}
