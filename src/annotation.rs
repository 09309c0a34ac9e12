//! The layers of an annotated article: what each stage returns, in the types that tables and later stages read.
//!
//! Layers are only ever added. Positions are spans of bytes and indexes into the layer they point to; what follows from positions
//! alone (the sentence of a claim, the quotation around a country) is joined where rows are made.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::text::{Span, TokenRange};

/// Everything the stages found in one article.
#[derive(Debug, Default)]
pub struct Annotation {
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub sentences: Vec<Sentence>,
    pub names: Vec<Name>,
    pub dates: Vec<DateMention>,
    pub countries: Vec<CountryMention>,
    pub claims: Vec<Claim>,
    pub quotations: Vec<Quotation>,
    pub speakers: SpeakerLayer,
    pub problems: Vec<Problem>,
}

/// What one stage returns.
#[derive(Debug)]
pub enum Layer {
    Blocks(Vec<Block>),
    Metadata(Metadata, Vec<Problem>),
    Sentences(Vec<Sentence>),
    Names(Vec<Name>),
    Dates(Vec<DateMention>),
    Countries(Vec<CountryMention>),
    Claims(Vec<Claim>),
    Quotations(Vec<Quotation>),
    Speakers(SpeakerLayer),
}

impl Annotation {
    /// Adds what a stage returned.
    pub fn add(&mut self, layer: Layer) {
        match layer {
            Layer::Blocks(blocks) => self.blocks = blocks,
            Layer::Metadata(metadata, problems) => {
                self.metadata = metadata;
                self.problems.extend(problems);
            }
            Layer::Sentences(sentences) => self.sentences = sentences,
            Layer::Names(names) => self.names = names,
            Layer::Dates(dates) => self.dates = dates,
            Layer::Countries(countries) => self.countries = countries,
            Layer::Claims(claims) => self.claims = claims,
            Layer::Quotations(quotations) => self.quotations = quotations,
            Layer::Speakers(speakers) => self.speakers = speakers,
        }
    }
}

/// Gives an enumeration the names that its values have in the tables.
macro_rules! named_values {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// All values, in the order in which they are declared.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The value as the tables write it.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }
    };
}

named_values! {
    /// What a block is on the page.
    BlockKind {
        Headline = "headline",
        Standfirst = "standfirst",
        /// Dates, bylines, update stamps.
        Dateline = "dateline",
        Paragraph = "paragraph",
        ListItem = "list_item",
        Caption = "caption",
        Credit = "credit",
        RelatedLink = "related_link",
        Advertisement = "advertisement",
        Boilerplate = "boilerplate",
    }
}

impl BlockKind {
    /// Whether sentences are looked for in blocks of this kind.
    pub fn has_sentences(self) -> bool {
        matches!(
            self,
            BlockKind::Headline | BlockKind::Standfirst | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption
        )
    }
}

/// A piece of the page. Blocks are in text order, don't overlap, and cover every character that is not white space.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    /// Part of the article's own prose.
    pub is_body: bool,
    /// An earlier block with the same words.
    pub duplicate_of: Option<u32>,
    pub span: Span,
    pub tokens: TokenRange,
    pub rule: &'static str,
}

/// What the record or the page says about the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub published_on: Option<Date>,
    pub updated_on: Option<Date>,
    /// BCP 47; `en` where nothing says otherwise.
    pub language: String,
}

/// A sentence. Sentences are in text order, don't overlap, and none crosses a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    pub span: Span,
    pub tokens: TokenRange,
    /// Index of its block.
    pub block: u32,
    pub rule: &'static str,
}

/// What a name or description stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    Person,
    Organisation,
    /// A person or group told by a role: `the prime minister`, `a senior government source`.
    Role,
}

/// Grammatical gender of a person, as a name, title or role noun gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    Female,
    Male,
    #[default]
    Unknown,
}

/// A name of a person or organisation, or a role description. Has no table: later stages read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub kind: NameKind,
    /// With titles (`Prime Minister Sir Keir …`), without article and possessive.
    pub span: Span,
    pub tokens: TokenRange,
    /// The name without its titles and role words.
    pub bare: TokenRange,
    pub gender: Gender,
    pub rule: &'static str,
}

named_values! {
    /// Whether a date needs the article's date to be known.
    DateKind { Absolute = "absolute", Relative = "relative", }
}

named_values! {
    /// How long the time is that a date names.
    Granularity {
        Day = "day", Week = "week", Month = "month", Quarter = "quarter", Year = "year", Decade = "decade",
    }
}

/// An expression that names a time on the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    pub span: Span,
    pub kind: DateKind,
    pub granularity: Granularity,
    /// First and last day of the interval, where it can be told.
    pub start_on: Option<Date>,
    pub end_on: Option<Date>,
    pub rule: &'static str,
}

/// A country, territory or historic state, as the country tables of the program know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, or the former code of a historic state.
    pub code: &'static str,
    pub code3: &'static str,
    /// ISO short English name.
    pub name: &'static str,
    /// UN M49; `None` where M49 has none.
    pub region: Option<&'static str>,
    pub subregion: Option<&'static str>,
    pub is_historic: bool,
}

named_values! {
    /// In which form a country is named.
    CountryForm {
        Name = "name", Abbreviation = "abbreviation", Demonym = "demonym", Capital = "capital", Metonym = "metonym",
    }
}

/// A mention of a country, its people, its adjective or its government.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryMention {
    pub span: Span,
    pub form: CountryForm,
    pub country: &'static Country,
    /// `England`, `Scotland`, `Wales`, `Northern Ireland`.
    pub constituent: Option<&'static str>,
    /// Inside an organisation's name.
    pub in_name: bool,
    pub rule: &'static str,
}

named_values! {
    /// What is measured.
    QuantityKind {
        Count = "count", Percent = "percent", Money = "money", Duration = "duration", Length = "length", Area = "area",
        Volume = "volume", Mass = "mass", Speed = "speed", Temperature = "temperature", Energy = "energy", Power = "power",
        Data = "data", Age = "age", Rate = "rate", Ratio = "ratio", Rank = "rank", Score = "score", Other = "other",
    }
}

named_values! {
    /// How the figure relates to the true number.
    Comparator {
        Eq = "eq", Approx = "approx", AtLeast = "at_least", AtMost = "at_most", MoreThan = "more_than",
        LessThan = "less_than", Between = "between",
    }
}

named_values! {
    /// Direction of a change that the number measures.
    Change { Increase = "increase", Decrease = "decrease", None = "none", }
}

named_values! {
    /// Whether the number is stated as a fact.
    Modality { Asserted = "asserted", Possible = "possible", Planned = "planned", Conditional = "conditional", }
}

/// A number that the article states about the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The quantity with its comparator and the thing counted.
    pub span: Span,
    /// The figure alone.
    pub number: Span,
    pub kind: QuantityKind,
    pub value: Option<f64>,
    pub value_low: Option<f64>,
    pub value_high: Option<f64>,
    pub comparator: Comparator,
    pub is_vague: bool,
    /// English name of the whole unit, singular: the figure times the unit is the quantity, so a rate names its denominator
    /// (`US dollar per month`).
    pub unit: Option<Cow<'static, str>>,
    /// UCUM code of the whole unit.
    pub unit_code: Option<Cow<'static, str>>,
    /// ISO 4217.
    pub currency: Option<&'static str>,
    /// The denominator of a rate: `day` in "three a day", `hour` in "90 miles an hour".
    pub per: Option<Cow<'static, str>>,
    pub item: Option<Span>,
    /// Singular head noun of the item, in lower case.
    pub item_head: Option<String>,
    pub change: Change,
    /// Index of the claim that holds the value it changed from.
    pub change_from: Option<u32>,
    pub is_negated: bool,
    pub modality: Modality,
    pub rule: &'static str,
}

named_values! {
    /// How words are reported.
    QuotationKind { Direct = "direct", Mixed = "mixed", Indirect = "indirect", }
}

named_values! {
    /// How the speaker is named beside a quotation.
    MentionKind { Name = "name", Description = "description", Pronoun = "pronoun", Implied = "implied", }
}

/// The words beside a quotation that say whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeakerMention {
    pub kind: MentionKind,
    /// For an implied speaker: the words that named the speaker beside the earlier quotation.
    pub span: Option<Span>,
    /// For an implied speaker: the index of the earlier quotation that has the same one.
    pub same_as: Option<u32>,
}

/// An attributed statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    pub kind: QuotationKind,
    pub span: Span,
    /// The reporting words: `said`, `told`, `according to`.
    pub cue: Option<Span>,
    /// Base form of the cue's verb or noun, in lower case.
    pub cue_lemma: Option<String>,
    pub speaker: Option<SpeakerMention>,
    /// Told *the BBC*; wrote on *X*.
    pub addressee: Option<Span>,
    pub rule: &'static str,
}

named_values! {
    /// What kind of source speaks.
    SpeakerKind {
        Person = "person", Group = "group", Organisation = "organisation", Country = "country",
        UnnamedSource = "unnamed_source",
    }
}

/// A person, source or institution that says something in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// Lower-case, hyphenated full name; the same in every article.
    pub key: Option<String>,
    /// The fullest form in the article.
    pub name: Option<String>,
    pub kind: SpeakerKind,
    pub is_anonymous: bool,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub country_code: Option<&'static str>,
    pub mention_count: u32,
    /// Byte where the first mention begins.
    pub first_start: u32,
    pub rule: &'static str,
}

/// The speakers of an article, and which of them said each quotation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpeakerLayer {
    /// In the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// By quotation index: index of its speaker.
    pub of_quotation: Vec<Option<u32>>,
}

named_values! {
    /// How bad a problem is.
    Severity { Warning = "warning", Error = "error", }
}

/// Something that the program could not read or was unsure of.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub stage: &'static str,
    /// Stable name of the kind of problem: `invalid_bytes`.
    pub code: &'static str,
    pub severity: Severity,
    /// Bytes of the source record that the problem is at.
    pub span: Option<(u64, u64)>,
    pub message: String,
}

/// A problem and where it was met.
#[derive(Debug, Clone, PartialEq)]
pub struct LocatedProblem {
    /// As in `articles.source`.
    pub source: String,
    pub article_id: Option<String>,
    pub problem: Problem,
}
