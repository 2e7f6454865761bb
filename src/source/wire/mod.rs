//! The shapes of the files, as plain `serde` types: one file per kind. A doc comment here is what an
//! editor shows beside the key.

pub mod assessment;
pub mod brand;
pub mod checklist;
pub mod control;
pub mod leaf;
pub mod method;
pub mod policy;
pub mod texts;
