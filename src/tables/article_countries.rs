//! `article_countries`: one row per article and country.

use std::collections::BTreeMap;

use super::{ArticleView, TableBuilder};
use crate::annotation::BlockKind;

/// What an article says of one country, over all its mentions.
#[derive(Default)]
struct Tally {
    mentions: u32,
    /// Mentions in headline, standfirst and body: what a caption, a link or an advertisement names is not what the article is about.
    in_prose: u32,
    first_start: Option<u32>,
    in_headline: bool,
}

pub(super) fn fill(view: &ArticleView, table: &mut TableBuilder) {
    let mentions = &view.annotation.countries;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for mention in mentions {
        let at = mention.span.start;
        let kind = view.block_kind_at(at);
        let is_prose = match kind {
            BlockKind::Headline | BlockKind::Standfirst => true,
            // Where a story was filed is not what it is about.
            BlockKind::Dateline => false,
            _ => view.is_body_at(at),
        };
        let tally = tallies.entry(mention.country.code).or_default();
        tally.mentions += 1;
        tally.in_prose += u32::from(is_prose);
        tally.first_start.get_or_insert(at);
        tally.in_headline |= kind == BlockKind::Headline;
    }
    let most = tallies.values().map(|tally| tally.in_prose).max().unwrap_or_default();
    let all: u32 = tallies.values().map(|tally| tally.in_prose).sum();
    for (code, tally) in tallies {
        table
            .cell("article_id", view.id())
            .cell("country_code", code)
            .cell("mention_count", tally.mentions)
            .cell("share", f64::from(tally.mentions) / mentions.len() as f64)
            .cell("first_char_start", view.code_point(tally.first_start.unwrap_or_default()))
            .cell("in_headline", tally.in_headline)
            .cell("is_focus", tally.is_focus(most, all));
    }
}

impl Tally {
    /// Whether the article is about the country: its prose names it at least twice, and in the headline, as often as any other
    /// (`most`), or in at least three of ten of its mentions (`all`).
    fn is_focus(&self, most: u32, all: u32) -> bool {
        self.in_prose >= 2 && (self.in_headline || self.in_prose == most || 10 * self.in_prose >= 3 * all)
    }
}
