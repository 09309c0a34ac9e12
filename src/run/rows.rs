//! The rows of one partition, table by table.

use arrow::array::RecordBatch;
use bytes::Bytes;

use crate::annotation::LocatedProblem;
use crate::cache::Entry;
use crate::duplicates::Duplicate;
use crate::error::{Error, Result};
use crate::migration::{Conversion, Losses, Misfit};
use crate::pack::{Packer, Unpacker};
use crate::schema::{TableSchema, released};
use crate::tables::{ArticleView, Rows, TableBuilder, TableDefinition, fill_duplicates, fill_problems};
use crate::write::{EncodedTable, PartitionEncoder, Seal};

/// A table that is written, and the way of its rows from the newest version, which is made, to the one that the pipeline pins.
pub(super) struct PinnedTable {
    table: &'static TableDefinition,
    conversion: Conversion<'static>,
}

/// Tables with their ways to these schemas.
pub(super) fn pinned_tables(tables: &[&'static TableDefinition], schemas: &[&'static TableSchema]) -> Result<Vec<PinnedTable>> {
    let pinned = |(&table, &schema): (&&'static TableDefinition, &&'static TableSchema)| {
        let conversion = Conversion::between(released(), table.schema(), schema);
        let cause = || format!("no migration leads to {}", schema.id());
        let conversion = conversion.ok_or_else(|| Error::Table { table: table.name, cause: cause() })?;
        Ok(PinnedTable { table, conversion })
    };
    tables.iter().zip(schemas).map(pinned).collect()
}

/// One partition of a table.
#[derive(Debug, Default)]
pub(super) struct TablePart {
    pub(super) encoded: EncodedTable,
    /// How many rows come of each unit of the partition: the problems of readers first, then the articles.
    pub(super) units: Vec<u32>,
    /// The hash of all that the cache keeps of it; `None` where there is no cache.
    pub(super) hash: Option<blake3::Hash>,
}

impl TablePart {
    /// For the cache.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.number(self.units.len() as u64);
        self.units.iter().for_each(|&unit| _ = packer.number(u64::from(unit)));
        packer.bytes(&self.encoded.to_bytes());
        packer.finish()
    }

    /// What [`TablePart::to_bytes`] wrote, of the table of that number.
    pub(super) fn from_bytes(
        entry: &Entry,
        encoder: &PartitionEncoder,
        index: usize,
        stored: impl FnOnce(&Seal) -> Option<Bytes>,
    ) -> Option<TablePart> {
        let mut unpacker = Unpacker::new(&entry.bytes);
        let units = unpacker.list(|one| u32::try_from(one.number()?).ok())?;
        let encoded = encoder.table_from_bytes(index, &entry.bytes.slice_ref(unpacker.bytes()?), stored)?;
        Some(TablePart { units, encoded, hash: Some(entry.hash) })
    }
}

/// A builder for each table that is made.
pub(super) struct PartitionRows<'a> {
    tables: Vec<GrowingTable<'a>>,
}

struct GrowingTable<'a> {
    pinned: &'a PinnedTable,
    /// Among the tables of the plan.
    index: usize,
    builder: TableBuilder,
    /// Rows when the last unit ended.
    rows_before: usize,
    units: Vec<u32>,
}

impl<'a> PartitionRows<'a> {
    /// Rows of those tables that are wanted.
    pub(super) fn new(tables: &'a [PinnedTable], wanted: &[bool]) -> PartitionRows<'a> {
        let wanted = tables.iter().enumerate().zip(wanted).filter(|(_, is_wanted)| **is_wanted);
        let table = |((index, pinned), _): ((usize, &'a PinnedTable), _)| GrowingTable {
            pinned,
            index,
            builder: pinned.table.builder(),
            rows_before: 0,
            units: Vec::new(),
        };
        PartitionRows { tables: wanted.map(table).collect() }
    }

    /// Adds the rows of articles, table by table.
    pub(super) fn add_articles(&mut self, views: &[ArticleView]) {
        for table in &mut self.tables {
            for view in views {
                if let Rows::Article(fill) = table.pinned.table.rows {
                    fill(view, &mut table.builder);
                }
                table.end_unit(view.annotation.problems.len());
            }
        }
    }

    /// Ends a problem of a reader.
    pub(super) fn end_problem(&mut self) {
        self.tables.iter_mut().for_each(|table| table.end_unit(1));
    }

    pub(super) fn add_problems(&mut self, problems: &[LocatedProblem]) {
        if let Some(builder) = self.builder_of("problems") {
            fill_problems(problems, builder);
        }
    }

    pub(super) fn add_duplicates(&mut self, duplicates: &[(Duplicate, [String; 2])]) {
        if let Some(builder) = self.builder_of("duplicates") {
            fill_duplicates(duplicates, builder);
        }
    }

    /// The tables, each with its place among those of the plan.
    pub(super) fn encode(self, encoder: &PartitionEncoder) -> Result<Vec<(usize, TablePart)>> {
        let part = |table: GrowingTable| {
            let encoded = encoder.encode_table(table.index, &table.pinned.batch(table.builder)?)?;
            Ok((table.index, TablePart { encoded, units: table.units, hash: None }))
        };
        self.tables.into_iter().map(part).collect()
    }

    fn builder_of(&mut self, name: &str) -> Option<&mut TableBuilder> {
        self.tables.iter_mut().find(|table| table.pinned.table.name == name).map(|table| &mut table.builder)
    }
}

impl GrowingTable<'_> {
    /// Ends a problem of a reader or an article. The rows of problems are added behind all articles, so their number is told.
    fn end_unit(&mut self, problems: usize) {
        let of_problems = if self.pinned.is("problems") { problems } else { 0 };
        self.units.push((self.builder.len() - self.rows_before + of_problems) as u32);
        self.rows_before = self.builder.len();
    }
}

impl PinnedTable {
    /// Whether it is the table with this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.table.name == name
    }

    /// The rows in the version that the pipeline pins. Whoever pins an older one knows that it holds less.
    fn batch(&self, builder: TableBuilder) -> Result<RecordBatch> {
        let batch = builder.finish();
        if self.conversion.is_empty() {
            return Ok(batch);
        }
        let converted = self.conversion.convert(&batch, &mut Losses::default());
        let cause = |misfit: Misfit| format!("{}: {}", misfit.column, misfit.message);
        converted.map_err(|misfit| Error::Table { table: self.table.name, cause: cause(misfit) })
    }
}
