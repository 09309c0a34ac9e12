//! The rules that versions keep to: each is compared with the one before, and labelled as what it is.

use std::collections::BTreeMap;

use super::change::{Level, changes};
use super::soundness::unsound_parts;
use super::{Catalogue, Finding, TableSchema, Version};

/// Everything that is wrong in a folder of schemas, sorted.
pub fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = changed_releases(catalogue);
    findings.extend(catalogue.stray_migrations());
    for table in catalogue.tables() {
        let versions: Vec<_> = catalogue.versions(table).collect();
        findings.extend(versions.iter().flat_map(|(_, schema)| unsound_parts(schema)));
        findings.extend(misnumbered(&versions));
        findings.extend(versions.windows(2).flat_map(|pair| mislabelled(pair[0], pair[1])));
        findings.extend(reused_ids(&versions));
        findings.extend(dangling_references(catalogue, &versions));
        findings.extend(versions.windows(2).flat_map(|pair| catalogue.broken_migrations(pair[0].1, pair[1].1)));
    }
    findings.sort();
    findings.dedup();
    findings
}

fn changed_releases(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, hash) in &catalogue.frozen {
        match catalogue.sha256.get(path) {
            None => findings.push(Finding::new(path, "release_removed", "it is released, and the file is gone")),
            Some(found) if found != hash => {
                let message = "it is released and never changes: write a new version instead";
                findings.push(Finding::new(path, "release_changed", message));
            }
            Some(_) => {}
        }
    }
    findings
}

fn misnumbered(versions: &[(Version, &TableSchema)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some((first, schema)) = versions.first().filter(|(first, _)| *first != Version::FIRST) {
        let message = format!("the first version is {}, not {first}", Version::FIRST);
        findings.push(Finding::new(schema.id(), "version_skipped", message));
    }
    for pair in versions.windows(2).filter(|pair| !pair[1].0.follows(pair[0].0)) {
        let message = format!("{} does not follow {}", pair[1].0, pair[0].0);
        findings.push(Finding::new(pair[1].1.id(), "version_skipped", message));
    }
    findings
}

/// Where the version says minor and the change is major, or the other way round.
fn mislabelled(old: (Version, &TableSchema), new: (Version, &TableSchema)) -> Vec<Finding> {
    let label = if new.0.major > old.0.major { Level::Major } else { Level::Minor };
    let found = changes(old.1, new.1);
    let Some(weight) = found.iter().map(|change| change.level).max() else {
        return vec![Finding::new(new.1.id(), "nothing_changed", format!("it says the same as {}", old.0))];
    };
    if weight < label {
        let message = format!("nothing breaks for readers of {}: it is a minor version", old.0);
        return vec![Finding::new(new.1.id(), "needless_major", message)];
    }
    let too_heavy = found.into_iter().filter(|change| change.level > label);
    let finding = |change: super::Change| Finding {
        schema: new.1.id(),
        column: change.column,
        rule: change.rule,
        message: format!("{}: that is a major change in a minor version", change.message),
    };
    too_heavy.map(finding).collect()
}

/// A field id means one column for ever: it is neither given to another one nor exchanged.
fn reused_ids(versions: &[(Version, &TableSchema)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last_seen: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, (_, schema)) in versions.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| versions[before].1);
        for field in &schema.fields {
            let find = |rule, message: String| Finding::new(schema.id(), rule, message).of_column(&field.name);
            let seen = last_seen.insert(field.field_id, index);
            let then = seen.and_then(|seen| versions[seen].1.field_with_id(field.field_id));
            if let Some(then) =
                then.filter(|then| seen != index.checked_sub(1) || (then.name != field.name && then.kind != field.kind))
            {
                let message = format!("the field id {} belongs to `{}`: a new column has a new one", field.field_id, then.name);
                findings.push(find("field_id_reused", message));
            }
            let namesake = before.and_then(|before| before.field(&field.name)).map(|(_, namesake)| namesake);
            if let Some(namesake) = namesake.filter(|namesake| namesake.field_id != field.field_id) {
                let message = format!("its field id was {} and is {}", namesake.field_id, field.field_id);
                findings.push(find("field_id_changed", message));
            }
        }
    }
    findings
}

/// Foreign keys of the newest version point to keys of the newest version of another table.
fn dangling_references(catalogue: &Catalogue, versions: &[(Version, &TableSchema)]) -> Vec<Finding> {
    let Some((_, schema)) = versions.last() else { return Vec::new() };
    let mut findings = Vec::new();
    for key in &schema.foreign_keys {
        let target = catalogue.newest(key.target(schema));
        let is_key = target.is_some_and(|target| key.reference.fields.iter().all(|name| target.primary_key.contains(name)));
        if !is_key {
            let reference = format!("{}.({})", key.target(schema), key.reference.fields.join(", "));
            let message = format!("({}) → {reference}: there is no such key", key.fields.join(", "));
            findings.push(Finding::new(schema.id(), "key_unsound", message));
        }
    }
    findings
}
