//! The keys of `[pipeline]` that say whose a dataset is and how it is cited, and what they must look like to be of use to other tools.

use serde::{Deserialize, Serialize};

use super::PipelineHead;
use crate::error::{Error, Result};

/// Somebody to be cited: a person by given and family names, anybody else by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// Of an organisation or a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_names: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_names: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// As 0000-0002-1825-0097.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orcid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Author {
    /// Whether this is a person.
    pub fn is_person(&self) -> bool {
        self.family_names.is_some() || self.given_names.is_some()
    }

    /// The name as it is read out.
    pub fn full_name(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None => [&self.given_names, &self.family_names].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "),
        }
    }
}

impl PipelineHead {
    /// What the dataset is called in words.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// Refuses what other tools would refuse in the files that are made of it.
    pub(crate) fn check(&self) -> Result<()> {
        for (key, value) in [("name", &self.name), ("version", &self.version)] {
            if value.trim().is_empty() {
                let mend = "datasets are told apart by name and version: write `name = \"press\"`, `version = \"1.0.0\"`";
                return Err(Error::refused(format!("`{key} = \"{value}\"` in `[pipeline]` is empty"), mend));
            }
        }
        for author in &self.authors {
            check_author(author)?;
        }
        if let Some(date) = self.date.as_deref().filter(|date| date.parse::<jiff::civil::Date>().is_err() || date.len() != 10) {
            return Err(Error::refused(format!("`date = \"{date}\"` in `[pipeline]` is no day"), "write it as `2025-03-17`"));
        }
        if let Some(license) = self.license.as_deref().filter(|license| !is_license(license)) {
            return Err(Error::refused(
                format!("`license = \"{license}\"` in `[pipeline]` is neither an SPDX identifier nor an address"),
                "write `CC-BY-4.0`, `CC0-1.0`, `ODbL-1.0` … or `https://…`",
            ));
        }
        let addresses = self.url.iter().filter(|url| !is_address(url));
        let dois = self.doi.iter().filter(|doi| !doi.starts_with("10.") || !doi.contains('/'));
        if let Some(wrong) = addresses.chain(dois).next() {
            return Err(Error::refused(
                format!("`{wrong}` in `[pipeline]` is no address or DOI"),
                "write `url = \"https://…\"`, `doi = \"10.5281/zenodo.1234567\"`",
            ));
        }
        Ok(())
    }
}

fn check_author(author: &Author) -> Result<()> {
    if author.is_person() == author.name.is_some() {
        return Err(Error::refused(
            "an author in `[pipeline]` has a `name`, or else `given_names` and `family_names`",
            "write `authors = [{ given_names = \"Ada\", family_names = \"Lindqvist\" }, { name = \"Harbour Institute\" }]`",
        ));
    }
    match &author.orcid {
        Some(orcid) if !is_orcid(orcid) => {
            Err(Error::refused(format!("`{orcid}` in `[pipeline]` is no ORCID iD"), "write it as `0000-0002-1825-0097`"))
        }
        _ => Ok(()),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Whether this has the form of an SPDX identifier, or is an address.
fn is_license(text: &str) -> bool {
    let is_identifier =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+'));
    is_identifier || is_address(text)
}

/// Whether the sixteen digits are an ORCID iD: the last one is the check character of ISO 7064.
fn is_orcid(text: &str) -> bool {
    let has_form = text.len() == 19 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 4 | 9 | 14));
    let digits: Vec<u32> = text.chars().filter_map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
    let [first @ .., last] = digits.as_slice() else { return false };
    let total = first.iter().fold(0, |total, digit| (total + digit) * 2 % 11);
    has_form && digits.len() == 16 && !first.contains(&10) && (12 - total) % 11 == *last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orcid_has_a_check_character() {
        assert!(is_orcid("0000-0002-1825-0097"));
        assert!(is_orcid("0000-0002-1694-233X"));
        for wrong in ["", "0000-0002-1825-0098", "0000000218250097", "0000-0002-1825-009", "000X-0002-1825-0097", "ÄÄÄÄ-ÄÄÄÄ-Ä"]
        {
            assert!(!is_orcid(wrong), "{wrong}");
        }
    }
}
