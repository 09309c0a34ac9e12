//! Habits of memory that the program sets for itself.

use std::ffi::c_long;

use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};

/// Milliseconds for which freed memory waits before it is given back to the system: the option's place among those of mimalloc 3, which has no
/// name in Rust.
const PURGE_DELAY: mi_option_t = 15;
/// What it is unless somebody chose otherwise. No other option has this value.
const USUAL_DELAY: c_long = 1_000;
/// Partitions need the same memory one after the other. Given back in between, it comes again as pages that the kernel has cleared, which
/// costs a twentieth of a run.
const LONGER_DELAY: c_long = 10_000;

/// Sets memory up for a run; commands that read large tables once do better without. Whoever sets `MIMALLOC_PURGE_DELAY` or `MIMALLOC_ALLOW_THP` has their way.
pub fn prepare_for_a_run() {
    keep_freed_memory();
    if std::env::var_os("MIMALLOC_ALLOW_THP").is_none() {
        use_small_pages();
    }
}

/// Lets freed memory wait for its next use.
#[allow(unsafe_code)]
fn keep_freed_memory() {
    // SAFETY: both functions take numbers and no pointers. They check that the option is one of the table's, and read or write one whole
    // number of that static table, which may be done at any time and which no Rust code refers to.
    unsafe {
        if mi_option_get(PURGE_DELAY) == USUAL_DELAY {
            mi_option_set(PURGE_DELAY, LONGER_DELAY);
        }
    }
}

/// Has the system give memory in pages of some kilobytes. The allocator asks for pages of 2 MB, each of which is cleared as a whole however little of it is used: a fifth
/// of the time of a run that finds nearly all in the cache, and 30 MB. The allocator has an option for it, which it reads before the program begins.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn use_small_pages() {
    // SAFETY: the call takes numbers and no pointers, and changes how large the pages are that the process gets from now on. What is in memory
    // stays as it is. Where the kernel refuses, nothing changes.
    unsafe { libc::prctl(libc::PR_SET_THP_DISABLE, 1, 0, 0, 0) };
}

#[cfg(not(target_os = "linux"))]
fn use_small_pages() {}

#[cfg(test)]
mod tests {
    use super::*;

    /// A newer mimalloc may number its options otherwise.
    #[test]
    #[allow(unsafe_code)]
    fn the_option_is_the_one_of_its_number() {
        // SAFETY: as above.
        let delay = || unsafe { mi_option_get(PURGE_DELAY) };
        let is_chosen = std::env::var_os("MIMALLOC_PURGE_DELAY").is_some();
        assert!(is_chosen || delay() == USUAL_DELAY);
        keep_freed_memory();
        assert!(is_chosen || delay() == LONGER_DELAY);
    }
}
