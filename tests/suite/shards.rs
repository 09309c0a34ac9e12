//! Shards: merged they are the dataset of a run without shards, byte for byte; what cannot be merged is said.

use std::fs;
use std::path::{Path, PathBuf};

use arrow::array::UInt32Array;
use arrow::compute::take_record_batch;
use columnist::dataset::check::{Depth, check};
use columnist::dataset::stored::StoredDataset;
use columnist::plan::{Plan, Selection};
use columnist::progress::Progress;
use columnist::run::{merge, run};
use columnist::shard::Shard;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest, Sha256};

use crate::support::{Project, columnist, edit, files_in, rows_of};

/// Ids that come twice, copies across shards, records that are none; of 1,200 records, several partitions.
fn project(records: usize) -> Project {
    let story = |number: usize| {
        format!(
            "Harbour report {number}\n\nThe mayor of Lomé said on Monday that {number} boats came from Ghana.\n\n\
             “We counted {number} crates of salted fish twice,” said Adjoa Lawson, who keeps the books of the port, on 3 March 2025.\n\
             The fishermen of pier {number} want the fee of 20 euros a day lowered before the rains begin in their town.\n"
        )
    };
    let mut files: Vec<(String, Vec<u8>)> = (0..60).map(|n| (format!("a{n:04}.txt"), story(n / 3 * 3).into_bytes())).collect();
    let records: String = (0..records)
        .map(|n| match n % 50 {
            7 => "{\"id\": \"broken\n".to_string(),
            8 => format!("{{\"id\":\"a0005\",\"text\":\"The id of record {n} was given to another article.\"}}\n"),
            9 => format!("{{\"id\":\"r{n}\",\"text\":\"Es waren {n} Boote im Hafen, und der Himmel war blau.\"}}\n"),
            _ => format!("{{\"id\":\"r{n}\",\"text\":\"Ghana sold {n} tonnes.\"}}\n"),
        })
        .collect();
    files.push(("b.jsonl".to_string(), records.into_bytes()));
    files.push(("c.txt".to_string(), vec![0xff, 0xfe, 0x41]));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Project::new(&files)
}

fn run_shard(project: &Project, shard: Shard, set: &[&str]) -> PathBuf {
    let set = set.iter().map(|pair| pair.to_string()).collect();
    let plan = Plan::new(&project.pipeline(), &Selection { shard: Some(shard), set, ..Selection::default() }).expect("it is sound");
    let mut outcome = run(&plan, &plan.output, 2, &Progress::new(false), None).expect("the shard runs");
    outcome.take_dataset().expect("it is written").put_in_place().expect("it is put in place");
    plan.output
}

fn run_shards(project: &Project, of: u32) -> Vec<PathBuf> {
    (1..=of).map(|number| run_shard(project, Shard { number, of }, &[])).collect()
}

fn merge_into(shards: &[PathBuf], output: &Path) {
    let (dataset, _) = merge(shards, output, 2).expect("the shards fit");
    dataset.put_in_place().expect("it is put in place");
}

/// What `merge` says of shards that it refuses.
fn refusal(shards: &[PathBuf], output: &Path) -> String {
    let refused = merge(shards, output, 1).err().map(|error| error.to_string());
    assert!(!output.exists(), "nothing is written");
    refused.expect("they are refused")
}

#[test]
fn merged_shards_are_the_dataset_of_one_run() {
    let project = project(1200);
    project.run(2);
    let whole = files_in(&project.output());
    assert!(rows_of(&project.output(), "problems").len() >= 48, "the input has problems");
    assert!(rows_of(&project.output(), "duplicates").len() >= 40, "and copies");
    assert!(rows_of(&project.output(), "articles").iter().any(|row| row["article_id"] == "a0005~2"), "and an id that comes twice");
    for of in [1, 2, 7] {
        let mut shards = run_shards(&project, of);
        shards.reverse();
        let merged = project.folder.path().join(format!("merged-{of}"));
        merge_into(&shards, &merged);
        let merged = files_in(&merged);
        assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        let other: Vec<_> = whole.iter().filter(|(path, bytes)| merged[*path] != **bytes).map(|(path, _)| path).collect();
        assert!(other.is_empty(), "merged from {of}, these differ: {other:?}");
    }
}

#[test]
fn other_tables_and_formats_are_merged_too() {
    let project = project(60);
    let text = fs::read_to_string(project.pipeline()).expect("it is there");
    let text = text + "formats = [\"csv\"]\npackage = false\n[output.tables]\nclaims = \"1\"\nproblems = \"1\"\n";
    fs::write(project.pipeline(), text).expect("it is written");
    project.run(1);
    let merged = project.folder.path().join("merged");
    merge_into(&run_shards(&project, 3), &merged);
    assert!(files_in(&merged) == files_in(&project.output()));
}

#[test]
fn a_shard_is_a_sound_dataset_of_its_own() {
    let project = project(60);
    for folder in run_shards(&project, 3) {
        let dataset = StoredDataset::open(&folder).expect("it is a dataset");
        let checked = check(&dataset, Depth::Everything).expect("it can be checked");
        assert_eq!(checked.findings.errors, 0, "{:?}", checked.findings.kept());
    }
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let project = project(60);
    let merged = project.folder.path().join("merged");
    let shards = run_shards(&project, 2);
    assert_eq!(refusal(&shards[1..], &merged), "a shard is missing: 1/2");
    let twice = [shards[0].clone(), shards[1].clone(), shards[0].clone()];
    assert!(refusal(&twice, &merged).starts_with("shard 1/2 is given twice: "));
    project.run(1);
    assert!(refusal(&[project.output()], &merged).ends_with("is a whole dataset and no shard"));
    assert!(refusal(&[project.folder.path().join("articles")], &merged).contains("it has no manifest.json"));

    let of_three = run_shard(&project, Shard { number: 3, of: 3 }, &[]);
    assert!(refusal(&[shards[0].clone(), of_three], &merged).ends_with("one is of 2 shards, the other of 3"));

    run_shard(&project, Shard { number: 2, of: 2 }, &["stages.blocks.layout=plain"]);
    assert!(refusal(&shards, &merged).ends_with("versions or parameters of stages differ"));

    run_shard(&project, Shard { number: 2, of: 2 }, &[]);
    let manifest = fs::read_to_string(shards[1].join("manifest.json")).expect("it is there");
    fs::write(shards[1].join("manifest.json"), manifest.replacen("\"columnist ", "\"columnist 9.", 1)).expect("it is written");
    assert!(refusal(&shards, &merged).contains("was made by columnist 9."));

    fs::write(shards[1].join("manifest.json"), manifest).expect("it is written");
    let index = shards[1].join("shard.parquet");
    let mut bytes = fs::read(&index).expect("it is there");
    bytes[100] ^= 1;
    fs::write(&index, bytes).expect("it is written");
    assert!(refusal(&shards, &merged).contains("shard.parquet is not what the run of the shard wrote"));
}

#[test]
fn a_shard_is_not_sound_without_its_index() {
    let project = project(60);
    let folder = run_shard(&project, Shard { number: 2, of: 3 }, &[]);
    let errors = || {
        let checked = check(&StoredDataset::open(&folder).expect("a dataset"), Depth::Everything).expect("it can be checked");
        checked.findings.kept().iter().filter(|finding| !finding.is_warning).map(|finding| finding.file.clone()).collect::<Vec<_>>()
    };
    let index = folder.join("shard.parquet");
    let bytes = fs::read(&index).expect("it is there");
    fs::write(&index, [&bytes[..], b" "].concat()).expect("it is written");
    assert_eq!(errors(), ["shard.parquet"], "edited");
    fs::remove_file(&index).expect("it is removed");
    assert_eq!(errors(), ["shard.parquet"], "gone");
}

#[test]
fn of_the_inputs_a_shard_has_its_own() {
    let project = project(60);
    let folder = run_shard(&project, Shard { number: 2, of: 3 }, &[]);
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    let verify = || columnist(project.folder.path(), &["verify", &name, "--inputs", "pipeline.toml"]);
    assert_eq!(verify().0, Some(0), "{}", verify().1);
    let (own, others): (Vec<_>, Vec<_>) = (0..60).map(|n| format!("a{n:04}")).partition(|id| Shard { number: 2, of: 3 }.owns(id));
    for id in [&own[0], &others[0]] {
        fs::write(project.folder.path().join(format!("articles/{id}.txt")), "Another text.\n").expect("it is written");
    }
    let (code, said) = verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("{}.txt", own[0])) && !said.contains(&others[0]), "{said}");
}

#[test]
fn a_shard_is_not_migrated_alone() {
    let project = project(3);
    let folder = run_shard(&project, Shard { number: 1, of: 2 }, &[]);
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    let (code, said) = columnist(project.folder.path(), &["schema", "migrate", &name, "--to", "countries@1.1"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("is shard 1/2"), "{said}");
}

#[test]
fn however_many_shards_a_manifest_tells_of_ten_are_named() {
    let project = project(3);
    let folder = run_shard(&project, Shard { number: 2, of: 3 }, &[]);
    edit(&folder.join("manifest.json"), "\"of\": 3", "\"of\": 4000000000");
    let said = refusal(std::slice::from_ref(&folder), &project.folder.path().join("merged"));
    assert!(said.starts_with("shards are missing: 1/4000000000, 3/4000000000") && said.ends_with("and 3999999989 more"), "{said}");
    edit(&folder.join("manifest.json"), "\"number\": 2", "\"number\": 0");
    let said = refusal(&[folder], &project.folder.path().join("merged"));
    assert!(said.contains("there is no shard 0/4000000000"), "{said}");
}

/// An index that another program wrote, with its hash in the manifest, may say anything.
#[test]
fn units_in_another_order_are_refused() {
    let project = project(60);
    let shards = run_shards(&project, 2);
    let index = shards[0].join("shard.parquet");
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(&index).expect("it is there")).expect("it is Parquet");
    let batches: Vec<_> = reader.build().expect("it can be read").map(|batch| batch.expect("a batch")).collect();
    let order = UInt32Array::from_iter_values((0..batches[0].num_rows() as u32).rev());
    let turned = take_record_batch(&batches[0], &order).expect("rows are taken");
    let mut writer = ArrowWriter::try_new(fs::File::create(&index).expect("it is made"), turned.schema(), None).expect("a writer");
    writer.write(&turned).expect("it is written");
    writer.close().expect("it is closed");
    let text = fs::read_to_string(shards[0].join("manifest.json")).expect("it is there");
    let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let hash = Sha256::digest(fs::read(&index).expect("it is there"));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    manifest["package"]["shard.parquet"]["sha256"] = hex.into();
    fs::write(shards[0].join("manifest.json"), manifest.to_string()).expect("it is written");
    let said = refusal(&shards, &project.folder.path().join("merged"));
    assert!(said.contains("not in the order of the input"), "{said}");
}
