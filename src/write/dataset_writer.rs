//! A dataset on its way to disk: written aside, put in place whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use tempfile::TempDir;

use super::column_hash::ColumnHashes;
use super::encoded::{CsvWanted, EncodedPartition, EncodedTable, PartitionEncoder};
use super::hashing_file::{HashState, HashingFile};
use super::output_lock::{OutputLock, write_out_folder};
use super::parquet::{ParquetEncoder, ParquetFile};
use super::{CsvOptions, FileFormat, JoinedHash, Provenance};
use crate::error::{Error, Result};
use crate::schema::TableSchema;
use crate::tables::{ColumnSummary, TableSummary, arrow_schema};

/// Writes the tables of a dataset, partition by partition in order, into a folder beside the place where it will stand.
pub struct DatasetWriter {
    staging: TempDir,
    tables: Vec<TableWriter>,
    /// Goes last, when the folder is gone.
    lock: OutputLock,
}

struct TableWriter {
    schema: &'static TableSchema,
    parquet: Option<ParquetFile<HashingFile>>,
    csv: Option<HashingFile>,
    /// Rows of each row group.
    row_groups: Vec<u64>,
    rows_hash: JoinedHash,
    column_hashes: ColumnHashes,
    summary: TableSummary,
}

/// How far the hashes of a table's files had come behind a partition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileStates {
    pub parquet: Option<HashState>,
    pub csv: Option<HashState>,
}

/// What was written of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableFiles {
    pub table: &'static str,
    /// Table and version, as `claims@1.0`.
    pub schema: String,
    pub rows: u64,
    /// Rows of each row group.
    pub row_groups: Vec<u64>,
    /// BLAKE3 over the rows as CSV without header, row group by row group: the same for the same rows, however they are encoded.
    pub rows_blake3: String,
    /// BLAKE3 over the values of each column, row group by row group.
    pub columns_blake3: BTreeMap<String, String>,
    /// What the values of each column are.
    pub columns: BTreeMap<String, ColumnSummary>,
    pub files: Vec<WrittenFile>,
}

/// A file of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenFile {
    /// Relative to the dataset folder.
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

impl DatasetWriter {
    /// Opens the files of tables of these schemas in a new folder beside `output`.
    ///
    /// # Errors
    /// Where the folder or a file cannot be made, or another process writes to `output`.
    pub fn begin(
        output: &Path,
        schemas: &[&'static TableSchema],
        formats: &[FileFormat],
        csv: CsvOptions,
        provenance: &Provenance,
    ) -> Result<(DatasetWriter, PartitionEncoder)> {
        let lock = OutputLock::take(output)?;
        let staging = lock.staging()?;
        let (writes_parquet, writes_csv) = (formats.contains(&FileFormat::Parquet), formats.contains(&FileFormat::Csv));
        let mut writers = Vec::new();
        let mut encoders = Vec::new();
        for &schema in schemas {
            writers.push(TableWriter::begin(staging.path(), schema, formats, csv, provenance)?);
            encoders.push((schema, ParquetEncoder::new(schema, provenance).map_err(|cause| table_error(schema, cause))?));
        }
        let csv = match (writes_csv, csv.excel_safe) {
            (false, _) => CsvWanted::No,
            (true, false) => CsvWanted::Plain,
            (true, true) => CsvWanted::ExcelSafe,
        };
        let encoder = PartitionEncoder::new(encoders, writes_parquet, csv);
        Ok((DatasetWriter { staging, tables: writers, lock }, encoder))
    }

    /// The folder that is being written.
    pub fn folder(&self) -> &Path {
        self.staging.path()
    }

    /// Appends partitions, in the order of the input: one after the other in each table, the tables side by side. Tells for each table how far the hashes of its
    /// files came with each partition.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn append(&mut self, partitions: Vec<EncodedPartition>) -> Result<Vec<Vec<FileStates>>> {
        let mut by_table: Vec<Vec<EncodedTable>> = self.tables.iter().map(|_| Vec::new()).collect();
        for partition in partitions {
            by_table.iter_mut().zip(partition.tables).for_each(|(tables, table)| tables.push(table));
        }
        let tables = self.tables.par_iter_mut().zip(by_table);
        tables.map(|(writer, encoded)| encoded.into_iter().map(|encoded| writer.append(encoded)).collect()).collect()
    }

    /// Appends rows of one table alone, counted in the order of the writer's schemas.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn append_table(&mut self, index: usize, encoded: EncodedTable) -> Result<()> {
        self.tables[index].append(encoded).map(|_| ())
    }

    /// Closes all tables.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(self) -> Result<(FinishedDataset, Vec<TableFiles>)> {
        let files = self.tables.into_iter().map(TableWriter::finish).collect::<Result<_>>()?;
        Ok((FinishedDataset { staging: self.staging, lock: self.lock }, files))
    }
}

/// A dataset whose tables are written, not yet in its place.
pub struct FinishedDataset {
    staging: TempDir,
    /// Goes last, when the folder of the old dataset is gone.
    lock: OutputLock,
}

impl FinishedDataset {
    /// The folder where it stands now.
    pub fn path(&self) -> &Path {
        self.staging.path()
    }

    /// Adds a file beside the tables.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.staging.path().join(name);
        fs::write(&path, bytes).map_err(|cause| Error::file("write", path, cause))
    }

    /// Copies a file of another dataset to the same place in this one.
    ///
    /// # Errors
    /// Where it cannot be read or written.
    pub fn copy(&self, dataset: &Path, name: &str) -> Result<()> {
        let path = self.staging.path().join(name);
        let parent = path.parent().unwrap_or(&path);
        fs::create_dir_all(parent).map_err(|cause| Error::file("make the folder", parent, cause))?;
        fs::copy(dataset.join(name), &path).map(|_| ()).map_err(|cause| Error::file("copy", dataset.join(name), cause))
    }

    /// Puts it in the place of whatever dataset stands at the output folder. What the disk has not yet taken of it is written out before, so that
    /// neither a killed process nor a power cut leaves a part of it there.
    ///
    /// # Errors
    /// Where files cannot be written out or folders not be renamed; then the old dataset stays.
    pub fn put_in_place(self) -> Result<()> {
        self.lock.give_mode_of_output(self.staging.path())?;
        write_out(self.staging.path())?;
        self.lock.put_in_place(self.staging.path())
    }
}

/// Has the disk take all files below a folder, side by side, and then the folder.
fn write_out(folder: &Path) -> Result<()> {
    let entries =
        fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>());
    let entries = entries.map_err(|cause| Error::file("read the folder", folder, cause))?;
    let sync =
        |path: &Path| File::open(path).and_then(|file| file.sync_all()).map_err(|cause| Error::file("write out", path, cause));
    entries.par_iter().try_for_each(|path| if path.is_dir() { write_out(path) } else { sync(path) })?;
    write_out_folder(folder)
}

impl TableWriter {
    fn begin(
        folder: &Path,
        schema: &'static TableSchema,
        formats: &[FileFormat],
        csv: CsvOptions,
        provenance: &Provenance,
    ) -> Result<TableWriter> {
        let mut writer = TableWriter {
            schema,
            parquet: None,
            csv: None,
            row_groups: Vec::new(),
            rows_hash: JoinedHash::default(),
            column_hashes: ColumnHashes::default(),
            summary: TableSummary::default(),
        };
        if formats.contains(&FileFormat::Parquet) {
            let file = HashingFile::create(folder, &FileFormat::Parquet.path_of(&schema.name))?;
            let parquet = ParquetFile::begin(file, folder, schema, provenance).map_err(|cause| table_error(schema, cause))?;
            writer.parquet = Some(parquet);
        }
        if formats.contains(&FileFormat::Csv) {
            let mut file = HashingFile::create(folder, &FileFormat::Csv.path_of(&schema.name))?;
            file.write_all(&csv.header(&arrow_schema(schema))).map_err(|cause| table_error(schema, cause))?;
            writer.csv = Some(file);
        }
        Ok(writer)
    }

    fn append(&mut self, encoded: EncodedTable) -> Result<FileStates> {
        if encoded.rows > 0 {
            self.append_rows(encoded)?;
        }
        let parquet = self.parquet.as_ref().map(|file| file.output().state());
        Ok(FileStates { parquet, csv: self.csv.as_ref().map(HashingFile::state) })
    }

    fn append_rows(&mut self, encoded: EncodedTable) -> Result<()> {
        let schema = self.schema;
        let EncodedTable { rows, parquet, csv, seal, columns, summary, known } = encoded;
        self.row_groups.push(rows);
        self.rows_hash.add(seal.hash);
        self.column_hashes.add(&columns);
        self.summary.add(&summary).ok_or_else(|| table_error(schema, "the summary of a row group cannot be read"))?;
        if let (Some(file), Some(csv)) = (&mut self.csv, &csv) {
            file.write_known(known.csv.as_ref(), |file| file.write_all(csv)).map_err(|cause| table_error(schema, cause))?;
        }
        if let (Some(file), Some(row_group)) = (&mut self.parquet, &parquet) {
            file.append(row_group, |output, pages| output.write_known(known.parquet.as_ref(), |output| output.write_all(pages)))
                .map_err(|cause| table_error(schema, cause))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<TableFiles> {
        let schema = self.schema;
        let mut files = Vec::new();
        if let Some(parquet) = self.parquet {
            files.push(parquet.finish().map_err(|cause| table_error(schema, cause))?.finish()?);
        }
        if let Some(csv) = self.csv {
            files.push(csv.finish()?);
        }
        let rows_blake3 = self.rows_hash.finish().to_hex().to_string();
        let names = || schema.fields.iter().map(|field| field.name.clone());
        let columns_blake3 = self.column_hashes.finish(names());
        let columns = self.summary.finish(names());
        let rows = self.row_groups.iter().sum();
        let (table, row_groups) = (&schema.name, self.row_groups);
        Ok(TableFiles { table, schema: schema.id(), rows, row_groups, rows_blake3, columns_blake3, columns, files })
    }
}

pub(super) fn table_error(schema: &'static TableSchema, cause: impl std::fmt::Display) -> Error {
    Error::Table { table: &schema.name, cause: cause.to_string() }
}
