//! What a measure comes to at a node, inside the interpreter.

use std::sync::Arc;

use crate::model::{Exact, Value};
use crate::score::Figure;

/// A value, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A number.
    Number(Exact),
    /// A label.
    Label(Arc<str>),
    /// Yes or no.
    Truth(bool),
    /// No value because of an error: it takes the results above it along, unless they say otherwise.
    Null,
    /// Nothing to say: it is left out above.
    #[default]
    Nothing,
}

/// How long a number may become; a longer one is an error. **Unit:** bits of numerator and denominator. Some
/// five thousand digits are far beyond any score, and each step with them takes next to no time.
const LONGEST: u64 = 1 << 14;

/// Whether a number is longer than any figure needs to be.
pub(super) fn is_too_long(number: &Exact) -> bool {
    number.bits() > LONGEST
}

impl Outcome {
    /// The same; a number that is too long is an error.
    pub(super) fn bounded(self) -> Outcome {
        match &self {
            Outcome::Number(number) if is_too_long(number) => Outcome::Null,
            _ => self,
        }
    }

    /// The number, when it is one.
    pub(super) fn number(&self) -> Option<&Exact> {
        match self {
            Outcome::Number(number) => Some(number),
            Outcome::Label(_) | Outcome::Truth(_) | Outcome::Null | Outcome::Nothing => None,
        }
    }

    /// True when there is no value.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Outcome::Null | Outcome::Nothing)
    }

    /// The figure that the scorecard shows; absence is `None`.
    pub(super) fn figure(&self) -> Option<Figure> {
        match self {
            Outcome::Number(number) => Some(Figure::Number(number.clone())),
            Outcome::Label(label) => Some(Figure::Label(label.to_string())),
            Outcome::Truth(truth) => Some(Figure::Truth(*truth)),
            Outcome::Null | Outcome::Nothing => None,
        }
    }

    /// The outcome that a free value is; a list is its first value.
    pub(super) fn of(value: &Value) -> Outcome {
        match value {
            Value::Null => Outcome::Null,
            Value::Bool(truth) => Outcome::Truth(*truth),
            Value::Number(number) => Outcome::Number(number.clone()),
            Value::Text(text) => Outcome::Label(text.as_str().into()),
            Value::List(list) => list.first().map_or(Outcome::Nothing, Outcome::of),
        }
    }

    /// Whether two values are the same: numbers by value also when one is written as text, words by text.
    pub(super) fn is_same(&self, other: &Outcome) -> bool {
        match (self, other) {
            (Outcome::Number(a), Outcome::Number(b)) => a == b,
            (Outcome::Label(a), Outcome::Label(b)) => a == b,
            (Outcome::Truth(a), Outcome::Truth(b)) => a == b,
            (Outcome::Number(n), Outcome::Label(l)) | (Outcome::Label(l), Outcome::Number(n)) => {
                Exact::parse(l).as_ref() == Some(n)
            }
            (Outcome::Truth(t), Outcome::Label(l)) | (Outcome::Label(l), Outcome::Truth(t)) => {
                **l == *if *t { "true" } else { "false" }
            }
            (Outcome::Null | Outcome::Nothing, Outcome::Null | Outcome::Nothing) => true,
            (Outcome::Null | Outcome::Nothing, _) | (_, Outcome::Null | Outcome::Nothing) => false,
            (Outcome::Number(_), Outcome::Truth(_)) | (Outcome::Truth(_), Outcome::Number(_)) => false,
        }
    }

    /// Whether the value counts as true: a truth that is, a number that is not 0. `None` for labels
    /// and absence.
    pub(super) fn truthy(&self) -> Option<bool> {
        match self {
            Outcome::Truth(truth) => Some(*truth),
            Outcome::Number(number) => Some(!number.is_zero()),
            Outcome::Label(_) | Outcome::Null | Outcome::Nothing => None,
        }
    }
}

/// Whether a condition holds; `Maybe` only while ranges are worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tri {
    /// In no completion.
    No,
    /// It depends on how blanks are filled.
    Maybe,
    /// In every completion.
    Yes,
}

impl Tri {
    /// The other way round.
    pub(super) fn not(self) -> Tri {
        match self {
            Tri::No => Tri::Yes,
            Tri::Maybe => Tri::Maybe,
            Tri::Yes => Tri::No,
        }
    }

    /// Both hold.
    pub(super) fn and(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::No, _) | (_, Tri::No) => Tri::No,
            (Tri::Yes, Tri::Yes) => Tri::Yes,
            (Tri::Maybe, _) | (_, Tri::Maybe) => Tri::Maybe,
        }
    }

    /// At least one holds.
    pub(super) fn or(self, other: Tri) -> Tri {
        self.not().and(other.not()).not()
    }
}

impl From<bool> for Tri {
    fn from(truth: bool) -> Tri {
        if truth { Tri::Yes } else { Tri::No }
    }
}
