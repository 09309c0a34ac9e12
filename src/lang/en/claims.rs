//! What English says with numbers: numerals, units, currencies, comparators, words of change and of modality.

use std::collections::HashMap;

use super::{WordClass, rows_of};
use crate::annotation::{Change, Comparator, Modality, QuantityKind};
use crate::lexicon::{Lexicon, PhraseTable, WordMap};
use crate::text::tokenize;

/// The part that a word plays in a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumeralPart {
    Digit,
    Teen,
    Ten,
    Hundred,
    Magnitude,
    /// `dozen`
    Collective,
    /// `hundreds`, `dozens`: vague when they stand alone.
    Plural,
    /// `bn`, `mn`: a magnitude behind digits only.
    Short,
    Ordinal,
    /// `sixfold`
    Multiple,
    /// The lower part of a fraction: `thirds`, `quarter`, `half`.
    Fraction,
}

/// A word of a numeral.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberWord {
    pub value: f64,
    pub part: NumeralPart,
}

/// A unit of measure or a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// English name, singular.
    pub name: &'static str,
    /// UCUM; currencies have none.
    pub code: Option<&'static str>,
    pub kind: QuantityKind,
    /// ISO 4217.
    pub currency: Option<&'static str>,
}

/// A name that currencies of several countries share.
pub struct SharedCurrency {
    /// ISO 3166-1 code of each country, with its currency.
    pub lands: Vec<(&'static str, Unit)>,
    /// The unit where it is open whose is meant.
    pub open: Unit,
}

/// A verb, adverb or noun of going up or down. A word can be several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeWord {
    pub direction: Change,
    pub is_verb: bool,
    /// A verb with an object (`raised 5 million`), which measures a change only before a percentage or `by`.
    pub is_transitive: bool,
    pub is_adverb: bool,
    pub is_noun: bool,
}

/// The words of the claims stage.
pub struct ClaimWords {
    pub numbers: WordMap<NumberWord>,
    /// Names of units and currencies, hyphens and spaces alike.
    pub unit_names: PhraseTable<Unit>,
    /// The same by their singular name.
    unit_by_name: HashMap<&'static str, Unit>,
    /// In the case in which they are written.
    unit_symbols: HashMap<&'static str, Unit>,
    currency_symbols: HashMap<&'static str, Unit>,
    /// By the name of the unit that the shared name usually means.
    shared_currencies: HashMap<&'static str, SharedCurrency>,
    symbol_starts: SymbolStarts,
    pub comparators_before: PhraseTable<Comparator>,
    pub comparators_after: PhraseTable<Comparator>,
    /// `several`, `a few`: what they are conventionally taken for.
    pub vague_quantifiers: PhraseTable<(f64, f64)>,
    pub changes: PhraseTable<ChangeWord>,
    pub modality: PhraseTable<Modality>,
}

impl ClaimWords {
    pub(super) fn new(lexicon: &mut Lexicon) -> ClaimWords {
        let names: Vec<(String, Unit)> =
            named_units().flat_map(|(name, unit)| with_hyphens(name).map(move |name| (name, unit))).collect();
        let phrases = |table: &str| rows_of(table).collect::<Vec<_>>();
        let unit_symbols: HashMap<&str, Unit> =
            rows_of_both("unit-symbols", "unit-symbols-more").filter_map(|row| Some((*row.first()?, unit(&row)?))).collect();
        let currency_symbols: HashMap<&str, Unit> = rows_of_both("currency-symbols", "currency-symbols-more")
            .filter_map(|row| Some((*row.first()?, currency(&row)?)))
            .collect();
        let symbols =
            rows_of_both("unit-symbols", "unit-symbols-more").chain(rows_of_both("currency-symbols", "currency-symbols-more"));
        ClaimWords {
            numbers: WordMap::new(
                lexicon,
                Some(WordClass::NumberWord.into()),
                rows_of("number-words").filter_map(|row| Some((*row.first()?, number_word(&row)?))),
            ),
            unit_names: PhraseTable::new(
                lexicon,
                WordClass::UnitName.into(),
                names.iter().map(|(name, unit)| (name.as_str(), *unit)),
            ),
            unit_by_name: named_units().collect(),
            unit_symbols,
            currency_symbols,
            shared_currencies: shared_currencies(),
            symbol_starts: SymbolStarts::new(symbols.filter_map(|row| row.first().copied())),
            comparators_before: PhraseTable::new(
                lexicon,
                WordClass::ComparatorBefore.into(),
                phrases("comparators-before").iter().filter_map(|row| Some((*row.first()?, comparator(row.get(1)?)?))),
            ),
            comparators_after: PhraseTable::new(
                lexicon,
                WordClass::ComparatorAfter.into(),
                phrases("comparators-after").iter().filter_map(|row| Some((*row.first()?, comparator(row.get(1)?)?))),
            ),
            vague_quantifiers: PhraseTable::new(
                lexicon,
                WordClass::VagueQuantifier.into(),
                phrases("vague-quantifiers")
                    .iter()
                    .filter_map(|row| Some((*row.first()?, (row.get(1)?.parse().ok()?, row.get(2)?.parse().ok()?)))),
            ),
            changes: PhraseTable::new(
                lexicon,
                WordClass::ChangeWord.into(),
                phrases("change-words").iter().filter_map(|row| Some((*row.first()?, change_word(row)?))),
            ),
            modality: PhraseTable::new(
                lexicon,
                WordClass::ModalityWord.into(),
                phrases("modality-words").iter().filter_map(|row| Some((*row.first()?, modality(row.get(1)?)?))),
            ),
        }
    }

    /// The unit with this English name, singular or plural.
    pub fn unit_named(&self, name: &str) -> Option<Unit> {
        self.unit_by_name.get(name).copied()
    }

    /// Whether the symbol of a unit or a currency may begin with this token.
    pub fn may_begin_symbol(&self, token: &str) -> bool {
        self.symbol_starts.fits(token)
    }

    /// The unit with this symbol.
    pub fn unit_symbol(&self, symbol: &str) -> Option<Unit> {
        self.unit_symbols.get(symbol).copied()
    }

    /// The currencies that a bare name may mean which usually means this one; `None` where it means no other.
    pub fn shared_currency(&self, unit: Unit) -> Option<&SharedCurrency> {
        self.shared_currencies.get(unit.name)
    }

    /// The currency with this sign or ISO code.
    pub fn currency_symbol(&self, symbol: &str) -> Option<Unit> {
        self.currency_symbols.get(symbol).copied()
    }
}

/// The rows of two tables of one form.
fn rows_of_both(table: &'static str, more: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    rows_of(table).chain(rows_of(more))
}

/// With which byte symbols of units and currencies begin, and how long the letters or the character are that they begin with. Most words behind a
/// number are told from a symbol by that alone, and need no look into a table.
struct SymbolStarts {
    /// By first byte: a bit for each length in bytes.
    lengths: [u64; 256],
}

impl SymbolStarts {
    fn new(symbols: impl Iterator<Item = &'static str>) -> SymbolStarts {
        let (mut lengths, none) = ([0; 256], Lexicon::new());
        for symbol in symbols {
            let first = tokenize(symbol, &none).first().map_or(symbol, |token| token.span.of(symbol));
            if let Some(byte) = first.bytes().next() {
                lengths[usize::from(byte)] |= 1 << first.len().min(63);
            }
        }
        SymbolStarts { lengths }
    }

    fn fits(&self, token: &str) -> bool {
        token.bytes().next().is_some_and(|byte| self.lengths[usize::from(byte)] & 1 << token.len().min(63) != 0)
    }
}

/// All named units, then currencies.
fn named_units() -> impl Iterator<Item = (&'static str, Unit)> {
    let units = rows_of_both("unit-names", "unit-names-more").filter_map(|row| Some((*row.first()?, unit(&row)?)));
    let currencies = rows_of_both("currency-names", "currency-names-more").filter_map(|row| Some((*row.first()?, currency(&row)?)));
    units.chain(currencies)
}

/// The name as it is, and with hyphens for spaces.
fn with_hyphens(name: &str) -> impl Iterator<Item = String> + use<> {
    let hyphened = name.contains(' ').then(|| name.replace(' ', "-"));
    std::iter::once(name.to_string()).chain(hyphened)
}

fn number_word(row: &[&str]) -> Option<NumberWord> {
    let part = match *row.get(2)? {
        "digit" => NumeralPart::Digit,
        "teen" => NumeralPart::Teen,
        "ten" => NumeralPart::Ten,
        "hundred" => NumeralPart::Hundred,
        "magnitude" => NumeralPart::Magnitude,
        "collective" => NumeralPart::Collective,
        "plural" => NumeralPart::Plural,
        "short" => NumeralPart::Short,
        "ordinal" => NumeralPart::Ordinal,
        "multiple" => NumeralPart::Multiple,
        _ => NumeralPart::Fraction,
    };
    Some(NumberWord { value: row.get(1)?.parse().ok()?, part })
}

fn unit(row: &[&'static str]) -> Option<Unit> {
    let kind = QuantityKind::ALL.iter().find(|kind| Some(kind.name()) == row.get(3).copied())?;
    Some(Unit { name: row.get(1)?, code: row.get(2).copied().filter(|code| !code.is_empty()), kind: *kind, currency: None })
}

fn currency(row: &[&'static str]) -> Option<Unit> {
    Some(Unit {
        name: row.get(2)?,
        code: None,
        kind: QuantityKind::Money,
        currency: row.get(1).copied().filter(|code| !code.is_empty()),
    })
}

fn shared_currencies() -> HashMap<&'static str, SharedCurrency> {
    let mut shared = HashMap::new();
    let rows: Vec<_> =
        rows_of("currency-lands").filter_map(|row| Some((*row.first()?, *row.get(1)?, currency(&row[1..])?))).collect();
    // The row without a country is the first of each name.
    for (name, land, unit) in rows {
        let currency = shared.entry(name).or_insert_with(|| SharedCurrency { lands: Vec::new(), open: unit });
        if !land.is_empty() {
            currency.lands.push((land, unit));
        }
    }
    shared
}

fn comparator(name: &str) -> Option<Comparator> {
    Comparator::ALL.iter().copied().find(|comparator| comparator.name() == name)
}

fn modality(name: &str) -> Option<Modality> {
    Modality::ALL.iter().copied().find(|modality| modality.name() == name)
}

fn change_word(row: &[&str]) -> Option<ChangeWord> {
    let direction = Change::ALL.iter().copied().find(|change| Some(&change.name()) == row.get(1))?;
    let parts = row.get(2)?;
    let is = |part: &str| parts.split(' ').any(|p| p == part);
    Some(ChangeWord {
        direction,
        is_verb: is("verb"),
        is_transitive: is("transitive"),
        is_adverb: is("adverb"),
        is_noun: is("noun"),
    })
}
