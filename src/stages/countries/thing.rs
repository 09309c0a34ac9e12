//! Words that look like a country's and stand for a thing: languages, currencies, pronouns, birds, what is called after a city.

use super::around::{Around, is_hyphen};
use super::hit::Hit;
use crate::annotation::CountryForm;
use crate::lang::en::{Context, Surface, WordClass};
use crate::text::{Gap, Shape, Token, words};

/// Whether the hit with this index is a part of something that is neither country, place nor person.
pub fn is_thing(around: &Around, index: usize, surface: &Surface) -> bool {
    let hit = &around.hits[index];
    match surface.form {
        CountryForm::Abbreviation => is_currency_sign(around, hit) || is_pronoun_in_capitals(around, hit, surface),
        CountryForm::Demonym => {
            is_pastry(around, hit, surface) || is_language(around, index) || is_native_american(around, hit, surface)
        }
        CountryForm::Name => surface.country.code == "TR" && around.context(around.after(hit.end)) == Some(Context::Food),
        CountryForm::Capital => is_part_of_thing(around, hit),
        CountryForm::Metonym => false,
    }
}

/// `a Danish`, with no noun behind it: one person of that country is a Dane.
fn is_pastry(around: &Around, hit: &Hit, surface: &Surface) -> bool {
    let is_one = around.before(hit.start).is_some_and(|token| words!["a", "an"].have(token));
    let is_elliptic = around.after(hit.end).is_some_and(|token| token.is(WordClass::Conjunction) || token.is_mark(','));
    surface.country.code == "DK" && is_one && has_no_noun(around, hit.end) && !is_elliptic
}

/// What is called after a city does not name it: `Warsaw Pact`, `Treaty of Paris`, `Tashkent Metro`.
fn is_part_of_thing(around: &Around, hit: &Hit) -> bool {
    let head_before = hit.start.checked_sub(2).and_then(|index| around.token(index)).filter(|token| token.is_capitalised());
    let is_of = around.before(hit.start).is_some_and(|_| around.document.token_text(hit.start - 1) == "of");
    around.has_name_part_behind(hit, Context::Named) || (is_of && around.context(head_before) == Some(Context::Named))
}

/// `US$5m`, `NZ $ 26`, `$US`.
fn is_currency_sign(around: &Around, hit: &Hit) -> bool {
    let is_attached = around.token(hit.start).is_some_and(Token::is_attached);
    around.after(hit.end).is_some_and(|token| token.is_mark('$'))
        || (is_attached && around.before(hit.start).is_some_and(|token| token.is_mark('$')))
}

/// `TELL US MORE` in a line of capitals.
fn is_pronoun_in_capitals(around: &Around, hit: &Hit, surface: &Surface) -> bool {
    if surface.country.code != "US" || around.document.token_text(hit.start) != "US" {
        return false;
    }
    let same_line = |token: &&Token| token.is_word() && token.gap < Gap::Line;
    let behind = around.after(hit.end).filter(same_line);
    let Some(before) = around.before(hit.start).filter(|_| around.token(hit.start).is_some_and(|here| same_line(&here))) else {
        return false;
    };
    let is_shouted = before.shape == Shape::Upper && behind.is_none_or(|token| token.shape == Shape::Upper);
    is_shouted && !before.is_any(WordClass::Determiner.bit() | WordClass::Conjunction.bit())
}

/// `in English`, `speaks French`, `German-language`; the second of two languages (`English and French`), too.
fn is_language(around: &Around, index: usize) -> bool {
    let hit = &around.hits[index];
    if is_language_alone(around, hit) {
        return true;
    }
    let before = index.checked_sub(1).map(|index| &around.hits[index]).filter(|before| around.are_listed(before, hit));
    let is_demonym = |hit: &Hit| hit.place.countries.first().is_some_and(|one| one.form == CountryForm::Demonym);
    before.is_some_and(|before| is_demonym(before) && is_language_alone(around, before) && has_no_noun(around, hit.end))
}

fn is_language_alone(around: &Around, hit: &Hit) -> bool {
    let is_joined = around.after(hit.end).is_some_and(is_hyphen);
    if around.context(around.after(hit.end + usize::from(is_joined))) == Some(Context::Language) {
        return true;
    }
    let Some(before) = around.before(hit.start).filter(|_| has_no_noun(around, hit.end)) else { return false };
    let is_verb = around.context(Some(before)) == Some(Context::Language) && before.shape == Shape::Lower;
    is_verb || matches!(around.document.token_text(hit.start - 1), "in" | "In" | "into")
}

/// Whether what stands at `index` is no noun that an adjective could belong to.
fn has_no_noun(around: &Around, index: usize) -> bool {
    around.after(index).is_none_or(|token| !(token.is_word() || is_hyphen(token)) || token.is_any(WordClass::FUNCTION_WORDS))
}

/// `Indian tribes`, `the Cherokee Indians`.
fn is_native_american(around: &Around, hit: &Hit, surface: &Surface) -> bool {
    let is_beside_tribe = around.context(around.after(hit.end)) == Some(Context::Tribe);
    surface.country.code == "IN" && (is_beside_tribe || around.has_name_part_before(hit, Context::Tribe))
}
