//! Tables of a finished dataset brought to other versions of their schemas.
//!
//! Rows go through twice: once to count what will be lost, once to be written. The new dataset stands aside until it is whole.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;

use super::manifest::Manifest;
use super::stored::{StoredDataset, TableFile};
use crate::error::{Error, Result};
use crate::migration::{Conversion, Loss, Losses, Misfit};
use crate::schema::{TableSchema, released, schema_with_id};
use crate::tables::{arrow_schema, table_named};
use crate::write::{DatasetWriter, FileFormat, FinishedDataset};

/// A dataset with the tables that are to be converted.
pub struct DatasetMigration<'a> {
    dataset: &'a StoredDataset,
    manifest: &'a Manifest,
    tables: Vec<TableMigration>,
}

/// One table on its way.
pub struct TableMigration {
    file: TableFile,
    to: &'static TableSchema,
    conversion: Conversion<'static>,
}

impl<'a> DatasetMigration<'a> {
    /// Resolves what is wanted of a sound dataset with a manifest.
    ///
    /// # Errors
    /// No manifest, or a shard's; a table that the dataset does not have, or that is wanted in two versions; a version that no migration leads to; a file that cannot be read.
    pub fn new(dataset: &'a StoredDataset, wanted: &[&'static TableSchema]) -> Result<DatasetMigration<'a>> {
        let manifest = dataset.manifest.as_ref().ok_or_else(|| {
            let message = format!("{} has no manifest.json, which tells the versions of its tables", dataset.folder.display());
            Error::refused(message, "give the folder that `columnist run` wrote")
        })?;
        if let Some(shard) = manifest.part.as_ref().map(|part| part.shard) {
            let message = format!("{} is shard {shard}: alone it would fit no other shard any more", dataset.folder.display());
            return Err(Error::refused(message, "`columnist merge` the shards, and migrate the whole"));
        }
        let mut tables = Vec::new();
        for to in each_once(wanted)? {
            let table = open(dataset, manifest, to)?;
            let from = table.schema;
            let conversion = Conversion::between(released(), from, to).ok_or_else(|| {
                let message = format!("no migration leads from {} to {}", from.id(), to.id());
                Error::refused(message, "`columnist schema check` tells which one is missing")
            })?;
            if !conversion.is_empty() {
                tables.push(TableMigration { file: table, to, conversion });
            }
        }
        Ok(DatasetMigration { dataset, manifest, tables })
    }

    /// The tables that change; none where all of them have their version already.
    pub fn tables(&self) -> &[TableMigration] {
        &self.tables
    }

    /// Writes the dataset with the converted tables beside `output`. Package and manifest are still to be added.
    ///
    /// # Errors
    /// A file that cannot be read or written; a value that has no place in the wanted version.
    pub fn write(&self, output: &Path) -> Result<(FinishedDataset, Manifest)> {
        let schemas: Vec<_> = self.tables.iter().map(|table| table.to).collect();
        let provenance = self.manifest.provenance();
        let (mut writer, encoder) = DatasetWriter::begin(output, &schemas, &self.formats(), self.manifest.csv, &provenance)?;
        for (index, table) in self.tables.iter().enumerate() {
            table
                .for_each_batch(&mut Losses::default(), |batch| writer.append_table(index, encoder.encode_table(index, batch)?))?;
        }
        let (dataset, files) = writer.finish()?;
        for record in self.manifest.tables.iter().filter(|record| schemas.iter().all(|schema| schema.name != record.name)) {
            record.files.keys().try_for_each(|name| dataset.copy(&self.dataset.folder, name))?;
        }
        Ok((dataset, self.manifest.clone().with_replaced(&files)))
    }

    fn formats(&self) -> Vec<FileFormat> {
        let has =
            |ending: &str| self.manifest.tables.iter().flat_map(|table| table.files.keys()).any(|name| name.ends_with(ending));
        let all = [(FileFormat::Parquet, ".parquet"), (FileFormat::Csv, ".csv")];
        all.into_iter().filter(|(_, ending)| has(ending)).map(|(format, _)| format).collect()
    }
}

/// What is wanted, each table once: two writers of one file would destroy it.
fn each_once(wanted: &[&'static TableSchema]) -> Result<Vec<&'static TableSchema>> {
    let mut once: Vec<&'static TableSchema> = Vec::new();
    for &schema in wanted {
        match once.iter().find(|earlier| earlier.name == schema.name) {
            None => once.push(schema),
            Some(earlier) if earlier.version == schema.version => {}
            Some(earlier) => {
                let message = format!("{} and {} are two versions of one table: nothing was written", earlier.id(), schema.id());
                return Err(Error::refused(message, "a dataset has each table once: name one of them"));
            }
        }
    }
    Ok(once)
}

/// The file of a table that is to become one of this schema: Parquet where it is there, else CSV.
fn open(dataset: &StoredDataset, manifest: &Manifest, to: &TableSchema) -> Result<TableFile> {
    let Some(record) = manifest.tables.iter().find(|record| record.name == to.name) else {
        let has: Vec<_> = manifest.tables.iter().map(|record| record.schema.as_str()).collect();
        let message = format!("the dataset {} has no table `{}`", dataset.folder.display(), to.name);
        return Err(Error::refused(message, format!("it has {}", has.join(", "))));
    };
    if schema_with_id(&record.schema).is_none() {
        let message = format!("table {} has the schema `{}`, which this program does not know", record.name, record.schema);
        return Err(Error::refused(message, "`columnist schema list` lists those it knows; a newer columnist may know more"));
    }
    let definition = table_named(&to.name);
    let format = definition.and_then(|table| dataset.formats_of(table).next());
    let (Some(definition), Some(format)) = (definition, format) else {
        let message = format!("table {} has neither Parquet nor CSV in {}", to.name, dataset.folder.display());
        return Err(Error::refused(message, "run the pipeline again to write it anew"));
    };
    dataset.table(definition, format).map_err(|cause| unreadable(&format.path_of(&to.name), &cause))
}

fn unreadable(path: &str, cause: &str) -> Error {
    Error::refused(format!("{path} cannot be read: {cause}"), "`columnist verify` tells what is wrong with a dataset")
}

impl TableMigration {
    /// Where the table comes from and where it goes, as `claims@1.0`.
    pub fn versions(&self) -> (String, String) {
        (self.file.schema.id(), self.to.id())
    }

    /// What a reader should know of each leg of the way.
    pub fn descriptions(&self) -> impl Iterator<Item = &str> {
        self.conversion.descriptions()
    }

    /// What the conversion loses, without writing anything.
    ///
    /// # Errors
    /// A file that cannot be read; a value that has no place in the wanted version.
    pub fn losses(&self) -> Result<Vec<Loss>> {
        let mut losses = Losses::default();
        self.for_each_batch(&mut losses, |_| Ok(()))?;
        Ok(losses.into_list())
    }

    /// Row group by row group, so that the converted file has the same ones.
    fn for_each_batch(&self, losses: &mut Losses, mut take: impl FnMut(&RecordBatch) -> Result<()>) -> Result<()> {
        for chunk in self.file.chunks() {
            let first = chunk.start;
            let batch = self.read(chunk).map_err(|cause| unreadable(&self.file.path(), &cause))?;
            let converted = self.conversion.convert(&batch, losses);
            take(&converted.map_err(|misfit| self.misfit_error(&misfit, first))?)?;
        }
        Ok(())
    }

    /// Some rows as they must be: a cell that does not fit its column is an error here.
    fn read(&self, rows: Range<u64>) -> std::result::Result<RecordBatch, String> {
        let first = rows.start;
        let piece = self.file.read(&[rows])?;
        if let Some(flaw) = piece.flaws.first() {
            return Err(format!("row {}, column {}: {}", first + flaw.row as u64 + 1, flaw.column, flaw.message));
        }
        let schema = Arc::new(arrow_schema(self.file.schema));
        RecordBatch::try_new(schema, piece.batch.columns().to_vec()).map_err(|cause| cause.to_string())
    }

    fn misfit_error(&self, misfit: &Misfit, first: u64) -> Error {
        let row = misfit.row.map(|row| format!(", row {}", first + row as u64 + 1)).unwrap_or_default();
        let (from, to) = self.versions();
        let message = format!("{from} cannot become {to}: column {}{row}: {}", misfit.column, misfit.message);
        Error::refused(message, "nothing was written; choose another version, or run the pipeline again with `[output.tables]`")
    }
}
