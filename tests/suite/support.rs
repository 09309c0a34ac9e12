//! What several tests need: folders with a pipeline and articles, runs of it, hashes of what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use columnist::plan::{Plan, Selection};
use columnist::progress::Progress;
use columnist::run::{Outcome, run};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use tempfile::TempDir;

/// Texts of a property that are the same in each run, so that a commit passes here and in CI or in neither.
/// `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000 cargo test` looks for others.
pub fn same_texts_each_time(cases: u32) -> ProptestConfig {
    const SEED: u64 = 2026;
    let asked = ProptestConfig::default();
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(SEED) } else { asked.rng_seed };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..asked }
}

/// A folder with a pipeline file and its input.
pub struct Project {
    pub folder: TempDir,
}

impl Project {
    /// A pipeline over `articles/*` with these files in that folder, written in this order.
    pub fn new(files: &[(&str, &[u8])]) -> Project {
        let folder = tempfile::tempdir().expect("a temporary folder is made");
        fs::create_dir(folder.path().join("articles")).expect("a folder is made");
        for (name, bytes) in files {
            fs::write(folder.path().join("articles").join(name), bytes).expect("an article is written");
        }
        let pipeline =
            "[pipeline]\nname = \"test\"\nversion = \"1.0.0\"\n[input]\npaths = [\"articles/*\"]\n[output]\ndir = \"out\"\n";
        fs::write(folder.path().join("pipeline.toml"), pipeline).expect("the pipeline is written");
        Project { folder }
    }

    /// Adds lines to `[input]`; those after a header of their own to that.
    pub fn add_input(&mut self, lines: &str) {
        let text = fs::read_to_string(self.pipeline()).expect("the pipeline is there");
        let text = text.replace("[output]", &format!("{lines}[output]"));
        fs::write(self.pipeline(), text).expect("the pipeline is written");
    }

    /// Adds lines to `[output]`.
    pub fn add_output(&mut self, lines: &str) {
        let text = fs::read_to_string(self.pipeline()).expect("the pipeline is there");
        fs::write(self.pipeline(), format!("{text}{lines}\n")).expect("the pipeline is written");
    }

    /// Adds lines to `[pipeline]`.
    pub fn add_head(&mut self, lines: &str) {
        let text = fs::read_to_string(self.pipeline()).expect("the pipeline is there");
        fs::write(self.pipeline(), text.replace("[input]", &format!("{lines}\n[input]"))).expect("the pipeline is written");
    }

    pub fn pipeline(&self) -> PathBuf {
        self.folder.path().join("pipeline.toml")
    }

    pub fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Runs the pipeline into its output folder.
    pub fn run(&self, threads: usize) -> Outcome {
        run_pipeline(&self.pipeline(), &self.output(), threads)
    }
}

/// Runs a pipeline into `output`.
pub fn run_pipeline(pipeline: &Path, output: &Path, threads: usize) -> Outcome {
    let plan = Plan::new(pipeline, &Selection::default()).expect("the pipeline is sound");
    let mut outcome = run(&plan, output, threads, &Progress::new(false), None).expect("the run succeeds");
    outcome.take_dataset().expect("a dataset is written").put_in_place().expect("it is put in place");
    outcome
}

/// Runs the program in a folder and gives its exit code and what it said, in one line.
pub fn columnist(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_columnist"));
    let output = command.current_dir(folder).args(arguments).output().expect("the program starts");
    let said = format!("{} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code(), said.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Puts other words into a file, once.
pub fn edit(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).expect("it is there");
    assert!(text.contains(old), "{} has {old}", path.display());
    fs::write(path, text.replacen(old, new, 1)).expect("it is written");
}

/// The files below a folder by relative path.
pub fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("a file can be read"));
        }
    }
}

/// The rows of a table's CSV, by column name.
pub fn rows_of(dataset: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dataset.join(format!("csv/{table}.csv"))).expect("the table is there");
    reader.deserialize().map(|row| row.expect("a row can be read")).collect()
}

/// `../shared` of a developer's machine, where it is; says so where it is not.
pub fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !folder.is_dir() {
        eprintln!("skipped: there is no ../shared on this machine");
        return None;
    }
    Some(folder)
}
