//! Articles gathered into partitions whose borders depend on the articles alone.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::sync::mpsc::SyncSender;

use super::aside::Aside;
use super::assembly::{AssembledPartition, SealedLines};
use super::reuse::Reuse;
use crate::annotation::LocatedProblem;
use crate::read::{ExpectedLines, Item, LinePlace, Sink};
use crate::shard::{Shard, UniqueIds, id_hash};
use crate::text::Article;
use crate::write::Seal;

/// A partition ends behind an article whose id's hash has these bits clear: one in 512, so that one new article moves one border
/// at the most.
const BORDER_MASK: u64 = 0x1ff;
/// A partition ends at this size in any case, so that memory stays bounded.
const MAX_BYTES: usize = 2 << 20;
const MAX_ARTICLES: usize = 1024;
const MAX_PROBLEMS: usize = 8192;
/// Lines that may be known another time are held in memory: of records that are far longer than their texts there may be too many bytes.
const MAX_KNOWN_BYTES: u64 = 16 << 20;

/// Some articles in a row, and the problems met in reading them.
#[derive(Debug, Default)]
pub(super) struct Partition {
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<LocatedProblem>,
    /// The lines that all of it was read from, where it comes from lines alone and without a problem.
    pub(super) lines: Option<SealedLines>,
}

/// A partition as it comes from the reader.
pub(super) enum Piece {
    Read(Partition),
    /// Its lines are those that a partition of the standing dataset was made of: they are read only if something of it is missing.
    Known(Box<KnownPartition>),
}

/// A partition whose lines are known.
pub(super) struct KnownPartition {
    pub(super) assembled: AssembledPartition,
    pub(super) place: LinePlace,
    pub(super) bytes: Vec<u8>,
    pub(super) aside: Aside,
}

impl Partition {
    /// Leaves what is of `shard`: its articles, the problems with their records, and of problems with other records those whose
    /// source falls to it. Everything comes with its position in the partition: problems stand before articles.
    pub(super) fn cut_to(self, shard: Option<Shard>) -> PartOfPartition {
        let is_ours = |id: &str| shard.is_none_or(|shard| shard.owns(id));
        let first_article = self.problems.len() as u32;
        let problems = (0..).zip(self.problems);
        let articles = (first_article..).zip(self.articles);
        PartOfPartition {
            problems: problems.filter(|(_, problem)| is_ours(problem.article_id.as_ref().unwrap_or(&problem.source))).collect(),
            articles: articles.filter(|(_, article)| is_ours(&article.id)).collect(),
        }
    }
}

/// What of a partition is of one shard, each with its position.
pub(super) struct PartOfPartition {
    pub(super) problems: Vec<(u32, LocatedProblem)>,
    pub(super) articles: Vec<(u32, Article)>,
}

impl PartOfPartition {
    /// A whole partition that was read without a problem.
    pub(super) fn of(articles: Vec<Article>) -> PartOfPartition {
        PartOfPartition { problems: Vec::new(), articles: (0..).zip(articles).collect() }
    }
}

/// Gathers what a reader yields and sends partitions on.
pub(super) struct Collector<'a> {
    sender: SyncSender<Piece>,
    partition: Partition,
    bytes: usize,
    ids: UniqueIds,
    reuse: Option<&'a Reuse<'a>>,
    lines: Lines,
}

/// The lines that a partition was read from so far.
#[derive(Default)]
enum Lines {
    /// None yet.
    #[default]
    NotBegun,
    Growing(Box<GrowingLines>),
    /// It is of more than lines, or of lines that gave a problem.
    No,
}

struct GrowingLines {
    place: LinePlace,
    count: u64,
    length: u64,
    /// Behind a buffer, since it takes many bytes at once faster than few.
    hasher: BufWriter<blake3::Hasher>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(sender: SyncSender<Piece>, reuse: Option<&'a Reuse<'a>>) -> Collector<'a> {
        let lines = Lines::default();
        Collector { sender, partition: Partition::default(), bytes: 0, ids: UniqueIds::default(), reuse, lines }
    }

    /// Sends what is left. More lines may follow another time, so that its lines are known by none.
    pub(super) fn finish(mut self) {
        self.lines = Lines::No;
        // A receiver that is gone has met an error, which it reports itself.
        let _ = self.send();
    }

    fn is_between_partitions(&self) -> bool {
        self.partition.articles.is_empty() && self.partition.problems.is_empty()
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let mut partition = std::mem::take(&mut self.partition);
        partition.lines = std::mem::take(&mut self.lines).sealed();
        self.send_piece(Piece::Read(partition))
    }

    fn send_piece(&mut self, piece: Piece) -> ControlFlow<()> {
        match self.sender.send(piece) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Reports the second article of an id, which gets another. What was met in reading it is of that one too.
    fn make_id_unique(&mut self, article: &mut Article) {
        let given = article.id.clone();
        let Some(problem) = self.ids.make_unique(article) else { return };
        self.lines = Lines::No;
        let is_of_it = |met: &&mut LocatedProblem| met.source == article.source && met.article_id.as_ref() == Some(&given);
        let met = self.partition.problems.iter_mut().rev().take_while(is_of_it);
        met.for_each(|met| met.article_id = Some(article.id.clone()));
        self.partition.problems.push(problem);
    }

    /// The partition that these lines are known as, if no earlier article has the id of one of its own.
    fn known(&mut self, place: &LinePlace, bytes: &[u8]) -> Option<(AssembledPartition, Aside)> {
        let reuse = self.reuse?;
        let (assembled, lines) = reuse.partition_at(place)?;
        if Seal::of(bytes) != lines.seal {
            return None;
        }
        let aside = reuse.aside(assembled.records)?;
        self.ids.take_new(&aside.ids).then(|| (assembled.clone(), aside))
    }
}

impl Sink for Collector<'_> {
    /// Takes one item; breaks when the receiver is gone.
    fn take(&mut self, item: Item) -> ControlFlow<()> {
        match item {
            Item::Problem(problem) => {
                self.lines = Lines::No;
                self.partition.problems.push(problem);
                if self.partition.problems.len() >= MAX_PROBLEMS {
                    return self.send();
                }
            }
            Item::Article(mut article) => {
                self.make_id_unique(&mut article);
                let border = id_hash(&article.id) & BORDER_MASK == 0;
                self.bytes += article.text.len();
                self.partition.articles.push(article);
                if border || self.bytes >= MAX_BYTES || self.partition.articles.len() >= MAX_ARTICLES {
                    return self.send();
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// No lines go on from one stream to the next.
    fn begins(&mut self) {
        self.lines = if self.is_between_partitions() { Lines::NotBegun } else { Lines::No };
    }

    fn expects(&mut self, place: &LinePlace) -> Option<ExpectedLines> {
        let may_begin = self.is_between_partitions() && matches!(self.lines, Lines::NotBegun);
        let (partition, lines) = self.reuse.filter(|_| may_begin)?.partition_at(place)?;
        Some(ExpectedLines { bytes: lines.seal.length, lines: lines.count, articles: partition.articles })
    }

    fn recognises(&mut self, place: &LinePlace, bytes: Vec<u8>) -> Result<(), Vec<u8>> {
        let Some((assembled, aside)) = self.known(place, &bytes) else { return Err(bytes) };
        // Where the receiver is gone, so it is for the next article.
        let _ = self.send_piece(Piece::Known(Box::new(KnownPartition { assembled, place: place.clone(), bytes, aside })));
        Ok(())
    }

    fn passes(&mut self, place: &LinePlace, line: &[u8]) {
        if self.reuse.is_none() {
            return;
        }
        if matches!(self.lines, Lines::NotBegun) {
            let hasher = BufWriter::with_capacity(1 << 16, blake3::Hasher::new());
            self.lines = Lines::Growing(Box::new(GrowingLines { place: place.clone(), count: 0, length: 0, hasher }));
        }
        if let Lines::Growing(lines) = &mut self.lines {
            lines.count += 1;
            lines.length += line.len() as u64;
            // A hasher takes all bytes.
            let _ = lines.hasher.write_all(line);
        }
    }
}

impl Lines {
    fn sealed(self) -> Option<SealedLines> {
        let Lines::Growing(lines) = self else { return None };
        let GrowingLines { place, count, length, hasher } = *lines;
        if length > MAX_KNOWN_BYTES {
            return None;
        }
        let hash = hasher.into_inner().ok()?.finalize();
        Some(SealedLines { place, count, seal: Seal { length, hash } })
    }
}
