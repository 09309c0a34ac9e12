//! The singular of a noun.

/// Endings of irregular plurals with their singulars, the longer first. They hold for compounds too: `fishermen`.
const IRREGULAR: &[(&str, &str)] = &[
    ("grandchildren", "grandchild"),
    ("schoolchildren", "schoolchild"),
    ("stepchildren", "stepchild"),
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("people", "person"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("wolves", "wolf"),
    ("halves", "half"),
    ("leaves", "leaf"),
    ("loaves", "loaf"),
    ("calves", "calf"),
    ("shelves", "shelf"),
    ("scarves", "scarf"),
    ("selves", "self"),
    ("thieves", "thief"),
    ("oxen", "ox"),
    ("dice", "die"),
    ("bacteria", "bacterium"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
];

/// Nouns whose plural is the same, or that have no singular.
const UNCHANGED: &[&str] = &["series", "species", "means", "headquarters", "aircraft", "police", "news", "gas", "bus", "lens"];

/// The dictionary form of a noun, in lower case: `troops` → `troop`, `women` → `woman`.
pub fn of(noun: &str) -> String {
    let noun = noun.to_lowercase();
    if UNCHANGED.contains(&noun.as_str()) {
        return noun;
    }
    let irregular = IRREGULAR.iter().find_map(|(plural, singular)| Some(format!("{}{singular}", noun.strip_suffix(plural)?)));
    irregular.or_else(|| regular(&noun)).unwrap_or(noun)
}

fn regular(noun: &str) -> Option<String> {
    let stem = noun.strip_suffix('s').filter(|_| noun.len() > 3)?;
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| noun.ends_with(ending)) {
        return noun.strip_suffix("es").map(str::to_string);
    }
    let singular_already = ["ss", "us", "is"].iter().any(|ending| noun.ends_with(ending));
    (!singular_already).then(|| stem.to_string())
}
