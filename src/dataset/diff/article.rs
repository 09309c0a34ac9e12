//! One article in all tables, before and now.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::align::{Alignment, align};
use super::change::{CellChange, ChangeKind, RowChange, TableDiff};
use super::columns::ColumnRoles;
use super::rows::SideRows;

/// One table's rows of some articles, before and now.
pub(super) struct TablePair<'a> {
    pub(super) table: &'static str,
    pub(super) roles: &'a ColumnRoles,
    pub(super) old: SideRows,
    pub(super) new: SideRows,
}

/// What became of the rows of a table: the new index of each old one; `None`: every row kept its index.
type IndexMap = Option<BTreeMap<i32, i32>>;

/// The comparison of one article.
pub(super) struct ArticleDiff<'a> {
    pub(super) article: u32,
    pub(super) article_id: Option<&'a str>,
    pub(super) tables: &'a [TablePair<'a>],
    pub(super) limit: usize,
}

impl ArticleDiff<'_> {
    /// Compares the article in all tables, which stand behind those that they refer to. `diffs` are in the order of the tables.
    pub(super) fn compare(&self, diffs: &mut [TableDiff]) {
        let mut maps: BTreeMap<&'static str, IndexMap> = BTreeMap::new();
        for (pair, diff) in self.tables.iter().zip(diffs) {
            let map = self.compare_table(pair, &maps, diff);
            maps.insert(pair.table, map);
        }
    }

    fn compare_table(&self, pair: &TablePair, maps: &BTreeMap<&'static str, IndexMap>, diff: &mut TableDiff) -> IndexMap {
        let (olds, news) = (pair.old.of_article(self.article), pair.new.of_article(self.article));
        let old_keys: Vec<u64> =
            olds.iter().map(|&row| key_of(pair, &pair.old, row, |table, index| translated(maps, table, index))).collect();
        let new_keys: Vec<u64> = news.iter().map(|&row| key_of(pair, &pair.new, row, |_, index| i64::from(index))).collect();
        let stands = |rows: &SideRows, at: &[usize]| at.iter().map(|&row| rows.position(row)).collect::<Vec<u64>>();
        if old_keys == new_keys && stands(&pair.old, olds) == stands(&pair.new, news) {
            return None;
        }
        let identity = |is_new: bool, at: usize| {
            if pair.roles.is_one_per_article {
                return Some(0);
            }
            let (rows, row) = if is_new { (&pair.new, news[at]) } else { (&pair.old, olds[at]) };
            pair.roles.identity.as_ref().and_then(|column| rows.cell(column, row)).map(|words| hash_of(&words))
        };
        let alignment = align(&old_keys, &new_keys, identity, |old, new| likeness(pair, olds[old], news[new]));
        let map = index_map(pair, olds, news, &alignment);
        for &(old, new) in &alignment.pairs {
            let says_same = old_keys[old] == new_keys[new] && self.own_references_hold(pair, &map, olds[old], news[new]);
            if says_same {
                diff.moved += u64::from(pair.old.position(olds[old]) != pair.new.position(news[new]));
            } else {
                self.count_changed(pair, maps, &map, (olds[old], news[new]), diff);
            }
        }
        for old in alignment.removed {
            diff.count(ChangeKind::Removed, self.limit, || self.whole_row(pair, ChangeKind::Removed, olds[old]));
        }
        for new in alignment.added {
            diff.count(ChangeKind::Added, self.limit, || self.whole_row(pair, ChangeKind::Added, news[new]));
        }
        Some(map)
    }

    fn own_references_hold(&self, pair: &TablePair, map: &BTreeMap<i32, i32>, old: usize, new: usize) -> bool {
        pair.roles.own_references.iter().all(|column| {
            let was = pair.old.integer(column, old).map(|index| map.get(&index).copied());
            was == pair.new.integer(column, new).map(Some)
        })
    }

    fn count_changed(
        &self,
        pair: &TablePair,
        maps: &BTreeMap<&'static str, IndexMap>,
        own: &BTreeMap<i32, i32>,
        (old, new): (usize, usize),
        diff: &mut TableDiff,
    ) {
        let mut columns: Vec<String> = Vec::new();
        for column in &pair.roles.contents {
            if pair.old.cell(column, old) != pair.new.cell(column, new) {
                columns.push(column.clone());
            }
        }
        for (column, table) in &pair.roles.references {
            let was = pair.old.integer(column, old).map(|index| translated(maps, table, index));
            if was != pair.new.integer(column, new).map(i64::from) {
                columns.push(column.clone());
            }
        }
        for column in &pair.roles.own_references {
            let was = pair.old.integer(column, old).map(|index| own.get(&index).copied());
            if was != pair.new.integer(column, new).map(Some) {
                columns.push(column.clone());
            }
        }
        for column in &columns {
            *diff.columns.entry(column.clone()).or_default() += 1;
        }
        diff.count(ChangeKind::Changed, self.limit, || {
            let cell = |column: String| CellChange {
                old: self.shown(pair, false, &column, old),
                new: self.shown(pair, true, &column, new),
                column,
            };
            RowChange { cells: columns.into_iter().map(cell).collect(), ..self.row(pair, ChangeKind::Changed, new) }
        });
    }

    fn whole_row(&self, pair: &TablePair, kind: ChangeKind, row: usize) -> RowChange {
        let is_new = kind == ChangeKind::Added;
        let names =
            pair.roles.contents.iter().chain(pair.roles.references.iter().map(|(name, _)| name)).chain(&pair.roles.own_references);
        let cell = |column: &String| {
            let value = self.shown(pair, is_new, column, row)?;
            let (old, new) = if is_new { (None, Some(value)) } else { (Some(value), None) };
            Some(CellChange { column: column.clone(), old, new })
        };
        RowChange { cells: names.filter_map(cell).collect(), ..self.row(pair, kind, row) }
    }

    fn row(&self, pair: &TablePair, kind: ChangeKind, row: usize) -> RowChange {
        let rows = if kind == ChangeKind::Removed { &pair.old } else { &pair.new };
        RowChange {
            kind,
            article_id: self.article_id.map(str::to_string).or_else(|| rows.cell("article_id", row)),
            index: pair.roles.index.as_ref().and_then(|column| rows.integer(column, row)),
            about: pair.roles.identity.as_ref().and_then(|column| rows.cell(column, row)),
            cells: Vec::new(),
        }
    }

    /// A cell as it is shown: who a speaker is says more than which number he has.
    fn shown(&self, pair: &TablePair, is_new: bool, column: &str, row: usize) -> Option<String> {
        let rows = if is_new { &pair.new } else { &pair.old };
        let value = rows.cell(column, row)?;
        if column != "speaker_index" || pair.table == "speakers" {
            return Some(value);
        }
        let Some(speakers) = self.tables.iter().find(|pair| pair.table == "speakers") else { return Some(value) };
        let speakers = if is_new { &speakers.new } else { &speakers.old };
        let of_index =
            |speaker: &&usize| speakers.integer("speaker_index", **speaker).map(|index| index.to_string()) == Some(value.clone());
        let name = speakers.of_article(self.article).iter().find(of_index).and_then(|&speaker| speakers.cell("name", speaker));
        Some(name.map_or(value.clone(), |name| format!("{value} ({name})")))
    }
}

/// Hash of all that a row says, with the rows that it refers to.
fn key_of(pair: &TablePair, rows: &SideRows, row: usize, index_now: impl Fn(&'static str, i32) -> i64) -> u64 {
    let mut hasher = DefaultHasher::new();
    rows.content(row).hash(&mut hasher);
    for (column, table) in &pair.roles.references {
        rows.integer(column, row).map(|index| index_now(table, index)).hash(&mut hasher);
    }
    hasher.finish()
}

/// The index that a row has now; a negative number, each time another, for a row that is gone.
fn translated(maps: &BTreeMap<&'static str, IndexMap>, table: &'static str, index: i32) -> i64 {
    match maps.get(table) {
        Some(Some(map)) => map.get(&index).map_or(-1 - i64::from(index), |index| i64::from(*index)),
        // A table that is the same, or that neither has, keeps its indexes.
        _ => i64::from(index),
    }
}

fn index_map(pair: &TablePair, olds: &[usize], news: &[usize], alignment: &Alignment) -> BTreeMap<i32, i32> {
    let Some(column) = &pair.roles.index else { return BTreeMap::new() };
    let entry = |&(old, new): &(usize, usize)| Some((pair.old.integer(column, olds[old])?, pair.new.integer(column, news[new])?));
    alignment.pairs.iter().filter_map(entry).collect()
}

/// How much two rows have in common: of their words where they have any, else of their cells.
fn likeness(pair: &TablePair, old: usize, new: usize) -> f64 {
    if let Some(column) = &pair.roles.identity
        && let (Some(old), Some(new)) = (pair.old.cell(column, old), pair.new.cell(column, new))
    {
        let (a, b): (BTreeSet<&str>, BTreeSet<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
        return 2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()).max(1) as f64;
    }
    let columns = &pair.roles.contents;
    let same = columns.iter().filter(|column| pair.old.cell(column, old) == pair.new.cell(column, new)).count();
    same as f64 / columns.len().max(1) as f64
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
