//! MinHash signatures (Broder 1997) of sequences of words, in one permutation.

/// Words of a sequence.
const SHINGLE: usize = 5;
/// Components of a signature. The similarity has a standard error of 0.044 at 0.5, of 0.027 at 0.9.
const COMPONENTS: usize = 128;
/// Components of a band, and bands of a signature: articles of similarity 0.5 meet in at least one band with probability 0.98, those
/// of 0.7 nearly always, those of 0.1 with 0.03.
const BAND: usize = 3;
const BANDS: usize = 30;

/// The signature of a text, from which its similarity to others is estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature([u16; COMPONENTS]);

impl Signature {
    /// Bytes that a signature is written as.
    pub(super) const BYTES: usize = 2 * COMPONENTS;

    /// One-permutation MinHash (Li, Owen and Zhang 2012): the least hash of the sequences that fall to each component, and for a
    /// component to which none falls that of another one, drawn at random but always the same (Shrivastava 2017).
    pub(super) fn of(words: &[u64]) -> Signature {
        let mut least = [None::<u32>; COMPONENTS];
        for shingle in words.windows(SHINGLE) {
            let hash = shingle.iter().fold(0, |hash, word| mixed(hash ^ word));
            let component = &mut least[(hash >> 32) as usize % COMPONENTS];
            *component = Some(component.map_or(hash as u32, |so_far| so_far.min(hash as u32)));
        }
        // The low half of a hash tells two hashes apart as well as the whole does, but for one pair in 65,536.
        Signature(std::array::from_fn(|component| borrowed(&least, component) as u16))
    }

    /// The share of equal components, which estimates the Jaccard similarity of the sequences of words.
    pub(super) fn similarity_to(&self, other: &Signature) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        equal as f64 / COMPONENTS as f64
    }

    /// A hash of each band's number and components.
    pub(super) fn bands(&self) -> impl Iterator<Item = u64> {
        let bands = self.0.as_chunks::<BAND>().0.iter().take(BANDS);
        bands.enumerate().map(|(number, band)| band.iter().fold(number as u64, |hash, part| mixed(hash ^ u64::from(*part))))
    }

    pub(super) fn to_bytes(&self) -> [u8; Signature::BYTES] {
        let mut bytes = [0; Signature::BYTES];
        bytes.as_chunks_mut::<2>().0.iter_mut().zip(self.0).for_each(|(bytes, part)| *bytes = part.to_le_bytes());
        bytes
    }

    /// What [`Signature::to_bytes`] wrote; parts that lack are 0.
    pub(super) fn from_bytes(bytes: &[u8]) -> Signature {
        let mut signature = Signature([0; COMPONENTS]);
        signature.0.iter_mut().zip(bytes.as_chunks::<2>().0).for_each(|(part, bytes)| *part = u16::from_le_bytes(*bytes));
        signature
    }
}

/// The least hash of a component, or of the first that is not empty of a row of others drawn for it.
fn borrowed(least: &[Option<u32>; COMPONENTS], component: usize) -> u32 {
    let mut draw = component as u64 + 1;
    let others = std::iter::from_fn(|| {
        draw = mixed(draw.wrapping_add(0x9e37_79b9_7f4a_7c15));
        Some(draw as usize % COMPONENTS)
    });
    // A text that is long enough for a signature fills at least one component; a hundred rounds of draws find it.
    let row = std::iter::once(component).chain(others.take(100 * COMPONENTS));
    row.into_iter().find_map(|other| least[other]).unwrap_or(u32::MAX)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_similarity_is_measured() {
        let words = |from: usize, to: usize| (from..to).map(|word| mixed(word as u64)).collect::<Vec<_>>();
        for (shared, length) in [(500, 500), (450, 500), (400, 500), (350, 400), (300, 400), (120, 160)] {
            let (one, other) = (words(0, length), words(length - shared, 2 * length - shared));
            let truth = (shared - SHINGLE + 1) as f64 / (2 * length - shared - SHINGLE + 1) as f64;
            let measured = Signature::of(&one).similarity_to(&Signature::of(&other));
            assert!((measured - truth).abs() < 0.13, "{shared} of {length} words: {measured} for {truth}");
        }
    }

    #[test]
    fn bytes_give_the_signature_back() {
        let signature = Signature::of(&(0..500).map(mixed).collect::<Vec<_>>());
        assert_eq!(Signature::from_bytes(&signature.to_bytes()), signature);
    }
}
