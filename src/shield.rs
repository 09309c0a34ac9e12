//! Calls of libraries that may panic over bytes that somebody else has broken: that costs what is being read and nothing else.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is caught, and need not be told.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// What the call gives; `None` where it panicked, of which nobody is told.
pub fn without_panic<T>(call: impl FnOnce() -> T) -> Option<T> {
    static SILENCE: Once = Once::new();
    SILENCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                tell(panic);
            }
        }));
    });
    let before = IS_CAUGHT.replace(true);
    let called = catch_unwind(AssertUnwindSafe(call));
    IS_CAUGHT.set(before);
    called.ok()
}
