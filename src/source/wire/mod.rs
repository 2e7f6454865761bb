//! The shapes of the files, as plain `serde` types: one file per kind.

pub mod method;
