//! As much of Thrift's compact protocol as tells where the parts of a Parquet file's footer stand and, before a library reads them, how
//! large its pages say they are.

use std::io::{Error, Read, Result};
use std::ops::Range;

/// Structs and lists inside each other.
const MAX_DEPTH: usize = 64;
/// Bytes of the head of a page, which may hold the smallest and the largest of its values.
const MAX_HEAD: u64 = 1 << 24;

/// What the head of a page says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageHead {
    /// Bytes of the head itself.
    pub length: u64,
    pub unpacked: i64,
    pub packed: i64,
    /// Values of a data page; nothing of any other.
    pub values: i64,
}

// Numbers of the fields of `PageHeader`, and of `num_values` in its two kinds of data page.
const UNPACKED: i64 = 2;
const PACKED: i64 = 3;
const DATA_PAGE: i64 = 5;
const DATA_PAGE_2: i64 = 8;
const NUM_VALUES: i64 = 1;
// Those of the schema, the number of rows and the row groups in a footer, and of the number of children of a group.
const SCHEMA: i64 = 2;
const NUM_ROWS: i64 = 3;
const ROW_GROUPS: i64 = 4;
const NUM_CHILDREN: i64 = 5;

// Numbers of the types in the protocol.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// The head of the page that begins here.
pub fn page_head(reader: impl Read) -> Result<PageHead> {
    let mut reader = Compact { reader: reader.take(MAX_HEAD) };
    let mut head = PageHead::default();
    reader.fields(0, &mut |reader, field, kind| {
        match field {
            UNPACKED if is_integer(kind) => head.unpacked = reader.integer()?,
            PACKED if is_integer(kind) => head.packed = reader.integer()?,
            DATA_PAGE | DATA_PAGE_2 if kind == STRUCT => {
                reader.fields(1, &mut |reader, field, kind| match field {
                    NUM_VALUES if is_integer(kind) => reader.integer().map(|values| head.values = values),
                    _ => reader.skip(kind, 2),
                })?;
            }
            _ => reader.skip(kind, 1)?,
        }
        Ok(())
    })?;
    head.length = MAX_HEAD - reader.reader.limit();
    Ok(head)
}

/// Refuses a schema whose groups stand too deep inside each other, given a footer: the library calls itself for each.
pub fn check_schema(footer: impl Read) -> Result<()> {
    let mut reader = Compact { reader: footer.take(u64::MAX) };
    // How many children are still to come of each group that is open.
    let mut open: Vec<i64> = Vec::new();
    reader.fields(0, &mut |reader, field, kind| match (field, kind) {
        (SCHEMA, LIST) => reader.list(&mut |reader, kind| {
            let children = reader.children(kind)?;
            while open.last() == Some(&0) {
                open.pop();
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            open.extend((children > 0).then_some(children));
            match open.len() > MAX_DEPTH {
                true => Err(Error::other("its columns stand too deep inside each other")),
                false => Ok(()),
            }
        }),
        _ => reader.skip(kind, 1),
    })
}

/// Where the parts of a footer that change with every row group stand in its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FooterParts {
    /// The number of rows.
    pub num_rows: Range<usize>,
    /// The list of row groups, with its head.
    pub row_groups: Range<usize>,
    /// The row groups alone.
    pub elements: Range<usize>,
}

/// Finds the parts of a footer.
pub fn footer_parts(footer: &[u8]) -> Result<FooterParts> {
    let mut reader = Compact { reader: footer.take(u64::MAX) };
    let mut parts = FooterParts::default();
    reader.fields(0, &mut |reader, field, kind| {
        let start = reader.position();
        match (field, kind) {
            (ROW_GROUPS, LIST) => {
                let mut first = None;
                reader.list(&mut |reader, kind| {
                    first.get_or_insert(reader.position());
                    reader.skip(kind, 1)
                })?;
                parts.row_groups = start..reader.position();
                parts.elements = first.unwrap_or(reader.position())..reader.position();
            }
            _ => reader.skip(kind, 1)?,
        }
        if field == NUM_ROWS {
            parts.num_rows = start..reader.position();
        }
        Ok(())
    })?;
    Ok(parts)
}

/// A number as the protocol writes one with a sign.
pub fn integer_bytes(value: i64) -> Vec<u8> {
    unsigned_bytes(((value << 1) ^ (value >> 63)) as u64)
}

/// The head of a list of so many structs.
pub fn struct_list_head(length: u64) -> Vec<u8> {
    match length {
        0..15 => vec![(length as u8) << 4 | STRUCT],
        _ => std::iter::once(0xF0 | STRUCT).chain(unsigned_bytes(length)).collect(),
    }
}

fn unsigned_bytes(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn is_integer(kind: u8) -> bool {
    (I16..=I64).contains(&kind)
}

struct Compact<R> {
    reader: std::io::Take<R>,
}

/// Takes the value of a field, given its number and type.
type TakeField<'a, R> = dyn FnMut(&mut Compact<R>, i64, u8) -> Result<()> + 'a;

impl<R: Read> Compact<R> {
    /// Bytes read so far, of a reader that was given no limit.
    fn position(&self) -> usize {
        (u64::MAX - self.reader.limit()) as usize
    }

    /// Gives each field of a struct to `take`, which must read its value.
    fn fields(&mut self, depth: usize, take: &mut TakeField<R>) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(Error::other("its structs stand too deep inside each other"));
        }
        let mut number = 0_i64;
        loop {
            let head = self.byte()?;
            let (kind, step) = (head & 0x0F, i64::from(head >> 4));
            if kind == 0 {
                return Ok(());
            }
            number = if step == 0 { self.integer()? } else { number.saturating_add(step) };
            take(self, number, kind)?;
        }
    }

    /// How many children a column of a schema has.
    fn children(&mut self, kind: u8) -> Result<i64> {
        let mut children = 0;
        if kind != STRUCT {
            return Err(Error::other("a column of its schema is no struct"));
        }
        self.fields(1, &mut |reader, field, kind| match field {
            NUM_CHILDREN if is_integer(kind) => reader.integer().map(|number| children = number),
            _ => reader.skip(kind, 2),
        })?;
        Ok(children)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Result<()> {
        match kind {
            TRUE | FALSE => Ok(()),
            BYTE => self.byte().map(|_| ()),
            I16..=I64 => self.integer().map(|_| ()),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            LIST | SET => self.skip_list(depth),
            STRUCT => self.fields(depth, &mut |reader, _, kind| reader.skip(kind, depth + 1)),
            MAP => Err(Error::other("it has a map where none can be")),
            _ => Err(Error::other("it has a type that there is not")),
        }
    }

    fn skip_list(&mut self, depth: usize) -> Result<()> {
        self.list(&mut |reader, kind| match kind {
            // An element that is a truth value has a byte, a field that is one has none.
            TRUE | FALSE => reader.byte().map(|_| ()),
            _ if depth >= MAX_DEPTH => Err(Error::other("its lists stand too deep inside each other")),
            kind => reader.skip(kind, depth + 1),
        })
    }

    /// Gives each element of a list to `take`, which must read it.
    fn list(&mut self, take: &mut dyn FnMut(&mut Compact<R>, u8) -> Result<()>) -> Result<()> {
        let head = self.byte()?;
        let length = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
        (0..length).try_for_each(|_| take(self, head & 0x0F))
    }

    fn pass(&mut self, length: u64) -> Result<()> {
        match std::io::copy(&mut self.reader.by_ref().take(length), &mut std::io::sink())? {
            passed if passed < length => Err(Error::other("it ends inside of the head of a page")),
            _ => Ok(()),
        }
    }

    fn byte(&mut self) -> Result<u8> {
        let mut byte = [0];
        self.reader.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    /// Seven bits a byte, the lowest first.
    fn unsigned(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Error::other("a number in the head of a page has no end"))
    }

    /// Numbers with a sign have it in the lowest bit.
    fn integer(&mut self) -> Result<i64> {
        let value = self.unsigned()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }
}
