//! Everyone whom an article names: the mentions of one person or organisation joined to one character.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::profile;
use crate::annotation::{Annotation, Gender, Name, NameKind, SpeakerKind};
use crate::lang::en::{TitleKind, english, is_legal_form};
use crate::text::{Document, Shape, TokenRange};

/// At most so many characters of one surname are compared with a new name.
const MOST_NAMESAKES: usize = 24;

/// So many characters back is looked for the full name of an organisation.
const MOST_ORGANISATIONS: usize = 100;

/// A person, source or institution of the article, whether it says something or not.
pub struct Character<'a> {
    pub kind: SpeakerKind,
    pub name: Option<String>,
    /// The words of the name: a person's without initials and with one capital letter, an organisation's in lower case.
    pub words: Vec<Cow<'a, str>>,
    pub gender: Gender,
    pub is_anonymous: bool,
    pub country_code: Option<&'static str>,
    /// Where the article tells the role: titles before the name, appositions beside it.
    pub roles: Vec<TokenRange>,
    /// The organisations named beside a mention as those of the person.
    pub affiliations: Vec<TokenRange>,
    pub mention_count: u32,
    /// Mentions by full name.
    pub full_mentions: u32,
    pub first_token: usize,
    pub rule: &'static str,
}

impl<'a> Character<'a> {
    pub fn new(kind: SpeakerKind, first_token: usize, rule: &'static str) -> Character<'a> {
        Character {
            kind,
            name: None,
            words: Vec::new(),
            gender: Gender::Unknown,
            is_anonymous: false,
            country_code: None,
            roles: Vec::new(),
            affiliations: Vec::new(),
            mention_count: 0,
            full_mentions: 0,
            first_token,
            rule,
        }
    }

    /// Whether a noun heads the organisation's name, as `ministry` does in `Defence Ministry` and `Ministry of Defence`: the Local Government
    /// Association is no government.
    pub fn is_headed_by(&self, noun: &str) -> bool {
        let ends = |at: usize| self.words.get(at + 1).is_none_or(|next| matches!(next.as_ref(), "at" | "for" | "in" | "of" | "on"));
        self.words.iter().enumerate().any(|(at, word)| word == noun && ends(at))
    }

    pub fn is_person(&self) -> bool {
        matches!(self.kind, SpeakerKind::Person | SpeakerKind::UnnamedSource)
    }
}

/// The characters of an article, and who each name of the layer `names` stands for.
pub struct Cast<'a> {
    document: &'a Document<'a>,
    pub characters: Vec<Character<'a>>,
    /// By index in the layer `names`; `None` for role descriptions.
    pub of_name: Vec<Option<u32>>,
    by_surname: BTreeMap<Cow<'a, str>, Vec<u32>>,
    by_first_name: BTreeMap<Cow<'a, str>, Vec<u32>>,
    organisations: BTreeMap<String, u32>,
}

impl<'a> Cast<'a> {
    /// Full names first, wherever they stand; then short forms, which may come before the full name.
    pub fn new(document: &'a Document<'a>, done: &Annotation) -> Cast<'a> {
        let mut cast = Cast {
            document,
            characters: Vec::new(),
            of_name: vec![None; done.names.len()],
            by_surname: BTreeMap::new(),
            by_first_name: BTreeMap::new(),
            organisations: BTreeMap::new(),
        };
        let words: Vec<Vec<Cow<'a, str>>> = done.names.iter().map(|name| name_words(document, name)).collect();
        for (index, name) in done.names.iter().enumerate() {
            if name.kind == NameKind::Person && words[index].len() > 1 {
                cast.of_name[index] = Some(cast.full_name(name, &words[index]));
            }
        }
        for (index, name) in done.names.iter().enumerate() {
            match name.kind {
                NameKind::Person if words[index].len() == 1 => cast.of_name[index] = Some(cast.short_name(name, &words[index][0])),
                NameKind::Organisation if name.rule != "organisation_description" => {
                    cast.of_name[index] = Some(cast.organisation(done, index));
                }
                _ => {}
            }
            if let Some(who) = cast.of_name[index] {
                cast.note_mention(who, name);
                if name.kind == NameKind::Person {
                    let character = &mut cast.characters[who as usize];
                    character.roles.extend(profile::roles_beside(document, &done.names, index));
                    character.affiliations.extend(profile::organisation_beside(document, &done.names, index));
                }
            }
        }
        cast
    }

    pub fn get(&self, who: u32) -> &Character<'a> {
        &self.characters[who as usize]
    }

    pub fn add(&mut self, character: Character<'a>) -> u32 {
        self.characters.push(character);
        self.characters.len() as u32 - 1
    }

    fn note_mention(&mut self, who: u32, name: &Name) {
        let character = &mut self.characters[who as usize];
        character.mention_count += 1;
        character.first_token = character.first_token.min(name.tokens.start as usize);
        if character.gender == Gender::Unknown {
            character.gender = name.gender;
        }
    }

    fn full_name(&mut self, name: &Name, words: &[Cow<'a, str>]) -> u32 {
        let who = self.same_full_name(words, name.gender).unwrap_or_else(|| self.new_person(name, words));
        let text = clean(self.document.slice(self.document.span_of(name.bare)));
        let character = &mut self.characters[who as usize];
        character.full_mentions += 1;
        if character.name.as_ref().is_none_or(|known| known.len() < text.len()) && words.len() >= character.words.len() {
            character.name = Some(text);
            character.words = words.to_vec();
        }
        who
    }

    fn new_person(&mut self, name: &Name, words: &[Cow<'a, str>]) -> u32 {
        let rule = if words.len() > 1 { "full_name" } else { "surname_only" };
        let mut character = Character::new(SpeakerKind::Person, name.tokens.start as usize, rule);
        character.words = words.to_vec();
        let who = self.add(character);
        if let [first, .., last] = words {
            self.by_first_name.entry(first.clone()).or_default().push(who);
            self.by_surname.entry(last.clone()).or_default().push(who);
        } else if let [only] = words {
            self.by_surname.entry(only.clone()).or_default().push(who);
        }
        who
    }

    /// The character with the same surname and a first name that agrees; or whose name ends in these words (`Wasserman Schultz`).
    fn same_full_name(&self, words: &[Cow<'a, str>], gender: Gender) -> Option<u32> {
        let namesakes = self.by_surname.get(words.last()?)?;
        namesakes.iter().rev().take(MOST_NAMESAKES).copied().find(|&who| {
            let known = self.get(who);
            let agrees =
                first_names_agree(&known.words[0], &words[0]) || known.words.ends_with(words) || words.ends_with(&known.words);
            agrees && genders_agree(known.gender, gender)
        })
    }

    /// A surname alone: of the namesakes, the one whom the title's gender allows and whom the article names in full most often.
    #[allow(clippy::ptr_arg, reason = "the word keeps the life of the article's text")]
    fn short_name(&mut self, name: &Name, word: &Cow<'a, str>) -> u32 {
        let titled = name.gender != Gender::Unknown && name.tokens.start < name.bare.start;
        let gender = if titled { name.gender } else { Gender::Unknown };
        let namesakes = self.by_surname.get(word).or_else(|| self.by_first_name.get(word)).map_or(&[][..], Vec::as_slice);
        let fitting = namesakes.iter().copied().take(MOST_NAMESAKES).filter(|&who| genders_agree(self.get(who).gender, gender));
        let best = fitting.max_by_key(|&who| (self.get(who).full_mentions, std::cmp::Reverse(who)));
        best.unwrap_or_else(|| {
            let who = self.new_person(name, std::slice::from_ref(word));
            let character = &mut self.characters[who as usize];
            character.name = Some(titled_name(self.document, name));
            if name.tokens == name.bare {
                character.gender = profile::first_name_gender(self.document, name.bare);
            }
            who
        })
    }

    fn organisation(&mut self, done: &Annotation, index: usize) -> u32 {
        let name = &done.names[index];
        let text = clean(self.document.slice(name.span));
        let key = text.to_lowercase();
        if let Some(&who) = self.organisations.get(&key) {
            return who;
        }
        let full_form = if name.rule == "organisation_again" {
            self.latest_organisation_with(&key)
        } else {
            self.full_form_before(done, index).or_else(|| self.firm_called(&key))
        };
        if let Some(who) = full_form.filter(|_| name.rule == "organisation_again") {
            return who;
        }
        let who = full_form.unwrap_or_else(|| {
            let mut character = Character::new(SpeakerKind::Organisation, name.tokens.start as usize, "organisation");
            character.country_code = profile::institution_country(self.document, name.tokens)
                .or_else(|| profile::possessor_country(self.document, &done.countries, name.tokens.start as usize));
            character.words = key.split(' ').map(|word| Cow::Owned(word.to_string())).collect();
            character.name = Some(text);
            self.add(character)
        });
        self.organisations.insert(key, who);
        who
    }

    /// Whether the article names an organisation so, in lower case.
    pub fn knows_organisation(&self, name: &str) -> bool {
        self.organisations.contains_key(name)
    }

    /// `Tavvico` of `Tavvico Systems Inc.`: the firm whose full name begins with this one and ends in its legal form.
    pub fn firm_called(&self, short: &str) -> Option<u32> {
        let begins = format!("{short} ");
        let mut longer = self.organisations.range(begins.clone()..).take_while(|(name, _)| name.starts_with(&begins));
        let has_legal_form = |name: &str| is_legal_form(name.trim_end_matches('.').rsplit(' ').next().unwrap_or_default());
        longer.find(|(name, _)| has_legal_form(name)).map(|(_, &who)| who)
    }

    /// `the Post` after `The Harbour Post`.
    fn latest_organisation_with(&self, word: &str) -> Option<u32> {
        let latest = (0..self.characters.len() as u32).rev().take(MOST_ORGANISATIONS);
        latest.filter(|&who| self.get(who).kind == SpeakerKind::Organisation).find(|&who| self.get(who).is_headed_by(word))
    }

    /// `International Atomic Energy Agency (IAEA)`: the acronym stands for the name before the bracket.
    fn full_form_before(&self, done: &Annotation, index: usize) -> Option<u32> {
        let before = index.checked_sub(1)?;
        let bracket = done.names[before].tokens.end;
        let in_bracket = self.document.tokens[bracket as usize].is_mark('(') && done.names[index].tokens.start == bracket + 1;
        self.of_name[before].filter(|&who| in_bracket && self.get(who).kind == SpeakerKind::Organisation)
    }
}

/// The words that tell persons apart: capitalised, without initials, generations and particles.
fn name_words<'a>(document: &Document<'a>, name: &Name) -> Vec<Cow<'a, str>> {
    if name.kind != NameKind::Person {
        return Vec::new();
    }
    let words = name.bare.range().filter(|&i| {
        let token = &document.tokens[i];
        let generation = matches!(document.token_text(i), "Jr" | "Sr" | "II" | "III" | "IV");
        token.is_word() && token.is_capitalised() && token.span.len() > 1 && !generation
    });
    let words: Vec<_> = words.map(|i| with_one_capital(document, i)).collect();
    if words.is_empty() { vec![Cow::Borrowed(document.slice(name.span))] } else { words }
}

/// `MARLOW` and `Marlow` are one name, and so are `O’Neill` and `O'Neill`.
fn with_one_capital<'a>(document: &Document<'a>, at: usize) -> Cow<'a, str> {
    let text = document.token_text(at);
    if document.tokens[at].shape == Shape::Upper && !text.ends_with('.') {
        let mut letters = text.chars();
        let first = letters.next().into_iter();
        return Cow::Owned(first.chain(letters.flat_map(char::to_lowercase)).collect());
    }
    if text.contains('’') { Cow::Owned(text.replace('’', "'")) } else { Cow::Borrowed(text) }
}

/// `Lord Marlow`, `Pope Francis`: a name that is never used without its title.
fn titled_name(document: &Document, name: &Name) -> String {
    let before = name.tokens.start as usize..name.bare.start as usize;
    let titles = before.rev().map(|i| (i, english().people.titles.get(&document.tokens[i])));
    let kept = titles.take_while(|(_, title)| {
        title.is_some_and(|title| matches!(title.kind, TitleKind::Peerage | TitleKind::Nobility | TitleKind::Clergy))
    });
    let start = kept.map(|(i, _)| i).last().unwrap_or(name.bare.start as usize);
    clean(document.slice(document.span_of(TokenRange::new(start, name.bare.end as usize))))
}

/// The words with single blanks between them.
pub fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn genders_agree(one: Gender, other: Gender) -> bool {
    one == other || one == Gender::Unknown || other == Gender::Unknown
}

/// Equal, or one a short form of the other: `Tim` and `Timothy`, `Bill` and `William`.
fn first_names_agree(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long || (short.len() >= 3 && long.starts_with(short)) || SHORT_FORMS.contains(&(short, long))
}

/// Short forms that the long form does not begin with.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("Al", "Albert"),
    ("Andy", "Andrew"),
    ("Bill", "William"),
    ("Billy", "William"),
    ("Bob", "Robert"),
    ("Bobby", "Robert"),
    ("Chuck", "Charles"),
    ("Dick", "Richard"),
    ("Ed", "Edward"),
    ("Harry", "Harold"),
    ("Jack", "John"),
    ("Jerry", "Gerald"),
    ("Jim", "James"),
    ("Jimmy", "James"),
    ("Joe", "Joseph"),
    ("Johnny", "John"),
    ("Kate", "Katherine"),
    ("Larry", "Lawrence"),
    ("Liz", "Elizabeth"),
    ("Mike", "Michael"),
    ("Peggy", "Margaret"),
    ("Rick", "Richard"),
    ("Ted", "Edward"),
    ("Ted", "Theodore"),
    ("Tony", "Anthony"),
];
