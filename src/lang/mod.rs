//! Languages: everything that knows one is in the folder of its code.

pub mod en;
