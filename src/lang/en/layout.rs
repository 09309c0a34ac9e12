//! The words with which a page speaks of itself, and what each of them makes of its line.

use super::{WordClass, rows_of};
use crate::annotation::BlockKind;
use crate::lexicon::{Lexicon, PhraseTable};

/// What the lists know of a page's layout.
pub struct LayoutWords {
    pub furniture: PhraseTable<Furniture>,
}

/// A phrase of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Furniture {
    pub place: LinePlace,
    pub kind: BlockKind,
    pub opens: Opens,
}

/// Where in its line a phrase must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePlace {
    /// It is all of the line, beside numbers, marks and other such phrases.
    Line,
    Start,
    /// At the start of a short line without a full stop.
    Short,
    /// At the start with a colon or bar behind it, or all of the line.
    Colon,
    /// At the start, behind a figure.
    Counted,
    End,
    Anywhere,
}

/// What a phrase says of the lines behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Nothing,
    /// Links to other pages follow.
    List,
    /// The line is the last of a link, whose title stands above; or links follow.
    Link,
    /// The lines above, back to the sign-up line, are a box of which this is the end.
    Box,
    /// The article is over.
    End,
}

impl LayoutWords {
    pub(super) fn new(lexicon: &mut Lexicon) -> LayoutWords {
        let phrases = rows_of("furniture").filter_map(|row| match row[..] {
            [phrase, place, kind, opens] => Some((phrase, furniture_of(place, kind, opens))),
            _ => None,
        });
        LayoutWords { furniture: PhraseTable::new(lexicon, WordClass::Furniture.into(), phrases) }
    }
}

fn furniture_of(place: &str, kind: &str, opens: &str) -> Furniture {
    let place = match place {
        "start" => LinePlace::Start,
        "short" => LinePlace::Short,
        "colon" => LinePlace::Colon,
        "counted" => LinePlace::Counted,
        "end" => LinePlace::End,
        "anywhere" => LinePlace::Anywhere,
        _ => LinePlace::Line,
    };
    let opens = match opens {
        "list" => Opens::List,
        "link" => Opens::Link,
        "box" => Opens::Box,
        "end" => Opens::End,
        _ => Opens::Nothing,
    };
    let kind = BlockKind::ALL.iter().copied().find(|known| known.name() == kind);
    Furniture { place, kind: kind.unwrap_or(BlockKind::Boilerplate), opens }
}
