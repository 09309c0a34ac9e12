//! Goods: what an article about things to buy is made of. A list of links has titles; a list of goods has prices, each in a line of its own.

use std::collections::HashSet;

use super::page::{Page, Piece};
use crate::annotation::BlockKind;
use crate::text::Token;

/// The rule of a line that tells of goods.
pub(super) const RULE: &str = "goods_with_price";
/// So many prices are a list.
const FEWEST: usize = 3;
/// Lines of one of the goods: its name, what it can do, its price.
const LONGEST: usize = 30;
/// Tokens of the longest price: `$1,299.00 – $1,499.00`
const LONGEST_PRICE: usize = 6;

/// From behind the last sentence or furniture before the first price to what comes again behind the last one, each line is of the list.
pub(super) fn mark(page: &mut Page) {
    let prices: Vec<usize> = (0..page.pieces.len()).filter(|&index| page.is_open(index) && is_price(page, index)).collect();
    let runs = prices.chunk_by(|&one, &next| next - one <= LONGEST).filter(|run| run.len() >= FEWEST);
    let lists: Vec<(usize, usize)> = runs.map(|run| (start_of(page, run[0]), end_of(page, run))).collect();
    for (start, end) in lists {
        (start..end).for_each(|index| page.settle(index, BlockKind::ListItem, RULE));
    }
}

/// Nothing but an amount of money.
fn is_price(page: &Page, index: usize) -> bool {
    let is_sign = |token: &Token| matches!(token.mark(), Some('$' | '£' | '€' | '¥' | '₹' | '₩'));
    let tokens = page.tokens(index);
    tokens.len() <= LONGEST_PRICE
        && tokens.iter().any(is_sign)
        && tokens.iter().any(Token::is_number)
        && tokens.iter().all(|token| token.is_number() || is_sign(token) || matches!(token.mark(), Some('-' | '–' | ',' | '.')))
}

fn start_of(page: &Page, first: usize) -> usize {
    let is_of_list = |&index: &usize| page.is_open(index) && !page.pieces[index].is_prose();
    first - (first.saturating_sub(LONGEST)..first).rev().take_while(is_of_list).count()
}

/// Lines such as the name of the shop stand behind each price: those that stood behind an earlier one are of the list behind the last.
fn end_of(page: &Page, run: &[usize]) -> usize {
    let hash = |piece: &Piece| piece.hash;
    let behind: HashSet<u64> = run.windows(2).flat_map(|two| page.pieces[two[0] + 1..two[1]].iter().map(hash)).collect();
    let end = run[run.len() - 1] + 1;
    end + page.pieces[end..].iter().take_while(|piece| behind.contains(&piece.hash)).count()
}
