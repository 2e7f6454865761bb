//! Conditions on answers, attributes, measures and settings, as methods and `counts_if` use them.

/// A condition; replaced by the scoring vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {}
