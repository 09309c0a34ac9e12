//! Answers that many rules want of the same token, kept for a while.

use std::cell::Cell;

use super::item::Item;
use super::measure::Measure;
use super::number::Number;
use crate::annotation::Comparator;
use crate::lang::en::Unit;

/// How many answers of a kind are kept: more than the tokens around one number.
const SLOTS: usize = 16;

/// The last answers to one question, by token.
pub struct Memo<T> {
    slots: [Cell<Option<(usize, T)>>; SLOTS],
}

impl<T: Copy> Memo<T> {
    /// The answer for the token `at`, worked out where it isn't kept.
    pub fn of(&self, at: usize, answer: impl FnOnce() -> T) -> T {
        let slot = &self.slots[at % SLOTS];
        match slot.get() {
            Some((kept, answer)) if kept == at => answer,
            _ => {
                let answer = answer();
                slot.set(Some((at, answer)));
                answer
            }
        }
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { slots: std::array::from_fn(|_| Cell::new(None)) }
    }
}

/// The answers kept for an article. A token is in one sentence, so what is kept for it holds wherever it is asked.
#[derive(Default)]
pub struct Memos {
    pub measure_after: Memo<Option<Measure>>,
    pub currency_before: Memo<Option<(usize, Unit)>>,
    pub comparator_before: Memo<Option<(usize, Comparator)>>,
    pub number_at: Memo<Option<Number>>,
    pub counted: Memo<Option<Item>>,
}
