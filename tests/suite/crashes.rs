//! Whatever ends a run, the output folder holds the old dataset or the new one, whole.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Project, files_in};

const KILLS: u32 = 50;

/// Enough to write for a kill to meet every phase of a run.
fn project() -> Project {
    let text = "The mayor of Lomé said on Monday that 30 boats came from Ghana.\n\n“We counted them,” she said.\n".repeat(4);
    let names: Vec<String> = (0..12).map(|number| format!("a{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), text.as_bytes())).collect();
    Project::new(&files)
}

fn command(project: &Project, layout: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_columnist"));
    let set = format!("stages.blocks.layout={layout}");
    command.args(["run", "--force", "--quiet", "--no-progress", "--set", &set]).arg(project.pipeline());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn run(project: &Project, layout: &str) -> Output {
    command(project, layout).output().expect("the program starts")
}

/// What stands beside the pipeline, its articles, its output and its cache.
fn leftovers(project: &Project) -> usize {
    fs::read_dir(project.folder.path()).expect("it is there").count() - 4
}

/// Waits until the manifest of this dataset stands in the output folder.
fn wait_for(project: &Project, dataset: &BTreeMap<String, Vec<u8>>) {
    let started = Instant::now();
    while fs::read(project.output().join("manifest.json")).ok().as_ref() != dataset.get("manifest.json") {
        assert!(started.elapsed() < Duration::from_secs(120), "the run never ends");
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_the_old_or_the_new_dataset() {
    let project = project();
    assert!(run(&project, "plain").status.success());
    let plain = files_in(&project.output());
    let started = Instant::now();
    assert!(run(&project, "web").status.success());
    let whole = started.elapsed();
    let web = files_in(&project.output());
    assert!(plain != web, "the two datasets differ");
    let (mut old, mut new, mut random) = (0, 0, 0x9e37_79b9_u32);
    for kill in 0..KILLS {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let before = files_in(&project.output());
        let layout = if before == web { "plain" } else { "web" };
        let mut child: Child = command(&project, layout).spawn().expect("the program starts");
        match kill {
            // At once, and as soon as the new dataset is seen in its place: both outcomes occur, however fast the machine is.
            0 => {}
            1 => wait_for(&project, if layout == "web" { &web } else { &plain }),
            _ => {
                // Three in four near the end, where the datasets change places.
                let begin = if random >> 30 == 0 { 0.0 } else { 0.8 };
                let share = begin + 0.8 * f64::from(random >> 8) / f64::from(1 << 24);
                std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * share));
            }
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        let after = files_in(&project.output());
        assert!(after == plain || after == web, "a mix of two datasets, or none");
        if after == before { old += 1 } else { new += 1 }
    }
    println!("{} of {KILLS} kills left a whole dataset: {old} times the old one, {new} times the new one", old + new);
    assert!(old > 0 && new > 0, "kills met both sides of the exchange");
    assert!(run(&project, "plain").status.success());
    assert!(files_in(&project.output()) == plain);
    assert_eq!(leftovers(&project), 0, "the next run sweeps what the killed ones left");
}

#[test]
fn a_disk_that_is_full_costs_nothing_that_stands_there() {
    let project = project();
    assert!(run(&project, "plain").status.success());
    let before = files_in(&project.output());
    let mut limited = Command::new("sh");
    // A file may have no more than two blocks: writing fails as on a disk that is full.
    limited.args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" run --force --quiet \"$1\""]);
    let ended = limited.arg(env!("CARGO_BIN_EXE_columnist")).arg(project.pipeline()).output().expect("the program starts");
    assert_eq!(ended.status.code(), Some(2), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("cannot write"), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(files_in(&project.output()) == before);
    assert_eq!(leftovers(&project), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let project = project();
    assert!(run(&project, "plain").status.success());
    let before = files_in(&project.output());
    set_mode(project.folder.path(), 0o555);
    let is_writable = fs::write(project.folder.path().join("probe"), b"").is_ok();
    let ended = run(&project, "web");
    set_mode(project.folder.path(), 0o755);
    if is_writable {
        eprintln!("skipped: this user may write into every folder");
        return;
    }
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("cannot write into"), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(files_in(&project.output()) == before);
}

fn set_mode(folder: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("the mode is set");
}
