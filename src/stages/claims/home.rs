//! Whose money is meant by a name or sign that several countries share: `$`, `pesos`, `rupees`, `shillings`.
//!
//! Pesos belong to a country that the article speaks of. A bare `$` is the US dollar in most of the world's English, also in articles about
//! Australia, so it takes more: the page is of that country, or the article sets US dollars apart (`US$20, or $30`).

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::annotation::{Annotation, CountryMention, QuantityKind};
use crate::lang::en::{ClaimWords, SharedCurrency, Unit};
use crate::text::{Document, RuleWords, Span, words};

/// What the article tells of its countries.
pub struct Home<'a> {
    document: &'a Document<'a>,
    countries: &'a [CountryMention],
    /// Where the article was published on the web.
    url: &'a str,
    /// How often each country is named, once it has been asked.
    counts: OnceCell<BTreeMap<&'static str, usize>>,
    /// What a bare `$` means, once it has been asked.
    dollar: OnceCell<Unit>,
}

/// How often another country with such a currency may be named for each time that the meant one is.
const LEAD: usize = 2;

/// How many mentions of countries are looked at in one sentence: more than any sentence has that was written to be read.
const MOST_IN_SENTENCE: usize = 64;

/// The country of most dollars.
const US: &str = "US";

impl<'a> Home<'a> {
    pub fn new(document: &'a Document<'a>, done: &'a Annotation) -> Home<'a> {
        let url = done.metadata.url.as_deref().unwrap_or_default();
        Home { document, countries: &done.countries, url, counts: OnceCell::new(), dollar: OnceCell::new() }
    }

    /// What a bare name of the currency `unit` means in this sentence.
    pub fn currency(&self, words: &ClaimWords, unit: Unit, sentence: Span) -> Unit {
        if unit.kind != QuantityKind::Money {
            return unit;
        }
        if unit.currency == Some("USD") {
            let dollar = || words.shared_currency(unit).and_then(|shared| self.dollar(shared)).unwrap_or(unit);
            return *self.dollar.get_or_init(dollar);
        }
        words.shared_currency(unit).map_or(unit, |shared| self.of_named_land(shared, unit, sentence))
    }

    /// The currency of the one country in the sentence that has such a one, or else of the one that the article names most by far. Where it
    /// names several, it stays open whose is meant; where it names none, the name has its usual meaning.
    fn of_named_land(&self, shared: &SharedCurrency, usual: Unit, sentence: Span) -> Unit {
        let near = self.countries.partition_point(|mention| mention.span.start < sentence.start);
        let in_sentence =
            self.countries[near..].iter().take_while(|mention| mention.span.end <= sentence.end).take(MOST_IN_SENTENCE);
        let named: Vec<&str> = in_sentence.map(|mention| mention.country.code).collect();
        let here: Vec<usize> = shared.lands.iter().map(|(land, _)| usize::from(named.contains(land))).collect();
        let all: Vec<usize> = shared.lands.iter().map(|(land, _)| self.count(land)).collect();
        match leading(&here, usize::MAX).or_else(|| leading(&all, LEAD)) {
            Some(land) => shared.lands[land].1,
            None if all.iter().all(|count| *count == 0) => usual,
            None => shared.open,
        }
    }

    /// The dollar of another country than the US that a bare `$` means.
    fn dollar(&self, shared: &SharedCurrency) -> Option<Unit> {
        let lands: Vec<_> = shared.lands.iter().filter(|(land, _)| *land != US).collect();
        let of_page = lands.iter().find(|(land, _)| is_page_of(self.url, land));
        if let Some((_, currency)) = of_page.filter(|(land, _)| self.count(land) > 0 && self.count(land) >= self.count(US)) {
            return Some(*currency);
        }
        let counts: Vec<usize> = lands.iter().map(|(land, _)| self.count(land)).collect();
        let land = leading(&counts, LEAD).filter(|_| sets_us_dollars_apart(self.document));
        land.map(|land| lands[land].1)
    }

    fn count(&self, land: &str) -> usize {
        let counts = self.counts.get_or_init(|| {
            let mut counts = BTreeMap::new();
            self.countries.iter().for_each(|mention| *counts.entry(mention.country.code).or_insert(0) += 1);
            counts
        });
        counts.get(land).copied().unwrap_or_default()
    }
}

/// The place of the greatest count, where no other is more than a `lead`th of it.
fn leading(counts: &[usize], lead: usize) -> Option<usize> {
    let best = (0..counts.len()).max_by_key(|place| counts[*place]).filter(|best| counts[*best] > 0)?;
    let is_behind = |place: usize| place == best || counts[place].saturating_mul(lead) <= counts[best];
    (0..counts.len()).all(is_behind).then_some(best)
}

/// Whether the host of the address ends in the country's letters: `https://www.news.example.nz/…`.
fn is_page_of(url: &str, land: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?']).next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(land))
}

/// What stands beside `$` for the US dollar, and for the dollars of others.
const OF_US: RuleWords = words!["us", "u.s.", "usd"];
const OF_OTHERS: RuleWords =
    words!["a", "au", "aud", "c", "ca", "cad", "can", "cdn", "nz", "nzd", "hk", "hkd", "s", "sg", "sgd", "nt", "tw"];

/// Whether the article writes `US$` and no other dollar so, which leaves the bare sign to its own.
fn sets_us_dollars_apart(document: &Document) -> bool {
    let is_beside = |words: RuleWords| {
        document.tokens.windows(2).any(|pair| {
            let [first, second] = pair else { return false };
            second.is_attached() && (first.is_mark('$') && words.have(second) || second.is_mark('$') && words.have(first))
        })
    };
    is_beside(OF_US) && !is_beside(OF_OTHERS)
}
