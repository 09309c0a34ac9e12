//! A dataset as it lies on disk: its tables as Parquet or CSV, by whatever program they were written, read piece by piece.

mod conform;
mod csv_file;
mod index;
mod parquet_file;

use std::ops::Range;
use std::path::{Path, PathBuf};

pub use conform::{Flaw, Piece};
pub use index::{ArticleIds, Run, TableIndex, joined};

use self::conform::conform;
use self::csv_file::CsvFile;
use self::parquet_file::ParquetFile;
use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::schema::{TableSchema, schema_with_id};
use crate::tables::{TABLES, TableDefinition};
use crate::write::FileFormat;

/// The folder of a dataset, with what its manifest says.
pub struct StoredDataset {
    pub folder: PathBuf,
    pub manifest: Option<Manifest>,
}

impl StoredDataset {
    /// Opens a folder that has a manifest, or at least a table.
    ///
    /// # Errors
    /// Where there is no such folder, nothing of a dataset in it, or a manifest that cannot be read.
    pub fn open(folder: &Path) -> Result<StoredDataset> {
        let dataset = StoredDataset { folder: folder.to_path_buf(), manifest: Manifest::read(folder)? };
        let has_table = || TABLES.iter().any(|table| dataset.formats_of(table).next().is_some());
        if dataset.manifest.is_none() && !has_table() {
            let message = format!("{} is no dataset: it has neither manifest.json nor a table", folder.display());
            return Err(Error::refused(message, "name the folder that holds `parquet/` and `csv/`"));
        }
        Ok(dataset)
    }

    /// The formats that a table is there in, Parquet first.
    pub fn formats_of(&self, table: &'static TableDefinition) -> impl Iterator<Item = FileFormat> {
        [FileFormat::Parquet, FileFormat::Csv].into_iter().filter(|format| self.folder.join(format.path_of(table.name)).exists())
    }

    /// Opens the file of a table. An error says in words why it cannot be read.
    pub fn table(&self, table: &'static TableDefinition, format: FileFormat) -> std::result::Result<TableFile, String> {
        let path = self.folder.join(format.path_of(table.name));
        let stored = match format {
            FileFormat::Parquet => Stored::Parquet(ParquetFile::open(&path)?),
            FileFormat::Csv => Stored::Csv(CsvFile::open(&path, self.is_excel_safe())?),
        };
        Ok(TableFile { table, schema: self.schema_of(table), format, stored })
    }

    fn is_excel_safe(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.csv.excel_safe)
    }

    /// The schema that the manifest gives a table; where it gives none that is known, the newest.
    pub fn schema_of(&self, table: &'static TableDefinition) -> &'static TableSchema {
        let records = self.manifest.iter().flat_map(|manifest| &manifest.tables);
        let schema = records.filter(|record| record.name == table.name).find_map(|record| schema_with_id(&record.schema));
        schema.filter(|schema| schema.name == table.name).unwrap_or_else(|| table.schema())
    }
}

/// A file of a table that could be opened.
pub struct TableFile {
    pub table: &'static TableDefinition,
    /// In the version that the dataset has.
    pub schema: &'static TableSchema,
    pub format: FileFormat,
    stored: Stored,
}

enum Stored {
    Parquet(ParquetFile),
    Csv(CsvFile),
}

impl TableFile {
    /// Relative to the dataset's folder.
    pub fn path(&self) -> String {
        self.format.path_of(self.table.name)
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        match &self.stored {
            Stored::Parquet(file) => file.rows(),
            Stored::Csv(file) => file.rows(),
        }
    }

    /// The rows in pieces of a bearable size: the row groups of Parquet.
    pub fn chunks(&self) -> Vec<Range<u64>> {
        match &self.stored {
            Stored::Parquet(file) => file.chunks(),
            Stored::Csv(file) => file.chunks(),
        }
    }

    /// The columns as the file names them, with their types where the file has any.
    pub fn columns(&self) -> Vec<(String, Option<arrow::datatypes::DataType>)> {
        match &self.stored {
            Stored::Parquet(file) => {
                file.schema().fields().iter().map(|field| (field.name().clone(), Some(field.data_type().clone()))).collect()
            }
            Stored::Csv(file) => file.header.iter().map(|name| (name.clone(), None)).collect(),
        }
    }

    /// The first rows of a CSV that do not have as many fields as its header, and how many they have.
    pub fn ragged_rows(&self) -> &[(u64, usize)] {
        match &self.stored {
            Stored::Parquet(_) => &[],
            Stored::Csv(file) => &file.ragged,
        }
    }

    /// The first rows of a CSV with a cell that is no UTF-8, and the position of its column.
    pub fn undecoded_cells(&self) -> &[(u64, usize)] {
        match &self.stored {
            Stored::Parquet(_) => &[],
            Stored::Csv(file) => &file.undecoded,
        }
    }

    /// These rows, in ascending ranges, with all columns of the schema.
    ///
    /// # Errors
    /// Why they cannot be read, in words.
    pub fn read(&self, ranges: &[Range<u64>]) -> std::result::Result<Piece, String> {
        let columns: Vec<&str> = self.schema.fields.iter().map(|field| field.name.as_str()).collect();
        self.read_columns(ranges, &columns)
    }

    /// These rows, in ascending ranges, with these columns.
    ///
    /// # Errors
    /// Why they cannot be read, in words.
    pub fn read_columns(&self, ranges: &[Range<u64>], columns: &[&str]) -> std::result::Result<Piece, String> {
        let batch = match &self.stored {
            Stored::Parquet(file) => file.read(ranges, columns)?,
            Stored::Csv(file) => file.read(ranges, columns)?,
        };
        let rows: Vec<u64> = ranges.iter().cloned().flatten().collect();
        if batch.num_rows() != rows.len() {
            return Err(format!("it has {} rows where its footer says {}", batch.num_rows(), rows.len()));
        }
        conform(&batch, rows, self.schema, columns)
    }
}
