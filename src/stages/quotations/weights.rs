//! Learnt weights: how much each feature of a place speaks for or against an end of reported words there.
//!
//! The table `clause-ends` is made by `tools/learn_clause_ends.rs`. A feature is a sign, or a word beside the boundary, each for its kind of boundary or
//! for all; a place has some forty of many thousands.

use std::sync::LazyLock;

use super::boundary::BOUNDARIES;
use super::signs::{Place, RULES, SIGNS, signs_at};
use super::symbols::{SYMBOLS, Symbol, name_of};
use crate::lang::en::rows_of;

/// A family of features, each of which is named by two values.
struct Family {
    name: &'static str,
    first: Values,
    second: Values,
}

/// What the values are.
#[derive(Clone, Copy)]
enum Values {
    Any,
    Boundary,
    Symbol,
    Sign,
    Rule,
}

impl Values {
    const fn len(self) -> usize {
        match self {
            Values::Any => 1,
            Values::Boundary => BOUNDARIES.len(),
            Values::Symbol => SYMBOLS,
            Values::Sign => SIGNS.len(),
            Values::Rule => RULES.len(),
        }
    }

    fn name(self, value: usize) -> &'static str {
        match self {
            Values::Any => "any",
            Values::Boundary => BOUNDARIES[value],
            Values::Symbol => name_of(value as Symbol),
            Values::Sign => SIGNS[value],
            Values::Rule => RULES[value],
        }
    }

    /// The value of this name.
    fn value(self, name: &str) -> Option<usize> {
        (0..self.len()).find(|&value| self.name(value) == name)
    }
}

const fn family(name: &'static str, first: Values, second: Values) -> Family {
    Family { name, first, second }
}

/// In the order in which [`each_feature`] numbers them. `first` and `last` are the words reported first and last, `next`, `second` and `third` those
/// behind the boundary.
const FAMILIES: &[Family] = &[
    family("boundary", Values::Any, Values::Boundary),
    family("sign", Values::Any, Values::Sign),
    family("boundary_sign", Values::Boundary, Values::Sign),
    family("first", Values::Boundary, Values::Symbol),
    family("last", Values::Boundary, Values::Symbol),
    family("next", Values::Boundary, Values::Symbol),
    family("third", Values::Boundary, Values::Symbol),
    family("next_second", Values::Symbol, Values::Symbol),
    family("rule_last", Values::Rule, Values::Symbol),
    family("rule_next", Values::Rule, Values::Symbol),
];

/// By family: the number of its first feature; the last entry is how many features there are.
const OFFSETS: [usize; FAMILIES.len() + 1] = {
    let (mut offsets, mut family) = ([0; FAMILIES.len() + 1], 0);
    while family < FAMILIES.len() {
        offsets[family + 1] = offsets[family] + FAMILIES[family].first.len() * FAMILIES[family].second.len();
        family += 1;
    }
    offsets
};

/// Number of features.
pub fn features() -> usize {
    OFFSETS[FAMILIES.len()]
}

/// Shows the features that a place has, by number.
pub fn each_feature(place: &Place, mut show: impl FnMut(usize)) {
    let (boundary, rule) = (place.at.kind as usize, place.words.rule);
    let [first, last, next, second, third] = place.symbols().map(usize::from);
    show(OFFSETS[0] + boundary);
    let mut signs = signs_at(place);
    while signs != 0 {
        let sign = signs.trailing_zeros() as usize;
        show(OFFSETS[1] + sign);
        show(OFFSETS[2] + boundary * SIGNS.len() + sign);
        signs &= signs - 1;
    }
    show(OFFSETS[3] + boundary * SYMBOLS + first);
    show(OFFSETS[4] + boundary * SYMBOLS + last);
    show(OFFSETS[5] + boundary * SYMBOLS + next);
    show(OFFSETS[6] + boundary * SYMBOLS + third);
    show(OFFSETS[7] + next * SYMBOLS + second);
    show(OFFSETS[8] + rule * SYMBOLS + last);
    show(OFFSETS[9] + rule * SYMBOLS + next);
}

/// The three cells that name a feature in the table of weights.
pub fn feature_name(feature: usize) -> String {
    let family = OFFSETS.partition_point(|&offset| offset <= feature) - 1;
    let (of, Family { name, first, second }) = (feature - OFFSETS[family], &FAMILIES[family]);
    format!("{name}\t{}\t{}", first.name(of / second.len()), second.name(of % second.len()))
}

/// The feature of three cells; the opposite of [`feature_name`].
fn feature_named(family: &str, first: &str, second: &str) -> Option<usize> {
    let index = FAMILIES.iter().position(|known| known.name == family)?;
    let of = &FAMILIES[index];
    Some(OFFSETS[index] + of.first.value(first)? * of.second.len() + of.second.value(second)?)
}

/// By feature: hundredths of log odds.
static WEIGHTS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    let mut weights = vec![0; features()];
    for row in rows_of("clause-ends") {
        if let [family, first, second, weight] = row[..]
            && let (Some(feature), Ok(weight)) = (feature_named(family, first, second), weight.parse())
        {
            weights[feature] = weight;
        }
    }
    weights
});

/// The hundredths of log odds that reported words end at a place.
pub fn score(place: &Place) -> i32 {
    let weights = &*WEIGHTS;
    let mut sum = 0;
    each_feature(place, |feature| sum += weights[feature]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_names_a_feature() {
        for row in rows_of("clause-ends") {
            let [family, first, second, weight] = row[..] else { panic!("{row:?} has not four cells") };
            let feature = feature_named(family, first, second).unwrap_or_else(|| panic!("{row:?} names no feature"));
            assert_eq!(feature_name(feature), format!("{family}\t{first}\t{second}"));
            assert!(weight.parse::<i32>().is_ok(), "{row:?} has no weight");
        }
    }
}
