//! A growing summary as bytes, exactly as it stands, and its sum with one that is packed.

use std::collections::BTreeMap;

use super::{GrowingColumn, GrowingValues, MOST_VALUES, widen};
use crate::pack::{Packer, Unpacker};

/// What kind of values come.
const WHOLE: u64 = 0;
const NUMBER: u64 = 1;
const DAY: u64 = 2;
const TEXT: u64 = 3;
/// Text whose values are not counted.
const LONG_TEXT: u64 = 4;

impl GrowingColumn {
    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(self.nulls);
        match &self.values {
            GrowingValues::Whole(bounds) => pack_bounds(packer.number(WHOLE), bounds, |number| number as u64),
            GrowingValues::Number(bounds) => pack_bounds(packer.number(NUMBER), bounds, f64::to_bits),
            GrowingValues::Day(bounds) => pack_bounds(packer.number(DAY), bounds, |day| i64::from(day) as u64),
            GrowingValues::Text { bytes, counts: None } => pack_bounds(packer.number(LONG_TEXT), bytes, |length| length as u64),
            GrowingValues::Text { bytes, counts: Some(counts) } => {
                pack_bounds(packer.number(TEXT), bytes, |length| length as u64);
                packer.number(counts.len() as u64);
                for (value, count) in counts {
                    packer.bytes(value.as_bytes()).number(*count);
                }
            }
        }
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Option<GrowingColumn> {
        let nulls = unpacker.number()?;
        let values = match unpacker.number()? {
            WHOLE => GrowingValues::Whole(unpack_bounds(unpacker, |bits| bits as i64)?),
            NUMBER => GrowingValues::Number(unpack_bounds(unpacker, f64::from_bits)?),
            DAY => GrowingValues::Day(unpack_bounds(unpacker, |bits| bits as i32)?),
            LONG_TEXT => GrowingValues::Text { bytes: unpack_bounds(unpacker, |bits| bits as usize)?, counts: None },
            TEXT => {
                let bytes = unpack_bounds(unpacker, |bits| bits as usize)?;
                let counts = unpacker.list(|unpacker| Some((unpacker.text()?, unpacker.number()?)))?;
                GrowingValues::Text { bytes, counts: Some(counts.into_iter().collect::<BTreeMap<_, _>>()) }
            }
            _ => return None,
        };
        Some(GrowingColumn { nulls, values })
    }

    /// Adds what [`GrowingColumn::pack`] wrote of the same column in further rows. Values that it has already are counted where they stand.
    pub(super) fn add(&mut self, unpacker: &mut Unpacker) -> Option<()> {
        self.nulls += unpacker.number()?;
        match (&mut self.values, unpacker.number()?) {
            (GrowingValues::Whole(bounds), WHOLE) => widen(bounds, unpack_bounds(unpacker, |bits| bits as i64)?),
            (GrowingValues::Number(bounds), NUMBER) => widen(bounds, unpack_bounds(unpacker, f64::from_bits)?),
            (GrowingValues::Day(bounds), DAY) => widen(bounds, unpack_bounds(unpacker, |bits| bits as i32)?),
            (GrowingValues::Text { bytes, counts }, LONG_TEXT) => {
                widen(bytes, unpack_bounds(unpacker, |bits| bits as usize)?);
                *counts = None;
            }
            (GrowingValues::Text { bytes, counts }, TEXT) => {
                widen(bytes, unpack_bounds(unpacker, |bits| bits as usize)?);
                unpacker.list(|one| {
                    let (value, count) = (std::str::from_utf8(one.bytes()?).ok()?, one.number()?);
                    if let Some(counts) = counts {
                        add_count(counts, value, count);
                    }
                    Some(())
                })?;
                *counts = counts.take().filter(|counts| counts.len() <= MOST_VALUES);
            }
            _ => return None,
        }
        Some(())
    }
}

fn add_count(counts: &mut BTreeMap<String, u64>, value: &str, count: u64) {
    match counts.get_mut(value) {
        Some(sum) => *sum += count,
        None => drop(counts.insert(value.to_string(), count)),
    }
}

fn pack_bounds<N: Copy>(packer: &mut Packer, bounds: &Option<(N, N)>, bits: impl Fn(N) -> u64) {
    packer.number(u64::from(bounds.is_some()));
    if let Some((least, greatest)) = bounds {
        packer.number(bits(*least)).number(bits(*greatest));
    }
}

fn unpack_bounds<N>(unpacker: &mut Unpacker, value: impl Fn(u64) -> N) -> Option<Option<(N, N)>> {
    if unpacker.number()? == 0 {
        return Some(None);
    }
    Some(Some((value(unpacker.number()?), value(unpacker.number()?))))
}
