//! `article_countries`: one row per article and country.

use std::collections::BTreeMap;

use super::{ArticleView, TableBuilder};
use crate::annotation::BlockKind;

/// What an article says of one country, over all its mentions.
#[derive(Default)]
struct Tally {
    mentions: u32,
    first_start: Option<u32>,
    in_headline: bool,
}

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    let mentions = &view.annotation.countries;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for mention in mentions {
        let tally = tallies.entry(mention.country.code).or_default();
        tally.mentions += 1;
        tally.first_start.get_or_insert(mention.span.start);
        tally.in_headline |= view.block_kind_at(mention.span.start) == BlockKind::Headline;
    }
    let most = tallies.values().map(|tally| tally.mentions).max().unwrap_or_default();
    for (code, tally) in tallies {
        let share = f64::from(tally.mentions) / mentions.len() as f64;
        let is_prominent = tally.in_headline || tally.mentions == most || share >= 0.3;
        table
            .cell("article_id", view.id())
            .cell("country_code", code)
            .cell("mention_count", tally.mentions)
            .cell("share", share)
            .cell("first_char_start", view.code_point(tally.first_start.unwrap_or_default()))
            .cell("in_headline", tally.in_headline)
            .cell("is_focus", tally.mentions >= 2 && is_prominent);
    }
}
