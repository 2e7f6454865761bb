//! Scores: the measure vocabulary, its interpreter, ranges and traces.

mod card;

pub use card::*;

use crate::model::{Assessment, Method};

/// How to score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether every result keeps its terms.
    pub trace: bool,
}

/// The scorecard of an assessment by a method.
pub fn score(_assessment: &Assessment, method: &Method, _options: Options) -> Scorecard {
    Scorecard::new(method.id.clone(), Vec::new())
}
