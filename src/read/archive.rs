//! Archives: each member is a stream of its own, in the order in which they stand there. Nothing is ever unpacked to the paths
//! that an archive names.

use std::io::{Read, Seek};

use super::compression::{Guard, Packed};
use super::output::{self, Output, Reading, Stop, unreadable};
use super::stream::Stream;
use super::{ReadOptions, read_stream};

/// What holds members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tar,
    Zip,
}

/// Endings of file names, in lower case; `tgz`, `tbz2` and `tzst` are compressed ones.
pub(super) const ENDINGS: &[&str] = &["tar", "tgz", "zip"];

/// Whether the name says that the stream is an archive.
pub(super) fn kind_of(stream: &Stream) -> Option<Kind> {
    match stream.ending().as_str() {
        "tar" => Some(Kind::Tar),
        "zip" => Some(Kind::Zip),
        _ => None,
    }
}

/// Reads one member after the other. A member that cannot be read is a problem and costs no other.
pub(super) fn read_members(kind: Kind, stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    if stream.is_member {
        return output::refused("nested_archive", "it is an archive inside an archive, which is not opened");
    }
    match kind {
        Kind::Tar => read_tar(stream, options, output),
        Kind::Zip => read_zip(stream, options, output),
    }
}

fn read_tar(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let source = stream.source.clone();
    let mut archive = tar::Archive::new(stream.reader());
    for (index, entry) in archive.entries()?.enumerate() {
        check_count(index, options)?;
        let entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_file() || kind.is_gnu_sparse() || kind.is_contiguous() {
            read_member(&source, &path, entry, options, output)?;
        } else if kind.is_symlink() || kind.is_hard_link() {
            let refusal = output::refused("link_in_archive", "it is a link, which is not followed");
            output.close(&format!("{source}!/{path}"), refusal)?;
        }
    }
    Ok(())
}

fn read_zip(stream: Stream, options: &ReadOptions, output: &mut Output) -> Reading {
    let source = stream.source.clone();
    let mut file = stream.into_file()?;
    let packed = file.seek(std::io::SeekFrom::End(0))?;
    let mut archive = zip::ZipArchive::new(std::io::BufReader::new(file)).map_err(unreadable)?;
    // Members may share packed bytes, so that what counts is the sum of all of them against the whole file.
    let mut unpacked = 0;
    for index in 0..archive.len() {
        check_count(index, options)?;
        let path = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        let entry = match archive.by_index(index) {
            Ok(entry) if entry.is_dir() => continue,
            Ok(entry) => entry,
            Err(cause) => {
                output.close(&format!("{source}!/{path}"), Err(unreadable(cause)))?;
                continue;
            }
        };
        if entry.is_symlink() {
            let refusal = output::refused("link_in_archive", "it is a link, which is not followed");
            output.close(&format!("{source}!/{path}"), refusal)?;
            continue;
        }
        let guard = Guard { packed: Packed::Known(packed), unpacked, expansion: options.limits.expansion };
        let mut guarded = guard.around(entry);
        read_member(&source, &path, &mut guarded, options, output)?;
        unpacked = guarded.unpacked();
    }
    Ok(())
}

/// Reads one member; only what ends all reading is handed on.
fn read_member(archive: &str, path: &str, bytes: impl Read, options: &ReadOptions, output: &mut Output) -> Reading {
    let stream = Stream::of_member(archive, path, bytes);
    let source = stream.source.clone();
    let reading = check_path(path).and_then(|()| read_stream(stream, options, output));
    output.close(&source, reading)
}

/// A path that climbs out of its archive is no member's honest name; `._name` is what macOS keeps beside the file `name`.
fn check_path(path: &str) -> Result<(), Stop> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\']) || is_drive || path.split(['/', '\\']).any(|part| part == "..") {
        return output::refused("unsafe_path", "its path leads out of the archive");
    }
    if path.rsplit('/').next().is_some_and(|name| name.starts_with("._")) {
        return output::refused("unknown_format", "it holds what macOS keeps beside a file");
    }
    Ok(())
}

fn check_count(index: usize, options: &ReadOptions) -> Reading {
    if index as u64 >= options.limits.archive_members {
        return output::refused(
            "too_many_members",
            "the archive has more members than `archive_members` allows: the rest was not read",
        );
    }
    Ok(())
}
