//! The search for the files that a pipeline reads.

use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use super::files::InputFile;
use crate::error::{Error, Result};

/// What a run leaves beside a pipeline and its dataset: its cache, and folders on their way.
const OWN_BEGINNING: &str = ".columnist";

/// A wildcard takes what it says and no `/`, and names that begin with a dot as well.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// All files that the patterns name, sorted bytewise by their path below the input root: the deepest folder that holds all patterns'
/// fixed parts. `folder` is what relative patterns start from; `follow_links` says whether a link may lead out of the root. The dataset's folder `output`,
/// those beside it that are called after it, and the program's own are no input, unless a pattern names one of them without a wildcard.
///
/// A folder that cannot be read, a link out of the root, and one to a folder that it lies in are among the files: opening them says what is wrong.
///
/// # Errors
/// A pattern that is none, a folder that is missing, or no file at all.
pub fn find_files(folder: &Path, patterns: &[String], follow_links: bool, output: Option<&Path>) -> Result<Vec<InputFile>> {
    let mut sought = patterns.iter().map(|pattern| Sought::new(folder, pattern)).collect::<Result<Vec<_>>>()?;
    if sought.iter().any(|sought| sought.root.is_absolute()) {
        sought.iter_mut().for_each(Sought::make_absolute);
    }
    let root = deepest_common(sought.iter().map(Sought::folder));
    let real = || std::fs::canonicalize(of_any_part(&root)).map_err(|cause| Error::file("find", &root, cause));
    let fence = if follow_links { None } else { Some(real()?) };
    let is_ours = |path: &Path| output.is_some_and(|output| is_of_output(path, output)) || is_own(path);
    let mut paths: Vec<PathBuf> = sought.iter().flat_map(|sought| sought.files(fence.as_deref(), &is_ours)).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut files: Vec<InputFile> = paths.into_iter().map(|path| InputFile::new(path, &root, fence.clone())).collect();
    files.sort_by(|a, b| a.source.as_bytes().cmp(b.source.as_bytes()));
    if patterns.is_empty() {
        return Err(Error::refused("`paths` in `[input]` lists nothing", "write `paths = [\"articles/*.txt\"]`"));
    }
    if files.is_empty() {
        let message = format!("no file matches `{}`", patterns.join("`, `"));
        let mend = match sought.iter().find(|sought| sought.root.is_dir() && sought.below.as_str().is_empty()) {
            Some(sought) => format!("for all files in the folder write `{}/**/*`", sought.root.display()),
            None => "correct `paths` in `[input]`, or put articles there".to_string(),
        };
        return Err(Error::refused(message, mend));
    }
    Ok(files)
}

/// What one pattern names.
struct Sought {
    /// The folders (or the file) at its beginning that hold no wildcard.
    root: PathBuf,
    /// What stands behind them.
    below: Pattern,
    /// How many names deep files may lie below the root.
    depth: usize,
}

impl Sought {
    fn new(folder: &Path, pattern: &str) -> Result<Sought> {
        let parts: Vec<Component> = Path::new(pattern).components().filter(|part| *part != Component::CurDir).collect();
        let is_fixed = |part: &Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
        let (fixed, wild) = parts.split_at(parts.iter().take_while(|part| is_fixed(part)).count());
        let root = without_detours(&folder.join(fixed.iter().collect::<PathBuf>()));
        if !of_any_part(&root).exists() {
            let message = format!("there is nothing at {}, which `{pattern}` names", root.display());
            return Err(Error::refused(message, "correct `paths` in `[input]`: it is relative to the pipeline file"));
        }
        let below = wild.iter().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let below = Pattern::new(&below).map_err(|cause| {
            let mend = "`*` stands for a name, `**` for folders, `[ab]` for one character";
            Error::refused(format!("`{pattern}` is no pattern: {cause}"), mend)
        })?;
        let depth = if below.as_str().contains("**") { usize::MAX } else { wild.len() };
        Ok(Sought { root, below, depth })
    }

    fn make_absolute(&mut self) {
        self.root = std::path::absolute(&self.root).unwrap_or_else(|_| self.root.clone());
    }

    /// The folder that all its files lie in.
    fn folder(&self) -> &Path {
        if self.root.is_file() { self.root.parent().unwrap_or(&self.root) } else { &self.root }
    }

    fn matches(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let names: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        self.below.matches_with(&names.join("/"), MATCHING)
    }

    /// Its files, in any order.
    fn files(&self, fence: Option<&Path>, is_left_out: &impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let mut entries = WalkDir::new(of_any_part(&self.root)).follow_links(true).max_depth(self.depth).into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_left_out(plain(entry.path())) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if leads_out(&entry, fence) => {
                    entries.skip_current_dir();
                    files.push(plain(entry.path()).to_path_buf());
                }
                Ok(entry) if entry.file_type().is_dir() || !self.matches(plain(entry.path())) => {}
                Ok(entry) => files.push(plain(entry.path()).to_path_buf()),
                Err(cause) => {
                    let is_told = |path: &&Path| path.is_dir() || self.matches(plain(path));
                    files.extend(cause.path().filter(is_told).map(|path| plain(path).to_path_buf()));
                }
            }
        }
        files
    }
}

/// Whether it is a link to a folder that is not below `fence`.
fn leads_out(entry: &DirEntry, fence: Option<&Path>) -> bool {
    let is_beyond = |fence: &Path| !std::fs::canonicalize(entry.path()).is_ok_and(|real| real.starts_with(fence));
    entry.depth() > 0 && entry.path_is_symlink() && entry.file_type().is_dir() && fence.is_some_and(is_beyond)
}

/// Whether it is the folder of the dataset, or beside it one of another parameter or of a shard: `press`, `press.layout-plain`.
fn is_of_output(path: &Path, output: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (found, own) = (name(path), name(output));
    let is_called_so = found == own || found.strip_prefix(&own).is_some_and(|rest| rest.starts_with('.'));
    let parent = |path: &Path| std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_path_buf));
    is_called_so && path.is_dir() && parent(path) == parent(output)
}

fn is_own(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(OWN_BEGINNING))
}

/// A path without the `.` at its beginning.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// `pipelines/../outputs` as `outputs`, so that a place has one name. A detour over a symbolic link leads elsewhere and stays.
pub fn without_detours(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        let can_go_back = matches!(short.components().next_back(), Some(Component::Normal(_))) && !short.is_symlink();
        if part == Component::ParentDir && can_go_back {
            short.pop();
        } else if part != Component::CurDir {
            short.push(part);
        }
    }
    short
}

/// A path without a part is the present folder, which has a name all the same.
fn of_any_part(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

fn deepest_common<'a>(mut folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let mut common: Vec<Component> = folders.next().map(|first| first.components().collect()).unwrap_or_default();
    for folder in folders {
        let same = common.iter().zip(folder.components()).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    common.into_iter().collect()
}
