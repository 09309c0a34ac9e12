//! The country tables: every country of ISO 3166-1 is whole and can be found in text.

use columnist::annotation::CountryForm;
use columnist::lang::en::{countries, country, rows_of};

/// Countries without a demonym, and why.
const WITHOUT_DEMONYM: &[(&str, &str)] = &[
    ("BQ", "three islands, each with a people of its own"),
    ("BV", "uninhabited"),
    ("GS", "no permanent population"),
    ("IO", "no permanent population"),
    ("TF", "no permanent population"),
    ("UM", "no permanent population"),
    ("VA", "its citizens are called by their own nations"),
];

/// Whether some surface of this form names the country.
fn has_form(code: &str, form: CountryForm) -> bool {
    rows_of("country-surfaces").any(|row| row[1] == code && row[2] == form.name())
}

#[test]
fn every_country_has_codes_name_and_place() {
    let all = countries();
    assert_eq!(all.iter().filter(|country| !country.is_historic).count(), 250, "249 of ISO 3166-1, and Kosovo");
    for country in all {
        assert!(country.code.len() == 2 && country.code3.len() == 3 && !country.name.is_empty(), "{country:?}");
        assert!(country.region.is_some() && country.subregion.is_some(), "{country:?}");
    }
    assert!(all.is_sorted_by(|one, next| one.code < next.code), "sorted by code, each once");
}

#[test]
fn every_country_has_a_name_and_a_demonym_or_a_reason() {
    for country in countries() {
        assert!(has_form(country.code, CountryForm::Name), "{} has no name in text", country.code);
        let is_excused = WITHOUT_DEMONYM.iter().any(|(code, _)| *code == country.code);
        assert_ne!(has_form(country.code, CountryForm::Demonym), is_excused, "demonym of {}", country.code);
    }
}

#[test]
fn every_surface_names_a_known_country_in_a_known_form() {
    let (flags, forms) = (["caps", "homonym", "weak", "name", "combining", "second", "word", "team", "-"], CountryForm::ALL);
    for row in rows_of("country-surfaces") {
        let [surface, code, form, flag_list, constituent] = row[..] else { panic!("{row:?} has not five cells") };
        assert!(country(code).is_some(), "{surface}: no country {code}");
        assert!(forms.iter().any(|known| known.name() == form), "{surface}: no form {form}");
        assert!(flag_list.split(',').all(|flag| flags.contains(&flag)), "{surface}: {flag_list}");
        assert!(constituent == "-" || code == "GB", "{surface}: only the United Kingdom has constituents");
    }
}
