//! The package around the tables: which files it has, what they tell, and whose folder a run may replace.
//!
//! Whether other tools take them is checked with those tools, by `tests/readers/package.py`.

use std::collections::BTreeSet;
use std::fs;

use columnist::dataset::{Details, Manifest, check_output_folder, package_paths, status_of, summarize_inputs};
use columnist::package::{Codebook, package_files};
use columnist::plan::{Plan, Selection};
use serde_json::Value;

use crate::support::{Project, files_in};

const TEXT: &[u8] =
    b"Harbour talks resume\n\nAmina Kossi said on Monday that 30 boats had left Togo | for good.\n\nThe port took 30 boats.\n";

fn project() -> Project {
    Project::new(&[("a.txt", TEXT)])
}

fn json_in(project: &Project, name: &str) -> Value {
    let text = fs::read_to_string(project.output().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn manifest_of(project: &Project) -> Manifest {
    Manifest::read(&project.output()).expect("it can be read").expect("it is there")
}

/// Why the dataset of a project would be written again.
fn causes(project: &Project) -> BTreeSet<String> {
    let plan = Plan::new(&project.pipeline(), &Selection::default()).expect("the pipeline is sound");
    let planned = Manifest::of_plan(&plan, summarize_inputs(&plan.files));
    status_of(&plan, &planned, Some(&manifest_of(project)), &Details::default())
        .into_iter()
        .flat_map(|table| table.causes)
        .collect()
}

#[test]
fn a_dataset_has_every_file_of_the_package_and_the_manifest_knows_it() {
    let project = project();
    project.run(1);
    let files = files_in(&project.output());
    let package: BTreeSet<String> = package_paths().collect();
    assert!(package.iter().all(|path| files.contains_key(path)), "{:?}", files.keys());
    let manifest = manifest_of(&project);
    assert_eq!(manifest.package.keys().cloned().collect::<BTreeSet<_>>(), package);
    for (path, record) in &manifest.package {
        assert_eq!(record.bytes, files[path].len() as u64, "{path}");
    }
    assert!(package_files(&manifest).iter().all(|(path, bytes)| files[path] == *bytes), "it can be made again from the manifest");
}

#[test]
fn the_package_can_be_left_out() {
    let mut project = project();
    project.add_output("package = false");
    project.run(1);
    assert!(package_paths().all(|path| !project.output().join(path).exists()));
    assert!(manifest_of(&project).package.is_empty());
    assert!(causes(&project).is_empty());
}

#[test]
fn a_file_that_is_missing_or_changed_makes_the_dataset_stale() {
    let project = project();
    project.run(1);
    assert!(causes(&project).is_empty());
    fs::write(project.output().join("README.md"), "mine").expect("it is written");
    fs::remove_file(project.output().join("csv/claims.csv-metadata.json")).expect("it is removed");
    let wanted = ["README.md was changed", "csv/claims.csv-metadata.json is missing"];
    assert_eq!(causes(&project), wanted.map(str::to_string).into());
}

#[test]
fn a_folder_that_merely_has_a_readme_is_somebody_elses() {
    let project = project();
    fs::create_dir(project.output()).expect("a folder is made");
    fs::write(project.output().join("README.md"), "# My own project").expect("it is written");
    let error = check_output_folder(&project.output()).expect_err("it is not ours");
    assert!(error.to_string().contains("README.md"), "{error}");
    fs::remove_file(project.output().join("README.md")).expect("it is removed");
    project.run(1);
    check_output_folder(&project.output()).expect("now it is");
    fs::write(project.output().join("notes.md"), "mine").expect("it is written");
    check_output_folder(&project.output()).expect_err("notes are nobody's but their author's");
}

#[test]
fn files_tell_the_rows_and_hashes_of_the_manifest() {
    let project = project();
    project.run(1);
    let (manifest, package) = (manifest_of(&project), json_in(&project, "datapackage.json"));
    let resources = package["resources"].as_array().expect("there are resources");
    assert_eq!(resources.len(), 24);
    for table in &manifest.tables {
        for (path, file) in &table.files {
            let resource = resources.iter().find(|resource| resource["path"] == **path).expect("each file is a resource");
            assert_eq!(resource["bytes"], file.bytes);
            assert_eq!(resource["hash"], format!("sha256:{}", file.sha256));
        }
    }
}

#[test]
fn with_csv_alone_every_descriptor_names_files_that_are_there() {
    let mut project = project();
    project.add_output("formats = [\"csv\"]\ntables = { claims = \"1\" }");
    project.run(1);
    let (package, croissant) = (json_in(&project, "datapackage.json"), json_in(&project, "croissant.json"));
    assert_eq!(package["resources"][0]["name"], "claims");
    // The tables that its keys point to are not here.
    assert_eq!(package["resources"][0]["schema"]["foreignKeys"], Value::Array(Vec::new()));
    assert_eq!(croissant["distribution"][0]["contentUrl"], "csv/claims.csv");
    let crate_files = json_in(&project, "ro-crate-metadata.json");
    let graph = crate_files["@graph"].as_array().expect("there is a graph");
    for entity in graph.iter().filter(|entity| entity["@type"] == "File") {
        let path = entity["@id"].as_str().expect("a file has a path");
        assert!(project.output().join(path).is_file(), "{path}");
    }
}

#[test]
fn who_is_cited_stands_in_every_file_that_tells_it() {
    let mut project = project();
    let authors = "[{ given_names = \"Ada\", family_names = \"Lindqvist: \\\"A\\\"\", orcid = \"0000-0002-1825-0097\" }, { name = \"Pier Institute\" }]";
    project.add_head(&format!("title = \"Piers\"\nlicense = \"CC-BY-4.0\"\ndate = \"2025-03-17\"\nauthors = {authors}"));
    project.run(1);
    let read = |name: &str| fs::read_to_string(project.output().join(name)).expect("it is there");
    for name in ["CITATION.cff", "README.md", "croissant.json", "datapackage.json", "ro-crate-metadata.json"] {
        assert!(read(name).contains("Lindqvist: ") && read(name).contains("Pier Institute"), "{name}");
    }
    assert!(read("CITATION.cff").contains("family-names: \"Lindqvist: \\\"A\\\"\""));
    assert!(read("README.md").contains("\nlicense: cc-by-4.0\n"));
    assert_eq!(json_in(&project, "croissant.json")["datePublished"], "2025-03-17");
}

#[test]
fn heads_that_other_tools_would_refuse_are_refused() {
    for (head, word) in [
        ("date = \"17 March\"", "17 March"),
        ("license = \"free for all\"", "free for all"),
        ("authors = [{ affiliation = \"Nowhere\" }]", "author"),
        ("authors = [{ name = \"A\", orcid = \"1\" }]", "ORCID"),
        ("url = \"example.org\"", "example.org"),
        ("doi = \"https://doi.org/10.1/x\"", "doi.org"),
        ("autors = []", "autors"),
    ] {
        let mut project = project();
        project.add_head(head);
        let error = Plan::new(&project.pipeline(), &Selection::default()).err().unwrap_or_else(|| panic!("{head} is accepted"));
        assert!(error.to_string().contains(word), "{head}: {error}");
    }
}

#[test]
fn a_codebook_tells_what_the_values_are() {
    let project = project();
    project.run(1);
    let codebook = Codebook::of_dataset(&manifest_of(&project));
    let (markdown, html) = (codebook.to_markdown(), codebook.to_html());
    assert_eq!(fs::read_to_string(project.output().join("CODEBOOK.md")).expect("it is there"), markdown);
    let claims = manifest_of(&project).tables.into_iter().find(|table| table.name == "claims").expect("there are claims");
    assert_eq!(claims.columns["value"].greatest, Some(Value::from(30.0)));
    let value = markdown.lines().skip_while(|line| !line.starts_with("## claims")).find(|line| line.starts_with("| `value` "));
    assert!(value.is_some_and(|line| line.ends_with(" 30.0 |")), "{value:?}");
    assert!(html.contains("<tr id=\"claims.value\">") && html.contains("<td><code>count</code></td>"));
    // A table of Markdown keeps its columns whatever the data hold.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let rows = markdown.lines().filter(|line| line.starts_with("| `")).map(cells).collect::<BTreeSet<_>>();
    assert_eq!(rows, BTreeSet::from([5, 7]), "columns and rules");
}
