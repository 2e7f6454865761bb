//! Scores: the measure vocabulary, its interpreter, ranges and traces.

mod card;

pub use card::*;
