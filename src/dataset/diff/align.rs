//! Which row of an article was which before: rows are matched by what they say, not by their numbers, so that one new sentence is one row
//! and not a thousand.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Above so many possible pairs rows are matched by equality alone, which takes time in proportion to the rows.
const MANY: usize = 4_000_000;
/// Rows left between matched ones are compared pair by pair up to so many pairs.
const FEW: usize = 10_000;

/// Rows of one article before and now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The same row before and now, by the new one's position.
    pub pairs: Vec<(usize, usize)>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
}

/// Aligns rows given by a key for all that they say and a key for what they are about (`None`: nothing to go by). `alike` is the share of
/// what two rows have in common.
pub fn align(
    old: &[u64],
    new: &[u64],
    identity: impl Fn(bool, usize) -> Option<u64>,
    alike: impl Fn(usize, usize) -> f64,
) -> Alignment {
    let mut matched = Matched { partner_of_new: vec![None; new.len()], is_taken: vec![false; old.len()] };
    matched.in_order(old, new, 0..old.len(), 0..new.len());
    matched.anywhere(old, new);
    let identities = |is_new: bool, rows: Range<usize>| -> Vec<u64> {
        // A row with nothing to go by is like no other.
        rows.map(|row| identity(is_new, row).unwrap_or((row as u64) << 1 | u64::from(is_new))).collect()
    };
    let (old_identities, new_identities) = (identities(false, 0..old.len()), identities(true, 0..new.len()));
    for (olds, news) in matched.gaps() {
        matched.in_order_of(&old_identities, &new_identities, &olds, &news);
    }
    for (olds, news) in matched.gaps() {
        matched.by_likeness(&olds, &news, &alike);
    }
    matched.finish()
}

struct Matched {
    partner_of_new: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Matched {
    fn join(&mut self, old: usize, new: usize) {
        self.partner_of_new[new] = Some(old);
        self.is_taken[old] = true;
    }

    /// Matches equal rows that stand in the same order.
    fn in_order(&mut self, old: &[u64], new: &[u64], olds: Range<usize>, news: Range<usize>) {
        let same = |(a, b): &(&u64, &u64)| a == b;
        let before = old[olds.clone()].iter().zip(&new[news.clone()]).take_while(same).count();
        let (olds_left, news_left) = (olds.start + before..olds.end, news.start + before..news.end);
        let behind = old[olds_left.clone()].iter().rev().zip(new[news_left.clone()].iter().rev()).take_while(same).count();
        (0..before).for_each(|at| self.join(olds.start + at, news.start + at));
        (1..=behind).for_each(|at| self.join(olds.end - at, news.end - at));
        let (olds, news) = (olds_left.start..olds_left.end - behind, news_left.start..news_left.end - behind);
        if olds.is_empty() || news.is_empty() || olds.len() * news.len() > MANY {
            return;
        }
        for operation in capture_diff_slices(Algorithm::Myers, &old[olds.clone()], &new[news.clone()]) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                (0..len).for_each(|at| self.join(olds.start + old_index + at, news.start + new_index + at));
            }
        }
    }

    /// Matches equal rows wherever they stand.
    fn anywhere(&mut self, old: &[u64], new: &[u64]) {
        let mut left: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for at in (0..old.len()).filter(|&at| !self.is_taken[at]) {
            left.entry(old[at]).or_default().push_back(at);
        }
        for (at, row) in new.iter().enumerate() {
            if self.partner_of_new[at].is_none()
                && let Some(partner) = left.get_mut(row).and_then(VecDeque::pop_front)
            {
                self.join(partner, at);
            }
        }
    }

    /// Rows without a partner between rows that have one.
    fn gaps(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut gaps = Vec::new();
        let mut old = 0;
        let mut news = Vec::new();
        for new in 0..=self.partner_of_new.len() {
            let partner = self.partner_of_new.get(new).copied();
            match partner {
                Some(None) => news.push(new),
                Some(Some(partner)) if partner < old => {}
                _ => {
                    let end = partner.flatten().unwrap_or(self.is_taken.len());
                    let olds: Vec<usize> = (old..end).filter(|&at| !self.is_taken[at]).collect();
                    if !olds.is_empty() && !news.is_empty() {
                        gaps.push((olds, std::mem::take(&mut news)));
                    }
                    news.clear();
                    old = end;
                }
            }
        }
        gaps
    }

    /// Matches rows of a gap that are about the same, in order.
    fn in_order_of(&mut self, old: &[u64], new: &[u64], olds: &[usize], news: &[usize]) {
        let keys = |keys: &[u64], rows: &[usize]| rows.iter().map(|&row| keys[row]).collect::<Vec<u64>>();
        if olds.len() * news.len() > MANY {
            return;
        }
        for operation in capture_diff_slices(Algorithm::Myers, &keys(old, olds), &keys(new, news)) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                (0..len).for_each(|at| self.join(olds[old_index + at], news[new_index + at]));
            }
        }
    }

    /// Matches what is left of a gap so that the rows are as alike as can be, in order. Rows that are less than half alike are others.
    fn by_likeness(&mut self, olds: &[usize], news: &[usize], alike: &impl Fn(usize, usize) -> f64) {
        let (m, n) = (olds.len(), news.len());
        if m * n > FEW {
            return;
        }
        let mut gain = vec![vec![0.0_f64; n + 1]; m + 1];
        let mut likeness = vec![vec![0.0_f64; n]; m];
        for (i, &old) in olds.iter().enumerate().rev() {
            for (j, &new) in news.iter().enumerate().rev() {
                likeness[i][j] = alike(old, new);
                let joined = if likeness[i][j] >= 0.5 { likeness[i][j] + gain[i + 1][j + 1] } else { 0.0 };
                gain[i][j] = joined.max(gain[i + 1][j]).max(gain[i][j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < m && j < n {
            if likeness[i][j] >= 0.5 && gain[i][j] <= likeness[i][j] + gain[i + 1][j + 1] {
                self.join(olds[i], news[j]);
                (i, j) = (i + 1, j + 1);
            } else if gain[i][j] <= gain[i + 1][j] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }

    fn finish(self) -> Alignment {
        let pairs = self.partner_of_new.iter().enumerate().filter_map(|(new, old)| old.map(|old| (old, new))).collect();
        let removed = (0..self.is_taken.len()).filter(|&old| !self.is_taken[old]).collect();
        let added = (0..self.partner_of_new.len()).filter(|&new| self.partner_of_new[new].is_none()).collect();
        Alignment { pairs, removed, added }
    }
}
