//! The table of duplicates, which needs all articles and is written last.

use super::rows::{PartitionRows, PinnedTable};
use crate::duplicates::{Duplicate, Ledger, Search};
use crate::error::Result;
use crate::write::{DatasetWriter, PartitionEncoder};

/// Rows of the table of duplicates that are made at a time.
const DUPLICATES_AT_A_TIME: usize = 1 << 14;

/// How many articles repeat an earlier one.
#[derive(Default)]
pub(super) struct Copies {
    pub(super) all: u64,
    /// Those that repeat it word for word.
    pub(super) exact: u64,
}

/// Writes the table of duplicates, some thousand rows at a time.
pub(super) fn write_duplicates(
    ledger: &mut Ledger,
    tables: &[PinnedTable],
    writer: &mut DatasetWriter,
    encoder: &PartitionEncoder,
) -> Result<Copies> {
    let wanted: Vec<bool> = tables.iter().map(|table| table.is("duplicates")).collect();
    let mut search = Search::new(ledger)?;
    let mut copies = Copies::default();
    while let Some(duplicates) = search.next(ledger)? {
        copies.all += duplicates.len() as u64;
        copies.exact += duplicates.iter().filter(|duplicate| duplicate.is_exact).count() as u64;
        for some in duplicates.chunks(DUPLICATES_AT_A_TIME) {
            let with_ids = |duplicate: &Duplicate| {
                Ok((duplicate.clone(), [ledger.id_of(duplicate.article)?, ledger.id_of(duplicate.duplicate_of)?]))
            };
            let mut rows = PartitionRows::new(tables, &wanted);
            rows.add_duplicates(&some.iter().map(with_ids).collect::<Result<Vec<_>>>()?);
            for (index, part) in rows.encode(encoder)? {
                writer.append_table(index, part.encoded)?;
            }
        }
    }
    Ok(copies)
}
